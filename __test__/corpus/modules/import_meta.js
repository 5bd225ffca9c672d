'use strict';

/** `import.meta` and the option `initializeImportMeta` that fills it. */

/** Runs one module with a callback; what counts is what is logged, and how it ends. */
const runs = (code, callback, after = '') => ({
  host: `(async () => {
    const m = new vm.SourceTextModule(${JSON.stringify(code)}, { context: ctx, identifier: 'm.mjs', initializeImportMeta: ${callback} });
    await m.link(() => {});
    log('linked');
    const how = await m.evaluate().then(() => 'evaluated', (e) => e);
    ${after}
    return how;
  })()`,
  wait: true,
});

const later = (statements) => ({ host: `(async () => { ${statements} })()`, wait: true });

module.exports = [
  {
    context: '{ log }',
    cases: {
      'without a callback': runs('log(import.meta)', 'undefined'),
      'without a callback, its prototype': runs(
        'log(Object.getPrototypeOf(import.meta), Object.keys(import.meta), typeof import.meta, Object.isExtensible(import.meta))',
        'undefined',
      ),
      'what the callback gets': runs(
        'import.meta',
        `function (...args) { 'use strict'; log(this, args.length, args[1] === m); log(args[0]); log(Object.getPrototypeOf(args[0]) === null, Reflect.ownKeys(args[0]), Object.isExtensible(args[0])); }`,
      ),
      'the callback is called when it is first used': runs(
        'log("before"); import.meta; log("after")',
        `() => log('called')`,
      ),
      'the callback is called once': runs(
        'import.meta; import.meta; (() => import.meta)(); log(import.meta === import.meta)',
        `() => log('called')`,
      ),
      'the callback is not called without a use': runs('log("no use")', `() => log('called')`),
      'the callback is not called for a use that does not run': runs(
        'if (false) import.meta; export const f = () => import.meta',
        `() => log('called')`,
      ),
      'the callback is called for a use after evaluation': runs(
        'export const f = () => import.meta',
        `(meta) => { log('called'); meta.x = 1; }`,
        'log(m.namespace.f()); log(m.namespace.f() === m.namespace.f());',
      ),
      'the callback sees the status': runs(
        'import.meta',
        '(meta, module) => log(module.status, module.identifier)',
      ),
      'what the callback returns does not count': runs('log(import.meta)', '() => ({ x: 1 })'),
      'values that the callback puts there': runs(
        'log(import.meta); log(import.meta.url, import.meta.n + 1, import.meta.nothing)',
        `(meta) => { meta.url = 'file:///m.mjs'; meta.n = 1; meta.s = Symbol.for('s'); meta[Symbol.for('k')] = 5n; }`,
      ),
      'an object that the callback puts there': [
        { host: 'ctx.o = { a: 1 }; 0' },
        runs(
          'log(import.meta.o === o, import.meta.o.a); import.meta.o.b = 2',
          '(meta) => { meta.o = ctx.o; }',
          'log(ctx.o);',
        ),
      ],
      'a function that the callback puts there': runs(
        'log(import.meta.resolve("x"))',
        '(meta, module) => { meta.resolve = (s) => module.identifier + "/" + s; }',
      ),
      'a method sees the meta as this': runs(
        'log(import.meta.self() === import.meta)',
        '(meta) => { meta.self = function () { return this; }; }',
      ),
      'a getter that the callback defines': runs(
        'log(import.meta.x, import.meta.x)',
        `(meta) => { let n = 0; Object.defineProperty(meta, 'x', { get: () => ++n, enumerable: true }); }`,
      ),
      'a property that is hidden and readonly': runs(
        'log(Object.keys(import.meta), import.meta.x); try { import.meta.x = 2 } catch (e) { log(e.name) }',
        `(meta) => { Object.defineProperty(meta, 'x', { value: 1 }); }`,
      ),
      'a prototype that the callback sets': runs(
        'log(import.meta.inherited, "inherited" in import.meta)',
        `(meta) => { Object.setPrototypeOf(meta, { inherited: 1 }); }`,
      ),
      'a meta that the callback freezes': runs(
        'try { import.meta.y = 1 } catch (e) { log(e.name) } log(import.meta)',
        '(meta) => { meta.x = 1; Object.freeze(meta); }',
      ),
      'the meta kept by the host': runs(
        'import.meta.y = 2; export const same = (x) => x === import.meta',
        '(meta) => { meta.x = 1; ctx.meta = meta; }',
        'log(ctx.meta, m.namespace.same(ctx.meta)); ctx.meta.z = 3; delete ctx.meta;',
      ),
      'the meta changed by the host later': runs(
        'export const get = () => import.meta.x',
        '(meta) => { meta.x = 1; ctx.meta = meta; }',
        'log(m.namespace.get()); ctx.meta.x = 2; log(m.namespace.get()); delete ctx.meta;',
      ),
      'the meta exported': runs(
        'import.meta.y = 1; export const meta = import.meta; export default import.meta',
        '(meta) => { meta.x = 1; }',
        'log(m.namespace.meta, m.namespace.meta === m.namespace.default);',
      ),
      'the meta belongs to no prototype of either side': runs(
        'export const meta = import.meta',
        '() => {}',
        'log(Object.getPrototypeOf(m.namespace.meta), m.namespace.meta instanceof Object);',
      ),
      'a callback that throws': runs(
        'log("before"); import.meta; log("never")',
        `() => { throw new RangeError('callback') }`,
        'log(m.status);',
      ),
      'a callback that throws, caught': runs(
        'try { import.meta } catch (e) { log(e.name, e.message) } log("after")',
        `() => { throw new RangeError('callback') }`,
      ),
      'a callback that throws is called again': runs(
        'for (let i = 0; i < 2; i++) try { log(import.meta) } catch (e) { log(e.message) }',
        `() => { log('called'); throw new RangeError('callback') }`,
      ),
      'an async callback': runs(
        'log(import.meta.x)',
        `async (meta) => { meta.x = 'early'; await null; meta.x = 'late'; log('set'); }`,
        'await new Promise(setImmediate);',
      ),
      'the meta is changed by the module': runs(
        'import.meta.x = 1; delete import.meta.y; log(import.meta); Object.assign(import.meta, { z: 3 }); log(import.meta.z, "z" in import.meta)',
        '(meta) => { meta.y = 2; }',
      ),
      'the meta can not be assigned': {
        host: `attempt(() => new vm.SourceTextModule('import.meta = 1', { context: ctx, identifier: 'm' }))`,
      },
      'the meta in functions and classes': runs(
        'const f = () => import.meta; function* g() { yield import.meta } class A { static m = import.meta; m() { return import.meta } } log(f() === import.meta, [...g()][0] === import.meta, A.m === import.meta, new A().m() === import.meta, eval("1"))',
        'undefined',
      ),
      'the meta in a direct eval': runs(
        'try { eval("import.meta"); log("no error") } catch (e) { log(e.name) }',
        'undefined',
      ),
      'the meta in new Function': runs(
        'try { Function("import.meta"); log("no error") } catch (e) { log(e.name) }',
        'undefined',
      ),
      'the meta in a destructuring': runs(
        'const { x, ...rest } = import.meta; log(x, rest)',
        '(meta) => { meta.x = 1; meta.y = 2; }',
      ),
      'the meta after an await': runs(
        'await null; log(import.meta.x)',
        '(meta) => { log("called"); meta.x = 1; }',
      ),
      'a guest function as the callback': [
        '(function (meta, module) { meta.x = [1]; meta.id = module.identifier; })',
        runs('log(import.meta)', 'results[0]'),
      ],
      'each module has its own': later(
        `const g = graph({ a: "import { meta } from 'b'; log(meta === import.meta, meta.id, import.meta.id)", b: 'export const meta = import.meta' }, { initializeImportMeta: (meta, module) => { meta.id = module.identifier; } }); await g.run();`,
      ),
      'the callback knows each module': later(
        `const g = graph({ a: "import 'b'; import.meta", b: 'import.meta' }, { initializeImportMeta: (meta, module) => log(['a', 'b'].filter((n) => g[n] === module)) }); await g.run();`,
      ),
      'modules with and without a callback': later(
        `const b = new vm.SourceTextModule('log(import.meta)', { context: ctx, identifier: 'b' }); const a = new vm.SourceTextModule("import 'b'; log(import.meta)", { context: ctx, identifier: 'a', initializeImportMeta: (meta) => { meta.x = 1; } }); await a.link(() => b); await a.evaluate();`,
      ),
      'the callback runs code of the context': runs(
        'log(import.meta.x)',
        `(meta) => { meta.x = vm.runInContext('[1, 2]', ctx); }`,
      ),
      'the callback evaluates another module': runs(
        'log(1); import.meta; log(2)',
        `() => { const o = new vm.SourceTextModule('log("other")', { context: ctx, identifier: 'o' }); ctx.p = o.link(() => {}).then(() => o.evaluate()); }`,
        'await ctx.p; delete ctx.p;',
      ),
      'a subclass of SourceTextModule in the callback': later(
        `class M extends vm.SourceTextModule {} const m = new M('import.meta', { context: ctx, identifier: 'm', initializeImportMeta: (_, module) => log(module === m, module instanceof M) }); await m.link(() => {}); await m.evaluate();`,
      ),
      'without a context': later(
        `const m = new vm.SourceTextModule('export const { x } = import.meta; export const proto = Object.getPrototypeOf(import.meta)', { identifier: 'm', initializeImportMeta: (meta) => { meta.x = 1; } }); await m.link(() => {}); await m.evaluate(); return [m.namespace.x, m.namespace.proto];`,
      ),
      'callbacks of a wrong type': {
        host: `[null, 5, 'f', {}, Symbol('s')].map((initializeImportMeta) => { try { return typeof new vm.SourceTextModule('', { context: ctx, identifier: 'm', initializeImportMeta }); } catch (e) { return [e.name, e.code, e.message]; } })`,
      },
      'util.inspect of the meta': runs(
        'import.meta.y = 1; export const meta = import.meta',
        '(meta) => { meta.x = 1; }',
        "log(require('util').inspect(m.namespace.meta));",
      ),
      'in a script it is a SyntaxError': 'try { eval("import.meta") } catch (e) { e.name }',
    },
  },
];
