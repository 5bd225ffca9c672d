'use strict';

/**
 * The host's half of the timers of a context: one timer of Node's for all of them, set for the one that is due first.
 * A callback runs in an entry of its own, so that the context's limits hold for each, and the event loop turns in
 * between.
 */

const { clearImmediate, clearTimeout, setImmediate, setTimeout } = require('node:timers');
const { reasonOf } = require('../../reason_of.js');

const LONGEST = 2 ** 31 - 1;

class TimerLoop {
  #report;
  #runNext;
  #delayToNext;
  #timer;
  #immediate;
  #hasEnded = false;

  /** @param {(error: unknown) => void} report is given what ends a callback */
  constructor(report) {
    this.#report = report;
  }

  /** The guest's half: runs what is due, and tells the delay to the next, -1 for none. */
  connect(runNext, delayToNext) {
    this.#runNext = runNext;
    this.#delayToNext = delayToNext;
  }

  /** Called by guest code of ours: the first timer is due in so many milliseconds. */
  arm = (delay) => {
    this.#clear();
    if (this.#hasEnded || typeof delay !== 'number' || !(delay <= LONGEST)) return;
    if (delay <= 0) this.#immediate = setImmediate(this.#turn);
    else this.#timer = setTimeout(this.#turn, delay);
  };

  /** Forgets all timers. */
  end() {
    this.#hasEnded = true;
    this.#clear();
  }

  #clear() {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (this.#immediate !== undefined) clearImmediate(this.#immediate);
    this.#timer = undefined;
    this.#immediate = undefined;
  }

  #turn = () => {
    this.#clear();
    const delay = this.#enter(this.#runNext) ?? this.#enter(this.#delayToNext);
    if (delay >= 0) this.arm(delay);
  };

  /** Calls a function of the context; what a limit ends, or the end of the context, gives undefined. */
  #enter(callee) {
    if (this.#hasEnded) return -1;
    try {
      return callee();
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'disposed' || reason === 'poisoned') this.end();
      if (reason !== 'disposed') this.#report(error);
      return undefined;
    }
  }
}

module.exports = { TimerLoop };
