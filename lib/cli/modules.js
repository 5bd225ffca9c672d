'use strict';

/**
 * Modules of the command: files below one folder, the root, by relative names, and ES packages from
 * node_modules. Nothing of Node can be imported, and no file elsewhere: what is outside of the root is not
 * there, so that code learns nothing of the machine's files. Code sees the names of its files from the root
 * on, as `app:///` URLs; the host's stacks have the same.
 */

const fs = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const vm = require('../../index.js');

/** A module that is not there, or not to be had. */
class ImportError extends Error {}

const NODE_MODULES = `${path.sep}node_modules${path.sep}`;

/** The folder whose files may be imported: the nearest one with a package.json, or that of the file. */
function rootOf(file) {
  const start = path.dirname(file);
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === path.dirname(folder)) return start;
  }
}

const isRelative = (specifier) => /^\.\.?(\/|$)/.test(specifier);
const isBare = (specifier) => !/^(\.|\/|\\|[a-z]:)/i.test(specifier) && !specifier.includes('://');

class Modules {
  #context;
  #timeout;
  #root;
  #known = new Map();
  /** Files by what guest code calls them. */
  #files = new Map();

  constructor(context, timeout) {
    this.#context = context;
    this.#timeout = timeout;
  }

  /** The name of a file for guest code. */
  #urlOf(file) {
    return `app:///${path.relative(this.#root, file).split(path.sep).map(encodeURIComponent).join('/')}`;
  }

  #isInRoot(file) {
    const relative = path.relative(this.#root, file);
    return !relative.startsWith('..') && !path.isAbsolute(relative);
  }

  /** Whether a file may be had: it lies in the root, and no link leads out of it. */
  #isOpen(file, isPackage) {
    if (isPackage) return file.includes(NODE_MODULES);
    return this.#isInRoot(file) && this.#isInRoot(fs.realpathSync(file));
  }

  /** The file that a specifier names. */
  #resolve(specifier, from) {
    const importer = path.basename(from);
    if (isBuiltin(specifier)) {
      throw new ImportError(
        `${importer} imports '${specifier}', which is Node's own and not to be had here`,
      );
    }
    const missing = () =>
      new ImportError(`${importer} imports '${specifier}', which cannot be found`);
    if (!isRelative(specifier) && !isBare(specifier)) throw missing();
    try {
      const file = createRequire(from).resolve(specifier);
      if (this.#isOpen(file, isBare(specifier) || from.includes(NODE_MODULES))) return file;
    } catch {
      // Not there is all that is said.
    }
    throw missing();
  }

  /** The module of a file, or of a text that says it is from that file. */
  #open(file, text) {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const url = this.#urlOf(file);
    const module = new vm.SourceTextModule(text ?? fs.readFileSync(file, 'utf8'), {
      context: this.#context,
      identifier: url,
      initializeImportMeta(meta) {
        meta.url = url;
      },
      importModuleDynamically: (specifier) => this.#run(this.#open(this.#resolve(specifier, file))),
    });
    this.#known.set(file, module);
    this.#files.set(url, file);
    return module;
  }

  async #run(module) {
    if (module.status === 'unlinked') {
      await module.link((specifier, { identifier }) =>
        this.#open(this.#resolve(specifier, this.#files.get(identifier))),
      );
    }
    await module.evaluate({ timeout: this.#timeout });
    return module;
  }

  /** Runs a text as the module of a file; gives its namespace. */
  async run(text, name) {
    const file = path.resolve(name);
    const real = path.join(fs.realpathSync(path.dirname(file)), path.basename(file));
    this.#root = rootOf(real);
    return (await this.#run(this.#open(real, text))).namespace;
  }
}

module.exports = { ImportError, Modules };
