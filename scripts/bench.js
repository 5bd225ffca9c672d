'use strict';

/** `npm run bench`: compares the release build with `node:vm`. Arguments select benchmarks. */

const { ensureBuilt } = require('./ensure.js');
const { run } = require('./steps.js');

ensureBuilt();
const passed = run(process.execPath, ['benchmark/index.js', ...process.argv.slice(2)]);
process.exitCode = passed ? 0 : 1;
