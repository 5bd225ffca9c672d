'use strict';

/**
 * Finds the crates of the series as cargo has downloaded them, and verifies that they are those of
 * `engine/upstream.toml`. Which registry cargo takes them from is cargo's affair; what is there already
 * is not asked for again.
 */

const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { Failure } = require('./failure.js');
const { digestOf, readFiles } = require('./files.js');
const { readUpstream } = require('./upstream.js');

/** What cargo adds or takes away on the way, so that a vendored crate is the same as a cached one. */
const CARGOS_OWN = new Set([
  '.cargo-checksum.json',
  '.cargo-ok',
  '.cargo_vcs_info.json',
  '.gitattributes',
  '.gitignore',
  'Cargo.lock',
  'Cargo.toml.orig',
]);
const isCargosOwn = (name, prefix) => prefix === '' && CARGOS_OWN.has(name);

function callCargo(args, options) {
  const result = spawnSync('cargo', args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...options });
  if (result.error?.code === 'ENOENT') {
    throw new Failure(
      'the engine takes a Rust toolchain, and there is no `cargo`: get it from https://rustup.rs.',
    );
  }
  return result;
}

/** The platform that this machine builds on: crates for others need not be downloaded. */
function hostPlatform() {
  const { stdout } = callCargo(['-vV']);
  return /^host: (\S+)$/m.exec(stdout)?.[1];
}

/** What `cargo metadata` knows of all packages, without the network where that is possible. */
function metadata({ manifest }) {
  const args = ['metadata', '--format-version=1', '--locked', `--manifest-path=${manifest}`];
  const platform = hostPlatform();
  if (platform !== undefined) args.push(`--filter-platform=${platform}`);
  const cached = callCargo([...args, '--offline']);
  if (cached.status === 0) return JSON.parse(cached.stdout);
  const fetched = callCargo(args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (fetched.status === 0) return JSON.parse(fetched.stdout);
  throw new Failure(
    'cargo could not get the crates of engine/Cargo.toml (its message is above): mend that, then run `npm run engine`.',
  );
}

/**
 * The crates that `engine/Cargo.toml` depends on, as they are.
 * @returns {{ name: string, version: string, checksum: string, files: Map<string, Buffer> }[]}
 */
function findCrates(places, names) {
  const { packages } = metadata(places);
  return names.map((name) => {
    const [found, another] = packages.filter((each) => each.name === name);
    if (found === undefined || another !== undefined) {
      throw new Failure(
        `engine/Cargo.toml leads to ${found ? 'more than one' : 'no'} ${name}: make it name exactly one.`,
      );
    }
    const files = readFiles(path.dirname(found.manifest_path), isCargosOwn);
    return { name, version: found.version, checksum: digestOf(files), files };
  });
}

function verify(found, wanted) {
  if (found.version !== wanted.version) {
    throw new Failure(
      `engine/upstream.toml names ${wanted.name} ${wanted.version} and engine/Cargo.toml leads to ${found.version}: ` +
        'change one back, or follow "The next Boa" in engine/README.md.',
    );
  }
  if (found.checksum !== wanted.checksum) {
    throw new Failure(
      `${wanted.name} ${wanted.version} is not as published, for its checksum is not that of engine/upstream.toml: ` +
        "delete it below cargo's registry/src, and cargo unpacks it again.",
    );
  }
}

/** One map of all files, below the names of their crates. */
function asTree(crates) {
  const entries = crates.flatMap(({ name, files }) =>
    [...files].map(([file, content]) => [`${name}/${file}`, content]),
  );
  return new Map(entries);
}

/**
 * The crates as published, verified, as one tree.
 * @returns {Map<string, Buffer>}
 */
function publishedTree(places) {
  const { crates } = readUpstream(places);
  const found = findCrates(
    places,
    crates.map(({ name }) => name),
  );
  for (const [index, each] of found.entries()) verify(each, crates[index]);
  return asTree(found);
}

module.exports = { asTree, callCargo, findCrates, publishedTree };
