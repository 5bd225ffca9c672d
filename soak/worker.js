'use strict';

/** A worker thread of the soak: runs the load until somebody terminates it, at whatever point that is. */

const { parentPort, workerData } = require('node:worker_threads');

const vm = require('..');
const { runLoad } = require('./load.js');

runLoad(vm, workerData.seed, () => false).catch((error) => {
  parentPort.postMessage(`${error.message}: ${error.cause?.stack ?? error.stack}`);
});
