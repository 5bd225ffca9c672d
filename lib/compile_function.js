'use strict';

/**
 * `compileFunction`: source that becomes the body of a function of a realm.
 * Must never paste the parameters into the source: the native side parses each for itself.
 */

const { createCachedData, isCachedDataFor } = require('./cached_data.js');
const { isContext } = require('./context.js');
const { invalidArgType, misspelledOption } = require('./errors.js');
const { validateImportModuleDynamically } = require('./import_option.js');
const { findSourceURL } = require('./magic_comments.js');
const { importCallback } = require('./module/import.js');
const realms = require('./realm.js');
const {
  validateArray,
  validateBoolean,
  validateBytes,
  validateInt32,
  validateObject,
  validateString,
} = require('./validate.js');

function validateParsingContext(value) {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || !isContext(value)) {
    const hint = 'vm.createContext(object) makes a context of an object';
    throw invalidArgType('options.parsingContext', 'an instance of Context', value, hint);
  }
}

/** A context under a name that means nothing here: the function would see the host's own globals. */
const isContextified = (value) => typeof value === 'object' && value !== null && isContext(value);

function misplacedContext(context) {
  return misspelledOption('options.context', context, 'parsingContext');
}

/** @param {object} options known to be an object */
function readOptions(options) {
  const {
    filename = '',
    columnOffset = 0,
    lineOffset = 0,
    cachedData,
    produceCachedData = false,
    parsingContext,
    contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cachedData !== undefined) validateBytes(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined) validateParsingContext(parsingContext);
  else if (isContextified(options.context)) throw misplacedContext(options.context);
  const extensions = validateArray(contextExtensions, 'options.contextExtensions', validateObject);
  validateImportModuleDynamically(importModuleDynamically);
  return {
    filename,
    columnOffset,
    lineOffset,
    cachedData,
    produceCachedData,
    parsingContext,
    extensions,
    importModuleDynamically,
  };
}

/**
 * @param {string} code
 * @param {string[]} [params] names of the parameters
 * @param {import('..').CompileFunctionOptions} [options]
 * @returns {Function} with `cachedDataRejected`, `cachedDataProduced` and `cachedData` where the
 * options ask for them
 * @throws {SyntaxError}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 * @throws {Error} ERR_VM_CONTEXT_DISPOSED
 */
function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  // Node looks at the parameters between the options object and what is in it.
  validateObject(options, 'options');
  const names = params === undefined ? [] : validateArray(params, 'params', validateString);
  const { filename, lineOffset, columnOffset, cachedData, produceCachedData, ...rest } =
    readOptions(options);
  const { parsingContext, extensions, importModuleDynamically } = rest;
  const result = realms.compileFunction(
    parsingContext === undefined ? realms.mainRealm() : realms.realmOf(parsingContext),
    code,
    findSourceURL(code) ?? filename,
    lineOffset,
    columnOffset,
    names,
    extensions,
    importCallback(importModuleDynamically, filename, (compiled) => compiled),
  );
  if (produceCachedData) {
    result.cachedDataProduced = true;
    result.cachedData = createCachedData('function', code, names);
  }
  if (cachedData !== undefined) {
    result.cachedDataRejected = !isCachedDataFor(cachedData, 'function', code, names);
  }
  return result;
}

module.exports = { compileFunction };
