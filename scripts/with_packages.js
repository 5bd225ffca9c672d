'use strict';

/**
 * `npm run test:libraries` and others, steps of the check: installs the packages of a folder and runs the tests there.
 *   node scripts/with_packages.js libraries|packages|newer_types|bundlers|fleet
 */

const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { installPackages } = require('./installed_packages.js');
const { root, run } = require('./steps.js');

const [name] = process.argv.slice(2);
const folder = path.join(root, name === 'fleet' ? 'examples' : '__test__', name);

ensureBuilt();
const tests = path.join(folder, `${name}.test.js`);
const passed =
  installPackages(folder, name) && run(process.execPath, ['--test', '--test-reporter=spec', tests]);
process.exitCode = passed ? 0 : 1;
