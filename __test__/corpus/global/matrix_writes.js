'use strict';

/** Every kind of property of the context object, written in every way, then read again. */

const probe = "[typeof globalThis.x, Object.hasOwn(globalThis, 'x'), 'x' in globalThis]";
const read = 'x';

/** @returns {[string, string, string]} the step, then what it left */
const then = (step) => [step, probe, read];

module.exports = [
  {
    contexts: require('../../support/context_kinds.js'),
    cases: {
      'sloppy assignment': then('x = 2'),
      'strict assignment': then("'use strict'; x = 2"),
      'assignment through this': then('this.x = 2'),
      'strict assignment through this': then("'use strict'; globalThis.x = 2"),
      'Reflect.set': then("Reflect.set(globalThis, 'x', 2)"),
      'Reflect.set with a receiver': then(
        "const r = {}; [Reflect.set(globalThis, 'x', 2, r), Object.keys(r)]",
      ),
      increment: then('x++'),
      'compound assignment': then("x += 'more'"),
      'logical or assignment': then('x ||= 2'),
      'nullish assignment': then('x ??= 2'),
      'destructuring assignment': then('[x] = [2]'),
      'object destructuring assignment': then('({ x } = { x: 2 })'),
      'for-of target': then('for (x of [2, 3]);'),
      'for-in target': then('for (x in { key: 1 });'),
      'assignment in a function': then('(function () { x = 2; })()'),
      'assignment in a strict function': then("(function () { 'use strict'; x = 2; })()"),
      'assignment in direct eval': then("eval('x = 2')"),
      'assignment in indirect eval': then("(0, eval)('x = 2')"),
      'assignment in the Function constructor': then("Function('x = 2')()"),
      'Object.assign': then('Object.assign(globalThis, { x: 2 }); 0'),
      'assigning undefined': then('x = undefined'),
      'assigning a function': then('x = function named() { return 5; }'),
    },
  },
];
