'use strict';

/** Every kind of property of the context object, defined and deleted in every way. */

const probe = "[typeof globalThis.x, Object.hasOwn(globalThis, 'x'), 'x' in globalThis]";
const descriptor = "Object.getOwnPropertyDescriptor(globalThis, 'x')";

/** @returns {string[]} the step, then what it left */
const then = (...steps) => [...steps, probe, descriptor];

module.exports = [
  {
    contexts: require('../../support/context_kinds.js'),
    cases: {
      'bare delete': then('delete x'),
      'delete through this': then('delete this.x'),
      'strict delete through this': then("'use strict'; delete globalThis.x"),
      'Reflect.deleteProperty': then("Reflect.deleteProperty(globalThis, 'x')"),
      'delete from the host': then({ host: 'Reflect.deleteProperty(ctx, "x")' }, 'typeof x'),
      'delete after var': then('var x = 2;', 'delete x', 'delete this.x'),
      'delete after assignment': then('x = 2', 'delete x'),
      'define a value': then(
        "Reflect.defineProperty(globalThis, 'x', { value: 2, writable: true, enumerable: true, configurable: true })",
      ),
      'define a read-only value': then(
        "Reflect.defineProperty(globalThis, 'x', { value: 2, configurable: true })",
        'x = 3',
      ),
      'define a fixed value': then("Reflect.defineProperty(globalThis, 'x', { value: 2 })"),
      'define nothing': then("Reflect.defineProperty(globalThis, 'x', {})"),
      'define a value only on the existing': then(
        "Reflect.defineProperty(globalThis, 'x', { value: 1 })",
      ),
      'define enumerable only': then(
        "Reflect.defineProperty(globalThis, 'x', { enumerable: false })",
      ),
      'define an accessor': then(
        "var kept; Reflect.defineProperty(globalThis, 'x', { get() { return 'got'; }, set(v) { kept = v; }, configurable: true })",
        'x',
        'x = 2; kept',
      ),
      'define a getter only': then(
        "Reflect.defineProperty(globalThis, 'x', { get() { return 'got'; }, configurable: true })",
        'x = 2',
        'x',
      ),
      'define a fixed accessor': then(
        "Reflect.defineProperty(globalThis, 'x', { get() { return 'got'; } })",
        'x',
      ),
      __defineGetter__: then("globalThis.__defineGetter__('x', () => 'got'); x"),
      'define by Object.defineProperties': then(
        'Object.defineProperties(globalThis, { x: { value: 2, configurable: true } }) === globalThis',
      ),
    },
  },
];
