'use strict';

/**
 * Errors that nobody catches: what callbacks of timers, jobs and listeners throw in a context. They never end the
 * process, as they would in Node.
 */

const util = require('node:util');
const { printable } = require('./printable.js');

/** A text for whatever was thrown; never throws, whatever that is. */
function describe(error) {
  try {
    return printable(util.inspect(error));
  } catch {
    return 'something that cannot be printed';
  }
}

class Reporter {
  #writer;
  #onUncaughtError;

  /** @param {{ send: Function }} writer prints what no function is there for */
  constructor(writer, onUncaughtError) {
    this.#writer = writer;
    this.#onUncaughtError = onUncaughtError;
  }

  report = (error) => {
    if (this.#onUncaughtError === undefined) {
      this.#writer.send('error', `Uncaught ${describe(error)}`, [error]);
      return;
    }
    // What the host's own function throws is the host's affair, and not for guest code to catch.
    queueMicrotask(() => this.#onUncaughtError(error));
  };
}

module.exports = { Reporter };
