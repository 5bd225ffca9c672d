'use strict';

/**
 * Guest objects as the host sees them. A face is a Proxy over a shadow of the right kind whose traps
 * ask native code; errors, promises and binary data are the host's genuine articles. The handler holds
 * the record, so a face that the host keeps also keeps its realm.
 *
 * The Proxy invariants are about the shadow: what is reported as non-configurable or non-extensible is
 * copied to the shadow first. Must never look at a property of a guest object by itself.
 */

const path = require('node:path');
const { guestOf } = require('./record');
const { packDescriptor, unpackDescriptor } = require('./host_object');
const { inspectGuest, kInspect } = require('./inspect_guest');
const { noteSeen } = require('./ties');

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
    /** The builtin tag (`Map`, `Date`, …) or undefined for a plain object. */
    this.tag = tag;
    this.face = undefined;
  }

  get(_shadow, key, receiver) {
    const value =
      receiver === this.face
        ? reflect(this.record.id, Op.GET, this.id, key)
        : reflect(this.record.id, Op.GET, this.id, key, receiver);
    if (value === undefined) {
      const isLookedAt = receiver === this.face || lockedShadows.has(receiver);
      if (key === kInspect && isLookedAt) return inspectGuest;
      if (key === toStringTag && isLookedAt) return this.tag;
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
    if (this.tag === 'Module') return this.lockNamespace(shadow);
    for (const key of reflect(this.record.id, Op.OWN_KEYS, this.id)) {
      const packed = reflect(this.record.id, Op.GET_OWN, this.id, key);
      if (packed === undefined) continue;
      defineProperty(shadow, key, unpackDescriptor(packed[0], packed[1], packed[2], packed[3]));
    }
    setPrototypeOf(shadow, this.getPrototypeOf());
    preventExtensions(shadow);
    lockedShadows.add(shadow);
  }

  /** As `lock`, without a look at exports that have no value yet. */
  lockNamespace(shadow) {
    for (const key of reflect(this.record.id, Op.OWN_KEYS, this.id)) {
      const isExport = typeof key === 'string';
      const value = isExport ? undefined : 'Module';
      defineProperty(shadow, key, { value, writable: isExport, enumerable: isExport });
    }
    setPrototypeOf(shadow, null);
    preventExtensions(shadow);
  }
}

/** A property that the guest object lacks must not linger on a shadow that can't grow. */
function forget(shadow, key) {
  if (!isExtensible(shadow) && getOwnPropertyDescriptor(shadow, key)?.configurable) {
    deleteProperty(shadow, key);
  }
}

/** What every shadow inherits: how `util.inspect`, which looks at the shadow, prints the guest object. */
const shadowPrototype = Object.create(null, { [kInspect]: { value: inspectGuest } });

/** Shadows by the numbers in src/bridge/faces.rs. None has an own property that it can't lose. */
const makeShadow = [
  () => ({ __proto__: shadowPrototype }),
  () => withoutNames([]),
  () => withoutNames((() => {}).bind()),
  () => withoutNames(function construct() {}.bind()),
  () => ({ __proto__: shadowPrototype }),
];

function withoutNames(shadow) {
  if (typeof shadow === 'function') {
    deleteProperty(shadow, 'name');
    deleteProperty(shadow, 'length');
  }
  setPrototypeOf(shadow, shadowPrototype);
  return shadow;
}

/** Makes the Proxy that stands for a guest object. */
function makeFace(record, id, shadowKind, tag) {
  const handler = new GuestHandler(record, id, tag);
  const face = new Proxy(makeShadow[shadowKind](), handler);
  handler.face = face;
  guestOf.set(face, handler);
  return face;
}

/** A genuine object of the host, tied to a guest object. */
function tie(record, id, value) {
  guestOf.set(value, { record, id, tag: undefined });
  return value;
}

/** Makes the host's Error for a guest's; its properties follow (ties.js). */
function makeError(record, id, prototype) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new Error('replaced');
  Error.stackTraceLimit = stackTraceLimit;
  for (const key of ownKeys(error)) deleteProperty(error, key);
  setPrototypeOf(error, prototype);
  return tie(record, id, error);
}

/** A stack for an error that is made for the calls that are under way in the host. */
function stackBelow(header) {
  const holder = {};
  Error.captureStackTrace(holder, stackBelow);
  const calls = holder.stack.indexOf('\n');
  return calls < 0 ? header : header + holder.stack.slice(calls);
}

/** The package's own files, whose calls are of no interest to who reads a stack. */
const ownFolder = path.dirname(path.dirname(__dirname));
const isOwnCall = (line) =>
  line.includes(`${ownFolder}${path.sep}lib${path.sep}`) ||
  line.includes(`(${ownFolder}${path.sep}index.`);

/**
 * A guest error that a run lets out gets the calls of the host below the guest's, as in V8, where both
 * are one stack; `Error.stackTraceLimit` counts for both. The guest never sees them.
 */
function addCallsOfHost(record, error) {
  const { value: stack } = getOwnPropertyDescriptor(error, 'stack') ?? {};
  if (typeof stack !== 'string') return;
  const frames = stack.match(/^ {4}at /gm)?.length ?? 0;
  const calls = stackBelow('')
    .split('\n')
    .slice(1)
    .filter((line) => !isOwnCall(line));
  const room = Math.max(0, Error.stackTraceLimit - frames);
  if (room === 0 || calls.length === 0) return;
  const longer = [stack, ...calls.slice(0, room)].join('\n');
  defineProperty(error, 'stack', { value: longer });
  noteSeen(record, error);
}

const decorated = new WeakSet();

/** Puts the source line and caret above the stack of an error, once. */
function decorate(error, arrow) {
  if (decorated.has(error)) return;
  decorated.add(error);
  const stack = getOwnPropertyDescriptor(error, 'stack')?.value;
  if (typeof stack !== 'string') return;
  defineProperty(error, 'stack', {
    value: `${arrow}\n${stack}`,
    writable: true,
    configurable: true,
  });
}

module.exports = {
  connect,
  faces: { addCallsOfHost, decorate, makeError, makeFace, stackBelow },
  tie,
};
