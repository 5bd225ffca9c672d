'use strict';

/**
 * The three grades of a host object (DESIGN.md, "Safe by construction"). *Handed in*: the properties of the
 * context object, arguments, results, and what host code puts into those; guest code may change it.
 * *Reached by walking*: prototypes, `constructor`, accessors, statics of a class that nobody handed in; it
 * can be called and read. *The host's own*: Node's objects (node_objects.js), which stay as they are even
 * where they were handed in. The realm of `runInThisContext` is the host's own program: it changes them all.
 */

const { hostObjectIsReadOnly } = require('../../errors');
const { isObject, ownValue } = require('../primordials');
const { RealmKind } = require('../realm_kind');
const { ownCompilers } = require('./compilers');
const { isNodeObject, isPrototypeObject } = require('./node_objects');

/** Guest code comes to `value` by walking; what was handed in before stays so. Gives the value. */
function walkedTo(record, value) {
  if (!isObject(value) || record.kind === RealmKind.this) return value;
  // A Script leads to no class that compiles another one.
  if (ownCompilers.has(value)) return undefined;
  if (record.codes.has(value)) return value;
  record.walked.add(value);
  record.hasWalked = true;
  return value;
}

/** Guest code gives `value` to the host: what comes back then nobody else has handed in. */
function noteLeaving(record, value) {
  if (record.hasWalked && record.walked.has(value)) record.walkedOut.add(value);
}

/** Host code hands `value` in, which guest code may have come to by walking before. Gives the value. */
function handIn(record, value) {
  if (!record.hasWalked || !isObject(value) || record.walkedOut.has(value)) return value;
  if (record.walked.delete(value)) record.policies.delete(value);
  return value;
}

/** @returns {boolean} whether guest code may change an object */
function isChangeable(record, object) {
  if (record.kind === RealmKind.this || record.changeable.has(object)) return true;
  if (record.walked.has(object) || isNodeObject(object)) return false;
  record.changeable.add(object);
  return true;
}

/** How an object that must not be changed is called in a message. */
function nameOf(object) {
  if (typeof object === 'function') return ownValue(object, 'name') || 'a function';
  const constructor = ownValue(object, 'constructor');
  const name = typeof constructor === 'function' ? ownValue(constructor, 'name') : undefined;
  return typeof name === 'string' && isPrototypeObject(object)
    ? `${name}.prototype`
    : "an object of the host's";
}

/**
 * @throws {TypeError} ERR_VM_HOST_OBJECT_READ_ONLY, saying how to hand the object in, if guest code must not
 *   change it
 */
function checkChangeable(record, object, key) {
  if (isChangeable(record, object)) return;
  throw hostObjectIsReadOnly(nameOf(object), key, isNodeObject(object));
}

module.exports = { checkChangeable, handIn, isChangeable, nameOf, noteLeaving, walkedTo };
