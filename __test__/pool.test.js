'use strict';

/** The pool of threads: fresh contexts, copies, limits, deadlines, aborts, a full queue. */

const assert = require('node:assert');
const { after, test } = require('node:test');

const { JobError, createPool } = require('../pool.js');

const pools = [];
function open(options) {
  const pool = createPool({ threads: 1, ...options });
  pools.push(pool);
  return pool;
}
after(async () => {
  for (const pool of pools) await pool.close();
});

test('a job gets its data as copies and gives a copy', async () => {
  const pool = open({ setup: 'const twice = (n) => 2 * n;' });
  const data = { list: [1, 2], at: new Date(5), map: new Map([['a', 1]]) };
  const value = await pool.run(
    'list.push(3); ({ sum: list.map(twice), time: at.getTime(), map })',
    { data },
  );
  assert.deepStrictEqual(value, { sum: [2, 4, 6], time: 5, map: new Map([['a', 1]]) });
  assert.deepStrictEqual(data.list, [1, 2]);
  assert.strictEqual(await pool.run('const x = await Promise.resolve(4); x + 1'), 5);
});

test('jobs leave nothing to each other', async () => {
  const pool = open();
  await pool.run('globalThis.left = 1; Array.prototype.left = 2');
  assert.strictEqual(await pool.run('typeof left + [].left'), 'undefinedundefined');
});

test('what code throws comes as data, whatever it is', async () => {
  const pool = open();
  const failing = async (code) =>
    await pool.run(code).then(
      () => assert.fail(),
      (error) => error,
    );
  const error = await failing('throw new RangeError("no")');
  assert.ok(error instanceof JobError);
  assert.deepStrictEqual(
    [error.message, error.guestName, error.reason],
    ['no', 'RangeError', undefined],
  );
  assert.match(error.guestStack, /at job:1:7/);
  assert.strictEqual((await failing('throw null')).message, 'null');
  assert.ok((await failing('throw { get message() { throw 1 } }')) instanceof JobError);
  assert.strictEqual((await failing('() => 1')).guestName, 'DataCloneError');
  const forged = await failing(
    'throw Object.assign(new Error("x"), { code: "ERR_SCRIPT_EXECUTION_TIMEOUT" })',
  );
  assert.strictEqual(forged.reason, undefined);
  assert.strictEqual((await failing('let let')).guestName, 'SyntaxError');
});

test('a limit ends a job and leaves its thread', async () => {
  const pool = open({ limits: { timeout: 100 } });
  await assert.rejects(pool.run('for (;;);'), {
    reason: 'timeout',
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
  });
  assert.strictEqual(await pool.run('1'), 1);
  assert.strictEqual(pool.stats().completed, 2);
});

test('a deadline ends what no limit ends, and an abort does', async () => {
  const pool = open();
  await assert.rejects(pool.run('await new Promise(() => {})', { deadline: 100 }), {
    reason: 'timeout',
    message: 'The job was not done after 100ms',
  });
  const controller = new AbortController();
  const running = pool.run('for (;;);', { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(running, {
    reason: 'interrupted',
    code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED',
  });
  assert.strictEqual(await pool.run('2'), 2);
});

test('a full queue is an error at once', async () => {
  const pool = open({ queue: 1 });
  const jobs = Array.from({ length: 6 }, () =>
    pool.run('1').then(
      () => 'done',
      ({ code }) => code,
    ),
  );
  const ends = await Promise.all(jobs);
  assert.ok(ends.includes('ERR_VM_POOL_FULL') && ends.includes('done'), ends.join());
});

test('mistakes say what to do', async () => {
  assert.throws(() => createPool({ size: 2 }), /is no option of a pool: there are 'threads'/);
  assert.throws(() => createPool({ threads: 0 }), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => createPool({ limits: { mem: 1 } }), /use 'memory'/);
  const pool = open();
  await assert.rejects(pool.run('1', { timeOut: 5 }), /is no option of a job/);
  await assert.rejects(pool.run('1', { data: { f() {} } }), { name: 'DataCloneError' });
});
