'use strict';

/**
 * What guest code does to host objects: the functions that native code calls for the traps of a
 * host proxy. Values arrive and leave as the host's; native code converts them. Nothing here may be
 * reached by a name that host or guest code could change, so all of `Reflect` is taken at load time.
 */

const { types } = require('node:util');
const { foreignPrototypeIndex } = require('./foreign_intrinsics');
const { rangeOf, withoutPool } = require('./buffer_ranges');
const { Flag } = require('./descriptor_flags');
const view = require('./guest_view');
const { callHost, constructHost, isHandedIn } = require('./host_object/calls');
const { checkChangeable, handIn, walkedTo } = require('./host_object/grades');
const { makeKeptReads, shared } = require('./host_object/kept');
const { isNativeHandle } = require('./host_object/native_handles');
const { isNodeObject, originOf, setterOfNode } = require('./host_object/node_objects');
const { makesTexts, textOf } = require('./host_object/text_functions');
const {
  isHidden,
  isHiddenOnChain,
  isPrivateKey,
  notePut,
  visibleKeys,
} = require('./host_object/visible');
const { askMark, inherits, intrinsicAt, mutatingIntrinsics, webAssembly } = require('./intrinsics');
const { builtinTag } = require('./kinds');
const { SafeSet, isObject, ownDescriptor } = require('./primordials');
const { guardReceiver } = require('./host_object/views');
const { RealmKind } = require('./realm_kind');
const { guestOf } = require('./record');

const {
  apply,
  defineProperty,
  deleteProperty,
  get,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  isExtensible,
  preventExtensions,
  set,
  setPrototypeOf,
} = Reflect;
const { isProxy } = types;
const { hasOwn, isSealed, seal } = Object;
const { isArray } = Array;
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

/** The mark that says to go on in the realm's own prototype; undefined for a prototype of a program's. */
function inheritMark(record, holder) {
  const mark = record.inherits.get(holder);
  if (mark !== undefined || record.kind === RealmKind.this) return mark;
  const foreign = foreignPrototypeIndex(holder);
  return foreign === undefined ? undefined : inherits.get(intrinsicAt(foreign));
}

/**
 * What an object holds itself has been handed in with it; what it inherits guest code has come to by
 * walking, and so it has from an object that it came to by walking.
 */
function graded(record, object, holder, value) {
  if (!isObject(value)) return value;
  if (isNativeHandle(object, value)) return undefined;
  const isWalked = holder !== object || record.walked.has(object);
  return isWalked || isNodesData(object, value) ? walkedTo(record, value) : handIn(record, value);
}

/** Data that a class or a module of Node's holds, which is as much Node's own. */
function isNodesData(object, value) {
  return (
    typeof value === 'object' && !isNodeObject(value) && originOf(object)?.isPrototype === false
  );
}

/**
 * [[Get]] of a data property; `askMark` for a Proxy's or an accessor, which would run code of the host's
 * user. What the object would inherit from the language's prototypes, the guest gets from its own.
 */
function hostPeek(record, index, key) {
  const object = record.hostObjects[index];
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return askMark;
    const inherit = holder === object ? undefined : inheritMark(record, holder);
    if (inherit !== undefined && key !== toStringTag) return inherit;
    if (view.hasTwoSides(holder, key)) return askMark;
    // What is read of it are its own properties: it may keep the prototype that V8 gives it.
    const own = getOwnPropertyDescriptor(holder, key);
    if (own !== undefined) return peekOwn(record, object, holder, key, own);
  }
  return key === toStringTag ? builtinTag(object) : undefined;
}

/** The value of a property that `holder`, on the chain of `object`, has itself. */
function peekOwn(record, object, holder, key, own) {
  if (isHidden(record, holder, key)) return undefined;
  if (!hasOwn(own, 'value')) return askMark;
  return isCallRecord(holder, key, own) ? null : graded(record, object, holder, own.value);
}

/** [[Get]]. */
function hostGet(record, index, key, receiver) {
  const found = hostPeek(record, index, key);
  if (found !== askMark) return found;
  const object = record.hostObjects[index];
  const ofGuest = view.readForGuest(record, object, key, receiver, index);
  if (ofGuest !== view.sameForBoth) return ofGuest;
  const at = receiver ?? object;
  const value = ownPart(get(object, key, readingReceiver(record, at)), key, at);
  const isWalked = record.walked.has(object) || (isObject(value) && isNodesData(object, value));
  return isWalked ? walkedTo(record, value) : handIn(record, value);
}

/**
 * What a getter is called on. Some of Node's prepare an object when they are read first, as do those of the streams of
 * `crypto`: a prototype would be changed for all.
 */
function readingReceiver(record, at) {
  const isPrototype = isObject(at) && originOf(at)?.isPrototype === true;
  return isPrototype ? guardReceiver(record, at, true) : at;
}

/** Names under which a Buffer tells where in its ArrayBuffer it begins. */
const offsetNames = new SafeSet(['byteOffset', 'offset']);

/** What was read from a Buffer that is part of a pool is said of the part: see buffer_ranges.js. */
function ownPart(value, key, receiver) {
  if (typeof value === 'number') {
    return offsetNames.has(key) && rangeOf(receiver) !== undefined ? 0 : value;
  }
  return withoutPool(value, [receiver]);
}

/** Whether guest code sees an own property, which is there. */
function isShown(record, holder, key) {
  return !view.isHidden(holder, key) && !isHidden(record, holder, key);
}

/** [[HasProperty]] without a Proxy on the chain; undefined if there is one. */
function hostPeekHas(record, index, key) {
  for (let holder = record.hostObjects[index]; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return undefined;
    if (hasOwn(holder, key)) return isShown(record, holder, key);
  }
  return false;
}

function hostHas(record, index, key) {
  const object = record.hostObjects[index];
  return !isHiddenOnChain(record, object, key) && has(object, key);
}

/**
 * V8 keeps the caller and the arguments of a sloppy function that is running in two properties of it.
 * They are nobody's to hand in.
 */
function isCallRecord(object, key, own) {
  if (typeof object !== 'function' || (key !== 'caller' && key !== 'arguments')) return false;
  return own !== undefined && own.writable === false && !own.configurable;
}

/** The holder of a property and its descriptor; undefined where a Proxy stands on the chain. */
function findProperty(object, key) {
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return undefined;
    const own = ownDescriptor(holder, key);
    if (own !== undefined) return { holder, own };
  }
  return undefined;
}

/**
 * Setters of Node's are called on what guest code may change, and those of its classes on nothing: they
 * change what the class does for everybody.
 */
function checkSetter(record, { holder, own }, receiver, key) {
  if (own.set === undefined || setterOfNode(own.set) === undefined) return;
  const isAllowed = setterOfNode(own.set) && guestOf.get(receiver) === undefined;
  if (!isAllowed || !isHandedIn(record, receiver)) checkChangeable(record, holder, key);
}

/** A property that Node keeps for itself is nothing that guest code could change. */
function checkHidden(record, object, key) {
  if (!isPrivateKey(key)) return;
  if (isHiddenOnChain(record, object, key) && hasOwn(object, key)) {
    checkChangeable(record, object, key);
    throw new TypeError(
      `Cannot assign to read only property '${String(key)}' of an object of Node's`,
    );
  }
  notePut(record, object, key);
}

/** [[Set]]. An object that inherits from the host object may be the guest's own. */
function hostSet(record, index, key, value, receiver) {
  const object = record.hostObjects[index];
  const changed = receiver === undefined ? object : receiver;
  if (record.kind === RealmKind.this) return set(object, key, value, changed);
  if (isObject(changed) && guestOf.get(changed)?.record !== record) {
    checkChangeable(record, changed, key);
    checkHidden(record, changed, key);
  }
  const found = findProperty(object, key);
  if (found !== undefined) checkSetter(record, found, changed, key);
  const isText = found?.own.set !== undefined && makesTexts(found.own.set);
  const isSet = set(object, key, isText ? textOf(value) : value, changed);
  if (isSet && key === 'stack') view.noteWritten(record, changed, value);
  return isSet;
}

function hostGetOwnPropertyDescriptor(record, index, key) {
  const object = record.hostObjects[index];
  const ofGuest = view.describeForGuest(record, object, key, index);
  if (ofGuest !== view.sameForBoth) return packDescriptor(ofGuest);
  const descriptor = ownDescriptor(object, key);
  if (descriptor === undefined || isHidden(record, object, key)) return undefined;
  if (isCallRecord(object, key, descriptor)) descriptor.value = null;
  if (hasOwn(descriptor, 'value'))
    descriptor.value = graded(record, object, object, descriptor.value);
  walkedTo(record, descriptor.get);
  walkedTo(record, descriptor.set);
  return packDescriptor(descriptor);
}

/** An operation that changes the host object, which throws where it must not be changed. */
function changing(operation) {
  return (record, index, key, ...rest) => {
    const object = record.hostObjects[index];
    checkChangeable(record, object, isObject(key) ? undefined : key);
    return operation(object, key, ...rest);
  };
}

function hostDefineProperty(record, index, key, flags, ...parts) {
  const object = record.hostObjects[index];
  checkChangeable(record, object, key);
  checkHidden(record, object, key);
  const wasSealed = isArray(object) && !isExtensible(object) && isSealed(object);
  const isDefined = defineProperty(object, key, unpackDescriptor(flags, ...parts));
  // V8 forgets of the other elements of a sealed array that they are not configurable.
  if (wasSealed) seal(object);
  if (isDefined && key === 'stack') view.noteDefined(record, object, flags, parts[0]);
  return isDefined;
}

function hostDeleteProperty(record, index, key) {
  const object = record.hostObjects[index];
  checkChangeable(record, object, key);
  if (isHidden(record, object, key)) return true;
  const isDeleted = deleteProperty(object, key);
  if (isDeleted && key === 'stack') view.noteDeleted(record, object);
  return isDeleted;
}

function hostOwnKeys(record, index) {
  const object = record.hostObjects[index];
  const keys = visibleKeys(record, object);
  return types.isNativeError(object) ? keys.filter((key) => !view.isHidden(object, key)) : keys;
}

/** [[GetPrototypeOf]]: a prototype that no realm has a counterpart of is left out. */
function hostGetPrototypeOf(record, index) {
  let prototype = getPrototypeOf(record.hostObjects[index]);
  while (!record.hasWebAssembly && webAssembly.has(prototype)) {
    prototype = getPrototypeOf(prototype);
  }
  return walkedTo(record, prototype) ?? null;
}

/** [[GetPrototypeOf]]; `askMark` for a Proxy's, which would run code of the host's user. */
function hostPeekPrototype(record, index) {
  return isProxy(record.hostObjects[index]) ? askMark : hostGetPrototypeOf(record, index);
}

/** Intrinsics that change what is inside an object. */
const mutators = new SafeSet(mutatingIntrinsics());

let native;

/** Native code gives `intrinsic(realmId, index)`: the guest proxy of one of a realm's own intrinsics. */
function connect(binding) {
  native = binding.intrinsic;
}

/**
 * Calls the intrinsic with a number on a host object that guest code has called its own counterpart on: the
 * host's, or that of the realm whose guest object it is.
 */
function hostApplyIntrinsic(record, index, self, ...args) {
  const guest = guestOf.get(self);
  if (mutators.has(index)) checkChangeable(record, self);
  const callee = guest === undefined ? intrinsicAt(index) : native(guest.record.id, index);
  return handIn(record, apply(callee, self, args));
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

const keptReads = makeKeptReads({
  graded,
  hasTwoSides: view.hasTwoSides,
  isCallRecord,
  peek: hostPeek,
});

module.exports = {
  Flag,
  connect,
  shared,
  packDescriptor,
  unpackDescriptor,
  traps: {
    ...keptReads,
    hostGet,
    hostPeek,
    hostPeekHas,
    hostSet,
    hostHas,
    hostDeleteProperty,
    hostDefineProperty,
    hostGetOwnPropertyDescriptor,
    hostOwnKeys,
    hostGetPrototypeOf,
    hostPeekPrototype,
    hostTime,
    dateText,
    probe: () => undefined,
    hostSetPrototypeOf: changing(setPrototypeOf),
    hostIsExtensible: (record, index) => isExtensible(record.hostObjects[index]),
    hostPreventExtensions: changing(preventExtensions),
    hostApply: (record, index, self, ...args) =>
      withoutPool(callHost(record, record.hostObjects[index], self, args), [self, ...args]),
    hostApplyIntrinsic,
    hostConstruct: (record, index, newTarget, ...args) =>
      constructHost(record, record.hostObjects[index], newTarget, args),
  },
};
