'use strict';

/**
 * `vm.wrapHostModule(namespaceOrExports, options)`: built-in modules, CommonJS exports and ES modules of
 * the host, made available to `import` in a context without a way out of it.
 */

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, describe, test } = require('node:test');
const { pathToFileURL } = require('node:url');
const vm = require('..');

/** A wrapped module in a context of its own. */
function wrapped(exports, options = {}) {
  return vm.wrapHostModule(exports, { context: vm.createContext({}), ...options });
}

/** Runs a module whose imports are all from `exports`, and gives its namespace. */
async function imported(code, exports, context = vm.createContext({})) {
  const given = vm.wrapHostModule(exports, { context });
  const module = new vm.SourceTextModule(code, { context });
  await module.link(() => given);
  await module.evaluate();
  return module.namespace;
}

/** What a module exports as its default. */
const valueOf = async (...args) => (await imported(...args)).default;

const namesOf = (exports) => Object.getOwnPropertyNames(wrapped(exports).namespace);

describe('the module', () => {
  test('is a SyntheticModule', () => {
    const module = wrapped({});
    assert.ok(module instanceof vm.SyntheticModule);
    assert.ok(module instanceof vm.Module);
  });

  test('is linked, and its exports are set', () => {
    const module = wrapped({ a: 1 });
    assert.equal(module.status, 'linked');
    assert.equal(module.namespace.a, 1);
  });

  test('can be evaluated, more than once', async () => {
    const module = wrapped({ a: 1 });
    assert.equal(await module.evaluate(), undefined);
    assert.equal(await module.evaluate(), undefined);
    assert.equal(module.status, 'evaluated');
    assert.equal(module.namespace.a, 1);
  });

  test('cannot be linked again', async () => {
    await assert.rejects(
      wrapped({}).link(() => {}),
      { code: 'ERR_VM_MODULE_ALREADY_LINKED' },
    );
  });

  test('has the context and the identifier that were given', () => {
    const context = vm.createContext({});
    const module = vm.wrapHostModule({}, { context, identifier: 'host:it' });
    assert.equal(module.context, context);
    assert.equal(module.identifier, 'host:it');
  });

  test('has a counted identifier without the option', () => {
    const context = vm.createContext({});
    const identifiers = [0, 1].map(() => vm.wrapHostModule({}, { context }).identifier);
    assert.deepEqual(identifiers, ['vm:module(0)', 'vm:module(1)']);
  });

  test('needs no options', () => {
    const module = vm.wrapHostModule({ a: 1 });
    assert.equal(module.context, undefined);
    assert.equal(module.namespace.a, 1);
  });

  test('may be made again of the same exports, for other contexts too', () => {
    const exports = { o: {} };
    const modules = [wrapped(exports), wrapped(exports)];
    assert.notEqual(modules[0].namespace, modules[1].namespace);
    for (const { namespace } of modules) assert.equal(namespace.o, exports.o);
  });

  test('setExport changes an export', () => {
    const module = wrapped({ a: 1 });
    module.setExport('a', 2);
    assert.equal(module.namespace.a, 2);
  });

  const wrong = {
    'options that are null': null,
    'options that are a string': 'identifier',
    'a context that is a plain object': { context: {} },
    'a context that is null': { context: null },
    'an identifier that is a number': { identifier: 5 },
  };
  for (const [name, options] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => {
      assert.throws(() => vm.wrapHostModule({}, options), {
        name: 'TypeError',
        code: 'ERR_INVALID_ARG_TYPE',
      });
    });
  }
});

describe('the names', () => {
  class Parent {
    static inherited = 1;
    method() {}
  }
  class Exported extends Parent {
    static own = 2;
  }
  const shapes = {
    'an object': [{ b: 1, a: 2 }, ['a', 'b', 'default']],
    'an empty object': [{}, ['default']],
    'an object with a default of its own': [{ default: 1, a: 2 }, ['a', 'default']],
    'a function': [() => 1, ['default']],
    'a function with properties': [Object.assign(() => 1, { a: 1 }), ['a', 'default']],
    'a class': [Parent, ['default', 'inherited']],
    'a class that extends another': [Exported, ['default', 'own']],
    'an array': [
      ['x', 'y'],
      ['0', '1', 'default'],
    ],
    'a string': ['text', ['default']],
    'a number': [5, ['default']],
    'a BigInt': [5n, ['default']],
    'a boolean': [false, ['default']],
    'a symbol': [Symbol('s'), ['default']],
    null: [null, ['default']],
    undefined: [undefined, ['default']],
    'an object with a symbol': [{ [Symbol.iterator]: 1 }, ['default']],
    'an object with a hidden property': [
      Object.defineProperty({}, 'hidden', { value: 1, enumerable: false }),
      ['default'],
    ],
    'an object that inherits': [Object.create({ inherited: 1 }), ['default']],
    'an object without a prototype': [
      Object.assign(Object.create(null), { a: 1 }),
      ['a', 'default'],
    ],
    'names that are no identifiers': [{ 'a-b': 1, '': 2, if: 3 }, ['', 'a-b', 'default', 'if']],
    'a frozen object': [Object.freeze({ a: 1 }), ['a', 'default']],
    'a proxy': [new Proxy({ a: 1 }, {}), ['a', 'default']],
  };
  for (const [name, [exports, names]] of Object.entries(shapes)) {
    test(`of ${name}`, () => assert.deepEqual(namesOf(exports), names));
  }

  test('properties that are added later are no exports', () => {
    const exports = { a: 1 };
    const module = wrapped(exports);
    exports.b = 2;
    assert.deepEqual(Object.getOwnPropertyNames(module.namespace), ['a', 'default']);
  });
});

describe('the default export', () => {
  const all = {
    'an object': { a: 1 },
    'an object with a default of its own': { default: 5 },
    'a function': () => 1,
    'a class': class Exported {},
    'an array': [1],
    'a string': 'text',
    'a number': 5,
    'a symbol': Symbol.for('s'),
    null: null,
    undefined,
  };
  for (const [name, exports] of Object.entries(all)) {
    test(`of ${name} is the exports themselves`, () => {
      assert.equal(wrapped(exports).namespace.default, exports);
    });

    test(`of ${name} comes back from a guest as the same`, async () => {
      assert.equal(await valueOf("import it from 'm'; export default it;", exports), exports);
    });
  }
});

describe('built-in modules', () => {
  test('node:path is called by the guest', async () => {
    const code =
      "import path, { join } from 'm'; export default [join('a', 'b'), path.basename('c/d')].join();";
    assert.equal(await valueOf(code, path), `${path.join('a', 'b')},d`);
  });

  test('node:path has its functions as named exports', async () => {
    const namespace = await imported("export { join, sep, default } from 'm';", path);
    assert.equal(namespace.join, path.join);
    assert.equal(namespace.sep, path.sep);
    assert.equal(namespace.default, path);
  });

  test('node:fs reads a file for the guest', async () => {
    const context = vm.createContext({ filename: __filename });
    const code =
      "import { readFileSync } from 'm'; export default readFileSync(filename, 'utf8').length;";
    assert.equal(await valueOf(code, fs, context), fs.readFileSync(__filename, 'utf8').length);
  });

  test('an error of node:fs is caught by the guest', async () => {
    const code = `import { readFileSync } from 'm';
      let code;
      try { readFileSync('/no/such/file'); } catch (error) { code = error.code; }
      export default code;`;
    assert.equal(await valueOf(code, fs), 'ENOENT');
  });

  test('a promise of node:fs is awaited by the guest', async () => {
    const context = vm.createContext({ filename: __filename });
    const code =
      "import { promises } from 'm'; export default (await promises.stat(filename)).isFile();";
    assert.equal(await valueOf(code, fs, context), true);
  });

  for (const name of [
    'node:path',
    'node:url',
    'node:events',
    'node:util',
    'node:assert',
    'node:buffer',
  ]) {
    test(`the namespace of ${name}`, async () => {
      const namespace = await import(name);
      const module = wrapped(namespace);
      assert.deepEqual(
        Object.getOwnPropertyNames(module.namespace).sort(),
        Object.getOwnPropertyNames(namespace).sort(),
      );
      assert.equal(module.namespace.default, namespace.default);
    });

    test(`the exports of ${name}`, () => {
      const exports = require(name);
      const module = wrapped(exports);
      assert.equal(module.namespace.default, exports);
      for (const key of Object.keys(exports)) {
        // Guest code gets an `inspect` of its own, which sees guest values only.
        if (key === 'inspect') assert.equal(module.namespace.inspect({}), '[Object]');
        // `util.isArray` is `Array.isArray`, which stands for the realm's own.
        else if (exports[key] !== Array.isArray) {
          assert.equal(module.namespace[key], exports[key], key);
        }
      }
    });
  }
});

describe('ES modules of the host', () => {
  let folder;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-'));
  });

  after(() => fs.rmSync(folder, { recursive: true }));

  /** The namespace of a module with this text. */
  let files = 0;
  function hostModule(text) {
    files += 1;
    const file = path.join(folder, `host${files}.mjs`);
    fs.writeFileSync(file, text);
    return import(pathToFileURL(file));
  }

  test('of a data URL', async () => {
    const namespace = await import('data:text/javascript,export default 5; export const n = 6;');
    assert.equal(await valueOf("import d, { n } from 'm'; export default d + n;", namespace), 11);
  });

  test('of a file', async () => {
    const namespace = await hostModule(
      "export default 'd'; export const n = 6; export function f() { return 7; }",
    );
    const code = "import d, { n, f } from 'm'; export default [d, n, f()].join();";
    assert.equal(await valueOf(code, namespace), 'd,6,7');
  });

  test('have the names of the namespace, and no default of their own', async () => {
    const namespace = await hostModule('export const b = 1, a = 2;');
    assert.deepEqual(namesOf(namespace), ['a', 'b']);
  });

  test('without exports are empty', async () => {
    assert.deepEqual(namesOf(await hostModule('')), []);
  });

  test('with a default alone', async () => {
    const namespace = await hostModule('export default { a: 1 };');
    assert.deepEqual(namesOf(namespace), ['default']);
    assert.equal(wrapped(namespace).namespace.default, namespace.default);
  });

  test('lack a name as ES modules do', async () => {
    const context = vm.createContext({});
    const given = vm.wrapHostModule(await hostModule('export const a = 1;'), { context });
    const module = new vm.SourceTextModule("import d from 'm';", { context });
    await assert.rejects(
      module.link(() => given),
      { name: 'SyntaxError' },
    );
  });

  test('have the values of the moment when they are wrapped', async () => {
    const namespace = await hostModule('export let n = 1; export const up = () => { n++; };');
    const module = wrapped(namespace);
    namespace.up();
    assert.equal(namespace.n, 2);
    assert.equal(module.namespace.n, 1);
  });

  test('a binding that is not initialised throws a ReferenceError of the host', async () => {
    const context = vm.createContext({});
    const self = `import * as self from './cycle.mjs';
      globalThis.wrapCycle?.(self);
      export const late = 1;`;
    const file = path.join(folder, 'cycle.mjs');
    fs.writeFileSync(file, self);
    let error;
    globalThis.wrapCycle = (namespace) => {
      try {
        vm.wrapHostModule(namespace, { context });
      } catch (thrown) {
        error = thrown;
      }
    };
    try {
      await import(pathToFileURL(file));
    } finally {
      delete globalThis.wrapCycle;
    }
    assert.ok(error instanceof ReferenceError);
  });

  test('of a CommonJS module as the host imports it', async () => {
    const file = path.join(folder, 'common.cjs');
    fs.writeFileSync(file, 'exports.a = 1; exports.f = () => 2;');
    const namespace = await import(pathToFileURL(file));
    const code = "import d, { a, f } from 'm'; export default [d.a, a, f()].join();";
    assert.equal(await valueOf(code, namespace), '1,1,2');
  });
});

describe('what a guest imports', () => {
  test('named exports of an object', async () => {
    assert.equal(
      await valueOf("import { a, b as c } from 'm'; export default a + c;", { a: 1, b: 2 }),
      3,
    );
  });

  test('the default of an object', async () => {
    assert.equal(await valueOf("import m from 'm'; export default m.a;", { a: 1 }), 1);
  });

  test('a namespace', async () => {
    const code =
      "import * as ns from 'm'; export default [Object.keys(ns).join(), ns.a, ns.default.a].join(' ');";
    assert.equal(await valueOf(code, { a: 1 }), 'a,default 1 1');
  });

  test('names that are strings', async () => {
    assert.equal(
      await valueOf("import { 'a-b' as ab } from 'm'; export default ab;", { 'a-b': 1 }),
      1,
    );
  });

  test('re-exports', async () => {
    const namespace = await imported("export * from 'm'; export { a as other } from 'm';", {
      a: 1,
    });
    assert.deepEqual({ ...namespace }, { a: 1, other: 1 });
  });

  test('a function that is called with arguments', async () => {
    const exports = { add: (a, b) => a + b };
    assert.equal(await valueOf("import { add } from 'm'; export default add(1, 2);", exports), 3);
  });

  test('a function that is called as a method', async () => {
    const exports = {
      n: 5,
      get() {
        return this?.n;
      },
    };
    const code = "import m, { get } from 'm'; export default [m.get(), get()].join();";
    assert.equal(await valueOf(code, exports), '5,');
  });

  test('a function with properties', async () => {
    const exports = Object.assign((n) => n * 2, { n: 5 });
    assert.equal(await valueOf("import f, { n } from 'm'; export default f(n);", exports), 10);
  });

  test('a class that is constructed', async () => {
    class Point {
      static origin = 'o';
      constructor(x) {
        this.x = x;
      }
      double() {
        return this.x * 2;
      }
    }
    const code =
      "import P, { origin } from 'm'; export const p = new P(4); export default [p.double(), p instanceof P, origin].join();";
    const namespace = await imported(code, Point);
    assert.equal(namespace.default, '8,true,o');
    assert.ok(namespace.p instanceof Point);
  });

  test('a class that is extended', async () => {
    class Base {
      name() {
        return 'base';
      }
    }
    const code = `import Base from 'm';
      class Own extends Base { name() { return 'own ' + super.name(); } }
      export const own = new Own();
      export default own.name();`;
    const namespace = await imported(code, Base);
    assert.equal(namespace.default, 'own base');
    assert.ok(namespace.own instanceof Base);
  });

  test('a missing name is a SyntaxError', async () => {
    await assert.rejects(imported("import { missing } from 'm';", { a: 1 }), {
      name: 'SyntaxError',
    });
  });

  test('an import cannot be assigned to', async () => {
    await assert.rejects(imported("import { a } from 'm'; a = 2;", { a: 1 }), {
      name: 'TypeError',
    });
  });

  test('a namespace cannot be changed', async () => {
    const code =
      "import * as ns from 'm'; export default [Reflect.set(ns, 'a', 2), Reflect.deleteProperty(ns, 'a'), Reflect.set(ns, 'b', 2)].join();";
    assert.equal(await valueOf(code, { a: 1 }), 'false,false,false');
  });
});

describe('identity', () => {
  const object = { nested: {} };
  const exports = { object, f: () => object, same: (x) => x === object };

  test('an exported object is the host’s', async () => {
    const namespace = await imported("export { object } from 'm';", exports);
    assert.equal(namespace.object, object);
  });

  test('an exported function is the host’s', async () => {
    const namespace = await imported("export { f } from 'm';", exports);
    assert.equal(namespace.f, exports.f);
  });

  test('an object is the same by each way for the guest', async () => {
    const code =
      "import m, { object, f } from 'm'; import * as ns from 'm'; export default [object === m.object, object === f(), ns.object === object, ns.default === m].join();";
    assert.equal(await valueOf(code, exports), 'true,true,true,true');
  });

  test('an object that goes through a function of the host is the same', async () => {
    const code = "import { object, same } from 'm'; export default same(object);";
    assert.equal(await valueOf(code, exports), true);
  });

  test('an object of the context object is the same as an exported one', async () => {
    const context = vm.createContext({ object });
    const code = "import m from 'm'; export default m.object === object;";
    assert.equal(await valueOf(code, exports, context), true);
  });

  test('what the guest changes is changed in the host', async () => {
    const shared = { n: 1 };
    await imported("import { shared } from 'm'; shared.n = 2; shared.added = 3;", { shared });
    assert.deepEqual(shared, { n: 2, added: 3 });
  });

  test('what the host changes is changed in the guest', async () => {
    const shared = { n: 1 };
    const namespace = await imported(
      "import { shared } from 'm'; export const read = () => shared.n;",
      { shared },
    );
    shared.n = 2;
    assert.equal(namespace.read(), 2);
  });

  test('a guest object that is exported is the guest’s own', async () => {
    const context = vm.createContext({});
    const own = vm.runInContext('globalThis.own = {}', context);
    const code =
      "import { own as given } from 'm'; export default [given === own, given instanceof Object].join();";
    assert.equal(await valueOf(code, { own }, context), 'true,true');
  });

  test('two modules that import it have the same', async () => {
    const context = vm.createContext({});
    const given = vm.wrapHostModule(exports, { context });
    const other = new vm.SourceTextModule("export { object } from 'm';", { context });
    const code =
      "import { object } from 'm'; import { object as o } from 'o'; export default o === object;";
    const module = new vm.SourceTextModule(code, { context });
    await module.link((specifier) => (specifier === 'm' ? given : other));
    await module.evaluate();
    assert.equal(module.namespace.default, true);
  });
});

describe('getters on exports', () => {
  test('are called once, when the module is wrapped', async () => {
    let calls = 0;
    const exports = {
      get a() {
        calls += 1;
        return calls;
      },
    };
    const context = vm.createContext({});
    const given = vm.wrapHostModule(exports, { context });
    assert.equal(calls, 1);
    const module = new vm.SourceTextModule("import { a } from 'm'; export default [a, a].join();", {
      context,
    });
    await module.link(() => given);
    await module.evaluate();
    assert.equal(module.namespace.default, '1,1');
    assert.equal(calls, 1);
  });

  test('are called again through the default export', async () => {
    let calls = 0;
    const exports = {
      get a() {
        calls += 1;
        return calls;
      },
    };
    assert.equal(
      await valueOf("import m from 'm'; export default [m.a, m.a].join();", exports),
      '2,3',
    );
  });

  test('get the exports as this', () => {
    const exports = {
      get self() {
        return this;
      },
    };
    assert.equal(wrapped(exports).namespace.self, exports);
  });

  test('that throw do so when the module is wrapped', () => {
    const thrown = new RangeError('getter');
    const exports = {
      get a() {
        throw thrown;
      },
    };
    assert.throws(
      () => wrapped(exports),
      (error) => error === thrown,
    );
  });

  test('that are hidden are not called', () => {
    const exports = Object.defineProperty({}, 'a', { get: () => assert.fail('called') });
    assert.deepEqual(namesOf(exports), ['default']);
  });

  test('without a getter but a setter are undefined', () => {
    const exports = { set a(_) {} };
    const { namespace } = wrapped(exports);
    assert.ok('a' in namespace);
    assert.equal(namespace.a, undefined);
  });
});

describe('use', () => {
  test('by a linker, for some specifiers', async () => {
    const context = vm.createContext({});
    const module = new vm.SourceTextModule(
      "import { join } from 'node:path'; import { n } from './own.js'; export default join('a', n);",
      { context },
    );
    await module.link((specifier) =>
      specifier.startsWith('node:')
        ? vm.wrapHostModule(require(specifier), { context, identifier: specifier })
        : new vm.SourceTextModule("export const n = 'b';", { context }),
    );
    await module.evaluate();
    assert.equal(module.namespace.default, path.join('a', 'b'));
  });

  test('by an async linker with import()', async () => {
    const context = vm.createContext({});
    const module = new vm.SourceTextModule("export { join } from 'node:path';", { context });
    await module.link(async (specifier) => vm.wrapHostModule(await import(specifier), { context }));
    await module.evaluate();
    assert.equal(module.namespace.join, path.join);
  });

  test('of another context is refused', async () => {
    const module = new vm.SourceTextModule("import 'm';", { context: vm.createContext({}) });
    await assert.rejects(
      module.link(() => wrapped({})),
      { code: 'ERR_VM_MODULE_DIFFERENT_CONTEXT' },
    );
  });

  const ways = {
    runInContext: (options, context) =>
      vm.runInContext("import('m').then((ns) => [ns.n, ns.default.n].join())", context, options),
    Script: (options, context) =>
      new vm.Script("import('m').then((ns) => [ns.n, ns.default.n].join())", options).runInContext(
        context,
      ),
    compileFunction: (options, context) =>
      vm.compileFunction("return import('m').then((ns) => [ns.n, ns.default.n].join())", [], {
        ...options,
        parsingContext: context,
      })(),
    SourceTextModule: async (options, context) => {
      const code = "const ns = await import('m'); export default [ns.n, ns.default.n].join();";
      const module = new vm.SourceTextModule(code, { ...options, context });
      await module.link(() => {});
      await module.evaluate();
      return module.namespace.default;
    },
  };
  for (const [name, run] of Object.entries(ways)) {
    test(`by importModuleDynamically of ${name}`, async () => {
      const context = vm.createContext({});
      const importModuleDynamically = () => vm.wrapHostModule({ n: 5 }, { context });
      assert.equal(await run({ importModuleDynamically }, context), '5,5');
    });

    test(`by an async importModuleDynamically of ${name}, once evaluated`, async () => {
      const context = vm.createContext({});
      const importModuleDynamically = async () => {
        const module = vm.wrapHostModule({ n: 5 }, { context });
        await module.evaluate();
        return module;
      };
      assert.equal(await run({ importModuleDynamically }, context), '5,5');
    });
  }

  test('by importModuleDynamically as a namespace', async () => {
    const context = vm.createContext({});
    const importModuleDynamically = () => vm.wrapHostModule({ n: 5 }, { context }).namespace;
    const given = await vm.runInContext("import('m').then((ns) => ns.n)", context, {
      importModuleDynamically,
    });
    assert.equal(given, 5);
  });

  test('by import and import() is one namespace', async () => {
    const context = vm.createContext({});
    const given = vm.wrapHostModule({ n: 5 }, { context });
    const module = new vm.SourceTextModule(
      "import * as ns from 'm'; export default ns === (await import('m'));",
      { context, importModuleDynamically: () => given },
    );
    await module.link(() => given);
    await module.evaluate();
    assert.equal(module.namespace.default, true);
  });
});

describe('no way out', () => {
  /** Expressions with `f`, a function of the host, that would reach its globals. */
  const escapes = {
    'the constructor of a function': "f.constructor('return process')()",
    'the constructor of the constructor': "f.constructor.constructor('return process')()",
    'the constructor of an async function':
      "Object.getPrototypeOf(async () => {}).constructor('return process')().then((p) => p)",
    'the prototype of a function': "Object.getPrototypeOf(f).constructor('return process')()",
    'the constructor of an object': "o.constructor.constructor('return process')()",
    'the constructor of a result': "f().constructor.constructor('return process')()",
    'the constructor of the default': "m.constructor.constructor('return process')()",
    'the constructor of a class': "C.constructor('return process')()",
    'the constructor of an instance': "new C().constructor.constructor('return process')()",
    'the constructor of a method': "C.prototype.method.constructor('return process')()",
    'the constructor of an array': "o.list.constructor.constructor('return process')()",
    'the constructor of an error':
      "(() => { try { t(); } catch (e) { return e.constructor.constructor('return process')(); } })()",
    'the constructor of a promise': "p.constructor.constructor('return process')()",
    'the constructor of a namespace': "ns.default.constructor.constructor('return process')()",
    'the caller of a function': 'f.caller.process',
    'call with nothing': 'self.call(undefined).process',
    'the constructor of a callback’s argument':
      "call((x) => x.constructor.constructor('return process')())",
    'the constructor of a callback’s this':
      "call(function () { return this.constructor.constructor('return process')(); })",
    'a global of the realm': 'globalThis.process',
    'typeof process': "typeof process === 'undefined' ? undefined : process",
  };
  const exports = () => ({
    f: () => ({}),
    o: { list: [] },
    C: class C {
      method() {}
    },
    t() {
      throw new Error('of the host');
    },
    p: Promise.resolve(),
    self() {
      return this ?? {};
    },
    call: (callback) => callback.call({}, {}),
  });

  for (const [name, expression] of Object.entries(escapes)) {
    test(`by ${name}`, async () => {
      const code = `
        import m, { f, o, C, t, p, self, call } from 'm';
        import * as ns from 'm';
        let got;
        try { got = await (${expression}); } catch {}
        export const own = typeof got;
        export default got;`;
      const namespace = await imported(code, exports());
      assert.notEqual(namespace.default, process);
      assert.equal(namespace.own, 'undefined');
    });
  }

  test('fn.constructor is the realm’s Function', async () => {
    const code =
      "import { f } from 'm'; export default [f.constructor === Function, f instanceof Function].join();";
    assert.equal(await valueOf(code, exports()), 'true,true');
  });

  test("fn.constructor('return process')() throws a ReferenceError of the realm", async () => {
    const code = `import { f } from 'm';
      let seen;
      try { f.constructor('return process')(); } catch (error) { seen = error instanceof ReferenceError; }
      export default seen;`;
    assert.equal(await valueOf(code, exports()), true);
  });

  test('the host’s Function, exported, is the realm’s', async () => {
    const code =
      "import { F } from 'm'; export default [F === Function, typeof F('return this')().process].join();";
    assert.equal(await valueOf(code, { F: Function }), 'true,undefined');
  });

  test('the host’s eval, exported, is the realm’s', async () => {
    // biome-ignore lint/security/noGlobalEval: the test is that it does not cross
    const indirect = globalThis.eval;
    const code = "import { e } from 'm'; export default [e === eval, e('typeof process')].join();";
    assert.equal(await valueOf(code, { e: indirect }), 'true,undefined');
  });

  test('the host’s Function as the exports is the realm’s', async () => {
    assert.equal(
      await valueOf("import F from 'm'; export default F === Function;", Function),
      true,
    );
  });

  test('functions of node:path give no way either', async () => {
    const code = `import path, { join } from 'm';
      const tries = [join, path.posix.join, path.parse('a/b')].map((x) => {
        const F = typeof x === 'function' ? x.constructor : x.constructor.constructor;
        try { return typeof F('return process')(); } catch (error) { return error.name; }
      });
      export default tries.join();`;
    assert.equal(await valueOf(code, path), 'ReferenceError,ReferenceError,ReferenceError');
  });
});
