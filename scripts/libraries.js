'use strict';

/**
 * `npm run test:libraries`: installs the libraries that `__test__/libraries/package-lock.json` names, in
 * that folder, and uses each of them inside a context. Never runs an install script.
 */

const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { heading, root, run, runNpm } = require('./steps.js');

const folder = path.join(root, '__test__', 'libraries');

/** The versions that a lock file names, by folder. */
function versionsOf(lockFile) {
  if (!fs.existsSync(lockFile)) return undefined;
  const packages = JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
  const folders = Object.keys(packages).filter((name) => name !== '');
  return JSON.stringify(folders.sort().map((name) => [name, packages[name].version]));
}

/** @returns {boolean} whether the libraries are there */
function installLibraries() {
  const wanted = versionsOf(path.join(folder, 'package-lock.json'));
  if (wanted === versionsOf(path.join(folder, 'node_modules', '.package-lock.json'))) return true;
  heading('installing the libraries');
  return runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]);
}

ensureBuilt();
const passed =
  installLibraries() &&
  run(process.execPath, ['--test', '--test-reporter=spec', path.join(folder, 'libraries.test.js')]);
process.exitCode = passed ? 0 : 1;
