'use strict';

/** Tells whether JSON says all of a host value, so that the engine's own parser can make the copy. */

const { types } = require('node:util');

const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

/** Whether JSON has a value that is no object; undefined for an object. */
function isPlainPrimitive(value) {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null ? true : undefined;
    default:
      return false;
  }
}

/** The values in a plain object or a dense array; undefined for every other object. */
function valuesIn(object) {
  if (types.isProxy(object)) return undefined;
  const isArray = Array.isArray(object);
  const prototype = getPrototypeOf(object);
  if (prototype !== (isArray ? Array.prototype : Object.prototype)) return undefined;
  const keys = ownKeys(object);
  if (isArray && keys.length !== object.length + 1) return undefined;
  const values = [];
  for (const key of keys) {
    if (isArray && key === 'length') continue;
    const { value, get, enumerable } = getOwnPropertyDescriptor(object, key);
    const isPlain = typeof key === 'string' && key !== '__proto__' && get === undefined;
    if (!isPlain || !enumerable) return undefined;
    values.push(value);
  }
  return values;
}

/**
 * @param {unknown} value
 * @returns {string | undefined} its JSON; undefined where that would lose something, or run code
 */
function plainText(value) {
  const seen = new Set();
  const queue = [value];
  while (queue.length > 0) {
    const next = queue.pop();
    const isPlain = isPlainPrimitive(next);
    if (isPlain === false) return undefined;
    if (isPlain) continue;
    const values = seen.has(next) ? undefined : valuesIn(next);
    if (values === undefined) return undefined;
    seen.add(next);
    for (const each of values) queue.push(each);
  }
  return 'toJSON' in Object.prototype || 'toJSON' in Array.prototype ? undefined : stringify(value);
}

/** JSON recurses; what is too deep for it goes another way. */
function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

module.exports = { plainText };
