'use strict';

/**
 * Module namespaces of a realm as the host sees them (ECMA-262 10.4.6): what differs from other guest
 * objects. Errors about bindings without a value are the host's, in V8's words, as V8 makes them where
 * the namespace is looked at.
 */

const { types } = require('node:util');
const { GuestHandler, Op, reflect } = require('./guest_handler');

const { defineProperty, getOwnPropertyDescriptor, isExtensible } = Reflect;
const { preventExtensions, setPrototypeOf } = Reflect;

/** @returns {boolean} whether an error says that an export has no value yet */
function isWithoutValue(error) {
  if (!types.isNativeError(error)) return false;
  const message = getOwnPropertyDescriptor(error, 'message')?.value;
  if (typeof message !== 'string' || !message.startsWith('cannot get ')) return false;
  return (
    message.startsWith('uninitialized ', 'cannot get '.length) ||
    message.includes(' uninitialized ')
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

class NamespaceHandler extends GuestHandler {
  get(shadow, key, receiver) {
    const read = () => super.get(shadow, key, receiver);
    return look(read, () => `Cannot access '${String(key)}' before initialization`);
  }

  getOwnPropertyDescriptor(shadow, key) {
    const read = () => super.getOwnPropertyDescriptor(shadow, key);
    return look(read, () => `${String(key)} is not defined`);
  }

  defineProperty(shadow, key, descriptor) {
    const define = () => super.defineProperty(shadow, key, descriptor);
    return look(define, () => `${String(key)} is not defined`);
  }

  /** What `util.inspect` shows of a locked shadow. An export may have no value yet. */
  valueNow(key) {
    try {
      return reflect(this.record.id, Op.GET, this.id, key);
    } catch {
      return undefined;
    }
  }

  lock(shadow) {
    if (!isExtensible(shadow)) return;
    for (const key of reflect(this.record.id, Op.OWN_KEYS, this.id)) {
      const isExport = typeof key === 'string';
      const value = this.valueNow(key);
      defineProperty(shadow, key, { value, writable: isExport, enumerable: isExport });
    }
    setPrototypeOf(shadow, null);
    preventExtensions(shadow);
  }
}

module.exports = { NamespaceHandler };
