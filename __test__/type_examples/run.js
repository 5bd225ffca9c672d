'use strict';

/**
 * Runs the examples of a declaration file one after the other, in a folder of their own: each statement that has a comment
 * behind it must give what that says. Prints what fails as errors.
 *   node run.js index.d.ts
 */

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { inspect } = require('node:util');
const vm = require('../..');
const { examplesOf } = require('./examples.js');

const AsyncFunction = (async () => {}).constructor;

/** What the examples are about, beside themselves. */
const NAMES = { vm, require, ...require('../../pool.js'), ...require('../../register.js') };

/** Makes the check of a line out of `expression; // value`. */
const checked = (code) =>
  code.replace(
    /^(\s*)(?!const |let |\/\/|return )(\S.*); \/\/ (.+)$/gm,
    (_, indent, expression, value) => `${indent}check(${expression}, ${JSON.stringify(value)});`,
  );

function check(value, expected) {
  const shown = inspect(value);
  if (shown !== expected) throw new Error(`gives ${shown}, not ${expected}`);
}

async function main(file) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-examples-'));
  process.chdir(folder);
  fs.mkdirSync('plugins');
  fs.writeFileSync('plugins/hello.mjs', 'export default (name) => `hello ${name}`;');
  fs.writeFileSync('plugins/settings.json', '{ "color": "blue" }');
  for (const { name, code } of examplesOf(file)) {
    try {
      await new AsyncFunction('check', ...Object.keys(NAMES), checked(code))(
        check,
        ...Object.values(NAMES),
      );
    } catch (error) {
      console.error(`${name}: ${error.stack}`);
    }
    vm.setDefaultLimits({});
  }
  fs.rmSync(folder, { recursive: true });
}

main(process.argv[2]);
