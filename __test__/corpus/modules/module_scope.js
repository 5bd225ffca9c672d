'use strict';

/** What code of a module sees: globals and scripts of its context, strictness, itself, the host. */

/** Runs the first module of a graph; what counts is what the modules log, and how it ends. */
const runs = (texts) => ({
  host: `graph(${JSON.stringify(texts)}).run().then((m) => m.status)`,
  wait: true,
});

/** Runs a graph, then statements that see it as `g`, and its first module as `m`. */
const runsThen = (texts, statements) => ({
  host: `(async () => { const g = graph(${JSON.stringify(texts)}); const m = await g.run(); ${statements} })()`,
  wait: true,
});

module.exports = [
  {
    context: '{ log, shared: 1 }',
    cases: {
      'a module sees globals of the context': runs({
        a: 'log(shared, typeof globalThis, globalThis.shared); shared = 2; log(shared)',
      }),
      'a module sees declarations of scripts': [
        "let l = 'let'; const c = 'const'; class K {} function f() { return 'f' } var v = 'var';",
        runs({ a: 'log(l, c, typeof K, f(), v); l = 2; v = 3' }),
        '[l, v]',
      ],
      'declarations of a module are its own': [
        runs({
          a: `var v = 1; let l = 2; function f() {} class K {} log(typeof v, globalThis.v, 'f' in globalThis)`,
        }),
        '[typeof v, typeof l, typeof f, typeof K]',
      ],
      'declarations of a module hide globals': [
        'var v = 1; let l = 2;',
        runs({ a: 'var v = 10; let l = 20; log(v, l, globalThis.v)' }),
        '[v, l]',
      ],
      'a module is strict': runs({
        a: `try { undeclared = 1 } catch (e) { log(e.name) } try { Object.freeze([]).push(1) } catch (e) { log(e.name) } log((function () { return this })(), (function (a) { a = 2; return arguments[0] })(1))`,
      }),
      'an indirect eval in a module is sloppy': [
        runs({
          a: `(0, eval)('var fromEval = 1'); log(typeof fromEval, (0, eval)('(function () { return typeof this })()'))`,
        }),
        'fromEval',
      ],
      'a direct eval in a module': runs({
        a: `import { x } from 'b'; let y = 1; log(eval('x + y')); eval('var z = 1; y = 5'); log(typeof z, y)`,
        b: 'export const x = 1',
      }),
      'new Function in a module sees globals only': runs({
        a: `let y = 1; log(Function('return typeof y + typeof shared')())`,
      }),
      'this is undefined': runs({ a: 'log(this, typeof this, (() => this)())' }),
      'arguments and require are not there': runs({
        a: 'log(typeof arguments, typeof require, typeof module, typeof exports, typeof __filename)',
      }),
      'functions have the text of the module': runs({
        a: `import d, { f } from 'b'; log(f.toString()); log(String(d)); log(f.name, f.length)`,
        b: 'export /* 1 */ function f ( a, b ) { return a /* 2 */ + b }\nexport default class   { m() {} }',
      }),
      'the host calls functions of a module': runsThen(
        {
          a: 'let n = 0; export const count = () => ++n; export { n }; export class P { constructor(x) { this.x = x } get double() { return this.x * 2 } }',
        },
        'const { count, P } = m.namespace; count(); count(); return [m.namespace.n, new P(4).double, P.name]',
      ),
      'a module keeps objects of the host': [
        { host: 'ctx.o = { a: 1 }; 0' },
        runsThen(
          { a: 'export const kept = o; export let same = (x) => x === o; o.b = 2' },
          'return [m.namespace.kept === ctx.o, m.namespace.same(ctx.o), ctx.o]',
        ),
      ],
      'errors of a module belong to its realm': [
        runsThen(
          { a: 'export const e = new TypeError("t"); export const realm = TypeError' },
          'return [m.namespace.e, m.namespace.e instanceof m.namespace.realm, m.namespace.e instanceof TypeError]',
        ),
      ],
      'top-level names with escapes and html-like text': runs({
        a: 'let \\u0061b = 1; log(ab); let x = 3; log(x --\n> 0)',
      }),
      'a hashbang and a byte order mark': runs({ a: '#!/usr/bin/env node\nlog("hashbang")' }),
      'an empty module': runsThen({ a: '' }, 'return [m.status, m.namespace]'),
      'a module without a context': {
        host: "globalThis.__m = 1; const m = new vm.SourceTextModule('export const seen = __m; export default typeof process'); m.link(() => {}).then(() => m.evaluate()).then(() => { delete globalThis.__m; return m.namespace.seen; })",
        wait: true,
      },
      'modules of two contexts': {
        host: "(async () => { const other = vm.createContext({ shared: 2 }); const [a, b] = [ctx, other].map((context) => new vm.SourceTextModule('export const v = shared; export const A = Array', { context, identifier: 'm' })); for (const m of [a, b]) { await m.link(() => {}); await m.evaluate(); } return [a.namespace.v, b.namespace.v, a.namespace.A === b.namespace.A]; })()",
        wait: true,
      },
    },
  },
];
