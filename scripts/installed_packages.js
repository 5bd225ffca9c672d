'use strict';

/** Installs what the package-lock.json of a folder names, in that folder. Never runs an install script. */

const fs = require('node:fs');
const path = require('node:path');
const { heading, runNpm } = require('./steps.js');

/** The versions that a lock file names, by folder. */
function versionsOf(lockFile) {
  if (!fs.existsSync(lockFile)) return undefined;
  const packages = JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
  // A link to this package, as the fleet has, is of no version.
  const folders = Object.keys(packages).filter(
    (at) => at !== '' && !at.startsWith('..') && !packages[at].optional && !packages[at].link,
  );
  return JSON.stringify(folders.sort().map((at) => [at, packages[at].version]));
}

/**
 * @param {string} folder
 * @param {string} what is installed, for the reader
 * @returns {boolean} whether the packages are there
 */
function installPackages(folder, what) {
  const wanted = versionsOf(path.join(folder, 'package-lock.json'));
  if (wanted === versionsOf(path.join(folder, 'node_modules', '.package-lock.json'))) return true;
  heading(`installing the ${what}`);
  return runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]);
}

module.exports = { installPackages };
