'use strict';

/** What a limit stops leaves nothing behind: the context works on, and does not grow. */

const assert = require('node:assert');
const { test } = require('node:test');

const vm = require('..');

const timeout = 30;
const isTimeout = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };

test('an async generator that does not come to an end is stopped by the timeout', () => {
  const context = vm.createContext();
  const run = (code) => vm.runInContext(code, context, { timeout });
  assert.throws(() => run('async function* g() { for (;;); } var it = g(); it.next()'), isTimeout);
  assert.strictEqual(run('1 + 1'), 2);
  assert.strictEqual(run('typeof it.next()'), 'object');
  assert.strictEqual(
    run('typeof it.return() + typeof it.throw(1).catch(() => {})'),
    'objectobject',
  );
});

test('an async generator that does not come to an end in a job is stopped by the limit', async () => {
  const context = vm.createContext({}, { limits: { timeout } });
  const code =
    'async function* h() { yield 1; for (;;); } var it = h(); it.next(); typeof it.next()';
  assert.strictEqual(vm.runInContext(code, context), 'object');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.strictEqual(vm.runInContext('1 + 1', context), 2);
});

test('an async generator that recurses without end rejects with a RangeError', async () => {
  const context = vm.createContext();
  const code = 'async function* g() { (function r() { r(); })(); } g().next()';
  await assert.rejects(vm.runInContext(code, context), { name: 'RangeError' });
  assert.strictEqual(vm.runInContext('1 + 1', context), 2);
});

test('runaway recursion behind many arguments, again and again', () => {
  const context = vm.createContext();
  const code = `function f() {} function g() { return g(); } f(${'1,'.repeat(60_000)} g())`;
  const script = new vm.Script(code);
  for (let i = 0; i < 100; i++) {
    assert.throws(() => script.runInContext(context), { name: 'RangeError' });
  }
  assert.strictEqual(vm.runInContext('[f(1, 2), 3].length', context), 2);
});

test('timeouts with large arrays at hand do not make the context larger', () => {
  const context = vm.createContext();
  const script = new vm.Script('(function (all) { for (;;); })(new Array(50_000).fill(1))');
  const stops = (count) => {
    for (let i = 0; i < count; i++) {
      assert.throws(() => script.runInContext(context, { timeout: 2 }), isTimeout);
    }
    return process.memoryUsage.rss();
  };
  const before = stops(400);
  const after = stops(300);
  assert.ok(after - before < 30e6, `${after - before} bytes more`);
});
