'use strict';

/**
 * Symbols that only host code knows, on guest objects: Node tells its own objects by them, so a Proxy of the guest that
 * heard of one could pass for a socket or a Blob, whose native half then ends the process. No Proxy of the guest is
 * asked for such a symbol, nor one that a guest object inherits from; what the host puts there stays in the host.
 */

const { isPrivateSymbol } = require('./host_object/visible');
const { SafeMap } = require('./primordials');
const { guestOf } = require('./record');
const { RealmKind } = require('./realm_kind');

const { getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

/** Whether guest code must not hear of a key. */
function isKept(record, key) {
  return typeof key === 'symbol' && record.kind !== RealmKind.this && isPrivateSymbol(key);
}

/**
 * The Proxy of the guest that would be asked for a property.
 * @param {object} guest what is known of the guest object
 * @param {symbol} key
 * @returns {object | undefined} what is known of the Proxy; undefined where none is asked
 */
function proxyAsked(guest, key) {
  let asked = guest;
  for (let holder = guest.proxy; asked !== undefined && !asked.isProxy; ) {
    if (getOwnPropertyDescriptor(holder, key) !== undefined) return undefined;
    holder = getPrototypeOf(holder);
    asked = holder === null ? undefined : guestOf.get(holder);
  }
  return asked;
}

/** What the host has put on a guest object under such a symbol, past the guest. */
function kept(guest, key) {
  return guest.kept?.get(key);
}

/** Puts a value there. */
function keep(guest, key, value) {
  guest.kept ??= new SafeMap();
  guest.kept.set(key, value);
  return true;
}

/** The descriptor of what is kept. */
function keptDescriptor(guest, key) {
  if (!guest.kept?.has(key)) return undefined;
  const value = guest.kept.get(key);
  return { __proto__: null, value, writable: true, enumerable: true, configurable: true };
}

module.exports = { isKept, keep, kept, keptDescriptor, proxyAsked };
