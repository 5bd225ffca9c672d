'use strict';

/**
 * Binary data on both sides: an ArrayBuffer and the views over it are genuine on each, and native code
 * copies the bytes when control changes sides.
 */

const { isSharedArrayBuffer } = require('node:util').types;
const { tie } = require('./guest_object');

const TypedArray = Object.getPrototypeOf(Uint8Array);
const getter = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const typedArray = {
  buffer: getter(TypedArray.prototype, 'buffer'),
  byteOffset: getter(TypedArray.prototype, 'byteOffset'),
  length: getter(TypedArray.prototype, 'length'),
  type: getter(TypedArray.prototype, Symbol.toStringTag),
};
const dataView = {
  buffer: getter(DataView.prototype, 'buffer'),
  byteOffset: getter(DataView.prototype, 'byteOffset'),
  length: getter(DataView.prototype, 'byteLength'),
};
const ownLength = getter(ArrayBuffer.prototype, 'byteLength');
const sharedLength = getter(SharedArrayBuffer.prototype, 'byteLength');
const { apply } = Reflect;

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

/** Views of whole buffers, through which native code reaches their bytes. */
const wholes = new WeakMap();

/** The length of a buffer, whatever its prototype is: the guest can't be asked now. */
function lengthOf(buffer) {
  return apply(isSharedArrayBuffer(buffer) ? sharedLength : ownLength, buffer, []);
}

/** A view of a buffer that was detached. */
const nothing = new Uint8Array(1);
structuredClone(nothing.buffer, { transfer: [nothing.buffer] });

/** A Uint8Array over all of a buffer; `nothing` if it was detached before anybody asked. */
function bytesOf(buffer) {
  let whole = wholes.get(buffer);
  // A buffer that was resized needs a new view.
  if (whole === undefined || apply(typedArray.length, whole, []) !== lengthOf(buffer)) {
    whole = viewOf(buffer) ?? nothing;
    wholes.set(buffer, whole);
  }
  return whole;
}

function viewOf(buffer) {
  try {
    return new Uint8Array(buffer);
  } catch {
    return undefined;
  }
}

/** Whether a view that `bytesOf` gave is of a buffer that was detached. */
function isDetached(bytes) {
  return viewOf(apply(typedArray.buffer, bytes, [])) === undefined;
}

/** The bytes of the host buffer that a realm knows by its index. */
function hostBytes(record, index) {
  return bytesOf(record.hostObjects[index]);
}

/**
 * What a view is: `[type, buffer, byteOffset, length, prototype]`, with a prototype only if it is not
 * the ordinary one (a Buffer's, say).
 */
function describeView(view) {
  const type = apply(typedArray.type, view, []) ?? 'DataView';
  const slots = type === 'DataView' ? dataView : typedArray;
  const prototype = Reflect.getPrototypeOf(view);
  return [
    type,
    apply(slots.buffer, view, []),
    apply(slots.byteOffset, view, []),
    apply(slots.length, view, []),
    prototype === constructors[type].prototype ? undefined : prototype,
  ];
}

/** The host's buffer for a guest's, with a prototype if it is of a class of the guest's. */
function makeBuffer(record, id, byteLength, isShared, prototype) {
  const buffer = isShared ? new SharedArrayBuffer(byteLength) : new ArrayBuffer(byteLength);
  return tie(record, id, ofClass(buffer, prototype));
}

/** The host's view for a guest's, with a prototype if it is of a class of the guest's. */
function makeView(record, id, type, buffer, byteOffset, length, prototype) {
  const view = new constructors[type](buffer, byteOffset, length);
  return tie(record, id, ofClass(view, prototype));
}

function ofClass(data, prototype) {
  return prototype === undefined ? data : Object.setPrototypeOf(data, prototype);
}

module.exports = { binary: { bytesOf, describeView, hostBytes, isDetached, makeBuffer, makeView } };
