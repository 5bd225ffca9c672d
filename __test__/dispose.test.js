'use strict';

/** `dispose` and `disposable`: a context that is freed by hand refuses every later entry. */

const assert = require('node:assert/strict');
const { test } = require('node:test');
const vm = require('..');

const disposed = { name: 'Error', code: 'ERR_VM_CONTEXT_DISPOSED' };

/** Every way into a context. */
const ENTRIES = {
  runInContext: (context) => vm.runInContext('1', context),
  runInNewContext: (context) => vm.runInNewContext('1', context),
  'Script#runInContext': (context) => new vm.Script('1').runInContext(context),
  compileFunction: (context) => vm.compileFunction('', [], { parsingContext: context }),
};

for (const [title, enter] of Object.entries(ENTRIES)) {
  test(`${title} throws after dispose`, () => {
    const context = vm.createContext({});
    enter(context);
    assert.equal(vm.dispose(context), undefined);
    assert.throws(() => enter(context), disposed);
  });
}

test('a second dispose does nothing', () => {
  const context = vm.createContext({});
  vm.dispose(context);
  vm.dispose(context);
  assert.throws(() => vm.runInContext('1', context), disposed);
});

test('the context object keeps what it has and stays contextified', () => {
  const context = vm.createContext({ a: 1 });
  vm.runInContext('var b = 2', context);
  vm.dispose(context);
  assert.deepEqual({ ...context }, { a: 1, b: 2 });
  assert.equal(vm.isContext(context), true);
  assert.equal(vm.createContext(context), context);
});

test('other contexts go on', () => {
  const [one, other] = [vm.createContext({}), vm.createContext({})];
  vm.dispose(one);
  assert.equal(vm.runInContext('1 + 1', other), 2);
});

test('disposable adds a hidden Symbol.dispose to the context object', () => {
  const context = vm.createContext({ a: 1 }, { disposable: true });
  assert.deepEqual(Object.keys(context), ['a']);
  assert.equal(vm.runInContext('a', context), 1);
  context[Symbol.dispose]();
  assert.throws(() => vm.runInContext('a', context), disposed);
});

test('disposable works for a context without a context object', () => {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, { disposable: true });
  context[Symbol.dispose]();
  assert.throws(() => vm.runInContext('1', context), disposed);
});

/** Contexts that are disposed of while they run: what the run gives, and what a second run does. */
const DURING = {
  'a run': ['d(); 1 + 1', 2],
  'a run that goes on with the context object': ['d(); x = 5; [1, x].join()', '1,5'],
  'a callback': ['call(() => { d(); return 7; })', 7],
  'a getter': ['({ get a() { d(); return 3; } }).a', 3],
  'an inner run': ['call(() => inner("d(); 4"))', 4],
};

for (const [title, [code, value]] of Object.entries(DURING)) {
  test(`disposed of during ${title}: it comes to its end, and no other begins`, () => {
    const context = vm.createContext({
      call: (f) => f(),
      d: () => vm.dispose(context),
      inner: (text) => vm.runInContext(text, context),
    });
    assert.equal(vm.runInContext(code, context), value);
    assert.throws(() => vm.runInContext('1', context), disposed);
  });
}

test('disposed of during a run: an inner run throws, and the outer one can catch that', () => {
  const context = vm.createContext({
    d: () => vm.dispose(context),
    inner: () => vm.runInContext('1', context),
  });
  const code = 'd(); try { inner(); } catch (error) { error.code; }';
  assert.equal(vm.runInContext(code, context), disposed.code);
});

test('an error that is thrown after dispose can be read', () => {
  const context = vm.createContext({ d: () => vm.dispose(context) });
  const thrown = (() => {
    try {
      return vm.runInContext('d(); null.x', context);
    } catch (error) {
      return error;
    }
  })();
  assert.equal(thrown.name, 'TypeError');
  assert.equal(thrown.message, "Cannot read properties of null (reading 'x')");
  assert.match(thrown.stack, /^TypeError: Cannot read properties of null/m);
  assert.ok(thrown instanceof Error);
});

test('disposed of in a job', async () => {
  const context = vm.createContext({ d: () => vm.dispose(context) });
  vm.runInContext('(async () => { await 0; d(); await 0; })(); 0', context);
  await new Promise((resolve) => setImmediate(resolve));
  assert.throws(() => vm.runInContext('1', context), disposed);
});

/** Where a module disposes of its context, and what its text is. */
const MODULES = {
  link: 'import "x"',
  evaluate: 'd();',
  await: 'await 0; d(); await 0;',
  import: 'await import("y")',
  meta: 'import.meta.x',
  synthetic: 'import "x"',
};

for (const [when, text] of Object.entries(MODULES)) {
  test(`disposed of while a module loads or runs: ${when}`, async () => {
    const context = vm.createContext({ d: () => vm.dispose(context) });
    const at = (place) => place === when && vm.dispose(context);
    const module = new vm.SourceTextModule(text, {
      context,
      importModuleDynamically: () => at('import'),
      initializeImportMeta: () => at('meta'),
    });
    const evaluated = (async () => {
      await module.link(() => {
        at('link');
        return new vm.SyntheticModule([], () => at('synthetic'), { context });
      });
      await module.evaluate();
    })();
    const waited = new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.race([evaluated, waited]).catch((error) => {
      assert.equal(error.code, disposed.code);
    });
    assert.throws(() => vm.runInContext('1', context), disposed);
    assert.throws(() => module.namespace, disposed);
  });
}

test('a limit holds for what goes on after dispose', () => {
  const context = vm.createContext({ d: () => vm.dispose(context) }, { limits: { timeout: 100 } });
  assert.throws(() => vm.runInContext('d(); for (;;);', context), {
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
  });
});

test('without the option nothing is added', () => {
  assert.deepEqual(Reflect.ownKeys(vm.createContext({})), []);
});

test('an object that cannot take the method is not contextified', () => {
  const object = Object.freeze({});
  assert.throws(() => vm.createContext(object, { disposable: true }), { name: 'TypeError' });
  assert.equal(vm.isContext(object), false);
});

/** What waits in a context when it is disposed of, and a promise of the host's for that. */
const WAITING = {
  'a promise': 'new Promise(() => {})',
  'an async function': '(async () => { await new Promise(() => {}); })()',
  'an async function that waits for the host': '(async () => { await pending; })()',
  'what then gives': 'new Promise(() => {}).then(() => 1)',
  'Promise.all': 'Promise.all([new Promise(() => {}), 1])',
  'the next of an async generator':
    '(async function* () { await new Promise(() => {}); })().next()',
};

for (const [title, code] of Object.entries(WAITING)) {
  test(`what the host waits for rejects at dispose: ${title}`, async () => {
    const context = vm.createContext({ pending: new Promise(() => {}) });
    const promise = vm.runInContext(code, context);
    vm.dispose(context);
    await assert.rejects(promise, disposed);
  });
}

test('what the host waits for rejects when a run disposes of its context', async () => {
  const context = vm.createContext({ d: () => vm.dispose(context) });
  const promise = vm.runInContext('const p = new Promise(() => {}); d(); p', context);
  await assert.rejects(promise, disposed);
});

test('module.evaluate() rejects when its context is disposed of', async () => {
  const context = vm.createContext({});
  const module = new vm.SourceTextModule('await new Promise(() => {});', { context });
  await module.link(() => {});
  const evaluation = module.evaluate();
  vm.dispose(context);
  await assert.rejects(evaluation, disposed);
});

test('a promise that nobody looks at is no unhandled rejection after dispose', async () => {
  const seen = [];
  const hear = (reason) => seen.push(reason);
  process.on('unhandledRejection', hear);
  const context = vm.createContext({});
  vm.runInContext('new Promise(() => {})', context);
  vm.dispose(context);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', hear);
  assert.deepEqual(seen, []);
});

test('a promise that has settled keeps its value after dispose', async () => {
  const context = vm.createContext({});
  const promise = vm.runInContext('Promise.resolve(5)', context);
  vm.dispose(context);
  assert.equal(await promise, 5);
});
