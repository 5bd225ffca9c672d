'use strict';

/**
 * How `util.inspect` and `console.log` print a guest object: from a snapshot of one level, made
 * without calling guest code (getters are shown, not called).
 */

const { inspect, types } = require('node:util');
const { isPrivateSymbol } = require('./host_object/visible');
const { behindProxies, internalSlotsOf } = require('./internal_slots');
const { fillIterator, makeIterator } = require('./inspect_iterators');
const { chainOf, className, inheritedTag, lookUp, ownValue, shown } = require('./inspect_names');
const { guestOf } = require('./record');
const {
  connectSnapshots,
  isForGuest,
  isWithoutCustom,
  namedOnly,
  shownToGuest,
} = require('./inspect/guest_inspect');
const makeArguments = require('./sloppy_arguments');
const { SafeSet, SafeWeakMap, bindTo, isObject } = require('./primordials');

const { isArray } = Array;
const { then } = Promise.prototype;

const kInspect = inspect.custom;
const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, isExtensible, ownKeys } =
  Reflect;

/** Snapshots of the print that is under way, so that a cycle meets itself. */
let snapshots = new SafeWeakMap();

/**
 * The custom inspection function of every guest object.
 * @this {object} the guest object's guest proxy
 */
function inspectGuest(depth, options) {
  const guest = guestOf.get(this);
  if (guest === undefined) return this;
  if (guest.tag === 'Module') return inspectNamespace(this, depth, options);
  if (guest.isProxy) return inspectProxy(this, guest, depth, options);
  const chain = chainOf(this);
  const own = lookUp(chain, kInspect);
  if (typeof own === 'function' && own !== inspectGuest && !isWithoutCustom())
    return inspectByGuest(own, this, depth, options);
  const isEndless = depth === null || depth === Number.POSITIVE_INFINITY;
  if (isEndless && !isForGuest() && printsItself(this, guest, chain)) return this;
  if (depth === options.depth) snapshots = new SafeWeakMap();
  const known = snapshots.get(this);
  if (known !== undefined) return known;
  const snapshot = makeSnapshot(this, guest, chain);
  snapshots.set(this, snapshot);
  copyProperties(this, snapshot);
  return snapshot;
}

/**
 * Lets a guest object say how it prints. What it throws is printed: whoever only logs a value of the guest's
 * must not end by that. The function that it gets for nested values is guest_inspect.js's.
 */
function inspectByGuest(custom, object, depth, options) {
  try {
    const shape = apply(custom, object, [depth, options, inspect]);
    return isForGuest() ? shownToGuest(shape) : shape;
  } catch (error) {
    const message = types.isNativeError(error) ? ownValue(error, 'message') : error;
    const text = typeof message === 'string' ? `: ${message}` : '';
    return options.stylize(`[custom inspection threw${text}]`, 'special');
  }
}

/** A Proxy of the guest prints as its target; where Proxies are shown, as the target and the handler. */
function inspectProxy(guestProxy, guest, depth, options) {
  const target = shownToGuest(
    options.showProxy ? internalSlotsOf(guest)[0] : behindProxies(guestProxy),
  );
  if (target === undefined) return options.stylize('<Revoked Proxy>', 'special');
  return options.showProxy ? insideProxy(target, depth, options) : target;
}

/** A part of a Proxy of the guest: shown as what it is for the guest, not as the Proxy of the host. */
function insideProxy(part, depth, options) {
  const guest = guestOf.get(part);
  const isPlain = types.isProxy(part) && guest?.isProxy === false;
  return isPlain ? apply(inspectGuest, part, [depth, options]) : part;
}

/**
 * Whether the shadow prints like the object (inspect_shadow.js). Without a depth nobody tells when a print
 * begins, but shadows are what Node itself knows a cycle by.
 */
function printsItself(guestProxy, { tag }, chain) {
  if (tag !== undefined && tag !== 'Map' && tag !== 'Set') return false;
  if (typeof guestProxy !== 'object' || !isExtensible(guestProxy)) return false;
  return className(chain) !== null;
}

/** Namespaces that are being printed. */
const printed = new SafeSet();

/** An export without a value, as `util.inspect` shows it. */
const uninitialized = {
  [kInspect]: (_depth, { stylize }) => stylize('<uninitialized>', 'special'),
};

/** `util.inspect` knows the host's own namespaces by themselves; here is a text like the one it makes. */
function inspectNamespace(guestProxy, depth, options) {
  if (printed.has(guestProxy)) return options.stylize('[Circular *1]', 'special');
  const snapshot = { __proto__: null };
  for (const key of ownKeys(guestProxy)) {
    if (typeof key === 'string') snapshot[key] = shownToGuest(exportOf(guestProxy, key));
  }
  printed.add(guestProxy);
  try {
    const text = inspect(snapshot, { ...options, depth });
    // With nothing in it, Node leaves two spaces between the braces.
    return text.replace(/^\[Object: null prototype\]( \{\}$)?/, (_, empty) =>
      empty ? '[Module: null prototype] {  }' : '[Module: null prototype]',
    );
  } finally {
    printed.delete(guestProxy);
  }
}

function exportOf(guestProxy, key) {
  try {
    return guestProxy[key];
  } catch {
    return uninitialized;
  }
}

/**
 * A copy of a guest object that is a genuine object of the host, for a print that goes to guest code: Node looks into
 * such objects by itself, and they may hold what is the host's.
 */
function snapshotOfGenuine(value, guest) {
  const known = snapshots.get(value);
  if (known !== undefined) return known;
  const chain = chainOf(value);
  const snapshot = makeGenuine(value, guest, chain);
  snapshots.set(value, snapshot);
  if (snapshot !== value) copyProperties(value, snapshot);
  return snapshot;
}

function makeGenuine(value, guest, chain) {
  const inside = internalSlotsOf(guest);
  if (types.isDate(value)) return withClass(new Date(inside[0]), chain, 'Date');
  if (types.isRegExp(value)) {
    const pattern = toRegExp(inside[0], inside[1]);
    pattern.lastIndex = shownToGuest(ownValue(value, 'lastIndex'));
    return withClass(pattern, chain, 'RegExp');
  }
  if (types.isPromise(value)) return withClass(promiseLike(inside), chain, 'Promise');
  // Bytes have no properties but their own.
  return value;
}

/** A value that nobody takes for a thenable, and that prints as what it is. */
class Settled {
  constructor(value) {
    defineProperty(this, kInspect, { value: () => shownToGuest(value) });
  }
}

function promiseLike([isRejected, value]) {
  const shape = isObject(value) ? new Settled(value) : value;
  let promise = new Promise(() => {});
  if (isRejected === false) promise = Promise.resolve(shape);
  else if (isRejected) {
    promise = Promise.reject(shape);
    apply(then, promise, [undefined, () => {}]);
  }
  // What an AsyncLocalStorage holds now.
  for (const key of ownKeys(promise)) deleteProperty(promise, key);
  return promise;
}

function makeSnapshot(guestProxy, guest, chain) {
  if (typeof guestProxy === 'function') return functionLike(chain, guest);
  if (isArray(guestProxy)) return withClass([], chain, 'Array');
  const inside = internalSlotsOf(guest);
  for (const at of inside.keys()) inside[at] = shownToGuest(inside[at]);
  switch (guest.tag) {
    case 'WeakMap':
      return withClass(new WeakMap(), chain, 'WeakMap');
    case 'WeakSet':
      return withClass(new WeakSet(), chain, 'WeakSet');
    case 'Map':
      return withClass(new Map(pairs(inside)), chain, 'Map');
    case 'Set':
      return withClass(new Set(inside), chain, 'Set');
    case 'Date':
      return withClass(new Date(inside[0]), chain, 'Date');
    case 'RegExp':
      return withClass(toRegExp(inside[0], inside[1]), chain, 'RegExp');
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'BigInt':
    case 'Symbol':
      return withClass(Object(inside[0]), chain, guest.tag);
    case 'Map Iterator':
    case 'Set Iterator':
      return iteratorLike(guest, inside);
    case 'Arguments':
      return withClass(makeArguments(), chain, 'Object');
    default:
      return withClass({}, chain, 'Object');
  }
}

function iteratorLike(guest, rest) {
  const iterator = makeIterator(guest.tag, guest.inside);
  fillIterator(iterator, rest);
  return iterator;
}

function toRegExp(source, flags) {
  try {
    return new RegExp(source, flags);
  } catch {
    // A pattern that only the guest's engine knows.
    return new RegExp(source.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  }
}

function* pairs(flat) {
  for (let at = 0; at < flat.length; at += 2) yield [flat[at], flat[at + 1]];
}

function named(name) {
  const constructor = class {};
  defineProperty(constructor, 'name', { value: name });
  return constructor;
}

/** Gives a snapshot a prototype under which it prints with the guest's class name. */
function withClass(snapshot, chain, ordinary) {
  const name = className(chain);
  const tag = inheritedTag(chain);
  if (name === ordinary && (tag === undefined || tag === ordinary)) return snapshot;
  if (name === null) {
    const prototype = chain.length === 1 ? null : Object.create(null);
    return Object.setPrototypeOf(snapshot, prototype);
  }
  const base = named(name);
  if (tag !== undefined) defineProperty(base.prototype, Symbol.toStringTag, { value: tag });
  Object.setPrototypeOf(base.prototype, Object.getPrototypeOf(snapshot));
  return Object.setPrototypeOf(snapshot, base.prototype);
}

function functionLike(chain, guest) {
  const [guestProxy, parent] = chain;
  const name = ownValue(guestProxy, 'name');
  const label = typeof name === 'string' ? name : '';
  const isClass = guest.isClass ?? internalSlotsOf(guest)[0];
  let snapshot;
  if (isClass) {
    const parentName = typeof parent === 'function' ? ownValue(parent, 'name') : undefined;
    const Parent = named(parentName ?? '');
    // `util.inspect` reads the heritage from the class's text: it must be a plain name.
    snapshot = parentName ? class extends Parent {} : class {};
  } else {
    snapshot = (functionKinds[inheritedTag(chain)] ?? functionKinds.Function)();
  }
  defineProperty(snapshot, 'name', { value: label, configurable: true });
  return parent === undefined ? Object.setPrototypeOf(snapshot, null) : snapshot;
}

/** `util.inspect` says which sort of function it prints. */
const functionKinds = {
  __proto__: null,
  Function: () => bindTo(() => {}),
  AsyncFunction: () => async () => {},
  GeneratorFunction: () => function* () {},
  AsyncGeneratorFunction: () => async function* () {},
};

/** What every snapshot has by itself. */
const builtInKeys = new SafeSet(['length', 'name', 'prototype', 'lastIndex']);

/** Whether a property needs no copying: the snapshot has it already, or it would not be printed. */
function isBuiltIn(snapshot, key, { enumerable }) {
  // `util.inspect` would take `Array.prototype` for an instance of the guest's `Array`.
  if (key === 'constructor' && isArray(snapshot)) return !enumerable;
  if (typeof snapshot === 'function' && key === 'prototype') return true;
  return builtInKeys.has(key) && getOwnPropertyDescriptor(snapshot, key) !== undefined;
}

function copyProperties(guestProxy, snapshot) {
  if (isArray(snapshot)) snapshot.length = ownValue(guestProxy, 'length');
  for (const key of ownKeys(guestProxy)) {
    // Node's own, on genuine objects.
    if (typeof key === 'symbol' && isForGuest() && isPrivateSymbol(key)) continue;
    const descriptor = getOwnPropertyDescriptor(guestProxy, key);
    if (descriptor === undefined || isBuiltIn(snapshot, key, descriptor)) continue;
    const property = shown(guestProxy, key, descriptor);
    const isCustom = key === kInspect && typeof property.value === 'function';
    if (isCustom && isForGuest()) property.value = namedOnly(property.value);
    defineProperty(snapshot, key, property);
  }
}

connectSnapshots({
  forget() {
    snapshots = new SafeWeakMap();
  },
  ofGenuine: snapshotOfGenuine,
});

module.exports = { insideProxy, inspectGuest, kInspect, toRegExp };
