'use strict';

/**
 * Globals lead to nothing of the host's: whatever can be walked to from them is the guest's own, before and after
 * they were used, also by guests that change every built-in that they stand on.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');

const vm = require('..');
const { guestOf } = require('../lib/membrane/record.js');

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** Where a guest object leads to: its prototype, its properties and accessors. */
function wayOn(path, value) {
  // Binary data is genuine in the host, and has the host's prototypes there; so is an error's stack.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return [];
  const ways = [[`${path}.[[Prototype]]`, Reflect.getPrototypeOf(value)]];
  for (const key of Reflect.ownKeys(value)) {
    if (key === 'stack') continue;
    const { value: held, get, set } = Reflect.getOwnPropertyDescriptor(value, key);
    for (const each of [held, get, set]) ways.push([`${path}.${String(key)}`, each]);
  }
  return ways;
}

/** Walks as far as it goes; gives the paths of what is none of the guest's. */
function hostObjects(starts) {
  const seen = new Set();
  const found = [];
  const queue = Object.entries(starts);
  while (queue.length > 0) {
    const [path, value] = queue.pop();
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    if (guestOf.get(value) === undefined) found.push(path);
    else queue.push(...wayOn(path, value));
  }
  return found;
}

/** Uses of each global, whose results are walked too. */
const USES = `({
  url: new URL('http://a/?b=1'), params: new URL('http://a/?b=1').searchParams,
  encoder: new TextEncoder(), decoder: (() => { const d = new TextDecoder(); d.decode(new TextEncoder().encode('é')); return d })(),
  bytes: new TextEncoder().encode('x'), controller: new AbortController(), event: new Event('x'),
  clone: structuredClone({ a: [new Map()] }), random: crypto.getRandomValues(new Uint8Array(2)), crypto, performance,
  id: setTimeout(() => {}, 1), time: AbortSignal.timeout(5), request: new Request('x:y'), response: new Response('x'),
  pending: fetch('x:y').catch(() => {}), refused: (() => { try { new URL('') } catch (e) { return e } })(),
  unclonable: (() => { try { structuredClone(() => {}) } catch (e) { return e } })(),
  printed: console.log(1), table: console.table([1]), traced: console.trace('x'),
})`;

const globalsOf = (context) =>
  vm.runInContext(
    'Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, globalThis[name]]))',
    context,
  );

test('nothing of the host is reached from the globals, nor from what they make', async () => {
  const context = vm.createContext({}, { globals: 'web', console: () => {}, fetch: () => {} });
  const before = globalsOf(context);
  const made = vm.runInContext(USES, context);
  await sleep(30);
  assert.deepStrictEqual(hostObjects({ before, made, after: globalsOf(context) }), []);
});

/** Guest code that listens to whatever our own code does with built-ins. */
const TRAPS = `
  var leaked = [];
  const note = (...values) => { for (let at = 0; at < values.length; at += 1) leaked[leaked.length] = values[at]; };
  const define = Object.defineProperty;
  for (const Class of [Map, Set, WeakMap, Array, Promise, String, RegExp, Uint8Array, Function, ArrayBuffer, Date, Error]) {
    for (const key of Reflect.ownKeys(Class.prototype)) {
      const held = Object.getOwnPropertyDescriptor(Class.prototype, key);
      if (typeof held.value !== 'function' || key === 'constructor' || !held.configurable) continue;
      if (Class === Array && (key === Symbol.iterator || key === 'values')) continue;
      const original = held.value;
      held.value = { f(...args) { note(this, ...args); return Reflect.apply(original, this, args) } }.f;
      define(Class.prototype, key, Object.assign(Object.create(null), held));
    }
  }
  for (const key of ['then', 'toJSON', 'handleEvent', 'value', 'callback', 'signal', 'get', 'set']) {
    define(Object.prototype, key, { __proto__: null, configurable: true, get() { note(this); return undefined }, set(v) { note(this, v) } });
  }
`;

test('a guest that listens on every built-in sees nothing of the host', async () => {
  const context = vm.createContext({}, { globals: 'web', console: () => {}, fetch: () => {} });
  const traps = vm.runInContext(`${TRAPS}; leaked`, context);
  try {
    vm.runInContext(USES, context);
  } catch {
    // What such a guest breaks is its own.
  }
  await sleep(30);
  const count = traps.length;
  const found = [];
  for (let at = 0; at < count; at += 1) {
    const value = traps[at];
    if (isObject(value) && guestOf.get(value) === undefined && !ArrayBuffer.isView(value))
      found.push(value);
  }
  const functions = found.filter((value) => typeof value === 'function');
  assert.deepStrictEqual(functions, []);
});

test('a host whose prototypes are polluted gives nothing away', () => {
  const context = vm.createContext({}, { globals: 'web', console: () => {} });
  const text = vm.runInContext(
    `const seen = []; const url = new URL('http://a/');
     for (const object of [url, url.searchParams, structuredClone({}), new TextEncoder().encode('a')]) {
       try { seen.push(object.constructor.constructor('return typeof process')()) } catch (e) { seen.push(e.name) } }
     seen.join()`,
    context,
  );
  assert.strictEqual(text, 'undefined,undefined,undefined,undefined');
});

test('texts that the host would make many times longer are refused', () => {
  const context = vm.createContext({}, { globals: ['url'] });
  for (const code of [
    'new URL("http://x/" + "a".repeat(2 ** 22))',
    'const u = new URL("http://x/"); u.search = "a&".repeat(2 ** 21)',
    'new URLSearchParams("a&".repeat(2 ** 21))',
    'const p = new URLSearchParams(); p.set("a", "b".repeat(2 ** 22)); p.toString()',
  ]) {
    assert.throws(() => vm.runInContext(`{ ${code} }`, context), /Invalid URL|too long/);
  }
});

test('hostile values are printed, cloned and thrown without harm', async () => {
  const make = () =>
    vm.createContext({}, { globals: 'web', console: () => {}, limits: { timeout: 300 } });
  let context = make();
  const hostile = [
    'new Proxy({}, { get() { throw null }, ownKeys() { throw null }, getPrototypeOf() { throw null } })',
    '{ get message() { throw 1 }, toString: null, [Symbol.toPrimitive]() { throw 2 } }',
    'Object.create(null)',
    'Array.from({ length: 1e5 }, (_, n) => [n])',
    '(() => { let deep = {}; for (let n = 0; n < 50000; n += 1) deep = { deep }; return deep })()',
    '"x".repeat(2 ** 20)',
    '(() => { const e = new Error("m"); Object.defineProperty(e, "stack", { get() { throw 1 } }); return e })()',
    '(() => { const r = Proxy.revocable({}, {}); r.revoke(); return r.proxy })()',
    'new (class extends Map { get size() { throw 1 } })([[1, 2]])',
    '{ get a() { for (;;); } }',
  ];
  for (const value of hostile) {
    for (const use of [
      'console.log(v)',
      'console.table(v)',
      'structuredClone(v)',
      'new URL(v)',
      'setTimeout(() => { throw v })',
      'queueMicrotask(() => { throw v })',
      'new AbortController().abort(v)',
      'new TextDecoder().decode(v)',
      'new Headers(v)',
    ]) {
      try {
        vm.runInContext(`{ const v = ${value}; ${use} }`, context);
      } catch (error) {
        // Any error will do: it is the host that must not suffer.
        if (vm.reasonOf(error) === 'poisoned') context = make();
      }
    }
  }
  await sleep(50);
  assert.strictEqual(vm.runInContext('1 + 1', context), 2);
  vm.dispose(context);
});
