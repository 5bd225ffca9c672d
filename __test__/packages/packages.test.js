'use strict';

/**
 * Packages that run code with `vm`, unchanged, with this package in its place: each program of
 * `programs/` does real work with one of them, once as it is and once with `boa-vm/register` and the
 * options of `settings.js`, and must print the same. `npm run test:packages` installs them first. `BOA_VM_ONLY=jest` keeps the programs with
 * the text in their name.
 */

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { promisify } = require('node:util');

const knownFailures = require('./known_failures.js');
const settings = require('./settings.js');

const LIMIT_MS = 240_000;
const folder = path.join(__dirname, 'programs');
const register = path.join(__dirname, '..', '..', 'register.js');
const only = process.env.BOA_VM_ONLY ?? '';

/** @returns {Promise<string>} what a program prints, or how it ended */
async function outcomeOf(program, flags, options) {
  const args = ['--no-warnings', ...flags, path.join(folder, program)];
  const variables = { NODE_TEST_CONTEXT: undefined, BOA_VM_REGISTER: options, NO_COLOR: '1' };
  const env = { ...process.env, ...variables };
  try {
    const options = { timeout: LIMIT_MS, maxBuffer: 2 ** 26, env };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
    return stdout + stderr;
  } catch (error) {
    return `ended with ${error.signal ?? error.code}: ${error.stderr}`;
  }
}

const programs = fs.readdirSync(folder).filter((name) => name.endsWith('.js'));

test('each known failure and each setting has its program', () => {
  const named = [...Object.keys(knownFailures), ...Object.keys(settings)];
  for (const name of named) assert.ok(programs.includes(`${name}.js`), name);
});

for (const program of programs.filter((name) => name.includes(only))) {
  const { name } = path.parse(program);
  const cause = knownFailures[name];
  test(cause === undefined ? name : `${name} (known to fail: ${cause})`, async () => {
    const expected = await outcomeOf(program, []);
    assert.doesNotMatch(expected, /^(ended with|$)/, 'it must work with node:vm');
    const actual = await outcomeOf(
      program,
      ['--require', register],
      JSON.stringify(settings[name]?.options ?? {}),
    );
    if (cause === undefined) assert.strictEqual(actual, expected);
    else assert.notStrictEqual(actual, expected, 'works now: take it off known_failures.js');
  });
}
