'use strict';

/**
 * The host's compilers of strings, met in unusual places: each is the realm's own there, and the
 * methods that the membrane uses may be changed by the guest on its side. Must never hand in a
 * capability whose use is what the test forbids.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const subject = require('./support/subject.js');

const vm = subject.load();
const skip = subject.isOracle && 'node:vm has no boundary';

/** Expressions that come upon a compiler of the host, each with what it is in the realm. */
const meetings = {
  'in an array': ['list[0]', 'Function'],
  'as an argument of a callback': ['list.map((x) => x)[0]', 'Function'],
  'behind a getter': ['inherited.constructor', 'Function'],
  'as a value of a Map': ["map.get('f')", 'Function'],
  'as what a generator yields': ['generator().next().value', 'Function'],
  'as the parent of a class': ['Object.getPrototypeOf(Subclass)', 'Function'],
  'through the host Reflect': ["HostReflect.get(f, 'constructor')", 'Function'],
  'as a thrown value': ['(() => { try { thrower(); } catch (e) { return e; } })()', 'Function'],
  'eval in an array': ['list[1]', 'eval'],
};

const handedIn = () => ({
  // biome-ignore lint/security/noGlobalEval: the test is that it does not cross
  list: [Function, globalThis.eval],
  inherited: Object.create({
    get constructor() {
      return Function;
    },
  }),
  map: new Map([['f', Function]]),
  *generator() {
    yield Function;
  },
  Subclass: class extends Function {},
  HostReflect: Reflect,
  f() {},
  thrower() {
    throw Function;
  },
});

for (const [name, [expression, own]] of Object.entries(meetings)) {
  test(`the realm's own compiler: ${name}`, { skip }, () => {
    const context = vm.createContext(handedIn());
    assert.strictEqual(vm.runInContext(`${expression} === ${own}`, context), true);
  });
}

test('a promise that settles with a compiler gives the own one', { skip }, async () => {
  const context = vm.createContext({ promise: Promise.resolve(Function) });
  const isOwn = await vm.runInContext('promise.then((f) => f === Function)', context);
  assert.strictEqual(isOwn, true);
});

/** What guest code may do to its own built-ins without harm to the membrane. */
const sabotage = [
  'Array.prototype[Symbol.iterator] = null; Array.prototype.push = null;',
  'WeakRef.prototype.deref = null; WeakMap.prototype.get = null; Map.prototype.get = null;',
  'Reflect.get = null; Reflect.apply = null; Proxy = null; Symbol.for = null;',
  'Object.prototype.value = 5; Object.prototype.writable = false; Object.prototype.get = 5;',
  'Object.defineProperty(Object.prototype, "set", { get() { throw 1; }, configurable: true });',
  'Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), "buffer", { value: 1 });',
  'Promise.prototype.then = null; Promise.prototype.constructor = null;',
];

for (const code of sabotage) {
  test(`the membrane does not depend on what the guest changes: ${code}`, () => {
    const context = vm.createContext({ id: (x) => x });
    const result = vm.runInContext(
      `${code}
       const object = { a: 1 };
       [id(object) === object, id({ a: 2 }).a, id((...args) => args.length)(1, 2, 3),
        id(new Uint8Array(3)).length, id(Symbol.iterator) === Symbol.iterator]`,
      context,
    );
    const seen = Array.from({ length: 5 }, (_, index) => result[index]);
    assert.deepStrictEqual(seen, [true, 2, 3, 3, true]);
    assert.strictEqual({}.value, undefined);
  });
}
