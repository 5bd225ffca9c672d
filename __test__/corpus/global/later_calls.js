'use strict';

/** Guest functions that the host calls after the run, and that use the global names. */

module.exports = [
  {
    context: '{ n: 1 }',
    cases: {
      'reads a global': ['function read() { return n; }', { host: 'ctx.n = 5; ctx.read()' }],
      'writes a global': ['function write(v) { n = v; }', { host: 'ctx.write(7); ctx.n' }],
      'writes a new global': [
        'function write(v) { fresh = v; }',
        { host: 'ctx.write(7); ctx.fresh' },
        'fresh',
      ],
      'writes in strict code': [
        "function write(v) { 'use strict'; n = v; }",
        { host: 'ctx.write(8); ctx.n' },
      ],
      'writes an unknown name in strict code': [
        "function write(v) { 'use strict'; unknown = v; }",
        { host: 'ctx.write(8)' },
        'typeof unknown',
      ],
      'deletes a global': [
        'function drop() { return delete globalThis.n; }',
        { host: '[ctx.drop(), "n" in ctx]' },
      ],
      'keeps a closure': [
        'function counter() { let c = 0; return () => ++c; }',
        { host: 'const c = ctx.counter(); const d = ctx.counter(); [c(), c(), d()]' },
      ],
      'keeps a top-level let': [
        'let count = 0; function next() { return ++count; }',
        { host: '[ctx.next(), ctx.next()]' },
        'count',
      ],
      'host changes between two calls': [
        'function read() { return n; }',
        {
          host: 'const seen = []; for (let i = 0; i < 3; i++) { ctx.n = i; seen.push(ctx.read()); } seen',
        },
      ],
      'kept after the name is gone': [
        'function f() { return n; }',
        { host: 'const f = ctx.f; delete ctx.f; f()' },
      ],
      'an arrow returned by the run': ['(x) => n + x', { host: 'ctx.n = 10; results[0](5)' }],
      'a method called on its object': [
        'var o = { v: 3, m() { return this.v + n; } };',
        { host: 'ctx.o.m()' },
      ],
      'a method taken off its object': [
        'var o = { m() { return this === globalThis; } };',
        { host: 'const { m } = ctx.o; m()' },
      ],
      'a strict method taken off its object': [
        "var o = { m() { 'use strict'; return this; } };",
        { host: 'const { m } = ctx.o; m()' },
      ],
      'this is what the host gives': [
        "function f() { 'use strict'; return this; }",
        {
          host: 'const o = { mark: 1 }; [ctx.f.call(o) === o, ctx.f.call(5), ctx.f.call(null), ctx.f()]',
        },
      ],
      'this of a sloppy function': [
        'function f() { return this === globalThis; }',
        { host: '[ctx.f(), ctx.f.call(null), ctx.f.call(undefined), ctx.f.call({})]' },
      ],
      'called with the context object as this': [
        'function f() { return this === globalThis; }',
        { host: 'ctx.f.call(ctx)' },
      ],
      'called as a method of the context object': [
        'function f() { return typeof this.n; }',
        { host: 'ctx.f()' },
      ],
      'a generator driven by the host': [
        'function* g() { yield n; n = 20; yield n; }',
        {
          host: 'const it = ctx.g(); const a = it.next().value; ctx.n = 15; [a, it.next().value, ctx.n, it.next().done]',
        },
      ],
      'a getter read by the host': [
        'var o = { get now() { return n; } };',
        { host: 'const a = ctx.o.now; ctx.n = 2; [a, ctx.o.now]' },
      ],
      'a setter written by the host': [
        'var o = { set put(v) { n = v; } };',
        { host: 'ctx.o.put = 6; ctx.n' },
      ],
      'a class made by the host': [
        'class K { constructor(v) { this.v = v; n++; } }',
        'this.K = K; 0',
        { host: 'const k = new ctx.K(4); [k.v, ctx.n, k instanceof ctx.K]' },
      ],
      'a bound function': [
        'function f(a, b) { return [this.mark, a, b, n]; } var bound = f.bind({ mark: 1 }, 2);',
        { host: 'ctx.bound(3)' },
      ],
      'passed to host array methods': [
        'function double(x) { return x * 2 + n; }',
        { host: '[[1, 2, 3].map(ctx.double), [1, 2, 3].filter((x) => ctx.double(x) > 4)]' },
      ],
      'used as a comparator by the host': [
        'function desc(a, b) { n++; return b - a; }',
        { host: '[3, 1, 2].sort(ctx.desc)' },
      ],
      'used as a replacer by the host': [
        'function up(m) { return m.toUpperCase() + n; }',
        { host: "'a-b'.replace(/[a-z]/g, ctx.up)" },
      ],
      'used in JSON by the host': [
        'function replacer(k, v) { return k === "hide" ? undefined : v; }',
        { host: 'JSON.stringify({ hide: 1, show: 2 }, ctx.replacer)' },
      ],
      'used as an event listener': [
        'function on(v) { n += v; }',
        {
          host: "const e = new (require('events'))(); e.on('x', ctx.on); e.emit('x', 5); e.emit('x', 6); ctx.n",
        },
      ],
      'a timer of the host': {
        context: '{ n: 1, setTimeout, clearTimeout }',
        steps: [
          'setTimeout(() => { n = 77; }, 1); 0',
          { host: 'new Promise((r) => setTimeout(r, 20))', wait: true },
          'n',
          { host: 'ctx.n' },
        ],
      },
      'a promise of the host': [
        { host: 'ctx.p = Promise.resolve(5); 0' },
        'p.then((v) => { n = v; }); 0',
        { turns: 2 },
        'n',
      ],
      'throws later': ['function bad() { throw new RangeError("later"); }', { host: 'ctx.bad()' }],
      'an unknown name later': [
        'function bad() { return nowhere; }',
        { host: 'ctx.bad()' },
        { host: 'ctx.nowhere = 1; ctx.bad()' },
      ],
      'eval inside, later': [
        'function ev(code) { return eval(code); }',
        { host: "ctx.ev('n + 1')" },
        { host: "ctx.ev('var declared = 1; n = 30')" },
        'typeof declared',
      ],
      'calls the host, which reads the context object': [
        { host: 'ctx.look = () => ctx.n; 0' },
        'function f(v) { n = v; return look(); }',
        { host: 'ctx.f(88)' },
      ],
      'calls the host, which changes the context object': [
        { host: 'ctx.set = (v) => { ctx.n = v; }; 0' },
        'function f(v) { set(v); return n; }',
        { host: 'ctx.f(89)' },
      ],
      'a function of a context with another name for it': [
        {
          host: "const f = vm.runInContext('(function () { return n; })', ctx); const other = vm.createContext({ n: 'other', f }); vm.runInContext('f()', other)",
        },
      ],
      'the argument list': [
        'function f() { return [arguments.length, ...arguments]; }',
        { host: 'ctx.f(1, undefined, null, "x")' },
      ],
      'too many and too few arguments': [
        'function f(a, b = 5, ...rest) { return [a, b, rest]; }',
        { host: '[ctx.f(), ctx.f(1, undefined), ctx.f(1, 2, 3, 4)]' },
      ],
    },
  },
];
