'use strict';

/**
 * Classes of views of bytes and what is inside a view, whatever its prototype is. Taken at load time.
 */

const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

const TypedArray = getPrototypeOf(Uint8Array);

/** The getter of a prototype; undefined where this Node has none. */
const getter = (prototype, name) => getOwnPropertyDescriptor(prototype, name)?.get;

const slotsOf = ({ prototype }, length) => ({
  buffer: getter(prototype, 'buffer'),
  byteLength: getter(prototype, 'byteLength'),
  byteOffset: getter(prototype, 'byteOffset'),
  length: getter(prototype, length),
});
const typedArray = slotsOf(TypedArray, 'length');
const dataView = slotsOf(DataView, 'byteLength');
const tagOf = getter(TypedArray.prototype, Symbol.toStringTag);

const constructors = {
  __proto__: null,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};

/** The name of a view's class. */
function typeOf(view) {
  return apply(tagOf, view, []) ?? 'DataView';
}

/** How a view's buffer, and its place there, are read. */
function slotsFor(view) {
  return apply(tagOf, view, []) === undefined ? dataView : typedArray;
}

module.exports = { constructors, getter, slotsFor, typeOf, typedArray };
