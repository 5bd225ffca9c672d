'use strict';

/**
 * The panic guard: an engine that fails in one context leaves a process that goes on. The way to make
 * the engine fail is a buffer that shrinks while `Atomics` converts a value for it.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const vm = require('..');
const { runProgram } = require('./support/child.js');

const FAIL = `
  var buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  Atomics.store(new Uint8Array(buffer), 7, { valueOf() { buffer.resize(1); return 1; } });
`;

const poisoned = { code: 'ERR_VM_REALM_POISONED' };

test('a failure of the engine is an error of the host', () => {
  assert.throws(() => vm.runInNewContext(FAIL), poisoned);
});

test('a context in which the engine failed refuses every later entry', () => {
  const context = vm.createContext({});
  vm.runInContext('var object = { x: 1 }; function f() { return 1; }', context);
  const { object, f } = context;
  assert.throws(() => vm.runInContext(FAIL, context), poisoned);
  assert.throws(() => vm.runInContext('1', context), poisoned);
  assert.throws(() => f(), poisoned);
  assert.throws(() => object.x, poisoned);
});

test('other contexts go on', () => {
  const other = vm.createContext({ n: 1 });
  assert.throws(() => vm.runInNewContext(FAIL), poisoned);
  assert.strictEqual(vm.runInContext('n + 1', other), 2);
});

test('a failure below a callback ends the run around it, which guest code can not catch', () => {
  const context = vm.createContext({
    inner: () => {
      try {
        vm.runInContext(FAIL, context);
      } catch (error) {
        context.code = error.code;
      }
    },
  });
  assert.throws(() => vm.runInContext('try { inner(); } catch {} while (true);', context));
  assert.strictEqual(context.code, 'ERR_VM_REALM_POISONED');
});

test('a failure in a job is contained', async () => {
  const context = vm.createContext({});
  vm.runInContext(`Promise.resolve().then(() => { ${FAIL} }); 0`, context);
  await new Promise(setImmediate);
  assert.throws(() => vm.runInContext('1', context), poisoned);
});

test('nothing is written to standard error by itself', async () => {
  const { stdout, stderr, code } = await runProgram(
    '../..',
    `try { vm.runInNewContext(${JSON.stringify(FAIL)}); } catch (error) { console.log(error.code); }`,
  );
  assert.deepStrictEqual(
    { stdout, stderr, code },
    { stdout: 'ERR_VM_REALM_POISONED\n', stderr: '', code: 0 },
  );
});
