'use strict';

/**
 * Words for a value in the message of an error about it, exactly as Node words them.
 * Must never throw for an ordinary value, and never print more of a value than Node does.
 */

const { inspect } = require('node:util');

const { isInteger } = Number;

const LONGEST_STRING = 28;
const KEPT_OF_STRING = 25;
const LONGEST_INSPECTION = 128;

/** @param {string} text */
function quoted(text) {
  const shown = text.length > LONGEST_STRING ? `${text.slice(0, KEPT_OF_STRING)}...` : text;
  return shown.includes("'") ? JSON.stringify(shown) : `'${shown}'`;
}

/** @param {object} value */
function describeObject(value) {
  const maker = value.constructor;
  const isObject = typeof maker === 'function' || (typeof maker === 'object' && maker !== null);
  if (isObject && 'name' in maker) return `an instance of ${maker.name}`;
  return inspect(value, { depth: -1 });
}

/**
 * How ERR_INVALID_ARG_TYPE names the type of a value: `type number (1)`, `an instance of Map`.
 * @param {unknown} value
 * @returns {string}
 */
function describeType(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') return describeObject(value);
  const shown = typeof value === 'string' ? quoted(value) : inspect(value);
  return `type ${typeof value} (${shown})`;
}

/**
 * How ERR_INVALID_ARG_VALUE shows a value.
 * @param {unknown} value
 * @returns {string}
 */
function describeValue(value) {
  const shown = inspect(value);
  return shown.length > LONGEST_INSPECTION ? `${shown.slice(0, LONGEST_INSPECTION)}...` : shown;
}

/**
 * How ERR_OUT_OF_RANGE shows a number: large integers in groups of three. Like Node, it groups the
 * characters of the text from the right, whatever they are: `1e+21` becomes `1e_+21`.
 * @param {number} value
 * @returns {string}
 */
function describeNumber(value) {
  if (!isInteger(value) || Math.abs(value) <= 2 ** 32) return inspect(value);
  const sign = value < 0 ? '-' : '';
  return sign + String(Math.abs(value)).replace(/(?<!^)(?=(?:.{3})+$)/g, '_');
}

module.exports = { describeNumber, describeType, describeValue };
