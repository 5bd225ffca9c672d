'use strict';

/**
 * The Proxy handler behind guest objects in the host: its traps ask native code. The handler holds the
 * record, so a face that the host keeps also keeps its realm.
 *
 * The Proxy invariants are about the shadow: what is reported as non-configurable or non-extensible is
 * copied to the shadow first. Must never look at a property of a guest object by itself.
 */

const { packDescriptor, unpackDescriptor } = require('./host_object');
const { inspectGuest, kInspect } = require('./inspect_guest');
const { isSilent } = require('./promise_species');

const {
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  isExtensible,
  ownKeys,
  preventExtensions,
  setPrototypeOf,
} = Reflect;
const { toStringTag } = Symbol;

/** The numbers of `ReflectOp` in src/engine/realm.rs. */
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
  return native(...args); // node-do-not-add-exception-line
}

/** Shadows that inherit from a face, so that `util.inspect`, looking at them, comes to its handler. */
const lockedShadows = new WeakSet();

class GuestHandler {
  constructor(record, id, tag) {
    this.record = record;
    this.id = id;
    /** What native code calls it (`Map`, `Proxy`, …) or undefined for a plain object. */
    this.tag = tag;
    /** What native code says of its inside as soon as it has a face: see shadows.js. */
    this.inside = undefined;
    /** Whether it is a Proxy of the guest. */
    this.isProxy = false;
    /** What `Object.prototype.toString` says of it, or of its instances, if it has no tag of its own. */
    this.builtinTag = undefined;
    this.face = undefined;
  }

  /** How it prints where somebody asks for the inside of Proxies. */
  [kInspect](_depth, { stylize }) {
    return stylize('[Guest]', 'special');
  }

  get(_shadow, key, receiver) {
    if (key === 'constructor' && isSilent()) return undefined;
    const value =
      receiver === this.face
        ? reflect(this.record.id, Op.GET, this.id, key)
        : reflect(this.record.id, Op.GET, this.id, key, receiver);
    if (value === undefined) {
      const isLookedAt = receiver === this.face || lockedShadows.has(receiver);
      if (key === kInspect && isLookedAt) return inspectGuest;
      if (key === toStringTag && isLookedAt) return this.builtinTag;
    }
    return value;
  }

  set(_shadow, key, value, receiver) {
    return receiver === this.face
      ? reflect(this.record.id, Op.SET, this.id, key, value)
      : reflect(this.record.id, Op.SET, this.id, key, value, receiver);
  }

  has(shadow, key) {
    const found = reflect(this.record.id, Op.HAS, this.id, key);
    if (!found) forget(shadow, key);
    return found;
  }

  deleteProperty(shadow, key) {
    const deleted = reflect(this.record.id, Op.DELETE, this.id, key);
    if (deleted) forget(shadow, key);
    return deleted;
  }

  defineProperty(shadow, key, descriptor) {
    const [flags, value, getter, setter] = packDescriptor(descriptor);
    const defined = reflect(this.record.id, Op.DEFINE, this.id, key, flags, value, getter, setter);
    // What the shadow has already, an array's length, say, has to follow.
    const isOnShadow = getOwnPropertyDescriptor(shadow, key) !== undefined;
    if (defined && (descriptor.configurable === false || isOnShadow)) {
      this.getOwnPropertyDescriptor(shadow, key);
    }
    return defined;
  }

  getOwnPropertyDescriptor(shadow, key) {
    const packed = reflect(this.record.id, Op.GET_OWN, this.id, key);
    if (packed === undefined) {
      forget(shadow, key);
      return undefined;
    }
    const descriptor = unpackDescriptor(packed[0], packed[1], packed[2], packed[3]);
    if (!descriptor.configurable) defineProperty(shadow, key, descriptor);
    return descriptor;
  }

  ownKeys(shadow) {
    const keys = reflect(this.record.id, Op.OWN_KEYS, this.id);
    if (!isExtensible(shadow)) {
      const present = new Set(keys);
      for (const key of ownKeys(shadow)) if (!present.has(key)) deleteProperty(shadow, key);
    }
    return keys;
  }

  getPrototypeOf() {
    return reflect(this.record.id, Op.GET_PROTOTYPE, this.id);
  }

  setPrototypeOf(_shadow, prototype) {
    return reflect(this.record.id, Op.SET_PROTOTYPE, this.id, prototype);
  }

  isExtensible(shadow) {
    const extensible = reflect(this.record.id, Op.IS_EXTENSIBLE, this.id);
    if (!extensible) this.lock(shadow);
    return extensible;
  }

  preventExtensions(shadow) {
    const done = reflect(this.record.id, Op.PREVENT_EXTENSIONS, this.id);
    if (done) this.lock(shadow);
    return done;
  }

  apply(_shadow, self, args) {
    return reflect(this.record.id, Op.APPLY, this.id, self, ...args);
  }

  construct(_shadow, args, newTarget) {
    return reflect(
      this.record.id,
      Op.CONSTRUCT,
      this.id,
      newTarget === this.face ? undefined : newTarget,
      ...args,
    );
  }

  /** The guest object can't grow any more: the shadow gets all that it has, and stops growing too. */
  lock(shadow) {
    if (!isExtensible(shadow)) return;
    for (const key of reflect(this.record.id, Op.OWN_KEYS, this.id)) {
      const packed = reflect(this.record.id, Op.GET_OWN, this.id, key);
      if (packed === undefined) continue;
      defineProperty(shadow, key, unpackDescriptor(packed[0], packed[1], packed[2], packed[3]));
    }
    setPrototypeOf(shadow, this.getPrototypeOf());
    preventExtensions(shadow);
    lockedShadows.add(shadow);
  }
}

/** A property that the guest object lacks must not linger on a shadow that can't grow. */
function forget(shadow, key) {
  if (!isExtensible(shadow) && getOwnPropertyDescriptor(shadow, key)?.configurable) {
    deleteProperty(shadow, key);
  }
}

module.exports = { GuestHandler, Op, connect, reflect };
