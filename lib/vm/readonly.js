'use strict';

/**
 * Read-only views: a Proxy for an object and, when they are come by, for all that it leads to. Who has the view sees
 * what the object is now, and can change nothing of it. The targets of the Proxies are empty objects, since what a
 * frozen object holds could not be shown as a view.
 */

const { types } = require('node:util');
const { invalidArgType } = require('../errors.js');
const { intrinsicIndex } = require('../membrane/intrinsics.js');
const { SafeSet, SafeWeakMap, isObject, ownDescriptor } = require('../membrane/primordials.js');

const { apply, get, getPrototypeOf, has, ownKeys } = Reflect;
const { freeze, hasOwn } = Object;
const { isPrototypeOf } = Object.prototype;

/** Object → view, and back. */
const views = new SafeWeakMap();
const objects = new SafeWeakMap();

/** Shadow target → object. */
const behind = new SafeWeakMap();

/** Methods of built-ins that change what they are called on; every other one is called on the object itself. */
const CHANGES = new SafeSet();
for (const [Class, names] of [
  [Map, ['set', 'delete', 'clear']],
  [Set, ['add', 'delete', 'clear']],
  [WeakMap, ['set', 'delete']],
  [WeakSet, ['add', 'delete']],
  [Date, ownKeys(Date.prototype).filter((key) => typeof key === 'string' && key.startsWith('set'))],
  [ArrayBuffer, ['resize', 'transfer', 'transferToFixedLength']],
  [
    DataView,
    ownKeys(DataView.prototype).filter((key) => typeof key === 'string' && key.startsWith('set')),
  ],
  [Object.getPrototypeOf(Uint8Array), ['set', 'fill', 'copyWithin', 'reverse', 'sort', 'subarray']],
  [RegExp, ['compile', 'exec', 'test']],
  [
    Buffer,
    ownKeys(Buffer.prototype).filter((key) => /^(write|fill|swap)|Write$/.test(String(key))),
  ],
]) {
  for (const name of names) {
    const method = Class.prototype[name];
    if (method !== undefined) CHANGES.add(method);
  }
}

/** Prototypes of built-ins whose methods look inside of what they are called on, and take no view for it. */
const EXOTIC = [
  types.isMap,
  types.isSet,
  types.isWeakMap,
  types.isWeakSet,
  types.isDate,
  types.isRegExp,
  types.isAnyArrayBuffer,
  ArrayBuffer.isView,
  types.isBoxedPrimitive,
  types.isGeneratorObject,
  (object) => apply(isPrototypeOf, iteratorPrototype, [object]),
];

const iteratorPrototype = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));
const isExotic = (object) => EXOTIC.some((is) => is(object));

const nativeText = Function.prototype.toString;
const isNative = (callee) => apply(nativeText, callee, []).endsWith('{ [native code] }');

/** A function that is given views, for a built-in that calls it. */
function viewingCallback(value) {
  if (typeof value !== 'function') return value;
  return function (...args) {
    return apply(value, this, args.map(viewOf));
  };
}

function refuse(what) {
  throw new TypeError(`Cannot ${what}: the object is read-only here`);
}

const nameOf = (key) => `'${String(key)}'`;

/** A shadow target that is callable, constructible or an array as the object is. */
function shadowFor(object) {
  if (typeof object !== 'function') return Array.isArray(object) ? [] : {};
  return hasOwn(object, 'prototype') ? () => {} : () => {};
}

/** What is fixed on a shadow has to be told as the shadow has it, but for its value. */
function describe(shadow, key, { value, get: getter, enumerable }) {
  const held = ownDescriptor(shadow, key);
  const isAccessor = getter !== undefined;
  const shown = isAccessor ? get(behind.get(shadow), key) : value;
  const fixed = held !== undefined && !held.configurable;
  return {
    value: viewOf(shown),
    writable: fixed ? held.writable : false,
    enumerable: fixed ? held.enumerable : enumerable,
    configurable: !fixed,
  };
}

/** The object on which a function is called for a view. */
function receiverFor(callee, self) {
  const object = objects.get(self);
  if (object === undefined || !isExotic(object)) return self;
  if (CHANGES.has(callee)) refuse(`call ${nameOf(callee.name)}`);
  return isNative(callee) ? object : self;
}

const handler = {
  __proto__: null,
  get(shadow, key) {
    const value = get(behind.get(shadow), key);
    // Built-in classes are everybody's; methods of arrays make new ones by them.
    const isBuiltIn = key === 'constructor' && intrinsicIndex(value) !== undefined;
    return isBuiltIn ? value : viewOf(value);
  },
  has: (shadow, key) => has(behind.get(shadow), key) || hasOwn(shadow, key),
  getPrototypeOf: (shadow) => getPrototypeOf(behind.get(shadow)),
  ownKeys(shadow) {
    const keys = new Set(ownKeys(behind.get(shadow)));
    // `prototype` of a function and `length` of an array can't be left out.
    for (const key of ownKeys(shadow)) if (!ownDescriptor(shadow, key).configurable) keys.add(key);
    return [...keys];
  },
  getOwnPropertyDescriptor(shadow, key) {
    const descriptor = ownDescriptor(behind.get(shadow), key) ?? ownDescriptor(shadow, key);
    if (descriptor === undefined) return undefined;
    return describe(shadow, key, descriptor);
  },
  isExtensible: () => true,
  set: (_shadow, key) => refuse(`set ${nameOf(key)}`),
  defineProperty: (_shadow, key) => refuse(`define ${nameOf(key)}`),
  deleteProperty: (_shadow, key) => refuse(`delete ${nameOf(key)}`),
  setPrototypeOf: () => refuse('set the prototype'),
  preventExtensions: () => refuse('prevent extensions'),
  apply(shadow, self, args) {
    const callee = behind.get(shadow);
    const receiver = receiverFor(callee, self);
    // What a built-in shows to a callback it shows past the view.
    const given = receiver === self ? args : args.map(viewingCallback);
    return viewOf(apply(callee, receiver, given));
  },
  construct: (shadow) => refuse(`construct ${nameOf(behind.get(shadow).name)}`),
};
freeze(handler);

const { then } = Promise.prototype;

/** A Proxy of a promise could not be awaited: a promise of views takes its place. */
function promiseOfView(promise) {
  const view = apply(then, promise, [viewOf]);
  views.set(promise, view);
  return view;
}

function viewOf(value) {
  if (!isObject(value) || objects.has(value)) return value;
  const known = views.get(value);
  if (known !== undefined) return known;
  if (types.isPromise(value)) return promiseOfView(value);
  const shadow = shadowFor(value);
  // What an arrow function or a plain object has by itself can go: the object says.
  for (const key of ownKeys(shadow)) {
    if (ownDescriptor(shadow, key).configurable) delete shadow[key];
  }
  const view = new Proxy(shadow, handler);
  behind.set(shadow, value);
  views.set(value, view);
  objects.set(view, value);
  return view;
}

/**
 * Makes a read-only view of an object, to be handed in: deep, alive and without a copy. Whoever has it sees every
 * change that the host makes, and can make none: assignments throw, methods that change a built-in do, and other
 * methods are called with the view for `this`. Arguments reach functions as they are, results come back as views.
 * @template {object} T
 * @param {T} object
 * @returns {Readonly<T>} the same view each time
 * @throws {TypeError} ERR_INVALID_ARG_TYPE for what is no object
 */
function readonly(object) {
  if (!isObject(object)) throw invalidArgType('object', 'of type object or function', object);
  return viewOf(object);
}

module.exports = { readonly };
