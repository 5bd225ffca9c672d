'use strict';

/**
 * The context object as the realm's global sees it: the rules of Node's contextify interceptors
 * (`PropertyGetterCallback` and its sisters in src/node_contextify.cc), and the reconciling of the
 * names that the realm keeps on its global object (DESIGN.md, "The global").
 *
 * A walk along the context object's prototype chain ends at the host's own `Object.prototype` and its
 * like: what they have, the realm has itself.
 */

const { types } = require('node:util');
const { absentMark, globalThisMark, inheritFrom } = require('./intrinsics');
const { packDescriptor, unpackDescriptor } = require('./host_object');

const {
  defineProperty,
  deleteProperty,
  get,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  ownKeys,
  set,
} = Reflect;
const { isProxy } = types;
const { is } = Object;

/** How a name stands on the context object; the numbers are known to src/bridge/global/names.rs. */
const State = {
  /** Not looked at yet. */
  UNKNOWN: 0,
  /** The context object lacks it. */
  ABSENT: 1,
  /** A plain value that the realm's global may hold a copy of. */
  DATA: 2,
  /** The same, not configurable. */
  FIXED: 3,
  /** An accessor, a read-only property or a Proxy's: asked for each time. */
  LIVE: 4,
};

/** The outcome of `globalSet`; known to src/bridge/global/this_object.rs. */
const SetOutcome = { LEFT: 0, STORED: 1, CALLED: 2 };

/**
 * The holder of `key` on the context object's chain: a Proxy holds everything (V8's
 * `GetRealNamedProperty` asks it), and the chain ends at the host's intrinsics.
 */
function findHolder(object, key) {
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return holder;
    if (holder !== object && inheritFrom.has(holder)) return null;
    if (getOwnPropertyDescriptor(holder, key) !== undefined) return holder;
  }
  return null;
}

function stateOf(object, key) {
  const holder = findHolder(object, key);
  if (holder === null) return State.ABSENT;
  if (isProxy(holder) || isProxy(object)) return State.LIVE;
  const descriptor = getOwnPropertyDescriptor(holder, key);
  if (!descriptor.writable) return State.LIVE;
  if (holder !== object) return isExtensible(object) ? State.DATA : State.LIVE;
  return descriptor.configurable ? State.DATA : State.FIXED;
}

/** Starts to keep names in step. */
function track(record, ...names) {
  for (const name of names) {
    record.names.push(name);
    record.states.push(State.UNKNOWN);
    record.values.push(undefined);
  }
}

/** Which of `names` the context object has. */
function present(record, ...names) {
  const { contextObject } = record;
  return names.filter((name) => findHolder(contextObject, name) !== null);
}

/**
 * What has changed on the context object since the last look, as `[index, state, value, …]`, or
 * undefined for nothing.
 */
function scan(record) {
  const { contextObject, names, states, values } = record;
  let changes;
  for (let index = 0; index < names.length; index += 1) {
    const state = stateOf(contextObject, names[index]);
    const isData = state === State.DATA || state === State.FIXED;
    const value = isData ? contextObject[names[index]] : undefined;
    if (state !== states[index] || (isData && !is(value, values[index]))) {
      states[index] = state;
      values[index] = value;
      changes ??= [];
      changes.push(index, state, value === contextObject ? globalThisMark : value);
    }
  }
  return changes;
}

/** Brings values that the guest assigned to the context object: `index, value, …`. */
function assign(record, ...changes) {
  for (let at = 0; at < changes.length; at += 2) {
    const index = changes[at];
    globalSet(record, record.names[index], changes[at + 1], true, false, true);
    const state = stateOf(record.contextObject, record.names[index]);
    record.states[index] = state;
    record.values[index] =
      state === State.DATA || state === State.FIXED
        ? record.contextObject[record.names[index]]
        : undefined;
  }
}

function globalGet(record, key) {
  const { contextObject } = record;
  if (findHolder(contextObject, key) === null) return absentMark;
  const value = get(contextObject, key);
  return value === contextObject ? globalThisMark : value;
}

/** Whether the context object has `key`, for a name that the realm's global lacks. */
function globalHas(record, key) {
  return findHolder(record.contextObject, key) !== null;
}

/**
 * V8's setter interceptor. `declared` and `readOnly` say how the realm's own global has the name;
 * `contextual` is true for `x = 5` and false for `this.x = 5`.
 */
function globalSet(record, key, value, declared, readOnly, contextual) {
  const { contextObject } = record;
  const holder = findHolder(contextObject, key);
  const descriptor = holder === null ? undefined : getOwnPropertyDescriptor(holder, key);
  const isDeclared = declared || descriptor !== undefined;
  if (readOnly || descriptor?.writable === false) return SetOutcome.LEFT;
  if (!isDeclared && typeof key === 'symbol' && contextual) return SetOutcome.LEFT;
  const own = holder === contextObject ? descriptor : undefined;
  set(contextObject, key, value);
  return own !== undefined && (own.get !== undefined || own.set !== undefined)
    ? SetOutcome.CALLED
    : SetOutcome.STORED;
}

function globalDelete(record, key) {
  return deleteProperty(record.contextObject, key);
}

/** V8's definer interceptor: the context object gets the property whatever it had. */
function globalDefine(record, key, flags, value, getter, setter) {
  return defineProperty(
    record.contextObject,
    key,
    unpackDescriptor(flags, value, getter, setter),
  );
}

function globalGetOwn(record, key) {
  const { contextObject } = record;
  const descriptor = getOwnPropertyDescriptor(contextObject, key);
  if (descriptor !== undefined && descriptor.value === contextObject) {
    descriptor.value = globalThisMark;
  }
  return packDescriptor(descriptor);
}

function globalKeys(record) {
  return ownKeys(record.contextObject);
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
    present,
    scan,
    track,
  },
};
