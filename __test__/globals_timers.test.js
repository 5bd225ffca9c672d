'use strict';

/** Timers of contexts: order, ids, errors, limits, the end of a context. */

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { promisify } = require('node:util');

const vm = require('..');

/** A context with timers, and what its code has noted and thrown. */
function timed(options) {
  const seen = [];
  const errors = [];
  const context = vm.createContext(
    { note: (value) => void seen.push(value) },
    {
      globals: ['timers', 'queueMicrotask'],
      onUncaughtError: (error) => errors.push(error),
      ...options,
    },
  );
  return { context, errors, seen, run: (code) => vm.runInContext(code, context) };
}

test('timers run in the order of their times, jobs in between', async () => {
  const { run, seen } = timed();
  run(`setTimeout(note, 60, 'late'); setTimeout(() => { note('a'); queueMicrotask(() => note('job')) }, 20);
       setTimeout(() => note('b'), 20); setImmediate(() => setImmediate(note, 'now'))`);
  while (seen.length < 5) await sleep(20);
  // An immediate comes first unless the process slept for longer than the first timer.
  assert.deepStrictEqual(
    seen.filter((one) => one !== 'now'),
    ['a', 'job', 'b', 'late'],
  );
});

test('an interval comes again until it is cleared, by itself too', async () => {
  const { run, seen } = timed();
  run('let n = 0; const id = setInterval(() => { note(++n); if (n === 3) clearInterval(id) }, 1)');
  await sleep(100);
  assert.deepStrictEqual(seen, [1, 2, 3]);
});

test('ids are numbers that mean nothing to another context, or to the host', async () => {
  const one = timed();
  const other = timed();
  const id = one.run('setTimeout(() => note("kept"), 5)');
  assert.strictEqual(id, 1);
  other.run(
    `setTimeout(() => note('own'), 5); for (let id = 2; id < 100; id += 1) clearTimeout(id)`,
  );
  clearTimeout(id);
  await sleep(60);
  assert.deepStrictEqual([one.seen, other.seen], [['kept'], ['own']]);
});

test('what is cleared does not run, whatever clears it', async () => {
  const { run, seen } = timed();
  run(`clearTimeout(setTimeout(note, 1, 'a')); clearInterval(String(setTimeout(note, 1, 'b')));
       clearImmediate(setImmediate(note, 'c')); clearTimeout(undefined); clearTimeout({});
       const x = setTimeout(() => clearTimeout(y), 1); const y = setTimeout(note, 1, 'd')`);
  await sleep(60);
  assert.deepStrictEqual(seen, []);
});

test('a callback that throws is reported, and the others run', async () => {
  const { run, seen, errors } = timed();
  run(`setTimeout(() => { throw null }, 1);
       setTimeout(() => { throw { get message() { throw 1 }, get stack() { throw 2 } } }, 1);
       setTimeout(() => note('after'), 2)`);
  await sleep(60);
  assert.deepStrictEqual(seen, ['after']);
  assert.strictEqual(errors[0], null);
  assert.strictEqual(errors.length, 2);
});

test('what nobody listens for is printed, whatever it is', async () => {
  const lines = [];
  const context = vm.createContext(
    {},
    { globals: ['timers'], console: (level, text) => lines.push([level, text]) },
  );
  vm.runInContext(
    `setTimeout(() => { throw new RangeError('r') }); setTimeout(() => { throw null }, 2);
     setTimeout(() => { throw new Proxy({}, { get() { throw 1 } }) }, 3)`,
    context,
  );
  await sleep(60);
  assert.match(lines[0][1], /^Uncaught RangeError: r\n/);
  assert.strictEqual(lines[1][1], 'Uncaught null');
  assert.strictEqual(lines.length, 3);
});

test('the limits hold for each callback, and an interval that breaks them is over', async () => {
  const { run, errors, seen } = timed({ limits: { timeout: 50 } });
  run(`setInterval(() => { note('round'); for (;;); }, 1); setTimeout(() => note('other'), 5)`);
  await sleep(400);
  assert.deepStrictEqual(seen.sort(), ['other', 'round']);
  assert.deepStrictEqual(errors.map(vm.reasonOf), ['timeout']);
});

test('timers without end leave the event loop its turns', async () => {
  const { run, context } = timed({ limits: { timeout: 200 } });
  run(`(function again() { setTimeout(again, 0); setImmediate(() => {}) })(); setInterval(() => {}, 0);
       (function now() { setImmediate(now) })()`);
  let turns = 0;
  const until = Date.now() + 200;
  while (Date.now() < until) {
    await new Promise(setImmediate);
    turns += 1;
  }
  assert.ok(turns > 5, `${turns}`);
  vm.dispose(context);
});

test('timers count as memory of the context, also those that were cleared', () => {
  const { context, run } = timed({ limits: { memory: 8_000_000 } });
  run('for (let n = 0; n < 20_000; n += 1) clearTimeout(setTimeout(() => {}, 1e6))');
  assert.throws(() => run('for (;;) setTimeout(() => {}, 1e6)'), { code: 'ERR_VM_MEMORY_LIMIT' });
  vm.dispose(context);
});

test('a disposed context runs no timer, and keeps no process alive', async () => {
  const { context, run, seen } = timed();
  run(`setInterval(note, 1, 'tick'); setImmediate(note, 'now')`);
  vm.dispose(context);
  await sleep(30);
  assert.deepStrictEqual(seen, []);
  const program = `
    const vm = require(${JSON.stringify(path.join(__dirname, '..'))});
    const context = vm.createContext({}, { globals: ['timers'] });
    vm.runInContext('setInterval(() => {}, 1000); setTimeout(() => {}, 1e9)', context);
    vm.dispose(context); console.log('over')`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
    timeout: 20_000,
  });
  assert.strictEqual(stdout, 'over\n');
});

test('a context may be disposed of in a callback of its own', async () => {
  const { context, run, seen, errors } = timed();
  context.end = () => vm.dispose(context);
  run(`setTimeout(() => { end(); note('last') }, 1); setTimeout(() => note('never'), 2)`);
  await sleep(60);
  assert.ok(!seen.includes('never'));
  assert.ok(errors.every((error) => vm.reasonOf(error) !== 'poisoned'));
});

test('wrong callbacks are errors, wrong delays are one millisecond', async () => {
  const { run, seen } = timed();
  for (const callback of ['', '"code"', '{}', 'null']) {
    assert.throws(() => run(`setTimeout(${callback})`), {
      name: 'TypeError',
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  run(`for (const delay of [undefined, -5, NaN, Infinity, 'x', {}]) setTimeout(note, delay, 1)`);
  await sleep(60);
  assert.strictEqual(seen.length, 6);
});

test('a callback sees the global object as this', async () => {
  const { run, seen } = timed();
  run(`setTimeout(function () { note(this === globalThis) }, 1)`);
  await sleep(40);
  assert.deepStrictEqual(seen, [true]);
});

test('AbortSignal.timeout aborts, without a global setTimeout too', async () => {
  const seen = [];
  const context = vm.createContext(
    { note: (text) => void seen.push(text) },
    { globals: ['abort'] },
  );
  vm.runInContext(
    `const s = AbortSignal.timeout(5); s.onabort = () => note(s.reason.name + typeof setTimeout)`,
    context,
  );
  await sleep(60);
  assert.deepStrictEqual(seen, ['TimeoutErrorundefined']);
});
