'use strict';

/**
 * The options of a script and of its runs, checked in Node's order.
 * Must never look at the code or at a context.
 */

const { validateImportModuleDynamically } = require('./import_option.js');
const {
  validateBoolean,
  validateBytes,
  validateInt32,
  validateObject,
  validatePositiveUint32,
  validateString,
} = require('./validate.js');

/**
 * The options of `new Script`.
 * @param {import('..').ScriptOptions | string} options a string is the filename
 * @returns the options with their defaults; `timeout` is not checked yet
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function getScriptArgs(options) {
  const given = typeof options === 'string' ? { filename: options } : options;
  validateObject(given, 'options');
  const {
    filename = 'evalmachine.<anonymous>',
    lineOffset = 0,
    columnOffset = 0,
    cachedData,
    produceCachedData = false,
    importModuleDynamically,
    timeout,
  } = given;
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (cachedData !== undefined) validateBytes(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  validateImportModuleDynamically(importModuleDynamically);
  return {
    filename,
    lineOffset,
    columnOffset,
    cachedData,
    produceCachedData,
    importModuleDynamically,
    timeout,
  };
}

/**
 * The options of a run.
 * @param {import('..').RunningScriptOptions} [options]
 * @returns {{ timeout: number | undefined, displayErrors: boolean, breakOnSigint: boolean }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function getRunInContextArgs(options = {}) {
  validateObject(options, 'options');
  const { timeout, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validatePositiveUint32(timeout, 'options.timeout');
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout, displayErrors, breakOnSigint };
}

module.exports = { getRunInContextArgs, getScriptArgs };
