'use strict';

/**
 * Brings a fresh clone to the point where it can run: packages installed, engine there, addon built. Each
 * function does nothing, and within a moment, when its work is done already.
 * Plain Node: it runs before anything is installed. Never installs a toolchain or asks a question.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { Failure } = require('./engine/failure.js');
const { placesOf } = require('./engine/places.js');
const { applySeries } = require('./engine/tree.js');
const { root, run, runNpm, toolScript } = require('./steps.js');
const { isStamped, sourcesDigest, writeStamp } = require('./stamp.js');

function giveUp(message) {
  console.error(`\nboa-vm: ${message}`);
  process.exit(1);
}

function packagesOf(lockFile) {
  return JSON.parse(fs.readFileSync(path.join(root, lockFile), 'utf8')).packages;
}

/** Why `npm ci` has to run, or undefined. */
function whatIsMissing() {
  if (!fs.existsSync(path.join(root, 'node_modules/.package-lock.json'))) {
    return 'nothing is installed yet';
  }
  const installed = packagesOf('node_modules/.package-lock.json');
  for (const [folder, wanted] of Object.entries(packagesOf('package-lock.json'))) {
    const found = installed[folder];
    if (folder !== '' && !wanted.optional && !fs.existsSync(path.join(root, folder))) {
      return `${folder} is missing`;
    }
    if (found && found.version !== wanted.version) {
      return `${folder} is ${found.version}, not ${wanted.version}`;
    }
  }
  return undefined;
}

/** Installs the development dependencies that package-lock.json names, unless they are there. */
function ensureInstalled() {
  const reason = whatIsMissing();
  if (reason === undefined) {
    return;
  }
  console.log(`boa-vm: installing the build tools (${reason})`);
  if (!runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'])) {
    giveUp('npm ci failed; its message is above.');
  }
}

/** Makes the engine that cargo builds (engine/README.md), unless it is current. */
function ensureEngine() {
  try {
    const isNew = applySeries(placesOf(path.join(root, 'engine')));
    if (isNew) console.log('boa-vm: applied our changes to the engine');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    giveUp(error.message);
  }
}

/**
 * Builds the addon, binding.js and binding.d.ts unless they belong to the sources as they are.
 * @param {'release' | 'quick'} [profile] the Cargo profile
 */
function ensureBuilt(profile = 'release') {
  ensureInstalled();
  ensureEngine();
  const sources = sourcesDigest(profile);
  if (isStamped(sources)) {
    return;
  }
  if (spawnSync('cargo', ['--version']).status !== 0) {
    giveUp('building the addon takes a Rust toolchain, and there is no `cargo`: https://rustup.rs');
  }
  console.log(
    `boa-vm: building the addon (${profile}). The first time this compiles the whole engine and ` +
      'takes some minutes.',
  );
  const started = Date.now();
  const napi = toolScript('@napi-rs/cli', 'napi');
  const mode = profile === 'release' ? ['--release'] : ['--profile', profile];
  const outputs = ['--js', 'binding.js', '--dts', 'binding.d.ts'];
  if (!run(process.execPath, [napi, 'build', '--platform', ...mode, ...outputs])) {
    giveUp('the addon could not be built; the compiler says why above.');
  }
  writeStamp(sources);
  console.log(`boa-vm: built in ${Math.round((Date.now() - started) / 1000)} s`);
}

module.exports = { ensureBuilt, ensureEngine, ensureInstalled };
