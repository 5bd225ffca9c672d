'use strict';

/**
 * The secrets of a process under attack: what no guest was given, and what a text or a value gives away if
 * it reaches one. Must be loaded before the subject, so that the set of the host's intrinsics is complete.
 */

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const { intrinsicsOf } = require('../../boundary/intrinsics.js');

const root = path.resolve(__dirname, '..', '..', '..');

const random = (word) => `${word}-${randomBytes(9).toString('hex')}`;

/** What host code knows: a word in closures, one in the environment, one that only compiled code sees. */
const secrets = Object.freeze({
  word: random('word'),
  env: random('env'),
  marker: random('marker'),
  root,
});

/** Texts that only the host's own frames, files and variables have, with what each of them gives away. */
const telltales = [
  [secrets.word, 'a variable of the host'],
  [secrets.env, 'an environment variable'],
  [secrets.marker, 'a global of the host'],
  [root, 'a path of the host'],
  ['node:internal', "a frame of Node's"],
  ['secretFrame', 'the name of a frame of the host'],
];

const isObject = (x) => (typeof x === 'object' && x !== null) || typeof x === 'function';

/** The host's things that no guest may hold. */
function forbiddenOfHost() {
  // `webAssembly: 'host'` gives a guest the host's on purpose.
  const found = intrinsicsOf(globalThis, (value) => value === WebAssembly);
  found.set(globalThis, 'globalThis');
  found.set(process, 'process');
  found.set(process.env, 'process.env');
  found.set(require, 'require');
  found.set(module, 'module');
  found.set(module.constructor, 'Module');
  for (const name of ['fs', 'child_process', 'net', 'vm', 'module', 'worker_threads']) {
    found.set(require(name), `node:${name}`);
  }
  found.set(fs.promises, 'node:fs/promises');
  return found;
}

/** What the files of the package export, apart from what it exports itself: functions and prototypes. */
function* internalsOf(folder, publicFunctions) {
  for (const [file, { exports }] of Object.entries(require.cache)) {
    if (!file.startsWith(path.join(folder, 'lib'))) continue;
    const name = path.relative(folder, file);
    for (const [key, value] of [['exports', exports], ...Object.entries(exports)]) {
      if (!isObject(value) || publicFunctions.has(value)) continue;
      yield [value, `${name}: ${key}`];
      if (typeof value === 'function' && isObject(value.prototype)) {
        yield [value.prototype, `${name}: ${key}.prototype`];
      }
    }
  }
}

/** Plants what compiled code would find. */
function plant() {
  process.env.ATTACK_SECRET = secrets.env;
  Object.defineProperty(globalThis, 'hostMarker', { value: secrets.marker, configurable: true });
}

module.exports = { forbiddenOfHost, internalsOf, isObject, plant, secrets, telltales };
