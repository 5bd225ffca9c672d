'use strict';

/**
 * The options that describe a context, checked and turned into what `realm.js` takes.
 * Must never create anything: a mistake leaves the context object as it was.
 */

const { validateImportModuleDynamically } = require('./import_option.js');
const {
  validateBoolean,
  validateInteger,
  validateObject,
  validateOneOf,
  validatePositiveUint32,
  validateString,
} = require('./validate.js');

const MICROTASK_MODES = ['afterEvaluate', undefined];
const WEB_ASSEMBLY = ['none', 'host'];

let unnamedContexts = 0;

function nextName() {
  unnamedContexts += 1;
  return `VM Context ${unnamedContexts}`;
}

/** Checks what is there; what is undefined was not given. */
function validateGiven(validate, value, name) {
  if (value !== undefined) validate(value, name);
}

/** Limits of every entry into the realm: milliseconds, bytes, frames. */
function readLimits(limits) {
  if (limits === undefined) return undefined;
  validateObject(limits, 'options.limits');
  const { timeout, memory, stackDepth } = limits;
  validateGiven(validatePositiveUint32, timeout, 'options.limits.timeout');
  if (memory !== undefined) {
    validateInteger(memory, 'options.limits.memory', 1, Number.MAX_SAFE_INTEGER);
  }
  validateGiven(validatePositiveUint32, stackDepth, 'options.limits.stackDepth');
  return { timeout, memory, stackDepth };
}

/**
 * The options of `createContext`.
 * @param {object} options
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE for a limit
 */
function readContextOptions(options) {
  validateObject(options, 'options');
  const {
    name = nextName(),
    origin,
    codeGeneration,
    microtaskMode,
    importModuleDynamically,
    limits,
    disposable = false,
    webAssembly = 'none',
  } = options;
  validateString(name, 'options.name');
  validateGiven(validateString, origin, 'options.origin');
  validateGiven(validateObject, codeGeneration, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? {};
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', MICROTASK_MODES);
  validateImportModuleDynamically(importModuleDynamically);
  validateBoolean(disposable, 'options.disposable');
  validateOneOf(webAssembly, 'options.webAssembly', WEB_ASSEMBLY);
  return {
    name,
    origin,
    allowStrings: strings,
    afterEvaluate: microtaskMode === 'afterEvaluate',
    limits: readLimits(limits),
    importModuleDynamically,
    disposable,
    webAssembly: wasm && webAssembly === 'host',
  };
}

/**
 * Picks the options of `createContext` out of those of a run in a new context.
 * @param {unknown} options nothing is picked from what is falsy, as in Node
 * @returns {import('..').CreateContextOptions}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE under the names they have here
 */
function getContextOptions(options) {
  if (!options) return {};
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  validateGiven(validateString, contextName, 'options.contextName');
  validateGiven(validateString, contextOrigin, 'options.contextOrigin');
  let codeGeneration;
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    validateGiven(validateBoolean, strings, 'options.contextCodeGeneration.strings');
    validateGiven(validateBoolean, wasm, 'options.contextCodeGeneration.wasm');
    codeGeneration = { strings, wasm };
  }
  validateGiven(validateString, microtaskMode, 'options.microtaskMode');
  return { name: contextName, origin: contextOrigin, codeGeneration, microtaskMode };
}

module.exports = { getContextOptions, readContextOptions };
