'use strict';

/**
 * Mirrored properties of genuine pairs, and a Date's time, the host's half: crates/membrane/src/mirrored_properties.rs says what this is
 * for. Here is kept what both sides saw last of each of the host's objects.
 */

const { types } = require('node:util');
const { isKeptInStep, takeStack } = require('./error_stacks');
const { packDescriptor, unpackDescriptor } = require('./host_object');
const { SafeMap, SafeWeakMap, append, toSafeArray } = require('./primordials');

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

/** Record → its objects → what was seen of each. */
const records = new SafeWeakMap();

function mirroredOf(record) {
  let mirrored = records.get(record);
  if (mirrored === undefined) {
    mirrored = new SafeWeakMap();
    records.set(record, mirrored);
  }
  return mirrored;
}

/** Starts to watch an object, as if both sides knew that it has nothing. */
function startMirroring(record, object) {
  const time = timeOf(object);
  const mirrorState = { seen: new SafeMap(), isExtensible: true, time, next: undefined };
  mirroredOf(record).set(object, mirrorState);
  return mirrorState;
}

/** The time of a Date, undefined for anything else. */
function timeOf(object) {
  return isDate(object) ? apply(getTime, object, []) : undefined;
}

/** The keys of the properties that are kept in step both ways. */
function keysInStep(object) {
  return toSafeArray(ownKeys(object)).filter((key) => isKeptInStep(object, key));
}

function look(object) {
  const seen = new SafeMap();
  for (const key of keysInStep(object)) seen.set(key, getOwnPropertyDescriptor(object, key));
  return seen;
}

/** Fields of a property in what native code gives: its key and its packed descriptor. */
const FIELDS = 5;

/**
 * The guest's object has these properties, `[key, flags, value, get, set, …]`, and no others. Only what is not as it
 * was seen is written: the host may have changed the rest, and not been heard yet. All has been converted
 * before; whatever ends this in the middle, it is done again.
 */
function applyMirrored(record, object, flat, isStillExtensible, time) {
  const mirrorState = mirroredOf(record).get(object) ?? startMirroring(record, object);
  const seen = applyProperties(mirrorState, object, flat);
  if (!isStillExtensible) preventExtensions(object);
  if (time !== undefined && !is(time, mirrorState.time)) apply(setTime, object, [time]);
  const isExtensibleNow = isStillExtensible && mirrorState.isExtensible;
  mirroredOf(record).set(object, { seen, isExtensible: isExtensibleNow, time, next: undefined });
}

/** Gives the properties that both sides have then. */
function applyProperties(mirrorState, object, flat) {
  const seen = new SafeMap();
  let hasStack = false;
  for (let at = 0; at < flat.length; at += FIELDS) {
    const key = flat[at];
    // A stack has been seen to by itself: see error_stacks.js.
    if (flat[at + 1] === undefined) {
      hasStack = true;
      continue;
    }
    const before = mirrorState.seen.get(key);
    const now = unpackDescriptor(flat[at + 1], flat[at + 2], flat[at + 3], flat[at + 4]);
    if (!same(before, now)) defineProperty(object, key, now);
    seen.set(key, same(before, now) ? before : getOwnPropertyDescriptor(object, key));
  }
  for (const key of mirrorState.seen.keys()) if (!seen.has(key)) deleteProperty(object, key);
  if (!hasStack) takeStack(object);
  return seen;
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

/** Whether an object's own properties are those that were seen: asked each time, for each object. */
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

function appendPair(array, first, second) {
  append(array, first);
  append(array, second);
}

/** What is different, as `[key, packed descriptor or undefined for gone, …]`. */
function difference(before, now) {
  const flat = [];
  for (const [key, descriptor] of now) {
    if (!same(before.get(key), descriptor)) appendPair(flat, key, packDescriptor(descriptor));
  }
  for (const key of before.keys()) if (!now.has(key)) appendPair(flat, key, undefined);
  return flat;
}

/**
 * What the host changed in some objects: `[position, difference, isExtensible, new time or undefined, …]`. It
 * counts as seen when native code says that it has taken it.
 */
function mirroredChanges(record, objects) {
  const mirrored = mirroredOf(record);
  let changes;
  for (let position = 0; position < objects.length; position += 1) {
    const object = objects[position];
    const mirrorState = mirrored.get(object);
    if (mirrorState === undefined) continue;
    const isStillExtensible = isExtensible(object);
    const time = timeOf(object);
    const isSameTime = is(time, mirrorState.time);
    if (
      isSameTime &&
      isStillExtensible === mirrorState.isExtensible &&
      hasSame(mirrorState.seen, object)
    )
      continue;
    const seen = look(object);
    mirrorState.next = { seen, isExtensible: isStillExtensible, time, next: undefined };
    changes ??= [];
    const flat = difference(mirrorState.seen, seen);
    appendPair(changes, position, flat);
    appendPair(changes, isStillExtensible, isSameTime ? undefined : time);
  }
  return changes;
}

/** The guest has what `mirroredChanges` said of an object. */
function tookMirroredChanges(record, object) {
  const mirrored = mirroredOf(record);
  const next = mirrored.get(object)?.next;
  if (next !== undefined) mirrored.set(object, next);
}

module.exports = {
  mirrored: { applyMirrored, startMirroring, mirroredChanges, tookMirroredChanges },
};
