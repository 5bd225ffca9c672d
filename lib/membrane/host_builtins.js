'use strict';

/**
 * The host's built-in objects: what a walk along constructors and prototypes of a host object can reach
 * though nobody handed it in. Guest code may look at them and call them, but must not change them: the
 * host runs on them. Taken at load time.
 */

const { Buffer } = require('node:buffer');
const { EventEmitter } = require('node:events');

const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

/** Globals that are no built-ins of the language or of Node's classes. */
const notBuiltIn = new Set(['globalThis', 'global', 'process', 'console', 'navigator']);

const hidden = [
  (async () => {}).constructor,
  function* () {}.constructor,
  async function* () {}.constructor,
  getPrototypeOf(Uint8Array),
  getPrototypeOf([][Symbol.iterator]()),
  getPrototypeOf(''[Symbol.iterator]()),
  getPrototypeOf(new Map()[Symbol.iterator]()),
  getPrototypeOf(new Set()[Symbol.iterator]()),
  getPrototypeOf(/a/[Symbol.matchAll]('')),
  Buffer,
  EventEmitter,
  URL,
  URLSearchParams,
];

/** What a property holds, without calling a getter. */
function* heldBy(object) {
  const prototype = getPrototypeOf(object);
  if (prototype !== null) yield prototype;
  for (const key of ownKeys(object)) {
    const { value, get, set } = getOwnPropertyDescriptor(object, key);
    yield* [value, get, set];
  }
}

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

function collect() {
  const found = new Set();
  const waiting = [...hidden];
  for (const name of ownKeys(globalThis)) {
    const { enumerable, value } = getOwnPropertyDescriptor(globalThis, name);
    // What a program has assigned to a global is enumerable, and its own.
    if (!enumerable && !notBuiltIn.has(name)) waiting.push(value);
  }
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isObject(value) || value === globalThis || found.has(value)) continue;
    found.add(value);
    for (const held of heldBy(value)) waiting.push(held);
  }
  return found;
}

module.exports = { hostBuiltIns: new WeakSet(collect()) };
