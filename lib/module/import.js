'use strict';

/**
 * `import()` and `import.meta`: how the callbacks of users are asked. A callback crosses to the realm as
 * a function `(from, specifier, attributes)`, where `from` is what the guest knows of the referrer.
 * Must never hold a Module object: see `state.js`.
 */

const { types } = require('node:util');
const hostVm = require('node:vm');
const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = require('../constants.js');
const { dynamicImportMissing, moduleNotModule } = require('../errors.js');
const { guestOf } = require('../membrane/record.js');
const { isModule, liveObjectOf, objectOf, stateOf } = require('./state.js');

/** Import attributes from a list of keys and values. */
function attributesFrom(flat) {
  const attributes = { __proto__: null };
  for (let at = 0; at < flat.length; at += 2) attributes[flat[at]] = flat[at + 1];
  return attributes;
}

function isNamespace(value) {
  return types.isModuleNamespaceObject(value) || guestOf.get(value)?.tag === 'Module';
}

/** What an `importModuleDynamically` may give: a namespace, or a module that is linked. */
function namespaceOf(given) {
  if (isNamespace(given)) return given;
  if (!isModule(given)) throw moduleNotModule();
  if (given.status === 'errored') throw given.error;
  return given.namespace;
}

/** Node's own loader, for a referrer with this file name. */
function mainLoader(filename) {
  const script = new hostVm.Script('(specifier, options) => import(specifier, options)', {
    filename,
    importModuleDynamically: hostVm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const load = script.runInThisContext();
  return (_from, specifier, attributes) => load(specifier, { with: { ...attributes } });
}

/**
 * The callback behind the `import()` of a script, function or context.
 * @param {Function | symbol | undefined} option `importModuleDynamically`
 * @param {string} filename of the referrer
 * @param {(from: unknown) => unknown} referrerOf what the user's function gets as the referrer
 */
function importCallback(option, filename, referrerOf) {
  if (option === undefined) return undefined;
  if (option === USE_MAIN_CONTEXT_DEFAULT_LOADER) return mainLoader(filename);
  return async (from, specifier, attributes) =>
    namespaceOf(await option(specifier, referrerOf(from), attributes));
}

/** The callback behind the `import()` of a module. */
function moduleImportCallback(option, details) {
  return importCallback(option, details.identifier, (guestProxy) => objectOf(guestProxy, details));
}

/** The callback behind the `import.meta` of a module. */
function importMetaCallback(option, details) {
  if (option === undefined) return undefined;
  return (meta, guestProxy) => void option(meta, objectOf(guestProxy, details));
}

/** Native code asks for what `import()` gives. */
async function importModuleDynamically(record, callback, from, specifier, attributes) {
  const ask = callback ?? record.importCallback;
  if (ask === undefined) throw dynamicImportMissing();
  return await ask(from, specifier, attributesFrom(attributes));
}

/**
 * Native code has come to the evaluation of a synthetic module. Its object is alive: whoever evaluates
 * holds the module that imports it, and that one holds its own.
 */
function evaluateSynthetic(guestProxy) {
  const module = liveObjectOf(guestProxy);
  if (module !== undefined) Reflect.apply(stateOf(module).evaluateCallback, module, []);
}

/** Native code lets an `import.meta` be filled. */
function initializeImportMeta(_record, callback, meta, guestProxy) {
  callback(meta, guestProxy);
}

module.exports = {
  attributesFrom,
  importCallback,
  importMetaCallback,
  moduleImportCallback,
  imports: { evaluateSynthetic, importModuleDynamically, initializeImportMeta },
};
