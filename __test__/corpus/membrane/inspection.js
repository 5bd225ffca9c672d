'use strict';

/** What Node's own tools make of guest objects: inspect, assert, JSON, structuredClone, events. */

const values = {
  'an object': '({ a: 1, b: { c: [1, 2, { d: 1 }] } })',
  'an array': "[1, 'two', [3], null, undefined, true]",
  'a sparse array': '[1, , 3]',
  'a long array': 'Array.from({ length: 120 }, (_, i) => i)',
  'a string': "'text'",
  'a function': 'function named() {}',
  'an arrow': '(() => {})',
  'an async function': '(async function af() {})',
  'a generator function': '(function* gf() {})',
  'a class': '(class K {})',
  'a derived class': '(class K extends Array {})',
  'an instance': 'new (class Point { x = 1; y = 2; })()',
  accessors: '({ get g() { return 1; }, set g(v) {}, get h() { return 2; }, set s(v) {} })',
  'symbol keys': "({ [Symbol('s')]: 1, [Symbol.for('r')]: 2 })",
  'a cycle': '(() => { const o = { a: 1 }; o.self = o; return o; })()',
  'a null prototype': 'Object.assign(Object.create(null), { a: 1 })',
  'a tagged object': "({ [Symbol.toStringTag]: 'Tagged', a: 1 })",
  'nested deep': '({ a: { b: { c: { d: { e: 1 } } } } })',
  'many keys': 'Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`key${i}`, i]))',
  'odd keys': "({ 'a b': 1, '1': 2, 'ü': 3, '-': 4 })",
  'a Map': "new Map([['a', { b: 1 }], [{ k: 1 }, 'v']])",
  'a Set': "new Set([1, 'x', { y: 1 }])",
  'a Date': 'new Date(0)',
  'a RegExp': '/a+/gi',
  'a boxed string': "new String('s')",
  'a typed array': 'new Uint8Array([1, 2])',
  'an ArrayBuffer': 'new ArrayBuffer(2)',
  'a Promise': 'Promise.resolve(5)',
  'a pending Promise': 'new Promise(() => {})',
  'a WeakMap': 'new WeakMap()',
  'a generator': '(function* () {})()',
  'a Map iterator': "new Map([['a', 1]]).entries()",
  'a proxy': 'new Proxy({ a: 1 }, {})',
  arguments: '(function () { return arguments; })(1, 2)',
  'a symbol': "Symbol('s')",
  'a bigint': '5n',
  numbers: '[-0, NaN, Infinity, 1e21, 0.1]',
  'a function with properties': 'Object.assign(function f() {}, { a: 1 })',
  'a custom inspect': "({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'custom!' })",
  'an object in an array in a Map': "new Map([['k', [{ a: 1 }]]])",
};

const cases = {};
for (const [name, code] of Object.entries(values)) {
  const data = `(() => { const value = ${code}; return value; })()`;
  cases[`inspect: ${name}`] = [data, { host: "require('util').inspect(results[0])" }];
  cases[`inspect with options: ${name}`] = [
    data,
    {
      host: "require('util').inspect(results[0], { depth: 0, showHidden: false, compact: false, sorted: true })",
    },
  ];
  cases[`format: ${name}`] = [
    data,
    {
      host: "require('util').format('%s|%o|%j|%d', 'x', results[0], attempt(() => JSON.stringify(results[0])), 1).split('|')[2]",
    },
  ];
}

const data =
  '({ a: [1, { b: "x" }], m: new Map([["k", 1]]), d: new Date(0), n: null, u: undefined })';

module.exports = [
  { cases },
  {
    cases: {
      'assert.deepEqual with the same content': [
        '({ a: [1, { b: "x" }] })',
        { host: 'require("assert").deepEqual(results[0], { a: [1, { b: "x" }] }); "equal"' },
      ],
      'assert.deepEqual with other content': [
        '({ a: [1] })',
        { host: 'attempt(() => require("assert").deepEqual(results[0], { a: [2] })).slice(0, 22)' },
      ],
      'assert.deepEqual of arrays': [
        '[1, [2, 3]]',
        { host: 'require("assert").deepEqual(results[0], [1, [2, 3]]); "equal"' },
      ],
      'assert.deepStrictEqual with a host object': [
        '({ a: 1 })',
        {
          host: 'attempt(() => { require("assert").deepStrictEqual(results[0], { a: 1 }); return "equal"; })',
        },
      ],
      'assert.deepStrictEqual between guest objects': [
        '[{ a: [1] }, { a: [1] }]',
        { host: 'require("assert").deepStrictEqual(results[0][0], results[0][1]); "equal"' },
      ],
      'assert.deepStrictEqual on copies': [
        '({ a: [1, 2] })',
        {
          host: 'require("assert").deepStrictEqual(JSON.parse(JSON.stringify(results[0])), { a: [1, 2] }); "equal"',
        },
      ],
      isDeepStrictEqual: [
        '[{ a: 1 }, { a: 1 }, { a: 2 }]',
        {
          host: 'const { isDeepStrictEqual: eq } = require("util"); [eq(results[0][0], results[0][1]), eq(results[0][0], results[0][2])]',
        },
      ],
      'JSON.stringify': [data, { host: 'JSON.stringify(results[0])' }],
      'JSON.stringify with indent': [
        '({ a: [1, { b: "x" }] })',
        { host: 'JSON.stringify(results[0], null, 2)' },
      ],
      'a spread copy': ['({ a: 1, get b() { return 2; } })', { host: '({ ...results[0] })' }],
      'an array copy': ['[1, { a: 2 }]', { host: '[...results[0]]' }],
      'Object.entries and fromEntries': [
        '({ a: 1, b: [2] })',
        { host: 'Object.fromEntries(Object.entries(results[0]))' },
      ],
      'structuredClone of plain data': ['({ a: [1] })', { host: 'structuredClone(results[0])' }],
      'console.log': [
        '({ a: 1, list: [1, 2] })',
        {
          host: "let text = ''; const { Console } = require('console'); const { Writable } = require('stream'); const c = new Console(new Writable({ write(chunk, _, next) { text += chunk; next(); } })); c.log('%s is', 'it', results[0]); c.table ? text : text",
        },
      ],
      'console.table': [
        '[{ a: 1, b: 2 }, { a: 3 }]',
        {
          host: "let text = ''; const { Console } = require('console'); const { Writable } = require('stream'); const c = new Console(new Writable({ write(chunk, _, next) { text += chunk; next(); } })); c.table(results[0]); text",
        },
      ],
      querystring: [
        '({ a: 1, b: ["x", "y"] })',
        { host: 'require("querystring").stringify(results[0])' },
      ],
      URLSearchParams: [
        '({ a: "1", b: "2" })',
        { host: 'String(new URLSearchParams(results[0]))' },
      ],
      'util.inherits': [
        '(function F() {})',
        {
          host: 'function H() {} H.prototype.h = () => 1; require("util").inherits(results[0], H); new results[0]().h()',
        },
      ],
      'fs options': [
        '({ encoding: "utf8" })',
        {
          host: "typeof require('fs').readFileSync(process.execPath.endsWith('node') ? require.resolve('./corpus.js') : '', results[0])",
        },
      ],
      'Object.groupBy-like reduce': [
        '[{ k: "a", v: 1 }, { k: "b", v: 2 }, { k: "a", v: 3 }]',
        { host: 'results[0].reduce((g, { k, v }) => ({ ...g, [k]: [...(g[k] ?? []), v] }), {})' },
      ],
      'Intl over guest values': [
        '[1234.5, "b", "a"]',
        { host: 'new Intl.NumberFormat("en").format(results[0][0])' },
      ],
      'worker-like serialisation': [
        '({ a: 1 })',
        {
          host: "require('v8').deserialize(require('v8').serialize(JSON.parse(JSON.stringify(results[0]))))",
        },
      ],
      'EventEmitter with guest arguments': [
        '({ payload: [1] })',
        {
          host: "const e = new (require('events'))(); let got; e.on('x', (p) => { got = p; }); e.emit('x', results[0]); got === results[0]",
        },
      ],
      'iterators under way': [
        'const m = new Map([[1, 2], [3, 2], [5, { a: 1 }]]); const s = new Set([1, 2, 3]); var all = [m.keys(), m.values(), m.entries(), s.values(), s.entries()]; for (const it of all) it.next(); 0',
        {
          host: "const { inspect } = require('util'); const print = () => ctx.all.flatMap((it) => [inspect(it), inspect(it, { customInspect: false }), inspect(it, { depth: null })]); [print().join() === print().join(), ...print()]",
        },
        'm.delete(3); s.delete(2); m.set(7, 8); s.add(9); all[1].next(); 0',
        { host: "const { inspect } = require('util'); ctx.all.map((it) => inspect(it))" },
        'all.map((it) => [...it].join(";")).join(" ")',
        { host: "const { inspect } = require('util'); ctx.all.map((it) => inspect(it))" },
        'm.set(10, 11); all.map((it) => it.next().done).join()',
      ],
      'iterators over what is cleared': [
        'const m = new Map([[1, 2], [3, 4]]); var it = m.keys(); it.next(); m.clear(); m.set(5, 6); it',
        { host: "require('util').inspect(ctx.it)" },
        '[...it].join()',
      ],
      'text of its own in %s': [
        'class K { toString() { return "K!"; } } class M extends Map {} class E extends Error { toString() { return "E!"; } } [new K(), new (class extends K {})(), { toString: () => "own" }, { [Symbol.toPrimitive]: () => "primitive" }, [1], new Map([[1, 2]]), new M(), Object.create(null), Object.create({ toString: () => "inherited" }), new Proxy({ toString: () => "in a Proxy" }, {}), Object.freeze({ toString: () => "frozen" }), { toString: 5 }, new E(), { get toString() { return () => "got"; } }, Object.create(null, { toString: { value: () => "bare" } }), Object.create(null, { [Symbol.toPrimitive]: { value: () => "bare too" } })]',
        { host: "results[0].map((value) => require('util').format('%s', value))" },
      ],
      'an object without a prototype, in the same turn and later': [
        'var o = Object.assign(Object.create(null), { a: 1 }); 0',
        {
          host: "const { inspect } = require('util'); const print = () => [inspect(ctx.o, { customInspect: false }), inspect(ctx.o), Reflect.ownKeys(ctx.o), Object.getPrototypeOf(ctx.o), 'constructor' in ctx.o]; const before = [print(), print()]; vm.runInContext('o.b = 2', ctx); [before, print()]",
        },
        'o.constructor = 5; 0',
        {
          host: "const { inspect } = require('util'); [inspect(ctx.o, { customInspect: false }), inspect(ctx.o)]",
        },
        'Object.setPrototypeOf(o, Array.prototype); 0',
        {
          host: "const { inspect } = require('util'); [inspect(ctx.o, { customInspect: false }), inspect(ctx.o)]",
        },
      ],
      'boxed primitives and their properties': [
        '[Object("text"), Object(-0), Object(5n), Object(Symbol("s")), Object(Symbol.iterator), Object(false), Object.assign(Object("ab"), { x: 1 }), new (class N extends Number {})(3)]',
        {
          host: "const { inspect } = require('util'); results[0].flatMap((value) => [inspect(value), inspect(value, { customInspect: false }), inspect(value, { depth: null }), typeof value, Reflect.ownKeys(value)])",
        },
      ],
      'frozen functions': [
        '[function* g() {}, async function* ag() {}, async () => {}, class K {}, { m() {} }.m].map(Object.freeze)',
        { host: "results[0].map((value) => require('util').inspect(value))" },
      ],
      'arguments with properties': [
        '(function () { arguments.x = 1; return [arguments, (() => { "use strict"; return (function () { return arguments; })(3); })()]; })(1, { a: 2 })',
        {
          host: "const { inspect } = require('util'); results[0].flatMap((value) => [inspect(value), inspect(value, { customInspect: false }), Object.prototype.toString.call(value), Object.keys(value), value.length, [...value]])",
        },
      ],
      'the inspection of a revoked Proxy': [
        'const r = Proxy.revocable({ a: 1 }, {}); var p = r.proxy; var inside = [p, { p }]; 0',
        { host: "const { inspect } = require('util'); [inspect(ctx.p), inspect(ctx.inside)]" },
        'r.revoke()',
        {
          host: "const { inspect, format } = require('util'); [inspect(ctx.p), inspect(ctx.inside), format('%s', ctx.p)]",
        },
      ],
      'a Proxy of the host, handed in and out, shown as one': [
        { host: 'ctx.p = new Proxy({ a: 1 }, { get: () => 5 }); 0' },
        '[p, { p }]',
        {
          host: "const { inspect } = require('util'); [inspect(results[1][0], { showProxy: true }), inspect(results[1][0]), inspect(results[1])]",
        },
      ],
      'an object printed twice, changed in between': [
        'var o = { a: 1 }; var m = new Map([[1, 2]]); 0',
        {
          host: "const { inspect } = require('util'); const print = () => [ctx.o, ctx.m].map((value) => inspect(value, { customInspect: false })).join(); const texts = [print()]; vm.runInContext('o.a = 2; o.b = 3; m.set(3, 4); m.delete(1)', ctx); texts.push(print()); vm.runInContext('delete o.a; m.clear()', ctx); [...texts, print()]",
        },
      ],
      'the inspection of a context object': [
        { host: 'ctx.a = 1; 0' },
        'var v = { b: 2 }; function f() {}',
        { host: "require('util').inspect(ctx)" },
      ],
      'the inspection of a thrown error': [
        "throw Object.assign(new TypeError('inspected'), { code: 'E' })",
        {
          host: "const t = require('util').inspect(thrown[0]); [t.includes('TypeError: inspected'), t.includes(\"code: 'E'\"), t.includes('    at ')]",
        },
      ],
      'util.types of guest objects': [
        '[new Error(), Promise.resolve(), new Uint8Array(1), new ArrayBuffer(1)]',
        {
          host: "const { types } = require('util'); [types.isNativeError(results[0][0]), types.isPromise(results[0][1]), types.isUint8Array(results[0][2]), types.isAnyArrayBuffer(results[0][3])]",
        },
      ],
    },
  },
];
