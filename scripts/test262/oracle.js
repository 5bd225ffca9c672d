'use strict';

/**
 * Says which tests `node:vm` passes: only those count. What it says is kept beside the sources of test262, under
 * a name that changes with Node's version, the tests and the runner.
 */

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { cacheFolder } = require('../debian_source.js');
const { runTests } = require('./processes.js');

/** The files of this folder that decide how a test goes. */
const DECIDING = ['child.js', 'loader.js', 'realm.js', 'run_test.js'];

/**
 * The kinds of realm, in the order in which they are tried. A global that was an object of the host has
 * V8's interceptors, with which V8 itself fails some tests about the global object.
 */
const KINDS = ['contextified', 'vanilla'];

/** In the place of a kind: `node:vm` passes the test in none. */
const NONE = 'none';

function cacheFile(tree) {
  const hash = createHash('sha256').update(
    `${process.version} ${process.arch} ${path.resolve(tree)}`,
  );
  hash.update(
    fs.existsSync(path.join(tree, 'GIT-INFO')) ? fs.readFileSync(path.join(tree, 'GIT-INFO')) : '',
  );
  for (const name of DECIDING) hash.update(fs.readFileSync(path.join(__dirname, name)));
  return path.join(cacheFolder(), `test262-node-vm-${hash.digest('hex').slice(0, 16)}.tsv`);
}

/** @returns {Map<string, string>} kinds by the key of the run */
function readCache(file) {
  if (!fs.existsSync(file)) return new Map();
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  // The last line may have been cut off.
  return new Map(lines.slice(0, -1).map((line) => line.split('\t')));
}

/**
 * @param {import('./tests.js').Test[]} tests
 * @param {object} options
 * @param {string} options.tree the folder of test262
 * @param {string} options.harness
 * @param {number} options.jobs
 * @param {(count: number) => void} options.onStart hears how many have to be run first
 * @returns {Promise<{ test: import('./tests.js').Test, kind: string }[]>} the tests that `node:vm` passes,
 *   each with the first kind of realm in which it does
 */
async function passedByNode(tests, { tree, harness, jobs, onStart }) {
  const file = cacheFile(tree);
  const known = readCache(file);
  let left = tests.filter(({ key }) => !known.has(key));
  if (left.length > 0) {
    onStart(left.length);
    fs.mkdirSync(cacheFolder(), { recursive: true });
    const lines = fs.createWriteStream(file, { flags: 'a' });
    const learn = (key, kind) => {
      known.set(key, kind);
      lines.write(`${key}\t${kind}\n`);
    };
    for (const kind of KINDS) {
      const runs = left.map((test) => ({ test, kind }));
      left = [];
      await runTests(runs, { subject: 'node:vm', harness, jobs }, ({ test }, fault) => {
        if (fault === undefined) learn(test.key, kind);
        else left.push(test);
      });
    }
    for (const { key } of left) learn(key, NONE);
    await new Promise((resolve) => lines.end(resolve));
  }
  return tests
    .map((test) => ({ test, kind: known.get(test.key) }))
    .filter(({ kind }) => kind !== NONE);
}

module.exports = { passedByNode };
