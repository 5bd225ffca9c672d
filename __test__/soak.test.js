'use strict';

/**
 * A slice of the mixed load of `npm run soak`, the same each time: a number of pieces in the main thread, and workers that
 * are terminated after a number of pieces, whatever they are in the middle of.
 */

const assert = require('node:assert');
const { once } = require('node:events');
const path = require('node:path');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');

const { runLoad } = require('../soak/load.js');
const subject = require('./support/subject.js');

const PIECES = 32;
/** After how many pieces each worker is terminated. */
const WORKERS = [1, 5, 11];

const options = { skip: subject.isOracle && 'node:vm has no limits' };

test('pieces of the load give what they have to', options, async () => {
  let asked = 0;
  const isOver = () => asked++ === PIECES;
  assert.strictEqual(await runLoad(subject.load(), 1, isOver), PIECES);
});

/** Tells when it has begun a number of pieces, and goes on. */
const PROGRAM = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { runLoad } = require(workerData.load);
  let asked = 0;
  const isOver = () => {
    if (asked++ === workerData.pieces) parentPort.postMessage('reached');
    return false;
  };
  runLoad(require(workerData.subject), workerData.pieces, isOver).catch((error) => {
    parentPort.postMessage(error.message + ': ' + (error.cause?.stack ?? error.stack));
  });
`;

test('workers are terminated in the middle of it', options, async () => {
  const load = path.join(__dirname, '..', 'soak', 'load.js');
  const name = path.resolve(__dirname, 'support', subject.name);
  for (const pieces of WORKERS) {
    const workerData = { load, subject: name, pieces };
    const worker = new Worker(PROGRAM, { eval: true, workerData });
    assert.deepStrictEqual(await once(worker, 'message'), ['reached']);
    assert.strictEqual(await worker.terminate(), 1);
  }
});
