'use strict';

/**
 * Binary data on both sides: an ArrayBuffer and the views over it are genuine on each, and native code
 * keeps their bytes the same (crates/membrane/src/mirrored_bytes.rs).
 */

const { isArrayBuffer, isSharedArrayBuffer } = require('node:util').types;
const { Serializer } = require('node:v8');
const { isRange, rangeOf } = require('./buffer_ranges');
const { detach } = require('./detach');
const { counterpartOf } = require('./guest_object');
const { SafeWeakMap } = require('./primordials');
const { constructors, getter, slotsFor, typeOf, typedArray } = require('./view_slots');

const { apply, getPrototypeOf, setPrototypeOf } = Reflect;

/** What is done with a buffer, whatever its prototype is: the guest can't be asked now. */
const methodsOf = ({ prototype }, isResizable, resize) => ({
  isResizable: getter(prototype, isResizable),
  length: getter(prototype, 'byteLength'),
  most: getter(prototype, 'maxByteLength'),
  resize: prototype[resize],
});
const own = methodsOf(ArrayBuffer, 'resizable', 'resize');
const shared = methodsOf(SharedArrayBuffer, 'growable', 'grow');
const methods = (buffer) => (isSharedArrayBuffer(buffer) ? shared : own);

const HostArrayBuffer = ArrayBuffer;
const HostSharedArrayBuffer = SharedArrayBuffer;
const prototypes = { __proto__: null };
for (const name of Object.keys(constructors)) prototypes[name] = constructors[name].prototype;

const { get: knownWhole, set: noteWhole } = WeakMap.prototype;

/** Views of whole buffers, through which native code reaches their bytes. */
const wholes = new SafeWeakMap();

function lengthOf(buffer) {
  return apply(methods(buffer).length, buffer, []);
}

/** The greatest length of a buffer that can be resized, undefined for any other. */
function mostOf(buffer) {
  const { isResizable, most } = methods(buffer);
  if (isResizable === undefined || !apply(isResizable, buffer, [])) return undefined;
  return apply(most, buffer, []);
}

/** A view of a buffer that was detached. */
const nothing = new Uint8Array(1);
detach(nothing.buffer);

/**
 * A Uint8Array over all of a buffer, as long as that is; `nothing` if it was detached before anybody asked.
 * A range is one itself.
 */
function bytesOf(buffer) {
  if (isRange(buffer)) return buffer;
  let whole = apply(knownWhole, wholes, [buffer]);
  if (whole === undefined) {
    whole = viewOf(buffer) ?? nothing;
    apply(noteWhole, wholes, [buffer, whole]);
  }
  return whole;
}

function viewOf(buffer) {
  try {
    return new constructors.Uint8Array(buffer);
  } catch {
    return undefined;
  }
}

/** What a buffer is: `[bytes, isPart, maxByteLength]`, with a greatest length if it can be resized. */
function describeBuffer(buffer) {
  const isPart = isRange(buffer);
  return [bytesOf(buffer), isPart, isPart ? undefined : mostOf(buffer)];
}

/** Detaches a buffer, if it can be. `bytes` is what `bytesOf` gave. */
function detachBuffer(bytes) {
  try {
    detach(apply(typedArray.buffer, bytes, []));
  } catch {
    // Guest code has given its own away: the two are no pair any more.
  }
}

/** Gives a buffer another length, if it can have that. `bytes` is what `bytesOf` gave. */
function resizeBuffer(bytes, length) {
  const buffer = apply(typedArray.buffer, bytes, []);
  if (mostOf(buffer) !== undefined) apply(methods(buffer).resize, buffer, [length]);
}

/** Does something while a buffer that can shrink has its greatest length: no view is out of bounds then. */
function stretched(buffer, action) {
  const most = isArrayBuffer(buffer) ? mostOf(buffer) : undefined;
  if (most === undefined) return action();
  const length = lengthOf(buffer);
  apply(own.resize, buffer, [most]);
  try {
    return action();
  } finally {
    apply(own.resize, buffer, [length]);
  }
}

/** V8 tells whether a view's length follows its buffer's only to whoever wants to store the view. */
class Teller extends Serializer {
  _getSharedArrayBufferId() {
    return 0;
  }
}
const teller = Teller.prototype;
const transferArrayBuffer = teller.transferArrayBuffer;
const writeValue = teller.writeValue;
const releaseBuffer = teller.releaseBuffer;
const IS_TRACKING = 1;

/** Whether a view's length follows its buffer's: the lowest bit of the flags, which are stored last. */
function isTracking(view, buffer) {
  if (mostOf(buffer) === undefined) return false;
  const stored = new Teller();
  if (isArrayBuffer(buffer)) apply(transferArrayBuffer, stored, [0, buffer]);
  apply(writeValue, stored, [view]);
  const bytes = apply(releaseBuffer, stored, []);
  return (bytes[bytes.length - 1] & IS_TRACKING) !== 0;
}

/** `[byteOffset, length, isTracking]` of a view whose buffer is as long as it can be. */
function placeOf(view, slots, buffer) {
  return [
    apply(slots.byteOffset, view, []),
    apply(slots.length, view, []),
    isTracking(view, buffer),
  ];
}

/** As `placeOf`, for any view: a detached one has no place. */
function describePlace(view, slots, buffer) {
  if (isArrayBuffer(buffer) && viewOf(buffer) === undefined) return [0, 0, false];
  return stretched(buffer, () => placeOf(view, slots, buffer));
}

/**
 * What a view is: `[type, buffer, byteOffset, length, isTracking, prototype]`, with a prototype only if it
 * is not the ordinary one (a Buffer's, say). For a Buffer or a view that is part of a pool, the buffer is its range.
 */
function describeView(view) {
  const type = typeOf(view);
  const prototype = getPrototypeOf(view);
  const ownPrototype = prototype === prototypes[type] ? undefined : prototype;
  const slots = slotsFor(view);
  const range = rangeOf(view);
  if (range !== undefined) {
    return [type, range, 0, apply(slots.length, view, []), false, ownPrototype];
  }
  const buffer = apply(slots.buffer, view, []);
  const place = describePlace(view, slots, buffer);
  return [type, buffer, place[0], place[1], place[2], ownPrototype];
}

/**
 * The host's buffer for a guest's, with a greatest length if it can be resized and a prototype if it is of a
 * class of the guest's.
 */
function makeBuffer(record, id, byteLength, isShared, most, isDetached, prototype) {
  const buffer = newBuffer(isShared ? HostSharedArrayBuffer : HostArrayBuffer, byteLength, most);
  if (isDetached) detach(buffer);
  return counterpartOf(record, id, ofClass(buffer, prototype));
}

/** V8 may have no room for a buffer's greatest length; one that can't be resized has to do then. */
function newBuffer(Class, byteLength, most) {
  if (most === undefined) return new Class(byteLength);
  try {
    return new Class(byteLength, { __proto__: null, maxByteLength: most });
  } catch {
    return new Class(byteLength);
  }
}

/** The host's view for a guest's, with a prototype if it is of a class of the guest's. */
function makeView(record, id, type, buffer, byteOffset, length, follows, prototype) {
  const view = newView(constructors[type], buffer, byteOffset, length, follows);
  return counterpartOf(record, id, ofClass(view, prototype));
}

function newView(Class, buffer, byteOffset, length, follows) {
  if (isArrayBuffer(buffer) && viewOf(buffer) === undefined) return viewOfDetached(Class);
  const isFollowing = follows && mostOf(buffer) !== undefined;
  return stretched(buffer, () =>
    isFollowing ? new Class(buffer, byteOffset) : new Class(buffer, byteOffset, length),
  );
}

/** No view can be made over a buffer that is detached, so it is one over a buffer that will be. */
function viewOfDetached(Class) {
  const buffer = new HostArrayBuffer(0);
  const view = new Class(buffer);
  detach(buffer);
  return view;
}

function ofClass(data, prototype) {
  if (prototype !== undefined) setPrototypeOf(data, prototype);
  return data;
}

module.exports = {
  binary: {
    bytesOf,
    describeBuffer,
    describeView,
    detachBuffer,
    makeBuffer,
    makeView,
    resizeBuffer,
  },
};
