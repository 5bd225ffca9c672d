'use strict';

/** `npm run soak`: builds what is missing and runs the mixed load in a process of its own, whose death is a failure. */

const { ensureBuilt } = require('./ensure.js');
const { run } = require('./steps.js');

ensureBuilt();
const passed = run(process.execPath, ['soak/index.js', ...process.argv.slice(2)]);
process.exitCode = passed ? 0 : 1;
