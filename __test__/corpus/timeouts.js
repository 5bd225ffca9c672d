'use strict';

/** `timeout` on every kind of run: the error, and that the realm works afterwards. */

const MS = 60;
const limited = (run, timeout = MS) => ({ run, options: { timeout } });

const endless = {
  'an empty while': 'while (true);',
  'a while with a body': 'let n = 0; while (true) n++;',
  'an empty for': 'for (;;);',
  'a do while': 'do {} while (true)',
  'a for-of over a generator': 'for (const x of (function* () { while (true) yield 1; })());',
  'a loop in a function': '(function () { while (true); })()',
  'a loop in an arrow': '(() => { for (;;); })()',
  'a loop in a method': '({ m() { while (true); } }).m()',
  'a loop in a getter': '({ get g() { while (true); } }).g',
  'a loop in a constructor': 'new (class { constructor() { while (true); } })()',
  'a loop in a static block': 'class S { static { while (true); } }',
  'a loop in forEach': '[1].forEach(() => { while (true); })',
  'a loop in map': '[1].map(() => { for (;;); })',
  'a loop in a comparator': '[2, 1].sort(() => { while (true); })',
  'a loop in a replacer': "'a'.replace(/a/, () => { while (true); })",
  'a loop in toJSON': 'JSON.stringify({ toJSON() { while (true); } })',
  'a loop in valueOf': '+{ valueOf() { while (true); } }',
  'a loop in a proxy trap': 'new Proxy({}, { get() { while (true); } }).x',
  'a loop in an iterator': '[...{ *[Symbol.iterator]() { while (true); } }]',
  'a loop in eval': "eval('while (true);')",
  'a loop in indirect eval': "(0, eval)('while (true);')",
  'a loop in Function': "Function('while (true);')()",
  'a loop in a generator': '(function* () { while (true); })().next()',
  'a loop with a continue': 'for (;;) { continue; }',
  'a labelled loop': 'outer: for (;;) { for (;;) { continue outer; } }',
  'a loop with try and catch': 'while (true) { try { throw 1; } catch {} }',
  'a loop that catches all': 'while (true) { try { while (true); } catch {} }',
  'a loop in finally': 'try { } finally { while (true); }',
  'a loop in catch': 'try { throw 1; } catch { while (true); }',
  'a loop that makes objects': 'while (true) ({ a: [1, 2] });',
  'a loop that calls': 'function f() { return 1; } while (true) f();',
  'a loop that calls the host': 'while (true) host();',
  'a loop in a guest function called back by the host': 'call(() => { while (true); })',
  'a loop in a getter that the host reads': 'read({ get x() { while (true); } })',
  'a loop in a trap that the host runs into': 'read(new Proxy({}, { get() { while (true); } }))',
  'a loop in strict code': "'use strict'; while (true);",
  'a loop over globals': 'while (true) { globalThis.kept = 1; }',
  'a loop in a tagged template': '((s) => { while (true); })`x`',
  'a loop in a default parameter': '((a = (() => { while (true); })()) => a)()',
  'a loop in a destructuring default': 'const { a = (() => { while (true); })() } = {};',
  'a loop in a class field': 'new (class { f = (() => { while (true); })(); })()',
  'a loop in Array.from': 'Array.from({ length: 2 }, () => { while (true); })',
  'a loop in Reflect.apply': 'Reflect.apply(() => { while (true); }, null, [])',
  'a loop in a host array method': 'hostList.forEach(() => { while (true); })',
};

const cases = {};
for (const [name, code] of Object.entries(endless)) cases[name] = [limited(code), 'kept + 1'];

module.exports = [
  {
    context: '{ kept: 1, host: () => 1, call: (f) => f(), read: (o) => o.x, hostList: [1] }',
    cases,
  },
  {
    context: '{ kept: 1, log, call: (f) => f() }',
    cases: {
      'the error is catchable by the host only': [
        limited('try { while (true); } catch (e) { log("caught"); } finally { log("finally"); }'),
      ],
      'the error in detail': [
        limited('while (true);', 50),
        {
          host: '[thrown[0].code, thrown[0].message, thrown[0].name, thrown[0] instanceof Error, thrown[0].constructor.name]',
        },
      ],
      'the error tells the timeout': [limited('while (true);', 77), { host: 'thrown[0].message' }],
      'the stack of the error': [
        limited('while (true);', 50),
        { host: "thrown[0].stack.startsWith('Error') || thrown[0].stack.split('\\n')[0]" },
      ],
      'a fast script under a timeout': [limited('kept + 1', 1000)],
      'a script that throws under a timeout': [limited("throw new TypeError('fast')", 1000)],
      'a syntax error under a timeout': [limited('1 +', 1000)],
      'the realm keeps what was done before': [
        limited('var before = 1; let l = 2; while (true);'),
        '[before, l]',
        { host: 'ctx.before' },
      ],
      'the realm keeps its functions': [
        'function f() { return kept; }',
        limited('while (true);'),
        'f()',
        { host: 'ctx.f()' },
      ],
      'three timeouts in a row': [
        limited('while (true);', 30),
        limited('while (true);', 30),
        limited('while (true);', 30),
        'kept',
      ],
      'a timeout, then a long time without': [
        limited('while (true);', 30),
        { host: 'new Promise((r) => setTimeout(r, 60))', wait: true },
        'kept',
      ],
      'a run that ends in time is not interrupted later': [
        limited('kept', 30),
        {
          host: 'const t = Date.now(); while (Date.now() - t < 60); vm.runInContext("let s = 0; for (let i = 0; i < 100000; i++) s += i; s", ctx)',
        },
      ],
      'a host callback is not interrupted, but the run is after it': [
        {
          host: "ctx.slow = () => { const t = Date.now(); while (Date.now() - t < 20); log('host done'); return 1; }; 0",
        },
        limited('slow(); while (true);', 100),
        'kept',
      ],
      'a catch in the host sees the timeout': [
        {
          host: "ctx.guard = (f) => { try { return f(); } catch (e) { log('guard', typeof e); return 'guarded'; } }; 0",
        },
        limited('guard(() => { while (true); }); while (true);', 60),
        'kept',
      ],
      'an inner run with its own timeout': [
        {
          host: 'ctx.run = (c, t) => { try { return vm.runInContext(c, ctx, { timeout: t }); } catch (e) { return e.code; } }; 0',
        },
        limited("run('while (true);', 30)", 2000),
      ],
      'an outer timeout over an inner run': [
        { host: 'ctx.run = (c, t) => vm.runInContext(c, ctx, { timeout: t }); 0' },
        limited("run('while (true);', 5000)", 60),
        'kept',
      ],
      'an outer timeout over an inner run without one': [
        { host: 'ctx.run = (c) => vm.runInContext(c, ctx); 0' },
        limited("run('while (true);')", 60),
        'kept',
      ],
      'another context within the timeout': [
        {
          host: 'ctx.other = vm.createContext({}); ctx.run = (c) => vm.runInContext(c, ctx.other); 0',
        },
        limited("run('while (true);')", 60),
        'kept',
        { host: "vm.runInContext('1 + 1', ctx.other)" },
      ],
      'Script.runInContext with a timeout': [
        { host: "new vm.Script('while (true);').runInContext(ctx, { timeout: 50 })" },
        'kept',
      ],
      'a Script that timed out runs again': [
        {
          host: 'ctx.s = new vm.Script(\'n = typeof n === "number" ? n + 1 : 1; if (n < 2) while (true); n\'); try { ctx.s.runInContext(ctx, { timeout: 40 }); } catch (e) { e.code }',
        },
        { host: 'const s = ctx.s; delete ctx.s; s.runInContext(ctx, { timeout: 1000 })' },
      ],
      'a generator that timed out': [
        'function* g() { yield 1; while (true); } var it = g(); it.next().value',
        limited('it.next()', 40),
        'kept',
      ],
      'a promise job after a timed out run': [
        limited("Promise.resolve().then(() => log('job')); while (true);", 40),
        { turns: 3 },
      ],
      'deep recursion under a timeout': [
        limited('function f(n) { return n === 0 ? 0 : 1 + f(n - 1); } f(1000)', 5000),
      ],
      'breakOnSigint and a timeout': [
        { run: 'while (true);', options: { timeout: 50, breakOnSigint: true } },
        'kept',
      ],
    },
  },
  {
    contextify: false,
    cases: {
      'runInNewContext with a timeout': {
        host: "vm.runInNewContext('while (true);', {}, { timeout: 50 })",
      },
      'runInThisContext with a timeout': {
        host: "vm.runInThisContext('while (true);', { timeout: 50 })",
      },
      'runInThisContext works after a timeout': {
        host: "attempt(() => vm.runInThisContext('while (true);', { timeout: 50 })); vm.runInThisContext('1 + 1')",
      },
      'Script.runInNewContext with a timeout': {
        host: "new vm.Script('while (true);').runInNewContext({}, { timeout: 50 })",
      },
      'Script.runInThisContext with a timeout': {
        host: "new vm.Script('while (true);').runInThisContext({ timeout: 50 })",
      },
      'a wrong timeout': {
        host: "[0, -1, 1.5, NaN, Infinity, '5', null, {}, 2 ** 53].map((timeout) => { try { return vm.runInNewContext('1', {}, { timeout }); } catch (e) { return [e.name, e.code, e.message]; } })",
      },
      'a timeout of undefined': { host: "vm.runInNewContext('1', {}, { timeout: undefined })" },
      'the largest timeout': { host: "vm.runInNewContext('1', {}, { timeout: 2 ** 31 - 1 })" },
    },
  },
];
