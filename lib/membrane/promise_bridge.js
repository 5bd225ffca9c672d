'use strict';

/**
 * Promises on both sides. A guest promise is a genuine promise of the host that native code settles; a
 * host promise is watched here and settles its stand-in. Must never call a `then` that host or guest
 * code could have changed.
 */

const { tie } = require('./guest_object');

const { apply, getPrototypeOf, setPrototypeOf } = Reflect;
const { then } = Promise.prototype;
const noop = () => {};

/** Settling functions of promises that are still pending, by the promise. */
const resolvers = new WeakMap();

let settleStandIn;
let runJobs;

/** Native code gives `settleStandIn(realmId, index, rejected, value)` and `runJobs(realmId, batch)` once. */
function connect(binding) {
  settleStandIn = binding.settleStandIn;
  runJobs = binding.runJobs;
}

/** The host's promise for a guest's; `prototype` is the guest's, unless the realm shares the host's. */
function makePromise(record, id, prototype) {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  resolvers.set(promise, settle);
  setPrototypeOf(promise, prototype);
  return tie(record, id, promise);
}

/** The guest's promise has settled. A rejection that the guest has handled is not news to the host. */
function settlePromise(promise, rejected, value, handled) {
  const settle = resolvers.get(promise);
  if (settle === undefined) return;
  resolvers.delete(promise);
  if (rejected) {
    if (handled) markHandled(promise);
    settle.reject(value);
  } else {
    settle.resolve(value);
  }
}

/** From now on a rejection of `promise` counts as handled. */
function markHandled(promise) {
  react(promise, undefined, noop);
}

/** `then` without a look at the promise's `constructor`, which may be a guest's or a subclass's. */
function react(promise, onFulfilled, onRejected) {
  const prototype = getPrototypeOf(promise);
  const isBare = prototype !== Promise.prototype && setPrototypeOf(promise, null);
  apply(then, promise, [onFulfilled, onRejected]);
  if (isBare) setPrototypeOf(promise, prototype);
}

/**
 * Settles the stand-in of a host promise when the promise settles. Gives the promise's prototype if it
 * is not the ordinary one.
 */
function watchPromise(record, index, promise) {
  react(
    promise,
    (value) => settleStandIn(record.id, index, false, value),
    (reason) => settleStandIn(record.id, index, true, reason),
  );
  const prototype = getPrototypeOf(promise);
  return prototype === Promise.prototype ? undefined : prototype;
}

/** Reports a rejection that nobody handles, for a promise that the host has marked handled itself. */
function reportRejection(reason) {
  Promise.reject(reason);
}

const resolved = Promise.resolve();

/** Runs so many of the realm's waiting jobs in a microtask. */
function scheduleJobs(record, batch) {
  apply(then, resolved, [() => runJobs(record.id, batch)]);
}

module.exports = {
  connect,
  promises: {
    makePromise,
    markHandled,
    reportRejection,
    scheduleJobs,
    settlePromise,
    watchPromise,
  },
};
