'use strict';

/** Names of bound functions: each is longer than the one before, and a chain of them must not take the sum. */

const assert = require('node:assert');
const { test } = require('node:test');
const nodeVm = require('node:vm');
const vm = require('..');

const CHAIN = `
  let f = function base() { return this };
  for (let i = 0; i < 20_000; i++) f = f.bind(1);
  [f.name.length, f.name.slice(0, 12), f.name.slice(-10), typeof f()].join()
`;

test('a chain of bound functions takes memory for its last name', () => {
  const context = vm.createContext({}, { limits: { memory: 48 * 2 ** 20 } });
  const expected = nodeVm.runInNewContext(CHAIN);
  assert.strictEqual(vm.runInContext(CHAIN, context), expected);
});

test('names of bound functions are those of V8', () => {
  for (const code of [
    'function f() {} [f.bind().name, f.bind().bind().name]',
    'const f = function () {}; [f.bind().name, (() => {}).bind().name, (class A {}).bind().name]',
    '[Object.defineProperty(() => {}, "name", { value: "é".repeat(300) }).bind().name]',
    '[Object.defineProperty(() => {}, "name", { value: "変".repeat(300) }).bind().bind().name]',
    '[Object.defineProperty(() => {}, "name", { value: 1 }).bind().name, Math.max.bind().name]',
    'const s = Symbol("s".repeat(300)); [({ get [s]() {} }, Object.getOwnPropertyDescriptor({ get [s]() {} }, s).get.name)]',
  ]) {
    const names = (run) => JSON.stringify(run(code));
    assert.strictEqual(names(vm.runInNewContext), names(nodeVm.runInNewContext), code);
  }
});
