'use strict';

/**
 * The limits of contexts: `options.limits`, and those that a program sets for all contexts that it makes from then on.
 * Must never let a limit pass that nobody would keep: what is not known is an error that says what is meant.
 */

const { invalidArgType, unknownLimit } = require('./errors.js');
const {
  validateCount,
  validateInteger,
  validateObject,
  validatePositiveUint32,
} = require('./validate.js');

const { hasOwn, keys } = Object;

function validateBytes(value, name) {
  if (typeof value === 'number') validateInteger(value, name, 1, Number.MAX_SAFE_INTEGER);
  else throw invalidArgType(name, 'of type number (of bytes: 64 * 2 ** 20, say)', value);
}

/** Names of limits, and what each is checked with. */
const LIMITS = {
  timeout: validatePositiveUint32,
  memory: validateBytes,
  stackDepth: validatePositiveUint32,
  instructions: validateCount,
};

const NAMES = keys(LIMITS);

/** What people call limits that have another name here. */
const OTHER_NAMES = {
  time: 'timeout',
  timeoutms: 'timeout',
  mem: 'memory',
  memorylimit: 'memory',
  heap: 'memory',
  stack: 'stackDepth',
  depth: 'stackDepth',
  maxdepth: 'stackDepth',
  instruction: 'instructions',
  instructionlimit: 'instructions',
  budget: 'instructions',
  fuel: 'instructions',
  gas: 'instructions',
  steps: 'instructions',
};

let defaults = {};

/** The limit that a name was meant to be, if it is like one. */
function meantBy(name) {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  const same = NAMES.find((limit) => limit.toLowerCase() === plain);
  return same ?? (hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : undefined);
}

/**
 * Checks limits: of every entry in milliseconds, of memory in bytes, of calls within calls, of every entry in instructions.
 * @param {unknown} limits
 * @param {string} name where they are, for the message
 * @returns {{ timeout?: number, memory?: number, stackDepth?: number, instructions?: number }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE for a limit that there is not
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function validateLimits(limits, name) {
  validateObject(limits, name);
  for (const key of keys(limits)) {
    if (!hasOwn(LIMITS, key))
      throw unknownLimit(`${name}.${key}`, limits[key], meantBy(key), NAMES);
  }
  const checked = {};
  for (const key of NAMES) {
    const value = limits[key];
    if (value === undefined) continue;
    LIMITS[key](value, `${name}.${key}`);
    checked[key] = value;
  }
  return checked;
}

/**
 * The limits of a context: those given, and the program's own where none is.
 * @param {unknown} limits
 * @param {string} [name]
 */
function readLimits(limits, name = 'options.limits') {
  return limits === undefined ? defaults : { ...defaults, ...validateLimits(limits, name) };
}

/**
 * Sets the limits of all contexts that are made from now on, where they are given none of their own.
 * @param {import('..').ContextLimits} limits those that are left out are none
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function setDefaultLimits(limits) {
  defaults = validateLimits(limits, 'limits');
}

module.exports = { readLimits, setDefaultLimits, validateLimits };
