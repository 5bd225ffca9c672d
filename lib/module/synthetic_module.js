'use strict';

/** The class `SyntheticModule`, as in Node 20, and the wrapper of host modules that is ours. */

const { types } = require('node:util');
const {
  invalidArgType,
  invalidArgValue,
  moduleExportMissing,
  moduleStatus,
} = require('../errors.js');
const { validateFunction, validateObject, validateString } = require('../validate.js');
const binding = require('../binding.js');
const { instantiate } = require('./linker.js');
const { Module, readPlace } = require('./module.js');
const { Status, attach, stateOf } = require('./state.js');

function validateExportNames(exportNames) {
  const isList = Array.isArray(exportNames);
  if (!isList || Array.from(exportNames).some((name) => typeof name !== 'string')) {
    throw invalidArgType('exportNames', 'an Array of unique strings', exportNames);
  }
  exportNames.forEach((name, index) => {
    if (exportNames.indexOf(name, index + 1) !== -1) {
      throw invalidArgValue(`exportNames.${name}`, name, 'is duplicated');
    }
  });
}

class SyntheticModule extends Module {
  /**
   * @param {string[]} exportNames
   * @param {(this: SyntheticModule) => void} evaluateCallback sets the exports
   * @param {import('..').SyntheticModuleOptions} [options]
   * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
   */
  constructor(exportNames, evaluateCallback, options = {}) {
    validateExportNames(exportNames);
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    const { context, identifier } = options;
    super();
    const place = readPlace(context, identifier);
    const names = [...exportNames];
    const details = { prototype: Object.getPrototypeOf(this), ...place, exportNames: names };
    const guestProxy = binding.createSyntheticModule(place.realm.id, names, place.identifier);
    attach(this, details, guestProxy).evaluateCallback = evaluateCallback;
  }

  /**
   * @param {string} name one of the export names
   * @param {unknown} value
   * @throws {Error} ERR_VM_MODULE_STATUS before the module is linked
   * @throws {ReferenceError} for any other name
   */
  setExport(name, value) {
    const state = stateOf(this, 'SyntheticModule');
    validateString(name, 'name');
    if (state.status === Status.UNLINKED) throw moduleStatus('must be linked');
    const number = state.exportNames.indexOf(name);
    if (number === -1) throw moduleExportMissing(name);
    state.native('setModuleExport', number, value);
  }
}

/** The names and values that a module of the host exports to `import`. */
function exportsOf(namespaceOrExports) {
  if (types.isModuleNamespaceObject(namespaceOrExports)) return Object.entries(namespaceOrExports);
  const type = typeof namespaceOrExports;
  const hasNames = (type === 'object' && namespaceOrExports !== null) || type === 'function';
  const named = hasNames ? Object.entries(namespaceOrExports) : [];
  const others = named.filter(([name]) => name !== 'default');
  return [...others, ['default', namespaceOrExports]];
}

/**
 * Makes a module of the host available to modules of a context: an ES module by its namespace, a
 * CommonJS or built-in one by its exports, which are the default export, and each enumerable property
 * of theirs a named one. The module is linked, and its exports are set.
 * @param {unknown} namespaceOrExports
 * @param {import('..').SyntheticModuleOptions} [options]
 * @returns {SyntheticModule} for a linker or `importModuleDynamically` to give
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function wrapHostModule(namespaceOrExports, options = {}) {
  if (types.isPromise(namespaceOrExports)) {
    const expected = 'what a module exports: await import() first';
    throw invalidArgType('namespaceOrExports', expected, namespaceOrExports);
  }
  const entries = exportsOf(namespaceOrExports);
  const names = entries.map(([name]) => name);
  const module = new SyntheticModule(names, () => {}, options);
  instantiate(stateOf(module));
  for (const [name, value] of entries) module.setExport(name, value);
  return module;
}

module.exports = { SyntheticModule, wrapHostModule };
