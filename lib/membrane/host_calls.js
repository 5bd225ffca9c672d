'use strict';

/**
 * The host's calls as text, in a host of any state: `Error` may be frozen, `stackTraceLimit` and
 * `prepareStackTrace` whatever the host's user has made of them. None of that is changed for longer than
 * a capture takes, and nothing here throws. The package's own calls are told from the user's here.
 *
 * No regular expression: V8 ends the process when it compiles one near the end of its stack.
 */

const path = require('node:path');
const {
  SafeSet,
  endsWith,
  includes,
  indexOf,
  lastIndexOf,
  linesOf,
  sliceOf,
  startsWith,
  toSafeArray,
} = require('./primordials');

const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { hasOwn, isExtensible } = Object;
const HostError = Error;
const { captureStackTrace } = Error;

/** Enough for the calls of the package between those of the host that a limit asks for. */
const ROOM_FOR_OWN_CALLS = 60;

const CALL = '    at ';

const ownFolder = path.dirname(path.dirname(__dirname));
const commandPlace = `${ownFolder}${path.sep}bin${path.sep}`;
const ownPlaces = [
  commandPlace,
  `${ownFolder}${path.sep}lib${path.sep}`,
  `${ownFolder}${path.sep}index.`,
  `${ownFolder}${path.sep}register.`,
  `${ownFolder}${path.sep}binding.js`,
];

/** The functions that call a native function which enters a realm: one for each entry. */
const entrances = new SafeSet([
  'callGuest',
  'compileFunction',
  'compileScript',
  'createRealm',
  'internalSlotsOf',
  'native',
  'reflect',
  'runJobs',
  'runOwnJobs',
  'runScript',
  'settleImportedPromise',
]);

function isCall(line) {
  return startsWith(line, CALL);
}

/** Whether a line is a call of the package, which is of no interest to who reads a stack. */
function isOwnCall(line) {
  if (!isCall(line)) return false;
  for (let at = 0; at < ownPlaces.length; at += 1) {
    if (includes(line, ownPlaces[at])) return true;
  }
  return false;
}

/** Leaves out what V8's own functions do for a caller in the package: it is of the package, too. */
function withoutOwnHelpers(lines) {
  return lines.filter((line, at) => {
    if (at + 1 === lines.length || !endsWith(line, '(<anonymous>)')) return true;
    return !isOwnCall(lines[at + 1]);
  });
}

/** What calls the package's command is the loader of Node's, which concerns nobody. */
function aboveCommand(lines) {
  const end = lines.findIndex((line) => includes(line, commandPlace));
  return end < 0 ? lines : lines.slice(0, end);
}

/** Whether a line of the package is where the host enters a realm. */
function isEntrance(line) {
  const end = indexOf(line, ' (');
  if (end < 0) return false;
  const name = sliceOf(line, CALL.length, end);
  return entrances.has(sliceOf(name, lastIndexOf(name, '.') + 1));
}

/** Sets a property of the host's `Error` while `act` runs; false where that is not possible. */
function whileSet(key, value, act) {
  const before = getOwnPropertyDescriptor(HostError, key);
  if (before === undefined) {
    if (!isExtensible(HostError)) return act();
    defineProperty(HostError, key, { __proto__: null, value, writable: true, configurable: true });
    try {
      return act();
    } finally {
      deleteProperty(HostError, key);
    }
  }
  if (!hasOwn(before, 'value') || !before.writable) return act();
  defineProperty(HostError, key, { __proto__: null, value });
  try {
    return act();
  } finally {
    defineProperty(HostError, key, { __proto__: null, value: before.value });
  }
}

/** How many calls the host wants to see, as V8 takes it. */
function hostLimit() {
  const limit = getOwnPropertyDescriptor(HostError, 'stackTraceLimit');
  if (limit === undefined || !hasOwn(limit, 'value')) return 0;
  return typeof limit.value === 'number' && limit.value > 0 ? limit.value : 0;
}

/** How `Error.stackTraceLimit` is, for `restoreLimit`. */
function limitNow() {
  return getOwnPropertyDescriptor(HostError, 'stackTraceLimit')?.value;
}

/**
 * Node sets the limit to 0 while it makes an error, and reads the value that the error is about meanwhile: guest code
 * that throws then would leave the host without stacks.
 */
function restoreLimit(limit) {
  const now = getOwnPropertyDescriptor(HostError, 'stackTraceLimit');
  if (now?.value !== 0 || limit === 0 || !now.writable) return;
  defineProperty(HostError, 'stackTraceLimit', { __proto__: null, value: limit });
}

/** The `stack` of an error, a text or undefined. Reading it may run code of the host's user, who sees to it. */
function textOf(error) {
  try {
    const { stack } = error;
    return typeof stack === 'string' ? stack : undefined;
  } catch {
    return undefined;
  }
}

function capture(below) {
  const holder = { __proto__: null };
  apply(captureStackTrace, HostError, [holder, below]);
  const text = textOf(holder);
  return text !== undefined && includes(text, `\n${CALL}`) ? text : undefined;
}

/**
 * The calls that are under way in the host below a function, the package's own among them, a line each.
 * The host's user may print calls in a way of their own; where that is no text with a line a call, Node's
 * is taken.
 */
function callLines(below) {
  const limit = hostLimit();
  if (limit === 0) return toSafeArray([]);
  try {
    const text = whileSet('stackTraceLimit', limit + ROOM_FOR_OWN_CALLS, () => {
      return capture(below) ?? whileSet('prepareStackTrace', undefined, () => capture(below));
    });
    return text === undefined
      ? toSafeArray([])
      : withoutOwnHelpers(aboveCommand(linesOf(text).filter(isCall)));
  } catch {
    // The host's stack is at its end.
    return toSafeArray([]);
  }
}

/** Lines below a first one. */
function joinLines(header, lines) {
  let text = header;
  for (let at = 0; at < lines.length; at += 1) text += `\n${lines[at]}`;
  return text;
}

/** An error without a stack of its own, whatever `Error` is like. */
function bareError() {
  return whileSet('stackTraceLimit', 0, () => new HostError());
}

/** Gives an error of this package its stack: the first line, and the calls of the user. */
function giveOwnStack(error, header, below) {
  const calls = callLines(below).filter((line) => !isOwnCall(line));
  defineProperty(error, 'stack', {
    __proto__: null,
    value: joinLines(header, calls.slice(0, hostLimit())),
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

module.exports = {
  bareError,
  callLines,
  giveOwnStack,
  hostLimit,
  isCall,
  isEntrance,
  isOwnCall,
  joinLines,
  limitNow,
  restoreLimit,
  textOf,
  withoutOwnHelpers,
};
