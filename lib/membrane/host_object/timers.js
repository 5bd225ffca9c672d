'use strict';

/**
 * Timers of Node's are links of lists that the whole process shares, and Node takes whatever has the right properties
 * for one: guest code that calls `refresh` on an object of its own, or clears one, would put it there, get the neighbours,
 * and could keep the event loop from ever coming to an end. So only timers count.
 */

const timers = require('node:timers');
const { types } = require('node:util');
const { illegalInvocation } = require('../../errors');
const { SafeWeakSet, isObject, ownValue } = require('../primordials');
const { guestOf } = require('../record');
const { isPrivateSymbol } = require('./visible');

const { getPrototypeOf, ownKeys } = Reflect;
const { isProxy } = types;

/** The description of the symbol that all timers have, and that no guest can come by. */
const MARK = 'asyncId';

/** The prototype of what a function that starts a timer gives. */
function prototypeBy(start, stop) {
  const timer = start(() => {});
  stop(timer);
  return getPrototypeOf(timer);
}

const timeouts = prototypeBy(timers.setTimeout, timers.clearTimeout);
const immediates = prototypeBy(timers.setImmediate, timers.clearImmediate);

/** Methods of timers. */
const methods = new SafeWeakSet();
for (const prototype of [timeouts, immediates]) {
  for (const key of ownKeys(prototype)) {
    const method = ownValue(prototype, key);
    if (typeof method === 'function' && key !== 'constructor') methods.add(method);
  }
}

/** Functions that take a timer. */
const takers = new SafeWeakSet();
const namesOfTakers = ['clearTimeout', 'clearInterval'];
for (const name of [...namesOfTakers, 'enroll', 'unenroll', 'active', '_unrefActive']) {
  const taker = ownValue(timers, name);
  if (typeof taker === 'function') takers.add(taker);
}

function hasMark(object) {
  const keys = ownKeys(object);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at];
    if (typeof key === 'symbol' && key.description === MARK && isPrivateSymbol(key)) return true;
  }
  return false;
}

const { clearImmediate } = timers;

/** Whether an object is a timer to which guest code has added nothing of the sort that Node keeps for itself. */
function isTimer(record, object) {
  if (guestOf.get(object) !== undefined || isProxy(object) || record.guestKeys.has(object))
    return false;
  const prototype = getPrototypeOf(object);
  return (prototype === timeouts || prototype === immediates) && hasMark(object);
}

function isImmediate(record, value) {
  return isObject(value) && isTimer(record, value) && getPrototypeOf(value) === immediates;
}

/**
 * What a function of Node's that takes a timer is given: nothing in the place of any other object.
 * @param {object} record
 * @param {Function} callee
 * @param {unknown[]} args
 * @returns {unknown[]}
 */
function withTimersOnly(record, callee, args) {
  const [timer] = args;
  // Node counts the immediates that are left, and would count anything.
  if (callee === clearImmediate) return isImmediate(record, timer) ? args : [undefined];
  if (!takers.has(callee) || !isObject(timer)) return args;
  return isTimer(record, timer) ? args : [undefined];
}

/** @throws {TypeError} where a method of timers is called on anything else */
function checkTimer(record, callee, self) {
  if (!methods.has(callee)) return;
  if (!isObject(self) || !isTimer(record, self)) throw illegalInvocation();
}

module.exports = { checkTimer, withTimersOnly };
