'use strict';

/**
 * `npm start`: from a fresh clone to a look at what this package does. Installs and builds what is
 * missing, then runs the tour.
 */

const { ensureBuilt } = require('./ensure.js');
const { run } = require('./steps.js');

ensureBuilt();
process.exitCode = run(process.execPath, ['examples/tour.js']) ? 0 : 1;
