'use strict';

/**
 * Loads the modules of a project in a context: ES modules, CommonJS and JSON below one folder, packages and modules
 * of Node that are on a list, and mocks in the place of any. Guest code knows its files by `app:///` URLs, counted
 * from the root.
 */

const fs = require('node:fs');
const path = require('node:path');
const { validateContext } = require('../../context.js');
const { validateString } = require('../../validate.js');
const { copyIn } = require('../../vm/copy.js');
const { SourceTextModule } = require('../source_text_module.js');
const { wrapHostModule } = require('../synthetic_module.js');
const { CommonJs } = require('./common_js.js');
const { LoadError } = require('./load_error.js');
const { bareName, readLoaderOptions } = require('./options.js');
const { Resolution } = require('./resolution.js');

/** The text of a file; an error of the system's would name the folders on the way. */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    throw new LoadError('ERR_MODULE_NOT_FOUND', `${path.basename(file)} cannot be read`);
  }
}

class Loader {
  #context;
  #options;
  #resolution;
  #commonJs;
  /** File, or name of what is no file → module. */
  #modules = new Map();
  /** Files by what guest code calls them. */
  #files = new Map();
  /** One graph is linked at a time: they may have modules in common. */
  #linking = Promise.resolve();

  /**
   * @param {object} context
   * @param {import('../../..').LoaderOptions} options
   */
  constructor(context, options) {
    validateContext(context);
    this.#context = context;
    this.#options = readLoaderOptions(options);
    this.#resolution = new Resolution(this.#options);
    this.#commonJs = new CommonJs(context);
  }

  /** The file in whose name the host asks. */
  get #start() {
    return path.join(this.#options.root, '[host]');
  }

  /**
   * Imports a module: `./main.mjs` from the root on, or the name of a package.
   * @param {string} specifier
   * @returns {Promise<object>} its namespace
   */
  async import(specifier) {
    validateString(specifier, 'specifier');
    return (await this.#run(this.#find(specifier, this.#start))).namespace;
  }

  /**
   * Runs a text as an ES module of a file, which need not be there.
   * @param {string} text
   * @param {string} file from the root on
   * @returns {Promise<object>} its namespace
   */
  async evaluate(text, file) {
    validateString(text, 'text');
    validateString(file, 'file');
    return (await this.#run(this.#open(path.resolve(this.#options.root, file), text))).namespace;
  }

  /**
   * Requires a module by the rules of CommonJS.
   * @param {string} specifier `./main.js` from the root on, or the name of a package
   * @returns {unknown} its exports
   */
  require(specifier) {
    validateString(specifier, 'specifier');
    return this.#require(specifier, this.#start);
  }

  /** What stands in the place of a specifier. */
  #mockOf(specifier) {
    const { mock } = this.#options;
    if (mock.has(specifier)) return { exports: mock.get(specifier) };
    const bare = bareName(specifier);
    return mock.has(bare) ? { exports: mock.get(bare) } : undefined;
  }

  #wrapped(key, exports) {
    const known = this.#modules.get(key);
    if (known !== undefined) return known;
    const module = wrapHostModule(exports, { context: this.#context, identifier: key });
    this.#modules.set(key, module);
    return module;
  }

  /** The ES module behind a specifier. */
  #find(specifier, from) {
    const mock = this.#mockOf(specifier);
    if (mock !== undefined) return this.#wrapped(`mock:${specifier}`, mock.exports);
    const { builtin, file } = this.#resolution.find(specifier, from, false);
    if (builtin !== undefined) return this.#wrapped(`node:${builtin}`, require(`node:${builtin}`));
    return this.#open(file);
  }

  /** The text of a file, as the program's own hook makes it. */
  #read(file, format) {
    const text = readText(file);
    const { transform } = this.#options;
    if (transform === undefined || format === 'json') return text;
    return `${transform(text, { url: this.#resolution.urlOf(file), filename: file, format })}`;
  }

  /** The module of a file, or of a text that says it is from that file. */
  #open(file, text) {
    const known = this.#modules.get(file);
    if (known !== undefined) return known;
    const url = this.#resolution.urlOf(file);
    const format = text === undefined ? this.#resolution.formatOf(file) : 'module';
    // CommonJS has run before those who import it: its names are known only then.
    if (format !== 'module') return this.#wrapped(url, this.#load(file, format));
    const module = new SourceTextModule(text ?? this.#read(file, format), {
      context: this.#context,
      identifier: url,
      initializeImportMeta(meta) {
        meta.url = url;
      },
      importModuleDynamically: (specifier) => this.#run(this.#find(specifier, file)),
    });
    this.#modules.set(file, module);
    this.#files.set(url, file);
    return module;
  }

  /** The exports of a file that is no ES module. */
  #load(file, format) {
    if (format === 'module') {
      const name = path.basename(file);
      throw new LoadError(
        'ERR_REQUIRE_ESM',
        `${name} is an ES module: use import instead of require`,
      );
    }
    if (format === 'json') return this.#json(file);
    return this.#commonJs.load(
      file,
      this.#resolution.urlOf(file),
      () => this.#read(file, format),
      this.#requireOf(file),
      (specifier) => this.#run(this.#find(specifier, file)),
    );
  }

  #json(file) {
    const key = `json:${file}`;
    if (this.#modules.has(key)) return this.#modules.get(key);
    let value;
    try {
      value = JSON.parse(this.#read(file, 'json'));
    } catch (error) {
      throw new LoadError(
        'ERR_INVALID_JSON',
        `${path.basename(file)} is not JSON: ${error.message}`,
      );
    }
    const copy = copyIn(value, this.#context);
    this.#modules.set(key, copy);
    return copy;
  }

  #require(specifier, from) {
    const mock = this.#mockOf(specifier);
    if (mock !== undefined) return mock.exports;
    const { builtin, file } = this.#resolution.find(specifier, from, true);
    if (builtin !== undefined) return require(`node:${builtin}`);
    return this.#load(file, this.#resolution.formatOf(file));
  }

  /** `require` as a module of a file has it. */
  #requireOf(from) {
    const own = (specifier) => this.#require(`${specifier}`, from);
    own.resolve = (specifier) => {
      const { builtin, file } = this.#resolution.find(`${specifier}`, from, true);
      return builtin ?? this.#resolution.urlOf(file).replace(/^app:\/\//, '');
    };
    return own;
  }

  async #run(module) {
    if (module.status === 'unlinked' || module.status === 'linking') {
      const link = () => this.#link(module);
      const linked = this.#linking.then(link, link);
      this.#linking = linked;
      await linked;
    }
    const { timeout } = this.#options;
    await module.evaluate(timeout === undefined ? {} : { timeout });
    return module;
  }

  async #link(module) {
    if (module.status !== 'unlinked') return;
    await module.link((specifier, { identifier }) =>
      this.#find(specifier, this.#files.get(identifier)),
    );
  }
}

/**
 * Makes a loader for a context.
 * @param {object} contextifiedObject
 * @param {import('../../..').LoaderOptions} options
 * @returns {Loader}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function createLoader(contextifiedObject, options) {
  return new Loader(contextifiedObject, options);
}

/**
 * Makes a `require` for a context, to be called by the host or handed in.
 * @param {object} contextifiedObject
 * @param {import('../../..').LoaderOptions} options
 * @returns {(specifier: string) => unknown}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function createRequire(contextifiedObject, options) {
  const loader = new Loader(contextifiedObject, options);
  return (specifier) => loader.require(specifier);
}

module.exports = { Loader, createLoader, createRequire };
