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

test('without the option nothing is added', () => {
  assert.deepEqual(Reflect.ownKeys(vm.createContext({})), []);
});

test('an object that cannot take the method is not contextified', () => {
  const object = Object.freeze({});
  assert.throws(() => vm.createContext(object, { disposable: true }), { name: 'TypeError' });
  assert.equal(vm.isContext(object), false);
});
