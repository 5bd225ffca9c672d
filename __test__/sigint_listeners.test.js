'use strict';

/**
 * `breakOnSigint` parks the listeners that the program has for SIGINT and puts them back. Compared
 * with node:vm. No signal is sent here.
 */

const assert = require('node:assert/strict');
const { afterEach, test } = require('node:test');
const nodeVm = require('node:vm');
const boaVm = require('..');

afterEach(() => process.removeAllListeners('SIGINT'));

const first = () => 1;
const second = () => 2;

/** What a run sees and leaves of three listeners. */
function observe(vm, code, options) {
  const seen = [];
  const added = () => 3;
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', first);
  process.once('SIGINT', second);
  process.prependListener('SIGINT', second);
  const before = process.rawListeners('SIGINT');
  const context = vm.createContext({
    look: () => seen.push(process.listenerCount('SIGINT')),
    add: () => void process.on('SIGINT', added),
  });
  try {
    vm.runInContext(code, context, options);
  } catch (error) {
    seen.push(error);
  }
  const after = process.rawListeners('SIGINT');
  return { seen, after: after.map((each) => (each === added ? 'added' : before.indexOf(each))) };
}

const CASES = {
  'a run that returns': ['look()', { breakOnSigint: true }],
  'a run that throws': ["look(); throw 'thrown'", { breakOnSigint: true }],
  'a run that adds a listener': ['add(); look()', { breakOnSigint: true }],
  'a run with a timeout': ['look()', { breakOnSigint: true, timeout: 60_000 }],
  'a run without breakOnSigint': ['look()', { breakOnSigint: false }],
};

for (const [title, [code, options]] of Object.entries(CASES)) {
  test(title, () => {
    assert.deepEqual(observe(boaVm, code, options), observe(nodeVm, code, options));
  });
}

test('a wrapped once listener is still called once', () => {
  let calls = 0;
  process.once('SIGINT', () => {
    calls += 1;
  });
  boaVm.runInThisContext('1', { breakOnSigint: true });
  process.emit('SIGINT');
  process.emit('SIGINT');
  assert.equal(calls, 1);
});

test('a program without listeners sees none come or go', () => {
  const events = [];
  const note = (name) => name === 'SIGINT' && events.push(name);
  process.on('newListener', note);
  process.on('removeListener', note);
  boaVm.runInThisContext('1', { breakOnSigint: true });
  process.off('newListener', note);
  process.off('removeListener', note);
  assert.deepEqual(events, []);
});
