'use strict';

/**
 * Every program of `programs/` uses a library in a context and in plain Node, each in a process of its
 * own: what they give must be the same text, except where `known_failures.js` says why not.
 * `npm run test:libraries` installs the libraries first. `BOA_VM_ONLY=lodash` keeps the programs with
 * the text in their name; with `BOA_VM_SUBJECT=node:vm` the contexts are those of `node:vm`.
 */

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { promisify } = require('node:util');

const subject = require('../support/subject.js');
const knownFailures = require('./known_failures.js');
const libraries = require('./libraries.js');

const LIMIT_MS = 240_000;

/** From this folder. */
const where = subject.isOracle ? 'node:vm' : subject.name;

/** @returns {Promise<string>} what a program gives, or how it ended */
async function outcomeOf(program, place) {
  const args = ['--no-warnings', path.join(__dirname, 'work.js'), program, place];
  try {
    const options = { timeout: LIMIT_MS, maxBuffer: 2 ** 26 };
    return (await promisify(execFile)(process.execPath, args, options)).stdout;
  } catch (error) {
    return `ended with ${error.signal ?? error.code}: ${error.stderr}`;
  }
}

test('each program has its needs written down, and each known failure its program', () => {
  const files = fs.readdirSync(path.join(__dirname, 'programs')).map((file) => path.parse(file));
  assert.deepStrictEqual(files.map(({ name }) => name).sort(), Object.keys(libraries).sort());
  for (const program of Object.keys(knownFailures)) assert.ok(Object.hasOwn(libraries, program));
});

for (const program of Object.keys(libraries)) {
  if (!program.includes(subject.only)) continue;
  const cause = subject.isOracle ? undefined : knownFailures[program];
  test(cause === undefined ? program : `${program} (known to fail: ${cause})`, async () => {
    const expected = await outcomeOf(program, 'plain');
    assert.doesNotMatch(expected, /^ended with/, 'plain Node must run the program');
    const actual = await outcomeOf(program, where);
    if (cause === undefined) assert.strictEqual(actual, expected);
    else assert.notStrictEqual(actual, expected, 'works now: take it off known_failures.js');
  });
}
