'use strict';

/**
 * `runInDebugContext`, as Node 8 had it: code in a realm of its own that has a `Debug` object. Node's
 * was V8's debugger; this one answers what Boa can tell of itself.
 * Must never show code in that realm more than numbers and names.
 */

const { createContext } = require('./context.js');
const { heapBytes, liveRealms } = require('./realm.js');
const { Script } = require('./script.js');

const Debug = Object.freeze({
  engine: 'boa',

  /** @returns {number} bytes of the engine's heap in this thread */
  heapBytes: () => heapBytes(undefined),

  /** @returns {{ name?: string, heapBytes: number }[]} the live contexts of this thread */
  contexts: () => liveRealms().map((realm) => ({ name: realm.name, heapBytes: heapBytes(realm) })),
});

let debugContext;

/**
 * @param {unknown} code converted to a string
 * @returns {unknown} the completion value; all calls of a thread share one realm
 * @throws {SyntaxError}
 * @throws whatever the code throws
 */
function runInDebugContext(code) {
  debugContext ??= createContext({ Debug }, { name: 'Debug' });
  return new Script(code).runInContext(debugContext);
}

module.exports = { runInDebugContext };
