'use strict';

/**
 * The names under which `util.inspect` prints an object of the guest: its class and its tag. Must never
 * call guest code: properties are read from their descriptors.
 */

const { behindProxies } = require('./internal_slots');
const { shownToGuest } = require('./inspect/guest_inspect');
const { SafeSet } = require('./primordials');

const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

/** The value of an own data property, without calling anything, the traps of Proxies of the guest included. */
function ownValue(object, key) {
  const seen = behindProxies(object);
  return seen === undefined ? undefined : getOwnPropertyDescriptor(seen, key)?.value;
}

/**
 * An object and its prototypes, the nearest first; in the place of a Proxy of the guest is its target.
 * @returns {(object | Function)[]}
 */
function chainOf(guestProxy) {
  const chain = new SafeSet();
  let seen = behindProxies(guestProxy);
  // By Proxies a chain can come back to where it was.
  while (seen !== undefined && !chain.has(seen)) {
    chain.add(seen);
    const holder = getPrototypeOf(seen);
    seen = holder === null ? undefined : behindProxies(holder);
  }
  return [...chain];
}

/** What reading a property gives, but for the traps of Proxies on the chain. */
function lookUp(chain, key) {
  const [guestProxy] = chain;
  for (const holder of chain) {
    const own = getOwnPropertyDescriptor(holder, key);
    if (own !== undefined)
      return own.get === undefined ? own.value : apply(own.get, guestProxy, []);
  }
  return undefined;
}

/**
 * The name of the nearest constructor of which the object is an instance, as `util.inspect` looks for it.
 * @returns {string | null}
 */
function className(chain) {
  for (const holder of chain) {
    const constructor = ownValue(holder, 'constructor');
    if (typeof constructor !== 'function') continue;
    const name = ownValue(constructor, 'name');
    const prototype = ownValue(constructor, 'prototype');
    const isInstance = chain.indexOf(behindProxies(prototype), 1) > 0;
    if (typeof name === 'string' && name !== '' && isInstance) return name;
  }
  return null;
}

/** The `Symbol.toStringTag` of an object or its chain, without calling anything. */
function inheritedTag(chain) {
  for (const holder of chain) {
    const tag = ownValue(holder, Symbol.toStringTag);
    if (typeof tag === 'string') return tag;
  }
  return undefined;
}

/** A property as it is printed: accessors are shown, and called only where `getters` is asked for. */
function shown(guestProxy, key, descriptor) {
  if (descriptor.get !== undefined)
    descriptor.get = () => shownToGuest(Reflect.get(guestProxy, key));
  if (descriptor.set !== undefined) descriptor.set = (_value) => {};
  if (descriptor.value !== undefined) {
    descriptor.value = shownToGuest(descriptor.value);
  }
  descriptor.configurable = true;
  return descriptor;
}

module.exports = { chainOf, className, inheritedTag, lookUp, ownValue, shown };
