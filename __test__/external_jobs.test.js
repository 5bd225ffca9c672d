'use strict';

/**
 * Jobs for what happens while no guest code runs: collections, and waits that end by themselves. In processes
 * of their own with `--expose-gc`. Must never assert how long anything takes.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { inChild } = require('./support/gc_child.js');

test('the callback of a FinalizationRegistry runs after a collection', async () => {
  const held = await inChild(
    `
    const held = [];
    const context = vm.createContext({ note: (value) => held.push(value) });
    vm.runInContext(\`
      const registry = new FinalizationRegistry(note);
      const token = {};
      (() => {
        registry.register({}, 'object');
        registry.register({}, 'unregistered', token);
        registry.register(token, 'alive');
      })();
      registry.unregister(token);
      0
    \`, context);
    for (let i = 0; i < 500 && held.length < 1; i++) {
      vm.runInContext('for (let i = 0; i < 2000; i++) ({ list: [i, {}] })', context);
      await turn();
    }
    return held.sort();
    `,
    240_000,
  );
  assert.deepStrictEqual(held, ['object']);
});

test('a wait of Atomics.waitAsync ends when its time is over', async () => {
  const ends = await inChild(
    `
    const context = vm.createContext({});
    const wait = (milliseconds) =>
      vm.runInContext(\`Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(8)), 0, 0, \${milliseconds}).value\`, context);
    const waits = Promise.all([wait(30), wait(5), wait(60)]);
    // Neither side's waits keep a process alive.
    const alive = setInterval(() => {}, 1000);
    const ends = await waits;
    clearInterval(alive);
    return ends;
    `,
    60_000,
  );
  assert.deepStrictEqual(ends, ['timed-out', 'timed-out', 'timed-out']);
});
