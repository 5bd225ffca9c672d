'use strict';

/**
 * Makes shadows, the targets of the Proxies that stand for guest objects: of the kind and class that
 * `typeof`, `Array.isArray` and Node's printing want to see. Must never make one with an own property that
 * it can't lose, but those that the guest object has as well and can't lose either.
 */

const { makeIterator } = require('./inspect_iterators');
const { shadowPrototype, standBare } = require('./inspect_shadow');
const makeArguments = require('./sloppy_arguments');
const { SafeSet, bindTo } = require('./primordials');

const { deleteProperty, setPrototypeOf } = Reflect;

/** What functions and `arguments` have by themselves, and can lose. */
const ownKeys = ['length', 'name', 'callee', Symbol.iterator];

function emptied(shadow) {
  for (const key of ownKeys) deleteProperty(shadow, key);
  return shadow;
}

/** Shadows by the numbers in crates/membrane/src/to_host.rs. */
const shadowOfKind = [
  () => ({}),
  () => [],
  () => emptied(bindTo(() => {})),
  () => emptied(bindTo(function construct() {})),
  () => ({}),
];

/** Shadows of the host's classes, by what native code calls a guest object. */
const shadowOfTag = {
  __proto__: null,
  Map: () => new Map(),
  Set: () => new Set(),
  WeakMap: () => new WeakMap(),
  WeakSet: () => new WeakSet(),
  Arguments: () => emptied(makeArguments()),
  AsyncFunction: () => emptied(async () => {}),
  GeneratorFunction: () => emptied(function* () {}),
  AsyncGeneratorFunction: () => emptied(async function* () {}),
  'Map Iterator': (method) => makeIterator('Map Iterator', method),
  'Set Iterator': (method) => makeIterator('Set Iterator', method),
  BigInt: Object,
  Boolean: Object,
  Number: Object,
  String: Object,
  Symbol: Object,
};

/** What a Proxy of the guest may have for its target, as far as the shadow shows it. */
const shownTargets = new SafeSet(['Map', 'Set', 'WeakMap', 'WeakSet', 'Arguments']);

/**
 * @param {number} kind
 * @param {string | undefined} tag what native code calls the guest object
 * @param {unknown} inside a boxed primitive, the tag of a Proxy's target, or the method an iterator is from
 * @param {boolean} isBare whether the guest object has no prototype
 */
function makeShadow(kind, tag, inside, isBare) {
  const shownTag = tag === 'Proxy' && shownTargets.has(inside) ? inside : tag;
  const make = shadowOfTag[shownTag] ?? shadowOfKind[kind];
  const shadow = make(inside);
  setPrototypeOf(shadow, shadowPrototype);
  if (isBare) standBare(shadow);
  return shadow;
}

module.exports = { makeShadow };
