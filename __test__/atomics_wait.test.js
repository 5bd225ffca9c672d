'use strict';

/** `Atomics.wait` of a guest in a worker, where it may block: limits and interruption end it. */

const assert = require('node:assert');
const { once } = require('node:events');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');

const vm = require('..');

const WAIT = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';

/** Runs the body of an async function in a worker and gives what it returns. */
async function inWorker(body, workerData = {}) {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const vm = require(workerData.path);
    (async () => { ${body} })().then((value) => parentPort.postMessage(value));
  `;
  const data = { ...workerData, path: require.resolve('..') };
  const worker = new Worker(code, { eval: true, workerData: data });
  return [worker, (await once(worker, 'message'))[0]];
}

test('a timeout ends a wait without an end', async () => {
  const [, found] = await inWorker(`
    const context = vm.createContext({});
    try { vm.runInContext('${WAIT}', context, { timeout: 100 }); } catch (error) { return [error.code, vm.runInContext('1', context)]; }
  `);
  assert.deepStrictEqual(found, ['ERR_SCRIPT_EXECUTION_TIMEOUT', 1]);
});

test('an interruption from another thread ends a wait without an end', async () => {
  const [worker, handle] = await inWorker(`
    const context = vm.createContext({});
    parentPort.once('message', () => {
      try { vm.runInContext('${WAIT}', context); } catch (error) { parentPort.postMessage(error.code); }
    });
    return vm.interruptHandle(context);
  `);
  worker.postMessage('wait');
  const message = once(worker, 'message');
  const timer = setInterval(() => vm.interrupt(handle), 20);
  assert.deepStrictEqual(await message, ['ERR_SCRIPT_EXECUTION_INTERRUPTED']);
  clearInterval(timer);
});
