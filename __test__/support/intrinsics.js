'use strict';

/**
 * Names for the host's own intrinsics, so that a description can tell `Object.prototype` of the
 * host from that of a realm. Must never look at anything but the host's global object.
 */

const known = new Map();
const constructorNames = new Set();

/** Registers a constructor of the host and its prototype. */
function registerConstructor(name, constructor) {
  known.set(constructor, `${name}@host`);
  constructorNames.add(name);
  if (constructor.prototype) known.set(constructor.prototype, `${name}.prototype@host`);
}

for (const name of Object.getOwnPropertyNames(globalThis)) {
  const { value } = Object.getOwnPropertyDescriptor(globalThis, name);
  if (typeof value === 'function') registerConstructor(name, value);
}
registerConstructor('TypedArray', Object.getPrototypeOf(Uint8Array));
registerConstructor('AsyncFunction', (async () => {}).constructor);
registerConstructor('GeneratorFunction', function* () {}.constructor);
registerConstructor('AsyncGeneratorFunction', async function* () {}.constructor);
known.set(globalThis, 'globalThis@host');

const wellKnownSymbols = new Map();
for (const name of Object.getOwnPropertyNames(Symbol)) {
  if (typeof Symbol[name] === 'symbol') wellKnownSymbols.set(Symbol[name], `@@${name}`);
}

/**
 * @param {unknown} value
 * @returns {string | undefined} the name of a host intrinsic, undefined for anything else
 */
function intrinsicName(value) {
  return known.get(value);
}

const namespaces = new Set([
  'Math',
  'JSON',
  'Reflect',
  'Atomics',
  'Intl',
  'WebAssembly',
  'console',
]);

/**
 * Names for a realm's own intrinsics, which the harness has no hold of: judged by their looks.
 * @param {object} object
 * @returns {string | undefined} such as `globalThis`, `Array`, `Array.prototype`, `Math`
 */
function realmIntrinsicName(object) {
  const own = (target, key) => Reflect.getOwnPropertyDescriptor(target, key)?.value;
  if (typeof object === 'function') {
    const name = own(object, 'name');
    return constructorNames.has(name) ? name : undefined;
  }
  const constructor = own(object, 'constructor');
  if (typeof constructor === 'function' && own(constructor, 'prototype') === object) {
    const name = realmIntrinsicName(constructor);
    if (name !== undefined) return `${name}.prototype`;
  }
  if (typeof own(object, 'isFinite') === 'function' && own(object, 'Math')) return 'globalThis';
  const tag = own(object, Symbol.toStringTag);
  return namespaces.has(tag) ? tag : undefined;
}

/**
 * @param {symbol} symbol
 * @returns {string} `@@iterator`, `Symbol.for(key)` or `Symbol(description)`
 */
function symbolName(symbol) {
  const wellKnown = wellKnownSymbols.get(symbol);
  if (wellKnown !== undefined) return wellKnown;
  const key = Symbol.keyFor(symbol);
  return key === undefined ? String(symbol) : `Symbol.for(${JSON.stringify(key)})`;
}

module.exports = { intrinsicName, realmIntrinsicName, symbolName };
