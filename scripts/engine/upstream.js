'use strict';

/**
 * `engine/upstream.toml`: which crates the series is for, and the checksums of each and of the tree
 * after the series. Reads and writes the little of TOML that this file consists of.
 */

const fs = require('node:fs');
const { Failure } = require('./failure.js');

const ENTRY = /^(\w+) = "([^"]*)"$/;

/**
 * @param {{ upstream: string }} places
 * @returns {{ text: string, tree: string, crates: { name: string, version: string, checksum: string }[] }}
 */
function readUpstream({ upstream }) {
  const text = fs.readFileSync(upstream, 'utf8').replaceAll('\r\n', '\n');
  const top = { crates: [] };
  let section = top;
  for (const line of text.split('\n')) {
    const [, key, value] = ENTRY.exec(line) ?? [];
    if (line === '[[crate]]') {
      section = {};
      top.crates.push(section);
    } else if (key !== undefined) section[key] = value;
    else if (line !== '' && !line.startsWith('#')) {
      throw new Failure(
        `engine/upstream.toml has a line that nobody knows ('${line}'): remove it.`,
      );
    }
  }
  return { text, tree: top.tree, crates: top.crates };
}

/** The text with other values; comments and order stay. */
function withValues({ text, crates }, values) {
  let index = -1;
  const lines = text.split('\n').map((line) => {
    const [, key] = ENTRY.exec(line) ?? [];
    if (line === '[[crate]]') index += 1;
    const owner = index < 0 ? values : values.crates?.[index];
    return owner?.[key] === undefined ? line : `${key} = "${owner[key]}"`;
  });
  if (values.crates && values.crates.length !== crates.length) {
    throw new Failure('engine/upstream.toml and engine/Cargo.toml differ: name the same crates.');
  }
  return lines.join('\n');
}

/**
 * Writes other values into the file.
 * @param {object} places
 * @param {{ tree?: string, crates?: object[] }} values
 */
function updateUpstream(places, values) {
  const upstream = readUpstream(places);
  const text = withValues(upstream, values);
  if (text !== upstream.text) fs.writeFileSync(places.upstream, text);
}

module.exports = { readUpstream, updateUpstream };
