'use strict';

/**
 * Guest objects as the host sees them. A face is a Proxy over a shadow of the right kind
 * (`guest_handler.js`); errors, promises, regular expressions, dates and binary data are the
 * host's genuine articles. Must never look at a property of a guest object by itself.
 */

const path = require('node:path');
const { globalHandler } = require('./global_face');
const { makeHandler } = require('./guest_handler');
const { toRegExp } = require('./inspect_guest');
const { namespaceHandler } = require('./namespace_object');
const { makeProxyHandler } = require('./proxy_object');
const { guestOf } = require('./record');
const { noteGuest } = require('./shadow_targets');
const { makeShadow } = require('./shadows');
const { noteSeen } = require('./ties');

const { defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } =
  Reflect;
const HostError = Error;
const HostProxy = Proxy;

/** What is known of a guest object that the host can see. */
class Guest {
  constructor(record, id, tag) {
    this.record = record;
    this.id = id;
    /** What native code calls it (`Map`, `Proxy`, …) or undefined for a plain object. */
    this.tag = tag;
    /** What native code says of its inside as soon as it has a face: see shadows.js. */
    this.inside = undefined;
    /** Whether it is a Proxy of the guest. */
    this.isProxy = tag === 'Proxy';
    /** What `Object.prototype.toString` says of it, or of its instances, if it has no tag of its own. */
    this.builtinTag = undefined;
    this.face = undefined;
    /** The number of the intrinsic that it is in its realm, or -1; undefined while nobody has asked. */
    this.intrinsic = undefined;
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
const builtinTags = new Set(['Arguments', 'Boolean', 'Number', 'String']);

const PROTOTYPE = '.prototype';

/**
 * What `Object.prototype.toString` says of a guest object by itself, from what native code calls that: for
 * a prototype whose instances are genuine, what these are.
 */
function builtinTag(tag) {
  if (tag?.endsWith(PROTOTYPE)) return tag.slice(0, -PROTOTYPE.length);
  return builtinTags.has(tag) ? tag : undefined;
}

/** Makes the Proxy that stands for a guest object. */
function makeFace(record, id, shadowKind, tag, inside, isBare) {
  const guest = new Guest(record, id, tag);
  guest.builtinTag = builtinTag(tag);
  guest.inside = inside;
  const shadow = makeShadow(shadowKind, tag, inside, isBare);
  const handler = guest.isProxy ? makeProxyHandler(guest) : (handlers[tag] ?? plainHandler);
  const face = new HostProxy(shadow, handler);
  guest.face = face;
  noteGuest(shadow, guest);
  guestOf.set(face, guest);
  return face;
}

/** A genuine object of the host, tied to a guest object. */
function tie(record, id, value) {
  guestOf.set(value, new Guest(record, id, undefined));
  return value;
}

/** Makes the host's Error for a guest's; its properties follow (ties.js). */
function makeError(record, id, prototype) {
  const limit = getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  defineProperty(Error, 'stackTraceLimit', { __proto__: null, value: 0 });
  const error = new HostError('replaced');
  if (limit !== undefined) defineProperty(Error, 'stackTraceLimit', limit);
  for (const key of ownKeys(error)) deleteProperty(error, key);
  setPrototypeOf(error, prototype);
  return tie(record, id, error);
}

/** Makes the host's RegExp for a guest's; `lastIndex` and its like follow (ties.js). */
function makeRegExp(record, id, prototype, source, flags) {
  const regexp = toRegExp(source, flags);
  setPrototypeOf(regexp, prototype);
  return tie(record, id, regexp);
}

/** Makes the host's Date for a guest's; its time follows (ties.js). */
function makeDate(record, id, prototype) {
  const date = new Date(0);
  setPrototypeOf(date, prototype);
  return tie(record, id, date);
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
  line.includes(`${ownFolder}${path.sep}bin${path.sep}`) ||
  line.includes(`(${ownFolder}${path.sep}index.`);

/**
 * A guest error that a run lets out gets the calls of the host below the guest's, as in V8, where both
 * are one stack; `Error.stackTraceLimit` counts for both. The guest never sees them.
 */
function addCallsOfHost(record, error) {
  const { value: stack } = getOwnPropertyDescriptor(error, 'stack') ?? {};
  if (typeof stack !== 'string') return;
  // No regular expression: V8 ends the process when it compiles one near the end of its stack.
  const frames = stack.split('\n').filter((line) => line.startsWith('    at ')).length;
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
  faces: { addCallsOfHost, decorate, makeDate, makeError, makeFace, makeRegExp, stackBelow },
  tie,
};
