'use strict';

/**
 * Knows the native objects behind Node's own: a socket's TCP handle, say. Their methods believe their arguments and what
 * they are called on, and their classes open what guest code was not given; so Node's objects do not show them.
 */

const { types } = require('node:util');
const { intrinsicIndex, isNative } = require('../intrinsics');
const { SafeWeakMap, ownValue } = require('../primordials');
const { isOfNode, originOf } = require('./node_objects');

const { getPrototypeOf } = Reflect;
const { isProxy } = types;

/** Prototype → whether its instances are native objects of no class that a module exports. */
const known = new SafeWeakMap();

function isOfNativeClass(prototype) {
  const constructor = ownValue(prototype, 'constructor');
  if (typeof constructor !== 'function' || isProxy(constructor)) return false;
  if (intrinsicIndex(constructor) !== undefined || originOf(constructor) !== undefined)
    return false;
  return isNative(constructor);
}

/**
 * @param {object} holder of a property
 * @param {unknown} value of it
 * @returns {boolean} whether it is a native object that Node keeps behind one of its own
 */
function isNativeHandle(holder, value) {
  if (typeof value !== 'object' || value === null || isProxy(value)) return false;
  const prototype = getPrototypeOf(value);
  if (prototype === null || isProxy(prototype)) return false;
  let isHandle = known.get(prototype);
  if (isHandle === undefined) {
    isHandle = isOfNativeClass(prototype);
    known.set(prototype, isHandle);
  }
  // `process.env` is of such a class, and is a program's.
  return isHandle && holder !== process && isOfNode(holder);
}

module.exports = { isNativeHandle };
