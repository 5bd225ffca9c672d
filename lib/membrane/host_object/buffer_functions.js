'use strict';

/**
 * Makes Buffers for guest code. Node's own functions read the length of a list several times and believe it each time,
 * and run code of the list while they write into the pool: whoever answers differently gets bytes of other Buffers,
 * or moves the place where the next ones are made. Here a list is read once, before any memory is taken.
 */

const { SlowBuffer } = require('node:buffer');
const { unescapeBuffer } = require('node:querystring');
const { types } = require('node:util');

const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { isArray } = Array;
const { isAnyArrayBuffer, isTypedArray } = types;
const { alloc, from } = Buffer;
const HostBuffer = Buffer;
const HostUint8Array = Uint8Array;
const { get: lengthOf } = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'length');
const { toPrimitive } = Symbol;

/** Memory that nobody has written to is somebody else's. */
const zeroed = (_record, _self, [size]) => alloc(size);

const isPlainObject = (value) => typeof value === 'object' && value !== null;

/** The bytes of a list of numbers. */
function bytesOf(list, length) {
  const bytes = new HostUint8Array(length > 0 ? length : 0);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = list[at];
  return bytes;
}

/**
 * What `Buffer.from` would take the bytes of, with each property read once: a text, the bytes of a list, or a value
 * that it refuses.
 */
function sourceOf(value) {
  if (!isPlainObject(value) || isAnyArrayBuffer(value)) return value;
  if (isTypedArray(value)) return bytesOf(value, apply(lengthOf, value, []));
  const inner = value.valueOf?.();
  if (inner !== value && (typeof inner === 'string' || isPlainObject(inner)))
    return sourceOf(inner);
  const { length } = value;
  if (typeof length === 'number') return bytesOf(value, length);
  if (length !== undefined || isAnyArrayBuffer(value.buffer)) return new HostUint8Array(0);
  if (value.type === 'Buffer') {
    const { data } = value;
    if (isArray(data)) return bytesOf(data, data.length);
  }
  const convert = value[toPrimitive];
  const text = typeof convert === 'function' ? apply(convert, value, ['string']) : undefined;
  return typeof text === 'string' ? text : value;
}

/** What Node refuses in the same words as a value, without a property that could still answer. */
function likeRefused(value) {
  const name = value.constructor?.name;
  if (typeof name !== 'string') return { __proto__: null };
  return { __proto__: { __proto__: null, constructor: { __proto__: null, name } } };
}

/** `Buffer.from`. */
function makeFrom(_record, _self, [value, ...rest]) {
  const source = sourceOf(value);
  const isBytes = !isPlainObject(source) || isAnyArrayBuffer(source) || isTypedArray(source);
  return apply(from, HostBuffer, [isBytes ? source : likeRefused(source), ...rest]);
}

/** `Buffer` itself, with and without `new`. */
function makeBuffer(record, self, args) {
  if (typeof args[0] === 'number') return apply(HostBuffer, undefined, args);
  return makeFrom(record, self, args);
}

/** `querystring.unescapeBuffer`, of a text. */
function unescapeText(_record, _self, [text, decodeSpaces]) {
  return unescapeBuffer(`${text}`, decodeSpaces);
}

/** Functions of Node's, each with what guest code gets instead: `(record, self, args)`. */
const bufferFunctions = [
  [Buffer, makeBuffer],
  [Buffer.from, makeFrom],
  [Buffer.allocUnsafe, zeroed],
  [Buffer.allocUnsafeSlow, zeroed],
  [SlowBuffer, zeroed],
  [unescapeBuffer, unescapeText],
];

module.exports = { bufferFunctions };
