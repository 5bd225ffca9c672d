'use strict';

/**
 * What Node 24 adds to `SourceTextModule`: `moduleRequests`, `linkRequests` and `instantiate`, by which a
 * graph is linked synchronously, and what can be asked about top-level await.
 */

const assert = require('node:assert/strict');
const { describe, test } = require('node:test');
const vm = require('..');

const never = () => assert.fail('the linker is not to be called');

/** A module in a context of its own, or in the one given. */
function moduleOf(code, options = {}) {
  return new vm.SourceTextModule(code, { context: vm.createContext({}), ...options });
}

/** Modules of one context by their names; nothing is linked. */
function modulesOf(texts, context = vm.createContext({})) {
  const make = ([name, code]) => [
    name,
    new vm.SourceTextModule(code, { context, identifier: name }),
  ];
  return Object.fromEntries(Object.entries(texts).map(make));
}

/** Gives each module those behind its requests. */
function linkAll(modules) {
  for (const module of Object.values(modules)) {
    module.linkRequests(module.moduleRequests.map(({ specifier }) => modules[specifier]));
  }
  return modules;
}

const statusError = { name: 'Error', code: 'ERR_VM_MODULE_STATUS' };

describe('moduleRequests', () => {
  const tables = {
    '': [],
    "import 'a';": [['a', {}]],
    "import a from 'a'; import { b } from 'b'; import * as c from 'c';": [
      ['a', {}],
      ['b', {}],
      ['c', {}],
    ],
    "export * from 'a'; export { b } from 'b'; export * as c from 'c';": [
      ['a', {}],
      ['b', {}],
      ['c', {}],
    ],
    "import 'z'; import 'a';": [
      ['z', {}],
      ['a', {}],
    ],
    "import 'a'; import { b } from 'a'; export * from 'a';": [['a', {}]],
    "import a from 'a' with { type: 'json' };": [['a', { type: 'json' }]],
    "export { a } from 'a' with { type: 'json' };": [['a', { type: 'json' }]],
    "import 'a' with {};": [['a', {}]],
    "import 'a'; import b from 'a' with { type: 'json' };": [
      ['a', {}],
      ['a', { type: 'json' }],
    ],
    "import b from 'a' with { type: 'json' }; import c from 'a' with { type: 'json' };": [
      ['a', { type: 'json' }],
    ],
    "import('dynamic');": [],
    "import '';": [['', {}]],
    "import '\\u{1F600}';": [['\u{1F600}', {}]],
  };
  for (const [code, requests] of Object.entries(tables)) {
    test(`of ${code || 'nothing'}`, () => {
      const seen = moduleOf(code).moduleRequests;
      assert.deepEqual(
        seen.map(({ specifier, attributes }) => [specifier, { ...attributes }]),
        requests,
      );
    });
  }

  test('say that they are for evaluation', () => {
    const [request] = moduleOf("import 'a';").moduleRequests;
    assert.equal(request.phase, 'evaluation');
  });

  test('have a specifier, attributes and a phase', () => {
    const [request] = moduleOf("import 'a';").moduleRequests;
    assert.deepEqual(Object.keys(request), ['specifier', 'attributes', 'phase']);
  });

  test('are frozen, and so is each with its attributes', () => {
    const requests = moduleOf("import 'a' with { type: 'json' };").moduleRequests;
    assert.ok(Array.isArray(requests));
    assert.ok(Object.isFrozen(requests));
    assert.ok(Object.isFrozen(requests[0]));
    assert.ok(Object.isFrozen(requests[0].attributes));
  });

  test('attributes have no prototype', () => {
    const [{ attributes }] = moduleOf("import 'a' with { type: 'json' };").moduleRequests;
    assert.equal(Object.getPrototypeOf(attributes), null);
  });

  test('are the same list each time', () => {
    const module = moduleOf("import 'a';");
    assert.equal(module.moduleRequests, module.moduleRequests);
  });

  test('have the specifiers of dependencySpecifiers', () => {
    const module = moduleOf("import 'b'; import 'a';");
    assert.deepEqual(
      module.moduleRequests.map(({ specifier }) => specifier),
      [...module.dependencySpecifiers],
    );
  });

  test('cannot be assigned', () => {
    const module = moduleOf("import 'a';");
    assert.throws(() => {
      module.moduleRequests = [];
    }, TypeError);
  });

  test('are refused to what is no such module', () => {
    const { get } = Object.getOwnPropertyDescriptor(
      vm.SourceTextModule.prototype,
      'moduleRequests',
    );
    assert.throws(() => get.call({}), { code: 'ERR_INVALID_ARG_TYPE' });
  });
});

describe('linkRequests', () => {
  test('returns undefined and leaves the module unlinked', () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: '' });
    assert.equal(a.linkRequests([b]), undefined);
    assert.equal(a.status, 'unlinked');
  });

  test('takes an empty list for a module without requests', () => {
    const module = moduleOf('export default 5;');
    module.linkRequests([]);
    module.instantiate();
    assert.equal(module.status, 'linked');
  });

  test('gives modules in the order of the requests', async () => {
    const { a, b, c } = modulesOf({
      a: "import b from 'b'; import c from 'c'; export default [b, c].join();",
      b: "export default 'B';",
      c: "export default 'C';",
    });
    for (const one of [b, c]) one.linkRequests([]);
    a.linkRequests([c, b]);
    a.instantiate();
    await a.evaluate();
    assert.equal(a.namespace.default, 'C,B');
  });

  test('takes one module for two requests', async () => {
    const { a, b } = modulesOf({
      a: "import one from 'one'; import two from 'two'; export default one === two;",
      b: 'export default {};',
    });
    b.linkRequests([]);
    a.linkRequests([b, b]);
    a.instantiate();
    await a.evaluate();
    assert.equal(a.namespace.default, true);
  });

  test('takes synthetic modules', async () => {
    const context = vm.createContext({});
    const synthetic = new vm.SyntheticModule(
      ['n'],
      function evaluate() {
        this.setExport('n', 5);
      },
      { context },
    );
    const module = new vm.SourceTextModule("export { n } from 's';", { context });
    module.linkRequests([synthetic]);
    module.instantiate();
    await module.evaluate();
    assert.equal(module.namespace.n, 5);
  });

  test('takes wrapped modules of the host', async () => {
    const context = vm.createContext({});
    const module = new vm.SourceTextModule("export { n } from 's';", { context });
    module.linkRequests([vm.wrapHostModule({ n: 5 }, { context })]);
    module.instantiate();
    await module.evaluate();
    assert.equal(module.namespace.n, 5);
  });

  test('takes modules that have been linked by a linker', async () => {
    const { a, b, c } = modulesOf({
      a: "export * from 'b';",
      b: "export * from 'c';",
      c: 'export let n = 5;',
    });
    await b.link(() => c);
    a.linkRequests([b]);
    a.instantiate();
    await a.evaluate();
    assert.equal(a.namespace.n, 5);
  });

  test('takes modules that have been evaluated', async () => {
    const { a, b } = modulesOf({ a: "export * from 'b';", b: 'export let n = 5;' });
    await b.link(never);
    await b.evaluate();
    a.linkRequests([b]);
    a.instantiate();
    await a.evaluate();
    assert.equal(a.namespace.n, 5);
  });

  test('throws nothing of a module that is errored before it is evaluated', async () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: 'throw new RangeError("b");' });
    await b.link(never);
    await assert.rejects(b.evaluate(), { name: 'RangeError' });
    a.linkRequests([b]);
    a.instantiate();
    await assert.rejects(a.evaluate(), (error) => error === b.error);
  });

  const counts = {
    'too few': (b) => [b],
    none: () => [],
    'too many': (b) => [b, b, b],
  };
  for (const [name, give] of Object.entries(counts)) {
    test(`throws for ${name}`, () => {
      const { a, b } = modulesOf({ a: "import 'b'; import 'c';", b: '' });
      const given = give(b);
      assert.throws(() => a.linkRequests(given), {
        name: 'Error',
        code: 'ERR_MODULE_LINK_MISMATCH',
        message: `Expected 2 modules, got ${given.length}`,
      });
      assert.equal(a.status, 'unlinked');
    });
  }

  test('throws for a module when none is requested', () => {
    const { a, b } = modulesOf({ a: '', b: '' });
    assert.throws(() => a.linkRequests([b]), { code: 'ERR_MODULE_LINK_MISMATCH' });
  });

  const noModules = {
    undefined,
    null: null,
    'a number': 5,
    'an object': {},
    'a promise': Promise.resolve(),
    'a class': vm.SourceTextModule,
    'an object with the prototype': Object.create(vm.SourceTextModule.prototype),
  };
  for (const [name, given] of Object.entries(noModules)) {
    test(`throws for ${name} among the modules`, () => {
      const { a, b } = modulesOf({ a: "import 'b'; import 'c';", b: '' });
      assert.throws(() => a.linkRequests([b, given]), {
        name: 'Error',
        code: 'ERR_VM_MODULE_NOT_MODULE',
      });
    });
  }

  test('throws for a hole in the list', () => {
    // biome-ignore lint/suspicious/noSparseArray: the hole is what the test is about
    assert.throws(() => moduleOf("import 'a';").linkRequests([,]));
  });

  const otherContexts = {
    'another context': () => vm.createContext({}),
    'no context': () => undefined,
  };
  for (const [name, contextOf] of Object.entries(otherContexts)) {
    test(`throws for a module of ${name}`, () => {
      const other = new vm.SourceTextModule('', { context: contextOf() });
      assert.throws(() => moduleOf("import 'a';").linkRequests([other]), {
        name: 'Error',
        code: 'ERR_VM_MODULE_DIFFERENT_CONTEXT',
        message: 'Linked modules must use the same context',
      });
    });
  }

  for (const [name, given] of Object.entries({
    undefined,
    null: null,
    'an object': {},
    'an array-like': { length: 0 },
    'a Set': new Set(),
    'a string': '',
    'a function': never,
  })) {
    test(`refuses ${name} as the list`, () => {
      assert.throws(() => moduleOf('').linkRequests(given), { code: 'ERR_INVALID_ARG_TYPE' });
    });
  }

  test('a mistake leaves the module as it was', async () => {
    const { a, b } = modulesOf({ a: "export * from 'b';", b: 'export let n = 5;' });
    assert.throws(() => a.linkRequests([]));
    assert.throws(() => a.linkRequests([{}]));
    b.linkRequests([]);
    a.linkRequests([b]);
    a.instantiate();
    await a.evaluate();
    assert.equal(a.namespace.n, 5);
  });

  const tooLate = {
    linked: async (module) => module.link(never),
    evaluated: async (module) => {
      await module.link(never);
      await module.evaluate();
    },
    instantiated: (module) => {
      module.linkRequests([]);
      module.instantiate();
    },
  };
  for (const [status, reach] of Object.entries(tooLate)) {
    test(`throws once the module is ${status}`, async () => {
      const module = moduleOf('');
      await reach(module);
      assert.throws(() => module.linkRequests([]), statusError);
    });
  }

  test('throws while a linker is at work', async () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: '' });
    const linking = a.link(async () => b);
    assert.throws(() => a.linkRequests([b]), statusError);
    await linking;
  });

  test('throws once the module is errored', async () => {
    const module = moduleOf('throw new RangeError("e");');
    module.linkRequests([]);
    module.instantiate();
    await assert.rejects(module.evaluate(), { name: 'RangeError' });
    assert.throws(() => module.linkRequests([]), statusError);
  });

  test('checks the status before the list', async () => {
    const module = moduleOf('');
    await module.link(never);
    assert.throws(() => module.linkRequests('none'), statusError);
  });

  test('is refused to what is no such module', () => {
    const { linkRequests } = vm.SourceTextModule.prototype;
    const synthetic = new vm.SyntheticModule([], () => {}, { context: vm.createContext({}) });
    for (const receiver of [{}, undefined, Object.create(vm.SourceTextModule.prototype)]) {
      assert.throws(() => linkRequests.call(receiver, []), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    assert.equal(synthetic.linkRequests, undefined);
  });
});

describe('instantiate', () => {
  test('returns undefined and makes the module linked', () => {
    const module = moduleOf('');
    module.linkRequests([]);
    assert.equal(module.instantiate(), undefined);
    assert.equal(module.status, 'linked');
  });

  test('makes all of the graph linked', () => {
    const modules = linkAll(modulesOf({ a: "import 'b';", b: "import 'c';", c: '' }));
    modules.a.instantiate();
    assert.deepEqual(
      Object.values(modules).map(({ status }) => status),
      ['linked', 'linked', 'linked'],
    );
  });

  test('runs nothing', () => {
    const context = vm.createContext({ ran: false });
    const module = new vm.SourceTextModule('globalThis.ran = true;', { context });
    module.linkRequests([]);
    module.instantiate();
    assert.equal(context.ran, false);
  });

  test('needs linkRequests of a module without requests, too', () => {
    const module = moduleOf('export default 5;');
    assert.throws(() => module.instantiate(), { code: 'ERR_VM_MODULE_LINK_FAILURE' });
  });

  test('makes functions callable before evaluation', () => {
    const module = moduleOf('export function f() { return 5; }');
    module.linkRequests([]);
    module.instantiate();
    assert.equal(module.namespace.f(), 5);
  });

  test('throws for a module that is not linked', () => {
    const module = moduleOf("import 'dependency';", { identifier: 'the module' });
    assert.throws(
      () => module.instantiate(),
      (error) => {
        assert.equal(error.name, 'Error');
        assert.equal(error.code, 'ERR_VM_MODULE_LINK_FAILURE');
        assert.match(error.message, /'dependency'.*'the module'/);
        return true;
      },
    );
    assert.equal(module.status, 'unlinked');
  });

  test('throws for a dependency that is not linked', () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: "import 'c';" });
    a.linkRequests([b]);
    assert.throws(
      () => a.instantiate(),
      (error) => {
        assert.equal(error.code, 'ERR_VM_MODULE_LINK_FAILURE');
        assert.match(error.message, /'c'.*'b'/);
        return true;
      },
    );
    assert.deepEqual([a.status, b.status], ['unlinked', 'unlinked']);
  });

  test('throws for something deep in the graph that is not linked', () => {
    const { a, b, c } = modulesOf({ a: "import 'b';", b: "import 'c';", c: "import 'd';" });
    a.linkRequests([b]);
    b.linkRequests([c]);
    assert.throws(() => a.instantiate(), { code: 'ERR_VM_MODULE_LINK_FAILURE' });
  });

  test('goes through once what was missing is linked', async () => {
    const { a, b, c } = modulesOf({
      a: "export * from 'b';",
      b: "export * from 'c';",
      c: 'export let n = 5;',
    });
    a.linkRequests([b]);
    assert.throws(() => a.instantiate(), { code: 'ERR_VM_MODULE_LINK_FAILURE' });
    b.linkRequests([c]);
    c.linkRequests([]);
    a.instantiate();
    await a.evaluate();
    assert.equal(a.namespace.n, 5);
  });

  const missing = {
    'a name': { a: "import { n } from 'b';", b: '' },
    'the default': { a: "import n from 'b';", b: 'export let n;' },
    'a name that is re-exported': { a: "export { n } from 'b';", b: '' },
    'a name behind another module': {
      a: "import { n } from 'b';",
      b: "export { n } from 'c';",
      c: '',
    },
    'a name in a dependency': { a: "import 'b';", b: "import { n } from 'c';", c: '' },
    'the default behind a star': {
      a: "import n from 'b';",
      b: "export * from 'c';",
      c: 'export default 1;',
    },
    'a name in a ring of re-exports': {
      a: "import { n } from 'b';",
      b: "export { n } from 'c';",
      c: "export { n } from 'b';",
    },
    'a name that two modules export': {
      a: "import { n } from 'b';",
      b: "export * from 'c'; export * from 'd';",
      c: 'export let n = 1;',
      d: 'export let n = 2;',
    },
  };
  for (const [name, texts] of Object.entries(missing)) {
    test(`throws a SyntaxError for ${name}`, () => {
      const { a } = linkAll(modulesOf(texts));
      assert.throws(() => a.instantiate(), { name: 'SyntaxError' });
      assert.equal(a.status, 'unlinked');
    });
  }

  test('the SyntaxError is of the realm', () => {
    const context = vm.createContext({});
    const { a } = linkAll(modulesOf({ a: "import { n } from 'b';", b: '' }, context));
    const RealmError = vm.runInContext('SyntaxError', context);
    assert.throws(
      () => a.instantiate(),
      (error) => error instanceof RealmError,
    );
  });

  test('the SyntaxError names the export and the module', () => {
    const { a } = linkAll(modulesOf({ a: "import { missingName } from 'b';", b: '' }));
    assert.throws(() => a.instantiate(), { message: /missingName/ });
  });

  const tooLate = {
    linked: async (module) => module.link(never),
    instantiated: (module) => {
      module.linkRequests([]);
      module.instantiate();
    },
    evaluated: async (module) => {
      await module.link(never);
      await module.evaluate();
    },
  };
  for (const [status, reach] of Object.entries(tooLate)) {
    test(`throws once the module is ${status}`, async () => {
      const module = moduleOf('');
      await reach(module);
      assert.throws(() => module.instantiate(), statusError);
    });
  }

  test('throws while a linker is at work', async () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: '' });
    const linking = a.link(async () => b);
    assert.throws(() => a.instantiate(), statusError);
    await linking;
  });

  test('throws for a dependency that was instantiated along', () => {
    const { a, b } = linkAll(modulesOf({ a: "import 'b';", b: '' }));
    a.instantiate();
    assert.throws(() => b.instantiate(), statusError);
  });

  test('is refused to what is no such module', () => {
    const { instantiate } = vm.SourceTextModule.prototype;
    assert.throws(() => instantiate.call({}), { code: 'ERR_INVALID_ARG_TYPE' });
  });
});

describe('before instantiation', () => {
  test('evaluate rejects', async () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: '' });
    await assert.rejects(a.evaluate(), statusError);
    a.linkRequests([b]);
    await assert.rejects(a.evaluate(), statusError);
  });

  test('the namespace is not there', () => {
    const { a } = linkAll(modulesOf({ a: "import 'b'; export let n;", b: '' }));
    assert.throws(() => a.namespace, statusError);
  });
});

describe('cycles', () => {
  test('of two modules', async () => {
    const { a, b } = linkAll(
      modulesOf({
        a: "import { b } from 'b'; export function a() { return 'a'; } export default b();",
        b: "import { a } from 'a'; export function b() { return a() + 'b'; }",
      }),
    );
    a.instantiate();
    assert.deepEqual([a.status, b.status], ['linked', 'linked']);
    await a.evaluate();
    assert.equal(a.namespace.default, 'ab');
    assert.deepEqual([a.status, b.status], ['evaluated', 'evaluated']);
  });

  test('of a module with itself', async () => {
    const module = moduleOf(
      "import * as self from 'self'; export let n = 5; export default self.n;",
    );
    module.linkRequests([module]);
    module.instantiate();
    await module.evaluate();
    assert.equal(module.namespace.default, 5);
  });

  test('of three modules, entered anywhere', async () => {
    const texts = {
      a: "import 'b'; seen.push('a');",
      b: "import 'c'; seen.push('b');",
      c: "import 'a'; seen.push('c');",
    };
    const orders = {};
    for (const first of Object.keys(texts)) {
      const context = vm.createContext({ seen: [] });
      const modules = linkAll(modulesOf(texts, context));
      modules[first].instantiate();
      await modules[first].evaluate();
      orders[first] = context.seen.join('');
    }
    assert.deepEqual(orders, { a: 'cba', b: 'acb', c: 'bac' });
  });

  test('with a name that is read too early', async () => {
    const { a } = linkAll(
      modulesOf({ a: "import 'b'; export let n = 1;", b: "import { n } from 'a'; n;" }),
    );
    a.instantiate();
    await assert.rejects(a.evaluate(), { name: 'ReferenceError' });
    assert.equal(a.status, 'errored');
  });

  test('with a part that is not linked', () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: "import 'a'; import 'c';" });
    a.linkRequests([b]);
    assert.throws(() => a.instantiate(), { code: 'ERR_VM_MODULE_LINK_FAILURE' });
  });

  test('with a missing name leave all unlinked', () => {
    const { a, b } = linkAll(modulesOf({ a: "import { n } from 'b';", b: "import 'a';" }));
    assert.throws(() => a.instantiate(), { name: 'SyntaxError' });
    assert.deepEqual([a.status, b.status], ['unlinked', 'unlinked']);
  });

  test('of re-exports', async () => {
    const { a } = linkAll(
      modulesOf({
        a: "export * from 'b'; export let x = 1;",
        b: "export * from 'a'; export let y = 2;",
      }),
    );
    a.instantiate();
    await a.evaluate();
    assert.deepEqual({ ...a.namespace }, { x: 1, y: 2 });
  });
});

describe('a whole graph, synchronously', () => {
  /** Makes and links what a module requests, as a loader with texts at hand would. */
  function load(texts, entry, context) {
    const modules = new Map();
    const make = (name) => {
      if (modules.has(name)) return modules.get(name);
      const module = new vm.SourceTextModule(texts[name], { context, identifier: name });
      modules.set(name, module);
      module.linkRequests(module.moduleRequests.map(({ specifier }) => make(specifier)));
      return module;
    };
    const module = make(entry);
    module.instantiate();
    return module;
  }

  const texts = {
    main: "import a from 'a'; import * as b from 'b'; export default [a, b.default, b.n].join(); log('main');",
    a: "export { default } from 'c'; log('a');",
    b: "import c from 'c'; export default c + 1; export let n = 7; log('b');",
    c: "import 'main'; export default 5; log('c');",
  };

  test('is linked and evaluated', async () => {
    const seen = [];
    const context = vm.createContext({ log: (name) => seen.push(name) });
    const main = load(texts, 'main', context);
    assert.equal(main.status, 'linked');
    assert.deepEqual(seen, []);
    await main.evaluate();
    assert.equal(main.namespace.default, '5,6,7');
    assert.deepEqual(seen, ['c', 'a', 'b', 'main']);
  });

  test('without top-level await has run when evaluate returns', () => {
    const seen = [];
    const context = vm.createContext({ log: (name) => seen.push(name) });
    const main = load(texts, 'main', context);
    const evaluation = main.evaluate();
    assert.equal(main.status, 'evaluated');
    assert.equal(main.namespace.default, '5,6,7');
    return evaluation;
  });

  test('of many modules in a row', async () => {
    const count = 200;
    const chain = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `m${i}`,
        i === count - 1 ? 'export default 0;' : `import n from 'm${i + 1}'; export default n + 1;`,
      ]),
    );
    const first = load(chain, 'm0', vm.createContext({}));
    await first.evaluate();
    assert.equal(first.namespace.default, count - 1);
  });

  test('of many modules side by side', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `m${i}`);
    const wide = Object.fromEntries(names.map((name, i) => [name, `export default ${i};`]));
    const imports = names.map((name) => `import ${name} from '${name}';`).join('');
    const main = `${imports} export default ${names.join(' + ')};`;
    const module = load({ ...wide, main }, 'main', vm.createContext({}));
    await module.evaluate();
    assert.equal(module.namespace.default, 19900);
  });
});

describe('hasTopLevelAwait', () => {
  const tables = {
    '': false,
    'await 1;': true,
    'let a = await 1;': true,
    'export default await 1;': true,
    'for await (const x of []);': true,
    'if (false) { await 1; }': true,
    'label: { await 1; }': true,
    'class A { static [await 1] = 1; }': true,
    '`${await 1}`;': true,
    'async function f() { await 1; }': false,
    'async () => { await 1; };': false,
    'async () => { for await (const x of []); };': false,
    '({ async m() { await 1; } });': false,
    "'await 1';": false,
    '// await 1': false,
    "import 'other';": false,
    "import('other');": false,
    '({ await: 1 });': false,
  };
  for (const [code, expected] of Object.entries(tables)) {
    test(`${expected} for ${code || 'nothing'}`, () => {
      assert.equal(moduleOf(code).hasTopLevelAwait(), expected);
    });
  }

  test('is known in every status', async () => {
    const module = moduleOf('await 1;');
    const seen = [module.hasTopLevelAwait()];
    await module.link(never);
    seen.push(module.hasTopLevelAwait());
    await module.evaluate();
    seen.push(module.hasTopLevelAwait());
    assert.deepEqual(seen, [true, true, true]);
  });

  test('is refused to what is no such module', () => {
    const { hasTopLevelAwait } = vm.SourceTextModule.prototype;
    assert.throws(() => hasTopLevelAwait.call({}), { code: 'ERR_INVALID_ARG_TYPE' });
  });
});

describe('hasAsyncGraph', () => {
  const graphs = {
    'a module alone': [{ a: '1;' }, false],
    'a module that awaits': [{ a: 'await 1;' }, true],
    'a dependency that awaits': [{ a: "import 'b';", b: 'await 1;' }, true],
    'something deep that awaits': [{ a: "import 'b';", b: "import 'c';", c: 'await 1;' }, true],
    'a graph without await': [{ a: "import 'b'; import 'c';", b: '', c: '' }, false],
    'a cycle without await': [{ a: "import 'b';", b: "import 'a';" }, false],
    'a cycle with await': [{ a: "import 'b';", b: "import 'a'; await 1;" }, true],
    'one of many that awaits': [{ a: "import 'b'; import 'c';", b: '', c: 'await 1;' }, true],
    'an async function': [{ a: 'async () => await 1;' }, false],
  };
  for (const [name, [texts, expected]] of Object.entries(graphs)) {
    test(`${expected} for ${name}`, () => {
      const { a } = linkAll(modulesOf(texts));
      a.instantiate();
      assert.equal(a.hasAsyncGraph(), expected);
    });
  }

  test('a dependency has its own', () => {
    const { a, b } = linkAll(modulesOf({ a: "import 'b'; await 1;", b: '' }));
    a.instantiate();
    assert.deepEqual([a.hasAsyncGraph(), b.hasAsyncGraph()], [true, false]);
  });

  test('is there after link as well', async () => {
    const module = moduleOf('await 1;');
    await module.link(never);
    assert.equal(module.hasAsyncGraph(), true);
  });

  test('is the same after evaluation', async () => {
    const { a } = linkAll(modulesOf({ a: "import 'b';", b: 'await 1;' }));
    a.instantiate();
    await a.evaluate();
    assert.equal(a.hasAsyncGraph(), true);
  });

  test('throws before instantiation', () => {
    const { a, b } = modulesOf({ a: "import 'b';", b: '' });
    assert.throws(() => a.hasAsyncGraph(), statusError);
    a.linkRequests([b]);
    assert.throws(() => a.hasAsyncGraph(), statusError);
  });

  test('throws while a linker is at work', async () => {
    const module = moduleOf('');
    const linking = module.link(never);
    assert.throws(() => module.hasAsyncGraph(), statusError);
    await linking;
  });

  test('is refused to what is no such module', () => {
    const { hasAsyncGraph } = vm.SourceTextModule.prototype;
    assert.throws(() => hasAsyncGraph.call({}), { code: 'ERR_INVALID_ARG_TYPE' });
  });
});

describe('of a synthetic module', () => {
  const { prototype } = vm.SourceTextModule;
  const uses = {
    moduleRequests: (module) => Reflect.get(prototype, 'moduleRequests', module),
    dependencySpecifiers: (module) => Reflect.get(prototype, 'dependencySpecifiers', module),
    linkRequests: (module) => prototype.linkRequests.call(module, []),
    instantiate: (module) => prototype.instantiate.call(module),
    hasTopLevelAwait: (module) => prototype.hasTopLevelAwait.call(module),
    hasAsyncGraph: (module) => prototype.hasAsyncGraph.call(module),
    createCachedData: (module) => prototype.createCachedData.call(module),
  };
  for (const [name, use] of Object.entries(uses)) {
    test(`${name} is refused`, () => {
      const module = new vm.SyntheticModule([], () => {}, { context: vm.createContext({}) });
      assert.throws(() => use(module), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
    });
  }
});
