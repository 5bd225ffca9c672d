'use strict';

/**
 * The host's built-ins, which a guest reaches from whatever was handed in, can be looked at and called
 * but not changed; and what V8 lets sloppy functions know stays with the host.
 */

const assert = require('node:assert');
const { EventEmitter } = require('node:events');
const oracle = require('node:vm');
const { test } = require('node:test');
const vm = require('..');
const { runProgram } = require('./support/child.js');

class MyArray extends Array {}
class MyError extends Error {}
class MyMap extends Map {}

const handedIn = () => ({
  map: new Map([[1, 2]]),
  set: new Set([1]),
  date: new Date(0),
  bytes: Buffer.from('ab'),
  promise: Promise.resolve(1),
  iterator: [1][Symbol.iterator](),
  generator: (function* () {
    yield 1;
  })(),
  emitter: new (require('node:events').EventEmitter)(),
  url: new URL('file:///a'),
  MyArray,
  MyError,
  MyMap,
});

/** Walks up from everything that was handed in and tries to leave a mark on all that it meets. */
const VANDAL = `
  const seen = new Set();
  function visit(object, depth) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return;
    if (seen.has(object) || depth > 4) return;
    seen.add(object);
    try { object.vandal = 1; } catch {}
    try { Object.defineProperty(object, 'vandal', { value: 1, configurable: true }); } catch {}
    try { Object.setPrototypeOf(object, { vandal: 1 }); } catch {}
    visit(Object.getPrototypeOf(object), depth + 1);
    for (const key of ['constructor', 'prototype', '__proto__', 'next', 'then', 'get']) {
      try { visit(object[key], depth + 1); } catch {}
    }
  }
  for (const key of Object.keys(things)) visit(things[key], 0);
  seen.size;
`;

test('no built-in of the host takes a mark from a guest', () => {
  const visited = vm.runInNewContext(VANDAL, { things: handedIn() });
  assert.ok(visited > 30);
  const builtIns = Object.getOwnPropertyNames(globalThis)
    .map((name) => Object.getOwnPropertyDescriptor(globalThis, name).value)
    .filter((value) => typeof value === 'function');
  for (const builtIn of builtIns) {
    assert.ok(!('vandal' in builtIn), `on ${builtIn.name}`);
    if (builtIn.prototype)
      assert.ok(!('vandal' in builtIn.prototype), `on ${builtIn.name}.prototype`);
  }
  assert.deepStrictEqual([...new Map([[1, 2]])], [[1, 2]]);
  assert.ok(!('vandal' in (function* () {})()));
});

test("an assignment to a built-in of the language changes the realm's own", () => {
  const context = { map: new Map() };
  assert.strictEqual(vm.runInNewContext('map.constructor.prototype.get = 1; map.get', context), 1);
  assert.strictEqual(typeof Map.prototype.get, 'function');
});

for (const mode of ['sloppy', 'strict']) {
  test(`an assignment to a class of Node throws in ${mode} code, and says what to do`, () => {
    const context = { emitter: new EventEmitter() };
    const directive = mode === 'strict' ? "'use strict';" : '';
    assert.throws(
      () => vm.runInNewContext(`${directive} emitter.constructor.prototype.on = 1`, context),
      {
        name: 'TypeError',
        code: 'ERR_VM_HOST_OBJECT_READ_ONLY',
        message: /'on' of EventEmitter\.prototype.*Hand in a copy/,
      },
    );
  });
}

test('objects that were handed in can still be changed', () => {
  const things = handedIn();
  vm.runInNewContext('things.map.label = 1; things.MyMap.label = 2; things.map.set(3, 4)', {
    things,
  });
  assert.deepStrictEqual([things.map.label, things.MyMap.label, things.map.get(3)], [1, 2, 4]);
  delete MyMap.label;
});

test('what a program has put on its global object before is its own', async () => {
  const { stdout } = await runProgram(
    'node:vm',
    `globalThis.settings = { level: 1 };
    const boa = require(${JSON.stringify(require.resolve('..'))});
    boa.runInNewContext('settings.level = 2; settings.more = {}', { settings });
    console.log(JSON.stringify(settings));`,
  );
  assert.strictEqual(stdout, '{"level":2,"more":{}}\n');
});

test("the parents of host classes are the realm's own where compilers and Object are near", () => {
  // Classes of their own: the walk above has changed the others, which it may.
  const context = { MyArray: class extends Array {}, MyError: class extends Error {} };
  const own =
    '[Object.getPrototypeOf(MyArray) === Array, Object.getPrototypeOf(MyError) === Error]';
  assert.deepStrictEqual([...vm.runInNewContext(own, context)], [true, true]);
});

test('runInThisContext may change what it shares with the host', () => {
  vm.runInThisContext('Map.prototype.boaVmMark = 5');
  assert.strictEqual(Map.prototype.boaVmMark, undefined);
  vm.runInThisContext('globalThis.boaVmGlobal = 5');
  assert.strictEqual(globalThis.boaVmGlobal, 5);
  delete globalThis.boaVmGlobal;
});

// What a sloppy host function gets for a `this` that the guest leaves out is the host's global object.
const sloppyThis = new Function('return this');

test("a sloppy host function called without this does not hand the host's global over", () => {
  assert.strictEqual(vm.runInNewContext('f() === globalThis', { f: sloppyThis }), true);
  assert.strictEqual(vm.runInNewContext('typeof f().process', { f: sloppyThis }), 'undefined');
});

test('caller and arguments of a sloppy host function are null', () => {
  const run = new Function('vm', 'code', 'context', 'return vm.runInContext(code, context)');
  const context = vm.createContext({ run });
  const code =
    '[run.caller, run.arguments, Object.getOwnPropertyDescriptor(run, "arguments").value]';
  assert.deepStrictEqual([...run(vm, code, context)], [null, null, null]);
});

test('a compiler of another V8 context does not cross', () => {
  const foreign = oracle.runInNewContext('({})');
  const code =
    "o.constructor.constructor('return typeof process')() + (o.constructor.constructor === Function)";
  assert.strictEqual(vm.runInNewContext(code, { o: foreign }), 'undefinedtrue');
});
