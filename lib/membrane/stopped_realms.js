'use strict';

/**
 * Tells the host what stopped a realm where no call of the host's is there to throw to. Must never call anybody while guest code waits for an answer.
 */

const { SafeWeakMap } = require('./primordials');

const { queueMicrotask } = globalThis;

/** Record → the error of its last stop. */
const lastStops = new SafeWeakMap();

/** Record → its `onLimit`. */
const listeners = new SafeWeakMap();

/** Record → the functions that hear of each stop of a job, in a microtask. */
const watchers = new SafeWeakMap();

/** Makes `onLimit` of a context. */
function listen(record, onLimit) {
  listeners.set(record, onLimit);
}

/** Has `hear` called when a job of the realm is stopped; gives a function that ends that. */
function watchStops(record, hear) {
  const watching = watchers.get(record) ?? [];
  watchers.set(record, [...watching, hear]);
  return () => {
    watchers.set(
      record,
      watchers.get(record).filter((each) => each !== hear),
    );
  };
}

/** Calls `onLimit`, as an event of its own: what it throws is an uncaught exception. */
function tellLimit(record, error) {
  const onLimit = listeners.get(record);
  if (onLimit !== undefined) queueMicrotask(() => onLimit(error));
}

/** Native code has stopped an entry; a job's has no caller. */
function noteStop(record, error, isJob) {
  lastStops.set(record, error);
  if (!isJob) return;
  tellLimit(record, error);
  for (const hear of watchers.get(record) ?? []) queueMicrotask(hear);
}

/** The error of the last stop. */
function lastStop(record) {
  return lastStops.get(record);
}

module.exports = { listen, stops: { lastStop, noteStop }, tellLimit, watchStops };
