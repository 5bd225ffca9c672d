'use strict';

/**
 * A pool of threads that run guest code, on piscina: each job in a fresh context, its data copied in and its value
 * copied out. What a limit stops leaves its thread as it is; a job that is past its deadline or aborted while it runs
 * costs its thread, which is replaced.
 */

const path = require('node:path');
const { validateString } = require('../validate.js');
const { readJobOptions, readPoolOptions } = require('./options.js');

/** A job that gave no value: why, and what its code threw. */
class JobError extends Error {
  /** @param {{ message: string, name?: string, code?: string, reason?: string, guestStack?: string }} what */
  constructor({ message, name, code, reason, guestStack }) {
    super(message);
    this.guestName = name;
    this.reason = reason;
    if (code !== undefined) this.code = code;
    if (guestStack !== undefined) this.guestStack = guestStack;
  }

  get name() {
    return 'JobError';
  }
}

function requirePiscina() {
  try {
    return require('piscina').Piscina;
  } catch (cause) {
    throw new Error('boa-vm/pool runs on piscina: install it with `npm install piscina`', {
      cause,
    });
  }
}

/** The signals that end a job; none is none. */
function signalFor(signal, deadline) {
  const signals = [signal, deadline === undefined ? undefined : AbortSignal.timeout(deadline)];
  const given = signals.filter((each) => each !== undefined);
  return given.length === 0 ? undefined : AbortSignal.any(given);
}

/** An error of piscina's, as one of ours. */
function errorFor(error, signal, deadline) {
  if (signal?.aborted) {
    const isLate = signal.reason?.name === 'TimeoutError';
    return new JobError({
      message: isLate ? `The job was not done after ${deadline}ms` : 'The job was aborted',
      code: isLate ? 'ERR_SCRIPT_EXECUTION_TIMEOUT' : 'ERR_SCRIPT_EXECUTION_INTERRUPTED',
      reason: isLate ? 'timeout' : 'interrupted',
    });
  }
  if (/queue is at limit|queue limit/i.test(error.message)) {
    return new JobError({
      message: 'The queue of the pool is full: wait for a job to end, or give a longer queue',
      code: 'ERR_VM_POOL_FULL',
    });
  }
  return new JobError({ message: error.message, code: error.code ?? 'ERR_VM_POOL_FAILED' });
}

class Pool {
  #piscina;
  #deadline;

  /** @param {import('../../pool').PoolOptions} [options] */
  constructor(options = {}) {
    const { threads, queue, setup, deadline, context } = readPoolOptions(options);
    const Piscina = requirePiscina();
    this.#deadline = deadline;
    this.#piscina = new Piscina({
      filename: path.join(__dirname, 'worker.js'),
      minThreads: threads,
      maxThreads: threads,
      maxQueue: queue,
      // The thread makes the next context while it waits.
      atomics: 'disabled',
      workerData: { setup, context },
    });
  }

  /**
   * @param {string} code a cell: it may await, and its last expression is the value
   * @param {import('../../pool').JobOptions} [options]
   * @returns {Promise<unknown>} a copy of the value; rejects with a JobError
   */
  async run(code, options = {}) {
    validateString(code, 'code');
    const { job, deadline = this.#deadline, signal } = readJobOptions(options);
    const ending = signalFor(signal, deadline);
    let answer;
    try {
      answer = await this.#piscina.run({ ...job, code }, { signal: ending });
    } catch (error) {
      // What can't be cloned is the caller's mistake.
      if (error.name === 'DataCloneError') throw error;
      throw errorFor(error, ending, deadline);
    }
    if (answer.error !== undefined) throw new JobError(answer.error);
    return answer.value;
  }

  /** What the pool has done and has before it; times in milliseconds. */
  stats() {
    const { completed, duration, queueSize, threads, utilization, histogram } = this.#piscina;
    const times = (histogram) => ({
      average: histogram.average,
      p50: histogram.p50,
      p99: histogram.p99,
    });
    return {
      completed,
      duration,
      queued: queueSize,
      threads: threads.length,
      utilization,
      runTime: times(histogram.runTime),
      waitTime: times(histogram.waitTime),
    };
  }

  /** Ends all threads; jobs that run or wait reject. */
  async close() {
    await this.#piscina.destroy();
  }

  async [Symbol.asyncDispose]() {
    await this.close();
  }
}

/**
 * @param {import('../../pool').PoolOptions} [options]
 * @returns {Pool}
 */
const createPool = (options) => new Pool(options);

module.exports = { JobError, createPool };
