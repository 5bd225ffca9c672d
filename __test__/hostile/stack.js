'use strict';

/** Guests that go deep: by recursion of every kind, by texts that nest, by chains that are long. */

const calls = {
  'a function': 'function f() { f(); } f()',
  'a function with many arguments': 'function f(...a) { f(...a, 1); } f()',
  'a generator that delegates': 'function* g() { yield* g(); } g().next()',
  'an async function': 'async function f() { await f(); } f()',
  'an async generator': 'async function* g() { yield* g(); } g().next()',
  'a class that extends itself': 'class A { constructor() { new A(); } } new A()',
  'a default': 'function f(a = f()) {} f()',
  'a getter': '({ get x() { return this.x; } }).x',
  'a setter': '({ set x(v) { this.x = v; } }).x = 1',
  'a computed key': 'function f() { return { [f()]: 1 }; } f()',
  'a tagged template': 'function f() { return f`${f()}`; } f()',
  toString: '`${{ toString() { return `${this}`; } }}`',
  valueOf: '+{ valueOf() { return +this; } }',
  'Symbol.toPrimitive': '+{ [Symbol.toPrimitive]() { return +this; } }',
  'Symbol.hasInstance':
    'const o = { [Symbol.hasInstance](x) { return x instanceof o; } }; 1 instanceof o',
  'Symbol.iterator': 'const o = { [Symbol.iterator]() { return [...o]; } }; [...o]',
  'Symbol.species':
    'const a = [1]; a.constructor = { get [Symbol.species]() { return a.map((x) => x), Array; } }; a.map((x) => x)',
  'Symbol.unscopables':
    'const o = { x: 1, get [Symbol.unscopables]() { with (o) x; } }; with (o) x',
  toJSON: 'JSON.stringify({ toJSON() { return JSON.stringify(this); } })',
  'a reviver': 'function f() { return JSON.parse("[1]", f); } f()',
  'a replacer': 'function f() { return JSON.stringify([1], f); } f()',
  'a comparator': 'function f() { return [2, 1].sort(f); } f()',
  'a callback of map': 'function f() { return [1].map(f); } f()',
  'a callback of replace': 'function f() { return "a".replace("a", f); } f()',
  'a callback of a pattern': 'function f() { return "a".replace(/a/, f); } f()',
  'a callback of forEach of a Map':
    'const m = new Map([[1, 1]]); function f() { m.forEach(f); } f()',
  'a callback of Array.from': 'function f() { return Array.from([1], f); } f()',
  'a callback of a typed array': 'function f() { return new Uint8Array(1).map(f); } f()',
  'an executor': 'function f() { return new Promise(f); } f()',
  'a getter of then':
    'const o = { get then() { return Promise.resolve(o), undefined; } }; Promise.resolve(o)',
  'Reflect.apply': 'function f() { Reflect.apply(f, null, []); } f()',
  'Reflect.construct': 'function f() { Reflect.construct(f, []); } f()',
  call: 'function f() { f.call(); } f()',
  apply: 'function f() { f.apply(); } f()',
  bind: 'function f() { f.bind()(); } f()',
  eval: 'function f() { eval("f()"); } f()',
  Function: 'globalThis.f = () => Function("f()")(); f()',
  'an accessor that is a built-in':
    'const o = {}; Object.defineProperty(o, "x", { get: Reflect.get.bind(null, o, "x") }); o.x',
  'a method that is another': 'const r = /x/; r.exec = RegExp.prototype.test; r.test("")',
  'toString that is join': 'const a = [1]; a.join = a.toString; String(a)',
  'toString of an Error': 'const e = new Error(); e.name = e; String(e)',
  'toString of a Date': 'const d = new Date(); d.toISOString = d.toJSON; d.toJSON()',
  'concat that is spreadable':
    'const a = []; Object.defineProperty(a, Symbol.isConcatSpreadable, { get: () => a.concat(a) }); a.concat(a)',
  'a host function': 'function f() { call(f); } f()',
};

const traps = [
  ['get', 'p.x'],
  ['has', '"x" in p'],
  ['set', 'p.x = 1'],
  ['deleteProperty', 'delete p.x'],
  ['ownKeys', 'Reflect.ownKeys(p)'],
  ['getOwnPropertyDescriptor', 'Object.getOwnPropertyDescriptor(p, "x")'],
  ['defineProperty', 'Object.defineProperty(p, "x", {})'],
  ['getPrototypeOf', 'Object.getPrototypeOf(p)'],
  ['setPrototypeOf', 'Object.setPrototypeOf(p, null)'],
  ['isExtensible', 'Object.isExtensible(p)'],
  ['preventExtensions', 'Object.preventExtensions(p)'],
  ['apply', 'p()'],
  ['construct', 'new p()'],
];

const chains = {
  prototypes: 'let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o); o.x',
  'prototypes that are dropped':
    'let o = {}; for (let i = 0; i < 2e6; i++) o = Object.create(o); o = null; new Array(1e5).fill().map(() => ({}))',
  'closures that are dropped':
    'let f = () => 1; for (let i = 0; i < 1e6; i++) { const g = f; f = () => g; } f = null; new Array(1e5).fill().map(() => ({}))',
  'arrays in arrays': 'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; a.flat(Infinity)',
  'arrays in arrays as a text': 'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; String(a)',
  'objects in objects as JSON':
    'let o = {}; for (let i = 0; i < 1e6; i++) o = { o }; JSON.stringify(o)',
  'JSON that nests': 'JSON.parse("[".repeat(1e6) + "]".repeat(1e6))',
  'JSON that nests, with a reviver': 'JSON.parse("[".repeat(1e5) + "]".repeat(1e5), (k, v) => v)',
  'bound functions': 'let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(); f()',
  'Proxies of arrays':
    'let p = []; for (let i = 0; i < 3e5; i++) p = new Proxy(p, {}); Array.isArray(p)',
  'Proxies of functions':
    'let p = () => {}; for (let i = 0; i < 3e5; i++) p = new Proxy(p, {}); p()',
  'substrings of substrings':
    'let s = "x".repeat(2e5); for (let i = 0; i < 1e5; i++) s = s.slice(1); s',
  'sums of strings': 'let s = ""; for (let i = 0; i < 1e5; i++) s = "x" + s; s.length',
  'WeakMaps in WeakMaps':
    'let k = {}; const all = []; for (let i = 0; i < 3e4; i++) { const w = new WeakMap(); const n = {}; w.set(k, n); all.push(w); k = n; } 0',
  'promises on promises':
    'let p = Promise.resolve(); for (let i = 0; i < 1e5; i++) { const q = p; p = new Promise((r) => r(q)); } 0',
  'errors that are causes':
    'let e = new Error(); for (let i = 0; i < 1e5; i++) e = new Error("", { cause: e }); throw e',
  'iterators of iterators':
    'let g = [][Symbol.iterator](); for (let i = 0; i < 1e5; i++) { const h = g; g = (function* () { yield* h; })(); } g.next()',
};

const nested = {
  'unary operators': '"~".repeat(1e6) + "1"',
  minus: '"- ".repeat(1e6) + "1"',
  not: '"!".repeat(1e6) + "1"',
  typeof: '"typeof ".repeat(1e6) + "1"',
  void: '"void ".repeat(1e6) + "1"',
  delete: '"delete ".repeat(1e6) + "1"',
  await: '"(async()=>" + "await ".repeat(1e6) + "1)"',
  conditions: '"1?".repeat(5e5) + "1" + ":1".repeat(5e5)',
  'conditions to the right': '"1?1:".repeat(5e5) + "1"',
  powers: '"1**".repeat(5e5) + "1"',
  'new': '"new ".repeat(1e6) + "A"',
  arrows: '"a=>".repeat(5e5) + "1"',
  assignments: '"a=".repeat(5e5) + "1"',
  else: '"if(0);else ".repeat(5e5) + ";"',
  if: '"if(1)".repeat(5e5) + ";"',
  for: '"for(;0;)".repeat(5e5) + ";"',
  while: '"while(0)".repeat(5e5) + ";"',
  do: '"do ".repeat(2e5) + ";" + "while(0);".repeat(2e5)',
  with: '"with(a)".repeat(5e5) + ";"',
  labels: '"a:".repeat(1) + Array.from({ length: 2e5 }, (_, i) => `b${i}:`).join("") + ";"',
  extends: '"class A extends ".repeat(2e5) + "B{}" + "{}".repeat(2e5)',
  yield: '"(function*(){" + "yield ".repeat(1e6) + "1})"',
  parentheses: '"(".repeat(1e6)',
  brackets: '"[".repeat(1e6)',
  braces: '"{".repeat(1e6)',
  templates: '"`${".repeat(2e5)',
  functions: '"function f(){".repeat(1e5)',
  classes: '"class A{m(){".repeat(1e5)',
  'object literals': '"({a:".repeat(2e5)',
  properties: '"a" + ".a".repeat(1e6)',
  calls: '"a" + "()".repeat(1e6)',
  sums: '"1" + "+1".repeat(1e6)',
  commas: '"1" + ",1".repeat(1e6)',
  'groups of a pattern': '"/" + "(".repeat(1e5) + ")".repeat(1e5) + "/"',
  'classes of a pattern': '"/" + "[".repeat(1e5) + "]".repeat(1e5) + "/v"',
  'lookaheads of a pattern': '"/" + "(?=".repeat(1e5) + ")".repeat(1e5) + "/"',
  'quantifiers of a pattern': '"/a" + "{1}".repeat(1e5) + "/"',
  'binding patterns': '"let " + "[".repeat(2e5) + "a" + "]".repeat(2e5) + "=1"',
  'binding patterns with defaults': '"let " + "[a=".repeat(2e5) + "1" + "]".repeat(2e5) + "=1"',
};

module.exports = Object.fromEntries([
  ...Object.entries(calls).map(([title, text]) => [`calls: ${title}`, text]),
  ...traps.map(([trap, use]) => [
    `traps: ${trap}`,
    `const p = new Proxy(function () {}, { ${trap}() { return ${use.replace(/\bp\b/g, 'globalThis.p')}; } }); globalThis.p = p; ${use}`,
  ]),
  ...traps.map(([trap, use]) => [
    `Proxies in Proxies: ${trap}`,
    `let p = function () {}; for (let i = 0; i < 2e5; i++) p = new Proxy(p, {}); ${use}`,
  ]),
  ...Object.entries(chains).map(([title, text]) => [`chains: ${title}`, text]),
  ...Object.entries(nested).map(([title, text]) => [`eval: ${title}`, `eval(${text})`]),
  ...Object.entries(nested).map(([title, text]) => [`Function: ${title}`, `Function(${text})`]),
  ...Object.entries(nested).map(([title, text]) => [`Script: ${title}`, `script(${text})`]),
]);
