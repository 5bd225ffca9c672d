'use strict';

/** `using` as a name. */

module.exports = [
  {
    context: '{ x: {} }',
    cases: {
      'a variable': 'let using = 1; using + 1',
      'a parameter': 'function f(using) { return using } f(2)',
      'a function': 'function f() { function using() { return 6 } return using() } f()',
      'exported as rxjs does it':
        '(function () { function using(a) { return a } x.using = using })(); x.using(3)',
      'a key, a method and a shorthand': `(function () { let using = 1; return [{ using }, { using: 2 }, { using() { return 3 } }.using(),
        class { static using() { return 4 } }.using()] })()`,
      'a pattern': 'const { using } = { using: 3 }; using',
      'an arrow function': '[(using) => using, (using => using)].map((f) => f(5))',
      'a label': 'let n = 0; using: for (;;) { n++; break using } n',
      'in a condition': 'let using = 1; using ? using : 2',
      'positions behind it': `(function () { let using = 1; let o = { using }; return new Error('e').stack.split('\\n')[1].trim() })()`,
      'no name of anything': 'x = using +',
      'in a compiled function': {
        host: "vm.compileFunction('let using = 4; return { using }', [], { parsingContext: ctx })()",
      },
    },
  },
];
