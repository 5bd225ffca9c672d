'use strict';

/** How modules are told apart and looked at: arguments of synthetic ones, identifiers, contexts, `util.inspect`. */

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

/** What the constructor says about arguments. */
const constructing = (args) => ({
  host: `[${args.map((list) => `() => new vm.SyntheticModule(${list})`).join(', ')}].map((f) => { try { return f().status; } catch (e) { return [e.name, e.code, e.message]; } })`,
});

module.exports = [
  {
    context: '{ log }',
    cases: {
      'names of a wrong type': constructing([
        'undefined, () => {}',
        'null, () => {}',
        "'x', () => {}",
        '5, () => {}',
        '{}, () => {}',
        "new Set(['x']), () => {}",
        '[1], () => {}',
        "['x', null], () => {}",
        "['x', 'x'], () => {}",
        "['a', 'b', 'a'], () => {}",
      ]),
      'callbacks of a wrong type': constructing([
        '[]',
        '[], undefined',
        '[], null',
        '[], 5',
        '[], {}',
        "[], 'f'",
      ]),
      'options of a wrong type': constructing([
        '[], () => {}, null',
        '[], () => {}, 5',
        "[], () => {}, 's'",
        '[], () => {}, () => {}',
      ]),
      'contexts of a wrong type': constructing([
        '[], () => {}, { context: null }',
        '[], () => {}, { context: {} }',
        '[], () => {}, { context: 5 }',
      ]),
      'identifiers of a wrong type': constructing(
        ['null', '5', '{}', 'Symbol("s")'].map(
          (v) => `[], () => {}, { context: ctx, identifier: ${v} }`,
        ),
      ),
      'identifiers count for each context': {
        host: `const make = [(o) => new vm.SourceTextModule('', o), (o) => new vm.SyntheticModule([], () => {}, o)]; const other = vm.createContext({}); [ctx, ctx, other, ctx].map((context, i) => make[i % 2]({ context }).identifier)`,
      },
      'identifiers are left out': {
        host: `const c = vm.createContext({}); [new vm.SourceTextModule('', { context: c }), new vm.SourceTextModule('', { context: c, identifier: 'own' }), new vm.SourceTextModule('', { context: c }), new vm.SourceTextModule('', { context: c, identifier: '' }), new vm.SourceTextModule('', { context: c, identifier: undefined })].map((m) => m.identifier)`,
      },
      'an identifier is counted where the text is no module': {
        host: `const c = vm.createContext({}); attempt(() => new vm.SourceTextModule('}', { context: c })); new vm.SourceTextModule('', { context: c }).identifier`,
      },
      'what counting leaves on the context': {
        host: `new vm.SourceTextModule('', { context: ctx }); Reflect.ownKeys(ctx).map(String)`,
      },
      'the context': {
        host: `[new vm.SourceTextModule('', { context: ctx, identifier: 'm' }).context === ctx, new vm.SyntheticModule([], () => {}, { context: ctx, identifier: 's' }).context === ctx, new vm.SourceTextModule('', { identifier: 'm' }).context]`,
      },
      'util.inspect': later(
        `const { inspect } = require('util'); const m = text('export let x = 1'); log(inspect(m)); await run(m); log(inspect(m));`,
      ),
      'util.inspect of a synthetic module': later(
        `const { inspect } = require('util'); log(inspect(synthetic(['x'])));`,
      ),
      'util.inspect of an errored module': later(
        `const { inspect } = require('util'); const m = text('throw 5'); await ended(run(m)); log(inspect(m));`,
      ),
      'util.inspect without a context': {
        host: `require('util').inspect(new vm.SourceTextModule('', { identifier: 'm' }))`,
      },
      'util.inspect with little depth': later(
        `const { inspect } = require('util'); log(inspect({ m: text('') }, { depth: 0 }), inspect(text(''), { depth: 0 }), inspect([text('')], { depth: -1 }));`,
      ),
      'util.inspect of a subclass': later(
        `const { inspect } = require('util'); class My extends vm.SourceTextModule {} log(inspect(new My('', { context: ctx, identifier: 'm' })));`,
      ),
      'util.inspect of the prototypes': {
        host: `[vm.SourceTextModule.prototype, vm.SyntheticModule.prototype, vm.Module.prototype].map((p) => attempt(() => require('util').inspect(p)))`,
      },
      'own keys of modules': later(
        `return [text(''), synthetic([])].map((m) => [Object.keys(m), JSON.stringify(m), Object.isExtensible(m)]);`,
      ),
      'a subclass': later(
        `class S extends vm.SyntheticModule { constructor(o) { super(Object.keys(o), () => { for (const k in o) this.setExport(k, o[k]); }, { context: ctx, identifier: 's' }); } } const s = new S({ x: 1, y: 2 }); await run(text("import { x, y } from 's'; log(x + y)"), () => s);`,
      ),
    },
  },
];
