'use strict';

/**
 * Built-ins are made when a realm reaches them first (engine/changes: postponed-intrinsics). Nobody may see that: not by
 * what was changed before, nor by the way that leads there, nor from the host.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const subject = require('./support/subject.js');

const vm = subject.load();

/** Takes away or breaks what a built-in that is made late could rely on. */
const BREAK = `
  const never = () => { throw new Error('called'); };
  Object.keys = Object.defineProperty = Object.assign = Object.getOwnPropertyDescriptor = never;
  Array.isArray = never; Array.prototype.push = never; Array.prototype.values = never;
  Function.prototype.call = Function.prototype.apply = Function.prototype.bind = never;
  Reflect.get = Reflect.ownKeys = Reflect.construct = Reflect.apply = never;
  Symbol.for = never; Error.captureStackTrace = never;
  Object.prototype.get = Object.prototype.set = Object.prototype.value = never;
  Object.prototype.writable = false; Object.prototype.enumerable = true;
`;

const REACHED = {
  'JSON.stringify({ a: [1, { b: 2 }] }) + JSON.parse("[1, 2]").length': '{"a":[1,{"b":2}]}2',
  'new Date(5).getTime() + Date.UTC(1970, 0) + typeof Date()': '5string',
  'Date.prototype.constructor === Date && new Date(2020, 5, 6, 7).getHours()': '7',
  '[...new Map([[1, 2]]).entries()].join()': '1,2',
  'Map.prototype[Symbol.iterator] === Map.prototype.entries': 'true',
  'Set.prototype.keys === Set.prototype.values && [...new Set([1, 1])].join()': '1',
  'new Map().entries()[Symbol.toStringTag]': 'Map Iterator',
  '/(b)c/.exec("abcd").index + RegExp.$1 + RegExp.lastMatch': '1bbc',
  'RegExp(/x/g).flags + /a\\/b/.source + (RegExp.prototype.constructor === RegExp)': 'ga\\/btrue',
  'class R extends RegExp {}; new R("a") instanceof RegExp && new R("a").test("a")': 'true',
  'class D extends Date {}; new D(9) instanceof D && new D(9).getTime()': '9',
  '"x".repeat(3) + "x".padStart(3) + "a".localeCompare("b")': 'xxx  x-1',
  '(1234.5).toLocaleString("en") + 12n.toLocaleString("en")': '1,234.512',
  'new Int8Array([3, 1, 2]).sort().join() + Int8Array[Symbol.species].name': '1,2,3Int8Array',
  'Object.getPrototypeOf(Int8Array).name + (Int8Array.prototype.constructor === Int8Array)':
    'TypedArraytrue',
  'Math.max(1, 2) + Math[Symbol.toStringTag]': '2Math',
  'try { null.x } catch (e) { e instanceof TypeError && e.constructor.name }': 'TypeError',
  'Object.getPrototypeOf(RangeError) === Error && RangeError.name': 'RangeError',
  '(function* () { yield 1; })().next().value + Object.prototype.toString.name': '1toString',
  'Function("a", "return a")(3) + Function.prototype.constructor.name': '3Function',
  'typeof Atomics + typeof WeakRef + new DataView(new ArrayBuffer(8)).byteLength':
    'objectfunction8',
  'Object.getOwnPropertyNames(Set.prototype).sort().join()':
    'add,clear,constructor,delete,entries,forEach,has,keys,size,values',
};

for (const [code, expected] of Object.entries(REACHED)) {
  test(`reached when everything else is broken: ${code}`, () => {
    const context = vm.createContext({});
    vm.runInContext(BREAK, context);
    assert.strictEqual(String(vm.runInContext(code, context)), expected);
  });
}

test('the host reaches them first', () => {
  const context = vm.createContext({});
  const get = (code) => vm.runInContext(code, context);
  assert.strictEqual(get('Set').prototype.add.name, 'add');
  assert.deepStrictEqual(Reflect.ownKeys(get('JSON')).slice(0, 2), ['parse', 'stringify']);
  assert.strictEqual(Object.getPrototypeOf(get('WeakSet').prototype), get('Object.prototype'));
  assert.strictEqual(new (get('DataView'))(get('new ArrayBuffer(4)')).byteLength, 4);
  assert.strictEqual(Object.isExtensible(get('Atomics')), true);
  assert.strictEqual(Object.getOwnPropertyDescriptor(get('Math'), 'PI').writable, false);
  assert.strictEqual('abs' in get('Math'), true);
  get('Number').own = 5;
  assert.strictEqual(get('Number.own + Number.MAX_SAFE_INTEGER'), 5 + Number.MAX_SAFE_INTEGER);
  assert.strictEqual(get('BigInt').asIntN(8, 257n), 1n);
});

test('methods that were taken away before anything used them stay away', () => {
  const context = vm.createContext({});
  const code = 'delete Map.prototype.get; delete RegExp.prototype.exec; delete JSON.parse; 0';
  vm.runInContext(code, context);
  const look =
    '[typeof new Map().get, typeof /a/.exec, typeof JSON.parse, JSON.stringify(1)].join()';
  assert.strictEqual(vm.runInContext(look, context), 'undefined,undefined,undefined,1');
});

test('frozen built-ins are whole', () => {
  const code = `
    const reach = (o, seen = new Set()) => {
      if (Object(o) !== o || seen.has(o)) return seen;
      seen.add(o);
      Object.freeze(o);
      for (const key of Reflect.ownKeys(o)) {
        const d = Reflect.getOwnPropertyDescriptor(o, key);
        for (const next of [d.value, d.get, d.set]) reach(next, seen);
      }
      return reach(Reflect.getPrototypeOf(o), seen);
    };
    const names = ['Map', 'Date', 'RegExp', 'Math', 'Float64Array', 'String', 'Atomics', 'AggregateError'];
    for (const name of names) reach(globalThis[name]);
    [names.every((name) => Object.isFrozen(globalThis[name])), Math.abs(-1), new Date(1).getTime(), /a/.test('a')].join();
  `;
  assert.strictEqual(vm.runInNewContext(code), 'true,1,1,true');
});

test('a new context is small', { skip: subject.isOracle && 'node:vm has no account' }, () => {
  const fresh = vm.stats(vm.createContext({})).heapBytes;
  assert.ok(fresh < 220_000, `${fresh} bytes`);
  const context = vm.createContext({});
  vm.runInContext(
    'for (const key of Object.getOwnPropertyNames(globalThis)) Object(globalThis[key]).x; 0',
    context,
  );
  assert.ok(vm.stats(context).heapBytes > fresh);
});
