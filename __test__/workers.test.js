'use strict';

/**
 * Worker threads: the addon works in several at once, and a worker may be terminated in the middle
 * of guest code. Must never share a context between threads, which node:vm can't do either.
 */

const assert = require('node:assert');
const path = require('node:path');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const SPECIFIER =
  subject.name === 'node:vm' ? subject.name : path.resolve(__dirname, 'support', subject.name);
const REQUIRE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const vm = require(${JSON.stringify(SPECIFIER)});
`;

/** Starts a worker; resolves to its first message. */
function messageFrom(program, workerData) {
  const worker = new Worker(REQUIRE + program, { eval: true, workerData });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  }).finally(() => worker.terminate());
}

const WORK = `
  const context = vm.createContext({ seed: workerData, twice: (x) => x * 2, log: [] });
  let sum = 0;
  for (let round = 0; round < 50; round++) {
    sum += vm.runInContext('var total = 0; for (let i = 0; i < 100; i++) total += twice(i) + seed; total', context);
  }
  vm.runInContext('function square(x) { log.push(x); return x * x; }', context);
  parentPort.postMessage({ sum, square: context.square(9), log: context.log.length });
`;

test('four workers run guests at once', async () => {
  const results = await Promise.all([1, 2, 3, 4].map((seed) => messageFrom(WORK, seed)));
  assert.deepStrictEqual(
    results,
    [1, 2, 3, 4].map((seed) => ({ sum: 50 * (9900 + 100 * seed), square: 81, log: 1 })),
  );
});

test('workers and the main thread run guests at once', async () => {
  const vm = subject.load();
  const workers = [5, 6].map((seed) => messageFrom(WORK, seed));
  const here = vm.runInNewContext('let s = 0; for (let i = 0; i < 100000; i++) s += i; s');
  const results = await Promise.all(workers);
  assert.strictEqual(here, 4999950000);
  assert.deepStrictEqual(
    results.map(({ sum }) => sum),
    [50 * 10400, 50 * 10500],
  );
});

test('a timeout works in a worker', async () => {
  const found = await messageFrom(`
    let code;
    try { vm.runInNewContext('while (true);', {}, { timeout: 50 }); } catch (error) { code = error.code; }
    parentPort.postMessage([code, vm.runInNewContext('1 + 1')]);
  `);
  assert.deepStrictEqual(found, ['ERR_SCRIPT_EXECUTION_TIMEOUT', 2]);
});

test('an error of a guest crosses postMessage', async () => {
  const found = await messageFrom(`
    try { vm.runInNewContext("throw new RangeError('from a guest')"); } catch (error) {
      parentPort.postMessage(error);
    }
  `);
  assert.strictEqual(found.message, 'from a guest');
  assert.ok(found instanceof RangeError);
});

test('bytes of a guest cross postMessage', async () => {
  const found = await messageFrom(
    'parentPort.postMessage(vm.runInNewContext("new Uint8Array([1, 2, 3])"));',
  );
  assert.deepStrictEqual([...found], [1, 2, 3]);
});

test('a worker that ends with live contexts ends cleanly', async () => {
  const worker = new Worker(
    `${REQUIRE}
    globalThis.kept = Array.from({ length: 20 }, (_, i) => {
      const context = vm.createContext({ i, f: () => i });
      vm.runInContext('var g = () => f() + i; var p = Promise.resolve(1); p.then(() => {});', context);
      return context;
    });`,
    { eval: true },
  );
  const code = await new Promise((resolve, reject) => {
    worker.once('exit', resolve);
    worker.once('error', reject);
  });
  assert.strictEqual(code, 0);
});

test('workers come and go', async () => {
  for (let round = 0; round < 6; round++) {
    const found = await messageFrom('parentPort.postMessage(vm.runInNewContext("21 * 2"));');
    assert.strictEqual(found, 42);
  }
});

/** Programs that terminate a worker in the middle of something; each must print `ended` and exit. */
const terminated = {
  'an endless guest loop': "vm.runInNewContext('ready(); while (true);', { ready });",
  'an endless guest loop below forEach':
    "vm.runInNewContext('ready(); [1].forEach(() => { while (true); });', { ready });",
  'an endless loop in a guest function':
    "const c = vm.createContext({}); vm.runInContext('function f() { while (true); }', c); ready(); c.f();",
  'an endless host loop below a guest':
    "vm.runInNewContext('spin()', { spin: () => { ready(); while (true); } });",
  'an endless loop under a timeout':
    "vm.runInNewContext('ready(); while (true);', { ready }, { timeout: 60000 });",
  'an endless loop of jobs':
    "vm.runInNewContext('ready(); (function again() { Promise.resolve().then(again); })(); 0', { ready });",
  'an endless loop of jobs in afterEvaluate':
    "vm.runInNewContext('ready(); (function again() { Promise.resolve().then(again); })(); 0', { ready }, { microtaskMode: 'afterEvaluate' });",
  'a deep guest recursion, again and again':
    "const c = vm.createContext({}); vm.runInContext('function f(n) { return 1 + f(n + 1); }', c); ready(); while (true) { try { c.f(0); } catch {} }",
  'many calls to and fro':
    "vm.runInNewContext('ready(); while (true) call(() => 1);', { ready, call: (f) => f() });",
};

for (const [name, body] of Object.entries(terminated)) {
  test(`terminating a worker in the middle of ${name}`, async () => {
    const worker = `${REQUIRE} const ready = () => parentPort.postMessage('ready'); ${body}`;
    const { stdout, code, signal, stderr } = await runProgram(
      'node:vm',
      `const { Worker } = require('node:worker_threads');
      const worker = new Worker(${JSON.stringify(worker)}, { eval: true });
      worker.once('message', () => setTimeout(async () => {
        await worker.terminate();
        console.log('ended');
      }, 50));`,
    );
    assert.deepStrictEqual(
      { stdout, code, signal },
      { stdout: 'ended\n', code: 0, signal: null },
      stderr,
    );
  });
}

test('a guest that catches its own runaway recursion for ever is stopped', async () => {
  const found = await messageFrom(`
    const context = vm.createContext({});
    const code = 'function f() { try { return f(); } catch { return f(); } } while (true) { try { f(); } catch {} }';
    let thrown;
    try { vm.runInContext(code, context, { timeout: 500 }); } catch (error) { thrown = error.code ?? error.name; }
    parentPort.postMessage([thrown, vm.runInContext('1 + 1', context)]);
  `);
  assert.deepStrictEqual(found, ['ERR_SCRIPT_EXECUTION_TIMEOUT', 2]);
});

test('a guest in a worker goes on when the worker is woken for something else than its end', async () => {
  const worker = new Worker(
    `${REQUIRE}
    parentPort.postMessage('begun');
    const context = vm.createContext({ now: () => performance.now() });
    parentPort.postMessage(vm.runInContext('const end = now() + 800; let n = 0; while (now() < end) n++; n > 0', context));`,
    { eval: true },
  );
  const messages = [];
  const ended = new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', resolve);
  });
  worker.on('message', (message) => {
    messages.push(message);
    // A request like this wakes a worker in the way that its end does.
    if (message === 'begun') worker.getHeapSnapshot().then((snapshot) => snapshot.resume());
  });
  await ended;
  assert.deepStrictEqual(messages, ['begun', true]);
});

test('process.exit in a callback of a guest ends the process', async () => {
  const ending = await runProgram(
    subject.name,
    "vm.runInNewContext('exit(7); while (true);', { exit: (code) => process.exit(code) });",
  );
  assert.deepStrictEqual([ending.code, ending.signal], [7, null]);
});
