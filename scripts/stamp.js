'use strict';

/**
 * Tells from file contents whether the built addon still belongs to the sources.
 * Times of files are never looked at: a clone, a checkout or a copy changes them all.
 */

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./steps.js');

const stampFile = path.join(root, 'target', 'boa-vm-addon.json');

/**
 * Everything that cargo and `napi build` read; of the engine, what its tree is made from. A path that does not
 * exist counts as such.
 */
const inputs = [
  'Cargo.toml',
  'Cargo.lock',
  'build.rs',
  'crates',
  'rust-toolchain.toml',
  '.cargo/config.toml',
  'engine/upstream.toml',
  'engine/series',
  'engine/changes',
  'src',
];

/** Everything that `napi build` writes, except the addon, whose name has the platform in it. */
const generated = ['binding.js', 'binding.d.ts'];

function filesBelow(relative) {
  const stat = fs.statSync(path.join(root, relative), { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    return stat ? [relative] : [];
  }
  const names = fs.readdirSync(path.join(root, relative)).sort();
  return names.flatMap((name) => filesBelow(`${relative}/${name}`));
}

function addonFiles() {
  const own = `boa-vm.${process.platform}-${process.arch}`;
  const names = fs.readdirSync(root).sort();
  return names.filter((name) => name.startsWith(own) && name.endsWith('.node'));
}

function digest(files, ...rest) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = fs.readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.update(JSON.stringify(rest)).digest('hex');
}

/**
 * A fingerprint of everything that goes into the addon.
 * @param {string} profile the Cargo profile
 * @returns {string}
 */
function sourcesDigest(profile) {
  const { napi, devDependencies } = require('../package.json');
  const files = inputs.flatMap(filesBelow);
  const { RUSTFLAGS = '' } = process.env;
  return digest(files, profile, napi, devDependencies['@napi-rs/cli'], RUSTFLAGS);
}

function productsDigest() {
  const addons = addonFiles();
  const missing = generated.some((file) => !fs.existsSync(path.join(root, file)));
  return addons.length === 0 || missing ? undefined : digest([...addons, ...generated]);
}

/**
 * Whether the addon that lies here is the one that was built from these sources.
 * @param {string} sources what `sourcesDigest` gave
 * @returns {boolean}
 */
function isStamped(sources) {
  try {
    const stamp = JSON.parse(fs.readFileSync(stampFile, 'utf8'));
    return stamp.sources === sources && stamp.products === productsDigest();
  } catch {
    return false; // No stamp, or one that nobody can read: build again.
  }
}

/**
 * Notes that the addon that lies here was built from the sources with that fingerprint.
 * @param {string} sources what `sourcesDigest` gave before the build
 */
function writeStamp(sources) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, `${JSON.stringify({ sources, products: productsDigest() })}\n`);
}

module.exports = { isStamped, sourcesDigest, writeStamp };
