'use strict';

/** Assignments to `length`, by code that runs more than once, and what such code says of itself. */

const twice = (body, args) => ({
  run: `function f(a, n) { ${body} } [f(${args}), f(${args}), f(${args})]`,
});

const LIST = '[1, 2, 3, 4], 1';
const BODIES = {
  assignment: 'a.length = n; return Object.keys(a).join();',
  'compound assignment': 'a.length -= n; return Object.keys(a).join();',
  'logical assignment': 'a.length &&= n; return Object.keys(a).join();',
  'postfix decrement': 'a.length--; return Object.keys(a).join();',
  'prefix decrement': 'return [--a.length, Object.keys(a).join()];',
  'its value': 'return [(a.length = n), a.length--, a.length];',
  'of a member': 'const o = { a }; o.a.length = n; return Object.keys(o.a).join();',
  'of a call': '(() => a)().length = n; return Object.keys(a).join();',
  'on two lines': 'a\n.length\n= n; return Object.keys(a).join();',
  'in an array pattern': '[a.length] = [n]; return Object.keys(a).join();',
  'in an object pattern': '({ x: a.length } = { x: n }); return Object.keys(a).join();',
  'in the head of a loop': 'for (a.length of [n]); return Object.keys(a).join();',
  'two in a line': 'a.length = 2; a.length = 1; return Object.keys(a).join();',
  'with a space': 'a . length = n; return a.length;',
  'in a catch clause': 'try { throw a; } catch (e) { e.length = n; } return Object.keys(a).join();',
  'in strict code': "'use strict'; a.length = n; return Object.keys(a).join();",
  'names that begin so': 'a.lengthOf = n; a.lengths = n; return Object.keys(a).join();',
  'of a string': "let s = 'abc'; s.length = n; return s.length;",
  'an invalid one': 'try { a.length = -1; } catch (error) { return String(error); }',
  'of a frozen array':
    "'use strict'; try { Object.freeze(a).length = n; } catch (error) { return error.name; }",
  'of a plain object': 'const o = { length: 5, 1: 1 }; o.length = n; return Object.keys(o).join();',
};

const cases = {};
for (const [name, body] of Object.entries(BODIES)) cases[name] = [twice(body, LIST)];

module.exports = [
  { cases },
  {
    cases: {
      'in eval': [twice("return eval('a.length = n; Object.keys(a).join()');", LIST)],
      'in eval within eval': [
        twice('return eval("eval(\'a.length = n; Object.keys(a).join()\')");', LIST),
      ],
      'in an indirect eval': [
        {
          run: `const f = (0, eval)('(a, n) => { a.length = n; return Object.keys(a).join() }');
            [f(${LIST}), f(${LIST}), f(${LIST})]`,
        },
      ],
      'in Function': [
        {
          run: `const f = Function('a', 'n', 'a.length = n; return Object.keys(a).join()');
            [f(${LIST}), f(${LIST}), f(${LIST}), String(f)]`,
        },
      ],
      'an eval of their own': 'function f(eval) { return eval("a.length = 1") } f((x) => x)',
      'what eval is given': '[eval(), eval(5), eval("1", "2"), eval(...["3"]), eval("[") ]',
    },
  },
  {
    cases: {
      'the text of a function': [
        {
          run: '(function f(a) { a.length = 0; try { a.length--; } catch (e) { e.length = 1; } }).toString()',
        },
      ],
      'the text of a class': [{ run: 'String(class A { m(a) { a.length = 0; } })' }],
      'the column of what follows': [
        {
          run: 'const a = [1]; a.length = 0; new Error().stack.split("\\n")[1]',
          options: { filename: 'length.js' },
        },
        { host: '/length\\.js:\\d+:\\d+/.exec(results[0])[0]' },
      ],
    },
  },
];
