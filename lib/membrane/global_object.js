'use strict';

/**
 * The context object as the realm's global sees it: the rules of Node's contextify interceptors
 * (`PropertyGetterCallback` and its sisters in src/node_contextify.cc), and the comparing of the
 * names that the realm keeps on its global object.
 *
 * A walk along the context object's prototype chain ends at the host's own `Object.prototype` and its
 * like: what they have, the realm has itself.
 */

const { types } = require('node:util');
const view = require('./guest_view');
const { handIn } = require('./host_object/grades');
const { absentMark, globalThisMark, ordinaryInherits } = require('./intrinsics');
const { packDescriptor, unpackDescriptor } = require('./host_object');
const { SafeSet, append } = require('./primordials');

const {
  defineProperty,
  deleteProperty,
  get,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  isExtensible,
  ownKeys,
  set,
} = Reflect;
const { isProxy } = types;
const { hasOwn, is } = Object;

/** How a name stands on the context object; the numbers are known to crates/membrane/src/global/bindings.rs. */
const State = {
  /** Not looked at yet. */
  UNKNOWN: 0,
  /** The context object lacks it. */
  ABSENT: 1,
  /** A plain value that the realm's global may hold a copy of. */
  DATA: 2,
  /** A plain value that can't be written. */
  READ_ONLY: 3,
  /** An accessor or a Proxy's: asked for each time. */
  LIVE: 4,
};

/** The outcome of `globalSet`; known to crates/membrane/src/global/this_object.rs. */
const SetOutcome = { LEFT: 0, STORED: 1, CALLED: 2, REFUSED: 3 };

/**
 * The holder of `key` on the context object's chain: a Proxy holds everything (V8's
 * `GetRealNamedProperty` asks it), and the chain ends at the host's intrinsics.
 */
function findHolder(object, key) {
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return holder;
    if (holder !== object && ordinaryInherits.has(holder)) return null;
    if (hasOwn(holder, key)) return holder;
  }
  return null;
}

function stateOf(object, key) {
  const holder = findHolder(object, key);
  if (holder === null) return State.ABSENT;
  if (isProxy(holder) || isProxy(object) || view.hasTwoSides(holder, key)) return State.LIVE;
  const descriptor = getOwnPropertyDescriptor(holder, key);
  if (!hasOwn(descriptor, 'value')) return State.LIVE;
  if (!descriptor.writable) return State.READ_ONLY;
  return holder === object || isExtensible(object) ? State.DATA : State.LIVE;
}

/** The value that the realm's global may hold a copy of, if there is one. */
function valueOf(object, key, state) {
  return state === State.DATA || state === State.READ_ONLY ? object[key] : undefined;
}

/** Starts to keep names in step. */
function track(record, ...names) {
  for (let at = 0; at < names.length; at += 1) {
    append(record.names, names[at]);
    append(record.states, State.UNKNOWN);
    append(record.values, undefined);
  }
}

/** An own property that the guest sees as it is. */
function ownOfBoth(object, key) {
  return view.hasTwoSides(object, key) ? undefined : getOwnPropertyDescriptor(object, key);
}

/** Whether a property is data that can be written, whatever the host's `Object.prototype` has. */
function isWritable(own) {
  return own !== undefined && hasOwn(own, 'value') && own.writable;
}

/**
 * Compares a name with what native code was told of it last, and appends `index, state, value` to `changes` if that is
 * different.
 */
function compare(record, index, changes) {
  const { contextObject, states, values } = record;
  const name = record.names[index];
  // Nearly all are plain properties of the context object itself: one look is enough for those.
  const own = isProxy(contextObject) ? undefined : ownOfBoth(contextObject, name);
  const isPlain = isWritable(own);
  const state = isPlain ? State.DATA : stateOf(contextObject, name);
  const value = isPlain ? own.value : valueOf(contextObject, name, state);
  if (state === states[index] && is(value, values[index])) return changes;
  states[index] = state;
  values[index] = value;
  handIn(record, value);
  const list = changes ?? [];
  append(list, index);
  append(list, state);
  append(list, value === contextObject ? globalThisMark : value);
  return list;
}

/** What has changed of some names, as `[index, state, value, …]`, or undefined for nothing. */
function look(record, ...indices) {
  let changes;
  for (let at = 0; at < indices.length; at += 1) changes = compare(record, indices[at], changes);
  return changes;
}

/** What has changed of all names. */
function scan(record) {
  let changes;
  for (let index = 0; index < record.names.length; index += 1) {
    changes = compare(record, index, changes);
  }
  return changes;
}

/**
 * Brings values that the guest assigned to the context object: `index, value, isFunction, …`. `isFunction`
 * says that the value is that of a function declaration where an accessor was.
 */
function assign(record, ...changes) {
  const { contextObject } = record;
  for (let at = 0; at < changes.length; at += 3) {
    const index = changes[at];
    const value = changes[at + 1];
    const isFunction = changes[at + 2];
    const name = record.names[index];
    if (!isFunction || !declareFunction(contextObject, name, value)) {
      globalSet(record, name, value, true, false);
    }
    const state = stateOf(contextObject, name);
    const took = state === State.DATA && is(contextObject[name], value);
    // What the context object did not take is shown anew by the next scan.
    record.states[index] = took ? state : State.UNKNOWN;
    record.values[index] = took ? value : undefined;
  }
}

/**
 * A function declaration takes the place of an accessor, and calls no setter. Gives whether it could: a
 * Proxy is asked as for any assignment, and what is fixed stays.
 */
function declareFunction(contextObject, key, value) {
  const attributes = { writable: true, enumerable: true, configurable: true };
  return !isProxy(contextObject) && defineProperty(contextObject, key, { value, ...attributes });
}

function globalGet(record, key) {
  const { contextObject } = record;
  const holder = findHolder(contextObject, key);
  if (holder === null) return absentMark;
  const ofGuest = view.readForGuest(record, contextObject, key);
  const value = ofGuest === view.sameForBoth ? get(contextObject, key) : ofGuest;
  // V8 asks a Proxy's `get` trap and believes it, but looks at the target when there is none. From here
  // only `has` can tell.
  if (value === undefined && isProxy(holder) && !has(contextObject, key)) return absentMark;
  handIn(record, value);
  return value === contextObject ? globalThisMark : value;
}

/** Who has `key`, for a name that the realm's global lacks; known to crates/membrane/src/global/fallback.rs. */
const Holder = { NONE: 0, OBJECT: 1, PROXY: 2 };

function globalHas(record, key) {
  const { contextObject } = record;
  const holder = findHolder(contextObject, key);
  if (holder === null) return Holder.NONE;
  if (!isProxy(holder)) return Holder.OBJECT;
  const isFound = get(contextObject, key) !== undefined || has(contextObject, key);
  return isFound ? Holder.PROXY : Holder.NONE;
}

/** V8's setter interceptor. `declared` and `readOnly` say how the realm's own global has the name. */
function globalSet(record, key, value, declared, readOnly) {
  const { contextObject } = record;
  const holder = findHolder(contextObject, key);
  const descriptor = holder === null ? undefined : getOwnPropertyDescriptor(holder, key);
  const isDeclared = declared || descriptor !== undefined;
  if (readOnly) return SetOutcome.LEFT;
  if (descriptor?.writable === false) return declared ? SetOutcome.LEFT : SetOutcome.REFUSED;
  if (!isDeclared && typeof key === 'symbol') return SetOutcome.LEFT;
  const own = holder === contextObject ? descriptor : undefined;
  set(contextObject, key, value);
  if (key === 'stack') view.noteWritten(record, contextObject, value);
  return own !== undefined && (own.get !== undefined || own.set !== undefined)
    ? SetOutcome.CALLED
    : SetOutcome.STORED;
}

function globalDelete(record, key) {
  return deleteProperty(record.contextObject, key);
}

/** V8's definer interceptor: the context object gets the property whatever it had. */
function globalDefine(record, key, flags, value, getter, setter) {
  const { contextObject } = record;
  const isDefined = defineProperty(
    contextObject,
    key,
    unpackDescriptor(flags, value, getter, setter),
  );
  if (isDefined && key === 'stack') view.noteDefined(record, contextObject, flags, value);
  // V8 does not look at the outcome: where there is nothing in the way, its own global decides.
  return isDefined || getOwnPropertyDescriptor(contextObject, key) === undefined;
}

/**
 * The own property of the global: like V8, one that the context object inherits counts if the realm has
 * none of its own.
 */
function globalGetOwn(record, key, isOwn) {
  const { contextObject } = record;
  const holder = findHolder(contextObject, key);
  if (holder === null || (isOwn && holder !== contextObject)) return undefined;
  const ofGuest = view.describeForGuest(record, holder, key);
  const isSame = ofGuest === view.sameForBoth;
  const descriptor = isSame ? getOwnPropertyDescriptor(holder, key) : ofGuest;
  if (descriptor !== undefined) {
    if (descriptor.value === contextObject) descriptor.value = globalThisMark;
    if (holder !== contextObject) descriptor.configurable = true;
  }
  return packDescriptor(descriptor);
}

/**
 * V8's enumerator: the context object's names, and the enumerable ones that it inherits. The symbols
 * that the context object has itself come last.
 */
function globalKeys(record) {
  const { contextObject } = record;
  const own = ownKeys(contextObject);
  const keys = new SafeSet(own.filter((key) => typeof key === 'string'));
  let holder = isProxy(contextObject) ? null : getPrototypeOf(contextObject);
  for (; holder !== null && !ordinaryInherits.has(holder); holder = getPrototypeOf(holder)) {
    for (const key of Object.keys(holder)) keys.add(key);
  }
  return [...keys, ...own.filter((key) => typeof key === 'symbol')];
}

module.exports = {
  globals: {
    assign,
    globalDefine,
    globalDelete,
    globalGet,
    globalGetOwn,
    globalHas,
    globalKeys,
    globalSet,
    look,
    scan,
    track,
  },
};
