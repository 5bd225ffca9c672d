'use strict';

/**
 * `Error.captureStackTrace` for guest objects. V8 refuses Proxies, so the host's function is replaced by
 * one that does for a guest object what the guest's own would: the guest reads its own calls, and the host
 * both sides'. For anything else it is V8's.
 */

const { isProxy } = require('node:util').types;
const { callLines, hostLimit, isOwnCall, joinLines } = require('./host_calls');
const { replaceIntrinsic } = require('./intrinsics');
const { guestOf } = require('./record');
const { SafeWeakMap, linesOf } = require('./primordials');

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { captureStackTrace: original } = Error;

let native;

/** Guest object → the stack that was captured for it, as the guest and as the host read it. */
const captured = new SafeWeakMap();

function textProperty(object, key, fallback) {
  const value = object[key];
  return value === undefined ? fallback : `${value}`;
}

/** The first line, as `Error.prototype.toString` has it. */
function headerOf(object) {
  const name = textProperty(object, 'name', 'Error');
  const message = textProperty(object, 'message', '');
  return name === '' || message === '' ? name + message : `${name}: ${message}`;
}

function captureForGuest(object, record, below) {
  const header = headerOf(object);
  const ofGuest = native.callsOfGuest(record.id);
  const calls = callLines(below);
  const entry = calls.findIndex(isOwnCall);
  const above = entry < 0 ? calls : calls.slice(0, entry);
  const outside = entry < 0 ? [] : calls.slice(entry).filter((line) => !isOwnCall(line));
  const lines = above.concat(linesOf(ofGuest).slice(1), outside);
  const stack = header + ofGuest;
  const isDefined = defineProperty(object, 'stack', {
    __proto__: null,
    value: stack,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  if (!isDefined) throw new TypeError('Cannot define property stack, object is not extensible');
  captured.set(object, { stack, ofHost: joinLines(header, lines.slice(0, hostLimit())) });
}

function captureStackTrace(object, below) {
  const hidden = typeof below === 'function' ? below : captureStackTrace;
  const guest = guestOf.get(object);
  if (guest === undefined || !isProxy(object)) return apply(original, this, [object, hidden]);
  return captureForGuest(object, guest.record, hidden);
}

/** The stack of a guest object as the host reads it, who may be about to give it to guest code that waits. */
function stackForHost(object, stack) {
  const known = captured.get(object);
  const isHosts = known !== undefined && known.stack === stack && !native.isGuestWaiting();
  return isHosts ? known.ofHost : stack;
}

/** Takes the place of the host's function where that can be replaced. */
function connect(binding) {
  native = binding;
  const own = getOwnPropertyDescriptor(Error, 'captureStackTrace');
  if (own?.configurable !== true || own.value !== original) return;
  // Bound, it shows no code of ours and has no frame of its own.
  const value = captureStackTrace.bind(Error);
  defineProperty(value, 'name', { __proto__: null, value: 'captureStackTrace' });
  defineProperty(Error, 'captureStackTrace', { __proto__: null, value });
  replaceIntrinsic(original, value);
}

module.exports = { connect, stackForHost };
