'use strict';

/** The life of a module: what `link`, `evaluate` and the getters do in each status. */

/** Host statements that may await, with ways to make modules. */
const later = (statements) => ({
  host: `(async () => {
    const text = (code = '', identifier = 'm') => new vm.SourceTextModule(code, { context: ctx, identifier });
    const synthetic = (names = [], f = () => {}, identifier = 's') => new vm.SyntheticModule(names, f, { context: ctx, identifier });
    const ended = (p) => p.then((value) => ['fulfils', value], (error) => ['rejects', error]);
    const seen = (m) => { const look = (key) => { try { return m[key]; } catch (e) { return e.code + ': ' + e.message; } }; return [m.status, look('error'), look('namespace')]; };
    ${statements}
  })()`,
  wait: true,
});

module.exports = [
  {
    context: '{ log }',
    cases: {
      'unlinked, linking, linked, evaluated': later(
        `const m = text("import 'x'"); log(m.status); const p = m.link(async () => { log('in linker', m.status); return text('', 'x'); }); log('meanwhile', m.status); log(await p, m.status); const q = m.evaluate(); log('begun', m.status); log(await q, m.status);`,
      ),
      'a synthetic module: unlinked, linked, evaluated': later(
        `const m = synthetic(['x'], () => log('evaluating', m.status)); log(m.status); const p = m.link(() => log('never')); log('meanwhile', m.status); log(await p, m.status); const q = m.evaluate(); log('begun', m.status); log(await q, m.status);`,
      ),
      'evaluating, seen from inside': later(
        `const m = text('look()'); ctx.look = () => log(m.status, attempt(() => m.error), attempt(() => m.namespace)); await m.link(() => {}); await m.evaluate();`,
      ),
      'the statuses of a graph, seen from inside': later(
        `const g = graph({ a: "import 'b'; import 'd'; look('a')", b: "import 'c'; look('b')", c: "look('c')", d: "look('d')" }); ctx.look = (at) => log(at, ['a', 'b', 'c', 'd'].map((n) => g[n].status)); await g.run(); ctx.look('end');`,
      ),
      'the statuses of a cycle, seen from inside': later(
        `const g = graph({ a: "import 'b'; look('a')", b: "import 'a'; look('b')" }); ctx.look = (at) => log(at, ['a', 'b'].map((n) => g[n].status)); await g.run(); ctx.look('end');`,
      ),
      'the statuses of a graph while it is linked': later(
        `const g = graph({ a: "import 'b'; import 'c'", b: "import 'c'", c: '' }); const look = (at) => log(at, ['a', 'b', 'c'].map((n) => g[n].status)); await g.a.link((specifier, from) => { look(from.identifier + ' asks for ' + specifier); return g[specifier]; }); look('end');`,
      ),
      'the statuses of a dependency of which the root is not evaluated': later(
        `const g = graph({ a: "import 'b'", b: '' }); await g.link(); log(g.a.status, g.b.status); await g.b.evaluate(); log(g.a.status, g.b.status); await g.a.evaluate(); log(g.a.status, g.b.status);`,
      ),
      'the getters of an unlinked module': later(
        'log(...seen(text())); log(...seen(synthetic()));',
      ),
      'the getters while linking': later(
        `const m = text("import 'x'"); const p = m.link(() => text('', 'x')); log(...seen(m)); await p;`,
      ),
      'the getters of a linked module': later(
        `const m = text('export function f() {} export var v'); const s = synthetic(['x']); for (const one of [m, s]) { await one.link(() => {}); log(...seen(one)); }`,
      ),
      'the getters of an evaluated module': later(
        `const m = text('export let x = 1'); const s = synthetic(['x'], function () { this.setExport('x', 1); }); for (const one of [m, s]) { await one.link(() => {}); await one.evaluate(); log(...seen(one)); }`,
      ),
      'the getters of an errored module': later(
        `const m = text('throw new RangeError("r")'); const s = synthetic([], () => { throw new RangeError('s'); }); for (const one of [m, s]) { await one.link(() => {}); log(...(await ended(one.evaluate()))); log(...seen(one)); }`,
      ),
      'the getters of a module whose linking failed': later(
        `const m = text("import 'x'"); log(...(await ended(m.link(() => { throw new RangeError('linker'); })))); log(...seen(m));`,
      ),
      'getters can not be assigned': later(
        `const m = text(); return ['status', 'error', 'namespace', 'identifier', 'context', 'dependencySpecifiers'].map((key) => attempt(() => { 'use strict'; m[key] = 1; return m[key]; }));`.replace(
          "'use strict'; const",
          'const',
        ),
      ),
      'linked twice': later(
        `const m = text(); await m.link(() => {}); log(...(await ended(m.link(() => {})))); log(m.status);`,
      ),
      'linked twice at once': later(
        `const m = text("import 'x'"); const p = m.link(() => text('', 'x')); log(...(await ended(m.link(() => log('second'))))); log(...(await ended(p))); log(m.status);`,
      ),
      'linked after evaluation': later(
        `const m = text(); await m.link(() => {}); await m.evaluate(); log(...(await ended(m.link(() => {}))));`,
      ),
      'linked again after linking failed': later(
        `const m = text("import 'x'"); await ended(m.link(() => null)); log(...(await ended(m.link(() => text('', 'x'))))); log(m.status);`,
      ),
      'a synthetic module linked twice': later(
        `const m = synthetic(); await m.link(() => {}); log(...(await ended(m.link(() => {}))));`,
      ),
      'evaluated before it is linked': later(
        'for (const m of [text(), synthetic()]) { log(...(await ended(m.evaluate()))); log(m.status); }',
      ),
      'evaluated while it is linked': later(
        `const m = text("import 'x'"); const p = m.link(() => text('', 'x')); log(...(await ended(m.evaluate()))); await p;`,
      ),
      'evaluated after linking failed': later(
        `const m = text("import 'x'"); await ended(m.link(() => { throw new RangeError('linker'); })); log(...(await ended(m.evaluate())));`,
      ),
      'evaluated twice': later(
        `const m = text('log("once")'); await m.link(() => {}); log(...(await ended(m.evaluate()))); log(...(await ended(m.evaluate()))); log(m.status);`,
      ),
      'evaluated twice at once': later(
        `const m = text('log("once")'); await m.link(() => {}); const [p, q] = [m.evaluate(), m.evaluate()]; log(p === q); log(...(await ended(p)), ...(await ended(q)));`,
      ),
      'evaluated from inside': later(
        `const m = text('again()'); ctx.again = () => { ctx.p = ended(m.evaluate()); }; await m.link(() => {}); log(...(await ended(m.evaluate()))); log((await ctx.p)[0]); delete ctx.p;`,
      ),
      'a dependency evaluated from inside its parent': later(
        `const g = graph({ a: "import 'b'; again()", b: 'log("b")' }); ctx.again = () => { ctx.p = ended(g.b.evaluate()); }; log((await g.run()).status); log(...(await ctx.p)); delete ctx.p;`,
      ),
      'another module linked and evaluated from inside': later(
        `const other = text('log("other")'); await other.link(() => {}); const m = text('log(1); again(); log(2)'); ctx.again = () => { ctx.p = ended(other.evaluate()); }; await m.link(() => {}); await m.evaluate(); log(...(await ctx.p)); delete ctx.p;`,
      ),
      'a script run from inside': later(
        `const m = text('log(1); run(); log(2)'); ctx.run = () => vm.runInContext('log("script")', ctx); await m.link(() => {}); await m.evaluate();`,
      ),
      'link and evaluate give promises of the host': later(
        `const m = text(); const p = m.link(() => {}); await p; const q = m.evaluate(); await q; return [p instanceof Promise, q instanceof Promise, Object.getPrototypeOf(p) === Promise.prototype];`,
      ),
    },
  },
];
