'use strict';

/**
 * What guest code does to host objects: the functions that native code calls for the traps of a
 * stand-in. Values arrive and leave as the host's; native code converts them. Nothing here may be
 * reached by a name that host or guest code could change, so all of `Reflect` is taken at load time.
 */

const { types } = require('node:util');
const { rangeOf, withoutPool } = require('./buffer_ranges');
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

/** Flags of a property descriptor, as src/bridge/descriptor.rs packs them. */
const Flag = {
  CONFIGURABLE: 1,
  HAS_CONFIGURABLE: 2,
  ENUMERABLE: 4,
  HAS_ENUMERABLE: 8,
  WRITABLE: 16,
  HAS_WRITABLE: 32,
  HAS_VALUE: 64,
  HAS_GET: 128,
  HAS_SET: 256,
};

/** A descriptor as `[flags, value, get, set]`; `undefined` for none. */
function packDescriptor(descriptor) {
  if (descriptor === undefined) return undefined;
  let flags = 0;
  if ('configurable' in descriptor) {
    flags |= Flag.HAS_CONFIGURABLE | (descriptor.configurable ? Flag.CONFIGURABLE : 0);
  }
  if ('enumerable' in descriptor) {
    flags |= Flag.HAS_ENUMERABLE | (descriptor.enumerable ? Flag.ENUMERABLE : 0);
  }
  if ('writable' in descriptor) {
    flags |= Flag.HAS_WRITABLE | (descriptor.writable ? Flag.WRITABLE : 0);
  }
  if ('value' in descriptor) flags |= Flag.HAS_VALUE;
  if ('get' in descriptor) flags |= Flag.HAS_GET;
  if ('set' in descriptor) flags |= Flag.HAS_SET;
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
    const own = getOwnPropertyDescriptor(holder, key);
    if (own !== undefined) {
      if (!hasOwn(own, 'value')) return askMark;
      return isCallRecord(holder, key, own) ? null : own.value;
    }
  }
  return key === toStringTag ? builtinTag(object) : undefined;
}

/** [[Get]]. */
function hostGet(record, index, key, receiver) {
  const found = hostPeek(record, index, key);
  if (found !== askMark) return found;
  const object = record.hostObjects[index];
  const at = receiver ?? object;
  return ownPart(get(object, key, at), key, at);
}

/** Names under which a Buffer tells where in its ArrayBuffer it begins. */
const offsetNames = new Set(['byteOffset', 'offset']);

/** What was read from a Buffer that is part of a pool is said of the part: see buffer_ranges.js. */
function ownPart(value, key, receiver) {
  if (typeof value === 'number') {
    return offsetNames.has(key) && rangeOf(receiver) !== undefined ? 0 : value;
  }
  return withoutPool(value, [receiver]);
}

/** [[HasProperty]] without a Proxy on the chain; undefined if there is one. */
function hostPeekHas(record, index, key) {
  for (let holder = record.hostObjects[index]; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return undefined;
    if (hasOwn(holder, key)) return true;
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
  return isChangeable(record, changed) && set(object, key, value, changed);
}

function hostGetOwnPropertyDescriptor(record, index, key) {
  const object = record.hostObjects[index];
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
    hostDeleteProperty: changing(deleteProperty),
    hostDefineProperty: changing((object, key, ...parts) =>
      defineProperty(object, key, unpackDescriptor(...parts)),
    ),
    hostGetOwnPropertyDescriptor,
    hostOwnKeys: (record, index) => ownKeys(record.hostObjects[index]),
    hostGetPrototypeOf,
    hostPeekPrototype,
    hostTime,
    dateText,
    hostSetPrototypeOf: changing(setPrototypeOf),
    hostIsExtensible: (record, index) => isExtensible(record.hostObjects[index]),
    hostPreventExtensions: changing(preventExtensions),
    hostApply: (record, index, self, ...args) =>
      withoutPool(apply(record.hostObjects[index], self, args), [self, ...args]),
    hostConstruct: (record, index, newTarget, ...args) =>
      construct(record.hostObjects[index], args, newTarget),
  },
};
