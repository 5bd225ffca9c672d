'use strict';

/**
 * Makes a call in boa-vm and in node:vm and compares whether it is refused, and how.
 * Must never compare the text of an error that an engine words.
 */

const assert = require('node:assert/strict');
const nodeVm = require('node:vm');
const boaVm = require('../..');
const { values } = require('./values.js');

const contexts = new Map([nodeVm, boaVm].map((vm) => [vm, vm.createContext({})]));

/** A context of the implementation, for calls that need a good one. */
const contextIn = (vm) => contexts.get(vm);

/** What came of a call: of an error, all that Node's own code decides. */
function outcome(call) {
  try {
    call();
    return 'no error';
  } catch (error) {
    const className = error.constructor.name;
    // The text of these is the engine's.
    if (className === 'SyntaxError' || className === 'ReferenceError') return { className };
    const { code, message, name } = error;
    // The value was taken: a busy machine may need more than a millisecond for nothing.
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'no error';
    // What to do about it is ours to say, in a line of its own.
    const head = error.stack.split('\n    at ')[0].replace(/\nhint: .*/, '');
    return { className, code, message, name, keys: Object.keys(error), text: String(error), head };
  }
}

/** @param {(vm: object, value: unknown) => unknown} call is made with every kind of value */
function agreesForAllValues(call) {
  const [mine, theirs] = [boaVm, nodeVm].map((vm) =>
    Object.fromEntries(
      Object.entries(values()).map(([kind, value]) => [kind, outcome(() => call(vm, value))]),
    ),
  );
  assert.deepEqual(mine, theirs);
}

function agrees(call) {
  assert.deepEqual(
    outcome(() => call(boaVm)),
    outcome(() => call(nodeVm)),
  );
}

module.exports = { contextIn, agrees, agreesForAllValues, outcome };
