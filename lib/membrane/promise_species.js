'use strict';

/**
 * Promises whose `constructor` nobody can see: `Promise.prototype.then` looks it up to find a species, and
 * whatever it finds there is code of the host's user or of a guest. Must never run any of that.
 */

const { isProxy } = require('node:util').types;

const {
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  setPrototypeOf,
} = Reflect;
const { hasOwn } = Object;
const HostPromise = Promise;
const { prototype: promisePrototype } = Promise;
const { species } = Symbol;
const { get: speciesGetter } = getOwnPropertyDescriptor(Promise, species);
const nothing = () => {};

/** A property that is there, and says that there is no constructor. */
const NONE = { __proto__: null, value: undefined, configurable: true, writable: true };

/** Proxies of guest prototypes that are not asked for the moment: see guest_handler.js. */
let silent = 0;

/** Whether a guest's prototype has to keep its `constructor` to itself. */
function isSilent() {
  return silent > 0;
}

/**
 * Hides the `constructor` of a promise.
 * @returns {Function | undefined} what shows it again; undefined where it can't be hidden
 */
function hideConstructor(promise) {
  const own = getOwnPropertyDescriptor(promise, 'constructor');
  if (own !== undefined) return hideProperty(promise, 'constructor', own);
  const prototype = getPrototypeOf(promise);
  if (prototype === null) return nothing;
  if (isExtensible(promise) && !isProxy(promise)) {
    if (prototype === promisePrototype && isPristine(promisePrototype)) return nothing;
    setPrototypeOf(promise, null);
    return () => setPrototypeOf(promise, prototype);
  }
  return hideInherited(prototype);
}

/** As `hideConstructor`, for a promise that can't get another prototype. */
function hideInherited(prototype) {
  for (let holder = prototype; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return hideBehindProxy();
    const own = getOwnPropertyDescriptor(holder, 'constructor');
    if (own !== undefined) return hideProperty(holder, 'constructor', own);
  }
  return nothing;
}

/** The Proxy is the prototype of a guest's promise, and ours. */
function hideBehindProxy() {
  silent += 1;
  return () => {
    silent -= 1;
  };
}

/** Hides a property of an object, or what `then` would look for in its value. */
function hideProperty(holder, key, own) {
  if (hasOwn(own, 'value') && own.value === undefined) return nothing;
  if (own.configurable) {
    defineProperty(holder, key, NONE);
    return () => defineProperty(holder, key, own);
  }
  if (own.writable) {
    defineProperty(holder, key, { __proto__: null, value: undefined });
    return () => defineProperty(holder, key, { __proto__: null, value: own.value });
  }
  if (key === species || !hasOwn(own, 'value')) return undefined;
  return own.value === HostPromise && isPristineSpecies() ? nothing : hideSpecies(own.value);
}

/** Hides the species of a constructor. */
function hideSpecies(constructor) {
  const isObject = typeof constructor === 'object' || typeof constructor === 'function';
  if (constructor === null || !isObject || isProxy(constructor)) return undefined;
  const own = getOwnPropertyDescriptor(constructor, species);
  if (own !== undefined) return hideProperty(constructor, species, own);
  if (isExtensible(constructor)) {
    defineProperty(constructor, species, NONE);
    return () => deleteProperty(constructor, species);
  }
  return undefined;
}

/** Whether ordinary promises are as the host's language made them. */
function isPristine(prototype) {
  const own = getOwnPropertyDescriptor(prototype, 'constructor');
  return own?.value === HostPromise && isPristineSpecies();
}

function isPristineSpecies() {
  return getOwnPropertyDescriptor(HostPromise, species)?.get === speciesGetter;
}

module.exports = { hideConstructor, isSilent };
