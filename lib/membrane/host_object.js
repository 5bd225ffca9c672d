'use strict';

/**
 * What guest code does to host objects: the functions that native code calls for the traps of a
 * stand-in. Values arrive and leave as the host's; native code converts them. Nothing here may be
 * reached by a name that host or guest code could change, so all of `Reflect` is taken at load time.
 */

const { types } = require('node:util');
const view = require('./guest_view');
const { Flag } = require('./descriptor_flags');
const { hostBuiltIns } = require('./host_builtins');
const { askMark, inheritFrom, ownPrototype } = require('./intrinsics');
const { builtinTag } = require('./kinds');
const { RealmKind } = require('./record');

const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  get,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  isExtensible,
  ownKeys,
  preventExtensions,
  set,
  setPrototypeOf,
} = Reflect;
const { isProxy } = types;
const { hasOwn } = Object;
const { toStringTag } = Symbol;

/** A descriptor as `[flags, value, get, set]`; `undefined` for none. */
function packDescriptor(descriptor) {
  if (descriptor === undefined) return undefined;
  let flags = 0;
  if (hasOwn(descriptor, 'configurable')) {
    flags |= Flag.HAS_CONFIGURABLE | (descriptor.configurable ? Flag.CONFIGURABLE : 0);
  }
  if (hasOwn(descriptor, 'enumerable')) {
    flags |= Flag.HAS_ENUMERABLE | (descriptor.enumerable ? Flag.ENUMERABLE : 0);
  }
  if (hasOwn(descriptor, 'writable')) {
    flags |= Flag.HAS_WRITABLE | (descriptor.writable ? Flag.WRITABLE : 0);
  }
  if (hasOwn(descriptor, 'value')) flags |= Flag.HAS_VALUE;
  if (hasOwn(descriptor, 'get')) flags |= Flag.HAS_GET;
  if (hasOwn(descriptor, 'set')) flags |= Flag.HAS_SET;
  return [flags, descriptor.value, descriptor.get, descriptor.set];
}

/** The descriptor that `packDescriptor` packed. */
function unpackDescriptor(flags, value, getter, setter) {
  const descriptor = { __proto__: null };
  if (flags & Flag.HAS_VALUE) descriptor.value = value;
  if (flags & Flag.HAS_WRITABLE) descriptor.writable = (flags & Flag.WRITABLE) !== 0;
  if (flags & Flag.HAS_GET) descriptor.get = getter;
  if (flags & Flag.HAS_SET) descriptor.set = setter;
  if (flags & Flag.HAS_ENUMERABLE) descriptor.enumerable = (flags & Flag.ENUMERABLE) !== 0;
  if (flags & Flag.HAS_CONFIGURABLE) descriptor.configurable = (flags & Flag.CONFIGURABLE) !== 0;
  return descriptor;
}

/**
 * [[Get]] of a data property; `askMark` for a Proxy's or an accessor, which would run code of the host's
 * user. What the object would inherit from the host's `Object.prototype` and its like, the guest gets
 * from its own.
 */
function hostPeek(record, index, key) {
  const object = record.hostObjects[index];
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return askMark;
    const inherit = inheritFrom.get(holder);
    if (inherit !== undefined && holder !== object && key !== toStringTag) return inherit;
    if (view.hasTwoSides(holder, key)) return askMark;
    const own = getOwnPropertyDescriptor(holder, key);
    if (own !== undefined) return peekOwn(holder, key, own);
  }
  return key === toStringTag ? builtinTag(object) : undefined;
}

function peekOwn(holder, key, own) {
  if (!hasOwn(own, 'value')) return askMark;
  return isCallRecord(holder, key, own) ? null : own.value;
}

/** [[Get]]. */
function hostGet(record, index, key, receiver) {
  const found = hostPeek(record, index, key);
  if (found !== askMark) return found;
  const object = record.hostObjects[index];
  const ofGuest = view.readForGuest(record, object, key, receiver, index);
  if (ofGuest !== view.sameForBoth) return ofGuest;
  return get(object, key, receiver ?? object);
}

/** [[HasProperty]] without a Proxy on the chain; undefined if there is one. */
function hostPeekHas(record, index, key) {
  for (let holder = record.hostObjects[index]; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return undefined;
    if (hasOwn(holder, key)) return !view.isHidden(holder, key);
  }
  return false;
}

/**
 * V8 keeps the caller and the arguments of a sloppy function that is running in two properties of it.
 * They are nobody's to hand in.
 */
function isCallRecord(object, key, own) {
  if (typeof object !== 'function' || (key !== 'caller' && key !== 'arguments')) return false;
  return own !== undefined && own.writable === false && !own.configurable;
}

/** Whether guest code may change an object: only the realm of `runInThisContext` may change them all. */
function isChangeable(record, object) {
  return record.kind === RealmKind.this || !hostBuiltIns.has(object);
}

function hostSet(record, index, key, value, receiver) {
  const object = record.hostObjects[index];
  const changed = receiver === undefined ? object : receiver;
  const isSet = isChangeable(record, changed) && set(object, key, value, changed);
  if (isSet && key === 'stack') view.noteWritten(record, changed, value);
  return isSet;
}

function hostGetOwnPropertyDescriptor(record, index, key) {
  const object = record.hostObjects[index];
  const ofGuest = view.describeForGuest(record, object, key, index);
  if (ofGuest !== view.sameForBoth) return packDescriptor(ofGuest);
  const descriptor = getOwnPropertyDescriptor(object, key);
  if (isCallRecord(object, key, descriptor)) descriptor.value = null;
  return packDescriptor(descriptor);
}

/** An operation that changes the host object; false where it must not be changed. */
function changing(operation) {
  return (record, index, ...args) => {
    const object = record.hostObjects[index];
    return isChangeable(record, object) && operation(object, ...args);
  };
}

function hostDefineProperty(record, index, key, flags, ...parts) {
  const object = record.hostObjects[index];
  const isDefined =
    isChangeable(record, object) && defineProperty(object, key, unpackDescriptor(flags, ...parts));
  if (isDefined && key === 'stack') view.noteDefined(record, object, flags, parts[0]);
  return isDefined;
}

function hostDeleteProperty(record, index, key) {
  const object = record.hostObjects[index];
  const isDeleted = isChangeable(record, object) && deleteProperty(object, key);
  if (isDeleted && key === 'stack') view.noteDeleted(record, object);
  return isDeleted;
}

function hostOwnKeys(record, index) {
  const object = record.hostObjects[index];
  return ownKeys(object).filter((key) => !view.isHidden(object, key));
}

function hostGetPrototypeOf(record, index) {
  const prototype = getPrototypeOf(record.hostObjects[index]);
  return ownPrototype.get(prototype) ?? prototype;
}

/** [[GetPrototypeOf]]; `askMark` for a Proxy's, which would run code of the host's user. */
function hostPeekPrototype(record, index) {
  return isProxy(record.hostObjects[index]) ? askMark : hostGetPrototypeOf(record, index);
}

const { getTime, toString: dateToString } = Date.prototype;
const HostDate = Date;

/** The time of a Date, whatever its methods are; undefined for anything else. */
function hostTime(record, index) {
  const object = record.hostObjects[index];
  return types.isDate(object) ? apply(getTime, object, []) : undefined;
}

/** The text of a time, with the name of the time zone. */
function dateText(time) {
  return apply(dateToString, new HostDate(time), []);
}

module.exports = {
  Flag,
  packDescriptor,
  unpackDescriptor,
  traps: {
    hostGet,
    hostPeek,
    hostPeekHas,
    hostSet,
    hostHas: (record, index, key) => has(record.hostObjects[index], key),
    hostDeleteProperty,
    hostDefineProperty,
    hostGetOwnPropertyDescriptor,
    hostOwnKeys,
    hostGetPrototypeOf,
    hostPeekPrototype,
    hostTime,
    dateText,
    hostSetPrototypeOf: changing(setPrototypeOf),
    hostIsExtensible: (record, index) => isExtensible(record.hostObjects[index]),
    hostPreventExtensions: changing(preventExtensions),
    hostApply: (record, index, self, ...args) => apply(record.hostObjects[index], self, args),
    hostConstruct: (record, index, newTarget, ...args) =>
      construct(record.hostObjects[index], args, newTarget),
  },
};
