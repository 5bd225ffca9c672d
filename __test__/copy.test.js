'use strict';

/** `copyIn` and `copyOut`: plain data, copied whole. What structured clone of the host gives is the oracle. */

const assert = require('node:assert');
const { test } = require('node:test');
const { inspect } = require('node:util');
const nodeVm = require('node:vm');

const vm = require('..');
const { guestOf } = require('../lib/membrane/record.js');

const isGuest = (value) => guestOf.get(value) !== undefined;

const DATA = [
  '5',
  '"text \\ud800"',
  'null',
  '({ a: [1, , { b: undefined }], c: -0, d: NaN, e: 10n ** 30n, f: Infinity })',
  'new Map([[{ a: 1 }, new Set(["x", [2]])]])',
  '[new Date(5), new Date(NaN), /a+/gi, Object(1), Object("s"), Object(2n)]',
  '[new Uint8Array([1, 2]), new BigInt64Array([5n]), new DataView(new ArrayBuffer(2)), new ArrayBuffer(3)]',
  'Object.create(null)',
  'new (class Point { x = 1; #y = 2; get z() { return 3 } })()',
  'JSON.parse(\'{ "__proto__": { "polluted": 1 } }\')',
  'Object.assign([1, 2], { extra: true })',
  '(() => { const a = []; a[100] = 1; return a })()',
  '(() => { const a = { n: 1 }; return [a, a, { a }] })()',
  'new RangeError("m")',
  'Array.from({ length: 3000 }, (_, n) => ({ n }))',
];

for (const source of DATA) {
  test(`copies out and in: ${source}`, () => {
    const context = vm.createContext();
    const original = nodeVm.runInThisContext(source);
    const expected = inspect(structuredClone(original), { depth: 9 }).replace(/\n {4}at .*/g, '');
    const shown = (value) => inspect(value, { depth: 9 }).replace(/\n {4}at .*/g, '');
    const out = vm.copyOut(vm.runInContext(source, context));
    assert.strictEqual(shown(out), expected);
    assert.ok(!isGuest(out));
    const copy = vm.copyIn(original, context);
    // Calls of the host are none of the guest's business, and V8 prints an error without calls in brackets.
    const back = shown(vm.copyOut(copy)).replace(/^\[(\w*Error: .*)\]$/, '$1');
    assert.strictEqual(back, expected);
    if (typeof copy === 'object' && copy !== null) assert.ok(isGuest(copy));
  });
}

test("a copy is nobody else's", () => {
  const context = vm.createContext({ data: { list: [1], bytes: new Uint8Array([1]) } });
  const { data } = context;
  context.copy = vm.copyIn(data, context);
  vm.runInContext('copy.list.push(2); copy.bytes[0] = 9', context);
  assert.deepStrictEqual([data.list, data.bytes[0]], [[1], 1]);
  const out = vm.copyOut(vm.runInContext('copy', context));
  vm.runInContext('copy.list.push(3); copy.bytes[0] = 8', context);
  assert.deepStrictEqual([out.list, out.bytes[0]], [[1, 2], 9]);
  assert.strictEqual(
    vm.runInContext('copy.list instanceof Array && copy instanceof Object', context),
    true,
  );
});

test('cycles and shared parts stay what they are', () => {
  const context = vm.createContext();
  const out = vm.copyOut(
    vm.runInContext('const a = { m: new Map() }; a.self = a; a.m.set(a, a); a', context),
  );
  assert.ok(out.self === out && out.m.get(out) === out);
});

test('depth costs no stack', () => {
  const context = vm.createContext();
  const out = vm.copyOut(
    vm.runInContext(
      'let deep = {}; for (let n = 0; n < 20_000; n += 1) deep = { deep }; deep',
      context,
    ),
  );
  let depth = 0;
  for (let at = out; at.deep !== undefined; at = at.deep) depth += 1;
  assert.strictEqual(depth, 20_000);
});

test('what has no copy is a DataCloneError of the host', () => {
  const context = vm.createContext();
  for (const source of [
    '() => 1',
    '({ f() {} })',
    '[Symbol("s")]',
    'Promise.resolve()',
    'new WeakMap()',
    'new WeakRef({})',
  ]) {
    assert.throws(
      () => vm.copyOut(vm.runInContext(source, context)),
      (error) => error instanceof DOMException && error.name === 'DataCloneError',
      source,
    );
    const original = nodeVm.runInThisContext(source);
    assert.throws(() => vm.copyIn(original, context), { name: 'DataCloneError' }, source);
  }
});

test('objects of both sides may be mixed', () => {
  const context = vm.createContext({ host: { plain: 1 }, map: new Map([['a', { b: 1 }]]) });
  const out = vm.copyOut(vm.runInContext('({ host, map, own: [2] })', context));
  assert.deepStrictEqual(out, { host: { plain: 1 }, map: new Map([['a', { b: 1 }]]), own: [2] });
  const mixed = vm.copyOut({ a: vm.runInContext('({ b: new Set([1]) })', context), c: 2 });
  assert.deepStrictEqual(mixed, { a: { b: new Set([1]) }, c: 2 });
  const other = vm.createContext();
  const moved = vm.copyIn(vm.runInContext('({ x: [1] })', context), other);
  assert.deepStrictEqual(vm.copyOut(moved), { x: [1] });
});

test('getters of a guest run within the limits, and what they throw comes out', () => {
  const context = vm.createContext({}, { limits: { timeout: 200 } });
  assert.throws(() => vm.copyOut(vm.runInContext('({ get a() { for (;;); } })', context)), {
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
  });
  assert.throws(
    () => vm.copyOut(vm.runInContext('({ get a() { throw null } })', context)),
    (e) => e === null,
  );
});

/** Guest code that makes of every text and number what it likes. */
const LIES = [
  'JSON.stringify = () => "[[0],[[\\"X\\"]]]"',
  'JSON.stringify = () => "[[7],[]]"',
  'JSON.stringify = () => "null"',
  'JSON.stringify = () => ({ toString() { return "[[0],[[\\"R\\",\\"(\\",\\"zz\\"]]]" } })',
  'JSON.stringify = () => "[[0],[[\\"V\\",\\"Uint8Array\\",[0],0,1e9]]]"',
  'JSON.stringify = () => "[[0],[[\\"O\\",\\"__proto__\\",[0]]]]"',
  'Array.prototype.toJSON = () => 5',
  'Map.prototype.forEach = function (f) { f({}, {}) }',
  'Object.prototype.toString = () => "[object Map]"',
];

for (const lie of LIES) {
  test(`a guest that lies gets no further than data: ${lie}`, () => {
    const context = vm.createContext();
    vm.runInContext(lie, context);
    let out;
    try {
      out = vm.copyOut(vm.runInContext('({ a: new Map([[1, 2]]) })', context));
    } catch {
      return;
    }
    assert.strictEqual({}.polluted, undefined);
    assert.ok(out === undefined || out === null || !isGuest(out));
  });
}

test('a copy of a part of a pool has its own bytes only', () => {
  const context = vm.createContext();
  const small = Buffer.from('a secret of the next one');
  const part = Buffer.from('part');
  const { buffer, byteOffset, length } = part;
  const views = [part, new Uint8Array(buffer, byteOffset, length)];
  views.push(new DataView(buffer, byteOffset, 2), new Int8Array(buffer, byteOffset, 3));
  const copies = vm.copyIn(views, context);
  const sizes = vm.runInContext(
    '(views) => views.map((view) => view.buffer.byteLength).join()',
    context,
  );
  assert.strictEqual(sizes(copies), '4,4,2,3');
  assert.strictEqual(String(small), 'a secret of the next one');
  assert.deepStrictEqual([...vm.copyOut(copies)[1]], [...part]);
});

test('the copy of an error tells a context nothing of the calls of the host', () => {
  const context = vm.createContext();
  const copy = vm.copyIn({ error: new TypeError('m') }, context);
  const stack = vm.runInContext('(copy) => copy.error.stack', context)(copy);
  assert.strictEqual(stack, 'TypeError: m');
});

test('long BigInts are copied', () => {
  const context = vm.createContext();
  const long = -(2n ** 100_000n) + 12_345n;
  assert.strictEqual(vm.copyOut(vm.copyIn({ long }, context)).long, long);
});

test('a wrong context is an error', () => {
  assert.throws(() => vm.copyIn({}, {}), { code: 'ERR_INVALID_ARG_TYPE' });
});
