'use strict';

/**
 * Stacks as the host reads them: guest calls where guest code ran, the host's around them, and none of
 * the package's own. Native code gives the guest's calls in blocks, one for each entry that is under way,
 * the innermost first. What the guest reads is the business of `guest_view.js`.
 */

const { types } = require('node:util');
const {
  callLines,
  hostLimit,
  isCall,
  isEntrance,
  isOwnCall,
  joinLines,
  textOf,
  withoutOwnHelpers,
} = require('./host_calls');
const { unpackDescriptor } = require('./host_object');
const { isPrivateSymbol } = require('./host_object/visible');
const { SafeWeakMap, SafeWeakSet, linesOf, sliceOf, toSafeArray } = require('./primordials');

const { defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { hasOwn } = Object;
const { isNativeError, isPromise, isProxy } = types;

/** Host's error for a guest's → the stack that the guest gave last. The host may have changed it since. */
const given = new SafeWeakMap();

/** Host's error for a guest's → its stack with the host's calls, which only the host reads. */
const ofHost = new SafeWeakMap();

let native;

/** Native code gives its functions once. */
function connect(binding) {
  native = binding;
}

/** The lines of a block, which begins with a line feed. */
function callsOf(block) {
  return block === '' ? [] : linesOf(sliceOf(block, 1));
}

/** Puts blocks of the guest's calls where the package's own stand, and the rest of them at the end. */
function interleave(lines, blocks) {
  const merged = toSafeArray([]);
  let next = 0;
  const add = (block) => {
    const calls = callsOf(block);
    for (let at = 0; at < calls.length; at += 1) merged.push({ line: calls[at], isGuest: true });
  };
  for (let at = 0; at < lines.length; at += 1) {
    if (!isOwnCall(lines[at])) {
      merged.push({ line: lines[at], isGuest: false });
      continue;
    }
    let entries = 0;
    for (; at < lines.length && isOwnCall(lines[at]); at += 1)
      entries += isEntrance(lines[at]) ? 1 : 0;
    at -= 1;
    for (const end = next + Math.max(entries, 1); next < end && next < blocks.length; next += 1) {
      add(blocks[next]);
    }
  }
  for (; next < blocks.length; next += 1) add(blocks[next]);
  return merged;
}

/** The host's limit counts for both sides, and takes none of the guest's calls away. */
function withinLimit(merged) {
  const limit = hostLimit();
  return merged.filter((call, index) => call.isGuest || index < limit).map((call) => call.line);
}

/** A guest's stack with the host's calls; no blocks stand for one that begins at the first call. */
function withCallsOfHost(text, blocks, length) {
  const isWhole = blocks.length === 0;
  const lines = linesOf(text);
  const first = lines.findIndex(isCall);
  const header = isWhole
    ? lines.slice(0, first < 0 ? lines.length : first).join('\n')
    : sliceOf(text, 0, text.length - length);
  const whole = isWhole ? [sliceOf(text, header.length)] : blocks;
  return joinLines(header, withinLimit(interleave(callLines(withCallsOfHost), whole)));
}

/**
 * Defines a stack that has the host's calls as well, but not while guest code waits for the host: a function
 * that makes a text of the error (`util.format`) would give them to the guest.
 */
function defineTwoSided(error, text, whole, enumerable, configurable) {
  ofHost.set(error, whole);
  defineProperty(error, 'stack', {
    __proto__: null,
    get: () => (native.isGuestWaiting() ? text : ofHost.get(error)),
    set(value) {
      const data = { __proto__: null, value, writable: true, enumerable, configurable };
      defineProperty(this, 'stack', data);
    },
    enumerable,
    configurable,
  });
}

/**
 * The stack of a guest error has crossed: it is new, or guest code has changed it. What the host has made
 * of it stays otherwise. The guest's calls are the end of it, of a length; `blocks` is undefined for what
 * guest code has written itself.
 */
function giveStack(error, flags, value, getter, setter, blocks, length) {
  const descriptor = unpackDescriptor(flags, value, getter, setter);
  if (typeof value === 'string') {
    const isNew = given.get(error) !== value || !hasOwn(error, 'stack');
    given.set(error, value);
    if (!isNew) keepText(error, descriptor);
    else if (blocks !== undefined) {
      const whole = withCallsOfHost(value, blocks, length);
      const { enumerable = false, configurable = true } = descriptor;
      defineTwoSided(error, value, whole, enumerable, configurable);
      return;
    }
  }
  defineProperty(error, 'stack', descriptor);
}

/** Leaves a stack as the host has it, with other attributes. */
function keepText(error, descriptor) {
  const isTwoSided = getOwnPropertyDescriptor(error, 'stack').get !== undefined;
  delete descriptor.value;
  if (isTwoSided) delete descriptor.writable;
}

/** Guest code may have deleted a stack that it gave. */
function takeStack(error) {
  if (given.delete(error)) deleteProperty(error, 'stack');
}

/**
 * Whether the own properties of a pair that are kept in step include this one. What the host does to a
 * stack never reaches the guest, and looking at one may run code. Node notes things of its own on promises (the store of
 * an AsyncLocalStorage, a domain).
 */
function isKeptInStep(object, key) {
  if (typeof key === 'symbol') return !isPrivateSymbol(key);
  if (key === 'domain') return !isPromise(object);
  return key !== 'stack' || !isNativeError(object);
}

/**
 * A host error comes back from the guest: its stack gets the guest's calls in place of the package's own.
 * `isUnderWay`: the run that it crossed under still is, so the host's calls below can be asked for again,
 * of which V8 may have kept too few.
 */
function showGuestCalls(error, blocks, isUnderWay) {
  const text = textOf(error);
  if (text === undefined) return;
  const lines = withoutOwnHelpers(linesOf(text));
  const first = lines.findIndex(isCall);
  const own = lines.findIndex(isOwnCall);
  if (own < 0) return;
  const below = isUnderWay ? callLines(showGuestCalls) : [];
  const above = lines.slice(first, own).map((line) => ({ line, isGuest: false }));
  const rest = interleave(below.length > 0 ? below : lines.slice(own), blocks);
  const value = lines
    .slice(0, first)
    .concat(withinLimit(above.concat(rest)))
    .join('\n');
  setText(error, value);
}

/** Writes a stack that is a text, if it can be written. */
function setText(error, value) {
  const now = getOwnPropertyDescriptor(error, 'stack');
  const isData = now !== undefined && hasOwn(now, 'value');
  defineProperty(error, 'stack', {
    __proto__: null,
    value,
    writable: isData ? now.writable : true,
    enumerable: now?.enumerable ?? false,
    configurable: now?.configurable ?? true,
  });
}

const decorated = new SafeWeakSet();

/** Puts the source line and caret above the stack of an error, once. */
function decorate(error, arrow) {
  if (decorated.has(error)) return;
  decorated.add(error);
  if (ofHost.has(error) && getOwnPropertyDescriptor(error, 'stack')?.get !== undefined) {
    ofHost.set(error, `${arrow}\n${ofHost.get(error)}`);
    return;
  }
  const text = textOf(error);
  if (text !== undefined) setText(error, `${arrow}\n${text}`);
}

/** Whether an object has a stack, without making V8 print it. */
function hasStack(object) {
  return isNativeError(object) || (!isProxy(object) && hasOwn(object, 'stack'));
}

module.exports = {
  connect,
  isKeptInStep,
  stacks: { decorate, giveStack, hasStack, showGuestCalls },
  takeStack,
};
