'use strict';

/**
 * `signal` and `deadline` of a run: what ends it from outside, and what holds for the promise that it gives.
 * Must never leave a timer or a listener behind for a run that is over.
 */

const { isPromise } = require('node:util').types;
const {
  executionInterrupted,
  executionTimedOut,
  invalidArgType,
  withCause,
} = require('./errors.js');
const { onSettled, react } = require('./membrane/promise_bridge.js');
const { guestOf } = require('./membrane/record.js');
const { rejectPromise, setDeadline, stopRuns } = require('./realm.js');
const { reasonOf } = require('./reason_of.js');
const { tellLimit, watchStops } = require('./membrane/stopped_realms.js');
const { validatePositiveUint32 } = require('./validate.js');

const { clearTimeout, setTimeout } = globalThis;
const { max, min } = Math;
const { addEventListener, removeEventListener } = EventTarget.prototype;
const now = performance.now.bind(performance);
const { get: isAborted } = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted');
const { get: reasonOfSignal } = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'reason');
const { apply } = Reflect;

/** The longest time that a timer of Node's can wait, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

function validateAbortSignal(value, name) {
  if (!(value instanceof AbortSignal))
    throw invalidArgType(name, 'an instance of AbortSignal', value);
}

/**
 * Reads the options.
 * @param {{ signal?: unknown, deadline?: unknown }} options
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function readRunLimits({ signal, deadline }) {
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (deadline !== undefined) validatePositiveUint32(deadline, 'options.deadline');
  return { signal, deadline };
}

/** The error of a run that a signal has ended. */
function interruptedBy(signal) {
  return executionInterrupted('by its signal', apply(reasonOfSignal, signal, []));
}

/** Calls `hear` when a signal is aborted; gives a function that ends that. */
function whenAborted(signal, hear) {
  apply(addEventListener, signal, ['abort', hear]);
  return () => apply(removeEventListener, signal, ['abort', hear]);
}

/** Deadlines of the promises that a realm still works for, by its record: the next one holds for its jobs. */
const deadlines = new WeakMap();

function announceDeadline(record) {
  const [next] = [...deadlines.get(record)].sort((a, b) => a.end - b.end);
  if (next === undefined) setDeadline(record);
  else setDeadline(record, max(0, Math.ceil(next.end - now())), next.limit);
}

/** Holds a deadline for a realm's jobs until the function that it gives is called. */
function holdDeadline(record, deadline) {
  const held = deadlines.get(record) ?? new Set();
  deadlines.set(record, held);
  held.add(deadline);
  announceDeadline(record);
  return () => {
    if (held.delete(deadline)) announceDeadline(record);
  };
}

/** Calls `expire` at the end of a deadline, or when a job of the realm was stopped for it. */
function watchDeadline(record, limit, end, expire) {
  const release = holdDeadline(record, { limit, end });
  const stopWatching = watchStops(record, () => {
    if (now() >= end) expire();
  });
  let timer;
  const wait = () => {
    const left = Math.ceil(end - now());
    timer = left <= 0 ? setTimeout(expire, 1) : setTimeout(wait, min(left, LONGEST_TIMER));
  };
  wait();
  return () => {
    clearTimeout(timer);
    stopWatching();
    release();
  };
}

/**
 * Watches over a promise that a run has given: rejects it when its time is up, or when the signal says so.
 * @returns {Promise<unknown>} the promise, or one that follows it if it is none of the guest's
 */
function watchPromise(record, promise, { signal, deadline }, end) {
  const endings = [];
  let isOver = false;
  const over = () => {
    isOver = true;
    for (const finish of endings.splice(0)) finish();
  };
  let given = promise;
  let reject = (error) => rejectPromise(record, promise, error);
  if (!onSettled(promise, over)) {
    if (guestOf.get(promise) !== undefined) return promise;
    given = new Promise((resolve, fail) => {
      reject = fail;
      react(promise, resolve, fail);
    });
    react(given, over, over);
  }
  const fail = (error) => {
    if (isOver) return;
    over();
    reject(error);
    tellLimit(record, error);
  };
  if (deadline !== undefined) {
    endings.push(watchDeadline(record, deadline, end, () => fail(executionTimedOut(deadline))));
  }
  if (signal !== undefined) {
    endings.push(whenAborted(signal, () => fail(interruptedBy(signal))));
  }
  return given;
}

/** Runs; a signal that is aborted meanwhile, by what the guest calls, stops the run. */
function runWithSignal(record, signal, run) {
  if (signal === undefined) return run();
  if (apply(isAborted, signal, [])) throw interruptedBy(signal);
  const stopListening = whenAborted(signal, () => stopRuns(record));
  try {
    return run(); // node-do-not-add-exception-line
  } catch (error) {
    if (apply(isAborted, signal, []) && reasonOf(error) === 'interrupted') {
      const cause = apply(reasonOfSignal, signal, []);
      withCause(error, cause);
    }
    throw error; // node-do-not-add-exception-line
  } finally {
    stopListening();
  }
}

/**
 * Runs under a signal and a deadline.
 * @template T
 * @param {object} record of the realm
 * @param {{ signal?: AbortSignal, deadline?: number }} limits
 * @param {() => T} run with a timeout that is no longer than the deadline
 * @returns {T} what `run` gives; a promise rejects with ERR_SCRIPT_EXECUTION_TIMEOUT at the deadline, and with
 * ERR_SCRIPT_EXECUTION_INTERRUPTED when the signal is aborted
 * @throws {Error} ERR_SCRIPT_EXECUTION_INTERRUPTED, and whatever `run` throws
 */
function runUnderLimits(record, { signal, deadline }, run) {
  const end = deadline === undefined ? undefined : now() + deadline;
  const result = runWithSignal(record, signal, run);
  return isPromise(result) ? watchPromise(record, result, { signal, deadline }, end) : result;
}

/** The shorter of a timeout, or -1 for none, and a deadline. */
function shorterTimeout(timeout, deadline) {
  if (deadline === undefined) return timeout;
  return timeout === -1 ? deadline : min(timeout, deadline);
}

module.exports = { readRunLimits, runUnderLimits, shorterTimeout };
