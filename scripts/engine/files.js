'use strict';

/**
 * Trees of files as maps from a path, with `/` between its names, to the bytes: read, compared with what
 * lies on disk, written. Times of files that stay the same are kept, for cargo looks at them.
 */

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const byName = ([one], [other]) => (one < other ? -1 : 1);

/** The paths of the files below a folder, in order. */
function pathsBelow(folder, isLeftOut = () => false, prefix = '') {
  const entries = fs.readdirSync(path.join(folder, prefix), { withFileTypes: true });
  return entries
    .filter(({ name }) => !isLeftOut(name, prefix))
    .flatMap((entry) => {
      const relative = `${prefix}${entry.name}`;
      return entry.isDirectory() ? pathsBelow(folder, isLeftOut, `${relative}/`) : [relative];
    })
    .sort();
}

/**
 * @param {string} folder
 * @param {(name: string, prefix: string) => boolean} [isLeftOut]
 * @returns {Map<string, Buffer>}
 */
function readFiles(folder, isLeftOut) {
  const paths = pathsBelow(folder, isLeftOut);
  return new Map(paths.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
}

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * A checksum of a tree: of names, lengths and contents, whatever their order.
 * @param {Map<string, Buffer>} files
 */
function digestOf(files) {
  const hash = createHash('sha256');
  for (const [name, content] of [...files].sort(byName)) {
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Writes a file unless it has that content already. */
function writeIfNew(file, content) {
  const bytes = Buffer.from(content);
  if (fs.existsSync(file) && fs.readFileSync(file).equals(bytes)) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}

/** Deletes a file, and the folders that it leaves empty, up to a folder that stays. */
function removeFile(folder, name) {
  fs.rmSync(path.join(folder, name), { force: true });
  const parent = path.posix.dirname(name);
  if (parent === '.') return;
  const place = path.join(folder, parent);
  if (fs.existsSync(place) && fs.readdirSync(place).length === 0) {
    fs.rmdirSync(place);
    removeFile(folder, parent);
  }
}

module.exports = { digest, digestOf, readFiles, removeFile, writeIfNew };
