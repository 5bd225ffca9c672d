'use strict';

/** `await` at the top level of modules: who waits for whom, and what fails with whom. */

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

/** A promise of the host that the case settles itself. */
const GATE =
  '{ log, gates: [], gate: () => new Promise((resolve, reject) => ctx.gates.push({ resolve, reject })), sleep: (ms, v) => new Promise((r) => setTimeout(r, ms, v)) }';

const open = (value = '') => `ctx.gates.shift().resolve(${value});`;

module.exports = [
  {
    context: GATE,
    cases: {
      'await in a single module': runs({ a: 'log(1); await null; log(2)' }),
      'await of a value': runs({
        a: 'log(await 5, await "s", await { then(f) { f("thenable") } }, await undefined)',
      }),
      'an export that waits': graphed(
        { a: 'export const x = await Promise.resolve(5); export default await 6' },
        'const m = await g.run(); return { ...m.namespace };',
      ),
      'evaluate gives undefined': graphed(
        { a: 'await null; 5' },
        'await g.link(); return g.a.evaluate();',
      ),
      'a parent waits': runs({ a: `import 'b'; log('a')`, b: `log('b1'); await null; log('b2')` }),
      'a grandparent waits': runs({
        a: `import 'b'; log('a')`,
        b: `import 'c'; log('b')`,
        c: `log('c1'); await null; log('c2')`,
      }),
      'a parent waits for a value': runs({
        a: `import { x } from 'b'; log(x)`,
        b: 'export const x = await Promise.resolve("late")',
      }),
      'a sibling without await runs meanwhile': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `log('b1'); await null; log('b2')`,
        c: `log('c')`,
      }),
      'siblings that both await': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `log('b1'); await null; log('b2')`,
        c: `log('c1'); await null; log('c2')`,
      }),
      'siblings of different length': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `log('b1'); await sleep(10); log('b2')`,
        c: `log('c1'); await null; log('c2')`,
      }),
      'children of a shared dependency run in the order of the graph': runs({
        a: `import 'b'; import 'c'; import 'd'; log('a')`,
        b: `import 's'; log('b')`,
        c: `import 's'; log('c')`,
        d: `import 's'; log('d')`,
        s: `log('s1'); await null; log('s2')`,
      }),
      'a diamond over an await': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `import 'd'; log('b1'); await null; log('b2')`,
        c: `import 'd'; log('c')`,
        d: `log('d1'); await sleep(2); log('d2')`,
      }),
      'awaits at every level': runs({
        a: `import 'b'; log('a1'); await sleep(1); log('a2')`,
        b: `import 'c'; log('b1'); await sleep(1); log('b2')`,
        c: `log('c1'); await sleep(1); log('c2')`,
      }),
      'a cycle with an await': runs({
        a: `import 'b'; log('a')`,
        b: `import 'a'; log('b1'); await null; log('b2')`,
      }),
      'a cycle of three with awaits': runs({
        a: `import 'b'; log('a1'); await null; log('a2')`,
        b: `import 'c'; log('b')`,
        c: `import 'a'; log('c1'); await null; log('c2')`,
      }),
      'a cycle that is imported from outside': runs({
        a: `import 'c'; log('a')`,
        b: `import 'c'; log('b1'); await null; log('b2')`,
        c: `import 'b'; log('c')`,
      }),
      'a binding of an awaiting module is live': graphed(
        { a: 'export let x = 1; await gate(); x = 2' },
        `await g.link(); const p = g.a.evaluate(); log(g.a.namespace.x); ${open()} await p; return g.a.namespace.x;`,
      ),
      'a binding of an awaiting module is not ready': graphed(
        { a: 'await gate(); export const x = 2' },
        `await g.link(); const p = g.a.evaluate(); log(attempt(() => g.a.namespace.x)); ${open()} await p; return g.a.namespace.x;`,
      ),
      'for await over promises': runs({
        a: 'for await (const x of [Promise.resolve(1), 2, sleep(1, 3)]) log(x)',
      }),
      'for await over an async generator': runs({
        a: 'async function* g() { yield 1; await null; yield 2 } for await (const x of g()) { log(x); await null }',
      }),
      'for await over an iterable of the host': {
        context: '{ log, source: (async function* () { yield 1; yield 2; })() }',
        steps: runs({ a: 'for await (const x of source) log(x)' }),
      },
      'await within statements': runs({
        a: 'if (await true) { for (let i = 0; i < (await 2); i++) log(i) } try { throw await "t" } catch (e) { log(e) } finally { await null; log("finally") } switch (await 1) { case await 1: log("case") } log(`${await "template"}`, [await 1, ...(await [2])], { [await "k"]: await 3 })',
      }),
      'await in a class at the top level': runs({
        a: 'class A extends (await Object) { [await "m"]() { return 1 } } log(new A().m())',
      }),
      'an await expression that is an operand': runs({
        a: 'let x = 1; const y = x + (await (x = 5, 2)); log(x, y); log(typeof await null, !await 0, -(await 1), await await 2)',
      }),
      'await of a promise of the host': runs({
        a: 'log(await sleep(2, "slept")); log(await sleep(1, { a: 1 }))',
      }),
      'await of a rejected promise of the host, caught': runs({
        a: 'try { const p = gate(); gates.shift().reject(new RangeError("caught")); await p } catch (e) { log(e) }',
      }),
      'await of a rejected promise': runs({
        a: 'log(1); await Promise.reject(new RangeError("r")); log(2)',
      }),
      'await of a rejected promise of the host': runs({
        a: 'const p = gate(); gates.shift().reject("by host"); await p',
      }),
      'an error before any await': runs({ a: 'throw new RangeError("early"); await null' }),
      'an error after an await': runs({ a: 'await null; throw new RangeError("late")' }),
      'an error after an await: undefined': runs({ a: 'await null; throw undefined' }),
      'an error after an await in a dependency': runs({
        a: `import 'b'; log('a')`,
        b: `await null; throw new RangeError('late')`,
      }),
      'an error after an await in a dependency of two': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `import 'd'; log('b')`,
        c: `import 'd'; log('c')`,
        d: `await null; throw new RangeError('late')`,
      }),
      'an error after an await does not stop a sibling': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `await null; throw new RangeError('late')`,
        c: `log('c1'); await sleep(1); log('c2')`,
      }),
      'a sibling that throws at once while another awaits': graphed(
        {
          a: `import 'b'; import 'c'; log('a')`,
          b: `log('b1'); await sleep(2); log('b2')`,
          c: `throw new RangeError('now')`,
        },
        `const e = await g.run().catch((e) => e); log(['a', 'c'].map((n) => g[n].status)); await ctx.sleep(10); log(g.b.status); return e;`,
      ),
      'two siblings that throw after awaits: the first wins': graphed(
        {
          a: `import 'b'; import 'c'; log('a')`,
          b: `await sleep(5); throw new RangeError('slow')`,
          c: `await null; throw new RangeError('fast')`,
        },
        `const e = await g.run().catch((e) => e); await ctx.sleep(20); log(g.a.error === g.c.error, g.b.error, g.a.status); return e;`,
      ),
      'an error in a cycle after an await': graphed(
        { a: `import 'b'; log('a')`, b: `import 'a'; await null; throw new RangeError('b')` },
        `const e = await g.run().catch((e) => e); log(g.a.status, g.b.status, g.a.error === e, g.b.error === e); return e;`,
      ),
      'evaluate again after an error after an await': graphed(
        { a: 'await null; throw new RangeError("late")' },
        'const e = await g.run().catch((e) => e); return [await g.a.evaluate().catch((f) => f === e), g.a.error === e];',
      ),
      'a dependency evaluated by itself after it failed': graphed(
        { a: `import 'b'`, b: 'await null; throw new RangeError("late")' },
        'const e = await g.run().catch((e) => e); return g.b.evaluate().catch((f) => f === e);',
      ),
    },
  },
];
