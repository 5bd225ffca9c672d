'use strict';

/**
 * The functions that compile and run in one call. Each is a `Script` made and run: nothing is
 * checked here that `Script` checks.
 */

const { createContext, validateContext } = require('./context.js');
const { getContextOptions } = require('./context_options.js');
const { getRunInContextArgs, refuseContextLimits } = require('./run_options.js');
const { Script, kParsingContext, kRunsAtOnce, runWith } = require('./script.js');

/** A string stands for the filename. What is no object is, as in Node, as good as no options. */
function asObject(options) {
  return typeof options === 'string' ? { filename: options } : { ...options };
}

/** What the run's options say; undefined if something is wrong with them: what is wrong with the code comes first. */
function argsIfRight(options) {
  try {
    return getRunInContextArgs(options);
  } catch {
    return undefined;
  }
}

/** A SyntaxError is the context's own here. `options` is ours, so that nobody sees how often it is read. */
function compileAndRun(code, contextifiedObject, options) {
  const args = argsIfRight(options);
  options[kParsingContext] = contextifiedObject;
  options[kRunsAtOnce] = args !== undefined;
  const script = createScript(code, options);
  return args === undefined
    ? script.runInContext(contextifiedObject, options)
    : runWith(script, contextifiedObject, args);
}

/**
 * @param {unknown} code converted to a string
 * @param {import('..').ScriptOptions | string} [options]
 * @returns {Script}
 * @throws {Error} as `new Script`
 */
function createScript(code, options) {
  return new Script(code, options);
}

/**
 * @param {unknown} code converted to a string
 * @param {object} contextifiedObject
 * @param {import('..').RunningCodeOptions | string} [options]
 * @returns {unknown} the completion value
 * @throws {Error} as `new Script` and its `runInContext`
 */
function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  const own = asObject(options);
  refuseContextLimits(own);
  return compileAndRun(code, contextifiedObject, own);
}

/**
 * @param {unknown} code converted to a string
 * @param {object | symbol} [contextObject] contextified unless it is already
 * @param {import('..').RunningCodeInNewContextOptions | string} [options]
 * @returns {unknown} the completion value
 * @throws {Error} as `createContext` and `runInContext`
 */
function runInNewContext(code, contextObject, options) {
  const context = createContext(contextObject, getContextOptions(options));
  const own = asObject(options);
  own.limits = undefined;
  return compileAndRun(code, context, own);
}

/**
 * @param {unknown} code converted to a string
 * @param {import('..').RunningCodeOptions | string} [options]
 * @returns {unknown} the completion value
 * @throws {Error} as `new Script` and its `runInThisContext`
 */
function runInThisContext(code, options) {
  const given = typeof options === 'string' ? { filename: options } : options;
  return createScript(code, given).runInThisContext(given);
}

module.exports = { createScript, runInContext, runInNewContext, runInThisContext };
