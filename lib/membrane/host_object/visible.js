'use strict';

/**
 * What Node keeps for itself is not shown: on instances of its classes and on its own objects properties
 * that begin with `_`, and symbols that are neither well-known nor registered, are not there for guest code,
 * unless guest code has put them there. Methods of prototypes that begin with `_` (`_read`, `_write`) are
 * for subclasses, and stay.
 */

const { types } = require('node:util');
const { SafeSet, append, isObject, ownDescriptor, startsWith } = require('../primordials');
const { RealmKind } = require('../realm_kind');
const { isOfNode, isPrototypeObject } = require('./node_objects');

const { getPrototypeOf, ownKeys } = Reflect;
const { keyFor } = Symbol;

const wellKnown = new SafeSet(
  ownKeys(Symbol)
    .map((name) => Symbol[name])
    .filter((value) => typeof value === 'symbol'),
);

/** Names that every object has by itself. */
const ofEveryObject = new SafeSet(ownKeys(Object.prototype));

/** Whether a key is of the sort that Node keeps for itself. */
function isPrivateKey(key) {
  if (typeof key === 'string') return startsWith(key, '_') && !ofEveryObject.has(key);
  return keyFor(key) === undefined && !wellKnown.has(key);
}

/** Whether an own property, which is there, is not shown. `object` is the holder. */
function isHidden(record, object, key) {
  if (!isPrivateKey(key) || record.kind === RealmKind.this) return false;
  if (record.guestKeys.get(object)?.has(key) || !isOfNode(object)) return false;
  if (typeof key === 'symbol' || !isPrototypeObject(object)) return true;
  const own = ownDescriptor(object, key);
  return own !== undefined && isObject(own.value) && typeof own.value !== 'function';
}

/** Guest code puts a property there, which it sees from then on. */
function notePut(record, object, key) {
  if (!isPrivateKey(key) || record.kind === RealmKind.this) return;
  const keys = record.guestKeys.get(object) ?? new SafeSet();
  keys.add(key);
  record.guestKeys.set(object, keys);
}

/** Whether a property is hidden on an object or on what it inherits from. */
function isHiddenOnChain(record, object, key) {
  if (!isPrivateKey(key)) return false;
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (types.isProxy(holder)) return false;
    if (ownDescriptor(holder, key) !== undefined) return isHidden(record, holder, key);
  }
  return false;
}

/** The own keys of an object that guest code sees. */
function visibleKeys(record, object) {
  const keys = ownKeys(object);
  const visible = [];
  for (let at = 0; at < keys.length; at += 1) {
    if (!isHidden(record, object, keys[at])) append(visible, keys[at]);
  }
  return visible.length === keys.length ? keys : visible;
}

module.exports = { isHidden, isHiddenOnChain, isPrivateKey, notePut, visibleKeys };
