'use strict';

/** CommonJS in a context: each module a function of its text, with a `require` of the loader's. */

const path = require('node:path');
const { compileFunction } = require('../../compile_function.js');
const { runInContext } = require('../../run.js');

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

/** Makes a module object of the guest's own. */
const MAKE_MODULE =
  '(id, filename) => ({ id, filename, loaded: false, exports: {}, children: [] })';

class CommonJs {
  #context;
  #makeModule;
  /** File → module object of the guest. */
  #modules = new Map();

  constructor(context) {
    this.#context = context;
  }

  /**
   * Runs a text as the module of a file, once, and gives its exports; while it runs, those that it has so far.
   * @param {string} file
   * @param {string} url what guest code calls the file
   * @param {() => string} readText
   * @param {Function} require
   * @param {Function} importModuleDynamically
   */
  load(file, url, readText, require, importModuleDynamically) {
    const known = this.#modules.get(file);
    if (known !== undefined) return known.exports;
    const text = readText().replace(/^#!.*/, '');
    const wrapper = compileFunction(text, PARAMETERS, {
      filename: url,
      parsingContext: this.#context,
      importModuleDynamically,
    });
    const name = url.replace(/^app:\/\//, '');
    this.#makeModule ??= runInContext(MAKE_MODULE, this.#context);
    const module = this.#makeModule(name, name);
    this.#modules.set(file, module);
    try {
      Reflect.apply(wrapper, module.exports, [
        module.exports,
        require,
        module,
        name,
        path.posix.dirname(name),
      ]);
      module.loaded = true;
    } catch (error) {
      this.#modules.delete(file);
      throw error;
    }
    return module.exports;
  }
}

module.exports = { CommonJs };
