'use strict';

/**
 * The ways by which guest code comes to run. Each compiles the walker's text somewhere and gives its
 * `step` function, begun with what the host handed in. A way that does not fit a context object (a frozen
 * one can't be added to) must not change that object.
 */

const { EXPRESSION } = require('./walker_text.js');

/** Puts the hooks where no name of the context object shows them: in a `let` of the realm. */
function keepHooks(vm, context, hooks, given) {
  const keep = vm.runInContext(
    'let __boundaryHooks, __boundaryGiven; (hooks, given) => { __boundaryHooks = hooks; __boundaryGiven = given; }',
    context,
  );
  keep(hooks, given);
}

const CALL = `${EXPRESSION}(__boundaryHooks, __boundaryGiven)`;

/** A module whose default export is what `text` comes to, linked with `modules` by specifier. */
async function moduleOf(vm, context, text, modules = {}, options = {}) {
  const module = new vm.SourceTextModule(text, {
    context,
    identifier: 'guest:main',
    initializeImportMeta: (meta) => {
      meta.url = 'guest:main';
      meta.resolve = (name) => `guest:${name}`;
      meta.host = { a: 1 };
    },
    ...options,
  });
  await module.link((specifier) => {
    if (modules[specifier] === undefined) throw new Error(`there is no '${specifier}'`);
    return modules[specifier];
  });
  await module.evaluate();
  return module.namespace;
}

function synthetic(vm, context, exported) {
  return new vm.SyntheticModule(
    Object.keys(exported),
    function evaluate() {
      for (const [name, value] of Object.entries(exported)) this.setExport(name, value);
    },
    { context },
  );
}

const exportsOf = () => ({
  default: { a: 1 },
  helper: (f) => f({ from: 'a module' }),
  Klass: class Klass {},
  late: Promise.resolve({}),
});

/** Walks from namespaces, too. */
const withRoots = (names) =>
  `${EXPRESSION}(__boundaryHooks, [${names.map((name) => `{ value: ${name}, path: '${name}' }`).join()}, ...__boundaryGiven])`;

/**
 * @type {Record<string, (trial: { vm: object, object: object, hooks: object, given: object[],
 *   judge: import('./judge.js').Judge })
 *   => object | Promise<object>>}
 */
const entrances = {
  runInContext({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    return vm.runInContext(CALL, context, { filename: 'walk.js' });
  },

  async 'a Script, later'({ vm, object, hooks, given }) {
    const script = new vm.Script(CALL, { filename: 'walk.js' });
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return script.runInContext(context, { timeout: 60_000 });
  },

  async 'a function, later'({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    const walk = vm.runInContext(EXPRESSION, context);
    const collect = vm.runInContext(
      '(function (...args) { return [...args, this, new.target].map((value, i) => ({ value, path: `argument ${i}` })); })',
      context,
    );
    await new Promise((resolve) => setImmediate(resolve));
    const roots = collect.call(
      { receiver: 1 },
      { host: 1 },
      [{}],
      () => {},
      new Error('host'),
      new Map(),
      Promise.resolve(1),
    );
    return walk.call({ receiver: 2 }, hooks, [...roots, ...given]);
  },

  'compileFunction with extensions'({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    const compiled = vm.compileFunction(
      `return ${EXPRESSION}(hooks, [{ value: extra, path: 'extra' }, { value: helper, path: 'helper' }, { value: arguments, path: 'arguments' }, ...given])`,
      ['hooks', 'given', 'rest'],
      {
        parsingContext: context,
        contextExtensions: [{ extra: { a: 1 } }, { helper: (f) => f({}) }],
      },
    );
    return compiled.call({ receiver: 1 }, hooks, given, { rest: 1 });
  },

  async SourceTextModule({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const other = new vm.SourceTextModule('export const inner = {}; export default class {}', {
      context,
    });
    const text = `import * as other from 'other'; export default ${withRoots(['other', 'import.meta'])}`;
    return (await moduleOf(vm, context, text, { other })).default;
  },

  async SyntheticModule({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const host = synthetic(vm, context, exportsOf());
    const text = `import * as host from 'host'; export default ${withRoots(['host'])}`;
    return (await moduleOf(vm, context, text, { host })).default;
  },

  async 'import()'({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const host = synthetic(vm, context, exportsOf());
    await host.link(() => {});
    await host.evaluate();
    const importModuleDynamically = (specifier, _referrer, attributes) => {
      if (specifier === 'host') return host;
      if (specifier === 'node') return Buffer.alloc('x');
      throw new Error(`there is no '${specifier}' with ${Object.keys(attributes)}`);
    };
    const text = `(async () => {
      const found = { good: import('host'), thrown: import('missing'), fault: import('node'), bad: import({ toString() { throw {}; } }) };
      const list = [];
      for (const key in found) {
        list.push({ value: found[key], path: 'import() ' + key });
        list.push({ value: await found[key].catch((error) => error), path: 'import() settled ' + key });
      }
      return ${EXPRESSION}(__boundaryHooks, [...list, ...__boundaryGiven]);
    })()`;
    return await vm.runInContext(text, context, { importModuleDynamically });
  },

  async wrapHostModule({ vm, object, hooks, given }) {
    if (vm.wrapHostModule === undefined)
      return entrances.SyntheticModule({ vm, object, hooks, given });
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const path = vm.wrapHostModule(require('node:path'), { context });
    const events = vm.wrapHostModule(require('node:events'), { context });
    const text = `import * as path from 'path'; import * as events from 'events';
      export default ${withRoots(['path', 'events'])}`;
    return (await moduleOf(vm, context, text, { path, events })).default;
  },

  "webAssembly: 'host'"({ vm, object, hooks, given }) {
    const context = vm.createContext(object, { webAssembly: 'host' });
    keepHooks(vm, context, hooks, given);
    const bytes = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
    const text = `(() => {
      const found = [];
      const keep = (path, make) => { try { found.push({ value: make(), path }); } catch (value) { found.push({ value, path }); } };
      if (typeof WebAssembly === 'object') {
        keep('WebAssembly', () => WebAssembly);
        keep('module', () => new WebAssembly.Module(${bytes}));
        keep('instance', () => new WebAssembly.Instance(new WebAssembly.Module(${bytes})));
        keep('memory', () => new WebAssembly.Memory({ initial: 1 }));
        keep('promise', () => WebAssembly.instantiate(${bytes}));
        keep('compile error', () => new WebAssembly.Module(new Uint8Array(4)));
      }
      return ${EXPRESSION}(__boundaryHooks, [...found, ...__boundaryGiven]);
    })()`;
    return vm.runInContext(text, context);
  },

  Intl({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const text = `(() => {
      const found = [];
      for (const name of Object.getOwnPropertyNames(Intl)) {
        if (typeof Intl[name] !== 'function') continue;
        found.push({ value: Intl[name], path: 'Intl.' + name });
        try { found.push({ value: new Intl[name]('en', { type: 'language' }), path: 'new Intl.' + name }); } catch (value) { found.push({ value, path: name }); }
        try { new Intl[name]('no such locale'); } catch (value) { found.push({ value, path: name + ' thrown' }); }
      }
      found.push({ value: new Intl.DateTimeFormat('en').formatToParts(0), path: 'parts' });
      found.push({ value: new Intl.NumberFormat('en').format, path: 'bound format' });
      return ${EXPRESSION}(__boundaryHooks, [...found, ...__boundaryGiven]);
    })()`;
    return vm.runInContext(text, context);
  },

  'two contexts'({ vm, object, hooks, given }) {
    const shared = { box: {} };
    const first = vm.createContext({ shared });
    vm.runInContext(
      'shared.box.f = (x) => ({ x, list: [x] }); shared.box.o = { own: {} }; shared.box.C = class {}; shared.keep = []',
      first,
    );
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const take = vm.runInContext(
      '(given) => { shared.keep.push(given); return shared.box; }',
      first,
    );
    const offered = vm.runInContext('({ mine: {}, f: (x) => x })', context);
    const roots = [
      { value: take(offered), path: 'the other context gives' },
      { value: shared, path: 'shared' },
    ];
    const text = `(roots) => ${EXPRESSION}(__boundaryHooks, [...roots, ...__boundaryGiven])`;
    return vm.runInContext(text, context)(roots);
  },

  'microtaskMode: afterEvaluate'({ vm, object, hooks, given }) {
    const context = vm.createContext(object, { microtaskMode: 'afterEvaluate' });
    keepHooks(vm, context, hooks, given);
    return vm.runInContext(CALL, context);
  },

  DONT_CONTEXTIFY({ vm, object, hooks, given }) {
    const choice = vm.constants?.DONT_CONTEXTIFY;
    if (choice === undefined) return entrances.runInContext({ vm, object, hooks, given });
    const context = vm.createContext(choice);
    // Accessors stay what they are: a getter may throw.
    Object.defineProperties(context, Object.getOwnPropertyDescriptors(object));
    keepHooks(vm, context, hooks, given);
    return vm.runInContext(CALL, context);
  },

  runInNewContext({ vm, object, hooks, given }) {
    const text = `(hooks, given) => ${EXPRESSION}(hooks, given)`;
    return vm.runInNewContext(text, object, { filename: 'walk.js' })(hooks, given);
  },

  'limits and disposable'({ vm, object, hooks, given, judge }) {
    // A frozen context object can't be given the method.
    const disposable = Object.isExtensible(object);
    const context = vm.createContext(object, { limits: { timeout: 60_000 }, disposable });
    // Calling it ends the walk, which is what it is for.
    judge.deny(context[Symbol.dispose]);
    keepHooks(vm, context, hooks, given);
    return vm.runInContext(CALL, context);
  },

  'a failed run'({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    const errors = [];
    const attempt = (path, work) => {
      try {
        work();
      } catch (value) {
        errors.push({ value, path });
      }
    };
    attempt('a SyntaxError', () => vm.runInContext('(', context));
    attempt('a thrown error', () => vm.runInContext('null.x', context));
    attempt('a timeout', () => vm.runInContext('for (;;);', context, { timeout: 5 }));
    attempt('an overflow', () => vm.runInContext('(function f() { f(); })()', context));
    attempt('an argument error', () => vm.runInContext(1, context));
    attempt('a SyntaxError of a Script', () => new vm.Script('let let'));
    const text = `(roots) => ${EXPRESSION}(__boundaryHooks, [...roots, ...__boundaryGiven])`;
    return vm.runInContext(text, context)(errors);
  },

  'a callback of the host'({ vm, object, hooks, given }) {
    const context = vm.createContext(object);
    keepHooks(vm, context, hooks, given);
    return [1].map(vm.runInContext(`() => ${CALL}`, context))[0];
  },
};

module.exports = { entrances, keepHooks };
