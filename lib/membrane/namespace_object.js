'use strict';

/**
 * Module namespaces of a realm as the host sees them (ECMA-262 10.4.6): what differs from other guest
 * objects. Errors about bindings without a value are the host's, in V8's words, as V8 makes them where
 * the namespace is looked at.
 */

const { types } = require('node:util');
const { Op, makeHandler, reflect, traps } = require('./guest_handler');
const { includes, startsWith } = require('./primordials');
const { guestBehind } = require('./shadow_targets');

const { defineProperty, getOwnPropertyDescriptor, isExtensible } = Reflect;
const { preventExtensions, setPrototypeOf } = Reflect;

/** @returns {boolean} whether an error says that an export has no value yet */
function isWithoutValue(error) {
  if (!types.isNativeError(error)) return false;
  const message = getOwnPropertyDescriptor(error, 'message')?.value;
  if (typeof message !== 'string' || !startsWith(message, 'cannot get ')) return false;
  return (
    startsWith(message, 'uninitialized ', 'cannot get '.length) ||
    includes(message, ' uninitialized ')
  );
}

/** Looks at an export. */
function look(read, messageOf) {
  try {
    return read();
  } catch (error) {
    throw isWithoutValue(error) ? new ReferenceError(messageOf()) : error;
  }
}

/** What `util.inspect` shows of a locked shadow. An export may have no value yet. */
function valueNow({ record, id }, key) {
  try {
    return reflect(record.id, Op.GET, id, key);
  } catch {
    return undefined;
  }
}

const namespaceHandler = makeHandler({
  get(shadow, key, receiver) {
    const read = () => traps.get(shadow, key, receiver);
    return look(read, () => `Cannot access '${String(key)}' before initialization`);
  },

  getOwnPropertyDescriptor(shadow, key) {
    const read = () => traps.getOwnPropertyDescriptor(shadow, key);
    return look(read, () => `${String(key)} is not defined`);
  },

  defineProperty(shadow, key, descriptor) {
    const define = () => traps.defineProperty(shadow, key, descriptor);
    return look(define, () => `${String(key)} is not defined`);
  },

  lock(shadow) {
    if (!isExtensible(shadow)) return;
    const guest = guestBehind(shadow);
    for (const key of reflect(guest.record.id, Op.OWN_KEYS, guest.id)) {
      const isExport = typeof key === 'string';
      const value = valueNow(guest, key);
      const attributes = { __proto__: null, value, writable: isExport, enumerable: isExport };
      defineProperty(shadow, key, attributes);
    }
    setPrototypeOf(shadow, null);
    preventExtensions(shadow);
  },
});

module.exports = { namespaceHandler };
