'use strict';

/**
 * The options of a script and of its runs, checked in Node's order.
 * Must never look at the code or at a context.
 */

const { misplacedInRun, misspelledOption } = require('./errors.js');
const { validateImportModuleDynamically } = require('./import_option.js');
const { SafeMap, SafeSet, uncurryThis } = require('./membrane/primordials.js');
const { readRunLimits } = require('./run_terms.js');
const {
  validateBoolean,
  validateBreakOnSigint,
  validateBytes,
  validateCount,
  validateInt32,
  validateObject,
  validatePositiveUint32,
  validateString,
} = require('./validate.js');

const { keys } = Object;
const toLowerCase = uncurryThis(String.prototype.toLowerCase);
const replaceAll = uncurryThis(String.prototype.replaceAll);

/** What people call the options that limit a run. */
const MEANT = new SafeMap([
  ['timeout', 'timeout'],
  ['timeouts', 'timeout'],
  ['timeoutms', 'timeout'],
  ['timelimit', 'timeout'],
  ['deadline', 'deadline'],
  ['deadlines', 'deadline'],
  ['deadlinems', 'deadline'],
  ['abortsignal', 'signal'],
  ['breakonsigint', 'breakOnSigint'],
  ['instructions', 'instructions'],
  ['instruction', 'instructions'],
  ['instructionlimit', 'instructions'],
  ['maxinstructions', 'instructions'],
]);

/** Names of options that are right: most runs have no others. */
const KNOWN = new SafeSet([
  ...[
    'timeout',
    'deadline',
    'signal',
    'breakOnSigint',
    'instructions',
    'displayErrors',
    'filename',
  ],
  ...['lineOffset', 'columnOffset', 'cachedData', 'importModuleDynamically'],
]);

/**
 * Refuses a limit that is misspelled, where the right one is not there: nothing would keep it. Other names are no
 * error, as in Node.
 * @param {object} options
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function refuseMisspelledLimits(options) {
  const names = keys(options);
  for (let at = 0; at < names.length; at += 1) {
    const key = names[at];
    if (KNOWN.has(key)) continue;
    const meant = MEANT.get(replaceAll(toLowerCase(key), '_', ''));
    if (meant === undefined || options[meant] !== undefined) continue;
    throw misspelledOption(`options.${key}`, options[key], meant);
  }
}

/**
 * Refuses limits of a context where a context is there already.
 * @param {unknown} options
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function refuseContextLimits(options) {
  const limits = options?.limits;
  if (limits !== undefined) throw misplacedInRun('options.limits', limits);
}

/**
 * The options of `new Script`.
 * @param {import('..').ScriptOptions | string} options a string is the filename
 * @param {symbol} areRunOptionsRight under which they say that `getRunInContextArgs` has nothing against them
 * @returns the options with their defaults; `timeout` is not checked yet
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function getScriptArgs(options, areRunOptionsRight) {
  const given = typeof options === 'string' ? { filename: options } : options;
  validateObject(given, 'options');
  const {
    filename = 'evalmachine.<anonymous>',
    lineOffset = 0,
    columnOffset = 0,
    cachedData,
    produceCachedData = false,
    importModuleDynamically,
    timeout,
  } = given;
  validateString(filename, 'options.filename');
  validateInt32(lineOffset, 'options.lineOffset');
  validateInt32(columnOffset, 'options.columnOffset');
  if (cachedData !== undefined) validateBytes(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  validateImportModuleDynamically(importModuleDynamically);
  if (given[areRunOptionsRight] !== true) refuseMisspelledLimits(given);
  return {
    filename,
    lineOffset,
    columnOffset,
    cachedData,
    produceCachedData,
    importModuleDynamically,
    timeout,
  };
}

/**
 * The options of a run.
 * @param {import('..').RunningScriptOptions} [options]
 * @returns {{ timeout?: number, instructions?: number, displayErrors: boolean, breakOnSigint: boolean,
 *   signal?: AbortSignal, deadline?: number }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function getRunInContextArgs(options = {}) {
  validateObject(options, 'options');
  const { timeout, instructions, displayErrors = true, breakOnSigint = false } = options;
  if (timeout !== undefined) validatePositiveUint32(timeout, 'options.timeout');
  if (instructions !== undefined) validateCount(instructions, 'options.instructions');
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBreakOnSigint(breakOnSigint);
  const limits = readRunLimits(options);
  refuseMisspelledLimits(options);
  return { timeout, instructions, displayErrors, breakOnSigint, ...limits };
}

module.exports = {
  getRunInContextArgs,
  getScriptArgs,
  refuseContextLimits,
  refuseMisspelledLimits,
};
