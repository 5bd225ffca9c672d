'use strict';

/**
 * The tree that cargo builds: the published crates with the series applied, in an ignored folder. Writes
 * only what differs, and keeps a list of what it wrote: so a tree that is current costs a moment, and one
 * that somebody has edited is never overwritten.
 */

const fs = require('node:fs');
const path = require('node:path');
const { publishedTree } = require('./crates.js');
const { Failure } = require('./failure.js');
const { digest, digestOf, removeFile, writeIfNew } = require('./files.js');
const { applyChange, readSeries, seriesDigest } = require('./series.js');
const { readUpstream } = require('./upstream.js');

/** A fingerprint of all that the tree is made from. */
function inputsDigest(places) {
  const versions = [places.manifest, places.lock].map((file) => digest(fs.readFileSync(file)));
  return digest([seriesDigest(places), ...versions].join(' '));
}

function readStamp({ stamp }) {
  try {
    return JSON.parse(fs.readFileSync(stamp, 'utf8'));
  } catch {
    return { inputs: undefined, files: {} }; // Not there, or not written to its end.
  }
}

/** How the tree on disk differs from what was written there. */
function differences({ tree }, { files }) {
  const [missing, edited] = [[], []];
  for (const [file, checksum] of Object.entries(files)) {
    const place = path.join(tree, file);
    if (!fs.existsSync(place)) missing.push(file);
    else if (digest(fs.readFileSync(place)) !== checksum) edited.push(file);
  }
  return { missing, edited };
}

/**
 * @param {object} places
 * @returns {'absent' | 'stale' | 'edited' | 'current'}
 */
function treeState(places) {
  const stamp = readStamp(places);
  if (stamp.inputs === undefined) return 'absent';
  const { missing, edited } = differences(places, stamp);
  if (edited.length > 0) return 'edited';
  return missing.length > 0 || stamp.inputs !== inputsDigest(places) ? 'stale' : 'current';
}

/** The published crates with every change applied, not yet verified. */
function changedTree(places) {
  const tree = publishedTree(places);
  for (const change of readSeries(places)) applyChange(tree, change);
  return tree;
}

function verifyTree(places, tree) {
  if (digestOf(tree) !== readUpstream(places).tree) {
    throw new Failure(
      'the tree after the series is not the one that engine/upstream.toml names: if you changed the series by hand ' +
        'or merged it, run `npm run engine -- edit` and `npm run engine -- save`, which renew the checksum.',
    );
  }
}

function refuseEdited(places) {
  const [file] = differences(places, readStamp(places)).edited;
  const folder = path.basename(places.tree);
  throw new Failure(
    `engine/${folder}/${file} was edited, and changes belong into the working copy: ` +
      `run \`npm run engine -- edit\`, make the change there, and delete engine/${folder}.`,
  );
}

function writeTree(places, tree) {
  const old = Object.keys(readStamp(places).files);
  const inputs = inputsDigest(places);
  fs.rmSync(places.stamp, { force: true }); // What is written by half is no tree.
  for (const file of old) if (!tree.has(file)) removeFile(places.tree, file);
  for (const [file, content] of tree) writeIfNew(path.join(places.tree, file), content);
  const files = Object.fromEntries([...tree].map(([file, content]) => [file, digest(content)]));
  writeIfNew(places.stamp, JSON.stringify({ inputs, files }));
}

/**
 * Brings the tree up to date.
 * @param {object} places
 * @returns {boolean} whether there was anything to do
 */
function applySeries(places) {
  const state = treeState(places);
  if (state === 'current') return false;
  if (state === 'edited') refuseEdited(places);
  const tree = changedTree(places);
  verifyTree(places, tree);
  writeTree(places, tree);
  return true;
}

module.exports = { applySeries, changedTree, treeState };
