'use strict';

/** Every kind of property of the context object, under every declaration of its name. */

const probe = "[typeof globalThis.x, Object.hasOwn(globalThis, 'x'), 'x' in globalThis]";
const read = 'x';

/** @returns {[string, string, string]} the step, then what it left */
const then = (step) => [step, probe, read];

module.exports = [
  {
    contexts: require('../../support/context_kinds.js'),
    cases: {
      'var without a value': then('var x;'),
      'var with a value': then('var x = 2;'),
      'strict var': then("'use strict'; var x = 2;"),
      'var in a block': then('{ var x = 2; }'),
      'var that is never reached': then('if (false) { var x = 2; }'),
      'for var': then('for (var x = 0, n = 0; x < 2 && n < 5; x++, n++);'),
      'destructuring var': then('var { x } = { x: 2 };'),
      function: then('function x() { return 2; }'),
      'strict function': then("'use strict'; function x() { return 2; }"),
      'function in a block': then('{ function x() { return 2; } } 0'),
      'async and generator': then('function* x() { yield 2; }'),
      let: then('let x = 2;'),
      'let without a value': then('let x;'),
      const: then('const x = 2;'),
      class: then('class x { static two() { return 2; } }'),
      'let in a block': then('{ let x = 2; }'),
      'var in direct eval': then("eval('var x = 2')"),
      'var in strict eval': then("'use strict'; eval('var x = 2')"),
      'var in indirect eval': then("(0, eval)('var x = 2')"),
      'let in eval': then("eval('let x = 2; x')"),
      'function in eval': then("eval('function x() { return 2; }')"),
      'var, read from a function': then('var x = 2; (function () { return x; })()'),
      'let, assigned later': then('let x = 2; x = 3; globalThis.x = 4; x'),
    },
  },
];
