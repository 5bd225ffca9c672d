'use strict';

/** Pools of contexts: each borrower has a fresh one, made in idle time, with the options and the setup of the pool. */

const assert = require('node:assert/strict');
const { setImmediate: turn } = require('node:timers/promises');
const { test } = require('node:test');
const vm = require('..');
const { runProgram } = require('./support/child.js');

/** Turns of the event loop until a pool is full; a pool that never fills fails by its assertion. */
async function untilReady(pool, count) {
  for (let turns = 0; turns < 100 && pool.ready < count; turns += 1) await turn();
  assert.equal(pool.ready, count);
}

test('contexts are made while nothing else happens, until the pool is full', async (t) => {
  const pool = vm.createPool({ size: 3 });
  t.after(() => pool.close());
  assert.equal(pool.ready, 1);
  await untilReady(pool, 3);
  pool.take();
  assert.equal(pool.ready, 2);
  await untilReady(pool, 3);
});

test('a pool that is empty makes a context at once', (t) => {
  const pool = vm.createPool({ size: 1, setup: 'var x = 1' });
  t.after(() => pool.close());
  const contexts = [pool.take(), pool.take(), pool.take()];
  assert.deepEqual(
    contexts.map((context) => vm.runInContext('x++', context)),
    [1, 1, 1],
  );
});

test('nobody gets what another one has left', (t) => {
  const pool = vm.createPool({ size: 1 });
  t.after(() => pool.close());
  pool.use((context) => vm.runInContext('left = 1; Array.prototype.left = 2', context));
  assert.equal(
    pool.use((context) => vm.runInContext('typeof left + typeof [].left', context)),
    'undefinedundefined',
  );
});

test('a context gets the properties that its borrower names', (t) => {
  const pool = vm.createPool();
  t.after(() => pool.close());
  assert.equal(
    pool.use((context) => vm.runInContext('a + b', context), { a: 1, b: 2 }),
    3,
  );
});

test('setup is code, or a function that gets the context', (t) => {
  const seen = [];
  const pools = [
    vm.createPool({ size: 1, setup: 'const twice = (n) => 2 * n' }),
    vm.createPool({ size: 1, setup: (context) => seen.push(vm.isContext(context)) }),
  ];
  t.after(() => pools.map((pool) => pool.close()));
  assert.equal(
    pools[0].use((context) => vm.runInContext('twice(4)', context)),
    8,
  );
  assert.deepEqual(seen, [true]);
});

test('the options of createContext hold for each context', (t) => {
  const pool = vm.createPool({ limits: { timeout: 20 }, codeGeneration: { strings: false } });
  t.after(() => pool.close());
  pool.use((context) => {
    assert.throws(() => vm.runInContext('for (;;);', context), {
      code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    });
    assert.throws(() => vm.runInContext('eval("1")', context), { name: 'EvalError' });
  });
});

test('the context ends when the callback returns, throws, or its promise settles', async (t) => {
  const pool = vm.createPool();
  t.after(() => pool.close());
  const kept = [];
  const isGone = (context) => {
    assert.throws(() => vm.runInContext('1', context), { code: 'ERR_VM_CONTEXT_DISPOSED' });
  };
  pool.use((context) => kept.push(context));
  const failure = new Error('from the callback');
  assert.throws(
    () =>
      pool.use((context) => {
        kept.push(context);
        throw failure;
      }),
    failure,
  );
  const pending = pool.use(async (context) => {
    kept.push(context);
    await turn();
    return vm.runInContext('6 * 7', context);
  });
  kept.slice(0, 2).forEach(isGone);
  assert.equal(await pending, 42);
  isGone(kept[2]);
});

test('what setup throws is thrown by createPool, and by the take that needs the context', async (t) => {
  assert.throws(() => vm.createPool({ setup: 'throw new TypeError("no")' }), { message: 'no' });
  let fails = false;
  const failure = new Error('setup');
  const pool = vm.createPool({
    size: 2,
    setup: () => {
      if (fails) throw failure;
    },
  });
  t.after(() => pool.close());
  fails = true;
  await turn();
  await turn();
  assert.equal(pool.ready, 1);
  pool.take();
  assert.throws(() => pool.take(), failure);
});

test('a closed pool gives no context, and those that were taken stay', () => {
  const pool = vm.createPool();
  const context = pool.take();
  pool[Symbol.dispose]();
  assert.throws(() => pool.take(), { code: 'ERR_VM_POOL_CLOSED' });
  assert.equal(pool.ready, 0);
  assert.equal(vm.runInContext('1', context), 1);
});

for (const [options, code] of [
  [{ size: 0 }, 'ERR_OUT_OF_RANGE'],
  [{ size: 'many' }, 'ERR_INVALID_ARG_TYPE'],
  [{ setup: 1 }, 'ERR_INVALID_ARG_TYPE'],
  [{ limits: { mem: 1 } }, 'ERR_INVALID_ARG_VALUE'],
  [null, 'ERR_INVALID_ARG_TYPE'],
]) {
  test(`options that are wrong are refused: ${JSON.stringify(options)}`, () => {
    assert.throws(() => vm.createPool(options), { code });
  });
}

test('a pool keeps no process alive', async () => {
  const { code } = await runProgram('boa-vm', 'vm.createPool({ size: 10_000 });');
  assert.equal(code, 0);
});
