'use strict';

/**
 * The `importModuleDynamically` option, which contexts, scripts and functions share, checked.
 */

const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = require('./constants.js');
const { validateFunction } = require('./validate.js');

/**
 * @param {unknown} value a function, `constants.USE_MAIN_CONTEXT_DEFAULT_LOADER` or undefined
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateImportModuleDynamically(value) {
  if (value === undefined || value === USE_MAIN_CONTEXT_DEFAULT_LOADER) return;
  validateFunction(value, 'options.importModuleDynamically');
}

module.exports = { validateImportModuleDynamically };
