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
      'in a block':
        'let using = 1, all = []; try { using } catch (e) {} { all.push(using) } if (all) {using} all',
      'a label in a function': '(function () { using: for (;;) { break using } return 1 })()',
      'a catch clause with a pattern':
        'try { throw { using: 1, b: 2 } } catch ({ using, b }) { using + b }',
      'in eval': "eval('let using = 1; using + 1')",
      'in Function': "const f = Function('using', 'return using + 1'); [f(2), String(f)]",
      'in a catch clause': 'try { throw { a: 1 } } catch (using) { using.length = 2; using }',
      'the text of a function': '(function f(a) { let using = a; return { using } }).toString()',
      'the message of an error': 'try { using + 1 } catch (e) { e.message }',
      'a global of the context object': [
        { host: 'ctx.using = 5' },
        'using += 1; [using, typeof using, this.using]',
        { host: 'ctx.using = 8' },
        'using',
      ],
      'a global of its own': [
        'var using = 7; const twice = using * 2; [twice, globalThis.using]',
        'using',
      ],
      'an assignment to nothing': 'using = 3; [using, globalThis.using]',
      'a parameter of a compiled function': {
        host: "vm.compileFunction('return using', ['using'], { parsingContext: ctx })(6)",
      },
      'in modules': {
        host: `const options = { context: ctx };
          const a = new vm.SourceTextModule('export function using() { return 1 } export const v = using()', { ...options, identifier: 'a' });
          const b = new vm.SourceTextModule('import { using } from "a"; import { using as u } from "a"; export { using }; export const same = u === using', { ...options, identifier: 'b' });
          b.link(() => a).then(() => b.evaluate()).then(() => [Object.keys(b.namespace), b.namespace.using(), b.namespace.same, a.namespace.v])`,
        wait: true,
      },
      'in a compiled function': {
        host: "vm.compileFunction('let using = 4; return { using }', [], { parsingContext: ctx })()",
      },
    },
  },
];
