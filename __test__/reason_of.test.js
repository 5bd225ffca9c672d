'use strict';

/** `vm.reasonOf`: why a run ended, which no guest can forge. */

const assert = require('node:assert');
const { test } = require('node:test');

const vm = require('..');

function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

test('a timeout', () => {
  const error = thrownBy(() => vm.runInNewContext('for (;;);', {}, { timeout: 20 }));
  assert.strictEqual(vm.reasonOf(error), 'timeout');
});

test('a timeout of a function that the host calls', () => {
  const context = vm.createContext({}, { limits: { timeout: 20 } });
  const endless = vm.runInContext('() => { for (;;); }', context);
  assert.strictEqual(vm.reasonOf(thrownBy(endless)), 'timeout');
});

test('a stack overflow that guest code does not catch', () => {
  const error = thrownBy(() => vm.runInNewContext('(function f() { f(); })()'));
  assert.strictEqual(error.name, 'RangeError');
  assert.strictEqual(vm.reasonOf(error), 'stack');
});

test('a context that was disposed of', () => {
  const context = vm.createContext({});
  vm.dispose(context);
  const error = thrownBy(() => vm.runInContext('1', context));
  assert.strictEqual(vm.reasonOf(error), 'disposed');
});

test('an error that looks like a timeout has no reason', () => {
  const error = thrownBy(() =>
    vm.runInNewContext(
      `throw Object.assign(new Error('Script execution timed out after 20ms'),
        { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })`,
    ),
  );
  assert.strictEqual(error.code, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
  assert.strictEqual(vm.reasonOf(error), undefined);
});

test('a timeout keeps its reason through another context', () => {
  const inner = vm.createContext({});
  const context = vm.createContext({
    run: () => vm.runInContext('for (;;);', inner, { timeout: 20 }),
  });
  const error = thrownBy(() => vm.runInContext('run()', context));
  assert.strictEqual(vm.reasonOf(error), 'timeout');
});

test('whatever else is thrown has no reason', () => {
  for (const text of ['throw 1', 'throw null', 'throw new Error()', 'undefined.x', 'throw {}']) {
    assert.strictEqual(vm.reasonOf(thrownBy(() => vm.runInNewContext(text))), undefined, text);
  }
  assert.strictEqual(vm.reasonOf(undefined), undefined);
});
