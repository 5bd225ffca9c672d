'use strict';

/**
 * With `breakOnSigint` the first Ctrl+C ends the run and nothing else. Listeners for SIGINT that the
 * program has are parked during the run and put back after it, whichever way it ends.
 * Must never catch the signal itself: the native side does that.
 */

/** Whether SIGINT can be heard of while guest code runs: Windows has no signals. */
const hasSignals = process.platform !== 'win32';

/**
 * @template T
 * @param {() => T} run
 * @returns {T} what `run` returns
 * @throws whatever `run` throws
 */
function withParkedSigintListeners(run) {
  // The raw listeners keep what `once` wrapped around its own.
  const parked = process.rawListeners('SIGINT');
  if (parked.length === 0) return run();
  process.removeAllListeners('SIGINT');
  try {
    return run();
  } finally {
    for (const listener of parked) process.on('SIGINT', listener);
  }
}

module.exports = { hasSignals, withParkedSigintListeners };
