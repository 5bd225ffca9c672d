'use strict';

/**
 * The functions of this package that compile text in the host's own realm. A guest that is handed a Script or
 * a Module comes by its class: it may hold it, and not make another. Must be given the public functions
 * themselves, so that what is exported under two names counts as well.
 */

const { ownCompilers } = require('./membrane/host_object/compilers.js');

/** @param {Function[]} functions */
function closeToGuests(functions) {
  for (const each of functions) ownCompilers.add(each);
}

module.exports = { closeToGuests };
