'use strict';

/**
 * The series: reads the changes below `engine/changes/` in the order of `engine/series`, applies them to a
 * tree, and writes them back. A change is a folder with a README.md and, for each file of a crate, either
 * an ed script (`<path>.ed`), the whole file where it is new, or an empty `<path>.removed`.
 */

const fs = require('node:fs');
const path = require('node:path');
const { Failure } = require('./failure.js');
const { applyScript, linesOf, textOf } = require('./ed_script.js');
const { digest, digestOf, readFiles, removeFile, writeIfNew } = require('./files.js');

const README = 'README.md';
const NAME = /^\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The lines of `engine/series` that are no comments. */
function readNames({ series }) {
  const lines = fs.readFileSync(series, 'utf8').split(/\r?\n/);
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

function checkNames(names, { changes }) {
  const folders = fs.existsSync(changes) ? fs.readdirSync(changes) : [];
  const strange = names.find((name) => !NAME.test(name));
  if (strange !== undefined) {
    throw new Failure(`engine/series names '${strange}': write it as 0007-topic.`);
  }
  const missing = names.find((name) => !folders.includes(name));
  if (missing !== undefined) {
    throw new Failure(
      `engine/series names ${missing}, which is not in engine/changes: take the line out.`,
    );
  }
  const stray = folders.find((name) => !names.includes(name) && !name.startsWith('.'));
  if (stray !== undefined) {
    throw new Failure(
      `engine/changes/${stray} is not in engine/series: add a line there, or delete it.`,
    );
  }
  const numbers = names.map((name) => name.slice(0, 4));
  const twice = names.find((name, index) => numbers.indexOf(name.slice(0, 4)) < index);
  if (twice !== undefined) {
    throw new Failure(`two changes have the number of ${twice}: give one the next free number.`);
  }
}

function readChange({ changes }, name) {
  const files = readFiles(path.join(changes, name));
  const readme = files.get(README);
  if (readme === undefined || readme.length === 0) {
    throw new Failure(`engine/changes/${name} has no README.md: say there what the change is for.`);
  }
  files.delete(README);
  return { name, readme: readme.toString(), files };
}

/**
 * @param {object} places
 * @returns {{ name: string, readme: string, files: Map<string, Buffer> }[]} the changes in order
 */
function readSeries(places) {
  const names = readNames(places);
  checkNames(names, places);
  return names.map((name) => readChange(places, name));
}

/** A fingerprint of all that decides how the tree looks. */
function seriesDigest(places) {
  const files = fs.existsSync(places.changes) ? readFiles(places.changes) : new Map();
  const rest = [places.upstream, places.series].map((file) => fs.readFileSync(file));
  return digest(`${digestOf(files)} ${rest.map(digest).join(' ')}`);
}

/** What one file of a change does to a tree. */
function applyFile(tree, file, content) {
  const kind = ['.ed', '.removed'].find((ending) => file.endsWith(ending));
  const target = kind === undefined ? file : file.slice(0, -kind.length);
  if (tree.has(target) !== (kind !== undefined)) {
    throw new Failure(kind ? `there is no ${target}` : `there is a ${target} already`);
  }
  if (kind === '.removed') tree.delete(target);
  else if (kind === undefined) tree.set(target, content);
  else tree.set(target, applyToText(tree.get(target), content));
}

/** @returns {Buffer} the file after the script */
function applyToText(content, script) {
  const lines = linesOf(content.toString());
  return Buffer.from(textOf(applyScript(lines, linesOf(script.toString()))));
}

/**
 * Applies one change to a tree, in place.
 * @param {Map<string, Buffer>} tree
 * @param {{ name: string, files: Map<string, Buffer> }} change
 */
function applyChange(tree, { name, files }) {
  for (const [file, content] of files) {
    try {
      applyFile(tree, file, content);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(
        `engine/changes/${name}/${file} does not apply (${error.message}): ` +
          'take the folder as it was committed, or follow "When the series does not apply" in engine/README.md.',
      );
    }
  }
}

function writeChange({ changes }, { name, readme, files }) {
  const folder = path.join(changes, name);
  const wanted = new Map([...files, [README, Buffer.from(readme)]]);
  for (const [file, content] of wanted) writeIfNew(path.join(folder, file), content);
  for (const file of readFiles(folder).keys()) {
    if (!wanted.has(file)) removeFile(folder, file);
  }
}

/** `engine/series` with other names below the comment at its top. */
function writeNames(places, names) {
  const lines = fs.readFileSync(places.series, 'utf8').split(/\r?\n/);
  const head = lines.slice(0, lines.findLastIndex((line) => line.startsWith('#')) + 1);
  writeIfNew(places.series, textOf([...head, ...names]));
}

/** Makes the folder and the list what a series says. */
function writeSeries(places, series) {
  const names = series.map(({ name }) => name);
  for (const old of fs.existsSync(places.changes) ? fs.readdirSync(places.changes) : []) {
    if (!names.includes(old)) fs.rmSync(path.join(places.changes, old), { recursive: true });
  }
  for (const change of series) writeChange(places, change);
  if (readNames(places).join() !== names.join()) writeNames(places, names);
}

module.exports = { NAME, applyChange, applyToText, readSeries, seriesDigest, writeSeries };
