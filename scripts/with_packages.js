'use strict';

/**
 * `npm run test:libraries`, `npm run test:packages`, and a step of the check: installs what the package-lock.json of a folder below
 * `__test__/` names, in that folder, and runs the tests there. Never runs an install script.
 *   node scripts/with_packages.js libraries|packages|newer_types
 */

const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { heading, root, run, runNpm } = require('./steps.js');

const [name] = process.argv.slice(2);
const folder = path.join(root, '__test__', name);

/** The versions that a lock file names, by folder. */
function versionsOf(lockFile) {
  if (!fs.existsSync(lockFile)) return undefined;
  const packages = JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
  const folders = Object.keys(packages).filter((at) => at !== '' && !packages[at].optional);
  return JSON.stringify(folders.sort().map((at) => [at, packages[at].version]));
}

/** @returns {boolean} whether the packages are there */
function install() {
  const wanted = versionsOf(path.join(folder, 'package-lock.json'));
  if (wanted === versionsOf(path.join(folder, 'node_modules', '.package-lock.json'))) return true;
  heading(`installing the ${name}`);
  return runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]);
}

ensureBuilt();
const tests = path.join(folder, `${name}.test.js`);
const passed = install() && run(process.execPath, ['--test', '--test-reporter=spec', tests]);
process.exitCode = passed ? 0 : 1;
