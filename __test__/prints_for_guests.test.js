'use strict';

/**
 * What guest code reads in a text that the host prints for it, with the `inspect` and `format` that it gets: host objects
 * are named and not shown, wherever a guest object holds them, and nothing of an AsyncLocalStorage is in it.
 */

const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const { execFileSync } = require('node:child_process');
const { test } = require('node:test');
const util = require('node:util');

const vm = require('boa-vm');
const subject = require('./support/subject.js');

const options = { skip: subject.isOracle && 'node:vm hides nothing' };
const SECRET = 'SECRET';

const CUSTOM = '[Symbol.for("nodejs.util.inspect.custom")]';

/** Guest objects that hold the host's object `h` in some way. */
const HOLDERS = [
  ...['h', '[h]', '({ h })', '({ get h() { return h } })', 'new Map([[h, h]])', 'new Set([h])'],
  ...['new Map([[h, h]]).entries()', 'new Proxy(h, {})', 'new Proxy({ h }, {})', '() => h'],
  ...['Promise.resolve(h)', 'rejected(h)', '({ p: Promise.resolve(h) })', '[Promise.resolve([h])]'],
  ...['new (class Own extends Promise {})((r) => r(h))', 'new Proxy(Promise.resolve(h), {})'],
  ...['Object.assign(Promise.resolve(1), { h })', 'Promise.resolve(Promise.resolve(h))'],
  ...['Object.assign(/x/g, { h })', 'Object.assign(/x/, { lastIndex: h })'],
  ...['Object.assign(new Date(0), { h })', 'Object.assign(new Error("e"), { h })'],
  ...['new Error("e", { cause: h })', 'new AggregateError([h])', 'new WeakRef(h)'],
  ...[
    'Object.assign(new Uint8Array(2), { h })',
    'Object.assign(() => {}, { h })',
    'class { static h = h }',
  ],
  ...[
    '(function () { return arguments })(h)',
    'Object.assign(new String("s"), { h })',
    'globalThis',
  ],
  ...[`({ ${CUSTOM}() { return h } })`, `({ ${CUSTOM}() { return Promise.resolve(h) } })`],
  ...[`({ ${CUSTOM}() { return [h] } })`, `({ a: { ${CUSTOM}() { return { h } } } })`],
];

const PRINTS = [
  'inspect(x, { showHidden: true, showProxy: true, getters: true, depth: 9 })',
  'inspect(x, { customInspect: false, showHidden: true, depth: 9 })',
  'inspect({ x }, true, 9)',
  'format(x)',
  'format("%s %o %O %j", x, x, x, [x])',
  'format("%j %% %j", { x }, x)',
];

function makeContext() {
  const nothing = {
    get: () => undefined,
    ownKeys: () => [],
    getOwnPropertyDescriptor: () => undefined,
  };
  const h = new Proxy({ word: SECRET, [SECRET]: 1 }, nothing);
  const { inspect, format } = util;
  const context = vm.createContext({ h, inspect, format });
  vm.runInContext(
    'function rejected(x) { const p = Promise.reject(x); p.catch(() => {}); return p }',
    context,
  );
  return context;
}

for (const holder of HOLDERS) {
  test(`a host object in ${holder} is not shown to guest code`, options, () => {
    const context = makeContext();
    for (const print of PRINTS) {
      const text = vm.runInContext(
        `{ const x = ${holder}; try { ${print} } catch (e) { String(e) } }`,
        context,
      );
      assert.strictEqual(typeof text, 'string');
      assert.ok(!text.includes(SECRET), `${print}: ${text}`);
    }
  });
}

test('what an AsyncLocalStorage holds is not shown with a promise', options, () => {
  const storage = new AsyncLocalStorage();
  storage.run({ word: SECRET }, () => {
    const print = 'inspect([Promise.resolve(1), rejected(2), (async () => 3)()], true, 9)';
    const text = vm.runInContext(print, makeContext());
    assert.match(text, /Promise \{ 1 \}/);
    assert.ok(!text.includes(SECRET), text);
  });
});

/** Prints of guest objects alone, which read as in Node. */
const SAME = [
  ...['Promise.resolve(1)', 'Promise.resolve({ a: [1] })', 'new Promise(() => {})'],
  ...['Promise.resolve({ then: 5 })', '[Promise.resolve("x")]', 'Object.assign(/x/g, { a: 1 })'],
  ...['Object.assign(new Date(0), { a: { b: 1 } })', '({ d: new Date(NaN) })', 'new Date(5)'],
  ...[
    'new (class Own extends Promise {})((r) => r(1))',
    'new (class Pattern extends RegExp {})("x")',
  ],
  ...['(() => { const o = {}; o.p = Promise.resolve(o); return o })()'],
  ...[`({ ${CUSTOM}() { return { a: 1 } } })`, `[{ ${CUSTOM}() { return [Promise.resolve(1)] } }]`],
];

/** The texts of expressions in a process of their own: the test runner's hooks put symbols on promises. */
function printedByNode(expressions) {
  const program = `const { inspect, format } = require('node:util');
    console.log(JSON.stringify([${expressions.join(', ')}]));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
}

test('guest objects read as in Node', options, () => {
  const prints = SAME.flatMap((source) => [`inspect(${source})`, `format("%O", ${source})`]);
  const expected = printedByNode(prints);
  for (const [at, print] of prints.entries()) {
    assert.strictEqual(vm.runInContext(print, makeContext()), expected[at], print);
  }
});

test('JSON in a format is that of the guest object', options, () => {
  const values = [
    '{ a: [1, null, undefined, () => 1], d: new Date(0), n: NaN }',
    '{ toJSON() { return 7 } }',
    '[[]]',
  ];
  const prints = values.map((value) => `format("%d %j %s %j", 1, ${value}, "x", ${value})`);
  const expected = printedByNode(prints);
  for (const [at, print] of prints.entries()) {
    assert.strictEqual(vm.runInContext(print, makeContext()), expected[at], print);
  }
  const circular = '(() => { const o = {}; o.o = o; return format("%j", o) })()';
  assert.strictEqual(vm.runInContext(circular, makeContext()), '[Circular]');
});
