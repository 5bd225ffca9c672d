'use strict';

/**
 * The Proxy handlers behind guest objects in the host: their traps ask native code. One handler serves all
 * guest objects of its sort; what it knows of one is a private field of the shadow target, so that nothing
 * that can be come by, the handler and the shadow included, leads to the record of a realm. Whoever calls a
 * trap on anything but a shadow of ours gets a TypeError.
 *
 * The Proxy invariants are about the shadow: what is reported as non-configurable or non-extensible is
 * copied to the shadow first. Must never look at a property of a guest object by itself.
 */

const { types } = require('node:util');
const { stackForHost } = require('./capture_stack_trace');
const { handIn } = require('./host_object/grades');
const { methodBehind } = require('./host_object/methods_for_node');
const { hostPrototypeOf } = require('./host_object/node_objects');
const { guardRead } = require('./host_object/views');
const { isPrivateKey, whileHostSets } = require('./host_object/visible');
const { packDescriptor, unpackDescriptor } = require('./host_object');
const { inspectGuest, kInspect } = require('./inspect_guest');
const { hasEnded, prototypeAfterEnd } = require('./lasting_errors');
const { SafeSet, SafeWeakSet } = require('./primordials');
const {
  absentMark,
  askMark,
  isKeptExtensible,
  keptDescriptor: readDescriptor,
  keptKeys,
  keptPrototype,
  keptValue,
} = require('./kept_reads');
const { isKept, keep, kept, keptDescriptor, proxyAsked } = require('./private_symbols');
const { isSilent } = require('./promise_species');
const { guestBehind } = require('./shadow_targets');

const {
  apply,
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
const { freeze } = Object;
const { toStringTag } = Symbol;

/** The numbers of `ReflectOp` in crates/guest-engine/src/realm.rs. */
const Op = {
  GET: 0,
  SET: 1,
  HAS: 2,
  DELETE: 3,
  DEFINE: 4,
  GET_OWN: 5,
  OWN_KEYS: 6,
  GET_PROTOTYPE: 7,
  SET_PROTOTYPE: 8,
  IS_EXTENSIBLE: 9,
  PREVENT_EXTENSIONS: 10,
  APPLY: 11,
  CONSTRUCT: 12,
};

let native;

/** Native code gives its function `reflect(realmId, op, guestId, ...args)` once. */
function connect(binding) {
  native = binding.reflect;
}

/**
 * Node shows the line that threw above an uncaught error, unless it says what this one says. The line
 * that a user wants to see is the guest's, and the error brings that itself.
 */
function reflect(...args) {
  return apply(native, undefined, args); // node-do-not-add-exception-line
}

/** A call of a guest function: the list of arguments is spread without an iterator, which a program may patch. */
function callGuest({ record, id }, op, first, args) {
  const list = [record.id, op, id, first];
  for (let at = 0; at < args.length; at += 1) list[at + 4] = args[at];
  return apply(native, undefined, list); // node-do-not-add-exception-line
}

/** Shadows that inherit from a guest proxy, so that `util.inspect`, looking at them, comes to its handler. */
const lockedShadows = new SafeWeakSet();

/** Marks the guest proxies in which what they are not called upon by themselves is asked with a receiver. */
const receiverOf = (guest, receiver) => (receiver === guest.proxy ? undefined : receiver);

/** The host hands in what guest code gets as an argument. */
function handInAll(record, values) {
  if (!record.hasWalked) return;
  for (let at = 0; at < values.length; at += 1) handIn(record, values[at]);
}

/** Defines an ordinary property. */
function defineOn(object, key, value) {
  const attributes = { writable: true, enumerable: true, configurable: true };
  return defineProperty(object, key, { __proto__: null, value, ...attributes });
}

/** A property that the guest object lacks must not linger on a shadow that can't grow. */
function forget(shadow, key) {
  if (!isExtensible(shadow) && getOwnPropertyDescriptor(shadow, key)?.configurable) {
    deleteProperty(shadow, key);
  }
}

/** The guest object can't grow any more: the shadow gets all that it has, and stops growing too. */
function lock(shadow, { record, id }) {
  if (!isExtensible(shadow)) return;
  const keys = reflect(record.id, Op.OWN_KEYS, id);
  for (let at = 0; at < keys.length; at += 1) {
    const packed = reflect(record.id, Op.GET_OWN, id, keys[at]);
    if (packed === undefined) continue;
    const descriptor = unpackDescriptor(packed[0], packed[1], packed[2], packed[3]);
    defineProperty(shadow, keys[at], descriptor);
  }
  setPrototypeOf(shadow, traps.getPrototypeOf(shadow));
  preventExtensions(shadow);
  lockedShadows.add(shadow);
}

/**
 * What Node finds on a host object under a private key by way of the guest class that the object is made of: a method that
 * guest code may not call, or what it is not shown.
 */
function inheritedFromNode(object, key, value) {
  if (object === undefined || !isPrivateKey(key)) return undefined;
  if (typeof value === 'function') return methodBehind(value);
  const prototype = value === undefined ? hostPrototypeOf(object) : undefined;
  return prototype === undefined ? undefined : get(prototype, key, object);
}

/** Whether a key of Node's on such an object has a setter, which guest code is not shown. */
function hasInnerSetter(object, key) {
  let level = hostPrototypeOf(object) ?? null;
  for (; level !== null && !isProxy(level); level = getPrototypeOf(level)) {
    const own = getOwnPropertyDescriptor(level, key);
    if (own !== undefined) return own.set !== undefined;
  }
  return false;
}

/** [[Get]]: what was read in this epoch, or what the guest object says. */
function readValue(guest, key, other) {
  const read = keptValue(guest, key);
  if (read === absentMark) return undefined;
  if (read !== askMark) return read;
  return other === undefined
    ? reflect(guest.record.id, Op.GET, guest.id, key)
    : reflect(guest.record.id, Op.GET, guest.id, key, other);
}

/** [[HasProperty]], likewise. */
function readHas(guest, key) {
  const read = keptValue(guest, key);
  return read === askMark ? reflect(guest.record.id, Op.HAS, guest.id, key) : read !== absentMark;
}

/** [[GetOwnProperty]], likewise. */
function readOwn(guest, key) {
  const read = readDescriptor(guest, key);
  if (read !== askMark) return read === absentMark ? undefined : read;
  const packed = reflect(guest.record.id, Op.GET_OWN, guest.id, key);
  return packed && unpackDescriptor(packed[0], packed[1], packed[2], packed[3]);
}

const traps = {
  __proto__: null,

  get(shadow, key, receiver) {
    const guest = guestBehind(shadow);
    if (guest.afterEnd !== undefined) return get(guest.afterEnd, key, receiver);
    if (key === 'constructor' && isSilent()) return undefined;
    if (isKept(guest.record, key) && proxyAsked(guest, key)) return kept(guest, key);
    const other = receiverOf(guest, receiver);
    const value = readValue(guest, key, other);
    if (value === undefined && (other === undefined || lockedShadows.has(receiver))) {
      if (key === kInspect) return inspectGuest;
      if (key === toStringTag) return guest.builtinTag;
    }
    if (key === 'stack') return stackForHost(guest.proxy, value);
    return inheritedFromNode(other, key, value) ?? guardRead(guest.record, value);
  },

  set(shadow, key, value, receiver) {
    const guest = guestBehind(shadow);
    const other = receiverOf(guest, receiver);
    if (isKept(guest.record, key) && proxyAsked(guest, key)) {
      return other === undefined ? keep(guest, key, value) : defineOn(other, key, value);
    }
    handIn(guest.record, value);
    if (other === undefined) return reflect(guest.record.id, Op.SET, guest.id, key, value);
    const setOn = () => reflect(guest.record.id, Op.SET, guest.id, key, value, other);
    if (!isPrivateKey(key)) return setOn();
    return hasInnerSetter(other, key)
      ? set(hostPrototypeOf(other), key, value, other)
      : whileHostSets(other, key, setOn);
  },

  has(shadow, key) {
    const guest = guestBehind(shadow);
    if (guest.afterEnd !== undefined) return has(guest.afterEnd, key);
    if (isKept(guest.record, key) && proxyAsked(guest, key)) {
      return keptDescriptor(guest, key) !== undefined;
    }
    const found = readHas(guest, key);
    if (!found) forget(shadow, key);
    return found;
  },

  deleteProperty(shadow, key) {
    const guest = guestBehind(shadow);
    if (guest.isProxy && isKept(guest.record, key)) return guest.kept?.delete(key) || true;
    const deleted = reflect(guest.record.id, Op.DELETE, guest.id, key);
    if (deleted) forget(shadow, key);
    return deleted;
  },

  defineProperty(shadow, key, descriptor) {
    const guest = guestBehind(shadow);
    if (guest.isProxy && isKept(guest.record, key)) return keep(guest, key, descriptor.value);
    const [flags, value, getter, setter] = packDescriptor(descriptor);
    handIn(guest.record, value);
    const { record, id } = guest;
    const defined = reflect(record.id, Op.DEFINE, id, key, flags, value, getter, setter);
    // What the shadow has already, an array's length, say, has to follow.
    const isOnShadow = getOwnPropertyDescriptor(shadow, key) !== undefined;
    if (defined && (descriptor.configurable === false || isOnShadow)) {
      traps.getOwnPropertyDescriptor(shadow, key);
    }
    return defined;
  },

  getOwnPropertyDescriptor(shadow, key) {
    const guest = guestBehind(shadow);
    if (guest.afterEnd !== undefined) return getOwnPropertyDescriptor(guest.afterEnd, key);
    if (guest.isProxy && isKept(guest.record, key)) return keptDescriptor(guest, key);
    const descriptor = readOwn(guest, key);
    if (descriptor === undefined) {
      forget(shadow, key);
      return undefined;
    }
    if (!descriptor.configurable) defineProperty(shadow, key, descriptor);
    return descriptor;
  },

  ownKeys(shadow) {
    const guest = guestBehind(shadow);
    if (guest.afterEnd !== undefined) return ownKeys(guest.afterEnd);
    const keys = keptKeys(guest) ?? reflect(guest.record.id, Op.OWN_KEYS, guest.id);
    if (!isExtensible(shadow)) {
      const present = new SafeSet();
      for (let at = 0; at < keys.length; at += 1) present.add(keys[at]);
      const onShadow = ownKeys(shadow);
      for (let at = 0; at < onShadow.length; at += 1) {
        if (!present.has(onShadow[at])) deleteProperty(shadow, onShadow[at]);
      }
    }
    return keys;
  },

  getPrototypeOf(shadow) {
    const guest = guestBehind(shadow);
    if (guest.afterEnd !== undefined) return getPrototypeOf(guest.afterEnd);
    if (hasEnded(guest.proxy)) return prototypeAfterEnd(shadow);
    const prototype = keptPrototype(guest);
    if (prototype !== undefined) return prototype;
    return reflect(guest.record.id, Op.GET_PROTOTYPE, guest.id);
  },

  setPrototypeOf(shadow, prototype) {
    const guest = guestBehind(shadow);
    return reflect(guest.record.id, Op.SET_PROTOTYPE, guest.id, prototype);
  },

  isExtensible(shadow) {
    const guest = guestBehind(shadow);
    if (isKeptExtensible(guest)) return true;
    const extensible = reflect(guest.record.id, Op.IS_EXTENSIBLE, guest.id);
    if (!extensible) this.lock(shadow, guest);
    return extensible;
  },

  preventExtensions(shadow) {
    const guest = guestBehind(shadow);
    const done = reflect(guest.record.id, Op.PREVENT_EXTENSIONS, guest.id);
    if (done) this.lock(shadow, guest);
    return done;
  },

  apply(shadow, self, args) {
    const guest = guestBehind(shadow);
    handIn(guest.record, self);
    handInAll(guest.record, args);
    return callGuest(guest, Op.APPLY, self, args);
  },

  construct(shadow, args, newTarget) {
    const guest = guestBehind(shadow);
    handInAll(guest.record, args);
    return callGuest(guest, Op.CONSTRUCT, receiverOf(guest, newTarget), args);
  },

  lock,

  /** How it prints where somebody asks for the inside of Proxies. */
  [kInspect](_depth, { stylize }) {
    return stylize('[Guest]', 'special');
  },
};

/** Makes a handler: frozen, with functions that lead nowhere. */
function makeHandler(own) {
  const handler = { __proto__: null, ...traps, ...own };
  const keys = ownKeys(handler);
  for (let at = 0; at < keys.length; at += 1) {
    setPrototypeOf(handler[keys[at]], null);
    freeze(handler[keys[at]]);
  }
  return freeze(handler);
}

module.exports = { Op, connect, makeHandler, reflect, traps };
