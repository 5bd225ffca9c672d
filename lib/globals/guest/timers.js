'use strict';

/**
 * Makes the timers of a context. All of them wait in a heap here, where they count as the context's memory; the
 * host has one timer for the one that is due first. An id is a number that means something in this context alone.
 */

module.exports = (shared, arm) => {
  const { apply, clock, report, requireFunction, uncurry, $Map, $Math, $Number } = shared;
  const getOf = uncurry($Map.prototype.get);
  const setOf = uncurry($Map.prototype.set);
  const deleteOf = uncurry($Map.prototype.delete);

  const LONGEST = 2 ** 31 - 1;
  const FEW = 64;

  const byId = new $Map();
  let queue = [];
  let cleared = 0;
  let count = 0;
  let isRunning = false;

  const isBefore = (a, b) => a.due < b.due || (a.due === b.due && a.order < b.order);

  function siftUp(from) {
    const timer = queue[from];
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(timer, queue[parent])) break;
      queue[at] = queue[parent];
      at = parent;
    }
    queue[at] = timer;
  }

  function siftDown(from) {
    const timer = queue[from];
    const end = queue.length;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= end) break;
      if (child + 1 < end && isBefore(queue[child + 1], queue[child])) child += 1;
      if (!isBefore(queue[child], timer)) break;
      queue[at] = queue[child];
      at = child;
    }
    queue[at] = timer;
  }

  function push(timer) {
    queue[queue.length] = timer;
    siftUp(queue.length - 1);
  }

  /** Takes the first timer away. */
  function shift() {
    const last = queue[queue.length - 1];
    queue.length -= 1;
    if (queue.length === 0) return;
    queue[0] = last;
    siftDown(0);
  }

  /** Drops what was cleared, so that setting and clearing takes no memory. */
  function compact() {
    const waiting = [];
    for (let at = 0; at < queue.length; at += 1) {
      if (queue[at].callback !== undefined) waiting[waiting.length] = queue[at];
    }
    queue = waiting;
    cleared = 0;
    for (let at = (queue.length >> 1) - 1; at >= 0; at -= 1) siftDown(at);
  }

  /** The first timer that nobody has cleared. */
  function first() {
    while (queue.length > 0 && queue[0].callback === undefined) {
      shift();
      cleared -= 1;
    }
    return queue[0];
  }

  function wait(timer) {
    push(timer);
    if (!isRunning && queue[0] === timer) arm(timer.due - clock());
  }

  function start(name, callback, delay, args, isRepeated) {
    requireFunction(callback, 'callback');
    const number = $Number(delay);
    const milliseconds = number >= 1 && number <= LONGEST ? $Math.trunc(number) : 1;
    count += 1;
    const timer = {
      __proto__: null,
      id: count,
      order: count,
      due: name === 'setImmediate' ? 0 : clock() + milliseconds,
      callback,
      args,
      interval: isRepeated ? milliseconds : 0,
    };
    setOf(byId, timer.id, timer);
    wait(timer);
    return timer.id;
  }

  function clear(id) {
    const key = typeof id === 'string' ? $Number(id) : id;
    const timer = getOf(byId, key);
    if (timer === undefined) return;
    deleteOf(byId, key);
    timer.callback = undefined;
    timer.args = undefined;
    cleared += 1;
    if (cleared > FEW && cleared > queue.length >> 1) compact();
  }

  /** Milliseconds until the next timer is due, or -1 where none waits. */
  function delayToNext() {
    isRunning = false;
    const timer = first();
    return timer === undefined ? -1 : $Math.max(0, timer.due - clock());
  }

  /** Puts an interval back. One that a limit has stopped never comes here, and so is over. */
  function repeat(timer) {
    if (timer.interval === 0 || timer.callback === undefined) return;
    timer.due = clock() + timer.interval;
    count += 1;
    timer.order = count;
    setOf(byId, timer.id, timer);
    push(timer);
  }

  /** Runs the timer that is due first, if one is; gives the delay to the next. */
  function runNext() {
    const timer = first();
    if (timer === undefined || timer.due > clock()) return delayToNext();
    isRunning = true;
    shift();
    if (timer.interval === 0) deleteOf(byId, timer.id);
    const { callback, args } = timer;
    try {
      apply(callback, undefined, args);
    } catch (error) {
      report(error);
    }
    repeat(timer);
    return delayToNext();
  }

  const functions = {
    setTimeout(callback, delay, ...args) {
      return start('setTimeout', callback, delay, args, false);
    },
    clearTimeout(id) {
      clear(id);
    },
    setInterval(callback, delay, ...args) {
      return start('setInterval', callback, delay, args, true);
    },
    clearInterval(id) {
      clear(id);
    },
    setImmediate(callback, ...args) {
      return start('setImmediate', callback, 0, args, false);
    },
    clearImmediate(id) {
      clear(id);
    },
  };
  shared.setTimeout = functions.setTimeout;
  return { ...functions, runNext, delayToNext };
};
