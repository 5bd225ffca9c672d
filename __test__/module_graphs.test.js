'use strict';

/**
 * Modules as users have them: large graphs, limits, contexts that end. What node:vm defines is in the
 * corpus. Must never assert how long anything takes, but for ratios within one run.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const vm = subject.load();

/** Modules that each import up to three later ones; each exports how many paths lead to the end. */
function webOf(size) {
  const context = vm.createContext({});
  const modules = new Map();
  for (let number = 0; number < size; number++) {
    const links = [number + 1, 2 * number + 1, 2 * number + 2].filter((link) => link < size);
    const imports = [...new Set(links)].map(
      (link) => `import { depth as d${link} } from '${link}';`,
    );
    const depths = links.map((link) => `d${link}`);
    const text = `${imports.join('\n')}\nexport const depth = 1 + Math.max(0, ${depths});`;
    const options = { context, identifier: `${number}` };
    modules.set(`${number}`, new vm.SourceTextModule(text, options));
  }
  return modules;
}

async function run(modules) {
  const root = modules.get('0');
  await root.link((specifier) => modules.get(specifier));
  await root.evaluate();
  return root.namespace.depth;
}

test('a graph of 2,000 modules works', async () => {
  assert.strictEqual(await run(webOf(2000)), 2000);
});

test('a graph takes a time that is linear in its size', async () => {
  const timeOf = async (size) => {
    const modules = webOf(size);
    const start = process.hrtime.bigint();
    await run(modules);
    return Number(process.hrtime.bigint() - start);
  };
  const best = async (size) =>
    Math.min(...[await timeOf(size), await timeOf(size), await timeOf(size)]);
  await timeOf(500);
  const small = await best(500);
  const large = await best(4000);
  // Eight times as large; a quadratic algorithm would take 64 times as long.
  assert.ok(large / small < 24, `${(large / small).toFixed(1)} times as long`);
});

test('a linker is asked once for each request of each module', async () => {
  const modules = webOf(300);
  const asked = [];
  const root = modules.get('0');
  await root.link((specifier, { identifier }) => {
    asked.push(`${identifier} ${specifier}`);
    return modules.get(specifier);
  });
  assert.deepStrictEqual(asked, [...new Set(asked)]);
});

const STOPPED = {
  'a module': 'while (true);',
  'a module before its first await': 'while (true); await 0;',
  'what a module imports': "import 'endless'",
  'a function that a module calls': '(function f() { for (;;); })()',
};

for (const [what, text] of Object.entries(STOPPED)) {
  test(`a timeout stops ${what}, and the context goes on`, async () => {
    const context = vm.createContext({});
    const make = (source) => new vm.SourceTextModule(source, { context });
    const module = make(text);
    const endless = make('for (;;);');
    await module.link(() => endless);
    const isTimeout = { name: 'Error', code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };
    await assert.rejects(module.evaluate({ timeout: 30 }), isTimeout);
    assert.strictEqual(module.status, 'errored');
    assert.strictEqual(module.error.code, isTimeout.code);
    await assert.rejects(module.evaluate(), isTimeout);
    assert.strictEqual(vm.runInContext('6 * 7', context), 42);
    const next = make('export default 6 * 7');
    await next.link(() => {});
    await next.evaluate();
    assert.strictEqual(next.namespace.default, 42);
  });
}

test('the limits of a context hold for what its modules do later', async () => {
  const context = vm.createContext({}, { limits: { timeout: 30 } });
  const module = new vm.SourceTextModule('export const spin = () => { for (;;); }', { context });
  await module.link(() => {});
  await module.evaluate();
  assert.throws(() => module.namespace.spin(), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
});

test('a module without end to its recursion throws the RangeError of the language', async () => {
  const context = vm.createContext({});
  for (const text of ['(function f() { f(); })()', '(function f() { f(); })(); await 0;']) {
    const module = new vm.SourceTextModule(text, { context });
    await module.link(() => {});
    await assert.rejects(module.evaluate(), { message: 'Maximum call stack size exceeded' });
    assert.strictEqual(module.status, 'errored');
  }
  assert.strictEqual(vm.runInContext('1', context), 1);
});

test('Ctrl+C ends an evaluation with breakOnSigint', async () => {
  const program = `
    const context = vm.createContext({ ready: () => console.log('ready') });
    const module = new vm.SourceTextModule('ready(); while (true);', { context });
    module.link(() => {}).then(() => module.evaluate({ breakOnSigint: true })).catch((error) => {
      console.log(error.code, module.status, vm.runInContext('6 * 7', context));
    });`;
  const onOutput = (child, text) => {
    if (text === 'ready\n') child.kill('SIGINT');
  };
  const { stdout, code } = await runProgram(subject.name, program, { onOutput });
  assert.strictEqual(stdout, 'ready\nERR_SCRIPT_EXECUTION_INTERRUPTED errored 42\n');
  assert.strictEqual(code, 0);
});

test('modules of a context that was disposed of say so', async () => {
  const context = vm.createContext({});
  const module = new vm.SourceTextModule('export let x = 1', { context });
  await module.link(() => {});
  await module.evaluate();
  const { namespace } = module;
  vm.dispose(context);
  const isDisposed = { code: 'ERR_VM_CONTEXT_DISPOSED' };
  assert.throws(() => module.status, isDisposed);
  assert.throws(() => namespace.x, isDisposed);
  assert.throws(() => new vm.SourceTextModule('', { context }), isDisposed);
  await assert.rejects(module.evaluate(), isDisposed);
});

test('code that cannot be compiled from strings can be a module', async () => {
  const context = vm.createContext({}, { codeGeneration: { strings: false } });
  const text = "let seen; try { eval('1') } catch (error) { seen = error.name } export { seen }";
  const module = new vm.SourceTextModule(text, { context });
  await module.link(() => {});
  await module.evaluate();
  assert.strictEqual(module.namespace.seen, 'EvalError');
});

test('modules work in a context with a queue of its own for microtasks', async () => {
  const context = vm.createContext({ log: [] }, { microtaskMode: 'afterEvaluate' });
  const text = "Promise.resolve().then(() => log.push('job')); log.push('end')";
  const module = new vm.SourceTextModule(text, { context });
  await module.link(() => {});
  const done = module.evaluate();
  assert.deepStrictEqual([...context.log], ['end', 'job']);
  await done;
});

const ROADS = {
  'import.meta': 'import.meta.constructor',
  'the prototype of import.meta': 'Object.getPrototypeOf(import.meta)',
  'what the host puts on import.meta': "import.meta.host.constructor('return process')()",
  'a namespace': 'self.constructor',
  'a namespace of the host': "host.f.constructor('return process')()",
  'what import() gives': "(await import('x')).f.constructor('return process')()",
  'the promise of import()': "import('x').constructor.constructor('return process')()",
  'this of a module': 'this',
  'an error of import()':
    "(await import('throws').catch((e) => e)).constructor.constructor('return process')()",
};

for (const [name, road] of Object.entries(ROADS)) {
  test(`no way out by ${name}`, async () => {
    const context = vm.createContext({});
    const host = vm.wrapHostModule({ f: () => 1 }, { context });
    const text = `import * as self from 'self'; import host from 'host';
      let found; try { found = ${road}; } catch (error) { found = undefined; }
      export const isOut = typeof found === 'object' && found !== null && 'exit' in found;`;
    const module = new vm.SourceTextModule(text, {
      context,
      initializeImportMeta: (meta) => {
        meta.host = () => 1;
      },
      importModuleDynamically: (specifier) => {
        if (specifier === 'throws') throw new Error('no');
        return host;
      },
    });
    await module.link((specifier) => (specifier === 'self' ? module : host));
    await module.evaluate();
    assert.strictEqual(module.namespace.isOut, false);
  });
}
