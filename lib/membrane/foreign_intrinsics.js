'use strict';

/**
 * The intrinsics of other V8 contexts (`node:vm`, a test runner's sandbox), found when an object that shows
 * them crosses first: they stand for the realm's own, as the host's do. An object belongs to another
 * context if its prototype chain ends in an `Object.prototype` that is not the host's; from there, and from
 * each constructor that shows, the same walk that found the host's intrinsics finds these.
 *
 * A native function of another context that the walk does not find is refused: it could move raw values.
 * Must never run code of the other context, nor leave a trace on its objects.
 */

const { types } = require('node:util');
const { entries, intrinsicIndex, isNative } = require('./intrinsics');
const {
  SafeMap,
  SafeWeakMap,
  endsWith,
  isObject,
  ownDescriptor,
  ownValue,
  sliceOf,
  startsWith,
} = require('./primordials');

const { getPrototypeOf } = Reflect;
const { isProxy } = types;

/** Foreign intrinsic → the number of the host's in its place. */
const indices = new SafeWeakMap();

/** Path → number. */
const indexOfPath = new SafeMap(entries.map((entry, index) => [entry.path, index]));

/** What has no constructor that tells its name has a `Symbol.toStringTag`. */
const pathOfTag = new SafeMap([
  ['Array Iterator', '%ArrayIteratorPrototype%'],
  ['Map Iterator', '%MapIteratorPrototype%'],
  ['Set Iterator', '%SetIteratorPrototype%'],
  ['String Iterator', '%StringIteratorPrototype%'],
  ['RegExp String Iterator', '%RegExpStringIteratorPrototype%'],
  ['Segmenter String Iterator', '%SegmentIteratorPrototype%'],
  ['Iterator Helper', '%IteratorHelperPrototype%'],
  ['Generator', 'GeneratorFunction.prototype.prototype'],
  ['AsyncGenerator', 'AsyncGeneratorFunction.prototype.prototype'],
  ['Math', 'Math'],
  ['JSON', 'JSON'],
  ['Reflect', 'Reflect'],
  ['Atomics', 'Atomics'],
  ['Intl', 'Intl'],
  ['WebAssembly', 'WebAssembly'],
]);

const isPlainNative = (value) => typeof value === 'function' && !isProxy(value) && isNative(value);

/** `value` has the place in its context that the intrinsic with a number has here. */
function pair(index, value) {
  if (index === undefined || !isObject(value) || isProxy(value)) return;
  if (intrinsicIndex(value) !== undefined || indices.has(value)) return;
  if (typeof entries[index].value === 'function' && !isPlainNative(value)) return;
  indices.set(value, index);
  for (const { key, slot, index: member } of entries[index].members) {
    const own = ownDescriptor(value, key);
    if (own !== undefined) pair(member, own[slot]);
  }
}

const pairPath = (path, value) => pair(indexOfPath.get(path), value);

/** `holder` ends a chain: whether it is the `Object.prototype` of another context. */
function findRoot(holder, below) {
  const constructor = ownValue(holder, 'constructor');
  if (isPlainNative(constructor) && ownValue(constructor, 'prototype') === holder) {
    pairPath('Object.prototype', holder);
    pairPath('Function.prototype', getPrototypeOf(constructor));
  } else if (isPlainNative(below) && ownDescriptor(below, 'prototype') === undefined) {
    // Its `constructor` has been changed, but functions inherit from a function.
    pairPath('Object.prototype', holder);
    pairPath('Function.prototype', below);
  }
  return indices.has(holder);
}

const PROTOTYPE = '.prototype';

/** The path of a constructor, by its own or that of its prototype. */
const withoutPrototype = (path) =>
  endsWith(path, PROTOTYPE) ? sliceOf(path, 0, -PROTOTYPE.length) : path;

/** Finds what a constructor and its prototype stand for, by the constructor's name. */
function findClass(constructor) {
  const prototype = ownDescriptor(constructor, 'prototype');
  if (prototype === undefined || prototype.writable) return;
  const name = ownValue(constructor, 'name');
  const path = name === 'TypedArray' ? '%TypedArray%' : name;
  const known = indices.get(prototype.value);
  const owner = known === undefined ? path : withoutPrototype(entries[known].path);
  if (typeof owner !== 'string') return;
  pairPath(owner, constructor);
  pairPath(`${owner}.prototype`, prototype.value);
}

/** Finds what an object on a chain stands for. */
function find(holder) {
  if (indices.has(holder)) return;
  if (isPlainNative(holder)) findClass(holder);
  const constructor = ownValue(holder, 'constructor');
  if (isPlainNative(constructor) && ownValue(constructor, 'prototype') === holder) {
    findClass(constructor);
  }
  const tag = ownValue(holder, Symbol.toStringTag);
  if (typeof tag === 'string') pairPath(pathOfTag.get(tag), holder);
}

/** An object and its prototypes; undefined where a Proxy is among these or the chain is the host's. */
function foreignChain(value) {
  const chain = [];
  for (let holder = value; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder) || intrinsicIndex(holder) !== undefined) return undefined;
    chain[chain.length] = holder;
  }
  return chain;
}

/** Whether an object is the global one of another context, which a sloppy function of that gives for `this`. */
function isForeignGlobal(value) {
  return typeof value === 'object' && !isProxy(value) && ownValue(value, 'globalThis') === value;
}

/** Stands for a native function of another context that nothing is known of. */
const REFUSED = -1;

/**
 * @param {object | Function} value anything of the host that is no intrinsic of its own context
 * @returns {number | undefined} the number of the intrinsic that it stands for, REFUSED, or undefined for
 *   an ordinary object
 */
function foreignIndex(value) {
  const chain = foreignChain(value);
  if (chain === undefined) return undefined;
  const last = chain.length - 1;
  if (!indices.has(chain[last]) && !findRoot(chain[last], chain[last - 1])) return undefined;
  for (let at = last; at >= 0; at -= 1) find(chain[at]);
  const known = indices.get(value);
  if (known !== undefined || !isPlainNative(value)) return known;
  const name = ownValue(value, 'name');
  if (typeof name === 'string' && startsWith(name, 'bound ')) return undefined;
  return indexOfPath.get(name) ?? REFUSED;
}

/** The number of the intrinsic that a prototype of another context stands for, if it was met before. */
const foreignPrototypeIndex = (holder) => indices.get(holder);

module.exports = { REFUSED, foreignIndex, foreignPrototypeIndex, isForeignGlobal };
