'use strict';

/**
 * Promises on both sides. A guest promise is a genuine promise of the host that native code settles; a
 * host promise is watched here and settles its host proxy. Must never call a `then` that host or guest
 * code could have changed.
 */

const { executionAsyncId } = require('node:async_hooks');
const { clearTimeout, setTimeout } = require('node:timers');

const { runInAsyncContext } = require('./async_contexts');
const { counterpartOf } = require('./guest_object');
const { hideConstructor } = require('./promise_species');
const { SafeWeakMap } = require('./primordials');

const { apply, deleteProperty, getPrototypeOf, setPrototypeOf } = Reflect;
const { then } = Promise.prototype;
const { unref } = getPrototypeOf(spent());
const noop = () => {};
const nextTick = process.nextTick.bind(process);

/** A timer that never fires: its class is nowhere else to be had. */
function spent() {
  const timer = setTimeout(() => {}, 1);
  clearTimeout(timer);
  return timer;
}

/** Settling functions of promises that are still pending, by the promise. */
const resolvers = new SafeWeakMap();

let crossAgain;
let settleImportedPromise;
let runCleanups;
let runJobs;
let runOwnJobs;
let microtaskRuns;
let microtasksDrained;

/**
 * Native code gives `settleImportedPromise(realmId, index, rejected, value)`, `runJobs(realmId, batch, asyncContext)`,
 * `runOwnJobs(realmId, batch, asyncContext)`,
 * `runCleanups(realmId)`, `crossAgain()`, `microtaskRuns()` and `microtasksDrained()` once.
 */
function connect(binding) {
  microtaskRuns = binding.microtaskRuns;
  microtasksDrained = binding.microtasksDrained;
  crossAgain = binding.crossAgain;
  settleImportedPromise = binding.settleImportedPromise;
  runCleanups = binding.runCleanups;
  runJobs = binding.runJobs;
  runOwnJobs = binding.runOwnJobs;
}

/** The host's promise for a guest's; `prototype` is the guest's, unless the realm shares the host's. */
function makePromise(record, id, prototype) {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject, isUnderWay: false };
  });
  resolvers.set(promise, settle);
  // `node:domain` puts the domain of the host's call on it, which is none of the guest's promise.
  deleteProperty(promise, 'domain');
  setPrototypeOf(promise, prototype);
  return counterpartOf(record, id, promise);
}

/** The guest's promise has settled. A rejection that the guest has handled is not news to the host. */
function settlePromise(promise, rejected, value, handled) {
  const settle = resolvers.get(promise);
  // Node looks at a promise that rejects, and what it looks at may be the guest's: that enters the realm.
  if (settle === undefined || settle.isUnderWay) return;
  settle.isUnderWay = true;
  try {
    if (rejected) {
      if (handled) markHandled(promise);
      settle.reject(value);
    } else {
      settle.resolve(value);
    }
    // Last: what did not come to its end is done again.
    resolvers.delete(promise);
    settle.onSettled?.();
  } finally {
    settle.isUnderWay = false;
  }
}

/** Has `hear` called once the guest's promise is settled in the host; false for a promise that is none, or settled. */
function onSettled(promise, hear) {
  const settle = resolvers.get(promise);
  if (settle === undefined) return false;
  const before = settle.onSettled;
  settle.onSettled = () => {
    before?.();
    hear();
  };
  return true;
}

/** From now on a rejection of `promise` counts as handled. */
function markHandled(promise) {
  react(promise, undefined, noop);
}

/**
 * `then` that asks nobody: a promise's `constructor`, where `then` looks for a species, may be a guest's, a
 * subclass's, the promise's own. So it is out of sight meanwhile.
 */
function react(promise, onFulfilled, onRejected) {
  const show = hideConstructor(promise);
  if (show === undefined) return false;
  try {
    apply(then, promise, [onFulfilled, onRejected]);
  } finally {
    show();
  }
  return true;
}

/**
 * Settles the host proxy of a host promise when the promise settles. Gives the promise's prototype if it
 * is not the ordinary one.
 */
function watchPromise(record, index, promise) {
  const reject = (reason) => settleImportedPromise(record.id, index, true, reason);
  const isWatched = react(
    promise,
    (value) => settleImportedPromise(record.id, index, false, value),
    reject,
  );
  if (!isWatched) apply(then, resolved, [() => reject(unwatchable())]);
  const prototype = getPrototypeOf(promise);
  return prototype === Promise.prototype ? undefined : prototype;
}

/** What the guest gets of a promise that can't be watched. */
function unwatchable() {
  return new TypeError(
    'boa-vm: a promise whose constructor is frozen and not Promise itself can only be awaited by running ' +
      'code of that constructor; hand in a promise of another one',
  );
}

/** Reports a rejection that nobody handles, for a promise that the host has marked handled itself. */
function reportRejection(reason) {
  Promise.reject(reason);
}

const resolved = Promise.resolve();

/** Native code rings where it could not call anybody any more: crates/membrane/src/agent.rs, `cross_later`. */
function waitForBell(promise) {
  apply(then, promise, [() => crossAgain()]);
}

/**
 * Runs so many of the realm's waiting jobs in a microtask, in the asynchronous context with that number, unless
 * `isHere` says that host code runs in it anyway.
 */
function scheduleJobs(record, batch, number, isHere) {
  const schedule = () => {
    apply(then, resolved, [() => runJobs(record.id, batch, number)]);
  };
  if (isHere) schedule();
  else runInAsyncContext(record, number, schedule);
}

/** Runs so many jobs of a realm with a queue of its own now, in the asynchronous context with that number. */
function runJobsInContext(record, batch, number) {
  runInAsyncContext(record, number, () => runOwnJobs(record.id, batch, number));
}

/** Runs the callbacks of the realm's finalization registries in a microtask. */
function scheduleCleanup(record) {
  const { id } = record;
  apply(then, resolved, [() => runCleanups(id)]);
}

/** Tells native code when the next microtask runs. */
function tellMicrotask() {
  apply(then, resolved, [microtaskRuns]);
}

/** Tells native code in a tick after those that wait; with `isBehindMicrotasks`, after the microtasks behind those too. */
function tellDrained(isBehindMicrotasks) {
  if (isBehindMicrotasks) apply(then, resolved, [() => nextTick(microtasksDrained)]);
  else nextTick(microtasksDrained);
}

/** Enters the realm after that time, for what it waits for then. Like V8's own, this keeps no process alive. */
function wakeLater(record, milliseconds) {
  const { id } = record;
  apply(
    unref,
    setTimeout(() => runJobs(id, 0, -1), milliseconds),
    [],
  );
}

module.exports = {
  connect,
  onSettled,
  react,
  promises: {
    executionAsyncId,
    makePromise,
    markHandled,
    reportRejection,
    runJobsInContext,
    scheduleCleanup,
    scheduleJobs,
    settlePromise,
    tellDrained,
    tellMicrotask,
    waitForBell,
    wakeLater,
    watchPromise,
  },
};
