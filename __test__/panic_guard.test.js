'use strict';

/**
 * The guard around an engine that fails in one context: the process and all other contexts go on. What makes the engine
 * fail is a call that hears no limit, which the second ring takes its stack away from: a panic ends in the same way.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const vm = require('..');
const { runProgram } = require('./support/child.js');

const FAIL = '(function (n) { return n ** 9999999n; })(10n)';
const limited = { timeout: 50 };
const HOLDS = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
const platform = { skip: !HOLDS && 'no guest stack is taken away on this platform' };

const poisoned = { code: 'ERR_VM_CONTEXT_POISONED' };

test('a failure of the engine is an error of the host', platform, () => {
  assert.throws(() => vm.runInNewContext(FAIL, {}, limited), poisoned);
});

test('a context in which the engine failed refuses every later entry', platform, () => {
  const context = vm.createContext({});
  vm.runInContext('var object = { x: 1 }; function f() { return 1; }', context);
  const { object, f } = context;
  assert.throws(() => vm.runInContext(FAIL, context, limited), poisoned);
  assert.throws(() => vm.runInContext('1', context), poisoned);
  assert.throws(() => f(), poisoned);
  assert.throws(() => object.x, poisoned);
});

test('other contexts go on', platform, () => {
  const other = vm.createContext({ n: 1 });
  assert.throws(() => vm.runInNewContext(FAIL, {}, limited), poisoned);
  assert.strictEqual(vm.runInContext('n + 1', other), 2);
});

test(
  'a failure below a callback ends the run around it, which guest code can not catch',
  platform,
  () => {
    const context = vm.createContext({
      inner: () => {
        try {
          vm.runInContext(FAIL, context, limited);
        } catch (error) {
          context.code = error.code;
        }
      },
    });
    assert.throws(() => vm.runInContext('try { inner(); } catch {} while (true);', context));
    assert.strictEqual(context.code, 'ERR_VM_CONTEXT_POISONED');
  },
);

test('a failure in a job is contained', platform, async () => {
  const context = vm.createContext({}, { limits: { timeout: 200 } });
  vm.runInContext(`Promise.resolve().then(() => { ${FAIL} }); 0`, context);
  await new Promise(setImmediate);
  assert.throws(() => vm.runInContext('1', context), poisoned);
});

test('nothing is written to standard error by itself', platform, async () => {
  const { stdout, stderr, code } = await runProgram(
    '../..',
    `try { vm.runInNewContext(${JSON.stringify(FAIL)}, {}, { timeout: 50 }); } catch (error) { console.log(error.code); }`,
  );
  assert.deepStrictEqual(
    { stdout, stderr, code },
    { stdout: 'ERR_VM_CONTEXT_POISONED\n', stderr: '', code: 0 },
  );
});
