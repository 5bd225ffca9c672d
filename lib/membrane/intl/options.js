'use strict';

/**
 * In which order V8 reads the options of an operation, and what it converts each to: found by having it
 * read some, so that it is true of whatever Node this is. Must never be given options of a guest.
 */

const { SafeMap } = require('../primordials');

/** How guest code converts an option that is an object; known to crates/guest-engine/src/intl/description.rs. */
const Hint = { TEXT: 0, NUMBER: 1, TRUTH: 2 };

/** Without these V8 reads no further. */
const required = { __proto__: null, type: 'language' };

/** The value of an option that an operation needs before it goes on. */
const neededBy = (name, key) => (name === 'DisplayNames' ? required[key] : undefined);

const stop = Symbol('stop');

/** What V8 converts the option `key` to. */
function hintOf(name, key, read) {
  let hint = Hint.TRUTH;
  const value = {
    [Symbol.toPrimitive](wanted) {
      hint = wanted === 'number' ? Hint.NUMBER : Hint.TEXT;
      throw stop;
    },
  };
  attempt(read, { __proto__: null, type: neededBy(name, 'type'), [key]: value });
  return hint;
}

function attempt(read, options) {
  try {
    read(options);
  } catch {
    // What it makes of such options is of no interest.
  }
}

/** Whether V8 takes a primitive for options, and makes an object of it. Some operations throw instead. */
function wrapsPrimitives(read) {
  try {
    read(0);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name of the class, or ''
 * @param {(options: unknown) => unknown} read does something with options
 * @returns {(boolean | string | number)[]} whether primitives count as objects, then the names of options in
 *   the order of their reading, each with its hint
 */
function planOf(name, read) {
  const keys = [];
  const get = (_, key) => {
    keys.push(key);
    return neededBy(name, key);
  };
  attempt(read, new Proxy({ __proto__: null }, { get }));
  const hints = new SafeMap();
  for (const key of keys) if (!hints.has(key)) hints.set(key, hintOf(name, key, read));
  return [wrapsPrimitives(read), ...keys.flatMap((key) => [key, hints.get(key)])];
}

module.exports = { planOf };
