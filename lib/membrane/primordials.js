'use strict';

/**
 * The built-ins that the membrane works with, taken when the package is loaded: what a program of the host
 * patches, freezes or pollutes afterwards changes nothing here. Every descriptor that the membrane writes
 * has a null prototype, so that `Object.prototype.get` and its like are never read.
 * Must be required before anything else of the membrane.
 */

const { bind, call } = Function.prototype;

/** Makes `f(self, ...args)` of a method `self.f(...args)`. */
const uncurryThis = bind.bind(call);

const { defineProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } = Reflect;
const { freeze, hasOwn } = Object;

/** Gives a class the methods of its parent as its own, so that patching the parent changes nothing. */
function makeSafe(Base, Safe) {
  for (const key of ownKeys(Base.prototype)) {
    if (key === 'constructor') continue;
    const descriptor = getOwnPropertyDescriptor(Base.prototype, key);
    setPrototypeOf(descriptor, null);
    defineProperty(Safe.prototype, key, descriptor);
  }
  setPrototypeOf(Safe.prototype, null);
  freeze(Safe.prototype);
  return freeze(Safe);
}

const SafeMap = makeSafe(Map, class SafeMap extends Map {});
const SafeSet = makeSafe(Set, class SafeSet extends Set {});
const SafeWeakMap = makeSafe(WeakMap, class SafeWeakMap extends WeakMap {});
const SafeWeakSet = makeSafe(WeakSet, class SafeWeakSet extends WeakSet {});
const SafeWeakRef = makeSafe(WeakRef, class SafeWeakRef extends WeakRef {});

/** Arrays whose methods nobody can patch, and whose methods make such arrays again. */
class SafeArray extends Array {}
for (const key of ownKeys(Array.prototype)) {
  const descriptor = getOwnPropertyDescriptor(Array.prototype, key);
  setPrototypeOf(descriptor, null);
  if (key !== 'constructor') defineProperty(SafeArray.prototype, key, descriptor);
}
setPrototypeOf(SafeArray.prototype, null);
freeze(SafeArray.prototype);

/** Makes an array of ours, which nobody else sees, safe. */
const toSafeArray = (array) => setPrototypeOf(array, SafeArray.prototype) && array;

const text = String.prototype;
const split = uncurryThis(text.split);

/** The lines of a text. */
const linesOf = (text) => toSafeArray(split(text, '\n'));

/** @returns {boolean} whether a value is an object or a function */
function isObject(value) {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

/** The value of an own data property; undefined for an accessor. Calls nothing but traps of a Proxy. */
function ownValue(object, key) {
  const descriptor = getOwnPropertyDescriptor(object, key);
  return descriptor !== undefined && hasOwn(descriptor, 'value') ? descriptor.value : undefined;
}

/** An own property descriptor without a prototype, so that what it lacks is undefined. */
function ownDescriptor(object, key) {
  const descriptor = getOwnPropertyDescriptor(object, key);
  if (descriptor !== undefined) setPrototypeOf(descriptor, null);
  return descriptor;
}

/** Appends to an array of ours, whatever `Array.prototype.push` is. */
function append(array, value) {
  array[array.length] = value;
}

module.exports = {
  SafeMap,
  SafeSet,
  SafeWeakMap,
  SafeWeakRef,
  SafeWeakSet,
  append,
  bindTo: uncurryThis(bind),
  endsWith: uncurryThis(text.endsWith),
  functionText: uncurryThis(Function.prototype.toString),
  hasInstance: uncurryThis(Function.prototype[Symbol.hasInstance]),
  includes: uncurryThis(text.includes),
  indexOf: uncurryThis(text.indexOf),
  isObject,
  lastIndexOf: uncurryThis(text.lastIndexOf),
  linesOf,
  ownDescriptor,
  ownValue,
  sliceOf: uncurryThis(text.slice),
  startsWith: uncurryThis(text.startsWith),
  toSafeArray,
  uncurryThis,
};
