'use strict';

/** The options of a pool and of its jobs, checked. */

const { availableParallelism } = require('node:os');
const { invalidArgType, invalidArgValue } = require('../errors.js');
const { validateLimits } = require('../limits.js');
const { readGlobals } = require('../globals/names.js');
const {
  validateInteger,
  validateObject,
  validatePositiveUint32,
  validateString,
} = require('../validate.js');

const POOL = ['threads', 'queue', 'limits', 'globals', 'codeGeneration', 'setup', 'deadline'];
const JOB = ['data', 'filename', 'timeout', 'deadline', 'signal'];

function refuseUnknown(options, known, what) {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const names = known.map((name) => `'${name}'`).join(', ');
    throw invalidArgValue(
      `options.${key}`,
      options[key],
      `is no option of a ${what}: there are ${names}`,
    );
  }
}

/**
 * @param {import('../../pool').PoolOptions} options
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function readPoolOptions(options) {
  validateObject(options, 'options');
  refuseUnknown(options, POOL, 'pool');
  const { threads = availableParallelism(), queue = 1000, limits = {}, setup, deadline } = options;
  const { globals, codeGeneration } = options;
  validateInteger(threads, 'options.threads', 1, 1024);
  validateInteger(queue, 'options.queue', 0, 2 ** 31 - 1);
  validateLimits(limits, 'options.limits');
  readGlobals({ globals });
  if (setup !== undefined) validateString(setup, 'options.setup');
  if (deadline !== undefined) validatePositiveUint32(deadline, 'options.deadline');
  return { threads, queue, setup, deadline, context: { limits, globals, codeGeneration } };
}

/**
 * @param {import('../../pool').JobOptions} options
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function readJobOptions(options) {
  validateObject(options, 'options');
  refuseUnknown(options, JOB, 'job');
  const { data = {}, filename = 'job', timeout, deadline, signal } = options;
  validateObject(data, 'options.data');
  validateString(filename, 'options.filename');
  if (timeout !== undefined) validatePositiveUint32(timeout, 'options.timeout');
  if (deadline !== undefined) validatePositiveUint32(deadline, 'options.deadline');
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidArgType('options.signal', 'an instance of AbortSignal', signal);
  }
  return { job: { data, filename, timeout }, deadline, signal };
}

module.exports = { readJobOptions, readPoolOptions };
