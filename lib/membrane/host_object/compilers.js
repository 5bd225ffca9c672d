'use strict';

/**
 * Functions that compile strings in the host and are no intrinsics themselves: bound functions and Proxies
 * over a compiler, and classes that extend one. Guest code may hold them, and not call them.
 */

const { inspect, types } = require('node:util');
const { compilerNames, entries, intrinsicIndex, isNative } = require('../intrinsics');
const { foreignIndex } = require('../foreign_intrinsics');
const { SafeSet, hasInstance, ownDescriptor, ownValue, startsWith } = require('../primordials');

const { getPrototypeOf } = Reflect;
const { create } = Object;
const { isProxy } = types;

/** Functions of this package that compile text in the host's own realm: see `lib/own_functions.js`. */
const ownCompilers = new SafeSet();

/** Whether a function is a compiler itself, of this V8 context or of another. */
function isCompiler(value) {
  if (ownCompilers.has(value)) return true;
  const index = intrinsicIndex(value) ?? foreignIndex(value);
  return index !== undefined && index >= 0 && compilerNames.has(entries[index].path);
}

/** Instances of a bound function are those of its target: tells which prototype that has. */
function isBoundCompiler(value) {
  if (!isNative(value) || ownDescriptor(value, 'prototype') !== undefined) return false;
  const name = ownValue(value, 'name');
  if (name === 'bound eval') return true;
  if (typeof name !== 'string' || !startsWith(name, 'bound ')) return false;
  const functions = getPrototypeOf(value);
  if (typeof functions !== 'function') return false;
  try {
    // Those of `Object` are all, in whatever V8 context it is.
    return (
      hasInstance(value, create(functions)) &&
      !hasInstance(value, create(getPrototypeOf(functions)))
    );
  } catch {
    // Bound to what is no constructor.
    return false;
  }
}

/** V8 shows what is behind a Proxy to who prints it, and asks no trap. */
function isProxyOfCompiler(proxy) {
  const text = inspect(proxy, { __proto__: null, showProxy: true, customInspect: false, depth: 4 });
  const [, name] = /\[(?:Function|class): (\w+)/.exec(text) ?? [];
  return (
    compilerNames.has(name) ||
    /\[class \w+ extends (?:Async|Generator|AsyncGenerator)?Function\b/.test(text)
  );
}

/**
 * @param {Function} value
 * @returns {boolean} whether calling it compiles a string in the host
 */
function compilesInHost(value) {
  if (isProxy(value)) return isProxyOfCompiler(value);
  for (let holder = value; typeof holder === 'function'; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return isProxyOfCompiler(holder);
    if (isCompiler(holder) || isBoundCompiler(holder)) return true;
  }
  return false;
}

module.exports = { compilesInHost, ownCompilers };
