'use strict';

/**
 * `__test__/test262.json`: the tests that fail here although `node:vm` passes them, by area, with a reason
 * for each group. It must be right either way: a test that fails is news, and so is one that passes though it
 * is listed.
 */

const fs = require('node:fs');
const path = require('node:path');
const { root } = require('../steps.js');

const FILE = path.join(root, '__test__', 'test262.json');

/** Tests about several realms that share objects are told apart: here each context is a world of its own. */
const CROSS_REALM = 'crossRealm';

/** What stands behind a test's name when only one of its variants is meant. */
const VARIANT = / \((\w+)\)$/;

/**
 * @typedef {object} Group
 * @property {string} reason one sentence
 * @property {string[]} tests names, with ` (strict)` or ` (sloppy)` if only that variant fails
 *
 * @typedef {Record<'main' | 'intl402' | 'staging' | 'crossRealm', Group[]>} Ledger
 */

/** @returns {string} the section of the ledger that a test belongs to */
function sectionOf({ area, crossRealm }) {
  return crossRealm ? CROSS_REALM : area;
}

/** @returns {Ledger} */
function readLedger() {
  return JSON.parse(fs.readFileSync(FILE, 'utf8'));
}

/** @returns {Map<string, { section: string, reason: string }>} by name, with the variant or without */
function entriesOf(ledger) {
  const entries = new Map();
  for (const [section, groups] of Object.entries(ledger)) {
    for (const { reason, tests } of groups) {
      for (const name of tests) {
        if (entries.has(name)) throw new Error(`${name} is in the ledger twice`);
        entries.set(name, { section, reason });
      }
    }
  }
  return entries;
}

/** @returns {{ section: string, reason: string } | undefined} what the ledger says of a test */
function entryOf(entries, { key, name }) {
  return entries.get(key) ?? entries.get(name);
}

/**
 * @param {{ section: string } | undefined} entry
 * @param {import('./tests.js').Test} test
 * @param {boolean} passed
 * @returns {string | undefined} what is wrong with the entry, if anything is
 */
function contradiction(entry, test, passed) {
  if (entry === undefined) return passed ? undefined : 'fails, and is not in the ledger';
  if (passed) return 'passes, and the ledger says that it fails';
  const section = sectionOf(test);
  return entry.section === section
    ? undefined
    : `is in the ledger's ${entry.section}, not ${section}`;
}

/**
 * Finds what the ledger lists though there is nothing of the kind to run.
 * @param {ReturnType<typeof entriesOf>} entries
 * @param {object} options
 * @param {(name: string) => boolean} options.isTest whether test262 has the test
 * @param {Set<string>} options.chosen names of the tests that were looked at
 * @param {Set<string>} options.counting keys of those that `node:vm` passes
 * @returns {string[]}
 */
function strayEntries(entries, { isTest, chosen, counting }) {
  const stray = [];
  const names = new Set([...counting].map((key) => key.replace(VARIANT, '')));
  for (const listed of entries.keys()) {
    const name = listed.replace(VARIANT, '');
    if (!isTest(name)) stray.push(`${listed} is in the ledger, and no test`);
    else if (chosen.has(name) && !counting.has(listed) && !(listed === name && names.has(name))) {
      stray.push(`${listed} is in the ledger, and node:vm does not pass it`);
    }
  }
  return stray;
}

module.exports = { contradiction, entriesOf, entryOf, readLedger, sectionOf, strayEntries };
