'use strict';

/**
 * Bad input: every argument and option of the script API gets values of every kind, in boa-vm and in
 * node:vm. Whether it is refused, and the class, code, message and name of the error, must agree.
 */

const assert = require('node:assert/strict');
const { test } = require('node:test');
const boaVm = require('..');
const { ARGUMENTS, CALLS, TWO_MISTAKES } = require('./bad_input/calls.js');
const { agrees, agreesForAllValues } = require('./bad_input/compare.js');

for (const [title, call] of Object.entries(ARGUMENTS)) {
  test(`argument: ${title}`, () => agreesForAllValues(call));
}

for (const [title, [names, call]] of Object.entries(CALLS)) {
  test(`options as a whole: ${title}`, () => agreesForAllValues(call));
  for (const name of names) {
    test(`option: ${title}, ${name}`, () => {
      agreesForAllValues((vm, value) => call(vm, { [name]: value }));
    });
  }

  test(`the order of checks: ${title}`, () => {
    for (const first of names) {
      for (const second of names) agrees((vm) => call(vm, { [first]: null, [second]: null }));
    }
  });

  test(`inherited options: ${title}`, () => {
    for (const name of names) agrees((vm) => call(vm, Object.create({ [name]: null })));
  });

  test(`a getter that throws: ${title}`, () => {
    for (const name of names) {
      const thrown = new RangeError(`no ${name}`);
      const options = {
        get [name]() {
          throw thrown;
        },
      };
      assert.throws(
        () => call(boaVm, options),
        (error) => error === thrown,
      );
    }
  });
}

for (const [title, call] of Object.entries(TWO_MISTAKES)) {
  test(`two mistakes: ${title}`, () => agrees(call));
}

test('input that aborts node:vm is refused', () => {
  const nullExtension = () => boaVm.compileFunction('', [], { contextExtensions: [null] });
  assert.throws(nullExtension, { code: 'ERR_INVALID_ARG_TYPE' });
  for (const param of ['a b', 'a, b', 'a){}(', '/* */', '']) {
    assert.throws(() => boaVm.compileFunction('', [param]), { name: 'SyntaxError' }, param);
  }
});
