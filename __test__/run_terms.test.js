'use strict';

/** `deadline` and `signal` of a run, and `vm.interrupt`: what ends guest code from outside. */

const assert = require('node:assert');
const { once } = require('node:events');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { Worker } = require('node:worker_threads');

const vm = require('..');

const TIMEOUT = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };
const INTERRUPTED = { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' };

/** Waits for a rejection and gives its error. */
async function rejectionOf(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('it did not reject');
}

test('a deadline rejects a promise that never settles', async () => {
  const context = vm.createContext({});
  const promise = vm.runInContext('new Promise(() => {})', context, { deadline: 150 });
  const error = await rejectionOf(promise);
  assert.strictEqual(error.code, TIMEOUT.code);
  assert.strictEqual(error.message, 'Script execution timed out after 150ms');
  assert.strictEqual(vm.reasonOf(error), 'timeout');
});

test('a deadline ends a chain of jobs that does not let the event loop turn', async () => {
  const context = vm.createContext({});
  const code = '(async () => { for (;;) await 0; })()';
  await assert.rejects(vm.runInContext(code, context, { deadline: 150 }), TIMEOUT);
  assert.strictEqual(vm.runInContext('6 * 7', context), 42);
});

test('a deadline ends the part of a run that is not asynchronous', () => {
  const context = vm.createContext({});
  assert.throws(() => vm.runInContext('for (;;);', context, { deadline: 150 }), {
    message: 'Script execution timed out after 150ms',
  });
});

test('a deadline stops an async function that lets the event loop turn', async () => {
  let steps = 0;
  const context = vm.createContext({ sleep, step: () => ++steps });
  const code = '(async () => { for (;;) { step(); await sleep(1); } })()';
  await assert.rejects(vm.runInContext(code, context, { deadline: 150 }), TIMEOUT);
  const before = steps;
  await sleep(30);
  assert.ok(before > 0);
  assert.strictEqual(steps, before);
});

test('a deadline leaves what other runs wait for alone', async () => {
  const context = vm.createContext({ sleep });
  vm.runInContext('var shared = sleep(400).then(() => "shared")', context);
  const late = vm.runInContext('(async () => shared)()', context, { deadline: 150 });
  const other = vm.runInContext('(async () => shared)()', context);
  await assert.rejects(late, TIMEOUT);
  assert.strictEqual(await other, 'shared');
});

test('what a deadline has stopped is a rejected promise for other runs, too', async () => {
  const context = vm.createContext({ sleep });
  vm.runInContext('var shared = (async () => { for (;;) await sleep(1); })()', context);
  const late = vm.runInContext('(async () => shared)()', context, { deadline: 150 });
  await assert.rejects(late, TIMEOUT);
  await assert.rejects(vm.runInContext('(async () => shared)()', context), TIMEOUT);
});

test('a promise that settles before its deadline is not touched, and no timer is left', async () => {
  const context = vm.createContext({ sleep });
  const code = '(async () => { await sleep(1); return 1; })()';
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  assert.strictEqual(await vm.runInContext(code, context, { deadline: 60_000 }), 1);
  assert.strictEqual(await vm.runInContext('1', context, { deadline: 60_000 }), 1);
  const after = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  assert.ok(after <= before);
});

test('a deadline holds for a promise of the host that the run gives', async () => {
  const context = vm.createContext({ never: new Promise(() => {}) });
  await assert.rejects(vm.runInContext('never', context, { deadline: 150 }), TIMEOUT);
});

test('then and catch of the promise hear of a deadline', async () => {
  const context = vm.createContext({});
  const promise = vm.runInContext('new Promise(() => {})', context, { deadline: 150 });
  const heard = await new Promise((resolve) => {
    promise.then(null, resolve);
  });
  assert.strictEqual(heard.code, TIMEOUT.code);
  assert.strictEqual(vm.reasonOf(await promise.catch((error) => error)), 'timeout');
});

test('guest code does not hear of a deadline', async () => {
  const log = [];
  const context = vm.createContext({ log });
  const code = `const p = new Promise(() => {}); p.catch(() => log.push('caught')).finally(() => log.push('finally'));
    (async () => { try { await p; } finally { log.push('async'); } })(); p`;
  await assert.rejects(vm.runInContext(code, context, { deadline: 150 }), TIMEOUT);
  await sleep(5);
  assert.deepStrictEqual(log, []);
});

test('onLimit hears of a deadline', async () => {
  const errors = [];
  const context = vm.createContext({}, { onLimit: (error) => errors.push(error.code) });
  await rejectionOf(vm.runInContext('new Promise(() => {})', context, { deadline: 150 }));
  await sleep(1);
  assert.deepStrictEqual(errors, [TIMEOUT.code]);
});

test('module.evaluate takes a deadline', async () => {
  const context = vm.createContext({});
  const module = new vm.SourceTextModule('await new Promise(() => {});', { context });
  await module.link(() => {});
  await assert.rejects(module.evaluate({ deadline: 150 }), TIMEOUT);
  assert.strictEqual(module.status, 'errored');
});

test('a signal that is aborted already: nothing runs', () => {
  const log = [];
  const context = vm.createContext({ log });
  const signal = AbortSignal.abort('why');
  const script = new vm.Script('log.push(1)');
  const runs = [
    () => vm.runInContext('log.push(1)', context, { signal }),
    () => vm.runInNewContext('log.push(1)', { log }, { signal }),
    () => vm.runInThisContext('1', { signal }),
    () => script.runInContext(context, { signal }),
  ];
  for (const run of runs) assert.throws(run, { ...INTERRUPTED, cause: 'why' });
  assert.deepStrictEqual(log, []);
});

test('a signal that is aborted by what guest code calls stops the run, which cannot catch that', () => {
  const controller = new AbortController();
  const context = vm.createContext({ abort: () => controller.abort('enough'), log: [] });
  const code = 'try { abort(); for (;;); } catch { log.push(1); } finally { log.push(2); }';
  let error;
  try {
    vm.runInContext(code, context, { signal: controller.signal });
  } catch (thrown) {
    error = thrown;
  }
  assert.strictEqual(error?.code, INTERRUPTED.code);
  assert.strictEqual(error.cause, 'enough');
  assert.strictEqual(vm.reasonOf(error), 'interrupted');
  assert.deepStrictEqual(context.log, []);
  assert.strictEqual(vm.runInContext('6 * 7', context), 42);
});

test('a signal that is aborted later rejects the promise and stops what it waits for', async () => {
  let steps = 0;
  const controller = new AbortController();
  const context = vm.createContext({ sleep, step: () => ++steps });
  const code = '(async () => { for (;;) { step(); await sleep(1); } })()';
  const promise = vm.runInContext(code, context, { signal: controller.signal });
  setTimeout(() => controller.abort('later'), 20);
  const error = await rejectionOf(promise);
  assert.strictEqual(error.code, INTERRUPTED.code);
  assert.strictEqual(error.cause, 'later');
  const before = steps;
  await sleep(20);
  assert.strictEqual(steps, before);
});

test('module.evaluate takes a signal', async () => {
  const context = vm.createContext({});
  const module = new vm.SourceTextModule('await new Promise(() => {});', { context });
  await module.link(() => {});
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 10);
  await assert.rejects(module.evaluate({ signal: controller.signal }), INTERRUPTED);
});

for (const [name, value] of Object.entries({ signal: {}, deadline: 'soon' })) {
  test(`a wrong ${name} is refused`, () => {
    assert.throws(() => vm.runInNewContext('1', {}, { [name]: value }), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  });
}

/** Interrupts in a worker what this thread is busy with, again and again until it is told to end. */
function interruptFrom(handle) {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const vm = require(workerData.path);
    const timer = setInterval(() => vm.interrupt(workerData.handle), 20);
    parentPort.on('message', () => { clearInterval(timer); parentPort.close(); });
    parentPort.postMessage('ready');
  `;
  return new Worker(code, { eval: true, workerData: { handle, path: require.resolve('..') } });
}

test('interrupt from another thread stops what runs, and the context works afterwards', async () => {
  const context = vm.createContext({});
  const worker = interruptFrom(vm.interruptHandle(context));
  await once(worker, 'message');
  for (const code of [
    'for (;;);',
    '[1].forEach(() => { for (;;); })',
    '/(a+)+b/.test("a".repeat(40))',
  ]) {
    assert.throws(() => vm.runInContext(code, context), INTERRUPTED);
  }
  const endless = vm.runInContext('() => { for (;;); }', context);
  assert.throws(endless, { ...INTERRUPTED, message: 'Script execution was interrupted' });
  worker.postMessage('end');
  await once(worker, 'exit');
  assert.strictEqual(vm.runInContext('[1, 2].map((x) => x * 2).join()', context), '2,4');
});

test('interrupt stops a job, and onLimit hears of it', async () => {
  const errors = [];
  const context = vm.createContext({}, { onLimit: (error) => errors.push(error.code) });
  const worker = interruptFrom(vm.interruptHandle(context));
  await once(worker, 'message');
  const promise = vm.runInContext('(async () => { await 0; for (;;); })()', context);
  await assert.rejects(promise, INTERRUPTED);
  worker.postMessage('end');
  await once(worker, 'exit');
  assert.deepStrictEqual(errors, [INTERRUPTED.code]);
});

test('interrupt reaches what the context has called in another one', async () => {
  const inner = vm.createContext({});
  const outer = vm.createContext({ run: () => vm.runInContext('for (;;);', inner) });
  const worker = interruptFrom(vm.interruptHandle(outer));
  await once(worker, 'message');
  assert.throws(() => vm.runInContext('run()', outer), INTERRUPTED);
  worker.postMessage('end');
  await once(worker, 'exit');
  assert.strictEqual(vm.runInContext('1', inner), 1);
});

test('interrupt by what guest code calls', () => {
  const context = vm.createContext({});
  const handle = vm.interruptHandle(context);
  context.stop = () => vm.interrupt(handle);
  assert.throws(() => vm.runInContext('stop(); for (;;);', context), INTERRUPTED);
});

test('interrupt does nothing while nothing runs, and says so', () => {
  const context = vm.createContext({});
  const handle = vm.interruptHandle(context);
  assert.strictEqual(vm.interrupt(handle), false);
  assert.strictEqual(vm.runInContext('1', context), 1);
  assert.strictEqual(vm.interruptHandle(context), handle);
  assert.strictEqual(vm.interrupt({ interruptKey: 'guess' }), false);
  vm.dispose(context);
  assert.strictEqual(vm.interrupt(handle), false);
});

test('a handle can be posted and reaches one context only', () => {
  const context = vm.createContext({});
  const other = vm.createContext({});
  const handle = structuredClone(vm.interruptHandle(context));
  other.stop = () => vm.interrupt(handle);
  assert.strictEqual(vm.runInContext('stop()', other), false);
  assert.throws(() => vm.interrupt(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => vm.interruptHandle({}), { code: 'ERR_INVALID_ARG_TYPE' });
});
