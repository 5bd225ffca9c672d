'use strict';

/**
 * Finds the tests in Node's tree that are about `vm`, and what each wants to be run with.
 * Must never change a test.
 */

const fs = require('node:fs');
const path = require('node:path');

/** Folders below `test/` that a release of Node must pass. */
const FOLDERS = ['parallel', 'es-module', 'sequential'];

/** What Node itself gets wrong: each of these fails with `node:vm` of its own version. */
const KNOWN_ISSUES = 'known_issues';

const ASKS_FOR_VM = /(?:\brequire\(|\bfrom )['"](?:node:)?vm['"]/;

/**
 * @typedef {object} NodeTest
 * @property {string} name such as `parallel/test-vm-basic.js`
 * @property {string} file
 * @property {string[]} flags that the test asks for, for the command line of Node
 * @property {boolean} knownIssue
 */

function readTest(folder, name) {
  const file = path.join(folder, name);
  const source = fs.readFileSync(file, 'utf8');
  if (!name.split('/')[1].startsWith('test-vm-') && !ASKS_FOR_VM.test(source)) return undefined;
  const flags = [...source.matchAll(/^\/\/ Flags:(.*)$/gm)].flatMap(([, list]) =>
    list.split(/\s+/).filter((flag) => flag !== ''),
  );
  return { name, file, flags, knownIssue: name.startsWith(KNOWN_ISSUES) };
}

/**
 * @param {string} nodeSource a folder with Node's `test` in it
 * @returns {NodeTest[]} every `test-vm-*`, and every other test that loads `vm`
 * @throws {Error} if there are none
 */
function findTests(nodeSource) {
  const folder = path.join(nodeSource, 'test');
  if (!fs.existsSync(path.join(folder, FOLDERS[0]))) {
    throw new Error(`${nodeSource} is no source tree of Node: it has no test/${FOLDERS[0]}`);
  }
  const names = [...FOLDERS, KNOWN_ISSUES].flatMap((below) =>
    fs
      .readdirSync(path.join(folder, below))
      .filter((name) => /^test-.*\.m?js$/.test(name))
      .sort()
      .map((name) => `${below}/${name}`),
  );
  return names.map((name) => readTest(folder, name)).filter((test) => test !== undefined);
}

module.exports = { findTests };
