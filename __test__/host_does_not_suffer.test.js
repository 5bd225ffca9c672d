'use strict';

/**
 * What host code does with any value: it prints, compares, copies, awaits and sends it. Over hostile guest objects
 * nothing may come out of that but what the guest threw, or what V8 throws for such an object too.
 */

const assert = require('node:assert');
const { EventEmitter } = require('node:events');
const { Readable } = require('node:stream');
const { test } = require('node:test');
const { MessageChannel } = require('node:worker_threads');
const util = require('node:util');

const vm = require('..');

/** Guest objects, each made by a text; `bad` throws the number 13. */
const PRELUDE = `
  const bad = () => { throw 13; };
  const badTraps = (names) => Object.fromEntries(names.map((name) => [name, bad]));
  const allTraps = ['get', 'set', 'has', 'deleteProperty', 'defineProperty', 'getOwnPropertyDescriptor', 'ownKeys',
    'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions', 'apply', 'construct'];
  const custom = Symbol.for('nodejs.util.inspect.custom');
`;

const traps = [
  ...['get', 'set', 'has', 'deleteProperty', 'defineProperty', 'getOwnPropertyDescriptor'],
  ...['ownKeys', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions'],
];

const hostile = {
  'a getter that throws': '({ get a() { bad(); } })',
  'a setter that throws': '({ set a(v) { bad(); } })',
  'a getter of length on an array':
    "Object.defineProperty([1], 'x', { get: bad, enumerable: true })",
  'toString that throws': '({ toString: bad })',
  'valueOf that throws': '({ valueOf: bad })',
  'toString gives an object': '({ toString: () => ({}), valueOf: () => ({}) })',
  'toPrimitive that throws': '({ [Symbol.toPrimitive]: bad })',
  'toPrimitive is no function': '({ [Symbol.toPrimitive]: 1 })',
  'toJSON that throws': '({ toJSON: bad })',
  'toJSON gives itself': '{ const o = { toJSON() { return o; } }; o }',
  'a tag that throws': '({ get [Symbol.toStringTag]() { bad(); } })',
  'a tag that is no text': '({ [Symbol.toStringTag]: {} })',
  'an iterator that throws': '({ [Symbol.iterator]: bad })',
  'an iterator without next': '({ [Symbol.iterator]: () => ({}) })',
  'an iterator whose return throws':
    '({ [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }), return: bad }) })',
  'an async iterator that throws': '({ [Symbol.asyncIterator]: bad })',
  'then that throws': '({ get then() { bad(); } })',
  'then that is called twice': '({ then(a, b) { a(1); b(2); a(3); } })',
  'a constructor that throws': '({ get constructor() { bad(); } })',
  'a constructor that is no function': '({ constructor: 1 })',
  'a species that throws':
    'class A extends Array { static get [Symbol.species]() { bad(); } } new A(1, 2)',
  'a custom inspection that throws': '({ [custom]: bad })',
  'a custom inspection of itself': '({ [custom](d, o, inspect) { return inspect(this, o); } })',
  'a custom inspection that gives itself': '({ [custom]() { return this; } })',
  'a name that is no text': "Object.defineProperty(function () {}, 'name', { value: {} })",
  'a class whose name throws': "Object.defineProperty(class {}, 'name', { get: bad })",
  'a class with a static getter': 'class B { static get x() { bad(); } } B',
  'an instance without a prototype': 'Object.create(null)',
  'a cycle': '{ const o = {}; o.o = o; o }',
  'a cycle by prototypes of Proxies': '{ const p = new Proxy({}, { getPrototypeOf: () => p }); p }',
  'an error without a stack': "{ const e = new Error('x'); delete e.stack; delete e.message; e }",
  'an error whose stack throws': "Object.defineProperty(new Error('x'), 'stack', { get: bad })",
  'an error whose message is an object': "Object.assign(new Error('x'), { message: {} })",
  'an error whose name throws': "Object.defineProperty(new Error('x'), 'name', { get: bad })",
  'an error that is its own cause': "{ const e = new Error('x'); e.cause = e; e }",
  'an error in a frozen class': "Object.freeze(new (class E extends Error {})('x'))",
  'a frozen object': 'Object.freeze({ a: { b: 1 }, get c() { return 1; } })',
  'a sealed array': 'Object.seal([1, 2])',
  'a sparse array': '[1, , 3]',
  'an array with an odd length': 'Object.assign([], { length: 3 })',
  'a frozen function': 'Object.freeze(function f() {})',
  'a Map that holds itself': '{ const m = new Map(); m.set(m, m); m }',
  'a Set with a getter': "Object.defineProperty(new Set([1]), 'size', { get: bad })",
  'a Date that is none': "Object.defineProperty(new Date(NaN), 'toISOString', { get: bad })",
  'a pattern with odd flags': "Object.defineProperty(/x/, 'flags', { get: bad })",
  'typed bytes with a length that throws':
    "Object.defineProperty(new Uint8Array(2), 'length', { get: bad })",
  'a boxed text with properties': "Object.assign(new String('abc'), { x: 1 })",
  'a symbol in a box': "Object(Symbol('s'))",
  arguments: '(function () { return arguments; })(1, 2)',
  'a generator that throws': '(function* () { bad(); })()',
  'a promise that rejects with an object': '{ const p = Promise.reject({}); p.catch(() => {}); p }',
  'a promise with a then that throws': 'Object.assign(Promise.resolve(1), { then: bad })',
  'a revoked Proxy': '{ const r = Proxy.revocable({}, {}); r.revoke(); r.proxy }',
  'a Proxy over a revoked one':
    '{ const r = Proxy.revocable({}, {}); r.revoke(); new Proxy(r.proxy, {}) }',
  'a Proxy that breaks its invariants':
    'new Proxy(Object.freeze({ a: 1 }), { get: () => 2, ownKeys: () => [], has: () => false, getOwnPropertyDescriptor: () => undefined })',
  'a Proxy with all traps throwing': 'new Proxy(function () {}, badTraps(allTraps))',
  ...Object.fromEntries(
    traps.map((trap) => [
      `a Proxy whose ${trap} throws`,
      `new Proxy({ a: 1 }, badTraps(['${trap}']))`,
    ]),
  ),
};

const send = (value) => {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(value);
  } finally {
    port1.close();
    port2.close();
  }
};

const inspections = {
  'util.inspect': {},
  'with hidden properties': { showHidden: true },
  'with Proxies': { showProxy: true },
  'without custom inspection': { customInspect: false },
  'with everything': { showHidden: true, showProxy: true, customInspect: false, depth: null },
  'with getters': { getters: true, sorted: true, compact: false },
};

/** What host code does, by name. */
const uses = {
  ...Object.fromEntries(
    Object.entries(inspections).map(([name, options]) => [name, (x) => util.inspect(x, options)]),
  ),
  'util.format': (x) => util.format('%s %o %O %j %d', x, x, x, x, x),
  'assert.deepStrictEqual': (x) => assert.deepStrictEqual([x], [x]),
  'an assertion that fails': (x) => {
    try {
      assert.deepStrictEqual(x, { unlike: 1 });
    } catch (error) {
      if (error.code !== 'ERR_ASSERTION') throw error;
    }
  },
  'util.isDeepStrictEqual': (x) => util.isDeepStrictEqual(x, { a: 1 }),
  'JSON.stringify': (x) => JSON.stringify(x),
  structuredClone: (x) => structuredClone(x),
  'Object.assign': (x) => Object.assign({}, x),
  spread: (x) => ({ ...x }),
  'Object.keys': (x) => Object.keys(x),
  'Object.entries': (x) => Object.entries(x),
  'Object.freeze': (x) => Object.isFrozen(Object.freeze(x)),
  'for…in': (x) => {
    for (const key in x) void key;
  },
  'a text': (x) => `${x}`,
  'Array.from': (x) => Array.from({ length: 1, 0: x }),
  'Array.isArray': (x) => Array.isArray(x),
  'Object.prototype.toString': (x) => Object.prototype.toString.call(x),
  instanceof: (x) => x instanceof Map || x instanceof Error || x instanceof Promise,
  'Buffer.from': (x) => Buffer.from(x),
  'an argument of the wrong type': (x) => require('node:fs').readFileSync(x),
  EventEmitter: (x) => new EventEmitter().emit('event', x),
  'an event of an error': (x) => new EventEmitter().on('error', () => {}).emit('error', x),
  'a stream': (x) => Readable.from([1]).push?.length + typeof x,
  postMessage: send,
  'a property': (x) => [x.a, 'a' in x, x.constructor, x.length],
  'setting a property': (x) => Reflect.set(x, 'fresh', 1),
  'deleting a property': (x) => Reflect.deleteProperty(x, 'fresh'),
};

/** Words of V8 about Proxies of ours, and our own files, have no business in what comes out. */
const ODD = /on proxy|boa-vm:|can't be entered|lib[\\/]membrane|invalid_argument/;

/** What a use came to, as far as it may be compared. */
function outcome(use, value) {
  try {
    use(value);
    return 'done';
  } catch (error) {
    if (error === 13) return 'what the guest threw';
    const text = util.types.isNativeError(error) ? String(error.message) : String(error);
    return `threw ${text}`;
  }
}

for (const [name, text] of Object.entries(hostile)) {
  test(name, () => {
    const context = vm.createContext({}, { limits: { timeout: 2000 } });
    const fresh = () =>
      vm.runInContext(`(() => { ${PRELUDE}; return eval(${JSON.stringify(text)}); })()`, context);
    for (const [use, act] of Object.entries(uses)) {
      const came = outcome(act, fresh());
      if (text.includes('Proxy(Object.freeze')) continue;
      assert.doesNotMatch(came, ODD, use);
    }
  });
}

test('console.log ends for all of them, and a custom inspection that throws is printed', () => {
  const context = vm.createContext({}, { limits: { timeout: 2000 } });
  const text = `(() => { ${PRELUDE}; return ${hostile['a custom inspection that throws']}; })()`;
  assert.strictEqual(util.inspect(vm.runInContext(text, context)), '[custom inspection threw]');
});

test('await and for await give what the guest throws, and nothing else', async () => {
  const context = vm.createContext({});
  const value = (name) =>
    vm.runInContext(
      `(() => { ${PRELUDE}; return eval(${JSON.stringify(hostile[name])}); })()`,
      context,
    );
  await assert.rejects(
    async () => await value('then that throws'),
    (error) => error === 13,
  );
  assert.strictEqual(await value('then that is called twice'), 1);
  await assert.rejects(
    async () => {
      for await (const item of value('an async iterator that throws')) void item;
    },
    (error) => error === 13,
  );
  await assert.rejects(Promise.all(value('an iterator that throws')), (error) => error === 13);
});
