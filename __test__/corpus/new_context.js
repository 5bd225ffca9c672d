'use strict';

/** `runInNewContext`, context options and `vm.constants`. */

module.exports = [
  {
    contextify: false,
    cases: {
      'without an object': { host: "vm.runInNewContext('typeof this')" },
      'with an object': {
        host: "const o = { a: 1 }; [vm.runInNewContext('a += 1; b = 2; a', o), o, vm.isContext(o)]",
      },
      'with a context object': {
        host: "const c = vm.createContext({ a: 1 }); vm.runInContext('let l = 5', c); vm.runInNewContext('l + a', c)",
      },
      'twice with one object': {
        host: "const o = { n: 0 }; vm.runInNewContext('let l = 1; n++', o); [vm.runInNewContext('n++; typeof l', o), o.n]",
      },
      'with undefined': { host: "vm.runInNewContext('a = 1', undefined)" },
      'with a filename': {
        host: "try { vm.runInNewContext('throw new Error()', {}, 'named.js'); } catch (e) { e.stack.includes('named.js') }",
      },
      'with a null prototype': {
        host: "const o = Object.create(null); vm.runInNewContext('x = 1', o); o.x",
      },
      'with an array': { host: "const o = [1]; vm.runInNewContext('this[1] = 2; length', o)" },
      'with a function': { host: "const f = () => 1; vm.runInNewContext('x = 1', f); f.x" },
      'the result keeps working': {
        host: "const f = vm.runInNewContext('let n = 0; () => ++n'); [f(), f()]",
      },
      'an error': { host: 'vm.runInNewContext("throw new RangeError(\'new\')")' },
      'the class of an error': {
        host: "try { vm.runInNewContext('null.x'); } catch (e) { [e instanceof TypeError, e.name] }",
      },
      'two contexts share nothing': {
        host: "const [a, b] = [{}, {}]; vm.runInNewContext('x = 1; Array.prototype.y = 1', a); [vm.runInNewContext('typeof x + typeof [].y', b), 'y' in []]",
      },
      'ten contexts': {
        host: "Array.from({ length: 10 }, (_, i) => vm.runInNewContext('i * 2', { i }))",
      },
      'nested calls': {
        host: 'vm.runInNewContext(\'run("b + 1", { b: a })\', { a: 1, run: vm.runInNewContext })',
      },
      'handing vm itself in': {
        host: 'vm.runInNewContext(\'const c = vm.createContext({ q: 1 }); vm.runInContext("q + 1", c)\', { vm })',
      },
      'require handed in': {
        host: 'vm.runInNewContext(\'require("path").join("a", "b")\', { require })',
      },
      'console handed in': { host: "vm.runInNewContext('typeof console.log', { console })" },
      'process handed in': { host: "vm.runInNewContext('typeof process.version', { process })" },
      'the host global copied': {
        host: "vm.runInNewContext('typeof setTimeout + typeof process', Object.assign({}, globalThis))",
      },
      'var b = { a: 2, require }': {
        host: "const c = vm.createContext({ require }); const b = vm.runInContext('var b = { a: 2, require }; b', c); [b.a, b.require === require]",
      },
      'a module wrapper': {
        host: "const module = { exports: {} }; vm.runInNewContext('(function (exports, module) { exports.x = 1; module.exports.y = 2; })')(module.exports, module); module.exports",
      },
      'a template engine': {
        host: "vm.runInNewContext('with (data) { `Hello ${name}, you have ${items.length} items: ${items.map((i) => `<${i}>`).join(\"\")}` }', { data: { name: 'Ann', items: ['a', 'b'] } })",
      },
      'a rule engine': {
        host: "const rule = new vm.Script('total = items.reduce((s, i) => s + i.price * i.n, 0); total > 10'); [[{ price: 5, n: 1 }], [{ price: 5, n: 3 }]].map((items) => { const o = vm.createContext({ items }); return [rule.runInContext(o), o.total]; })",
      },
      'createContext returns its object': { host: 'const o = {}; vm.createContext(o) === o' },
      'createContext with a name': {
        host: "vm.isContext(vm.createContext({}, { name: 'my context', origin: 'http://example.org' }))",
      },
      'vm.constants': { host: 'typeof vm.constants' },
      'vm.constants is frozen': {
        host: "typeof vm.constants === 'object' && Object.isFrozen(vm.constants)",
      },
      'the exports': {
        host: "['Script', 'createContext', 'runInContext', 'runInNewContext', 'runInThisContext', 'isContext', 'compileFunction', 'measureMemory', 'constants'].map((k) => typeof vm[k])",
      },
      'the names of the exports': {
        host: "['createContext', 'runInContext', 'runInNewContext', 'runInThisContext', 'isContext', 'compileFunction', 'measureMemory'].map((k) => vm[k].name)",
      },
      'the lengths of the exports': {
        host: "['createContext', 'runInContext', 'runInNewContext', 'runInThisContext', 'isContext', 'compileFunction'].map((k) => vm[k].length)",
      },
    },
  },
  {
    context: '{}',
    cases: {
      'a context object is extended between runs': ['a = 1', { host: 'ctx.b = 2' }, 'a + b'],
      'options per run': [{ run: '1', options: { filename: 'x.js', displayErrors: true } }],
      'options as a string': [{ host: "vm.runInContext('1', ctx, 'file.js')" }],
      'options undefined': [{ host: "vm.runInContext('1', ctx, undefined)" }],
      'unknown options': [{ host: "vm.runInContext('1', ctx, { nonsense: true })" }],
      'the context object is frozen after': [
        'a = 1',
        { host: 'Object.freeze(ctx); 0' },
        'a = 2; b = 3; [a, typeof b]',
      ],
    },
  },
];
