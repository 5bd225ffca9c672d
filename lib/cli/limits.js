'use strict';

/** Limits as they are written on a command line: `timeout=1s,memory=64M`. */

const { validateLimits } = require('../limits.js');
const { UsageError } = require('./usage_error.js');

const MILLISECONDS = { '': 1, ms: 1, s: 1000, m: 60_000 };
const COUNTS = { '': 1, K: 1e3, M: 1e6, G: 1e9 };
const BYTES = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** A number with a unit. */
function readQuantity(text, units) {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  const known = Object.keys(units).find((each) => each.toLowerCase() === unit.toLowerCase());
  return known === undefined ? undefined : Number(number) * units[known];
}

/**
 * @param {string} text `500`, `500ms`, `2s`, `1m`
 * @param {string} name of the option, for the message
 * @returns {number} milliseconds
 * @throws {UsageError}
 */
function readTime(text, name) {
  const time = readQuantity(text, MILLISECONDS);
  if (Number.isInteger(time) && time >= 1 && time < 2 ** 32) return time;
  throw new UsageError(`${name} takes milliseconds, a whole number from 1, or 2s; not '${text}'`);
}

function readBytes(text) {
  const bytes = readQuantity(text, BYTES);
  if (bytes >= 1) return Math.floor(bytes);
  throw new UsageError(`--limits memory takes bytes, as in 64M; not '${text}'`);
}

function readCount(text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--limits stackDepth takes a number of calls; not '${text}'`);
}

function readInstructions(text) {
  const instructions = readQuantity(text, COUNTS);
  if (instructions >= 1) return Math.floor(instructions);
  throw new UsageError(`--limits instructions takes a number of them, as in 10M; not '${text}'`);
}

const READERS = {
  __proto__: null,
  timeout: (text) => readTime(text, '--limits timeout'),
  memory: readBytes,
  stackDepth: readCount,
  instructions: readInstructions,
};

/**
 * @param {string | undefined} list
 * @returns {import('../..').ContextLimits}
 * @throws {UsageError}
 */
function readLimitList(list) {
  if (list === undefined) return {};
  const limits = {};
  for (const entry of list.split(',')) {
    const [name, value = ''] = entry.split('=').map((part) => part.trim());
    const read = READERS[name];
    if (read === undefined) {
      const names = Object.keys(READERS).join(', ');
      throw new UsageError(`--limits knows no '${name}'; there are ${names}, as in memory=64M`);
    }
    limits[name] = read(value);
  }
  try {
    return validateLimits(limits, '--limits');
  } catch (error) {
    throw new UsageError(error.message);
  }
}

module.exports = { readLimitList, readTime };
