'use strict';

/**
 * Errors that outlive their realm: a program may log one long after it has disposed of the context that
 * threw it, and a logger must not throw. What an error inherits, its name above all, is in the realm; so
 * when that ends each of its errors gets prototypes of the host's that say the same.
 */

const { guestOf } = require('./record');

const { defineProperty, getPrototypeOf, setPrototypeOf } = Reflect;
const { hasOwn } = Object;

/** The host's prototypes, by the names of their constructors. */
const hostPrototypes = { __proto__: null };
for (const hostClass of [
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
]) {
  hostPrototypes[hostClass.name] = hostClass.prototype;
}

/** The internal methods that are asked of an object that is only looked at. */
const looks = ['get', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'has', 'ownKeys'];

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

/** `levels`: what native code says of the prototypes of an error, the innermost first. */
function prototypeOf(levels) {
  let own = levels.findIndex(([constructorName]) => hasOwn(hostPrototypes, constructorName ?? ''));
  let prototype = null;
  if (own < 0) own = levels.length;
  else prototype = hostPrototypes[levels[own][0]];
  for (let at = own - 1; at >= 0; at -= 1) prototype = makePrototype(levels[at], prototype);
  return prototype;
}

/** The realm of an error ends: from now on the error says by itself what it says. */
function outliveRealm(error, levels) {
  const prototype = prototypeOf(levels);
  if (setPrototypeOf(error, prototype)) return;
  // A frozen error keeps its prototype, so that has to answer.
  const handler = guestOf.get(getPrototypeOf(error));
  for (const look of looks) {
    if (handler !== undefined)
      define(handler, look, (_shadow, ...args) => Reflect[look](prototype, ...args));
  }
}

module.exports = { lasting: { outliveRealm } };
