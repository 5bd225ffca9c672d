'use strict';

/**
 * The native addon. Only
 * `realm.js`, `module/` and the membrane may require it: everything else goes through `realm.js`.
 *
 * With `--abort-on-uncaught-exception` V8 ends the process at any error that is thrown while native code
 * is the innermost to catch it, and Node-API always is, also where JavaScript further out would catch
 * it. Then nothing is thrown across the border: outcomes travel as `[value]` or `[undefined, error]`.
 */

const binding = require('./addon.js');
const { hasNodeFlag } = require('./node_flags');

/** A native function that throws again what it gives as an error. */
function unpacking(native) {
  return (...args) => {
    const outcome = native(...args);
    // There is none when the thread is ending.
    if (outcome === undefined) return undefined;
    if (outcome.length > 1) throw outcome[1]; // node-do-not-add-exception-line
    return outcome[0];
  };
}

/** A function for native code that gives what it throws. */
function packing(callback) {
  return (...args) => {
    try {
      return [callback(...args)];
    } catch (error) {
      return [undefined, error];
    }
  };
}

function withFunctions(object, wrap) {
  const functions = Object.entries(object).filter(([, value]) => typeof value === 'function');
  return Object.fromEntries(functions.map(([name, value]) => [name, wrap(value)]));
}

function packed() {
  const { version, ...rest } = binding;
  const functions = withFunctions(rest, unpacking);
  binding.packOutcomes();
  return {
    ...functions,
    version,
    initialize: (callbacks, ...more) =>
      functions.initialize({ ...callbacks, ...withFunctions(callbacks, packing) }, ...more),
  };
}

module.exports = hasNodeFlag('--abort-on-uncaught-exception') ? packed() : binding;
