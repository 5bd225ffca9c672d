'use strict';

/** `runInDebugContext`: a realm of its own, shared by all calls, with a `Debug` that knows the engine. */

const assert = require('node:assert/strict');
const { test } = require('node:test');
const vm = require('..');

test('it gives the completion value and keeps what earlier calls declared', () => {
  vm.runInDebugContext('var kept = 20');
  assert.equal(vm.runInDebugContext('kept + 1'), 21);
  assert.equal(vm.runInDebugContext({ toString: () => 'kept + 2' }), 22);
});

test('it sees neither the host nor other contexts', () => {
  globalThis.ofTheHost = 1;
  try {
    assert.equal(vm.runInDebugContext('typeof ofTheHost + typeof process'), 'undefinedundefined');
  } finally {
    delete globalThis.ofTheHost;
  }
  assert.equal(vm.runInNewContext('typeof Debug'), 'undefined');
});

test('Debug tells of the engine and its contexts', () => {
  const context = vm.createContext({}, { name: 'seen by Debug' });
  assert.equal(vm.runInDebugContext('Debug.engine'), 'boa');
  assert.ok(vm.runInDebugContext('Debug.heapBytes()') > 0);
  const names = vm.runInDebugContext('Debug.contexts().map((each) => each.name).join()');
  assert.match(names, /\bseen by Debug\b/);
  assert.equal(vm.runInDebugContext('Debug.contexts().every((each) => each.heapBytes > 0)'), true);
  assert.ok(vm.isContext(context));
});

test('errors come out', () => {
  assert.throws(() => vm.runInDebugContext('('), SyntaxError);
  assert.throws(
    () => vm.runInDebugContext("throw 'thrown'"),
    (thrown) => thrown === 'thrown',
  );
  assert.throws(() => vm.runInDebugContext(Symbol('code')), TypeError);
});
