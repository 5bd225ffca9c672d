'use strict';

/**
 * `new vm.Module(code, options)`, as Node 10 documented it: modules that are linked, instantiated and
 * evaluated in three steps, and whose evaluation gives a result.
 */

const assert = require('node:assert/strict');
const { describe, test } = require('node:test');
const { inspect } = require('node:util');
const vm = require('..');

const never = () => assert.fail('the linker is not to be called');

/** A module in a context of its own, or in the one given. */
function moduleOf(code, options = {}) {
  return new vm.Module(code, { context: vm.createContext({}), ...options });
}

/** A module, linked to others of its context by their names: texts, or modules. */
async function linkedModule(code, texts = {}, options = {}) {
  const module = moduleOf(code, options);
  const { context } = module;
  const others = new Map();
  await module.link((specifier) => {
    if (!others.has(specifier)) {
      const given = texts[specifier];
      others.set(specifier, typeof given === 'string' ? new vm.Module(given, { context }) : given);
    }
    return others.get(specifier);
  });
  return module;
}

async function instantiatedModule(code, texts, options) {
  const module = await linkedModule(code, texts, options);
  module.instantiate();
  return module;
}

/** A module that has run, whether it threw or not. */
async function settledModule(code, texts, options) {
  const module = await instantiatedModule(code, texts, options);
  await module.evaluate().catch(() => {});
  return module;
}

/** A promise and what settles it. */
function deferred() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => {
    Object.assign(parts, { resolve, reject });
  });
  return parts;
}

const statusError = { name: 'Error', code: 'ERR_VM_MODULE_STATUS' };

describe('construction', () => {
  test('gives an instance of Module that is none of its later classes', () => {
    const module = moduleOf('');
    assert.ok(module instanceof vm.Module);
    assert.ok(!(module instanceof vm.SourceTextModule));
    assert.ok(!(module instanceof vm.SyntheticModule));
    assert.equal(module.constructor, vm.Module);
  });

  test('later classes are instances of Module', () => {
    const context = vm.createContext({});
    assert.ok(new vm.SourceTextModule('', { context }) instanceof vm.Module);
    assert.ok(new vm.SyntheticModule([], () => {}, { context }) instanceof vm.Module);
  });

  test('starts unlinked and uninstantiated', () => {
    const module = moduleOf('');
    assert.equal(module.linkingStatus, 'unlinked');
    assert.equal(module.status, 'uninstantiated');
  });

  test('keeps the context that it was given', () => {
    const context = vm.createContext({});
    assert.equal(new vm.Module('', { context }).context, context);
  });

  test('has no context without the option', () => {
    assert.equal(new vm.Module('').context, undefined);
  });

  test('without a context it sees the globals of the host', async () => {
    const module = new vm.Module('globalThis.process === undefined;');
    await module.link(never);
    module.instantiate();
    assert.deepEqual({ ...(await module.evaluate()) }, { result: false });
  });

  test('needs no options', () => {
    assert.equal(new vm.Module('').status, 'uninstantiated');
  });

  test('runs nothing', () => {
    const context = vm.createContext({ ran: false });
    new vm.Module('globalThis.ran = true;', { context });
    assert.equal(context.ran, false);
  });

  for (const code of ['(', 'let a; let a;', 'return 1', 'with ({}) {}', "import { a } 'b'", '{']) {
    test(`throws a SyntaxError at once for ${code}`, () => {
      assert.throws(() => moduleOf(code), { name: 'SyntaxError' });
    });
  }

  const wrong = {
    'code that is a number': [() => new vm.Module(5), 'ERR_INVALID_ARG_TYPE'],
    'options that are null': [() => new vm.Module('', null), 'ERR_INVALID_ARG_TYPE'],
    'options that are a string': [() => new vm.Module('', 'url'), 'ERR_INVALID_ARG_TYPE'],
    'a url that is a number': [() => moduleOf('', { url: 5 }), 'ERR_INVALID_ARG_TYPE'],
    'a url that is none': [() => moduleOf('', { url: 'not a url' }), 'ERR_INVALID_URL'],
    'a lineOffset that is a string': [
      () => moduleOf('', { lineOffset: '1' }),
      'ERR_INVALID_ARG_TYPE',
    ],
    'a lineOffset that is a fraction': [
      () => moduleOf('', { lineOffset: 1.5 }),
      'ERR_OUT_OF_RANGE',
    ],
    'a columnOffset that is null': [
      () => moduleOf('', { columnOffset: null }),
      'ERR_INVALID_ARG_TYPE',
    ],
    'a context that is a plain object': [
      () => moduleOf('', { context: {} }),
      'ERR_INVALID_ARG_TYPE',
    ],
    'a context that is null': [() => moduleOf('', { context: null }), 'ERR_INVALID_ARG_TYPE'],
    'an initializeImportMeta that is no function': [
      () => moduleOf('', { initializeImportMeta: {} }),
      'ERR_INVALID_ARG_TYPE',
    ],
  };
  for (const [name, [make, code]] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => assert.throws(make, { code }));
  }
});

describe('url', () => {
  test('is counted for each context', () => {
    const [one, other] = [vm.createContext({}), vm.createContext({})];
    const urls = [one, one, other, one, other].map((context) => new vm.Module('', { context }).url);
    assert.deepEqual(urls, [
      'vm:module(0)',
      'vm:module(1)',
      'vm:module(0)',
      'vm:module(2)',
      'vm:module(1)',
    ]);
  });

  test('a module with one of its own is not counted', () => {
    const context = vm.createContext({});
    new vm.Module('', { context, url: 'file:///a.mjs' });
    assert.equal(new vm.Module('', { context }).url, 'vm:module(0)');
  });

  test('is the one that was given', () => {
    assert.equal(moduleOf('', { url: 'file:///a.mjs' }).url, 'file:///a.mjs');
  });

  test('is in the stacks of errors', async () => {
    const module = await settledModule('\nthrow new Error("e");', {}, { url: 'file:///named.mjs' });
    assert.match(module.error.stack, /file:\/\/\/named\.mjs:2/);
  });

  test('lineOffset and columnOffset move positions', async () => {
    const options = { url: 'file:///named.mjs', lineOffset: 10, columnOffset: 20 };
    const module = await settledModule('throw new Error("e");', {}, options);
    assert.match(module.error.stack, /file:\/\/\/named\.mjs:11:2\d/);
  });

  test('columnOffset is of the first line alone', async () => {
    const options = { url: 'file:///named.mjs', columnOffset: 20 };
    const module = await settledModule('\nthrow new Error("e");', {}, options);
    assert.match(module.error.stack, /file:\/\/\/named\.mjs:2:\d\)?$/m);
  });

  test('cannot be changed', () => {
    const module = moduleOf('', { url: 'file:///a.mjs' });
    assert.throws(() => {
      module.url = 'file:///b.mjs';
    }, TypeError);
    assert.equal(module.url, 'file:///a.mjs');
  });
});

describe('dependencySpecifiers', () => {
  const tables = {
    '': [],
    "import 'a';": ['a'],
    "import a from 'a'; import { b } from 'b'; import * as c from 'c';": ['a', 'b', 'c'],
    "export * from 'a'; export { b } from 'b'; export * as c from 'c';": ['a', 'b', 'c'],
    "import 'z'; import 'a';": ['z', 'a'],
    "import 'a'; import 'a';": ['a'],
    "import('dynamic');": [],
    "import '';": [''],
  };
  for (const [code, specifiers] of Object.entries(tables)) {
    test(`of ${code || 'nothing'}`, () => {
      assert.deepEqual(moduleOf(code).dependencySpecifiers, specifiers);
    });
  }

  test('are a frozen array, the same each time', () => {
    const module = moduleOf("import 'a';");
    assert.ok(Array.isArray(module.dependencySpecifiers));
    assert.ok(Object.isFrozen(module.dependencySpecifiers));
    assert.equal(module.dependencySpecifiers, module.dependencySpecifiers);
  });
});

describe('the statuses', () => {
  const both = ({ linkingStatus, status }) => [linkingStatus, status];

  test('go from unlinked and uninstantiated to linked and evaluated', async () => {
    const module = moduleOf('');
    const seen = [both(module)];
    const linking = module.link(never);
    seen.push(both(module));
    await linking;
    seen.push(both(module));
    module.instantiate();
    seen.push(both(module));
    await module.evaluate();
    seen.push(both(module));
    assert.deepEqual(seen, [
      ['unlinked', 'uninstantiated'],
      ['linking', 'uninstantiated'],
      ['linked', 'uninstantiated'],
      ['linked', 'instantiated'],
      ['linked', 'evaluated'],
    ]);
  });

  test('linking while the linker is at work', async () => {
    const module = moduleOf("import 'a';");
    const { promise, resolve } = deferred();
    const linking = module.link(() => promise);
    assert.equal(module.linkingStatus, 'linking');
    resolve(new vm.Module('', { context: module.context }));
    await linking;
    assert.equal(module.linkingStatus, 'linked');
  });

  test('linking as the linker sees it', async () => {
    const module = moduleOf("import 'a';");
    let seen;
    await module.link((_, referencing) => {
      seen = both(referencing);
      return new vm.Module('', { context: referencing.context });
    });
    assert.deepEqual(seen, ['linking', 'uninstantiated']);
  });

  test('errored once a linker has thrown', async () => {
    const module = moduleOf("import 'a';");
    await assert.rejects(
      module.link(() => Promise.reject(new RangeError('no'))),
      RangeError,
    );
    assert.deepEqual(both(module), ['errored', 'uninstantiated']);
  });

  test('evaluating while its code runs', async () => {
    let module;
    let seen;
    const context = vm.createContext({
      look: () => {
        seen = both(module);
      },
    });
    module = await instantiatedModule('look();', {}, { context });
    await module.evaluate();
    assert.deepEqual(seen, ['linked', 'evaluating']);
  });

  test('evaluated while it awaits, as that of a SourceTextModule', async () => {
    const { promise, resolve } = deferred();
    const context = vm.createContext({ promise });
    const module = await instantiatedModule('await promise;', {}, { context });
    const evaluation = module.evaluate();
    assert.equal(module.status, 'evaluated');
    resolve();
    await evaluation;
    assert.equal(module.status, 'evaluated');
  });

  test('evaluating while its dependencies run', async () => {
    let module;
    let seen;
    const context = vm.createContext({
      look: () => {
        seen = both(module);
      },
    });
    module = await instantiatedModule("import 'a';", { a: 'look();' }, { context });
    await module.evaluate();
    assert.deepEqual(seen, ['linked', 'evaluating']);
  });

  test('errored once its code has thrown', async () => {
    const module = await settledModule('throw new Error("e");');
    assert.deepEqual(both(module), ['linked', 'errored']);
  });

  test('errored once its code has rejected', async () => {
    const module = await settledModule('await null; throw new Error("e");');
    assert.deepEqual(both(module), ['linked', 'errored']);
  });

  test('uninstantiated after instantiation has failed', async () => {
    const module = await linkedModule("import { missing } from 'a';", { a: '' });
    assert.throws(() => module.instantiate(), { name: 'SyntaxError' });
    assert.deepEqual(both(module), ['linked', 'uninstantiated']);
  });

  test('those of a dependency follow', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module('', { context });
    const module = new vm.Module("import 'a';", { context });
    const seen = [both(dependency)];
    await module.link(() => dependency);
    seen.push(both(dependency));
    module.instantiate();
    seen.push(both(dependency));
    await module.evaluate();
    seen.push(both(dependency));
    assert.deepEqual(seen, [
      ['unlinked', 'uninstantiated'],
      ['linked', 'uninstantiated'],
      ['linked', 'instantiated'],
      ['linked', 'evaluated'],
    ]);
  });

  test('a dependency that throws makes both errored', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module('throw new RangeError("e");', { context });
    const module = new vm.Module("import 'a';", { context });
    await module.link(() => dependency);
    module.instantiate();
    await assert.rejects(module.evaluate(), { name: 'RangeError' });
    assert.deepEqual([module.status, dependency.status], ['errored', 'errored']);
    assert.equal(module.error, dependency.error);
  });
});

describe('link', () => {
  test('resolves to undefined', async () => {
    assert.equal(await moduleOf('').link(never), undefined);
  });

  test('does not ask for a module without dependencies', async () => {
    await moduleOf('1;').link(never);
  });

  test('gives the linker the specifier and the referencing module, and nothing else', async () => {
    const module = moduleOf("import 'a'; import 'b';");
    const calls = [];
    await module.link((...args) => {
      calls.push(args);
      return new vm.Module('', { context: module.context });
    });
    assert.deepEqual(
      calls.map(([specifier]) => specifier),
      ['a', 'b'],
    );
    assert.ok(calls.every(([, referencing]) => referencing === module));
    assert.ok(calls.every((args) => args.length === 2));
  });

  test('links the dependencies of dependencies with the same linker', async () => {
    const context = vm.createContext({});
    const texts = { a: "import 'b';", b: "import 'c';", c: '' };
    const names = new Map();
    const asked = [];
    const module = new vm.Module("import 'a';", { context });
    names.set(module, 'main');
    await module.link((specifier, referencing) => {
      asked.push(`${names.get(referencing)} > ${specifier}`);
      const given = new vm.Module(texts[specifier], { context });
      names.set(given, specifier);
      return given;
    });
    assert.deepEqual(asked, ['main > a', 'a > b', 'b > c']);
    assert.deepEqual(
      [...names.keys()].map((one) => one.linkingStatus),
      ['linked', 'linked', 'linked', 'linked'],
    );
  });

  test('does not link a dependency that is linked', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module("import 'deep';", { context });
    await dependency.link(() => new vm.Module('', { context }));
    const module = new vm.Module("import 'a';", { context });
    const asked = [];
    await module.link((specifier) => {
      asked.push(specifier);
      return dependency;
    });
    assert.deepEqual(asked, ['a']);
  });

  test('takes a dependency that has been evaluated', async () => {
    const context = vm.createContext({});
    const dependency = await settledModule('export default 5;', {}, { context });
    const module = await instantiatedModule(
      "import n from 'a'; n;",
      { a: dependency },
      { context },
    );
    assert.equal((await module.evaluate()).result, 5);
  });

  test('links modules that import each other', async () => {
    const context = vm.createContext({});
    const modules = {
      a: new vm.Module("import { b } from 'b'; export const a = () => b; a()();", { context }),
      b: new vm.Module("import { a } from 'a'; export const b = () => typeof a;", { context }),
    };
    await modules.a.link((specifier) => modules[specifier]);
    modules.a.instantiate();
    assert.equal((await modules.a.evaluate()).result, 'function');
    assert.equal(modules.b.linkingStatus, 'linked');
  });

  test('links a module that imports itself', async () => {
    const module = moduleOf("import { n } from 'self'; export let n2 = 5; export { n2 as n }; n;");
    await module.link(() => module);
    module.instantiate();
    assert.equal((await module.evaluate()).result, 5);
  });

  test('asks for a diamond’s end once it is linked no more', async () => {
    const context = vm.createContext({});
    const modules = Object.fromEntries(
      Object.entries({ a: "import 'c';", b: "import 'c';", c: "import 'd';", d: '' }).map(
        ([name, text]) => [name, new vm.Module(text, { context })],
      ),
    );
    const asked = [];
    const module = new vm.Module("import 'a'; import 'b';", { context });
    await module.link((specifier) => {
      asked.push(specifier);
      return modules[specifier];
    });
    assert.deepEqual(asked.sort(), ['a', 'b', 'c', 'c', 'd']);
  });

  test('takes a promise of a module', async () => {
    const module = moduleOf("import n from 'a'; n;");
    await module.link(async () => new vm.Module('export default 5;', { context: module.context }));
    module.instantiate();
    assert.equal((await module.evaluate()).result, 5);
  });

  test('takes a thenable of a module', async () => {
    const module = moduleOf("import 'a';");
    const given = new vm.Module('', { context: module.context });
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what the test is about
    await module.link(() => ({ then: (resolve) => resolve(given) }));
    assert.equal(given.linkingStatus, 'linked');
  });

  const later = {
    SourceTextModule: (context) => new vm.SourceTextModule('export default 5;', { context }),
    SyntheticModule: (context) =>
      new vm.SyntheticModule(
        ['default'],
        function evaluate() {
          this.setExport('default', 5);
        },
        { context },
      ),
    wrapHostModule: (context) => vm.wrapHostModule(5, { context }),
  };
  for (const [name, make] of Object.entries(later)) {
    test(`takes a ${name}`, async () => {
      const context = vm.createContext({});
      const module = await instantiatedModule(
        "import n from 'a'; n;",
        { a: make(context) },
        { context },
      );
      assert.equal((await module.evaluate()).result, 5);
    });
  }

  test('a SourceTextModule takes a Module of Node 10', async () => {
    const context = vm.createContext({});
    const module = new vm.SourceTextModule("export { default } from 'a';", { context });
    await module.link(() => new vm.Module('export default 5;', { context }));
    await module.evaluate();
    assert.equal(module.namespace.default, 5);
  });

  for (const [name, linker] of Object.entries({
    undefined,
    null: null,
    'an object': {},
    'a string': 's',
  })) {
    test(`refuses a linker that is ${name}, and stays unlinked`, async () => {
      const module = moduleOf('');
      await assert.rejects(module.link(linker), { code: 'ERR_INVALID_ARG_TYPE' });
      assert.equal(module.linkingStatus, 'unlinked');
    });
  }

  test('a second call rejects', async () => {
    const module = await linkedModule('');
    await assert.rejects(module.link(never), {
      name: 'Error',
      code: 'ERR_VM_MODULE_ALREADY_LINKED',
      message: 'Module has already been linked',
    });
    assert.equal(module.linkingStatus, 'linked');
  });

  test('a second call while the first is at work rejects', async () => {
    const module = moduleOf('');
    const linking = module.link(never);
    await assert.rejects(module.link(never), { code: 'ERR_VM_MODULE_ALREADY_LINKED' });
    await linking;
    assert.equal(module.linkingStatus, 'linked');
  });

  test('a second call after a failure rejects', async () => {
    const module = moduleOf("import 'a';");
    await assert.rejects(module.link(() => undefined));
    await assert.rejects(module.link(never), { code: 'ERR_VM_MODULE_ALREADY_LINKED' });
    assert.equal(module.linkingStatus, 'errored');
  });

  test('a call for a dependency that has been linked along rejects', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module('', { context });
    await new vm.Module("import 'a';", { context }).link(() => dependency);
    await assert.rejects(dependency.link(never), { code: 'ERR_VM_MODULE_ALREADY_LINKED' });
  });

  const noModules = {
    undefined,
    null: null,
    'a number': 5,
    'a string': 'a',
    'an object': {},
    'a prototype': vm.Module.prototype,
    'a class': vm.Module,
    'an object with the prototype': Object.create(vm.Module.prototype),
  };
  for (const [name, given] of Object.entries(noModules)) {
    test(`rejects when the linker gives ${name}`, async () => {
      const module = moduleOf("import 'a';");
      await assert.rejects(
        module.link(() => given),
        {
          name: 'Error',
          code: 'ERR_VM_MODULE_NOT_MODULE',
          message: 'Provided module is not an instance of Module',
        },
      );
      assert.equal(module.linkingStatus, 'errored');
    });
  }

  const otherContexts = {
    'another context': () => vm.createContext({}),
    'no context': () => undefined,
  };
  for (const [name, contextOf] of Object.entries(otherContexts)) {
    test(`rejects for a module of ${name}`, async () => {
      const module = moduleOf("import 'a';");
      await assert.rejects(
        module.link(() => new vm.Module('', { context: contextOf() })),
        {
          name: 'Error',
          code: 'ERR_VM_MODULE_DIFFERENT_CONTEXT',
          message: 'Linked modules must use the same context',
        },
      );
      assert.equal(module.linkingStatus, 'errored');
    });
  }

  test('rejects for a module of a context when the module has none', async () => {
    const module = new vm.Module("import 'a';");
    await assert.rejects(
      module.link(() => moduleOf('')),
      { code: 'ERR_VM_MODULE_DIFFERENT_CONTEXT' },
    );
  });

  const linkingErrored = {
    name: 'Error',
    code: 'ERR_VM_MODULE_LINKING_ERRORED',
    message: 'Linking has already failed for the provided module',
  };

  test('rejects for a module whose linking has failed', async () => {
    const context = vm.createContext({});
    const failed = new vm.Module("import 'a';", { context });
    await assert.rejects(failed.link(() => undefined));
    const module = new vm.Module("import 'failed';", { context });
    await assert.rejects(
      module.link(() => failed),
      linkingErrored,
    );
    assert.equal(module.linkingStatus, 'errored');
  });

  test('rejects for a module that has thrown', async () => {
    const context = vm.createContext({});
    const failed = await settledModule('throw new Error("e");', {}, { context });
    const module = new vm.Module("import 'failed';", { context });
    await assert.rejects(
      module.link(() => failed),
      linkingErrored,
    );
  });

  test('rejects with what the linker throws', async () => {
    const thrown = new RangeError('by the linker');
    await assert.rejects(
      moduleOf("import 'a';").link(() => {
        throw thrown;
      }),
      (error) => error === thrown,
    );
  });

  test('rejects with what the linker rejects with', async () => {
    const thrown = { a: 'plain object' };
    await assert.rejects(
      moduleOf("import 'a';").link(() => Promise.reject(thrown)),
      (error) => error === thrown,
    );
  });

  test('a failure deep down makes those on the way errored', async () => {
    const context = vm.createContext({});
    const modules = {
      a: new vm.Module("import 'b';", { context }),
      b: new vm.Module("import 'missing';", { context }),
    };
    const module = new vm.Module("import 'a';", { context });
    await assert.rejects(
      module.link((specifier) => modules[specifier]),
      { code: 'ERR_VM_MODULE_NOT_MODULE' },
    );
    assert.deepEqual(
      [module, modules.a, modules.b].map(({ linkingStatus }) => linkingStatus),
      ['errored', 'errored', 'errored'],
    );
  });
});

describe('instantiate', () => {
  const notLinked = {
    name: 'Error',
    code: 'ERR_VM_MODULE_NOT_LINKED',
    message: 'Module must be linked before it can be instantiated',
  };

  test('returns undefined', async () => {
    const module = await linkedModule('');
    assert.equal(module.instantiate(), undefined);
  });

  test('throws before linking', () => {
    assert.throws(() => moduleOf('').instantiate(), notLinked);
  });

  test('throws while linking', async () => {
    const module = moduleOf('');
    const linking = module.link(never);
    assert.throws(() => module.instantiate(), notLinked);
    await linking;
  });

  test('throws after linking has failed', async () => {
    const module = moduleOf("import 'a';");
    await assert.rejects(module.link(() => undefined));
    assert.throws(() => module.instantiate(), notLinked);
  });

  test('runs nothing', async () => {
    const context = vm.createContext({ ran: false });
    await instantiatedModule('globalThis.ran = true;', {}, { context });
    assert.equal(context.ran, false);
  });

  const again = {
    instantiated: (module) => module,
    evaluated: async (module) => module.evaluate(),
  };
  for (const [status, reach] of Object.entries(again)) {
    test(`does nothing when ${status}`, async () => {
      const module = await instantiatedModule('1;');
      await reach(module);
      assert.equal(module.instantiate(), undefined);
      assert.equal(module.status, status);
    });
  }

  const missing = {
    'a name': ["import { missing } from 'a';", 'export let other;'],
    'the default': ["import missing from 'a';", 'export let other;'],
    'a name that is re-exported': ["export { missing } from 'a';", 'export let other;'],
    'a name behind another module': ["import { deep } from 'a';", "export { deep } from 'b';"],
  };
  for (const [name, [code, a]] of Object.entries(missing)) {
    test(`throws for the lack of ${name}, and may be tried again`, async () => {
      const module = await linkedModule(code, { a, b: '' });
      for (const _ of [1, 2]) {
        assert.throws(() => module.instantiate(), { name: 'SyntaxError' });
        assert.equal(module.status, 'uninstantiated');
      }
    });
  }

  test('throws for a name that two modules export', async () => {
    const texts = {
      a: "export * from 'b'; export * from 'c';",
      b: 'export let n = 1;',
      c: 'export let n = 2;',
    };
    const module = await linkedModule("import { n } from 'a';", texts);
    assert.throws(() => module.instantiate(), { name: 'SyntaxError' });
  });

  test('makes functions callable before evaluation', async () => {
    const module = await instantiatedModule('export function f() { return 5; }');
    assert.equal(module.namespace.f(), 5);
  });
});

describe('evaluate', () => {
  /** Source → the result. What is imported from `foo` is at hand. */
  const results = [
    ['', undefined],
    [';', undefined],
    ['// nothing', undefined],
    ['5;', 5],
    ['5', 5],
    ["'text';", 'text'],
    ["'use strict';", 'use strict'],
    ['null;', null],
    ['undefined;', undefined],
    ['1; 2; 3;', 3],
    ['1; ;', 1],
    ['1 + 1;', 2],
    ['1, 2;', 2],
    ['`a${1}b`;', 'a1b'],
    ['10n;', 10n],
    ['-0;', -0],
    ['this;', undefined],
    ['typeof require;', 'undefined'],
    ['let a = 1;', undefined],
    ['const a = 1; a;', 1],
    ['5; let a = 1;', 5],
    ['5; var a = 1;', 5],
    ['5; function f() {}', 5],
    ['5; class A {}', 5],
    ['let a; a = 7;', 7],
    ['let a = 1; a++;', 1],
    ['export let a = 5;', undefined],
    ['5; export let a = 6;', 5],
    ['5; export default 6;', 5],
    ['export default 6;', undefined],
    ['5; export { a }; let a = 1;', 5],
    ['5; export function f() {}', 5],
    ['export let a = 5; a;', 5],
    ['{}', undefined],
    ['{ 5; }', 5],
    ['5; {}', 5],
    ['{ 1; { 2; } }', 2],
    ['{ 1; let a = 2; }', 1],
    ['if (true) 5;', 5],
    ['if (false) 5;', undefined],
    ['1; if (false) 5;', 1],
    ['1; if (true) {}', 1],
    ['if (false) 1; else 2;', 2],
    ['if (true) { 1; } else { 2; }', 1],
    ['for (let i = 0; i < 3; i++) i;', 2],
    ['for (let i = 0; i < 3; i++) { i * 2; }', 4],
    ['1; for (;false;) 2;', 1],
    ['for (const x of [1, 2, 3]) x;', 3],
    ['for (const key in { a: 1, b: 2 }) key;', 'b'],
    ['for (let i = 0; i < 3; i++) { i; if (i === 1) break; }', 1],
    ['for (let i = 0; i < 3; i++) { i; if (i === 1) continue; i; }', 2],
    ['for (let i = 0; ; i++) { i; break; }', 0],
    ['let i = 0; while (i < 3) i++;', 2],
    ['let i = 0; do { i; } while (++i < 3);', 2],
    ['do { 5; break; } while (true);', 5],
    ['switch (1) { case 1: 5; }', 5],
    ['switch (1) { case 1: 5; break; default: 6; }', 5],
    ['switch (2) { case 1: 5; break; default: 6; }', 6],
    ['switch (1) { case 1: 5; case 2: 6; }', 6],
    ['1; switch (3) { case 1: 5; }', 1],
    ['try { 5; } catch { 6; }', 5],
    ['try { throw 1; } catch (e) { e + 1; }', 2],
    ['try { 1; } finally { 2; }', 2],
    ['try { throw 1; } catch { 2; } finally { 3; }', 3],
    ['1; try {} catch {}', 1],
    ['label: 5;', 5],
    ['label: { 5; break label; }', 5],
    ['outer: for (const x of [1, 2]) { for (const y of [3, 4]) { y; continue outer; } }', 3],
    ['5; debugger;', 5],
    ['(() => 5)();', 5],
    ['(function () { return arguments.length; })(1, 2);', 2],
    ['(() => { 5; })();', undefined],
    ['5; (() => { 6; })();', undefined],
    ['new (class { n = 5; })().n;', 5],
    ['eval("5; 6;");', 6],
    ['5; eval("var a = 1;");', undefined],
    ['await 5;', 5],
    ['await null; 5;', 5],
    ['1; await null;', null],
    ['1; await null; let a = 2;', null],
    ['await null; await null; 7;', 7],
    ['5; const a = await 6;', 5],
    ['const a = await 6; a;', 6],
    ['if (await true) { await 8; }', 8],
    ['for await (const x of [1, 2]) x;', 2],
    ['try { await Promise.reject(5); } catch (e) { e; }', 5],
    ["import s from 'foo'; s;", 'the default'],
    ["s; import s from 'foo';", 'the default'],
    ["import { n } from 'foo'; n + 1;", 6],
    ["import { n as m } from 'foo'; m;", 5],
    ["import * as ns from 'foo'; ns.n;", 5],
    ["import { f } from 'foo'; f();", 'called'],
    ["import 'foo'; 1;", 1],
    ["1; import 'foo';", 1],
    ["import 'foo';", undefined],
    ["import s from 'foo'; await null; s;", 'the default'],
    ["export * from 'foo'; 2;", 2],
    ["import { n } from 'foo'; { n; }", 5],
    ["import { f } from 'foo'; try { f(); } finally { 1; }", 1],
    ['import.meta.nothing;', undefined],
    ['typeof import.meta;', 'object'],
  ];
  const foo =
    "export default 'the default'; export const n = 5; export function f() { return 'called'; } 99;";
  for (const [code, expected] of results) {
    test(`the result of ${code || 'nothing'}`, async () => {
      const module = await instantiatedModule(code, { foo });
      const evaluation = await module.evaluate();
      assert.deepEqual(Object.keys(evaluation), ['result']);
      assert.deepEqual(evaluation.result, expected);
    });
  }

  test('the result of an object is the object', async () => {
    const module = await instantiatedModule('export const o = {}; o;');
    const { result } = await module.evaluate();
    assert.equal(result, module.namespace.o);
  });

  test('the result of a promise is the promise, not awaited', async () => {
    const module = await instantiatedModule('Promise.resolve(5);');
    const { result } = await module.evaluate();
    assert.ok(result instanceof Promise || typeof result.then === 'function');
    assert.equal(await result, 5);
  });

  test('the result of a rejected promise does not reject the evaluation', async () => {
    const module = await instantiatedModule('const p = Promise.reject(5); p.catch(() => {}); p;');
    const { result } = await module.evaluate();
    await assert.rejects(
      async () => result,
      (reason) => reason === 5,
    );
  });

  test('the result of a function is the function', async () => {
    const module = await instantiatedModule('(function named() {});');
    assert.equal((await module.evaluate()).result.name, 'named');
  });

  test('the result of an object of the host is the object', async () => {
    const object = {};
    const module = await instantiatedModule(
      'object;',
      {},
      { context: vm.createContext({ object }) },
    );
    assert.equal((await module.evaluate()).result, object);
  });

  test('the result of a symbol is the symbol', async () => {
    const module = await instantiatedModule('Symbol.iterator;');
    assert.equal((await module.evaluate()).result, Symbol.iterator);
  });

  test('gives the result of the module itself, not of its dependencies', async () => {
    const module = await instantiatedModule("import 'a';", { a: '99;' });
    assert.equal((await module.evaluate()).result, undefined);
  });

  test('a dependency that ran along has no result any more', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module('99;', { context });
    const module = await instantiatedModule("import 'a';", { a: dependency }, { context });
    await module.evaluate();
    assert.equal(await dependency.evaluate(), undefined);
  });

  test('runs at once, up to the first await', async () => {
    const context = vm.createContext({ seen: [] });
    const module = await instantiatedModule(
      'seen.push(1); await null; seen.push(2);',
      {},
      { context },
    );
    const evaluation = module.evaluate();
    assert.deepEqual([...context.seen], [1]);
    await evaluation;
    assert.deepEqual([...context.seen], [1, 2]);
  });

  test('runs dependencies first, each once', async () => {
    const context = vm.createContext({ seen: [] });
    const texts = {
      a: "import 'c'; seen.push('a');",
      b: "import 'c'; seen.push('b');",
      c: "seen.push('c');",
    };
    const module = await instantiatedModule("import 'a'; import 'b'; seen.push('main');", texts, {
      context,
    });
    await module.evaluate();
    assert.deepEqual([...context.seen], ['c', 'a', 'b', 'main']);
  });

  test('a second call resolves to undefined and runs nothing', async () => {
    const context = vm.createContext({ n: 0 });
    const module = await instantiatedModule('globalThis.n += 1; 5;', {}, { context });
    assert.equal((await module.evaluate()).result, 5);
    assert.equal(await module.evaluate(), undefined);
    assert.equal(context.n, 1);
  });

  const failures = {
    'an error': ['throw new RangeError("e");', { name: 'RangeError' }],
    'an error after an await': ['await null; throw new RangeError("e");', { name: 'RangeError' }],
    'a missing name': ['missing;', { name: 'ReferenceError' }],
    'an assignment to an import': ["import { n } from 'foo'; n = 1;", { name: 'TypeError' }],
    'a name before its declaration': ['a; let a;', { name: 'ReferenceError' }],
  };
  for (const [name, [code, expected]] of Object.entries(failures)) {
    test(`rejects for ${name}, and again with the same exception`, async () => {
      const module = await instantiatedModule(code, { foo });
      let first;
      await assert.rejects(module.evaluate(), (error) => {
        first = error;
        return error.name === expected.name;
      });
      await assert.rejects(module.evaluate(), (error) => error === first);
      assert.equal(module.error, first);
      assert.equal(module.status, 'errored');
    });
  }

  for (const value of [5, 'text', null, undefined, false]) {
    test(`rejects with ${value}, and again`, async () => {
      const module = await instantiatedModule(`throw ${JSON.stringify(value)};`);
      for (const _ of [1, 2]) await assert.rejects(module.evaluate(), (reason) => reason === value);
      assert.equal(module.error, value);
    });
  }

  test('rejects before linking', async () => {
    await assert.rejects(moduleOf('').evaluate(), statusError);
  });

  test('rejects before instantiation', async () => {
    const module = await linkedModule('');
    await assert.rejects(module.evaluate(), statusError);
    assert.equal(module.status, 'uninstantiated');
  });

  test('rejects while its code runs', async () => {
    let module;
    let inner;
    const context = vm.createContext({
      again: () => {
        inner = module.evaluate();
        inner.catch(() => {});
      },
    });
    module = await instantiatedModule('again(); 5;', {}, { context });
    assert.equal((await module.evaluate()).result, 5);
    await assert.rejects(inner, statusError);
  });

  test('rejects while its dependencies run', async () => {
    let module;
    let inner;
    const context = vm.createContext({
      again: () => {
        inner = module.evaluate();
        inner.catch(() => {});
      },
    });
    module = await instantiatedModule("import 'a'; 5;", { a: 'again();' }, { context });
    assert.equal((await module.evaluate()).result, 5);
    await assert.rejects(inner, statusError);
  });

  test('a second call while it awaits resolves to undefined when it is done', async () => {
    const { promise, resolve } = deferred();
    const context = vm.createContext({ promise });
    const module = await instantiatedModule('await promise; 5;', {}, { context });
    const evaluations = [module.evaluate(), module.evaluate()];
    resolve();
    const [first, second] = await Promise.all(evaluations);
    assert.equal(first.result, 5);
    assert.equal(second, undefined);
  });

  test('a second call while it awaits rejects with the same exception', async () => {
    const { promise, reject } = deferred();
    const context = vm.createContext({ promise });
    const module = await instantiatedModule('await promise;', {}, { context });
    const evaluations = [module.evaluate(), module.evaluate()];
    const thrown = new RangeError('later');
    reject(thrown);
    for (const evaluation of evaluations) {
      await assert.rejects(evaluation, (error) => error === thrown);
    }
  });

  const wrongOptions = {
    null: null,
    'a number': 5,
    'a timeout of 0': { timeout: 0 },
    'a timeout that is a string': { timeout: '50' },
    'a negative timeout': { timeout: -1 },
    'a breakOnSigint that is a number': { breakOnSigint: 1 },
  };
  for (const [name, options] of Object.entries(wrongOptions)) {
    test(`refuses options: ${name}`, async () => {
      const module = await instantiatedModule('5;');
      await assert.rejects(module.evaluate(options), ({ code }) =>
        ['ERR_INVALID_ARG_TYPE', 'ERR_OUT_OF_RANGE'].includes(code),
      );
      assert.equal(module.status, 'instantiated');
    });
  }

  const timedOut = {
    name: 'Error',
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    message: 'Script execution timed out after 50ms',
  };
  const endless = {
    'a loop': ['while (true) {}', {}],
    'a loop in a function': ['(function f() { for (;;) {} })();', {}],
    'a loop in try and finally': ['try { for (;;) {} } finally { 1; }', {}],
    'a loop in a dependency': ["import 'a';", { a: 'while (true) {}' }],
    'a loop in a getter': ['({ get a() { for (;;) {} } }).a;', {}],
  };
  for (const [name, [code, texts]] of Object.entries(endless)) {
    test(`the timeout stops ${name}`, async () => {
      const module = await instantiatedModule(code, texts);
      await assert.rejects(module.evaluate({ timeout: 50 }), timedOut);
      assert.equal(module.status, 'errored');
      assert.equal(module.error.code, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
      await assert.rejects(module.evaluate(), (error) => error === module.error);
    });
  }

  test('a dependency that the timeout stopped rejects with the same exception', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module('while (true) {}', { context });
    const module = await instantiatedModule("import 'a';", { a: dependency }, { context });
    await assert.rejects(module.evaluate({ timeout: 50 }), timedOut);
    assert.equal(dependency.status, 'errored');
    await assert.rejects(dependency.evaluate(), timedOut);
    assert.equal(dependency.error, module.error);
  });

  test('another module that imports what the timeout stopped rejects with the same', async () => {
    const context = vm.createContext({});
    const dependency = new vm.Module('while (true) {}', { context });
    const [first, second] = [
      await linkedModule("import 'a';", { a: dependency }, { context }),
      await linkedModule("import 'a';", { a: dependency }, { context }),
    ];
    for (const module of [first, second]) module.instantiate();
    await assert.rejects(first.evaluate({ timeout: 50 }), timedOut);
    await assert.rejects(second.evaluate(), timedOut);
  });

  test('the context goes on after a timeout', async () => {
    const module = await instantiatedModule('globalThis.before = 1; while (true) {}');
    await assert.rejects(module.evaluate({ timeout: 50 }), timedOut);
    assert.equal(vm.runInContext('before + 1', module.context), 2);
    const next = await instantiatedModule('before;', {}, { context: module.context });
    assert.equal((await next.evaluate({ timeout: 1000 })).result, 1);
  });

  test('a timeout that is not reached changes nothing', async () => {
    const module = await instantiatedModule('5;');
    assert.equal((await module.evaluate({ timeout: 5000, breakOnSigint: true })).result, 5);
  });
});

describe('error', () => {
  const withoutError = {
    unlinked: () => moduleOf(''),
    linked: () => linkedModule(''),
    instantiated: () => instantiatedModule(''),
    evaluated: () => settledModule(''),
    'errored in linking': async () => {
      const module = moduleOf("import 'a';");
      await assert.rejects(module.link(() => undefined));
      return module;
    },
    'failed to instantiate': async () => {
      const module = await linkedModule("import { n } from 'a';", { a: '' });
      assert.throws(() => module.instantiate());
      return module;
    },
  };
  for (const [state, make] of Object.entries(withoutError)) {
    test(`reading it throws when ${state}`, async () => {
      const module = await make();
      assert.throws(() => module.error, statusError);
    });
  }

  test('reading it throws while evaluating', async () => {
    let module;
    const look = () => assert.throws(() => module.error, statusError);
    module = await instantiatedModule('look();', {}, { context: vm.createContext({ look }) });
    await module.evaluate();
  });

  test('is what the module threw, the same object', async () => {
    const context = vm.createContext({});
    const module = await settledModule(
      'throw globalThis.thrown = new Error("e");',
      {},
      { context },
    );
    assert.equal(module.error, context.thrown);
  });

  test('an undefined that was thrown is read as undefined', async () => {
    const module = await settledModule('throw undefined;');
    assert.equal(module.status, 'errored');
    assert.equal(module.error, undefined);
  });
});

describe('namespace', () => {
  const without = {
    unlinked: () => moduleOf('export let a = 1;'),
    linked: () => linkedModule('export let a = 1;'),
    'failed to instantiate': async () => {
      const module = await linkedModule("import { n } from 'a'; export let a = 1;", { a: '' });
      assert.throws(() => module.instantiate());
      return module;
    },
  };
  for (const [state, make] of Object.entries(without)) {
    test(`reading it throws when ${state}`, async () => {
      const module = await make();
      assert.throws(() => module.namespace, statusError);
    });
  }

  test('is there from instantiation on', async () => {
    const module = await instantiatedModule('export let a = 1; export default 2;');
    assert.deepEqual(Object.getOwnPropertyNames(module.namespace), ['a', 'default']);
  });

  test('a binding that is not initialised throws a ReferenceError', async () => {
    const module = await instantiatedModule('export let a = 1;');
    assert.throws(() => module.namespace.a, { name: 'ReferenceError' });
  });

  test('has the values after evaluation', async () => {
    const module = await settledModule(
      'export let a = 1; export default 2; export function f() {}',
    );
    assert.deepEqual([module.namespace.a, module.namespace.default], [1, 2]);
    assert.equal(typeof module.namespace.f, 'function');
  });

  test('is the same object each time', async () => {
    const module = await settledModule('export let a = 1;');
    assert.equal(module.namespace, module.namespace);
  });

  test('shows later changes', async () => {
    const module = await settledModule('export let a = 1; export function up() { a++; }');
    module.namespace.up();
    assert.equal(module.namespace.a, 2);
  });

  test('is there after the module has thrown', async () => {
    const module = await settledModule('export let a = 1; throw new Error("e");');
    assert.equal(module.namespace.a, 1);
  });
});

describe('initializeImportMeta', () => {
  test('gets the meta object and the module', async () => {
    let seen;
    const module = await settledModule(
      'export default import.meta;',
      {},
      {
        initializeImportMeta(meta, given) {
          seen = given;
          meta.prop = { a: 1 };
        },
      },
    );
    assert.equal(seen, module);
    assert.equal(module.namespace.default.prop.a, 1);
  });

  test('is called when import.meta is first read, once', async () => {
    let calls = 0;
    const module = await instantiatedModule(
      'import.meta === import.meta;',
      {},
      {
        initializeImportMeta() {
          calls += 1;
        },
      },
    );
    assert.equal(calls, 0);
    assert.equal((await module.evaluate()).result, true);
    assert.equal(calls, 1);
  });

  test('is not called by a module that does not read it', async () => {
    await settledModule('1;', {}, { initializeImportMeta: never });
  });

  test('without it import.meta is an empty object without a prototype', async () => {
    const module = await instantiatedModule(
      '[Object.getPrototypeOf(import.meta), Reflect.ownKeys(import.meta).length].join();',
    );
    assert.equal((await module.evaluate()).result, ',0');
  });

  test('what it throws is thrown in the module', async () => {
    const thrown = new RangeError('meta');
    const module = await instantiatedModule(
      'import.meta;',
      {},
      {
        initializeImportMeta() {
          throw thrown;
        },
      },
    );
    await assert.rejects(module.evaluate(), (error) => error === thrown);
  });
});

describe('what is shown', () => {
  test('util.inspect names the class, the statuses, the url and the context', () => {
    const module = moduleOf('', {
      url: 'file:///a.mjs',
      context: vm.createContext({ foo: 'bar' }),
    });
    const text = inspect(module);
    assert.match(text, /^Module \{/);
    assert.match(text, /status: 'uninstantiated'/);
    assert.match(text, /linkingStatus: 'unlinked'/);
    assert.match(text, /url: 'file:\/\/\/a\.mjs'/);
    assert.match(text, /context: \{ foo: 'bar' \}/);
  });

  test('util.inspect shows the statuses as they are', async () => {
    assert.match(
      inspect(await settledModule('')),
      /status: 'evaluated',\s+linkingStatus: 'linked'/,
    );
    assert.match(inspect(await settledModule('throw 5;')), /status: 'errored'/);
  });

  test('util.inspect below its depth shows the class alone', () => {
    const text = inspect({ a: { module: moduleOf('', { url: 'file:///a.mjs' }) } }, { depth: 1 });
    assert.ok(!text.includes('file:///a.mjs'), text);
    assert.match(text, /Module/);
  });

  test('util.inspect throws for an object that only has the prototype', () => {
    const { prototype } = vm.Module;
    assert.throws(() => prototype[inspect.custom].call({}, 2, {}), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  });

  const members = ['url', 'dependencySpecifiers', 'linkingStatus', 'status', 'error', 'namespace'];
  for (const name of members) {
    test(`${name} is an accessor without a setter`, () => {
      let holder = moduleOf('');
      while (!Object.hasOwn(holder, name)) holder = Object.getPrototypeOf(holder);
      const { get, set } = Object.getOwnPropertyDescriptor(holder, name);
      assert.equal(typeof get, 'function');
      assert.equal(set, undefined);
      assert.throws(() => get.call({}), { code: 'ERR_INVALID_ARG_TYPE' });
    });
  }

  test('a class that extends Module is abstract, as now', () => {
    class Own extends vm.Module {}
    assert.ok(new Own() instanceof vm.Module);
    assert.throws(() => new Own().status, { code: 'ERR_INVALID_ARG_TYPE' });
  });

  test('Module is a class', () => {
    assert.throws(() => vm.Module(''), TypeError);
  });
});
