'use strict';

/** The class `SourceTextModule`, as in Node 20, with what Node 24 adds. */

const { createCachedData, isCachedDataFor } = require('../cached_data.js');
const {
  moduleCachedDataRejected,
  moduleCannotCreateCachedData,
  moduleLinkMismatch,
  moduleStatus,
} = require('../errors.js');
const {
  validateArray,
  validateBytes,
  validateFunction,
  validateInt32,
  validateObject,
  validateString,
} = require('../validate.js');
const binding = require('../binding.js');
const { attributesFrom, importMetaCallback, moduleImportCallback } = require('./import.js');
const { checkedState, giveLinks, instantiate } = require('./linker.js');
const { Module, readPlace } = require('./module.js');
const { Status, attach, stateOf } = require('./state.js');

/** The requests of a module from what `createModule` gives. */
function requestsFrom(parts) {
  const requests = [];
  for (let at = 0; at < parts.length; at += 2) {
    const attributes = Object.freeze(attributesFrom(parts[at + 1]));
    requests.push(Object.freeze({ specifier: parts[at], attributes, phase: 'evaluation' }));
  }
  return Object.freeze(requests);
}

/**
 * Makes the record of a source text module and attaches it to `module`.
 * @param {object} module
 * @param {string} source
 * @param {{ realm: object, context?: object, identifier: string }} place
 * @param {{ lineOffset: number, columnOffset: number, initializeImportMeta?: Function,
 *   importModuleDynamically?: Function | symbol, wantsCompletion?: boolean }} options
 */
function createRecord(module, source, place, options) {
  const details = { prototype: Object.getPrototypeOf(module), ...place, source };
  const [guestProxy, awaits, ...parts] = binding.createModule(
    place.realm.id,
    source,
    place.identifier,
    options.lineOffset,
    options.columnOffset,
    moduleImportCallback(options.importModuleDynamically, details),
    importMetaCallback(options.initializeImportMeta, details),
    options.wantsCompletion === true,
  );
  details.awaits = awaits;
  details.requests = requestsFrom(parts);
  details.specifiers = Object.freeze(details.requests.map(({ specifier }) => specifier));
  return attach(module, details, guestProxy);
}

class SourceTextModule extends Module {
  /**
   * @param {string} sourceText
   * @param {import('..').SourceTextModuleOptions} [options]
   * @throws {SyntaxError} of the module's realm
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   * @throws {RangeError} ERR_OUT_OF_RANGE
   * @throws {Error} ERR_VM_MODULE_CACHED_DATA_REJECTED
   */
  constructor(sourceText, options = {}) {
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const {
      lineOffset = 0,
      columnOffset = 0,
      initializeImportMeta,
      importModuleDynamically,
      context,
      identifier,
      cachedData,
    } = options;
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) {
      validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    }
    if (importModuleDynamically !== undefined) {
      validateFunction(importModuleDynamically, 'options.importModuleDynamically');
    }
    if (cachedData !== undefined) validateBytes(cachedData, 'options.cachedData');
    super();
    const place = readPlace(context, identifier);
    const callbacks = { initializeImportMeta, importModuleDynamically };
    createRecord(this, sourceText, place, { lineOffset, columnOffset, ...callbacks });
    if (cachedData !== undefined && !isCachedDataFor(cachedData, 'module', sourceText)) {
      throw moduleCachedDataRejected();
    }
  }

  /** @returns {readonly string[]} the specifiers of the requests */
  get dependencySpecifiers() {
    return stateOf(this, 'SourceTextModule').specifiers;
  }

  /** @returns {readonly import('..').ModuleRequest[]} as in Node 24 */
  get moduleRequests() {
    return stateOf(this, 'SourceTextModule').requests;
  }

  get status() {
    const state = stateOf(this, 'SourceTextModule');
    if (state.failure !== undefined) return 'errored';
    return state.override ?? super.status;
  }

  get error() {
    stateOf(this, 'SourceTextModule');
    return super.error;
  }

  /**
   * Gives the module the ones behind its requests, in the order of `moduleRequests` (Node 24).
   * @param {Module[]} modules
   * @throws {Error} ERR_MODULE_LINK_MISMATCH, ERR_VM_MODULE_NOT_MODULE,
   * ERR_VM_MODULE_DIFFERENT_CONTEXT, ERR_VM_MODULE_STATUS
   */
  linkRequests(modules) {
    const state = stateOf(this, 'SourceTextModule');
    if (this.status !== 'unlinked') throw moduleStatus('must be unlinked');
    const given = validateArray(modules, 'modules', () => {});
    if (given.length !== state.requests.length) {
      throw moduleLinkMismatch(`Expected ${state.requests.length} modules, got ${given.length}`);
    }
    for (const module of given) checkedState(module, state.context);
    giveLinks(state, given);
  }

  /**
   * Links the graph, whose modules have all been given theirs (Node 24).
   * @throws {SyntaxError} of the realm, for a name that a module does not export
   * @throws {Error} ERR_VM_MODULE_STATUS, ERR_VM_MODULE_LINK_FAILURE
   */
  instantiate() {
    const state = stateOf(this, 'SourceTextModule');
    if (this.status !== 'unlinked') throw moduleStatus('must be unlinked');
    instantiate(state);
  }

  /** @returns {boolean} whether the text awaits at its top level (Node 24) */
  hasTopLevelAwait() {
    return stateOf(this, 'SourceTextModule').awaits;
  }

  /**
   * @returns {boolean} whether it, or a module that it imports, awaits at its top level (Node 24)
   * @throws {Error} ERR_VM_MODULE_STATUS before the module is linked
   */
  hasAsyncGraph() {
    const state = stateOf(this, 'SourceTextModule');
    if (state.status === Status.UNLINKED) throw moduleStatus('must not be unlinked or linking');
    return state.native('hasAsyncGraph');
  }

  /**
   * @returns {Buffer} for the option `cachedData` of the same source
   * @throws {Error} ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA once it is evaluated
   */
  createCachedData() {
    const { source } = stateOf(this, 'SourceTextModule');
    const { status } = this;
    if (status === 'evaluating' || status === 'evaluated' || status === 'errored') {
      throw moduleCannotCreateCachedData();
    }
    return createCachedData('module', source);
  }
}

module.exports = { SourceTextModule, createRecord };
