'use strict';

/**
 * The names under which `util.inspect` prints an object of the guest: its class and its tag. Must never
 * call guest code: properties are read from their descriptors.
 */

const { getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

/** The value of an own data property, without calling anything. */
function ownValue(object, key) {
  return getOwnPropertyDescriptor(object, key)?.value;
}

/** The prototypes of an object, the nearest first. */
function prototypesOf(face) {
  const prototypes = [];
  for (let holder = getPrototypeOf(face); holder !== null; holder = getPrototypeOf(holder)) {
    prototypes.push(holder);
  }
  return prototypes;
}

/**
 * The name of the nearest constructor of which the object is an instance, as `util.inspect` looks for it.
 * @returns {string | null}
 */
function className(face) {
  const prototypes = prototypesOf(face);
  for (const holder of [face, ...prototypes]) {
    const constructor = ownValue(holder, 'constructor');
    if (typeof constructor !== 'function') continue;
    const name = ownValue(constructor, 'name');
    const isInstance = prototypes.includes(ownValue(constructor, 'prototype'));
    if (typeof name === 'string' && name !== '' && isInstance) return name;
  }
  return null;
}

/** The `Symbol.toStringTag` of an object or its chain, without calling anything. */
function inheritedTag(face) {
  for (const holder of [face, ...prototypesOf(face)]) {
    const tag = ownValue(holder, Symbol.toStringTag);
    if (typeof tag === 'string') return tag;
  }
  return undefined;
}

/** A property as it is printed: accessors are shown, and called only where `getters` is asked for. */
function shown(face, key, descriptor) {
  if (descriptor.get !== undefined) descriptor.get = () => Reflect.get(face, key);
  if (descriptor.set !== undefined) descriptor.set = (_value) => {};
  descriptor.configurable = true;
  return descriptor;
}

module.exports = { className, inheritedTag, ownValue, shown };
