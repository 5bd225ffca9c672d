'use strict';

/**
 * Guest objects as the host sees them. A guest proxy is a Proxy over a shadow of the right kind
 * (`guest_handler.js`); errors, promises, regular expressions, dates and binary data are the
 * host's genuine articles. Must never look at a property of a guest object by itself.
 */

const { globalHandler } = require('./guest_global_proxy');
const { makeHandler } = require('./guest_handler');
const { bareError } = require('./host_calls');
const { toRegExp } = require('./inspect_guest');
const { namespaceHandler } = require('./namespace_object');
const { makeProxyHandler } = require('./proxy_object');
const { guestOf } = require('./record');
const { noteGuest } = require('./shadow_targets');
const { makeShadow } = require('./shadows');
const { SafeSet, endsWith, sliceOf } = require('./primordials');

const { deleteProperty, ownKeys, setPrototypeOf } = Reflect;
const HostProxy = Proxy;

/** What is known of a guest object that the host can see. */
class Guest {
  constructor(record, id, tag) {
    this.record = record;
    this.id = id;
    /** What native code calls it (`Map`, `Proxy`, …) or undefined for a plain object. */
    this.tag = tag;
    /** What native code says of its inside as soon as it has a guest proxy: see shadows.js. */
    this.inside = undefined;
    /** Whether it is a Proxy of the guest. */
    this.isProxy = tag === 'Proxy';
    /** What `Object.prototype.toString` says of it, or of its instances, if it has no tag of its own. */
    this.builtinTag = undefined;
    this.proxy = undefined;
    /** The number of the intrinsic that it is in its realm, or -1; undefined while nobody has asked. */
    this.intrinsic = undefined;
    /** What answers for it since its realm has ended: see lasting_errors.js. */
    this.afterEnd = undefined;
    /** What the host has put there under symbols of its own: see private_symbols.js. */
    this.kept = undefined;
    /** Whether reads of it may be kept, and where they are: see kept_reads.js. */
    this.isPlain = false;
    this.isArray = false;
    this.size = 0;
    this.epoch = -1;
    this.readEpoch = -1;
    this.reads = 0;
    this.position = 0;
  }
}

/** Handlers of guest objects, by what native code calls these. */
const handlers = {
  __proto__: null,
  Module: namespaceHandler,
  globalThis: globalHandler,
};

const plainHandler = makeHandler({});

/** What has no `Symbol.toStringTag`, and is known to `Object.prototype.toString` nevertheless. */
const builtinTags = new SafeSet(['Arguments', 'Boolean', 'Number', 'String']);

const PROTOTYPE = '.prototype';

/** The kind of shadow that arrays have: see crates/membrane/src/to_host.rs. */
const ARRAY = 1;

/**
 * What `Object.prototype.toString` says of a guest object by itself, from what native code calls that: for
 * a prototype whose instances are genuine, what these are.
 */
function builtinTag(tag) {
  if (tag !== undefined && endsWith(tag, PROTOTYPE)) return sliceOf(tag, 0, -PROTOTYPE.length);
  return builtinTags.has(tag) ? tag : undefined;
}

/** Makes the Proxy that stands for a guest object. */
function makeGuestProxy(record, id, shadowKind, tag, inside, isBare) {
  const guest = new Guest(record, id, tag);
  guest.builtinTag = builtinTag(tag);
  guest.inside = inside;
  const shadow = makeShadow(shadowKind, tag, inside, isBare);
  const handler = guest.isProxy ? makeProxyHandler(guest) : (handlers[tag] ?? plainHandler);
  const guestProxy = new HostProxy(shadow, handler);
  guest.proxy = guestProxy;
  guest.isPlain = handler === plainHandler && tag === undefined && typeof shadow === 'object';
  guest.isArray = shadowKind === ARRAY;
  noteGuest(shadow, guest);
  guestOf.set(guestProxy, guest);
  return guestProxy;
}

/** A genuine object of the host, the counterpart of a guest object. */
function counterpartOf(record, id, value) {
  guestOf.set(value, new Guest(record, id, undefined));
  return value;
}

/** Makes the host's Error for a guest's; its properties follow (mirrored_properties.js). */
function makeError(record, id, prototype) {
  const error = bareError();
  for (const key of ownKeys(error)) deleteProperty(error, key);
  setPrototypeOf(error, prototype);
  return counterpartOf(record, id, error);
}

/** Makes the host's RegExp for a guest's; `lastIndex` and its like follow (mirrored_properties.js). */
function makeRegExp(record, id, prototype, source, flags) {
  const regexp = toRegExp(source, flags);
  setPrototypeOf(regexp, prototype);
  return counterpartOf(record, id, regexp);
}

/** Makes the host's Date for a guest's; its time follows (mirrored_properties.js). */
function makeDate(record, id, prototype) {
  const date = new Date(0);
  setPrototypeOf(date, prototype);
  return counterpartOf(record, id, date);
}

module.exports = {
  makers: { makeDate, makeError, makeGuestProxy, makeRegExp },
  counterpartOf,
};
