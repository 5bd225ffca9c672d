'use strict';

/** `let`, `const` and `class` before their declarations have run: reads and assignments. */

module.exports = [
  {
    cases: {
      'a read in a block': ['{ x; let x; }'],
      'typeof in a block': ['{ typeof x; let x; }'],
      'an assignment in a block': ['{ x = 1; let x; }'],
      'an assignment at the top': ['x = 1; let x;'],
      'an assignment in a function': ['(function () { x = 1; let x; })()'],
      'an assignment from a function that is called early': [
        '(function () { set(); let x; function set() { x = 1; } })()',
      ],
      'an assignment with an operator': ['{ x += 1; let x; }'],
      'an update': ['{ x++; let x; }'],
      'an assignment to a class': ['{ x = 1; class x {} }'],
      'an assignment to a const': ['{ x = 1; const x = 2; }'],
      'an assignment to itself': ['{ let x = (x = 1); }'],
      'an assignment by destructuring': ['{ [x] = [1]; let x; }'],
      'a closure that reads': ['(function () { get(); let x; function get() { return x; } })()'],
      'an assignment after the declaration': ['{ let x; x = 1; x }'],
    },
  },
];
