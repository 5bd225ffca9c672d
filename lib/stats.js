'use strict';

/** `stats`: what a context holds and has done. Must never enter the context. */

const { validateContext } = require('./context.js');
const { realmOf, realmStats } = require('./realm.js');

/** What native code tells, in this order. */
const NAMES = [
  'heapBytes',
  'peakHeapBytes',
  'collections',
  'cpuNanoseconds',
  'entries',
  'callouts',
  'jobs',
  'exports',
  'imports',
  'instructions',
];

/**
 * @param {object} contextifiedObject
 * @returns {import('..').ContextStats}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {Error} ERR_VM_CONTEXT_DISPOSED
 */
function stats(contextifiedObject) {
  validateContext(contextifiedObject);
  const numbers = realmStats(realmOf(contextifiedObject));
  return Object.fromEntries(NAMES.map((name, index) => [name, numbers[index]]));
}

module.exports = { stats };
