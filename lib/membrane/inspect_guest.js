'use strict';

/**
 * How `util.inspect` and `console.log` print a guest object: from a snapshot of one level, made
 * without calling guest code (getters are shown, not called).
 */

const { inspect } = require('node:util');
const { guestOf } = require('./record');
const { className, inheritedTag, ownValue, shown } = require('./inspect_names');

const kInspect = inspect.custom;
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys } = Reflect;

let contents;

/** Native code gives `contents(realmId, guestId)`: the entries, time, source … of an exotic object. */
function connect(binding) {
  contents = binding.contents;
}

/** What is inside an exotic object of the guest. */
function contentsOf(guest) {
  return contents(guest.record.id, guest.id);
}

/** Snapshots of the print that is under way, so that a cycle meets itself. */
let snapshots = new WeakMap();

/**
 * The custom inspection function of every guest object.
 * @this {object} the guest object's face
 */
function inspectGuest(depth, options) {
  const guest = guestOf.get(this);
  if (guest === undefined) return this;
  if (guest.tag === 'Module') return inspectNamespace(this, depth, options);
  const own = this[kInspect];
  if (typeof own === 'function' && own !== inspectGuest)
    return own.call(this, depth, options, inspect);
  if ((depth === null || depth === Number.POSITIVE_INFINITY) && printsItself(this, guest))
    return this;
  if (depth === options.depth) snapshots = new WeakMap();
  const known = snapshots.get(this);
  if (known !== undefined) return known;
  const snapshot = makeSnapshot(this, guest);
  snapshots.set(this, snapshot);
  copyProperties(this, snapshot);
  return snapshot;
}

/**
 * Whether the shadow prints like the object (inspect_shadow.js). Without a depth nobody tells when a print
 * begins, but shadows are what Node itself knows a cycle by.
 */
function printsItself(face, { tag }) {
  if (tag !== undefined && tag !== 'Map' && tag !== 'Set') return false;
  if (typeof face !== 'object' || !isExtensible(face) || looksLikeArguments(face)) return false;
  return className(face) !== null;
}

/** Namespaces that are being printed. */
const printed = new Set();

/** An export without a value, as `util.inspect` shows it. */
const uninitialized = {
  [kInspect]: (_depth, { stylize }) => stylize('<uninitialized>', 'special'),
};

/** `util.inspect` knows the host's own namespaces by themselves; here is a text like the one it makes. */
function inspectNamespace(face, depth, options) {
  if (printed.has(face)) return options.stylize('[Circular *1]', 'special');
  const snapshot = { __proto__: null };
  for (const key of ownKeys(face)) {
    if (typeof key === 'string') snapshot[key] = exportOf(face, key);
  }
  printed.add(face);
  try {
    const text = inspect(snapshot, { ...options, depth });
    // With nothing in it, Node leaves two spaces between the braces.
    return text.replace(/^\[Object: null prototype\]( \{\}$)?/, (_, empty) =>
      empty ? '[Module: null prototype] {  }' : '[Module: null prototype]',
    );
  } finally {
    printed.delete(face);
  }
}

function exportOf(face, key) {
  try {
    return face[key];
  } catch {
    return uninitialized;
  }
}

function makeSnapshot(face, guest) {
  if (typeof face === 'function') return functionLike(face, guest);
  if (Array.isArray(face)) return withClass([], face, 'Array');
  const inside = contentsOf(guest);
  switch (guest.tag) {
    case 'WeakMap':
      return withClass(new WeakMap(), face, 'WeakMap');
    case 'WeakSet':
      return withClass(new WeakSet(), face, 'WeakSet');
    case 'Map':
      return withClass(new Map(pairs(inside)), face, 'Map');
    case 'Set':
      return withClass(new Set(inside), face, 'Set');
    case 'Date':
      return withClass(new Date(inside[0]), face, 'Date');
    case 'RegExp':
      return withClass(toRegExp(inside[0], inside[1]), face, 'RegExp');
    case 'Number':
    case 'String':
    case 'Boolean':
      return withClass(Object(inside[0]), face, guest.tag);
    default:
      return withClass(looksLikeArguments(face) ? emptyArguments() : {}, face, 'Object');
  }
}

/** Whether an object has the hidden properties of an `arguments` object. */
function looksLikeArguments(face) {
  return ['length', 'callee', Symbol.iterator].every(
    (key) => getOwnPropertyDescriptor(face, key)?.enumerable === false,
  );
}

function emptyArguments() {
  // biome-ignore lint/complexity/noArguments: it is wanted for what it is
  return arguments;
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
function withClass(snapshot, face, ordinary) {
  const name = className(face);
  const tag = inheritedTag(face);
  if (name === ordinary && (tag === undefined || tag === ordinary)) return snapshot;
  if (name === null) {
    const prototype = getPrototypeOf(face) === null ? null : Object.create(null);
    return Object.setPrototypeOf(snapshot, prototype);
  }
  const base = named(name);
  if (tag !== undefined) defineProperty(base.prototype, Symbol.toStringTag, { value: tag });
  Object.setPrototypeOf(base.prototype, Object.getPrototypeOf(snapshot));
  return Object.setPrototypeOf(snapshot, base.prototype);
}

function functionLike(face, guest) {
  const name = ownValue(face, 'name');
  const label = typeof name === 'string' ? name : '';
  const isClass = guest.isClass ?? contentsOf(guest)[0];
  let snapshot;
  if (isClass) {
    const parent = getPrototypeOf(face);
    const parentName = typeof parent === 'function' ? ownValue(parent, 'name') : undefined;
    const Parent = named(parentName ?? '');
    // `util.inspect` reads the heritage from the class's text: it must be a plain name.
    snapshot = parentName ? class extends Parent {} : class {};
  } else {
    snapshot = (functionKinds[inheritedTag(face)] ?? functionKinds.Function)();
  }
  defineProperty(snapshot, 'name', { value: label, configurable: true });
  return getPrototypeOf(face) === null ? Object.setPrototypeOf(snapshot, null) : snapshot;
}

/** `util.inspect` says which sort of function it prints. */
const functionKinds = {
  __proto__: null,
  Function: () => (() => {}).bind(),
  AsyncFunction: () => async () => {},
  GeneratorFunction: () => function* () {},
  AsyncGeneratorFunction: () => async function* () {},
};

/** What every snapshot has by itself. */
const builtInKeys = new Set(['length', 'name', 'prototype', 'lastIndex']);

/** Whether a property needs no copying: the snapshot has it already, or it would not be printed. */
function isBuiltIn(snapshot, key) {
  if (typeof snapshot === 'function' && key === 'prototype') return true;
  return builtInKeys.has(key) && getOwnPropertyDescriptor(snapshot, key) !== undefined;
}

function copyProperties(face, snapshot) {
  if (Array.isArray(snapshot)) snapshot.length = ownValue(face, 'length');
  for (const key of ownKeys(face)) {
    const descriptor = getOwnPropertyDescriptor(face, key);
    if (descriptor === undefined || isBuiltIn(snapshot, key)) continue;
    defineProperty(snapshot, key, shown(face, key, descriptor));
  }
}

module.exports = { connect, contentsOf, inspectGuest, kInspect, toRegExp };
