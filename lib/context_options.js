'use strict';

/**
 * The options that describe a context, checked and turned into what `realm.js` takes.
 * Must never create anything: a mistake leaves the context object as it was.
 */

const { misplacedLimit, misspelledOption } = require('./errors.js');
const { readGlobals } = require('./globals/names.js');
const { validateImportModuleDynamically } = require('./import_option.js');
const { readLimits, validateLimits } = require('./limits.js');
const {
  validateBoolean,
  validateFunction,
  validateObject,
  validateOneOf,
  validateString,
} = require('./validate.js');

const MICROTASK_MODES = ['afterEvaluate', undefined];
const WEB_ASSEMBLY = ['none', 'host'];

/** Options that guard something: one that is misspelled must not go unheard. */
const GUARDS = ['limits', 'codeGeneration', 'globals', 'fetch', 'disposable', 'webAssembly'];

/** What people call them. */
const MEANT = new Map([
  ['limit', 'limits'],
  ['contextlimits', 'limits'],
  ['memorylimit', 'limits: { memory }'],
  ['instructionlimit', 'limits: { instructions }'],
  ['contextcodegeneration', 'codeGeneration'],
  ['global', 'globals'],
  ['wasm', 'codeGeneration: { wasm }'],
  ['eval', 'codeGeneration: { strings }'],
  ...GUARDS.map((name) => [name.toLowerCase(), name]),
]);

/** The same for a run in a new context, where they have names of their own. */
const MEANT_IN_RUN = new Map([
  ['limit', 'limits'],
  ['limits', 'limits'],
  ['contextlimit', 'contextLimits'],
  ['contextlimits', 'contextLimits'],
  ['memorylimit', 'limits: { memory }'],
  ['codegeneration', 'contextCodeGeneration'],
  ['contextcodegeneration', 'contextCodeGeneration'],
]);

const CODE_GENERATION = new Map([
  ['string', 'strings'],
  ['strings', 'strings'],
  ['eval', 'strings'],
  ['wasm', 'wasm'],
  ['webassembly', 'wasm'],
]);

/** Other names than ours are no error, as in Node, unless they are like one of ours. */
function refuseMisspelled(options, meanings, place) {
  for (const key of Object.keys(options)) {
    const meant = meanings.get(key.toLowerCase());
    if (meant !== undefined && meant !== key) {
      throw misspelledOption(`${place}.${key}`, options[key], meant);
    }
  }
}

let unnamedContexts = 0;

function nextName() {
  unnamedContexts += 1;
  return `VM Context ${unnamedContexts}`;
}

/** Checks what is there; what is undefined was not given. */
function validateGiven(validate, value, name) {
  if (value !== undefined) validate(value, name);
}

/**
 * The options of `createContext`.
 * @param {object} options
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE for a limit
 */
function readContextOptions(options) {
  validateObject(options, 'options');
  for (const name of ['timeout', 'instructions']) {
    if (options[name] !== undefined) throw misplacedLimit(`options.${name}`, options[name]);
  }
  refuseMisspelled(options, MEANT, 'options');
  const {
    name = nextName(),
    origin,
    codeGeneration,
    microtaskMode,
    importModuleDynamically,
    limits,
    disposable = false,
    onLimit,
    webAssembly = 'none',
  } = options;
  validateString(name, 'options.name');
  validateGiven(validateString, origin, 'options.origin');
  validateGiven(validateObject, codeGeneration, 'options.codeGeneration');
  refuseMisspelled(codeGeneration ?? {}, CODE_GENERATION, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? {};
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', MICROTASK_MODES);
  validateImportModuleDynamically(importModuleDynamically);
  validateBoolean(disposable, 'options.disposable');
  validateGiven(validateFunction, onLimit, 'options.onLimit');
  validateOneOf(webAssembly, 'options.webAssembly', WEB_ASSEMBLY);
  return {
    name,
    origin,
    allowStrings: strings,
    afterEvaluate: microtaskMode === 'afterEvaluate',
    limits: readLimits(limits),
    importModuleDynamically,
    disposable,
    globals: readGlobals(options),
    onLimit,
    webAssembly: wasm && webAssembly === 'host',
  };
}

/** The limits of the context of a run in a new one, under either name. */
function limitsOfRun(contextLimits, limits) {
  if (contextLimits !== undefined) return validateLimits(contextLimits, 'options.contextLimits');
  return limits;
}

/**
 * Picks the options of `createContext` out of those of a run in a new context.
 * @param {unknown} options nothing is picked from what is falsy, as in Node
 * @returns {import('..').CreateContextOptions}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE under the names they have here
 */
function getContextOptions(options) {
  if (!options) return {};
  const {
    contextName,
    contextOrigin,
    contextCodeGeneration,
    contextLimits,
    limits,
    microtaskMode,
  } = options;
  validateGiven(validateString, contextName, 'options.contextName');
  validateGiven(validateString, contextOrigin, 'options.contextOrigin');
  let codeGeneration;
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    refuseMisspelled(contextCodeGeneration, CODE_GENERATION, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    validateGiven(validateBoolean, strings, 'options.contextCodeGeneration.strings');
    validateGiven(validateBoolean, wasm, 'options.contextCodeGeneration.wasm');
    codeGeneration = { strings, wasm };
  }
  validateGiven(validateString, microtaskMode, 'options.microtaskMode');
  refuseMisspelled(options, MEANT_IN_RUN, 'options');
  return {
    name: contextName,
    origin: contextOrigin,
    codeGeneration,
    microtaskMode,
    limits: limitsOfRun(contextLimits, limits),
  };
}

module.exports = { getContextOptions, readContextOptions };
