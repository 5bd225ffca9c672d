'use strict';

/**
 * Contextifying: `createContext`, `isContext`, `dispose`, and the checks that other functions need
 * of a context argument. Knows which object has which realm only through `realm.js`.
 * Must never touch a property of the context object, except to add `Symbol.dispose` where asked for.
 */

const { DONT_CONTEXTIFY } = require('./constants.js');
const { readContextOptions } = require('./context_options.js');
const { invalidArgType } = require('./errors.js');
const { importCallback } = require('./module/import.js');
const { createRealm, disposeRealm, limitInstructions, realmOf } = require('./realm.js');

/**
 * @param {object} object
 * @returns {boolean} whether it is the context object, or the `globalThis`, of a context
 * @throws {TypeError} ERR_INVALID_ARG_TYPE for anything but an object
 */
function isContext(object) {
  if (typeof object !== 'object' || object === null) {
    throw invalidArgType('object', 'of type object', object);
  }
  return realmOf(object) !== undefined;
}

/**
 * @param {object} contextifiedObject
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateContext(contextifiedObject) {
  if (!isContext(contextifiedObject)) {
    const hint = 'vm.createContext(object) makes a context of an object';
    throw invalidArgType('contextifiedObject', 'an vm.Context', contextifiedObject, hint);
  }
}

function makeDisposable(contextObject) {
  Object.defineProperty(contextObject, Symbol.dispose, {
    value: () => dispose(contextObject),
    writable: true,
    configurable: true,
  });
}

/**
 * Gives an object a realm of its own, whose global shows the object's properties and writes to them.
 * A contextified object comes back untouched, whatever the options.
 * @param {object | symbol} [contextObject] `constants.DONT_CONTEXTIFY` for a realm with an ordinary global
 * @param {import('..').CreateContextOptions} [options]
 * @returns {object} the contextObject, or the `globalThis` of the realm with an ordinary global
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE for a limit
 */
function createContext(contextObject = {}, options = {}) {
  const isVanilla = contextObject === DONT_CONTEXTIFY;
  if (!isVanilla && isContext(contextObject)) return contextObject;
  const { disposable, globals, importModuleDynamically, ...settings } = readContextOptions(options);
  settings.importCallback = importCallback(importModuleDynamically, '', () => contextObject);
  if (isVanilla) {
    const record = createRealm(undefined, { kind: 'vanilla', ...settings });
    furnish(record, globals, settings.limits);
    if (disposable) makeDisposable(record.contextObject);
    return record.contextObject;
  }
  // First, so that an object that takes no property is refused before it has a realm.
  if (disposable) makeDisposable(contextObject);
  const record = createRealm(contextObject, { kind: 'contextified', ...settings });
  furnish(record, globals, settings.limits);
  return contextObject;
}

/** What makes globals, loaded by the first context that asks for some. */
let globalsOnRequest;

/**
 * Gives a new realm its globals, and only then a limit of instructions: what they take is not counted as the guest's. A realm that
 * can't take them, for its other limits, is no context.
 */
function furnish(record, globals, { instructions }) {
  if (globals !== undefined) install(record, globals);
  if (instructions !== undefined) limitInstructions(record, instructions);
}

function install(record, globals) {
  globalsOnRequest ??= require('./globals/install.js');
  try {
    globalsOnRequest.installGlobals(record, globals);
  } catch (error) {
    globalsOnRequest.endGlobals(record);
    disposeRealm(record);
    throw error;
  }
}

/**
 * Frees the realm of a context now, with all that its code made. A second call does nothing.
 * @param {object} contextifiedObject
 * @returns {void} from here on every entry into the realm throws ERR_VM_CONTEXT_DISPOSED
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function dispose(contextifiedObject) {
  validateContext(contextifiedObject);
  const record = realmOf(contextifiedObject);
  globalsOnRequest?.endGlobals(record);
  disposeRealm(record);
}

module.exports = { createContext, dispose, isContext, validateContext };
