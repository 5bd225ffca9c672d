'use strict';

/**
 * Buffers that are part of a larger ArrayBuffer: Node keeps small ones side by side in a pool. The guest
 * gets the bytes of the one Buffer and no others, so what it has for the ArrayBuffer of such a Buffer is a
 * *range*: a view of these bytes, which host code never sees, and which crosses as an ArrayBuffer. The same for
 * other views of a part of a pool, which nobody can tell from another ArrayBuffer but by its length.
 */

const { isArrayBuffer, isArrayBufferView, isProxy, isUint8Array } = require('node:util').types;
const { SafeWeakMap, SafeWeakSet } = require('./primordials');
const { constructors, getter, slotsFor, typeOf, typedArray } = require('./view_slots');

const wholeLength = getter(ArrayBuffer.prototype, 'byteLength');
const sharedLength = getter(SharedArrayBuffer.prototype, 'byteLength');
const { apply, getPrototypeOf } = Reflect;
const { prototype: bufferPrototype } = Buffer;
const HostBuffer = Buffer;
const HostUint8Array = Uint8Array;
/** How many bytes a pool has, unless a program sets `Buffer.poolSize`. */
const POOL_BYTES = 8192;

/** Buffer or view → its range. */
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

/** Whether an ArrayBuffer may be a pool of Node's. */
function isPool(buffer, length) {
  return isArrayBuffer(buffer) && (length === POOL_BYTES || length === HostBuffer.poolSize);
}

/** The range of a Buffer or a view that does not have its ArrayBuffer for itself; undefined for anything else. */
function rangeOf(value) {
  const known = ranges.get(value);
  if (known !== undefined) return known;
  if (!isArrayBufferView(value)) return undefined;
  const slots = slotsFor(value);
  const buffer = apply(slots.buffer, value, []);
  const whole = apply(isArrayBuffer(buffer) ? wholeLength : sharedLength, buffer, []);
  if (!isPool(buffer, whole) && !isBuffer(value)) return undefined;
  const length = apply(slots.byteLength, value, []);
  if (length === whole) return undefined;
  const range = new HostUint8Array(buffer, apply(slots.byteOffset, value, []), length);
  ranges.set(value, range);
  allRanges.add(range);
  return range;
}

/** A Buffer without the pool around it; anything else as it is. */
function ownBytes(value) {
  return isBuffer(value) && rangeOf(value) !== undefined ? new HostUint8Array(value) : value;
}

/**
 * A copy of a view without the pool around it; undefined for anything else.
 * @param {ArrayBufferView} view
 */
function copyOfPart(view) {
  const range = rangeOf(view);
  if (range === undefined) return undefined;
  const { buffer } = new HostUint8Array(range);
  return new constructors[typeOf(view)](buffer);
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
    if (range !== undefined && apply(typedArray.buffer, range, []) === answer) return range;
  }
  return answer;
}

module.exports = { copyOfPart, isRange, ownBytes, rangeOf, withoutPool };
