'use strict';

/**
 * `__test__/node-suite-20.json` and others: what is known of each of Node's tests. `"pass"` or `{ "fail": reason }`.
 * The ledger must be right either way: a test that fails is news, and so is one that passes though it
 * should not.
 */

const fs = require('node:fs');
const path = require('node:path');
const { root } = require('../steps.js');

/** The ledger of a version of Node. */
const fileOf = (version) => path.join(root, '__test__', `node-suite-${version}.json`);

/**
 * @typedef {'pass' | { fail: string }} Entry
 * @typedef {object} Ledger
 * @property {Record<string, Entry>} tests that Node passes
 * @property {Record<string, Entry>} knownIssues where Node 20 is wrong by its own account
 */

/**
 * @param {string} version of Node, such as `20`
 * @returns {Ledger}
 */
function readLedger(version) {
  return JSON.parse(fs.readFileSync(fileOf(version), 'utf8'));
}

/**
 * @param {Ledger} ledger
 * @param {import('./tests.js').NodeTest} test
 * @returns {Entry | undefined}
 */
function entryOf(ledger, { name, knownIssue }) {
  return (knownIssue ? ledger.knownIssues : ledger.tests)[name];
}

/**
 * @param {Entry | undefined} entry
 * @param {boolean} passed
 * @returns {string | undefined} what is wrong with the entry, if anything is
 */
function contradiction(entry, passed) {
  if (entry === undefined) return `not in the ledger, and ${passed ? 'passes' : 'fails'}`;
  if (entry === 'pass') return passed ? undefined : 'fails, and the ledger says that it passes';
  return passed ? 'passes, and the ledger says that it fails' : undefined;
}

/**
 * @param {Ledger} ledger
 * @param {import('./tests.js').NodeTest[]} tests all that there are
 * @returns {string[]} names in the ledger that no test has
 */
function strayNames(ledger, tests) {
  const names = new Set(tests.map(({ name }) => name));
  const listed = [...Object.keys(ledger.tests), ...Object.keys(ledger.knownIssues)];
  return listed.filter((name) => !names.has(name));
}

module.exports = { contradiction, entryOf, readLedger, strayNames };
