'use strict';

/** `vm.SyntheticModule`: exports that the host sets, its callback, and modules that import it. */

/** Host statements that may await, with ways to make modules. */
const later = (statements) => ({
  host: `(async () => {
    const synthetic = (names, f = () => {}, identifier = 's') => new vm.SyntheticModule(names, f, { context: ctx, identifier });
    const run = async (m, linker = () => {}) => { await m.link(linker); await m.evaluate(); return m; };
    const text = (code, identifier = 'm') => new vm.SourceTextModule(code, { context: ctx, identifier });
    const ended = (p) => p.then((value) => ['fulfils', value], (error) => ['rejects', error]);
    ${statements}
  })()`,
  wait: true,
});

/** Runs a module that imports a synthetic one with exports x and default. */
const imported = (code, callback, after = '') =>
  later(
    `const s = synthetic(['x', 'default'], ${callback}); const m = text(${JSON.stringify(code)}); const how = await ended(run(m, () => s)); log(how[0], m.status, s.status); ${after}`,
  );

const SET = `function () { this.setExport('x', 1); this.setExport('default', 'd'); }`;

module.exports = [
  {
    context: '{ log }',
    cases: {
      'exports that are not set are undefined': later(
        `return (await run(synthetic(['x', 'default', 'a b']))).namespace;`,
      ),
      'exports that the callback sets': later(
        `return (await run(synthetic(['x', 'y'], function () { this.setExport('x', 1); this.setExport('y', 'two'); }))).namespace;`,
      ),
      'no exports': later('return (await run(synthetic([]))).namespace;'),
      'the callback gets its module and nothing else': later(
        `const s = synthetic(['x'], function (...args) { log(this === s, args, this.status); }); await run(s);`,
      ),
      'an arrow function as the callback': later(
        `const s = synthetic(['x'], () => s.setExport('x', 1)); return (await run(s)).namespace.x;`,
      ),
      'the callback is called once': later(
        `const s = await run(synthetic([], () => log('called'))); await s.evaluate();`,
      ),
      'the callback is not called by link': later(
        `const s = synthetic([], () => log('called')); await s.link(() => {}); log('linked'); await s.evaluate();`,
      ),
      'what the callback returns does not count': later(
        `const s = synthetic(['x'], () => 5); await s.link(() => {}); return s.evaluate();`,
      ),
      'an async callback': later(
        `const s = synthetic(['x'], async function () { this.setExport('x', 'early'); await new Promise(setImmediate); this.setExport('x', 'late'); log('set'); }); await run(s); log(s.namespace.x, s.status); await new Promise((r) => setTimeout(r, 5)); log(s.namespace.x);`,
      ),
      'a callback that throws': later(
        `const error = new RangeError('callback'); const s = synthetic(['x'], () => { throw error; }); await s.link(() => {}); const [how, e] = await ended(s.evaluate()); log(how, e, e === error, s.status, s.error === error); log(await ended(s.evaluate()));`,
      ),
      'a callback that throws after an export': later(
        `const s = synthetic(['x'], function () { this.setExport('x', 1); throw new RangeError('callback'); }); await s.link(() => {}); log((await ended(s.evaluate()))[0], s.namespace.x);`,
      ),
      'a callback that throws undefined': later(
        `const s = synthetic([], () => { throw undefined; }); await s.link(() => {}); log(await ended(s.evaluate())); log(s.status, s.error);`,
      ),
      'a callback that throws a primitive': later(
        `const s = synthetic([], () => { throw 'text'; }); await s.link(() => {}); log(await ended(s.evaluate())); log(s.status, s.error);`,
      ),
      'a callback of the guest': [
        '(function () { this.setExport("x", [1]); })',
        later(`return (await run(synthetic(['x'], results[0]))).namespace.x;`),
      ],
      'setExport before link': later(
        `const s = synthetic(['x']); try { s.setExport('x', 1); } catch (e) { log(e.name, e.code, e.message); }`,
      ),
      'setExport before evaluation': later(
        `const s = synthetic(['x', 'y'], function () { this.setExport('y', 2); }); await s.link(() => {}); s.setExport('x', 1); log(s.namespace.x, s.namespace.y); await s.evaluate(); log(s.namespace.x, s.namespace.y);`,
      ),
      'setExport after evaluation': later(
        `const s = await run(synthetic(['x'], function () { this.setExport('x', 1); })); log(s.namespace.x); log(s.setExport('x', 2)); log(s.namespace.x);`,
      ),
      'setExport on an errored module': later(
        `const s = synthetic(['x'], () => { throw new RangeError('r'); }); await s.link(() => {}); await ended(s.evaluate()); log(attempt(() => s.setExport('x', 1))); log(attempt(() => s.namespace.x));`,
      ),
      'setExport of an unknown name': later(
        `const s = await run(synthetic(['x'])); try { s.setExport('y', 1); } catch (e) { log(e); }`,
      ),
      'setExport of an unknown name in the callback': later(
        `const s = synthetic(['x'], function () { this.setExport('y', 1); }); await s.link(() => {}); log(await ended(s.evaluate())); log(s.status);`,
      ),
      'setExport with names of a wrong type': later(
        `const s = await run(synthetic(['1', 'undefined'])); for (const name of [undefined, 1, null, {}, Symbol('s'), ['1']]) { try { log(s.setExport(name, 1)); } catch (e) { log(e.name, e.code, e.message); } }`,
      ),
      'setExport without a value': later(
        `const s = await run(synthetic(['x'], function () { this.setExport('x', 1); })); s.setExport('x'); return s.namespace.x;`,
      ),
      'setExport detached': later(
        `const s = await run(synthetic(['x'])); const { setExport } = s; try { setExport('x', 1); } catch (e) { log(e.name, e.code, e.message); }`,
      ),
      'exports of every kind keep their identity': later(
        `const values = { o: {}, f() {}, s: Symbol('s'), n: null, b: 5n, nan: NaN, p: Promise.resolve(), d: new Date(0) }; const s = await run(synthetic(Object.keys(values), function () { for (const k in values) this.setExport(k, values[k]); })); return Object.keys(values).map((k) => [k, Object.is(s.namespace[k], values[k])]);`,
      ),
      'names of every kind': later(
        `const s = await run(synthetic(['a b', '', '1', '☃', 'if', '__proto__', 'constructor', 'then'])); return Reflect.ownKeys(s.namespace);`,
      ),
      'the names are read at construction': later(
        `const names = ['x']; const s = synthetic(names); names.push('y'); names[0] = 'z'; await run(s); return Object.keys(s.namespace);`,
      ),
    },
  },
  {
    context: '{ log }',
    cases: {
      'imported by a module': imported(
        `import d, { x } from 's'; import * as ns from 's'; log(d, x, Object.keys(ns), ns.x)`,
        SET,
      ),
      'imported by a module as a default': imported(
        `import { default as d } from 's'; export { default } from 's'; log(d)`,
        SET,
        'log(m.namespace.default);',
      ),
      'imported by a module, not set': imported(`import d, { x } from 's'; log(d, x)`, '() => {}'),
      'a name that it does not have': imported(`import { y } from 's'`, SET, 'log(how[1]);'),
      're-exported': imported(
        `export * from 's'; export { x as y } from 's'; export * as ns from 's'`,
        SET,
        'log(m.namespace);',
      ),
      'its callback runs before the module that imports it': imported(
        `import 's'; log('module')`,
        `() => log('callback')`,
      ),
      'its callback runs in the order of the graph': later(
        `const g = graph({ a: "import 'b'; import 's'; import 'c'; log('a')", b: "log('b')", c: "log('c')", s: synthetic([], () => log('s')) }); await g.run();`,
      ),
      'its callback throws in a graph that is evaluated again': imported(
        `import 's'; log('never')`,
        `() => { throw new RangeError('callback') }`,
        'const again = await ended(m.evaluate()); log(how[1], m.error === s.error, m.error === how[1], again[1] === how[1]);',
      ),
      'its callback is async in a graph': imported(
        `import { x } from 's'; log(x)`,
        `async function () { this.setExport('x', 'early'); await null; this.setExport('x', 'late'); }`,
      ),
      'updated later, seen by a module': imported(
        `import { x } from 's'; import * as ns from 's'; export const get = () => [x, ns.x]`,
        SET,
        `log(m.namespace.get()); s.setExport('x', 2); log(m.namespace.get()); s.setExport('x', undefined); log(m.namespace.get());`,
      ),
      'updated by a module through the host': imported(
        `import { x } from 's'; x.set(5); log(x)`,
        `function () { this.setExport('x', { set: (v) => this.setExport('x', v) }); }`,
      ),
      'updated while a module waits': imported(
        `import { x } from 's'; log(x); await null; log(x)`,
        `function () { this.setExport('x', 1); Promise.resolve().then(() => this.setExport('x', 2)); }`,
      ),
      'set before evaluation, seen by a module': later(
        `const s = synthetic(['x']); await s.link(() => {}); s.setExport('x', 'early'); await run(text("import { x } from 's'; log(x)"), () => s);`,
      ),
      'an object crosses as itself': later(
        `const o = { a: 1 }; const s = synthetic(['o', 'same'], function () { this.setExport('o', o); this.setExport('same', (v) => v === o); }); await run(text("import { o, same } from 's'; log(same(o), o.a); o.b = 2"), () => s); return o;`,
      ),
      'a module assigns to its export': imported(
        `import { x } from 's'; import * as ns from 's'; try { x = 2 } catch (e) { log(e.name) } try { ns.x = 2 } catch (e) { log(e.name) } log(x)`,
        SET,
      ),
      'a function of the host called by a module': later(
        `const s = synthetic(['add', 'K'], function () { this.setExport('add', function (a, b) { 'use strict'; return [this, a + b]; }); this.setExport('K', class K { v = 1 }); }); await run(text("import { add, K } from 's'; log(add(1, 2), new K().v, new K() instanceof K)"), () => s);`,
      ),
      'one imported by two modules': later(
        `const s = synthetic(['x'], function () { log('once'); this.setExport('x', {}); }); const g = graph({ a: "import { x } from 's'; import { y } from 'b'; log(x === y)", b: "export { x as y } from 's'", s }); await g.run();`,
      ),
      'one evaluated by itself first': later(
        `const s = await run(synthetic(['x'], function () { log('once'); this.setExport('x', 1); })); await run(text("import { x } from 's'; log(x)"), () => s);`,
      ),
      'its linker is never called': later(`await synthetic(['x']).link(() => log('called'));`),
      'a module of another context as a dependency': later(
        `const s = new vm.SyntheticModule(['x'], () => {}, { context: vm.createContext({}), identifier: 's' }); log(await ended(text("import 's'").link(() => s)));`,
      ),
      'the namespace before evaluation': later(
        `const s = synthetic(['x', 'default']); log(attempt(() => s.namespace)); await s.link(() => {}); return s.namespace;`,
      ),
      'members that it lacks': later(
        `const s = synthetic(['x']); return ['dependencySpecifiers', 'createCachedData', 'setExport', 'status', 'error'].map((k) => [k, k in s]);`,
      ),
      'a synthetic module without a context': later(
        `const s = await run(new vm.SyntheticModule(['x'], function () { this.setExport('x', 1); }, { identifier: 's' })); return [s.context, s.namespace.x];`,
      ),
    },
  },
];
