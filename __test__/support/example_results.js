'use strict';

/**
 * Runs the examples of the ledger with node:vm and with a subject, in a process of their own, since
 * node:vm has modules only with a flag. Must never judge them.
 */

const { spawnSync } = require('node:child_process');
const { createRequire } = require('node:module');
const path = require('node:path');
const oracle = require('node:vm');

const { rules } = require('./accepted.js');
const { Log, createScope, evaluateInHost } = require('./case_scope.js');
const { describe } = require('./describe.js');

/** A description, as short as a reader needs it. */
function brief(text) {
  return text
    .replace(/error\(native: \w+\) (\w+).*$/, '$1')
    .replace(/@host\b/g, '')
    .replace(/^"(.*)"$/, "'$1'");
}

async function resultOf(vm, example) {
  const scope = createScope(vm, new Log({}));
  try {
    return brief(describe(await evaluateInHost(example, scope)));
  } catch (error) {
    return `throws ${brief(describe(error))}`;
  }
}

/**
 * @param {string} subject the module to put beside node:vm, as \`require\` takes it in the tests' folder
 * @returns {[string, string][]} for each rule the outcome of its example in node:vm and in the subject
 */
function exampleResults(subject) {
  const flags = ['--experimental-vm-modules', '--no-warnings'];
  const child = spawnSync(process.execPath, [...flags, __filename, subject], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`the examples could not be run: ${child.stderr}`);
  return JSON.parse(child.stdout);
}

async function main(subject) {
  const vm = createRequire(path.join(__dirname, '..', 'index.js'))(subject);
  const results = [];
  for (const { example } of rules) {
    results.push([await resultOf(oracle, example), await resultOf(vm, example)]);
  }
  process.stdout.write(JSON.stringify(results));
}

if (require.main === module) main(process.argv[2]);

module.exports = { exampleResults };
