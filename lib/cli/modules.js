'use strict';

/**
 * Modules of the command: files below one folder, the root, by relative names, and packages from node_modules there or
 * above. Nothing of Node can be imported.
 */

const fs = require('node:fs');
const path = require('node:path');
const vm = require('../../index.js');

/** The folder whose files may be imported: the nearest one with a package.json, or that of the file. */
function rootOf(file) {
  const start = path.dirname(file);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return start;
  }
}

/**
 * Makes the loader for a program.
 * @param {object} context
 * @param {string} name of its file
 * @param {number} [timeout]
 */
function loaderFor(context, name, timeout) {
  const file = path.resolve(name);
  const real = path.join(fs.realpathSync(path.dirname(file)), path.basename(file));
  const root = rootOf(real);
  const packageRoot = path.parse(root).root;
  const loader = vm.createLoader(context, { root, packageRoot, external: true, timeout });
  return { loader, name: path.relative(root, real) };
}

module.exports = { loaderFor };
