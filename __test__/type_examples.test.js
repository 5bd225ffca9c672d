'use strict';

/** The examples in the types: every public member has one, and each does what it says. */

const assert = require('node:assert/strict');
const { execFile } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { promisify } = require('node:util');
const { membersOf } = require('./type_examples/examples.js');

const root = path.join(__dirname, '..');

for (const name of ['index.d.ts', 'pool.d.ts', 'register.d.ts']) {
  const file = path.join(root, name);

  test(`${name}: every member has an example`, () => {
    const members = membersOf(file);
    assert.ok(members.length > 3);
    const without = members.filter(({ examples }) => examples.length === 0);
    assert.deepEqual(
      without.map((member) => member.name),
      [],
    );
  });

  test(`${name}: every example runs, and gives what it says`, async () => {
    const script = path.join(__dirname, 'type_examples', 'run.js');
    const { stderr } = await promisify(execFile)(process.execPath, ['--no-warnings', script, file]);
    assert.equal(stderr, '');
  });
}
