'use strict';

/** Host calls guest calls host calls guest: nesting, order, exceptions and recursion. */

module.exports = [
  {
    context:
      '{ log, call: (f, ...args) => f(...args), apply: (f, self, args) => Reflect.apply(f, self, args) }',
    cases: {
      'host, guest, host, guest': 'call((x) => call((y) => call((z) => x + y + z, 3), 2), 1)',
      'a hundred levels':
        'function down(n) { return n === 0 ? "bottom" : call(down, n - 1); } down(100)',
      'five hundred levels':
        'function down(n) { return n === 0 ? 0 : 1 + call(down, n - 1); } down(500)',
      'mutual recursion': [
        { host: 'ctx.even = (n) => (n === 0 ? true : ctx.odd(n - 1)); 0' },
        'function odd(n) { return n === 0 ? false : even(n - 1); } [even(10), odd(10), even(7)]',
      ],
      'order of entering and leaving': [
        {
          host: 'ctx.around = (f) => { log("host in"); const r = f(); log("host out"); return r; }; 0',
        },
        'log("guest in"); around(() => { log("inner in"); around(() => log("core")); log("inner out"); }); log("guest out");',
      ],
      'an exception at the bottom':
        'function down(n) { if (n === 0) throw new RangeError("bottom"); call(down, n - 1); } try { down(20); } catch (e) { [e.name, e.message] }',
      'an exception at the bottom, through':
        'function down(n) { if (n === 0) throw new RangeError("bottom"); call(down, n - 1); } down(20)',
      'caught half-way by the host': [
        {
          host: 'ctx.guard = (f) => { try { return f(); } catch (e) { return `host caught ${e.message}`; } }; 0',
        },
        'guard(() => call(() => { throw new Error("x"); }))',
      ],
      'caught half-way by the guest':
        'call(() => { try { call(() => { throw new Error("x"); }); } catch (e) { return `guest caught ${e.message}`; } })',
      'works after an exception': [
        'try { call(() => { throw 1; }); } catch {} call(() => 2)',
        'call(() => 3)',
      ],
      'a generator resumed by the host inside the guest': [
        { host: 'ctx.step = (it) => it.next().value; 0' },
        'function* g() { yield 1; yield call(() => 2); yield 3; } const it = g(); [step(it), it.next().value, step(it)]',
      ],
      'a generator that resumes itself through the host': [
        { host: 'ctx.step = (it) => it.next(); 0' },
        'var it = (function* () { yield step(it); })(); try { it.next(); } catch (e) { e.name }',
      ],
      'a sort whose comparator goes through the host':
        '[3, 1, 2].sort((a, b) => call((x, y) => x - y, a, b))',
      'a host sort with a guest comparator that calls the host': [
        { host: 'ctx.sort = (list, f) => [...list].sort(f); 0' },
        'sort([3, 1, 2], (a, b) => call((x) => x, a - b)).join()',
      ],
      'a replacer that goes through the host':
        "'a1b2'.replace(/\\d/g, (d) => call((x) => x * 2, Number(d)))",
      'JSON with toJSON through the host':
        'JSON.stringify({ a: { toJSON: () => call(() => "json") } })',
      'a getter through the host':
        'const o = { get x() { return call(() => this.y); }, y: 5 }; o.x',
      'valueOf through the host': '({ valueOf: () => call(() => 4) }) * 2',
      'a proxy trap through the host':
        'new Proxy({}, { get: (t, k) => call((x) => `${x}!`, k) }).name',
      'a constructor through the host': [
        { host: 'ctx.make = (K, ...a) => new K(...a); 0' },
        'class K { constructor(n) { this.n = n; if (n > 0) this.child = make(K, n - 1); } } make(K, 2).child.child.n',
      ],
      'a class hierarchy that alternates sides': [
        {
          host: 'ctx.extend = (B) => class extends B { who() { return `host(${super.who()})`; } }; 0',
        },
        'class A { who() { return "base"; } } const B = extend(A); class C extends B { who() { return `guest(${super.who()})`; } } const D = extend(C); new D().who()',
      ],
      'forEach over a host array in a host forEach': [
        { host: 'ctx.list = [1, 2]; 0' },
        'const out = []; list.forEach((a) => list.forEach((b) => out.push(a * 10 + b))); out',
      ],
      'reduce across': [
        { host: 'ctx.reduce = (list, f) => list.reduce(f, 0); 0' },
        'reduce([1, 2, 3], (a, b) => a + b)',
      ],
      'eval inside a callback': 'call(() => eval("1 + call(() => eval(\'2\'))"))',
      'Function inside a callback': 'call(() => Function("f", "return f(() => 7)")(call))',
      'arguments objects across':
        'function f() { return call((args) => args.length + args[0], arguments); } f(5, 6)',
      'this across':
        'apply(function () { return apply(function () { return this.n; }, this, []); }, { n: 8 }, [])',
      'a callback stored and called after the run': [
        { host: 'ctx.later = []; ctx.store = (f) => { ctx.later.push(f); }; 0' },
        'let n = 0; store(() => ++n); store(() => call(() => ++n));',
        { host: 'ctx.later.map((f) => f())' },
      ],
      'a callback that replaces itself': [
        'var f = () => { f = () => "second"; return "first"; }; [call(f), call(f)]',
      ],
      'a function passed through ten functions':
        'let f = () => "core"; for (let i = 0; i < 10; i++) { const inner = f; f = () => call(inner); } f()',
      'a try with finally over the border':
        'function f() { try { return call(() => "value"); } finally { log("finally"); } } f()',
      'a loop that breaks inside a callback result':
        'let n = 0; for (const x of [1, 2, 3]) { if (call((v) => v === 2, x)) break; n++; } n',
      'string concatenation with callbacks': '`${call(() => "a")}${call(() => "b")}`',
      'a thousand callouts': 'let s = 0; for (let i = 0; i < 1000; i++) s += call((x) => x, i); s',
      'a thousand entries': [
        'function add(a, b) { return a + b; }',
        { host: 'let s = 0; for (let i = 0; i < 1000; i++) s = ctx.add(s, i); s' },
      ],
      'runaway recursion through the host':
        'function f() { return call(f); } try { f(); } catch (e) { e.name }',
      'works after runaway recursion through the host': [
        'function f() { return call(f); } try { f(); } catch (e) { 0 }',
        'call(() => "fine")',
        { host: 'ctx.f = null; vm.runInContext("1 + 1", ctx)' },
      ],
    },
  },
];
