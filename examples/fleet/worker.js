'use strict';

/**
 * One process of the fleet: takes jobs from the queue and runs each in a fresh context, in a thread, under limits. What
 * is wrong with a script is the job's result; what is wrong with the process leaves the job to another one.
 */

const { UnrecoverableError, Worker } = require('bullmq');
const { createPool } = require('boa-vm/pool');
const { connection, name } = require('./queue.js');

const pool = createPool({
  threads: 1,
  deadline: 10_000,
  limits: { timeout: 3000, memory: 64 * 2 ** 20 },
  codeGeneration: { strings: false },
});

async function run({ data: { tenant, code, input } }) {
  process.send?.({ took: tenant });
  try {
    return await pool.run(code, { data: { input }, filename: `${tenant}.js` });
  } catch (error) {
    // The same script would fail again: no second attempt.
    throw new UnrecoverableError(error.reason ?? `${error.guestName}: ${error.message}`);
  }
}

const worker = new Worker(name, run, {
  connection,
  concurrency: 1,
  // A process that is gone renews no lock: after this time the others take its job over.
  lockDuration: 2000,
  stalledInterval: 500,
  maxStalledCount: 3,
});

async function end() {
  await worker.close();
  await pool.close();
  process.exit();
}

process.on('SIGTERM', end);
worker.waitUntilReady().then(() => process.send?.('ready'));
