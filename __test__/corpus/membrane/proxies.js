'use strict';

/** Proxies of proxies: made on one side, wrapped on the other, with traps in either. */

const LOGGING = `new Proxy(
  { a: 1, get g() { return this.a; }, m(x) { return x; } },
  Object.fromEntries(['get', 'set', 'has', 'deleteProperty', 'defineProperty', 'getOwnPropertyDescriptor', 'ownKeys', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions'].map((trap) => [trap, (t, ...rest) => { log(trap, typeof rest[0] === 'string' ? rest[0] : ''); return Reflect[trap](t, ...rest); }])),
)`;

const uses = {
  get: 'o.a',
  'get of a getter': 'o.g',
  'get of a missing name': 'o.zzz',
  'call of a method': 'o.m(5)',
  set: 'o.a = 2',
  'set of a new name': 'o.n = 2',
  has: "'a' in o",
  delete: 'delete o.a',
  define: "Reflect.defineProperty(o, 'd', { value: 1, configurable: true })",
  descriptor: "Object.getOwnPropertyDescriptor(o, 'a').value",
  keys: 'Object.keys(o).join()',
  names: 'Reflect.ownKeys(o).join()',
  setPrototypeOf: 'Reflect.setPrototypeOf(o, null)',
  isExtensible: 'Object.isExtensible(o)',
  spread: 'Object.keys({ ...o }).join()',
  'JSON.stringify': 'JSON.stringify(o)',
  hasOwn: "Object.hasOwn(o, 'a')",
};

const both = (expression, table) => [
  { contexts: { 'host proxy': `{ log, o: ${expression} }` }, cases: table },
  {
    contexts: { 'guest proxy': '{ log }' },
    cases: Object.fromEntries(
      Object.entries(table).map(([name, code]) => [
        name,
        [`var o = ${expression}; 0`, { host: `const { o } = ctx; ${code}` }],
      ]),
    ),
  },
];

const liars = {
  'get that lies about a fixed property': 'new Proxy(Object.freeze({ a: 1 }), { get: () => 2 })',
  'has that hides a fixed property': 'new Proxy(Object.freeze({ a: 1 }), { has: () => false })',
  'ownKeys that leaves out a fixed property':
    'new Proxy(Object.freeze({ a: 1 }), { ownKeys: () => [] })',
  'ownKeys with duplicates': "new Proxy({}, { ownKeys: () => ['a', 'a'] })",
  'ownKeys with a number': 'new Proxy({}, { ownKeys: () => [1] })',
  'descriptor of nothing for a fixed property':
    'new Proxy(Object.freeze({ a: 1 }), { getOwnPropertyDescriptor: () => undefined })',
  'descriptor that is fixed but absent':
    'new Proxy({}, { getOwnPropertyDescriptor: () => ({ value: 1, configurable: false }) })',
  'descriptor that is no object': 'new Proxy({ a: 1 }, { getOwnPropertyDescriptor: () => 5 })',
  'getPrototypeOf that lies':
    'new Proxy(Object.preventExtensions({ a: 1 }), { getPrototypeOf: () => null })',
  'getPrototypeOf that gives a number': 'new Proxy({}, { getPrototypeOf: () => 5 })',
  'isExtensible that lies': 'new Proxy({ a: 1 }, { isExtensible: () => false })',
  'preventExtensions that lies': 'new Proxy({ a: 1 }, { preventExtensions: () => true })',
  'set that lies': 'new Proxy(Object.freeze({ a: 1 }), { set: () => true })',
  'deleteProperty that lies': 'new Proxy(Object.freeze({ a: 1 }), { deleteProperty: () => true })',
  'defineProperty that lies':
    'new Proxy(Object.preventExtensions({}), { defineProperty: () => true })',
  'a trap that is no function': 'new Proxy({ a: 1 }, { get: 5, has: null })',
  'traps that throw':
    'new Proxy({ a: 1 }, Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((k) => [k, () => { throw new RangeError(k); }])))',
  'virtual properties':
    "new Proxy({}, { get: (t, k) => (k === 'a' ? 'virtual' : t[k]), has: (t, k) => k === 'a', ownKeys: () => ['a'], getOwnPropertyDescriptor: (t, k) => (k === 'a' ? { value: 'virtual', enumerable: true, configurable: true, writable: true } : undefined) })",
  'a revoked proxy':
    '(() => { const r = Proxy.revocable({ a: 1 }, {}); r.revoke(); return r.proxy; })()',
  'a revoked function proxy':
    '(() => { const r = Proxy.revocable(() => 1, {}); r.revoke(); return r.proxy; })()',
  'a proxy over an array': "new Proxy([1, 2], { get: (t, k) => (k === '0' ? 'first' : t[k]) })",
  'a proxy over a function':
    "new Proxy(function (x) { return x; }, { apply: (t, self, args) => ['applied', ...args], construct: (t, args) => ({ built: args[0] }) })",
  'a construct trap that gives a number': 'new Proxy(function () {}, { construct: () => 5 })',
  'a proxy over a proxy':
    "new Proxy(new Proxy({ a: 1 }, { get: (t, k) => (k === 'a' ? 'inner' : t[k]) }), { has: () => true })",
  'a proxy with itself as the handler':
    '(() => { const h = { a: 1 }; const p = new Proxy({ a: 2 }, h); return p; })()',
  'a prototype that is a proxy':
    "Object.create(new Proxy({}, { get: (t, k) => (k === 'a' ? 'from the prototype' : undefined), has: (t, k) => k === 'a' }))",
};

const probe = `[
  () => o.a, () => 'a' in o, () => Object.keys(o).join(), () => Reflect.ownKeys(o).filter((k) => k !== 'arguments' && k !== 'caller').length,
  () => Object.getOwnPropertyDescriptor(o, 'a')?.value, () => Object.getOwnPropertyDescriptor(o, 'b'),
  () => Object.getPrototypeOf(o) === null, () => Array.isArray(o), () => typeof o,
  () => Reflect.set(o, 'a', 9), () => Reflect.deleteProperty(o, 'a'),
  () => Reflect.defineProperty(o, 'n', { value: 1 }),
  () => Reflect.setPrototypeOf(o, {}), () => o(7), () => new o(8), () => JSON.stringify(o), () => o.length,
].map((f) => { try { return f(); } catch (e) { return 'throws ' + e.name; } })`;

const liarCases = {};
for (const [name, expression] of Object.entries(liars)) {
  liarCases[`of the host: ${name}`] = { context: `{ o: ${expression} }`, steps: [probe] };
  liarCases[`of the guest: ${name}`] = [
    `var o = ${expression}; 0`,
    { host: `const { o } = ctx; ${probe}` },
  ];
}

module.exports = [
  ...both(LOGGING, uses),
  { cases: liarCases },
  {
    context: '{ log, id: (x) => x }',
    cases: {
      'a guest proxy over a host object': [
        { host: 'ctx.h = { a: 1 }; 0' },
        "var p = new Proxy(h, { get: (t, k) => (k === 'v' ? 'virtual' : t[k]) }); [p.a, p.v]",
        { host: '[ctx.p.a, ctx.p.v, ctx.p === ctx.h]' },
        'p.b = 2; h.b',
        { host: 'ctx.h.b' },
      ],
      'a host proxy over a guest object': [
        'var g = { a: 1 };',
        {
          host: "ctx.p = new Proxy(ctx.g, { get: (t, k) => (k === 'v' ? 'virtual' : Reflect.get(t, k)) }); [ctx.p.a, ctx.p.v]",
        },
        '[p.a, p.v, p === g]',
        'p.b = 2; g.b',
      ],
      'a host proxy over a frozen guest object': [
        'var g = Object.freeze({ a: 1, o: {} });',
        {
          host: 'const p = new Proxy(ctx.g, {}); [p.a, p.o === ctx.g.o, Object.isFrozen(p), Object.keys(p)]',
        },
      ],
      'a guest proxy over a frozen host object': [
        { host: 'ctx.h = Object.freeze({ a: 1, o: {} }); 0' },
        'const p = new Proxy(h, {}); [p.a, p.o === h.o, Object.isFrozen(p), Object.keys(p)]',
      ],
      'a host handler with a guest target': [
        { host: 'ctx.handler = { get: (t, k, r) => [typeof t, String(k)] }; 0' },
        'new Proxy({}, handler).name',
      ],
      'a guest handler with a host target': [
        'var handler = { get: (t, k) => `${k}:${t[k]}` };',
        { host: 'new Proxy({ a: 1 }, ctx.handler).a' },
      ],
      'the receiver in a trap': [
        { host: 'ctx.isSame = (a, b) => a === b; 0' },
        'const p = new Proxy({}, { get: (t, k, r) => r === p }); [p.x, isSame(p, p)]',
        'var q = new Proxy({}, { get: (t, k, r) => r === q });',
        { host: '[ctx.q.x, Object.create(ctx.q).y]' },
      ],
      'the receiver of a setter through a child': [
        'var base = { set v(x) { this.kept = x; } };',
        {
          host: 'const child = Object.create(ctx.base); child.v = 5; [Object.keys(child), Object.keys(ctx.base)]',
        },
      ],
      'the receiver of a host setter through a guest child': [
        { host: 'ctx.base = { set v(x) { this.kept = x; } }; 0' },
        'const child = Object.create(base); child.v = 5; [Object.keys(child), Object.keys(base)]',
      ],
      'a revoked guest proxy': [
        'var r = Proxy.revocable({ a: 1 }, {}); var p = r.proxy; 0',
        {
          host: 'const before = ctx.p.a; ctx.r.revoke(); [before, attempt(() => ctx.p.a), typeof ctx.p]',
        },
      ],
      'a revoked host proxy': [
        {
          host: 'const r = Proxy.revocable({ a: 1 }, {}); ctx.p = r.proxy; ctx.revoke = r.revoke; 0',
        },
        'const before = p.a; revoke(); [before, (() => { try { return p.a; } catch (e) { return e.name; } })(), typeof p]',
      ],
      'a Proxy class handed in': [
        { host: 'ctx.HostProxy = Proxy; 0' },
        'const p = new HostProxy({ a: 1 }, { get: (t, k) => t[k] + 1 }); p.a',
      ],
      'a hundred layers': [
        'var o = { a: 1 }; for (let i = 0; i < 100; i++) o = new Proxy(o, {}); o.a',
        { host: 'ctx.o.a' },
      ],
      'layers from both sides': [
        { host: 'ctx.wrap = (x) => new Proxy(x, {}); 0' },
        'let o = { a: 1, f: (x) => x }; for (let i = 0; i < 10; i++) o = new Proxy(wrap(o), {}); o.b = 2; [o.a, o.b, o.f(3), Object.keys(o)]',
      ],
      'util.types.isProxy of a real guest object': [
        '({})',
        { host: "require('util').types.isProxy(results[0])" },
      ],
      'Symbol.toPrimitive through layers': [
        { host: 'ctx.p = new Proxy({ [Symbol.toPrimitive]: (h) => h }, {}); 0' },
        '[`${p}`, p + "", +p]',
      ],
      'instanceof through a proxy': [
        'class K {} var p = new Proxy(K, {}); var k = new K(); 0',
        { host: '[ctx.k instanceof ctx.p, new ctx.p() instanceof ctx.p]' },
      ],
      'a Proxy read where plain objects were read': [
        'function read(o) { return [typeof o.toString, typeof o.valueOf, typeof o.constructor]; } for (let i = 0; i < 9; i++) read({}); [read(new Proxy({}, { get: () => 5 })), read(Proxy.revocable({}, { get: () => 6 }).proxy)]',
      ],
      'a host object read where plain objects were read': [
        {
          host: "ctx.own = { toString: () => 'own', valueOf: () => 1, constructor: { name: 'Own' } }; 0",
        },
        'function read(o) { return [o.toString(), o.valueOf() === o, o.constructor.name]; } for (let i = 0; i < 9; i++) read({}); [read(own), read({})]',
      ],
      'globalThis read where plain objects were read': [
        { host: "ctx.toString = () => 'own'; ctx.constructor = { name: 'Own' }; 0" },
        'function read(o) { return [o.toString(), o.constructor.name]; } for (let i = 0; i < 9; i++) read({}); [read(globalThis), read({})]',
      ],
      'a Proxy written where plain objects were written': [
        'const log = []; function write(o) { o.x = 1; o.toString = 2; return o; } for (let i = 0; i < 9; i++) write({}); write(new Proxy({}, { set: (t, k) => log.push(k) })); [log, write({})]',
      ],
      'revoke is called twice, and looked at': [
        'const r = Proxy.revocable({}, {}); [r.revoke.name, r.revoke.length, Reflect.ownKeys(r), r.revoke(), r.revoke(), typeof r.proxy]',
      ],
      'Proxy looked at': [
        "[Proxy.name, Proxy.length, Reflect.ownKeys(Proxy).map(String).sort().join(), Proxy.revocable.name, Proxy.revocable.length, String(Proxy.revocable), 'prototype' in Proxy, Object.getPrototypeOf(Proxy) === Function.prototype]",
      ],
      'a class over Proxy': ['class P extends Proxy {}'],
      'Proxy as new.target of another': [
        'try { typeof Reflect.construct(Proxy, [{}, {}], Array) } catch (e) { e.name }',
        'try { Proxy({}, {}) } catch (e) { [e.name, e.message] }',
        'try { new Proxy(1, {}) } catch (e) { [e.name, e.message] }',
        'try { Proxy.revocable({}) } catch (e) { [e.name, e.message] }',
        'try { new Proxy() } catch (e) { [e.name, e.message] }',
      ],
      'with through a host proxy': [
        {
          host: "ctx.scope = new Proxy({}, { has: (t, k) => k.startsWith?.('$'), get: (t, k) => (typeof k === 'string' ? k.slice(1) : undefined) }); 0",
        },
        'with (scope) { $abc }',
      ],
    },
  },
];
