'use strict';

/**
 * Makes copies of the package with guards taken away, in temporary folders. Files are copied and not linked, since
 * Node resolves a link to the original and would load that one's neighbours; only the addon and the dependencies are links.
 */

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..', '..');

/** What the package consists of when it is installed, besides the addon and what it depends on. */
const PARTS = ['bin', 'lib', 'binding.js', 'index.js', 'package.json', 'register.js'];

/**
 * @param {{ file: string, find: string, replace: string }} edit
 * @param {string} text of the file
 * @returns {string} the text with the edit made
 * @throws {Error} unless what is to be found is there exactly once
 */
function applyEdit({ file, find, replace }, text) {
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} has this ${count} times, not once: ${find}`);
  return text.replace(find, () => replace);
}

/** Reads a file of the package and makes edits in it. */
function editedText(file, edits, folder = root) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  return edits.reduce((edited, edit) => applyEdit(edit, edited), text);
}

/**
 * Makes a copy of the package in which edits are made.
 * @param {{ file: string, find: string, replace: string }[]} edits
 * @returns {string} the folder, which the caller removes
 */
function makeWeakened(edits) {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'weakened-')));
  for (const part of PARTS) {
    fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  const addons = fs.readdirSync(root).filter((file) => file.endsWith('.node'));
  for (const name of ['node_modules', ...addons]) {
    fs.symlinkSync(path.join(root, name), path.join(folder, name));
  }
  for (const edit of edits) {
    fs.writeFileSync(path.join(folder, edit.file), editedText(edit.file, [edit], folder));
  }
  return folder;
}

module.exports = { editedText, makeWeakened };
