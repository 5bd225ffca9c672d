'use strict';

/** Runs that start while another run is on the stack: in the same context and in others. */

module.exports = [
  {
    context: `{
      n: 1,
      run: (code) => vm.runInContext(code, ctx),
      runIn: (other, code) => vm.runInContext(code, other),
      make: (init) => vm.createContext(init),
      compiled: (code) => new vm.Script(code),
    }`,
    cases: {
      'the same context': "run('n + 1')",
      'the inner run sees outer changes': "n = 5; run('n')",
      'the outer run sees inner changes': "run('n = 6'); n",
      'the inner run declares a var': "run('var inner = 7'); inner",
      'the inner run declares a let': "run('let inner = 8'); inner",
      'the inner run declares a function': "run('function inner() { return 9; }'); inner()",
      'the inner run sees an outer let': "let l = 1; run('l = 2'); l",
      'the inner run redeclares an outer let':
        "let l = 1; try { run('let l = 2'); } catch (e) { e.name }",
      'the inner run sees a function local':
        "(function () { var local = 1; return run('typeof local'); })()",
      'the inner run throws':
        'try { run(\'throw new TypeError("inner")\'); } catch (e) { [e.name, e.message, e instanceof TypeError] }',
      'the inner run has a syntax error':
        "try { run('1 +'); } catch (e) { [e.name, e instanceof SyntaxError] }",
      'the inner run throws through': 'run(\'throw new TypeError("inner")\')',
      'an object of the inner run is an own object': "run('[1, 2]') instanceof Array",
      'an inner function keeps its identity': "var f = run('(function f() {})'); run('f') === f",
      'three deep': "run('run(\"run(\\'n = 10\\'); n + 1\")') + n",
      'deep recursion of runs': 'n < 20 ? (n++, run(\'n < 20 ? (n++, run("n")) : n\')) : n',
      'the inner run deletes': "g = 1; run('delete g'); typeof g",
      'the inner run shadows a built-in': "run('Map = 5'); Map",
      'this of the inner run': "run('this') === globalThis",
      'the inner run in strict code': 'run(\'"use strict"; (function () { return this; })()\')',
      'another context': "runIn(make({ n: 100 }), 'n + 1')",
      'another context has its own names':
        "const other = make({}); runIn(other, 'n = 50; m = 60'); [n, typeof m, other.n, other.m]",
      'another context has its own built-ins':
        "const other = make({}); [runIn(other, 'Array') === Array, runIn(other, '[]') instanceof Array]",
      'an object goes over to another context':
        "const o = { a: 1 }; const other = make({ o }); runIn(other, 'o.a = 2; o.b = [3]'); [o.a, o.b[0]]",
      'a function goes over to another context':
        "const other = make({ f: (x) => x * 2 + n }); n = 10; runIn(other, 'f(5)')",
      'a function of another context comes back':
        "const other = make({ n: 7 }); const f = runIn(other, '(function (x) { return x + n; })'); other.n = 70; f(1)",
      'an error of another context':
        'const other = make({}); try { runIn(other, \'throw new RangeError("there")\'); } catch (e) { [e.name, e.message, e instanceof RangeError, e instanceof Error] }',
      'an object goes there and back':
        "const o = {}; const other = make({ o }); runIn(other, 'o') === o",
      'another context calls back':
        "const other = make({ up: () => ++n }); runIn(other, 'up(); up()'); n",
      'contexts call each other in turns':
        "const other = make({}); other.ping = (k) => (k === 0 ? 'done' : runIn(other, `pong(${k - 1})`)); other.pong = (k) => (k === 0 ? 'done' : runIn(other, `ping(${k - 1})`)); other.ping(6)",
      'two contexts share one object': [
        {
          host: 'const shared = { list: [] }; ctx.shared = shared; ctx.b = vm.createContext({ shared }); 0',
        },
        "shared.list.push('a'); runIn(b, \"shared.list.push('b')\"); shared.list.join()",
        { host: 'ctx.shared.list' },
      ],
      'a guest object of one context in two others': [
        "var o = { hits: 0, hit() { return ++this.hits; } }; var c1 = make({ o }); var c2 = make({ o }); runIn(c1, 'o.hit()'); runIn(c2, 'o.hit()'); o.hits",
        { host: 'ctx.o.hit()' },
      ],
      'a Script run in the middle of another':
        "const s = compiled('n = n * 2'); s.runInContext(make({ n: 4 }))",
      'createContext from within a run': "const c = make(); c.x = 1; [runIn(c, 'x'), typeof x]",
      'a guest object becomes a context object':
        "var own = { inside: 1 }; make(own); [runIn(own, 'inside = 2; added = 3'), own.inside, own.added]",
      'the context object passed in runs itself': [{ host: 'ctx.me = ctx; 0' }, "runIn(me, 'n')"],
    },
  },
  {
    context: '{ log }',
    cases: {
      'order of a run inside a getter': [
        {
          host: "Object.defineProperty(ctx, 'g', { get() { log('in'); const v = vm.runInContext('log(\"inner\"); 5', ctx); log('out'); return v; } }); 0",
        },
        "log('before'); g; log('after'); g + 1",
      ],
      'order of a run inside a setter': [
        {
          host: "Object.defineProperty(ctx, 's', { set(v) { vm.runInContext(`log(${v})`, ctx); } }); 0",
        },
        'log("a"); s = 1; s = 2; log("b");',
      ],
      'a run inside a conversion': [
        { host: 'ctx.o = { toString: () => vm.runInContext(\'"conv" + 1\', ctx) }; 0' },
        '`${o}`',
      ],
      'a run inside a comparator': [
        { host: 'ctx.compare = (a, b) => vm.runInContext(`${a} - ${b}`, ctx); 0' },
        '[3, 1, 2].sort(compare)',
      ],
      'a run inside JSON.stringify': [
        { host: "ctx.o = { toJSON: () => vm.runInContext('({ j: 1 })', ctx) }; 0" },
        'JSON.stringify([o])',
      ],
      'a run inside a proxy trap': [
        {
          host: "ctx.p = new Proxy({}, { get: (t, k) => vm.runInContext(`'${String(k)}' + '!'`, ctx) }); 0",
        },
        'p.name',
      ],
      'runInNewContext from a callback': [
        { host: 'ctx.fresh = (code, o) => vm.runInNewContext(code, o); 0' },
        "fresh('a + b', { a: 1, b: 2 })",
      ],
      'runInThisContext from a callback': [
        { host: 'ctx.here = (code) => vm.runInThisContext(code); 0' },
        "here('1 + 1')",
      ],
    },
  },
];
