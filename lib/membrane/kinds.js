'use strict';

/**
 * What kind of host proxy a host object needs in a realm. The numbers are known to
 * crates/membrane/src/imports.rs. Must never run code of the object that it looks at.
 */

const { types } = require('node:util');
const { isRange } = require('./buffer_ranges');
const { SafeSet } = require('./primordials');

const Kind = {
  OBJECT: 1,
  FUNCTION: 2,
  ARRAY: 3,
  PROMISE: 4,
  ARRAY_BUFFER: 5,
  SHARED_ARRAY_BUFFER: 6,
  TYPED_ARRAY: 7,
  DATA_VIEW: 8,
  /** One of the realm's own intrinsics; the index says which. */
  INTRINSIC: 9,
  /** "Go on in the realm's own prototype"; the index says which. */
  INHERIT: 10,
  /** The context object has no such property. */
  ABSENT: 11,
  /** The realm's `globalThis`. */
  GLOBAL_THIS: 12,
  /** An object with a prototype of the host's users. */
  INSTANCE: 13,
  /** A read would run code of the host's user. */
  ASK: 14,
  /** What a realm has no counterpart of: `undefined`. */
  NOTHING: 15,
};

const { getPrototypeOf } = Object;

/** Prototypes without enumerable properties, which a `for…in` of the guest need not look at. */
const ordinaryPrototypes = new SafeSet([null, Object.prototype]);

const { isArray } = Array;
const { isView } = ArrayBuffer;
const { isAnyArrayBuffer, isArrayBuffer, isDataView, isPromise, isProxy } = types;

/** @param {object|Function} value */
function kindOf(value) {
  if (typeof value === 'function') return Kind.FUNCTION;
  if (isProxy(value)) return isArrayProxy(value) ? Kind.ARRAY : Kind.OBJECT;
  if (isArray(value)) return Kind.ARRAY;
  if (isView(value)) return isDataView(value) ? Kind.DATA_VIEW : arrayKind(value);
  if (isAnyArrayBuffer(value)) {
    return isArrayBuffer(value) ? Kind.ARRAY_BUFFER : Kind.SHARED_ARRAY_BUFFER;
  }
  if (isPromise(value)) return Kind.PROMISE;
  return ordinaryPrototypes.has(getPrototypeOf(value)) ? Kind.OBJECT : Kind.INSTANCE;
}

/** A range (buffer_ranges.js) stands for a buffer. */
function arrayKind(array) {
  if (!isRange(array)) return Kind.TYPED_ARRAY;
  return isArrayBuffer(array.buffer) ? Kind.ARRAY_BUFFER : Kind.SHARED_ARRAY_BUFFER;
}

/** `Array.isArray` throws for a revoked Proxy. */
function isArrayProxy(value) {
  try {
    return isArray(value);
  } catch {
    return false;
  }
}

/** What `Object.prototype.toString` calls an exotic object whose host proxy is an ordinary one. */
function builtinTag(value) {
  if (isProxy(value)) return undefined;
  if (types.isNativeError(value)) return 'Error';
  if (types.isDate(value)) return 'Date';
  if (types.isRegExp(value)) return 'RegExp';
  if (types.isArgumentsObject(value)) return 'Arguments';
  if (types.isNumberObject(value)) return 'Number';
  if (types.isStringObject(value)) return 'String';
  if (types.isBooleanObject(value)) return 'Boolean';
  return undefined;
}

module.exports = { Kind, builtinTag, kindOf };
