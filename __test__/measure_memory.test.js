'use strict';

/** `measureMemory`: the shape of what node:vm gives, with numbers that follow the contexts. */

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const nodeVm = require('node:vm');
const boaVm = require('..');

/** The types of a value, arrays by their first element. */
function shape(value) {
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(shape(each))))];
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]));
}

for (const mode of ['summary', 'detailed']) {
  test(`${mode} mode has the shape of node:vm`, async () => {
    const keepAlive = [nodeVm, boaVm].map((vm) => vm.createContext({}));
    const options = { mode, execution: 'eager' };
    const mine = await boaVm.measureMemory(options);
    // Later lines of Node tell of WebAssembly too, which this engine lacks.
    const { WebAssembly: _, ...theirs } = await nodeVm.measureMemory(options);
    assert.deepEqual(shape(mine), shape(theirs));
    assert.equal(keepAlive.length, 2);
  });
}

test('it gives a promise of this realm, for each way to ask', async () => {
  const promise = boaVm.measureMemory();
  assert.ok(promise instanceof Promise);
  assert.deepEqual(Object.keys(await promise), ['total']);
  for (const execution of ['default', 'eager', undefined]) {
    assert.ok((await boaVm.measureMemory({ execution })).total.jsMemoryEstimate > 0);
  }
});

test('it warns once that Node may change it', () => {
  const code = "const vm = require('./index.js'); vm.measureMemory(); vm.measureMemory();";
  const warnings = [nodeVm, boaVm].map((vm) => {
    const text = vm === nodeVm ? code.replace('./index.js', 'node:vm') : code;
    const options = { cwd: path.join(__dirname, '..'), encoding: 'utf8' };
    return spawnSync(process.execPath, ['-e', text], options).stderr.replace(/\(node:\d+\)/g, '');
  });
  assert.equal(warnings[1], warnings[0]);
});

test('each new context is one more among the others', async () => {
  // In one turn, so that no context is collected in between.
  const before = boaVm.measureMemory({ mode: 'detailed' });
  const context = boaVm.createContext({});
  const after = boaVm.measureMemory({ mode: 'detailed' });
  assert.equal((await after).other.length, (await before).other.length + 1);
  assert.equal(boaVm.isContext(context), true);
});

test('the range encloses the estimate', async () => {
  const { total, current, other } = await boaVm.measureMemory({ mode: 'detailed' });
  for (const { jsMemoryEstimate, jsMemoryRange } of [total, current, ...other]) {
    const [low, high] = jsMemoryRange;
    assert.ok(low <= jsMemoryEstimate && jsMemoryEstimate <= high);
  }
});
