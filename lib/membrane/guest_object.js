'use strict';

/**
 * Guest objects as the host sees them. A face is a Proxy over a shadow of the right kind
 * (`guest_handler.js`); errors, promises, regular expressions, dates and binary data are the
 * host's genuine articles. Must never look at a property of a guest object by itself.
 */

const { GlobalHandler } = require('./global_face');
const { GuestHandler } = require('./guest_handler');
const { bareError } = require('./host_calls');
const { toRegExp } = require('./inspect_guest');
const { noteFace } = require('./inspect_shadow');
const { NamespaceHandler } = require('./namespace_object');
const { ProxyHandler } = require('./proxy_object');
const { guestOf } = require('./record');
const { makeShadow } = require('./shadows');

const { deleteProperty, ownKeys, setPrototypeOf } = Reflect;

/** Handlers for other than plain guest objects, by what native code calls these. */
const handlers = {
  __proto__: null,
  Module: NamespaceHandler,
  Proxy: ProxyHandler,
  globalThis: GlobalHandler,
};

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
  const Handler = handlers[tag] ?? GuestHandler;
  const handler = new Handler(record, id, tag);
  handler.builtinTag = builtinTag(tag);
  handler.inside = inside;
  const shadow = makeShadow(shadowKind, tag, inside, isBare);
  const face = new Proxy(shadow, handler);
  handler.face = face;
  noteFace(shadow, face);
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
  const error = bareError();
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

module.exports = {
  faces: { makeDate, makeError, makeFace, makeRegExp },
  tie,
};
