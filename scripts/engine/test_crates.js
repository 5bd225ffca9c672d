'use strict';

/**
 * `test`: runs the unit tests that the crates were published with, and those that changes add to them, on the
 * tree. Makes the tree a workspace of its own for that, whose other packages `engine/tests.lock` pins.
 */

const fs = require('node:fs');
const path = require('node:path');
const { Failure } = require('./failure.js');
const { writeIfNew } = require('./files.js');
const { readSeries } = require('./series.js');
const { cratesOf } = require('./status.js');
const { readUpstream } = require('./upstream.js');
const { callCargo } = require('./crates.js');

/**
 * Packages that the crates name for development and no unit test uses: for benchmarks, and one whose build
 * script installs git hooks. Empty ones of ours stand in for them.
 */
const EMPTY = { criterion: '0.8.2', 'husky-rs': '0.4.0', jemallocator: '0.5.4' };

/** As `engine/Cargo.toml` has them: what is tested is what is built. */
const FEATURES = {
  boa_engine: ['annex-b'],
  boa_ast: ['annex-b'],
  boa_parser: ['annex-b'],
  boa_gc: ['thin-vec', 'boa_string', 'arrayvec'],
  regress: ['std', 'backend-pikevm', 'utf16'],
};

function writeEmptyPackages(tree) {
  for (const [name, version] of Object.entries(EMPTY)) {
    const folder = path.join(tree, '.empty', name);
    const manifest = `[package]\nname = "${name}"\nversion = "${version}"\nedition = "2024"\n`;
    writeIfNew(path.join(folder, 'Cargo.toml'), manifest);
    writeIfNew(path.join(folder, 'src', 'lib.rs'), '//! Nothing: no unit test needs it.\n');
  }
}

function workspaceManifest(crates) {
  const own = crates.map(({ name }) => `${name} = { path = "${name}" }`);
  const empty = Object.keys(EMPTY).map((name) => `${name} = { path = ".empty/${name}" }`);
  return [
    '[workspace]',
    'resolver = "2"',
    `members = [${crates.map(({ name }) => `"${name}"`).join(', ')}]`,
    '',
    '[patch.crates-io]',
    ...own,
    ...empty,
    '',
    '[profile.dev]',
    'debug = "line-tables-only"',
    '',
  ].join('\n');
}

/** The crates to test: those named, or else those that the series touches. */
function chosen(places, names) {
  const crates = readUpstream(places).crates.map(({ name }) => name);
  const stranger = names.find((name) => !crates.includes(name));
  if (stranger !== undefined) {
    throw new Failure(`${stranger} is no crate of the series: take some of ${crates.join(', ')}.`);
  }
  return names.length > 0
    ? names
    : [...new Set(readSeries(places).flatMap(({ files }) => cratesOf(files)))];
}

/** Runs the tests in Miri, which sees undefined behaviour, with a nightly toolchain that has it. */
const MIRI = '--miri';

/**
 * @param {object} places
 * @param {string[]} names of crates, and perhaps `--miri`; no crates are those that the series touches
 * @returns {boolean} whether all tests passed
 */
function testCrates(places, names) {
  const wanted = chosen(
    places,
    names.filter((name) => name !== MIRI),
  );
  const { tree, testLock } = places;
  writeEmptyPackages(tree);
  writeIfNew(path.join(tree, 'Cargo.toml'), workspaceManifest(readUpstream(places).crates));
  const isPinned = fs.existsSync(testLock);
  if (isPinned) writeIfNew(path.join(tree, 'Cargo.lock'), fs.readFileSync(testLock));
  const args = [
    ...(names.includes(MIRI) ? ['+nightly', 'miri'] : []),
    'test',
    ...(isPinned ? ['--locked'] : []),
    `--manifest-path=${path.join(tree, 'Cargo.toml')}`,
    `--target-dir=${path.join(places.engine, '..', 'target', 'engine')}`,
    '--no-default-features',
    ...wanted.flatMap((name) => [
      `--package=${name}`,
      ...(FEATURES[name] ?? []).map((feature) => `--features=${name}/${feature}`),
    ]),
  ];
  const passed = callCargo(args, { stdio: 'inherit' }).status === 0;
  if (!isPinned) fs.copyFileSync(path.join(tree, 'Cargo.lock'), testLock);
  return passed;
}

module.exports = { testCrates };
