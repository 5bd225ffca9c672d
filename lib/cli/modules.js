'use strict';

/**
 * Modules of the command: files by relative names, and ES packages from node_modules. Nothing of the host
 * can be imported.
 */

const fs = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const vm = require('../../index.js');

/** A module that is not there, or not to be had. */
class ImportError extends Error {}

/** The file that a specifier names. */
function resolve(specifier, from) {
  if (isBuiltin(specifier)) {
    throw new ImportError(
      `${from} imports '${specifier}', which is Node's own and not to be had here`,
    );
  }
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    throw new ImportError(`${from} imports '${specifier}', which cannot be found`);
  }
}

class Modules {
  #context;
  #timeout;
  #known = new Map();

  constructor(context, timeout) {
    this.#context = context;
    this.#timeout = timeout;
  }

  /** The module of a file, or of a text that says it is from that file. */
  #open(file, text) {
    const known = this.#known.get(file);
    if (known !== undefined) return known;
    const module = new vm.SourceTextModule(text ?? fs.readFileSync(file, 'utf8'), {
      context: this.#context,
      identifier: pathToFileURL(file).href,
      initializeImportMeta(meta) {
        meta.url = pathToFileURL(file).href;
      },
      importModuleDynamically: (specifier) => this.#run(this.#open(resolve(specifier, file))),
    });
    this.#known.set(file, module);
    return module;
  }

  async #run(module) {
    if (module.status === 'unlinked') {
      await module.link((specifier, { identifier }) =>
        this.#open(resolve(specifier, fileURLToPath(identifier))),
      );
    }
    await module.evaluate({ timeout: this.#timeout });
    return module;
  }

  /** Runs a text as the module of a file; gives its namespace. */
  async run(text, file) {
    return (await this.#run(this.#open(path.resolve(file), text))).namespace;
  }
}

module.exports = { ImportError, Modules };
