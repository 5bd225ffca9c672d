'use strict';

/**
 * Own properties of genuine pairs, and a Date's time, the host's half: src/bridge/ties.rs says what this is for. A slot
 * holds the host's object weakly and its own properties as both sides saw them last.
 */

const { types } = require('node:util');
const { isKeptInStep, takeStack } = require('./error_stacks');
const { packDescriptor, unpackDescriptor } = require('./host_object');

const {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  isExtensible,
  ownKeys,
  preventExtensions,
} = Reflect;
const { is } = Object;
const { isDate } = types;
const { getTime, setTime } = Date.prototype;

/** Starts to watch an object in a slot, as if both sides knew that it has nothing. */
function tieSlot(record, slot, object) {
  const reference = new WeakRef(object);
  record.ties[slot] = { reference, seen: new Map(), isExtensible: true, time: timeOf(object) };
}

/** The time of a Date, undefined for anything else. */
function timeOf(object) {
  return isDate(object) ? apply(getTime, object, []) : undefined;
}

/** The keys of the properties that are kept in step both ways. */
function keysInStep(object) {
  return ownKeys(object).filter((key) => isKeptInStep(object, key));
}

function look(object) {
  const seen = new Map();
  for (const key of keysInStep(object)) seen.set(key, getOwnPropertyDescriptor(object, key));
  return seen;
}

/** Defines a property as the guest's object has it. */
function setOwn(object, key, flags, value, getter, setter) {
  defineProperty(object, key, unpackDescriptor(flags, value, getter, setter));
}

/** The guest's properties have been copied: whatever else there is goes. */
function finishTie(record, slot, object, keys, isStillExtensible, time) {
  const present = new Set(keys);
  for (const key of keysInStep(object)) if (!present.has(key)) deleteProperty(object, key);
  if (!present.has('stack')) takeStack(object);
  if (!isStillExtensible) preventExtensions(object);
  const tie = record.ties[slot];
  tie.seen = look(object);
  tie.isExtensible = isStillExtensible;
  if (time !== undefined) apply(setTime, object, [time]);
  tie.time = time;
}

function same(a, b) {
  return (
    a !== undefined &&
    is(a.value, b.value) &&
    a.get === b.get &&
    a.set === b.set &&
    a.writable === b.writable &&
    a.enumerable === b.enumerable &&
    a.configurable === b.configurable
  );
}

/** Whether an object's own properties are those that were seen: asked each time, for each tie. */
function hasSame(seen, object) {
  const keys = keysInStep(object);
  if (keys.length !== seen.size) return false;
  for (let at = 0; at < keys.length; at += 1) {
    const before = seen.get(keys[at]);
    if (before === undefined || !same(before, getOwnPropertyDescriptor(object, keys[at]))) {
      return false;
    }
  }
  return true;
}

/** What is different, as `[key, packed descriptor or undefined for gone, …]`. */
function difference(before, now) {
  const flat = [];
  for (const [key, descriptor] of now) {
    if (!same(before.get(key), descriptor)) flat.push(key, packDescriptor(descriptor));
  }
  for (const key of before.keys()) if (!now.has(key)) flat.push(key, undefined);
  return flat;
}

/** What the host changed: `[slot, difference, isExtensible, new time or undefined, …]`. */
function tieChanges(record) {
  let changes;
  for (const [slot, tie] of record.ties.entries()) {
    const object = tie.reference.deref();
    if (object === undefined) continue;
    const isStillExtensible = isExtensible(object);
    const time = timeOf(object);
    const isSameTime = is(time, tie.time);
    if (isSameTime && isStillExtensible === tie.isExtensible && hasSame(tie.seen, object)) continue;
    const now = look(object);
    const flat = difference(tie.seen, now);
    tie.seen = now;
    tie.time = time;
    tie.isExtensible = isStillExtensible;
    changes ??= [];
    changes.push(slot, flat, isStillExtensible, isSameTime ? undefined : time);
  }
  return changes;
}

module.exports = { ties: { finishTie, setOwn, tieChanges, tieSlot } };
