'use strict';

/** `runInThisContext`: the host's own globals, no local scope, interchangeable built-ins. */

const clean = (names, body) => ({
  host: `try { ${body} } finally { for (const k of ${JSON.stringify(names)}) delete globalThis[k]; }`,
});

module.exports = [
  {
    contextify: false,
    cases: {
      'an expression': { host: "vm.runInThisContext('1 + 1')" },
      'the host globals': {
        host: "vm.runInThisContext('typeof process + typeof setTimeout + typeof Buffer + typeof require')",
      },
      'no local scope': { host: "const local = 5; vm.runInThisContext('typeof local')" },
      'reads a host global': clean(['__g'], "globalThis.__g = 5; vm.runInThisContext('__g')"),
      'writes a host global': clean(
        ['__g'],
        "globalThis.__g = 5; vm.runInThisContext('__g = 6'); globalThis.__g",
      ),
      'makes a host global': clean(['__n'], "vm.runInThisContext('__n = 7'); globalThis.__n"),
      'a var makes a host global': clean(
        ['__v'],
        "vm.runInThisContext('var __v = 8'); [globalThis.__v, Object.keys(globalThis).includes('__v')]",
      ),
      'a function makes a host global': clean(
        ['__f'],
        "vm.runInThisContext('function __f() { return 9; }'); globalThis.__f()",
      ),
      'a let makes no property': {
        host: 'const l = `__l${Math.random().toString(36).slice(2)}`; vm.runInThisContext(`let ${l} = 1`); [l in globalThis, vm.runInThisContext(l)]',
      },
      'a class makes no property': {
        host: 'const K = `__K${Math.random().toString(36).slice(2)}`; vm.runInThisContext(`class ${K} { m() { return 1; } }`); [K in globalThis, vm.runInThisContext(`new ${K}().m()`)]',
      },
      'this is the host global': { host: "vm.runInThisContext('this') === globalThis" },
      'globalThis is the host global': { host: "vm.runInThisContext('globalThis') === globalThis" },
      'global is the host global': { host: "vm.runInThisContext('global === globalThis')" },
      delete: clean(
        ['__d'],
        "globalThis.__d = 1; [vm.runInThisContext('delete globalThis.__d'), '__d' in globalThis]",
      ),
      'typeof an unknown name': { host: "vm.runInThisContext('typeof __unknown')" },
      'an unknown name': { host: "vm.runInThisContext('__unknown')" },
      'an accessor on the host global': clean(
        ['__a'],
        "Object.defineProperty(globalThis, '__a', { get: () => 'got', set(v) { log(v); }, configurable: true }); vm.runInThisContext('__a = 5; __a')",
      ),
      'arrays are host arrays': {
        host: "const a = vm.runInThisContext('[1, 2]'); [a instanceof Array, Array.isArray(a), Object.getPrototypeOf(a) === Array.prototype]",
      },
      'objects are host objects': {
        host: "const o = vm.runInThisContext('({ a: 1 })'); [o instanceof Object, Object.getPrototypeOf(o) === Object.prototype]",
      },
      'functions are host functions': {
        host: "const f = vm.runInThisContext('(function (a) { return a + 1; })'); [f instanceof Function, f(1), Object.getPrototypeOf(f) === Function.prototype]",
      },
      'errors are host errors': { host: 'vm.runInThisContext("throw new TypeError(\'here\')")' },
      'engine errors are host errors': { host: "vm.runInThisContext('null.x')" },
      'a Map is a host Map': {
        host: "const m = vm.runInThisContext('new Map([[1, 2]])'); [m instanceof Map, m.get(1), m.size]",
      },
      'a promise is a host promise': {
        host: "const p = vm.runInThisContext('Promise.resolve(5)'); p instanceof Promise && p",
        wait: true,
      },
      'a Date is a host Date': {
        host: "const d = vm.runInThisContext('new Date(0)'); [d instanceof Date, d.getTime()]",
      },
      'a RegExp is a host RegExp': {
        host: "const r = vm.runInThisContext('/a(b)/g'); [r instanceof RegExp, r.test('ab')]",
      },
      'a typed array is a host typed array': {
        host: "const t = vm.runInThisContext('new Uint8Array([1])'); [t instanceof Uint8Array, t[0]]",
      },
      'host objects are instances in the guest': clean(
        ['__h'],
        "globalThis.__h = { a: [], f: () => {}, e: new TypeError(), o: {}, m: new Map() }; vm.runInThisContext('[__h.a instanceof Array, __h.f instanceof Function, __h.e instanceof TypeError, __h.o instanceof Object, __h.m instanceof Map]')",
      ),
      'built-ins are the host built-ins': {
        host: "['Object', 'Array', 'Function', 'Error', 'TypeError', 'Map', 'Promise', 'Symbol', 'RegExp', 'Date'].map((k) => vm.runInThisContext(k) === globalThis[k])",
      },
      'a built-in method is the host one': {
        host: "[vm.runInThisContext('Array.prototype.push') === Array.prototype.push, vm.runInThisContext('Object.keys') === Object.keys]",
      },
      'a host built-in patched is patched there': {
        host: "Array.prototype.__p = () => 'patched'; try { vm.runInThisContext('[].__p()'); } finally { delete Array.prototype.__p; }",
      },
      'a built-in patched there is patched in the host': {
        host: 'vm.runInThisContext(\'Array.prototype.__p = () => "patched"; 0\'); try { [].__p(); } finally { delete Array.prototype.__p; }',
      },
      'constructor of constructor': {
        host: "vm.runInThisContext('({}).constructor.constructor') === Function",
      },
      'a function gets require': {
        host: 'vm.runInThisContext(\'(function (require) { return require("path").basename("/a/b"); })\')(require)',
      },
      'a class extends a host class': clean(
        ['__B'],
        "globalThis.__B = class { hi() { return 'hi'; } }; const C = vm.runInThisContext('(class extends __B { hi() { return super.hi() + \"!\"; } })'); new C().hi()",
      ),
      'the host extends a class from there': {
        host: "const B = vm.runInThisContext('(class { base() { return 1; } })'); class C extends B {} [new C().base(), new C() instanceof B]",
      },
      'JSON round trip': {
        host: "JSON.stringify(vm.runInThisContext('({ a: [1, { b: null }] })'))",
      },
      'assert.deepStrictEqual': {
        host: "require('assert').deepStrictEqual(vm.runInThisContext('({ a: [1, 2] })'), { a: [1, 2] }); 'equal'",
      },
      inspect: {
        host: "require('util').inspect(vm.runInThisContext('({ a: [1, 2], f() {}, m: new Map([[1, 2]]) })'))",
      },
      identity: { host: "const o = {}; const id = vm.runInThisContext('(x) => x'); id(o) === o" },
      'throwing a host error': {
        host: "const e = new Error('kept'); const f = vm.runInThisContext('(e) => { throw e; }'); try { f(e); } catch (c) { c === e }",
      },
      'a timer': {
        host: 'new Promise((r) => vm.runInThisContext(\'(r) => setTimeout(r, 1, "timer")\')(r))',
        wait: true,
      },
      process: { host: "vm.runInThisContext('process.version') === process.version" },
      console: { host: "vm.runInThisContext('console') === console" },
      Buffer: { host: "vm.runInThisContext('Buffer.from(\"a\")').equals(Buffer.from('a'))" },
      URL: { host: 'vm.runInThisContext(\'new URL("http://a/b").pathname\')' },
      'an error position': {
        host: "try { vm.runInThisContext('\\n\\nthrow new Error(\"m\")', { filename: 'this.js', lineOffset: 2 }); } catch (e) { /this\\.js:(\\d+)/.exec(e.stack)[1] }",
      },
      'strict code': { host: 'vm.runInThisContext(\'"use strict"; __undeclared = 1\')' },
      'eval inside': { host: 'vm.runInThisContext(\'eval("1 + 1")\')' },
      'redeclaration of let': {
        host: 'const l = `__l${Math.random().toString(36).slice(2)}`; vm.runInThisContext(`let ${l} = 1`); vm.runInThisContext(`let ${l} = 2`)',
      },
      'let over a host global': clean(
        ['__cfg'],
        "Object.defineProperty(globalThis, '__cfg', { value: 1, configurable: true }); vm.runInThisContext('typeof __cfg')",
      ),
      'Script.runInThisContext shares state': clean(
        ['__c'],
        "globalThis.__c = 0; const s = new vm.Script('__c++'); s.runInThisContext(); s.runInThisContext(); globalThis.__c",
      ),
      'a nested run': {
        host: 'globalThis.__vm = vm; try { vm.runInThisContext(\'__vm.runInNewContext("a + 1", { a: 1 })\'); } finally { delete globalThis.__vm; }',
      },
      'an async function': {
        host: "vm.runInThisContext('(async () => { await null; return 1; })()')",
        wait: true,
      },
    },
  },
];
