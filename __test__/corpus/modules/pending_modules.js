'use strict';

/** Modules that wait at their top level: their statuses, evaluating them again, what runs meanwhile. */

/** Host statements that may await, with the graph as `g`. */
const graphed = (texts, statements) => ({
  host: `(async () => { const g = graph(${JSON.stringify(texts)}); ${statements} })()`,
  wait: true,
});

/** Runs a graph and logs the statuses after it; the outcome is how it ends. */
const runs = (texts) =>
  graphed(
    texts,
    `const names = ${JSON.stringify(Object.keys(texts))}; try { return (await g.run()).status } finally { log(names.map((name) => g[name].status)) }`,
  );

/** Links a graph, begins its evaluation, and goes on with statements; the evaluation is `p`. */
const begins = (texts, statements) =>
  graphed(texts, `await g.link(); const p = g.a.evaluate(); ${statements}`);

/** A promise of the host that the case settles itself. */
const GATE =
  '{ log, gates: [], gate: () => new Promise((resolve, reject) => ctx.gates.push({ resolve, reject })), sleep: (ms, v) => new Promise((r) => setTimeout(r, ms, v)) }';

const open = (value = '') => `ctx.gates.shift().resolve(${value});`;
const turn = 'await new Promise(setImmediate);';

module.exports = [
  {
    context: GATE,
    cases: {
      'the status while it waits': begins(
        { a: 'log(1); await gate(); log(2)' },
        `log(g.a.status); ${turn} log(g.a.status); ${open()} await p; log(g.a.status);`,
      ),
      'the statuses of a graph that waits': begins(
        { a: `import 'b'; import 'c'`, b: 'await gate()', c: `import 'd'`, d: '' },
        `const all = () => ['a', 'b', 'c', 'd'].map((n) => g[n].status); log(all()); ${turn} log(all()); ${open()} await p; log(all());`,
      ),
      'the status when a wait fails': begins(
        { a: 'await gate()' },
        `log(g.a.status); ctx.gates.shift().reject(new RangeError('r')); const e = await p.catch((e) => e); return [g.a.status, g.a.error === e, e];`,
      ),
      'the error getter while it waits': begins(
        { a: 'await gate()' },
        `try { g.a.error } catch (e) { log(e.code, e.message) } ${open()} await p;`,
      ),
      'what the host does meanwhile': begins(
        { a: 'log("a1"); await null; log("a2")' },
        'log("host"); await p; log("after");',
      ),
      'evaluate gives its promise before the module ends': begins(
        { a: 'log(await gate())' },
        `let done = false; p.then(() => { done = true; }); ${turn} log(done); ${open('"value"')} await p; log(done);`,
      ),
      'evaluated again while it waits': begins(
        { a: 'log("once"); await gate(); log("end")' },
        `const q = g.a.evaluate(); log(q instanceof Promise, p === q); ${open()} return [await p, await q];`,
      ),
      'evaluated again while it waits, and it fails': begins(
        { a: 'await gate(); throw new RangeError("r")' },
        `const q = g.a.evaluate(); ${open()} const [e, f] = await Promise.allSettled([p, q]); return [e.reason === f.reason, e.status, f.status];`,
      ),
      'a dependency evaluated while the graph waits for it': begins(
        { a: `import 'b'; log('a')`, b: `log('b1'); await gate(); log('b2')` },
        `const q = g.b.evaluate().then(() => log('b done')); ${open()} await Promise.all([p, q]); return [g.a.status, g.b.status];`,
      ),
      'a dependency evaluated first': graphed(
        { a: `import 'b'; log('a')`, b: `log('b1'); await gate(); log('b2')` },
        `await g.link(); const q = g.b.evaluate(); const p = g.a.evaluate(); log(g.a.status, g.b.status); ${open()} await p; await q; return [g.a.status, g.b.status];`,
      ),
      'another root over a dependency that waits': graphed(
        {
          a: `import 'c'; log('a')`,
          b: `import 'c'; log('b')`,
          c: `log('c1'); await gate(); log('c2')`,
        },
        `await g.link('a'); await g.link('b'); const p = g.a.evaluate(); const q = g.b.evaluate(); log(['a', 'b', 'c'].map((n) => g[n].status)); ${open()} await p; await q; return ['a', 'b', 'c'].map((n) => g[n].status);`,
      ),
      'another root over a dependency that fails': graphed(
        {
          a: `import 'c'; log('a')`,
          b: `import 'c'; log('b')`,
          c: `await gate(); throw new RangeError('c')`,
        },
        `await g.link('a'); await g.link('b'); const p = g.a.evaluate(); const q = g.b.evaluate(); ${open()} const [e, f] = await Promise.allSettled([p, q]); return [e.reason === f.reason, e.reason, ['a', 'b', 'c'].map((n) => g[n].status)];`,
      ),
      'a new root over a module that waits': begins(
        { a: 'export let x = 1; await gate(); x = 2' },
        `const m = new vm.SourceTextModule("import { x } from 'a'; log(x)", { context: ctx, identifier: 'm' }); await m.link(() => g.a); const q = m.evaluate(); ${turn} log(m.status); ${open()} await q; return m.status;`,
      ),
      'linked again while it waits': begins(
        { a: 'await gate()' },
        `log(await g.a.link(() => {}).catch((e) => e)); ${open()} await p;`,
      ),
      'the namespace while it waits': begins(
        {
          a: 'export function f() { return x } export var x = 1; await gate(); x = 2; export let y',
        },
        `const ns = g.a.namespace; log(ns.f(), ns.x, attempt(() => ns.y), Reflect.ownKeys(ns)); ${open()} await p; log(ns.f(), ns.y);`,
      ),
      'many awaits': graphed(
        { a: 'export let n = 0; for (let i = 0; i < 200; i++) n += await 1' },
        'return (await g.run()).namespace.n;',
      ),
      'many modules that await': {
        host: "const texts = { root: '' }; for (let i = 0; i < 50; i++) { texts.root += `import { v as v${i} } from 'm${i}';`; texts['m' + i] = `export const v = await ${i}`; } texts.root += 'export const sum = [' + Array.from({ length: 50 }, (_, i) => 'v' + i) + '].reduce((a, b) => a + b)'; graph(texts).run().then((m) => m.namespace.sum)",
        wait: true,
      },
      'a long chain of modules that await': {
        host: "const texts = {}; for (let i = 0; i < 50; i++) texts['m' + i] = i < 49 ? `import { v as w } from 'm${i + 1}'; await null; export const v = w + 1;` : 'export const v = await 0'; graph(texts).run().then((m) => m.namespace.v)",
        wait: true,
      },
      'jobs of the guest run between': runs({
        a: `Promise.resolve().then(() => log('job 1')); log('sync'); await null; log('after 1'); Promise.resolve().then(() => log('job 2')); await null; log('after 2')`,
      }),
      'jobs of the host run between': begins(
        { a: 'log("a1"); await gate(); log("a2")' },
        `Promise.resolve().then(() => log('host job')); log('sync'); ${turn} ${open()} await p; log('end');`,
      ),
      'a function of the module awaited by the host': graphed(
        { a: 'let n = 0; export async function next() { await null; return ++n } await next()' },
        'const m = await g.run(); return [await m.namespace.next(), await m.namespace.next()];',
      ),
      'a module that never ends': begins(
        { a: 'log(1); await new Promise(() => {}); log(2)' },
        `${turn} return [g.a.status, await Promise.race([p, 'pending'])];`,
      ),
      'a module that waits for a thenable of the host that throws': {
        context: '{ log, bad: { then() { throw new RangeError("then"); } } }',
        steps: runs({ a: 'await bad' }),
      },
      'a timeout after an await does not count': graphed(
        { a: 'await sleep(40); log("late")' },
        'await g.link(); await g.a.evaluate({ timeout: 20 }); return g.a.status;',
      ),
      'an await in an import cycle of itself': runs({
        a: `import { x } from 'a'; export let x = 1; await null; log(x)`,
      }),
      'dynamic values exported by await of destructuring': graphed(
        {
          a: 'export const { p, q = await 2 } = await { p: 1 }; export const [r] = await sleep(1, [3])',
        },
        'return { ...(await g.run()).namespace };',
      ),
    },
  },
];
