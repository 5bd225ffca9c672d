'use strict';

/**
 * Scripts of tenants on several processes: a queue in Valkey or Redis holds the jobs, and one process is killed in the
 * middle of one. Nothing is lost: another process takes the job over.
 *   FLEET_STORE=redis://127.0.0.1:6379 node fleet.js
 */

const { fork } = require('node:child_process');
const path = require('node:path');
const { Queue, QueueEvents } = require('bullmq');
const { connection, name } = require('./queue.js');

const PROCESSES = 3;

/** Keeps a process busy for a while, so that there is a middle in which it can be killed. */
const SLOW = 'const end = Date.now() + 1000; while (Date.now() < end); input * 2';

const jobs = [
  { tenant: 'slow', code: SLOW, input: 21 },
  { tenant: 'sum', code: 'input.reduce((a, b) => a + b)', input: [1, 2, 3] },
  { tenant: 'endless', code: 'for (;;);' },
  { tenant: 'curious', code: 'process.env' },
  { tenant: 'later', code: 'await Promise.resolve(input)', input: 'done' },
  ...Array.from({ length: 20 }, (_, input) => ({
    tenant: `square-${input}`,
    code: 'input ** 2',
    input,
  })),
];

/** Starts a process; `onTake` hears of the jobs that it takes. */
function start(onTake) {
  const child = fork(path.join(__dirname, 'worker.js'));
  child.ready = new Promise((resolve) => {
    child.on('message', (message) =>
      message === 'ready' ? resolve() : onTake(child, message.took),
    );
  });
  return child;
}

function whenGone(child) {
  return child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) => child.once('exit', resolve))
    : undefined;
}

async function main() {
  const queue = new Queue(name, { connection });
  // Each job that is waited for listens for the end of the queue.
  queue.setMaxListeners(0);
  const events = new QueueEvents(name, { connection });
  await events.waitUntilReady();
  await queue.obliterate({ force: true });

  let killed;
  const taken = new Map();
  const fleet = Array.from({ length: PROCESSES }, () =>
    start((child, tenant) => {
      taken.set(tenant, (taken.get(tenant) ?? 0) + 1);
      if (tenant !== 'slow' || killed !== undefined) return;
      killed = child;
      setTimeout(() => child.kill('SIGKILL'), 300);
    }),
  );
  await Promise.all(fleet.map(({ ready }) => ready));

  const added = await queue.addBulk(
    jobs.map((data) => ({ name: data.tenant, data, opts: { removeOnComplete: false } })),
  );
  const results = await Promise.all(
    added.map((job) =>
      job.waitUntilFinished(events, 60_000).then(
        (value) => `${job.name}: ${JSON.stringify(value)}`,
        (error) => `${job.name}: refused, ${error.message}`,
      ),
    ),
  );
  console.log(results.slice(0, 5).join('\n'));
  console.log(`${results.length} jobs, ${results.length - new Set(results).size} twice`);
  console.log(`killed in the middle: ${killed.signalCode}`);
  console.log(`"slow" was taken ${taken.get('slow')} times`);

  for (const child of fleet) child.kill('SIGTERM');
  await Promise.all(fleet.map(whenGone));
  await events.close();
  await queue.close();
}

main();
