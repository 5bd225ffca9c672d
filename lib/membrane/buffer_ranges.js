'use strict';

/**
 * Buffers that are part of a larger ArrayBuffer: Node keeps small ones side by side in a pool. The guest
 * gets the bytes of the one Buffer and no others, so what it has for the ArrayBuffer of such a Buffer is a
 * *range*: a view of these bytes, which host code never sees, and which crosses as an ArrayBuffer.
 */

const { isProxy } = require('node:util').types;

const TypedArray = Object.getPrototypeOf(Uint8Array);
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const bufferOf = getter(TypedArray.prototype, 'buffer');
const offsetOf = getter(TypedArray.prototype, 'byteOffset');
const lengthOf = getter(TypedArray.prototype, 'byteLength');
const wholeLength = getter(ArrayBuffer.prototype, 'byteLength');
const sharedLength = getter(SharedArrayBuffer.prototype, 'byteLength');
const { isArrayBuffer, isUint8Array } = require('node:util').types;
const { SafeWeakMap, SafeWeakSet } = require('./primordials');

const { apply, getPrototypeOf } = Reflect;
const { prototype: bufferPrototype } = Buffer;
const HostUint8Array = Uint8Array;

/** Buffer → its range. */
const ranges = new SafeWeakMap();
const allRanges = new SafeWeakSet();

/** Whether a value has the methods of a Buffer. Runs no code of the host's user. */
function isBuffer(value) {
  if (!isUint8Array(value)) return false;
  for (let holder = value; holder !== null && !isProxy(holder); holder = getPrototypeOf(holder)) {
    if (holder === bufferPrototype) return true;
  }
  return false;
}

/** The range of a Buffer that does not have its ArrayBuffer for itself; undefined for anything else. */
function rangeOf(value) {
  const known = ranges.get(value);
  if (known !== undefined) return known;
  if (!isBuffer(value)) return undefined;
  const buffer = apply(bufferOf, value, []);
  const length = apply(lengthOf, value, []);
  const whole = apply(isArrayBuffer(buffer) ? wholeLength : sharedLength, buffer, []);
  if (length === whole) return undefined;
  const range = new HostUint8Array(buffer, apply(offsetOf, value, []), length);
  ranges.set(value, range);
  allRanges.add(range);
  return range;
}

/** A Buffer without the pool around it; anything else as it is. */
function ownBytes(value) {
  return rangeOf(value) === undefined ? value : new HostUint8Array(value);
}

/** Whether a value is a range. */
function isRange(value) {
  return allRanges.has(value);
}

/**
 * What guest code gets where host code that knows a Buffer (as its `this`, or an argument) answered with
 * that Buffer's ArrayBuffer: the range, for a Buffer that has one.
 * @param {unknown} answer
 * @param {unknown[]} known
 */
function withoutPool(answer, known) {
  if (typeof answer !== 'object' || answer === null) return answer;
  for (let at = 0; at < known.length; at += 1) {
    const value = known[at];
    if (typeof value !== 'object' || value === null) continue;
    const range = rangeOf(value);
    if (range !== undefined && apply(bufferOf, range, []) === answer) return range;
  }
  return answer;
}

module.exports = { isRange, ownBytes, rangeOf, withoutPool };
