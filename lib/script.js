'use strict';

/**
 * The class `Script`: source that is parsed once, is bound to no realm, and runs in any.
 * Must never hand out the native handle, and never run it for an object that is not a Script.
 */

const { createCachedData, isCachedDataFor } = require('./cached_data.js');
const { createContext, validateContext } = require('./context.js');
const { getContextOptions } = require('./context_options.js');
const { illegalInvocation } = require('./errors.js');
const { importCallback } = require('./module/import.js');
const { mainRealm, realmOf, runScript } = require('./realm.js');
const { getRunInContextArgs, getScriptArgs, refuseContextLimits } = require('./run_options.js');
const { runUnderLimits, shorterTimeout } = require('./run_terms.js');
const { withParkedSigintListeners } = require('./sigint.js');
const { validatePositiveUint32 } = require('./validate.js');
const { compile, compileCached } = require('./vm/compile_cache.js');

/** Names the contextified object whose realm a SyntaxError belongs to, as in Node's lib/vm.js. */
const kParsingContext = Symbol('script parsing context');

/** Says that a script runs at once in that context, and that its options for that are right: the run checks its syntax. */
const kRunsAtOnce = Symbol('script runs at once');

function syntaxCheck(isCertified, runsAtOnce) {
  if (isCertified) return 'certified';
  return runsAtOnce === true ? 'at run' : 'now';
}

/** Runs a script with options that `getRunInContextArgs` has read: given by the class. */
let runWith;

class Script {
  static {
    runWith = (script, contextifiedObject, args) =>
      Script.#run(script, realmOf(contextifiedObject), args);
  }

  #handle;
  #code;
  #timeout;
  #importCallback;

  /**
   * @param {unknown} code converted to a string
   * @param {import('..').ScriptOptions | string} [options] a string is the filename
   * @throws {SyntaxError} the host's own
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   * @throws {RangeError} ERR_OUT_OF_RANGE
   */
  constructor(code, options = {}) {
    const source = `${code}`;
    const { filename, lineOffset, columnOffset, cachedData, produceCachedData, ...rest } =
      getScriptArgs(options, kRunsAtOnce);
    const { importModuleDynamically, timeout } = rest;
    const isCertified = cachedData !== undefined && isCachedDataFor(cachedData, 'script', source);
    const compileAs = importModuleDynamically === undefined ? compileCached : compile;
    const compiled = compileAs(
      source,
      { filename, lineOffset, columnOffset },
      syntaxCheck(isCertified, options[kRunsAtOnce]),
      realmOf(options[kParsingContext]),
    );
    this.#handle = compiled.handle;
    this.#code = source;
    this.#importCallback = importCallback(importModuleDynamically, filename, () => this);
    // Node has no such option; after the parse, a syntax error comes first as in Node.
    if (timeout !== undefined) validatePositiveUint32(timeout, 'options.timeout');
    this.#timeout = timeout;

    if (cachedData !== undefined) this.cachedDataRejected = !isCertified;
    if (produceCachedData) {
      this.cachedData = createCachedData('script', source);
      this.cachedDataProduced = true;
    }
    this.sourceMapURL = compiled.sourceMapURL;
  }

  /**
   * Runs in the realm whose context object is the host's `globalThis`.
   * @param {import('..').RunningScriptOptions} [options]
   * @returns {unknown} the completion value
   * @throws {TypeError} ERR_INVALID_ARG_TYPE
   * @throws {RangeError} ERR_OUT_OF_RANGE
   * @throws {Error} ERR_SCRIPT_EXECUTION_TIMEOUT, ERR_SCRIPT_EXECUTION_INTERRUPTED
   * @throws whatever the code throws
   */
  runInThisContext(options) {
    const args = getRunInContextArgs(options);
    refuseContextLimits(options);
    return Script.#run(this, mainRealm(), args);
  }

  /**
   * @param {object} contextifiedObject
   * @param {import('..').RunningScriptOptions} [options]
   * @returns {unknown} the completion value
   * @throws {Error} as `runInThisContext`, and ERR_VM_CONTEXT_DISPOSED
   */
  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    const args = getRunInContextArgs(options);
    refuseContextLimits(options);
    return Script.#run(this, realmOf(contextifiedObject), args);
  }

  /**
   * @param {object | symbol} [contextObject] contextified unless it is already
   * @param {import('..').RunningScriptInNewContextOptions} [options]
   * @returns {unknown} the completion value
   * @throws {Error} as `createContext` and `runInContext`
   */
  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, getContextOptions(options));
    const hasLimits = options?.limits !== undefined;
    return this.runInContext(context, hasLimits ? { ...options, limits: undefined } : options);
  }

  /**
   * @returns {Buffer} for the option `cachedData` of the same code
   */
  createCachedData() {
    if (!Script.#isScript(this)) throw illegalInvocation();
    return createCachedData('script', this.#code);
  }

  static #isScript(value) {
    return typeof value === 'object' && value !== null && #handle in value;
  }

  static #run(script, realm, { timeout, instructions, displayErrors, breakOnSigint, ...terms }) {
    if (!Script.#isScript(script)) throw illegalInvocation();
    const { signal, deadline } = terms;
    const limit = shorterTimeout(timeout ?? script.#timeout ?? -1, deadline);
    const flags = [breakOnSigint, signal !== undefined, instructions, displayErrors];
    const start = () => runScript(realm, script.#handle, limit, flags, script.#importCallback);
    const run = breakOnSigint ? () => withParkedSigintListeners(start) : start;
    if (signal === undefined && deadline === undefined) return run();
    return runUnderLimits(realm, { signal, deadline }, run);
  }
}

module.exports = { Script, kParsingContext, kRunsAtOnce, runWith };
