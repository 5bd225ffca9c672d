'use strict';

/** The names of call sites in stacks: what a function was called on, and by which name. */

const OPTIONS = { filename: 'guest.js' };

/** The frames of the guest, with those of built-ins between them. */
const frames = (error) =>
  `const l = String(${error}.stack).split('\\n'); l.slice(l.findIndex((t) => /^\\w*Error/.test(t)), l.findLastIndex((t) => t.includes('guest.js')) + 1)`;

/** Code that throws. */
const THROWN = {
  'class method': 'class Foo { m() { throw new Error("x"); } }\nnew Foo().m();',
  'class method sub':
    'class Foo { m() { throw new Error("x"); } }\nclass Bar extends Foo {}\nnew Bar().m();',
  'class method super':
    'class Foo { m() { throw new Error("x"); } }\nclass Bar extends Foo { m() { super.m(); } }\nnew Bar().m();',
  'this.method': 'class Foo { a() { this.b(); } b() { throw new Error("x"); } }\nnew Foo().a();',
  static: 'class Foo { static m() { throw new Error("x"); } }\nFoo.m();',
  'static via this':
    'class Foo { static a() { this.m() } static m() { throw new Error("x"); } }\nFoo.a();',
  getter: 'class Foo { get g() { throw new Error("x"); } }\nnew Foo().g;',
  setter: 'class Foo { set g(v) { throw new Error("x"); } }\nnew Foo().g = 1;',
  'static getter': 'class Foo { static get g() { throw new Error("x"); } }\nFoo.g;',
  private: 'class Foo { #p() { throw new Error("x"); } m() { this.#p(); } }\nnew Foo().m();',
  'private static':
    'class Foo { static #p() { throw new Error("x"); } static m() { Foo.#p(); } }\nFoo.m();',
  computed: 'class Foo { ["a" + "b"]() { throw new Error("x"); } }\nnew Foo().ab();',
  'computed string': 'class Foo { ["ab"]() { throw new Error("x"); } }\nnew Foo().ab();',
  'string method': 'class Foo { "a b"() { throw new Error("x"); } }\nnew Foo()["a b"]();',
  'number method': 'class Foo { 5() { throw new Error("x"); } }\nnew Foo()[5]();',
  'symbol method': 'class Foo { [Symbol.iterator]() { throw new Error("x"); } }\n[...new Foo()];',
  'generator method': 'class Foo { *g() { throw new Error("x"); } }\nnew Foo().g().next();',
  'field arrow': 'class Foo { f = () => { throw new Error("x"); }; }\nnew Foo().f();',
  'field function': 'class Foo { f = function () { throw new Error("x"); }; }\nnew Foo().f();',
  'field init': 'class Foo { f = boom(); }\nfunction boom() { throw new Error("x"); }\nnew Foo();',
  'static block': 'class Foo { static { throw new Error("x"); } }',
  'static field init':
    'class Foo { static f = boom(); }\nfunction boom() { throw new Error("x"); }',
  'object method': 'const o = { m() { throw new Error("x"); } };\no.m();',
  'object method called plain':
    'const o = { m() { throw new Error("x"); } };\nconst { m } = o; m();',
  'class method called plain':
    'class Foo { m() { throw new Error("x"); } }\nconst { m } = new Foo(); m();',
  'object method renamed':
    'const o = { m() { throw new Error("x"); } };\nconst p = { q: o.m }; p.q();',
  'object function': 'const o = { m: function () { throw new Error("x"); } };\no.m();',
  'object named function': 'const o = { m: function n() { throw new Error("x"); } };\no.m();',
  'object arrow': 'const o = { m: () => { throw new Error("x"); } };\no.m();',
  'object getter': 'const o = { get g() { throw new Error("x"); } };\no.g;',
  'object setter': 'const o = { set g(v) { throw new Error("x"); } };\no.g = 1;',
  'assigned function': 'const o = {};\no.m = function () { throw new Error("x"); };\no.m();',
  'assigned arrow': 'const o = {};\no.m = () => { throw new Error("x"); };\no.m();',
  'assigned deep': 'const o = { p: {} };\no.p.m = function () { throw new Error("x"); };\no.p.m();',
  prototype:
    'function Foo() {}\nFoo.prototype.m = function () { throw new Error("x"); };\nnew Foo().m();',
  'prototype named':
    'function Foo() {}\nFoo.prototype.m = function m() { throw new Error("x"); };\nnew Foo().m();',
  'function as method': 'function f() { throw new Error("x"); }\nconst o = { f };\no.f();',
  'function as other method': 'function f() { throw new Error("x"); }\nconst o = { g: f };\no.g();',
  'function call': 'function f() { throw new Error("x"); }\nf.call({});',
  'function call instance':
    'class Foo {}\nfunction f() { throw new Error("x"); }\nf.call(new Foo());',
  'function apply number': 'function f() { throw new Error("x"); }\nf.call(5);',
  bind: 'function f() { throw new Error("x"); }\nf.bind({})();',
  'array element': 'const a = [function () { throw new Error("x"); }];\na[0]();',
  'array element named': 'function f() { throw new Error("x"); }\nconst a = [f];\na[0]();',
  iife: '(function () { throw new Error("x"); })();',
  'iife arrow': '(() => { throw new Error("x"); })();',
  'iife named': '(function f() { throw new Error("x"); })();',
  callback: '[1].map(function () { throw new Error("x"); });',
  'callback arrow': '[1].map(() => { throw new Error("x"); });',
  'callback thisArg': '[1].map(function () { throw new Error("x"); }, {});',
  'callback named': 'function f() { throw new Error("x"); }\n[1].forEach(f);',
  'callback in method':
    'class Foo { m() { return [1].map((x) => { throw new Error("x"); }); } }\nnew Foo().m();',
  'callback in object method':
    'const o = { m() { return [1].map(function (x) { throw new Error("x"); }); } };\no.m();',
  'Map forEach': 'new Map([[1, 2]]).forEach(() => { throw new Error("x"); });',
  'Set forEach': 'new Set([1]).forEach(() => { throw new Error("x"); });',
  'typed array': 'new Uint8Array(1).forEach(() => { throw new Error("x"); });',
  replace: '"a".replace(/a/, () => { throw new Error("x"); });',
  toString: 'String({ toString() { throw new Error("x"); } });',
  'toString template': '`${{ toString() { throw new Error("x"); } }}`;',
  valueOf: '+{ valueOf() { throw new Error("x"); } };',
  toJSON: 'JSON.stringify({ toJSON() { throw new Error("x"); } });',
  'proxy trap': 'new Proxy({}, { get() { throw new Error("x"); } }).a;',
  iterator:
    'const o = { [Symbol.iterator]() { return { next() { throw new Error("x"); } }; } };\nfor (const x of o);',
  'nested method':
    'class A { m() { const o = { n() { throw new Error("x"); } }; o.n(); } }\nnew A().m();',
  'closure in method':
    'class A { m() { function inner() { throw new Error("x"); } inner(); } }\nnew A().m();',
  constructor: 'class A { constructor() { throw new Error("x"); } }\nnew A();',
  'constructor calls method':
    'class A { constructor() { this.m(); } m() { throw new Error("x"); } }\nnew A();',
  'derived constructor':
    'class A { constructor() { throw new Error("x"); } } class B extends A {}\nnew B();',
  'derived constructor explicit':
    'class A { constructor() { throw new Error("x"); } } class B extends A { constructor() { super(); } }\nnew B();',
  'function constructor': 'function A() { throw new Error("x"); }\nnew A();',
  'function constructor method':
    'function A() { this.m = function () { throw new Error("x"); }; }\nnew A().m();',
  'anonymous class': 'new (class { m() { throw new Error("x"); } })().m();',
  'const class': 'const K = class { m() { throw new Error("x"); } };\nnew K().m();',
  'null proto': 'const o = { __proto__: null, m() { throw new Error("x"); } };\no.m();',
  'Object.create': 'const o = Object.create({ m() { throw new Error("x"); } });\no.m();',
  'array receiver': 'const a = []; a.m = function () { throw new Error("x"); }; a.m();',
  'string receiver': 'String.prototype.boom = function () { throw new Error("x"); }; "a".boom();',
  'strict function': '"use strict"; function f() { throw new Error("x"); } f();',
  'strict method call': '"use strict"; const o = { f() { throw new Error("x"); } }; o.f();',
  'optional call': 'const o = { m() { throw new Error("x"); } };\no?.m?.();',
  'computed call': 'const o = { m() { throw new Error("x"); } };\no["m"]();',
  'tagged template': 'const o = { m() { throw new Error("x"); } };\no.m`a`;',
  'global this': 'this.f = function () { throw new Error("x"); };\nthis.f();',
  'global this bare': 'this.f = function () { throw new Error("x"); };\nf();',
  'var function': 'var f = function () { throw new Error("x"); };\nf();',
  'default param':
    'const o = { m(a = boom()) {} };\nfunction boom() { throw new Error("x"); }\no.m();',
  'engine error': 'class Foo { m() { return null.x; } }\nnew Foo().m();',
  'engine error object': 'const o = { m() { undefined(); } };\no.m();',
  'Reflect.apply': 'function f() { throw new Error("x"); }\nReflect.apply(f, {}, []);',
  'Reflect.construct':
    'class A { constructor() { throw new Error("x"); } }\nReflect.construct(A, []);',
  'exports style':
    'const exports = {}; exports.run = function run() { throw new Error("x"); };\nexports.run();',
  'exports anon':
    'const exports = {}; exports.run = function () { throw new Error("x"); };\nexports.run();',
  'module pattern':
    'const M = (function () { function priv() { throw new Error("x"); } return { pub() { priv(); } }; })();\nM.pub();',
  sort: '[2, 1].sort(() => { throw new Error("x"); });',
  'Array.from': 'Array.from([1], () => { throw new Error("x"); });',
  reduce: '[1, 2].reduce(() => { throw new Error("x"); });',
  generator: 'function* g() { throw new Error("x"); }\ng().next();',
  eval: 'eval("throw new Error(1)");',
  'eval function': 'function f() { eval("throw new Error(1)"); }\nf();',
  'eval in method': 'class A { m() { eval("throw new Error(1)"); } }\nnew A().m();',
  Function: 'Function("throw new Error(1)")();',
};

/** Code that gives a promise. */
const REJECTED = {
  'async method': 'class Foo { async m() { throw new Error("x"); } }\nnew Foo().m();',
  'async method later':
    'class Foo { async m() { await 0; throw new Error("x"); } }\nnew Foo().m();',
  'async caller':
    'class Foo { async m() { await 0; throw new Error("x"); } async n() { await this.m(); } }\nnew Foo().n();',
  'promise executor': 'new Promise(() => { throw new Error("x"); });',
  'then callback': 'Promise.resolve().then(() => { throw new Error("x"); });',
  'then callback method':
    'const o = { m() { throw new Error("x"); } }; Promise.resolve().then(() => o.m());',
  'async function': 'async function f() { throw new Error("x"); }\nf();',
  'async awaits':
    'async function f() { await 0; throw new Error("x"); }\nasync function g() { await f(); }\ng();',
  'async arrow':
    'const f = async () => { await 0; throw new Error("x"); };\n(async () => { await f(); })();',
  'for await':
    'async function* g() { throw new Error("x"); }\n(async () => { for await (const x of g()); })();',
  'Promise.all':
    'async function f() { await 0; throw new Error("x"); }\n(async () => { await Promise.all([f()]); })();',
};

const mapped = (table, steps) =>
  Object.fromEntries(Object.entries(table).map(([name, run]) => [name, steps(run)]));

module.exports = [
  { cases: mapped(THROWN, (run) => [{ run, options: OPTIONS }, { host: frames('thrown[0]') }]) },
  {
    cases: mapped(REJECTED, (run) => [
      { run, options: OPTIONS },
      {
        host: `results[0].then(() => 'none', (error) => { ${frames('error').replace('l.slice', 'return l.slice')}; })`,
        wait: true,
      },
    ]),
  },
];
