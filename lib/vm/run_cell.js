'use strict';

/** Runs cells: scripts of a notebook or a prompt, which may await at their top level, and whose declarations stay. */

const { validateContext } = require('../context.js');
const { refuseContextLimits } = require('../run_options.js');
const { Script } = require('../script.js');
const { validateString } = require('../validate.js');

/**
 * Compiles a cell.
 * @param {string} code
 * @param {object} options of the script
 * @returns {Script} one that gives a promise, if the code awaits
 * @throws {SyntaxError}
 */
function compileCell(code, options) {
  try {
    return new Script(code, options);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { rewriteAwait } = require('./top_level_await.js');
    const rewritten = rewriteAwait(code);
    if (rewritten === undefined) throw error;
    const columnOffset = (options.columnOffset ?? 0) + rewritten.shift;
    return new Script(rewritten.code, { ...options, columnOffset });
  }
}

/**
 * Runs code in a context as a REPL or a notebook does: it may `await` at its top level, its declarations stay for
 * the cells after it, and it gives the value of its last expression.
 * @param {string} code
 * @param {object} contextifiedObject
 * @param {import('../..').RunningCodeOptions | string} [options] a string is the filename. `timeout` is that of the
 *   code up to its first `await`, and the context's own limits hold from there
 * @returns {Promise<unknown>}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, at once; everything else rejects
 */
function runCell(code, contextifiedObject, options = {}) {
  validateString(code, 'code');
  validateContext(contextifiedObject);
  const given = typeof options === 'string' ? { filename: options } : options;
  return start(code, contextifiedObject, given);
}

async function start(code, contextifiedObject, options) {
  refuseContextLimits(options);
  return await compileCell(code, options).runInContext(contextifiedObject, options);
}

module.exports = { compileCell, runCell };
