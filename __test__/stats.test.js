'use strict';

/** `vm.stats`: what a context holds and has done. */

const assert = require('node:assert');
const { test } = require('node:test');

const vm = require('..');

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('entries, callouts and jobs are counted', async () => {
  const context = vm.createContext({ call: (f) => f(), log() {} });
  const code = 'log(); log(); call(() => 1); Promise.resolve().then(() => {}).then(() => {}); 0';
  // The context object is asked once for each name that it has.
  vm.runInContext(code, context);
  await turn();
  const before = vm.stats(context);
  vm.runInContext(code, context);
  await turn();
  const after = vm.stats(context);
  assert.strictEqual(after.callouts - before.callouts, 3);
  assert.strictEqual(after.jobs - before.jobs, 2);
  assert.ok(after.entries - before.entries >= 3);
});

test('a look at the statistics is no entry', () => {
  const context = vm.createContext({});
  const first = vm.stats(context);
  assert.deepStrictEqual(vm.stats(context).entries, first.entries);
});

test('bytes are those of measureMemory, and the peak stays', async () => {
  const context = vm.createContext({});
  vm.runInContext('var a = "x".repeat(5e6).split("")', context);
  const full = vm.stats(context);
  const { other } = await vm.measureMemory({ mode: 'detailed' });
  assert.ok(other.some(({ jsMemoryEstimate }) => jsMemoryEstimate === full.heapBytes));
  assert.ok(full.heapBytes > 5e6);
  assert.ok(full.peakHeapBytes >= full.heapBytes);
  vm.runInContext('a = undefined', context);
  const later = vm.stats(context);
  assert.ok(later.peakHeapBytes >= full.peakHeapBytes);
});

test('processor time is counted that guest code takes, and not what the host takes that it calls', () => {
  const work = 'for (let i = 0; i < 300000; i++);';
  const wait = () => {
    for (let end = performance.now() + 200; performance.now() < end; );
  };
  const busy = (code) => {
    const context = vm.createContext({ wait });
    vm.runInContext(code, context);
    return vm.stats(context).cpuNanoseconds;
  };
  const [idle, working, waiting] = [busy('0'), busy(work), busy('wait()')];
  assert.ok(working > 2 * idle, `${working} ${idle}`);
  assert.ok(waiting < 200e6, String(waiting));
});

test('time without a processor is not counted', () => {
  const context = vm.createContext({ wait: Atomics });
  const before = vm.stats(context).cpuNanoseconds;
  const code = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)';
  vm.runInContext(code, context);
  const taken = vm.stats(context).cpuNanoseconds - before;
  assert.ok(taken < 200e6, String(taken));
});

test('collections are counted', () => {
  const context = vm.createContext({});
  const before = vm.stats(context).collections;
  vm.runInContext('for (let i = 0; i < 1e5; i++) ({ i });', context);
  assert.ok(vm.stats(context).collections > before);
});

test('what all contexts hold is the total of measureMemory', async () => {
  const contexts = Array.from({ length: 3 }, () => vm.createContext({}));
  vm.runInContext('var a = new Array(1e5).fill(1)', contexts[0]);
  const { total, other } = await vm.measureMemory({ mode: 'detailed' });
  const held = contexts.map((context) => vm.stats(context).heapBytes);
  for (const bytes of held) assert.ok(other.some((each) => each.jsMemoryEstimate === bytes));
  assert.ok(total.jsMemoryEstimate >= held.reduce((a, b) => a + b));
});

test('exports and imports are counted', () => {
  const context = vm.createContext({});
  const before = vm.stats(context);
  const held = vm.runInContext('[{}, {}, {}]', context);
  const objects = [held[0], held[1], held[2]];
  context.list = [{}, {}];
  vm.runInContext('list[0]; list[1]', context);
  const after = vm.stats(context);
  assert.ok(after.exports - before.exports >= objects.length + 1);
  assert.ok(after.imports - before.imports >= 3);
});

test('a context that was disposed of, and what is no context', () => {
  const context = vm.createContext({});
  vm.dispose(context);
  assert.throws(() => vm.stats(context), { code: 'ERR_VM_CONTEXT_DISPOSED' });
  assert.throws(() => vm.stats({}), { code: 'ERR_INVALID_ARG_TYPE' });
});
