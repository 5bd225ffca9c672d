'use strict';

/**
 * Why a run ended. A guest can give an error any `code`; what this package has noted of the errors that it
 * made itself, no guest can forge. Must never look at a property of an error.
 */

const { SafeWeakMap } = require('./membrane/primordials.js');

/** @typedef {'timeout' | 'interrupted' | 'memory' | 'instructions' | 'stack' | 'disposed' | 'poisoned'} Reason */

/** Error → reason. */
const reasons = new SafeWeakMap();

/**
 * Notes why an error was made.
 * @template {object} E
 * @param {E} error
 * @param {Reason} reason
 * @returns {E} the error
 */
function noteReason(error, reason) {
  reasons.set(error, reason);
  return error;
}

/**
 * Tells why a run ended, by the error that it threw.
 * @param {unknown} error
 * @returns {Reason | undefined} undefined for whatever guest code, or anybody else, has thrown itself
 */
function reasonOf(error) {
  return reasons.get(error);
}

module.exports = { noteReason, reasonOf };
