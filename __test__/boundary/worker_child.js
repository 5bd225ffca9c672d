'use strict';

/** A process whose walks are done in a worker thread: passes orders and reports on. */

const { Worker } = require('node:worker_threads');

const worker = new Worker(require.resolve('./child.js'), { stdout: true, stderr: false });

worker.on('message', (message) => process.send(message));
worker.on('error', (error) => process.send({ failed: String(error.stack) }));
worker.on('exit', (code) => process.exit(code || 1));
process.on('message', (message) => worker.postMessage(message));
