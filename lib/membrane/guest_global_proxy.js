'use strict';

/**
 * `globalThis` of a contextified object as the host sees it. A Proxy whose `set` trap says no leaves the
 * error to V8, whose message is about Proxies; `node:vm` has a message of its own, for strict code only.
 * Whether the caller is strict, the trap has to find out by itself.
 */

const { makeHandler, traps } = require('./guest_handler');
const { guestProxyOf } = require('./shadow_targets');

const { isArray } = Array;

const { captureStackTrace } = Error;
const { defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;

const globalHandler = makeHandler({
  set(shadow, key, value, receiver) {
    const isDone = traps.set(shadow, key, value, receiver);
    if (!isDone && receiver === guestProxyOf(shadow) && isCalledByStrictCode(globalHandler.set)) {
      throw new TypeError(`Cannot redefine property: ${String(key)}`);
    }
    return isDone;
  },
});

/**
 * V8 shows neither the function nor `this` of strict code; the function of a script's top level it never
 * shows. A built-in function, `Reflect.set`, say, has no line: it
 * makes of a refusal what it wants.
 */
function isCalledByStrictCode(callee) {
  const limit = getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  const prepare = getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const value = (_error, calls) => calls;
  defineProperty(Error, 'stackTraceLimit', { __proto__: null, value: 1 });
  defineProperty(Error, 'prepareStackTrace', { __proto__: null, value, configurable: true });
  const holder = {};
  captureStackTrace(holder, callee);
  const calls = holder.stack;
  if (limit !== undefined) defineProperty(Error, 'stackTraceLimit', limit);
  if (prepare === undefined) deleteProperty(Error, 'prepareStackTrace');
  else defineProperty(Error, 'prepareStackTrace', prepare);
  // What the host's user has fixed has stayed as it was: then there is a text.
  if (!isArray(calls) || calls.length === 0) return false;
  const [call] = calls;
  const isHidden = call.getFunction() === undefined && call.getThis() === undefined;
  return isHidden && call.getLineNumber() !== null;
}

module.exports = { globalHandler };
