'use strict';

/**
 * A process or a thread for walks: does those that it is sent, one after the other, compares the host with
 * the picture that was taken before, and sends what each came to.
 */

const { Worker, isMainThread, parentPort } = require('node:worker_threads');

const { findingsOf, makeEnvironment } = require('./environment.js');
const { walkOnce } = require('./walk.js');

// Guests throw in timers and listeners, and reject what nobody waits for. That is theirs.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

const send = isMainThread ? process.send.bind(process) : parentPort.postMessage.bind(parentPort);
const { writeSync } = require('node:fs');

/** For finding out where a walk hangs: each call is written before it is made. */
const trace = process.env.BOA_VM_BOUNDARY_TRACE ? (path) => writeSync(2, `${path}\n`) : undefined;

/** What another thread sends: copies that the engine makes, of every kind that can be sent. */
function messageFromWorker() {
  const program = `require('node:worker_threads').parentPort.postMessage({
    object: { a: [1] }, map: new Map([[1, {}]]), set: new Set([1]), date: new Date(0), regexp: /x/g,
    error: new RangeError('r', { cause: { a: 1 } }), bytes: new Uint8Array(3), buffer: new ArrayBuffer(4), big: 1n,
    boxed: Object('x'), blob: new Blob(['x']) })`;
  const worker = new Worker(program, { eval: true, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Does one walk and gives its report. */
async function report(environment, order) {
  const judge = environment.makeJudge();
  const result = await walkOnce({ ...environment, judge }, order, trace);
  return { ...result, findings: findingsOf(environment, judge) };
}

async function main() {
  const message = await messageFromWorker();
  const environment = { ...makeEnvironment(process.env.BOA_VM_BOUNDARY_SUBJECT), message };
  const receive = async ({ order }) => {
    const result = await report(environment, order);
    send({ result });
  };
  if (isMainThread) process.on('message', receive);
  else parentPort.on('message', receive);
  send({ ready: true });
}

main().catch((error) => {
  send({ failed: String(error.stack) });
});
