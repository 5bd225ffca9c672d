'use strict';

/** eval, Function, with and strictness: other ways to reach the global names. */

module.exports = [
  {
    context: '{ a: 1 }',
    cases: {
      'direct eval reads': "eval('a')",
      'direct eval reads a local': "(function () { var local = 2; return eval('local + a'); })()",
      'direct eval assigns a local':
        "(function () { var local = 2; eval('local = 3'); return local; })()",
      'direct eval declares in a function':
        "(function () { eval('var e = 1'); return [e, typeof globalThis.e]; })()",
      'direct eval declares at the top': [
        "eval('var e = 1; function ef() {}')",
        '[typeof e, typeof ef]',
        { host: 'Object.keys(ctx)' },
      ],
      'direct eval in strict code declares nothing': ["'use strict'; eval('var e = 1'); typeof e"],
      'strict code within direct eval': 'eval(\'"use strict"; undeclared = 1\')',
      'direct eval of let': ["eval('let l = 1; l')", 'typeof l'],
      'direct eval of a function that is kept': "const f = eval('(() => a)'); a = 5; f()",
      'indirect eval reads the global':
        "var local = 'global'; (function () { var local = 'local'; return (0, eval)('local'); })()",
      'indirect eval declares': [
        "(0, eval)('var e = 1; function ef() {} g = 2')",
        { host: 'Object.keys(ctx)' },
      ],
      'indirect eval of let': ["(0, eval)('let l = 1; const c = 2; l + c')", 'typeof l'],
      'indirect eval under another name': "const run = eval; run('var viaRun = a'); viaRun",
      'globalThis.eval': "globalThis.eval('this === globalThis')",
      'eval of no string': '[eval(5), eval(null), eval(undefined), eval()]',
      'eval of an object': 'const o = {}; eval(o) === o',
      'eval with a syntax error':
        "try { eval('1 +'); } catch (e) { [e.name, e instanceof SyntaxError] }",
      'eval with a syntax error through': "eval('1 +')",
      'eval with a redeclaration of let': ["let l = 1; eval('var l = 2')"],
      'eval in a parameter': "(function (x = eval('a')) { return x; })()",
      'eval in an arrow': "(() => eval('typeof this'))()",
      'eval sees new.target':
        "new (function () { this.ok = eval('new.target !== undefined'); })().ok",
      'eval sees arguments': "(function () { return eval('arguments[0]'); })(7)",
      'nested eval': "eval('eval(\"eval(\\'a + 1\\')\")')",
      'eval of a host function of that name': [
        { host: 'ctx.hostEval = eval; 0' },
        'typeof hostEval',
      ],
      'the completion value of eval':
        "[eval('1;;;'), eval('{}'), eval('var z = 1'), eval('if (1) 5')]",
      'eval with a hashbang': "eval('#!no')",
      'eval with an html comment': "eval('1 <!-- comment')",
      'Function sees globals only':
        "(function () { var local = 1; return Function('return typeof local + a')(); })()",
      'Function assigns a global': ["Function('fresh = 5')()", { host: 'ctx.fresh' }],
      'Function declares locally': ["Function('var v = 5; return v')()", 'typeof v'],
      'Function with parameters': "Function('x', 'y', 'return x + y + a')(1, 2)",
      'Function with parameters in one string':
        "new Function('x, y = 2, ...z', 'return [x, y, z]')(1)",
      'Function and this': "Function('return this')() === globalThis",
      'strict Function and this': 'Function(\'"use strict"; return this\')()',
      'Function name and length': "const f = Function('a', 'b', ''); [f.name, f.length]",
      'Function with a syntax error': "Function('return (')",
      'Function with broken parameters': "Function('a,,b', '')",
      'Function in another function': "(function () { return Function('return a')(); })()",
      GeneratorFunction:
        "const G = (function* () {}).constructor; [...new G('yield a; yield 2')()]",
      AsyncFunction: {
        steps: [
          { run: "const A = (async () => {}).constructor; new A('return await a')()", wait: true },
        ],
      },
      AsyncGeneratorFunction: {
        steps: [
          {
            run: "const A = (async function* () {}).constructor; new A('yield a')().next()",
            wait: true,
          },
        ],
      },
      'constructor of constructor is the guest Function': [
        "this.constructor.constructor('return typeof process')()",
      ],
      'with reads': 'with ({ w: 1 }) { w + a }',
      'with assigns to its object': 'const o = { w: 1 }; with (o) { w = 2; a = 3; } [o.w, a]',
      'with and var': ['const o = { v: 1 }; with (o) { var v = 2; } [o.v, v]', { host: 'ctx.v' }],
      'with and a missing name': ['with ({}) { missing = 1; } missing', { host: 'ctx.missing' }],
      'with globalThis': 'with (globalThis) { a = 9; } a',
      'with a host object': [
        { host: 'ctx.h = { x: 5, y: { z: 6 } }; 0' },
        'with (h) { x = 7; y.z + x }',
        { host: 'ctx.h.x' },
      ],
      'with a proxy':
        'with (new Proxy({}, { has: (t, k) => k === "magic", get: (t, k) => (k === Symbol.unscopables ? undefined : 42) })) { magic + a }',
      'with unscopables': 'with ({ x: 1, [Symbol.unscopables]: { x: true } }) { typeof x }',
      'with an array': 'with ([1, 2, 3]) { [length, join("-"), typeof values] }',
      'with in a function': '(function (data) { with (data) { return name + a; } })({ name: "n" })',
      'with null': 'with (null) { }',
      'with in strict code': "'use strict'; with ({}) { }",
      'with and a function inside': 'with ({ w: 1 }) { var f = function () { return w; }; } f()',
      'with and typeof': 'with ({}) { typeof nowhere }',
      'with and delete': 'const o = { d: 1 }; with (o) { delete d; } "d" in o',
      'with and call: this is the object':
        'with ({ me() { return this; }, mark: 1 }) { me().mark }',
      'a sloppy this': '(function () { return this === globalThis; })()',
      'a sloppy this with a primitive': "(function () { return typeof this; }).call('text')",
      'octal literals in sloppy code': '[010, 0o10, "\\101"]',
      'octal literals in strict code': "'use strict'; 010",
      'duplicate parameters': '(function (a, a) { return a; })(1, 2)',
      'duplicate parameters in strict code': "'use strict'; (function (a, a) {})",
      'arguments follow parameters in sloppy code':
        '(function (p) { arguments[0] = 5; return p; })(1)',
      'arguments.callee': '(function f() { return arguments.callee === f; })()',
      'arguments.callee in strict code':
        "(function () { 'use strict'; return arguments.callee; })()",
      'assignment to eval in strict code': "'use strict'; eval = 1",
      'a label and a loop':
        'outer: for (var i = 0; ; i++) { for (;;) { if (i > 2) break outer; continue outer; } } i',
      'generators that write globals':
        'function* g() { a = 2; yield a; a = 3; yield a; } const it = g(); [it.next().value, a, it.next().value, a]',
      'a generator stopped by return':
        'function* g() { try { yield 1; } finally { a = 99; } } for (const v of g()) break; a',
      'default parameters that write globals': 'function f(x = (a = 7)) { return x; } [f(), a]',
      'a tagged template':
        "function tag(s, ...v) { return [s.raw.join('|'), v]; } tag`x${a}y\\n${2}z`",
      'a tagged template object is cached': 'const t = (s) => s; const f = () => t`x`; f() === f()',
      'comma, void and conditional': '(a = 2, void 0, a ? a : 0)',
      'optional chaining on globals': '[globalThis.nothing?.x, globalThis.a?.toFixed(1)]',
      'nullish on an unknown property': 'this.nothing ?? "default"',
      'a computed name': "const k = 'dyn'; globalThis[k] = 1; dyn",
      'regexp literals are new each time': 'const f = () => /x/g; f() === f()',
      'Symbol description': "Symbol('d').description",
      'static blocks that write globals': 'class S { static { a = 55; } } a',
      'private names':
        'class P { #x = a; get x() { return this.#x; } static has(o) { return #x in o; } } [new P().x, P.has(new P()), P.has({})]',
    },
  },
];
