'use strict';

/**
 * Expressions that make objects of every kind, valid in the host and in a guest alike, and things
 * to do with an object `o`: data for the membrane matrices. Must hold no cases.
 */

/** Objects to send through the membrane. Each has a property `a` where its kind allows one. */
const kinds = {
  plain: "({ a: 1, b: 'two', c: { d: [1, 2] } })",
  empty: '({})',
  array: '[10, 20, { a: 30 }]',
  'sparse array': '[1, , 3]',
  'array with a name': "Object.assign([1, 2], { a: 'named' })",
  function: 'Object.assign(function fn(x, y) { return [this === undefined, x, y]; }, { a: 1 })',
  'strict function':
    "Object.assign(function fn(x) { 'use strict'; return [typeof this, x]; }, { a: 1 })",
  arrow: 'Object.assign((x, y = 2) => [x, y], { a: 1 })',
  class: 'class K { static a = 1; constructor(x) { this.x = x; } method() { return this.x; } }',
  'derived class':
    'class D extends (class B { base() { return 1; } }) { constructor(x) { super(); this.x = x; } }',
  instance:
    'new (class K { a = 1; method() { return this.a; } get got() { return this.a + 1; } })()',
  'private fields':
    'new (class P { #p = 5; get a() { return this.#p; } set a(v) { this.#p = v; } })()',
  accessors:
    "({ get a() { return 'got'; }, set a(v) { this.kept = v; }, get only() { return 1; } })",
  'throwing accessor':
    "({ get a() { throw new RangeError('get a'); }, set a(v) { throw new TypeError('set a'); } })",
  'null prototype': 'Object.assign(Object.create(null), { a: 1 })',
  inherited: 'Object.create({ a: 1, m() { return this.own; } }, { own: { value: 5 } })',
  frozen: 'Object.freeze({ a: 1, deep: { b: 2 } })',
  sealed: 'Object.seal({ a: 1 })',
  'not extensible': 'Object.preventExtensions({ a: 1 })',
  'frozen array': 'Object.freeze([1, 2])',
  'read-only': "Object.defineProperty({ z: 1 }, 'a', { value: 1 })",
  hidden: "Object.defineProperty({ z: 1 }, 'a', { value: 1, writable: true, configurable: true })",
  'symbol keys': "({ a: 1, [Symbol.for('s')]: 2, [Symbol.toStringTag]: 'Tag' })",
  'index keys': "({ 2: 'two', 1: 'one', a: 0, '-1': 'minus' })",
  proxy:
    "new Proxy({ a: 1 }, { get: (t, k) => (k === 'virtual' ? 'v' : t[k]), has: (t, k) => k === 'virtual' || k in t })",
  'function proxy':
    'new Proxy(function target(x) { return x; }, { apply: (t, self, args) => args.length })',
  map: 'new Map([[1, "one"], ["a", { b: 1 }]])',
  set: 'new Set([1, "a", 1])',
  date: 'new Date(86400000)',
  regexp: '/a(b)?/gi',
  error: "Object.assign(new RangeError('message'), { a: 1 })",
  promise: 'Promise.resolve(5)',
  generator: '(function* () { yield 1; yield 2; return 3; })()',
  'boxed string': "new String('ab')",
  'boxed number': 'new Number(-0)',
  'boxed symbol': "Object(Symbol.for('boxed'))",
  arguments: '(function () { return arguments; })(1, 2)',
  'bound function': 'function f(x) { return [this.mark, x]; }.bind({ mark: 7 })',
  iterable: '({ a: 1, *[Symbol.iterator]() { yield 1; yield 2; } })',
  thenable: "({ a: 1, then(resolve) { resolve('then'); } })",
  toPrimitive: "({ a: 1, [Symbol.toPrimitive]: (hint) => (hint === 'number' ? 42 : 'prim') })",
  cyclic: '(() => { const o = { a: 1 }; o.self = o; o.list = [o]; return o; })()',
};

/** Ways to look at an object. */
const looks = {
  typeof: 'typeof o',
  'Array.isArray': 'Array.isArray(o)',
  'Object.prototype.toString': 'Object.prototype.toString.call(o)',
  'template literal': '`${o}`',
  'to a number': '+o',
  'loose equality': "[o == o, o == '[object Object]', o === o, Object.is(o, o)]",
  truth: '[!!o, o ? 1 : 2, o ?? 3]',
  'Object.keys': 'Object.keys(o)',
  'Object.values': 'Object.values(o)',
  'Object.entries': 'Object.entries(o)',
  'own names':
    "Reflect.ownKeys(o).filter((k) => typeof o !== 'function' || !['arguments', 'caller'].includes(k)).filter((k) => k !== 'stack').map(String)",
  in: "['a' in o, 'missing' in o, 'toString' in o, Symbol.iterator in o, 0 in o]",
  hasOwn: "[Object.hasOwn(o, 'a'), Object.hasOwn(o, 'toString'), Object.hasOwn(o, 'length')]",
  get: '[o.a, o.missing]',
  'get index and length': '[o[0], o[1], o[99], o.length]',
  'Reflect.get with a receiver': "Reflect.get(o, 'a', { kept: 1 })",
  descriptor: "Object.getOwnPropertyDescriptor(o, 'a')",
  'missing descriptor': "Object.getOwnPropertyDescriptor(o, 'missing')",
  'length descriptor': "Object.getOwnPropertyDescriptor(o, 'length')",
  propertyIsEnumerable:
    "['a', 0, 'length'].map((k) => Object.prototype.propertyIsEnumerable.call(o, k))",
  extensible: '[Object.isExtensible(o), Object.isSealed(o), Object.isFrozen(o)]',
  'constructor name': 'typeof o.constructor === "function" && o.constructor.name',
  'for-in': 'const seen = []; for (const k in o) seen.push(k); seen',
  'for-of': 'const seen = []; for (const v of o) seen.push(v); seen.length',
  'array spread': '[...o].length',
  'object spread': '({ ...o })',
  'object destructuring': 'const { a = "default", ...rest } = o; [a, Object.keys(rest)]',
  'array destructuring': 'const [first, ...others] = o; [first, others.length]',
  'Object.assign from it': 'Object.assign({}, o)',
  'Array.from': 'Array.from(o)',
  'JSON.stringify': 'JSON.stringify(o)',
  'as a Map key': 'new Map([[o, "found"]]).get(o)',
  'as a WeakMap key': 'const w = new WeakMap([[o, "found"]]); [w.get(o), w.has({})]',
  'as a prototype':
    "const child = Object.create(o); [child.a, 'a' in child, Object.hasOwn(child, 'a')]",
  'through a proxy': "const p = new Proxy(o, {}); [p.a, 'a' in p, Array.isArray(p), typeof p]",
  with: "Function('o', 'with (o) { return typeof a; }')(o)",
  'optional call': 'o.missing?.()',
  'own toString': 'Object.getPrototypeOf(o) && o.toString !== undefined && typeof o.toString',
};

/** Ways to change an object, and what it is afterwards. */
const changes = {
  set: 'o.a = 5; o.a',
  'strict set': "(() => { 'use strict'; o.a = 5; return o.a; })()",
  'set a new name': 'o.fresh = { n: 1 }; o.fresh',
  'strict set of a new name': "(() => { 'use strict'; o.fresh = 1; return o.fresh; })()",
  'set an index': "o[0] = 'zero'; [o[0], o.length]",
  'set length': 'o.length = 0; [o.length, o[0]]',
  'set a symbol': "o[Symbol.for('set')] = 1; o[Symbol.for('set')]",
  'set a function': 'o.f = (x) => x + 1; o.f(1)',
  'Reflect.set': "[Reflect.set(o, 'a', 6), o.a]",
  'Reflect.set with a receiver': "const r = {}; [Reflect.set(o, 'a', 6, r), r]",
  'set on a child':
    "const child = Object.create(o); child.a = 7; [child.a, o.a, Object.hasOwn(child, 'a')]",
  increment: 'o.a++; o.a',
  delete: "[delete o.a, 'a' in o]",
  'strict delete': "(() => { 'use strict'; return delete o.a; })()",
  'delete a missing name': 'delete o.missing',
  'delete an index': '[delete o[0], 0 in o]',
  define:
    "Reflect.defineProperty(o, 'd', { value: 1, configurable: true, enumerable: true, writable: true }) && o.d",
  'define fixed': "Reflect.defineProperty(o, 'd', { value: 1 }) && (o.d = 2, [o.d, delete o.d])",
  'define fixed, then its descriptor':
    "Object.defineProperty(o, 'd', { value: 1 }); Object.getOwnPropertyDescriptor(o, 'd')",
  'define an accessor':
    "Reflect.defineProperty(o, 'd', { get() { return this === o; }, configurable: true }) && o.d",
  'define a fixed accessor':
    "Reflect.defineProperty(o, 'd', { get() { return 'fixed'; } }) && [o.d, Reflect.defineProperty(o, 'd', { get() {} })]",
  'define over a':
    "[Reflect.defineProperty(o, 'a', { value: 8 }), (() => { try { return o.a; } catch (e) { return e.name; } })()]",
  'define a read-only':
    "[Reflect.defineProperty(o, 'a', { writable: false }), Reflect.set(o, 'a', 9)]",
  'define a hidden':
    "Reflect.defineProperty(o, 'a', { enumerable: false }) && Object.keys(o).includes('a')",
  defineProperties:
    'Object.defineProperties(o, { p: { value: 1 }, q: { get: () => 2, configurable: true } }) === o && [o.p, o.q]',
  preventExtensions:
    '[Reflect.preventExtensions(o), Object.isExtensible(o), Reflect.set(o, "fresh", 1)]',
  seal: 'Object.seal(o); [Object.isSealed(o), Reflect.deleteProperty(o, "a")]',
  freeze:
    'Object.freeze(o); [Object.isFrozen(o), Reflect.set(o, "a", 2), (() => { try { return o.a; } catch (e) { return e.name; } })()]',
  'freeze, then its keys': 'Object.freeze(o); Object.keys(o)',
  setPrototypeOf: "[Reflect.setPrototypeOf(o, { proto: 'p' }), o.proto, 'a' in o]",
  'setPrototypeOf null':
    "[Reflect.setPrototypeOf(o, null), Object.getPrototypeOf(o) === null, 'toString' in o]",
  'setPrototypeOf after preventExtensions':
    'Object.preventExtensions(o); Reflect.setPrototypeOf(o, {})',
  __proto__: 'o.__proto__ = { viaProto: 1 }; o.viaProto',
  'Object.assign to it': 'Object.assign(o, { p: 1, q: { r: 2 } }) === o && [o.p, o.q.r]',
  'Array.prototype.push on it': 'Array.prototype.push.call(o, 7)',
  'set a cycle': 'o.me = o; o.me === o && o.me.me === o',
  'a Proxy that changes it': 'new Proxy(o, {}).viaProxy = 1; o.viaProxy',
};

/** Ways to call an object. */
const calls = {
  call: 'o(1, 2)',
  'call with this': "o.call({ mark: 'this' }, 1)",
  'Function.prototype.call': 'Function.prototype.call.call(o, null, 1)',
  apply: 'o.apply(undefined, [1, 2])',
  'Reflect.apply': "Reflect.apply(o, 'primitive', [3])",
  new: 'new o(4)',
  'Reflect.construct': 'Reflect.construct(o, [5])',
  'Reflect.construct with another target':
    'Reflect.construct(o, [5], class Other { there() {} }).there',
  bind: 'Function.prototype.bind.call(o, null, 9)(1)',
  'name and length': '[o.name, o.length]',
  'call a method': 'o.method()',
  'call toString': 'typeof o.toString()',
  'instanceof itself': '({}) instanceof o',
  'class extends':
    'class E extends o { more() { return 1; } } const e = new E(1); [e.more(), e instanceof E, e instanceof o]',
  'as a callback': '[1, 2].map(o).length',
  'as a comparator': '[3, 1, 2].sort(o).length',
  'as a replacer': "'abc'.replace('b', o)",
  'as a then': 'typeof o.then',
  'as a tag': 'o`x${1}y`',
  'optional call': 'o.nothing?.(1)',
  'await-like': 'typeof (async () => o)',
};

/** Cases with the object made by the host and used by the guest. */
function hostObjectCases(uses) {
  return Object.entries(kinds).map(([kind, expression]) => ({
    contexts: { [kind]: `{ o: ${expression} }` },
    cases: Object.fromEntries(
      Object.entries(uses).map(([use, code]) => [use, [code, { host: 'ctx.o' }]]),
    ),
  }));
}

/** Cases with the object made by the guest and used by the host. */
function guestObjectCases(uses) {
  return Object.entries(kinds).map(([kind, expression]) => ({
    contexts: { [kind]: '{}' },
    cases: Object.fromEntries(
      Object.entries(uses).map(([use, code]) => [
        use,
        [`var o = (${expression}); 0`, { host: `const o = ctx.o; ${code}` }, { host: 'ctx.o' }],
      ]),
    ),
  }));
}

module.exports = { kinds, looks, changes, calls, hostObjectCases, guestObjectCases };
