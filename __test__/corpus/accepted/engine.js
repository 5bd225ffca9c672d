'use strict';

/** Accepted differences that come from the engine: what Boa can't do, or does in its own way. */

module.exports = [
  {
    reason:
      'An object pattern with a rest reads the keys of patterns within twice, and leaves those that are expressions in the rest.',
    example:
      "vm.runInNewContext('let n = 0; const { q: [r], ...rest } = { get q() { n++; return [1]; } }; n')",
    cases: { 'script.rest_in_patterns': ['a getter', 'a key that is an expression'] },
  },
  {
    reason:
      'Assigning to a `let` before its declaration has run is no error, and to a `const` another one, if no function captures the name: Boa keeps such a name in a register, and does not look there before it assigns.',
    example: "try { vm.runInNewContext('{ x = 1; let x; }') } catch (e) { e.name }",
    cases: {
      'global.dead_zone':
        /^an assignment (in a (block|function)|to (a class|a const|itself)|by destructuring)$/,
    },
  },
  {
    reason: 'A guest cannot catch its own runaway recursion; the host gets the RangeError.',
    example: "vm.runInNewContext('try { (function f() { f(); })(); } catch (e) { e.name }')",
    tests: {
      'deep_recursion.test.js': [
        'a guest can not catch its own runaway recursion',
        'no finally block runs on the way out of a runaway recursion',
      ],
      'workers.test.js': ['a deep guest recursion ends by itself'],
    },
  },
  {
    reason: 'Calls to and fro between host and guest nest about 250 deep, then comes a RangeError.',
    example:
      "vm.runInNewContext('function down(n) { return n && 1 + call(down, n - 1); } down(500)', { call: (f, n) => f(n) })",
    cases: { 'membrane.reentry': ['five hundred levels'] },
  },
  {
    reason: 'There is no WebAssembly, unless the option `webAssembly` asks for that of the host.',
    example: "vm.runInNewContext('typeof WebAssembly')",
    cases: { 'global.builtins': ['no WebAssembly'] },
  },
  {
    reason: 'A direct `eval` sees `arguments` only where the function itself names it too.',
    example: `vm.runInNewContext("(function () { return eval('arguments[0]'); })(7)")`,
    cases: { 'global.evaluation': ['eval sees arguments'] },
  },
  {
    reason: 'Some statements without a value leave that of the statement before.',
    example: "vm.runInNewContext('1; if (true) {}')",
    cases: { 'global.hoisting': ['the completion value of an empty if'] },
  },
  {
    reason: '`let` is not accepted as the name of a variable.',
    example: "vm.runInNewContext('var let = 5; let')",
    cases: { bad_input: /^(runInContext|Script|indirect eval): let as a name$/ },
  },
  {
    reason: '`-->` at the very start of a source is not taken for a comment.',
    example: "vm.runInNewContext('--> comment\\n5')",
    cases: { bad_input: /^(runInContext|Script|indirect eval): an html close comment$/ },
  },
];
