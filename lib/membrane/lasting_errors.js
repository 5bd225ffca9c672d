'use strict';

/**
 * Errors that outlive their realm: a program may log one long after it has disposed of the context that
 * threw it, and a logger must not throw. What an error inherits, its name above all, is in the realm; so
 * when that ends each of its errors, and what else is genuine in the host (dates, regular expressions,
 * promises, binary data), gets prototypes of the host's that say the same.
 */

const { guestOf } = require('./record');
const { SafeWeakSet } = require('./primordials');

const { defineProperty, getPrototypeOf, isExtensible, setPrototypeOf } = Reflect;
const { hasOwn } = Object;

/** Records of realms that have ended. */
const ended = new SafeWeakSet();

/** How a guest object prints whose realm has ended. */
const ENDED = '[Guest object of a context that has ended]';

/** The realm of a record has ended: nothing in it can be asked for. */
function endRealm(record) {
  ended.add(record);
}

/** The prototype of a guest object whose realm has ended, of which nothing is known any more. */
function prototypeAfterEnd(shadow) {
  return isExtensible(shadow) ? null : getPrototypeOf(shadow);
}

/** Whether the realm of a guest object has ended. */
function hasEnded(guestProxy) {
  return ended.has(guestOf.get(guestProxy)?.record);
}

/** The host's prototypes, by the names of their constructors. */
const hostPrototypes = { __proto__: null };
for (const hostClass of [
  ...[Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError],
  ...[TypeError, URIError, Date, RegExp, Promise, ArrayBuffer, SharedArrayBuffer, DataView],
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array],
  ...[Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array],
]) {
  hostPrototypes[hostClass.name] = hostClass.prototype;
}

function define(object, key, value) {
  defineProperty(object, key, { __proto__: null, value, writable: true, configurable: true });
}

/** A class that says of itself what one of the guest's did. */
function namedClass(name) {
  const named = () => {};
  define(named, 'name', name);
  return named;
}

/** A prototype for one of the guest's: the names of the constructor and of the error, and the message. */
function makePrototype([constructorName, name, message], parent) {
  const prototype = { __proto__: parent };
  if (constructorName !== undefined) define(prototype, 'constructor', namedClass(constructorName));
  if (name !== undefined) define(prototype, 'name', name);
  if (message !== undefined) define(prototype, 'message', message);
  return prototype;
}

/** `levels`: what native code says of the prototypes of an object, the innermost first. */
function prototypeOf(levels) {
  let own = levels.findIndex(([constructorName]) => hasOwn(hostPrototypes, constructorName ?? ''));
  let prototype = null;
  if (own < 0) own = levels.length;
  else prototype = hostPrototypes[levels[own][0]];
  for (let at = own - 1; at >= 0; at -= 1) prototype = makePrototype(levels[at], prototype);
  return prototype;
}

/** The realm of an error or its like ends: from now on it says by itself what it says. */
function outliveRealm(error, levels) {
  const prototype = prototypeOf(levels);
  endRealm(guestOf.get(error).record);
  if (setPrototypeOf(error, prototype)) return;
  // A frozen error keeps its prototype, so that has to answer.
  const guest = guestOf.get(getPrototypeOf(error));
  if (guest !== undefined) guest.afterEnd = prototype;
}

module.exports = { ENDED, endRealm, hasEnded, prototypeAfterEnd, lasting: { outliveRealm } };
