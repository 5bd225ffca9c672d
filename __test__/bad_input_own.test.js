'use strict';

/**
 * Bad input to what only boa-vm has. An option that follows the rules of one that node:vm has is
 * compared with that one.
 */

const assert = require('node:assert/strict');
const { test } = require('node:test');
const nodeVm = require('node:vm');
const boaVm = require('..');
const { outcome } = require('./bad_input/compare.js');
const { values } = require('./bad_input/values.js');

/** Options of ours that follow the rules of an option that node:vm has. */
const OUR_OPTIONS = {
  'options.limits.timeout': [
    'options.timeout',
    (value) => boaVm.createContext({}, { limits: { timeout: value } }),
    (value) => nodeVm.runInThisContext('1', { timeout: value }),
  ],
  'options.limits.stackDepth': [
    'options.timeout',
    (value) => boaVm.createContext({}, { limits: { stackDepth: value } }),
    (value) => nodeVm.runInThisContext('1', { timeout: value }),
  ],
  'options.limits': [
    'options.codeGeneration',
    (value) => boaVm.createContext({}, { limits: value }),
    (value) => nodeVm.createContext({}, { codeGeneration: value }),
  ],
  'options.disposable': [
    'options.displayErrors',
    (value) => boaVm.createContext({}, { disposable: value }),
    (value) => nodeVm.runInThisContext('1', { displayErrors: value }),
  ],
  'options.timeout': [
    'options.timeout',
    (value) => new boaVm.Script('1', { timeout: value }),
    (value) => nodeVm.runInThisContext('1', { timeout: value }),
  ],
  contextifiedObject: [
    'contextifiedObject',
    (value) => boaVm.dispose(value),
    (value) => nodeVm.runInContext('1', value),
  ],
};

for (const [name, [modelName, ours, model]] of Object.entries(OUR_OPTIONS)) {
  test(name, () => {
    for (const kind of Object.keys(values())) {
      const expected = JSON.stringify(outcome(() => model(values()[kind])));
      assert.equal(
        JSON.stringify(outcome(() => ours(values()[kind]))),
        expected.replaceAll(`"${modelName}\\"`, `"${name}\\"`),
        kind,
      );
    }
  });
}

test('options.limits.memory is a number of bytes', () => {
  const limited = (memory) => () => boaVm.createContext({}, { limits: { memory } });
  assert.throws(limited('1'), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
  for (const memory of [0, -1, 1.5, 2 ** 53, Number.NaN]) {
    assert.throws(limited(memory), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' });
  }
  assert.doesNotThrow(limited(2 ** 40));
});

test('a mistake leaves the object as it was', () => {
  for (const options of [{ name: 1 }, { limits: { timeout: 0 } }, { disposable: 1 }]) {
    const object = {};
    assert.throws(() => boaVm.createContext(object, options));
    assert.equal(boaVm.isContext(object), false);
    assert.deepEqual(Reflect.ownKeys(object), []);
  }
});
