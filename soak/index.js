'use strict';

/**
 * `npm run soak -- --minutes N [--seed S] [--workers W]`: a mixed load in the main thread and in workers that are
 * terminated at random points and replaced. Fails when a result is wrong, when the process dies (the command that
 * started it sees that) or when memory grows: resident memory at the end, after collections, against that of the first
 * third, when both heaps and the allocator have their size.
 */

const path = require('node:path');
const { parseArgs } = require('node:util');
const v8 = require('node:v8');
const { runInNewContext } = require('node:vm');
const { Worker } = require('node:worker_threads');

const vm = require('..');
const { Random } = require('../fuzz/random.js');
const { runLoad } = require('./load.js');

v8.setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

const MB = 2 ** 20;
/** How long a worker lives, in milliseconds. */
const LIFE = { least: 20, most: 2000 };
/** The memory that may come in two thirds of the time: what allocators keep differs from one look to the next. */
const MOST_GROWTH_MB = 100;
const LOOKS = 12;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function readOptions() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 1e6) },
      workers: { type: 'string', default: '3' },
    },
  });
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));
}

/** Keeps one worker after another alive until `isOver`; gives how many were terminated. */
async function keepWorkers(random, isOver, fail) {
  let terminated = 0;
  while (!isOver()) {
    const seed = random.below(2 ** 31);
    const worker = new Worker(path.join(__dirname, 'worker.js'), { workerData: { seed } });
    worker.on('message', fail);
    worker.on('error', (error) => fail(`a worker failed: ${error.stack}`));
    await sleep(LIFE.least + random.below(LIFE.most - LIFE.least));
    await worker.terminate();
    terminated += 1;
  }
  return terminated;
}

/** Resident memory when both heaps were collected, in megabytes. */
async function settledMemory() {
  for (let round = 0; round < 4; round++) {
    gc();
    await sleep(20);
  }
  return process.memoryUsage().rss / MB;
}

const least = (numbers) => Math.min(...numbers);

async function main() {
  const { minutes, seed, workers } = readOptions();
  const random = new Random(seed);
  const failures = [];
  const fail = (text) => failures.push(text);
  let pieces = 0;
  let terminated = 0;
  const memory = [];
  // Workers hold memory of the process while they live, so there are none at a look.
  for (let look = 0; look < LOOKS && failures.length === 0; look++) {
    const end = performance.now() + (minutes * 60_000) / LOOKS;
    const isOver = () => performance.now() >= end || failures.length > 0;
    const main = runLoad(vm, random.below(2 ** 31), isOver).catch((error) => {
      fail(`${error.message}: ${error.cause?.stack ?? error.stack}`);
      return 0;
    });
    const kept = Array.from({ length: workers }, () => keepWorkers(random, isOver, fail));
    for (const count of await Promise.all(kept)) terminated += count;
    pieces += await main;
    memory.push(await settledMemory());
  }
  const third = Math.ceil(LOOKS / 3);
  const grown = least(memory.slice(-third)) - least(memory.slice(1, third + 1));
  if (grown > MOST_GROWTH_MB)
    fail(`memory grew by ${Math.round(grown)} MB: ${memory.map(Math.round)}`);
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  const counts = `${pieces} pieces in the main thread, ${terminated} workers terminated, ${Math.round(grown)} MB grown`;
  console.log(`${failures.length === 0 ? 'passed' : 'FAILED'}  seed ${seed}: ${counts}`);
  process.exit(failures.length === 0 ? 0 : 1);
}

main();
