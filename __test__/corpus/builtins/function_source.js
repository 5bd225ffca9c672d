'use strict';

/** The source text of functions, and functions that are made from text. */

const MADE = {
  Function: 'Function',
  AsyncFunction: '(async () => {}).constructor',
  GeneratorFunction: '(function* () {}).constructor',
  AsyncGeneratorFunction: '(async function* () {}).constructor',
};
const ARGUMENTS = {
  nothing: '',
  'a body': '"return 1"',
  parameters: '"a", "b", "return a"',
  'a list': '"a, b", "c", "return a"',
  defaults: '"a = 1", "{ b }", "...c", "return a"',
  'a comment': '"a /* x */", "// y"',
  'a line comment': '"a //", "return a"',
  'a body that ends it': '"return 1 } x=5; {"',
  'parameters that end it': '"a) { }, function (", ""',
  'a comment across': '"/*", "*/){"',
  'a brace': '"}"',
  'a parenthesis': '"a)", ""',
  'no expression': '"var = 1"',
  'strict, with duplicates': '"a", "a", "\'use strict\'"',
  numbers: '1',
  null: 'null',
  undefined: 'undefined',
  super: '"super.x"',
  arguments: '"arguments", "return arguments"',
  'html comments': '"-->"',
  yield: '"yield", ""',
  await: '"await", ""',
};

const cases = {};
for (const [kind, constructor] of Object.entries(MADE)) {
  for (const [name, args] of Object.entries(ARGUMENTS)) {
    cases[`${kind} of ${name}`] =
      `const made = new (${constructor})(${args}); [String(made), made.length, made.name]`;
  }
}

module.exports = [
  { cases },
  {
    cases: {
      'without new': '[Function("a", "return a")(5), String(Function("return 1"))]',
      'conversions in order': `const seen = []; const text = (t) => ({ toString() { seen.push(t); return t; } });
        Function(text("a"), text("b"), text("return 1")); seen`,
      'it sees globals only':
        'let inner = 1; (function () { let inner = 2; return Function("return inner")(); })()',
      'its this': 'Function("return this")() === globalThis',
      'its this, strict': 'Function("\'use strict\'; return this")()',
      'a subclass':
        'class F extends Function {} const f = new F("return 7"); [f instanceof F, f()]',
      'Reflect.construct': 'Reflect.construct(Function, ["return 1"], Array) instanceof Array',
      'the constructors': `[Function, (async () => {}).constructor, (function* () {}).constructor].map((f) =>
        [f.name, f.length, Object.getPrototypeOf(f) === Function, f.prototype.constructor === f].join())`,
      instances: `[Function("") instanceof Function, Function.prototype.isPrototypeOf(Function("")),
        typeof Function("").prototype, Object.keys(Function(""))]`,
      'a generator runs': '[...(function* () {}).constructor("a", "yield a; yield 2")(1)]',
      functions: `[function f( a ) { return a }, (a) => a, async b => { }, function* g() { }, async function h() {}].map(String)`,
      methods: `const o = { m( ) { }, get  g() { return 1 }, set s (v) { }, async *a() { }, ["c" + 1]() { } };
        [o.m, Object.getOwnPropertyDescriptor(o, "g").get, Object.getOwnPropertyDescriptor(o, "s").set, o.a, o.c1].map(String)`,
      'methods of classes': `class A { m( ) { } static s() { } get g () { return 1 } #p() {} static q() { return new A().#p } };
        [A.prototype.m, A.s, Object.getOwnPropertyDescriptor(A.prototype, "g").get, A.q()].map(String)`,
      'of built-ins':
        '[Math.max, Array, Object.getOwnPropertyDescriptor(Map.prototype, "size").get, Function.prototype].map(String)',
      'of bound functions and proxies':
        '[(() => 1).bind(), new Proxy(() => 1, {}), new Proxy(class {}, {})].map((f) => Function.prototype.toString.call(f))',
      'of no function': 'Function.prototype.toString.call({})',
      classes:
        '[class A { m() { } }, class { }, class B extends Array { constructor() { super() } }, class A { other() {} }].map(String)',
      'a class declaration': 'class K /* k */ extends Object { static x = "}"; } ; String(K)',
      'nested classes':
        'class Outer { static Inner = class { x() { return class Deep {} } } }; [Outer, Outer.Inner, new Outer.Inner().x()].map(String)',
      'classes alike':
        'const make = (n) => n ? class { a() { return 1 } } : class { b() { return 2 } }; [make(0), make(1)].map(String)',
      'a class with a heritage of its own':
        'class H extends (class { x() {} }) { y() {} }; String(H)',
    },
  },
];
