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
    // An object with other properties than limits is refused: limits.test.js.
    (value) => boaVm.createContext({}, { limits: emptied(value) }),
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

/** Plain objects without what is in them; everything else as it is. */
function emptied(value) {
  const isPlain = value !== null && typeof value === 'object' && !Array.isArray(value);
  return isPlain ? {} : value;
}

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

/** Options that are like one of ours, and what the error says. */
const MISSPELLED = {
  limit: "use 'limits'",
  Limits: "use 'limits'",
  memoryLimit: "use 'limits: { memory }'",
  contextLimits: "use 'limits'",
  codegeneration: "use 'codeGeneration'",
  global: "use 'globals'",
  timeout: 'use { limits: { timeout } }',
};

for (const [name, hint] of Object.entries(MISSPELLED)) {
  test(`the option '${name}' of a context is an error that names the right one`, () => {
    assert.throws(
      () => boaVm.createContext({}, { [name]: {} }),
      (error) => error.code === 'ERR_INVALID_ARG_VALUE' && error.message.includes(hint),
    );
  });
}

test('a misspelled part of codeGeneration names the right one', () => {
  for (const [name, right] of [
    ['string', 'strings'],
    ['eval', 'strings'],
    ['WASM', 'wasm'],
  ]) {
    assert.throws(
      () => boaVm.createContext({}, { codeGeneration: { [name]: false } }),
      new RegExp(`codeGeneration\\.${name}' is no option: use '${right}'`),
    );
  }
});

test('a context for compileFunction has a name of its own', () => {
  const context = boaVm.createContext();
  assert.throws(() => boaVm.compileFunction('', [], { context }), /use 'parsingContext'/);
  assert.doesNotThrow(() => boaVm.compileFunction('', [], { context: 'some other use' }));
  assert.doesNotThrow(() => boaVm.compileFunction('', [], { context, parsingContext: context }));
});

test('a promise is no module of the host', () => {
  assert.throws(() => boaVm.wrapHostModule(Promise.resolve({})), /await import\(\) first/);
});

test('other unknown options of a context are left alone, as in Node', () => {
  assert.doesNotThrow(() => boaVm.createContext({}, { comment: 'mine', timeOrigin: 1 }));
});

test('a mistake leaves the object as it was', () => {
  for (const options of [{ name: 1 }, { limits: { timeout: 0 } }, { disposable: 1 }]) {
    const object = {};
    assert.throws(() => boaVm.createContext(object, options));
    assert.equal(boaVm.isContext(object), false);
    assert.deepEqual(Reflect.ownKeys(object), []);
  }
});
