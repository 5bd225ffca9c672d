'use strict';

/**
 * The `importModuleDynamically` option, which contexts, scripts and functions share. It is checked
 * and nothing else: a dynamic `import()` rejects as if there were no callback.
 */

const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = require('./constants.js');
const { invalidArgType } = require('./errors.js');

/**
 * @param {unknown} value a function, `constants.USE_MAIN_CONTEXT_DEFAULT_LOADER` or undefined
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateImportModuleDynamically(value) {
  if (value === undefined || value === USE_MAIN_CONTEXT_DEFAULT_LOADER) return;
  if (typeof value !== 'function') {
    throw invalidArgType('options.importModuleDynamically', 'of type function', value);
  }
}

module.exports = { validateImportModuleDynamically };
