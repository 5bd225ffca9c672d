'use strict';

/**
 * One check for each kind of argument, under Node's names. Each returns nothing or throws Node's
 * error for the value. Knows nothing of contexts or scripts, converts nothing, and reads of a value
 * no more than its type needs.
 */

const {
  invalidArgType,
  invalidArgValue,
  outOfRange,
  unavailableOnPlatform,
} = require('./errors.js');

const { hasSignals } = require('./sigint.js');

const { isArray } = Array;
const { isInteger } = Number;

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;
const UINT32_MAX = 2 ** 32 - 1;

/**
 * @param {unknown} value
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateString(value, name) {
  if (typeof value !== 'string') throw invalidArgType(name, 'of type string', value);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateBoolean(value, name) {
  if (typeof value !== 'boolean') throw invalidArgType(name, 'of type boolean', value);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateFunction(value, name) {
  if (typeof value !== 'function') throw invalidArgType(name, 'of type function', value);
}

/**
 * An options object: neither null, nor an array, nor a function.
 * @param {unknown} value
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateObject(value, name) {
  if (value === null || isArray(value) || typeof value !== 'object') {
    throw invalidArgType(name, 'of type object', value);
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} min
 * @param {number} max
 * @throws {TypeError} ERR_INVALID_ARG_TYPE unless it is a number
 * @throws {RangeError} ERR_OUT_OF_RANGE unless it is an integer from min to max
 */
function validateInteger(value, name, min, max) {
  if (typeof value !== 'number') throw invalidArgType(name, 'of type number', value);
  if (!isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw outOfRange(name, `>= ${min} && <= ${max}`, value);
}

/**
 * @param {unknown} value of the option `breakOnSigint`
 * @throws {TypeError} ERR_INVALID_ARG_TYPE; ERR_FEATURE_UNAVAILABLE_ON_PLATFORM where no signal can be heard
 */
function validateBreakOnSigint(value) {
  validateBoolean(value, 'options.breakOnSigint');
  if (value && !hasSignals) throw unavailableOnPlatform('options.breakOnSigint');
}

/** @type {(value: unknown, name: string) => void} see {@link validateInteger} */
const validateInt32 = (value, name) => validateInteger(value, name, INT32_MIN, INT32_MAX);

/** @type {(value: unknown, name: string) => void} see {@link validateInteger} */
const validatePositiveUint32 = (value, name) => validateInteger(value, name, 1, UINT32_MAX);

/** @type {(value: unknown, name: string) => void} see {@link validateInteger} */
const validateCount = (value, name) => validateInteger(value, name, 1, Number.MAX_SAFE_INTEGER);

/**
 * @param {unknown} value
 * @param {string} name
 * @param {unknown[]} allowed
 * @throws {TypeError} ERR_INVALID_ARG_VALUE
 */
function validateOneOf(value, name, allowed) {
  if (allowed.includes(value)) return;
  const listed = allowed.map((each) => (typeof each === 'string' ? `'${each}'` : String(each)));
  throw invalidArgValue(name, value, `must be one of: ${listed.join(', ')}`);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {(element: unknown, name: string) => void} validateElement
 * @returns {unknown[]} a copy, so that what was checked is what is used
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateArray(value, name, validateElement) {
  if (!isArray(value)) throw invalidArgType(name, 'an instance of Array', value);
  const copy = Array.from(value);
  copy.forEach((element, index) => {
    validateElement(element, `${name}[${index}]`);
  });
  return copy;
}

/**
 * @param {unknown} value
 * @param {string} name
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 */
function validateBytes(value, name) {
  if (!ArrayBuffer.isView(value)) {
    throw invalidArgType(name, 'an instance of Buffer, TypedArray, or DataView', value);
  }
}

module.exports = {
  validateArray,
  validateBoolean,
  validateBreakOnSigint,
  validateBytes,
  validateCount,
  validateFunction,
  validateInt32,
  validateInteger,
  validateObject,
  validateOneOf,
  validatePositiveUint32,
  validateString,
};
