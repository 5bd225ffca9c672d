'use strict';

/**
 * Questions about the shape of an object that need no recursion: its prototypes by name, whether
 * it is an ordinary array or has an ordinary prototype property. Must never run an accessor.
 */

const { intrinsicName } = require('./intrinsics.js');

/** How many own keys of an object are shown. */
const MAX_KEYS = 120;

/** Whether an array has ordinary elements, a writable length and nothing else. */
function isPlainArray(object) {
  if (!Array.isArray(object)) return false;
  const keys = Reflect.ownKeys(object);
  if (keys.length !== object.length + 1 || keys.length > MAX_KEYS) return false;
  return keys.every((key, index) => {
    const { get, writable, enumerable, configurable } = Reflect.getOwnPropertyDescriptor(
      object,
      key,
    );
    if (index === keys.length - 1) return key === 'length' && writable;
    return key === String(index) && !get && writable && enumerable && configurable;
  });
}

/** Leaves out the `Object` that ends a chain after a built-in of the same side. */
function shortened(chain) {
  if (chain.length !== 2) return chain;
  const [first, last] = chain;
  const isSameSide = first.endsWith('@host') === last.endsWith('@host');
  return isSameSide && /^Object\b/.test(last) ? [first] : chain;
}

/** Whether a function's prototype property is what the language made: no need to print it. */
function hasPlainPrototype(fn) {
  const { value } = Reflect.getOwnPropertyDescriptor(fn, 'prototype');
  if (typeof value !== 'object' || value === null) return false;
  const keys = Reflect.ownKeys(value);
  return keys.length === 0 || (keys.length === 1 && keys[0] === 'constructor');
}

/**
 * @param {object} object
 * @returns {string[]} constructor names along the prototype chain, `@host` on the host's own
 */
function prototypeChain(object) {
  const chain = [];
  let prototype = Reflect.getPrototypeOf(object);
  for (let level = 0; prototype !== null && level < 12; level++) {
    chain.push(prototypeName(prototype));
    prototype = Reflect.getPrototypeOf(prototype);
  }
  return chain.length === 0 ? ['null'] : chain;
}

function prototypeName(prototype) {
  const intrinsic = intrinsicName(prototype);
  if (intrinsic !== undefined) return intrinsic.replace('.prototype', '');
  const constructor = Reflect.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof constructor !== 'function') return '?';
  const name = Reflect.getOwnPropertyDescriptor(constructor, 'name')?.value;
  return typeof name === 'string' ? name : '?';
}

module.exports = { MAX_KEYS, hasPlainPrototype, isPlainArray, prototypeChain, shortened };
