'use strict';

/**
 * Pools of contexts: contexts are made and set up while the event loop is idle, and each borrower gets one that nobody
 * has had before. Threads are another matter: `lib/pool/`.
 */

const { types } = require('node:util');
const { createContext, dispose } = require('../context.js');
const { invalidArgType, poolClosed } = require('../errors.js');
const { Script } = require('../script.js');
const { validateFunction, validateInteger, validateObject } = require('../validate.js');

const { assign } = Object;

/** @returns {(context: object) => void} what prepares a context that was just made */
function readSetup(setup) {
  if (setup === undefined) return () => {};
  if (typeof setup === 'function') return setup;
  if (typeof setup !== 'string') {
    throw invalidArgType('options.setup', 'of type function or string', setup);
  }
  const script = new Script(setup, { filename: 'setup.js' });
  return (context) => script.runInContext(context);
}

class ContextPool {
  #size;
  #setup;
  #contextOptions;
  #ready = [];
  /** The turn of the event loop that makes the next context. */
  #next;
  #isClosed = false;

  /** @param {import('../..').ContextPoolOptions} [options] */
  constructor(options = {}) {
    validateObject(options, 'options');
    const { size = 4, setup, ...contextOptions } = options;
    validateInteger(size, 'options.size', 1, 10_000);
    this.#size = size;
    this.#setup = readSetup(setup);
    this.#contextOptions = contextOptions;
    // The first one now: an option that is wrong is an error here, not in an idle moment.
    this.#ready.push(this.#make());
    this.#fillWhenIdle();
  }

  /** How many contexts are in store. */
  get ready() {
    return this.#ready.length;
  }

  take(properties) {
    if (properties !== undefined) validateObject(properties, 'properties');
    if (this.#isClosed) throw poolClosed();
    const context = this.#ready.pop() ?? this.#make();
    this.#fillWhenIdle();
    return assign(context, properties);
  }

  use(callback, properties) {
    validateFunction(callback, 'callback');
    const context = this.take(properties);
    let result;
    try {
      result = callback(context);
    } catch (error) {
      dispose(context);
      throw error;
    }
    if (types.isPromise(result)) return disposeWhenSettled(result, context);
    dispose(context);
    return result;
  }

  close() {
    this.#isClosed = true;
    clearImmediate(this.#next);
    for (const context of this.#ready) dispose(context);
    this.#ready = [];
  }

  [Symbol.dispose]() {
    this.close();
  }

  #make() {
    const context = createContext({}, this.#contextOptions);
    try {
      this.#setup(context);
    } catch (error) {
      dispose(context);
      throw error;
    }
    return context;
  }

  /** Makes a context in each turn of the event loop until the store is full. Keeps no process alive. */
  #fillWhenIdle() {
    if (this.#next !== undefined || this.#ready.length >= this.#size) return;
    this.#next = setImmediate(() => {
      this.#next = undefined;
      try {
        this.#ready.push(this.#make());
      } catch {
        // Whoever takes the next context makes it, and hears of the error.
        return;
      }
      this.#fillWhenIdle();
    });
    this.#next.unref();
  }
}

async function disposeWhenSettled(promise, context) {
  try {
    return await promise;
  } finally {
    dispose(context);
  }
}

/**
 * @param {import('../..').ContextPoolOptions} [options]
 * @returns {ContextPool}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function createPool(options) {
  return new ContextPool(options);
}

module.exports = { createPool };
