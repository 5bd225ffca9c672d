'use strict';

/** Object patterns with a rest and other patterns within. */

const O = '{ q: [1], u: 2, v: { w: 3, x: 4 }, "y z": [5], 7: [8] }';

module.exports = [
  {
    cases: {
      'a declaration': `const { q: [r], ...rest } = ${O}; [r, rest]`,
      'a var of a script': [`var { q: [r], ...rest } = ${O}; [r, rest]`, 'Object.keys(globalThis)'],
      'the same in another script': [
        `let { q: [r], ...rest } = ${O}; [r, rest]`,
        `let { q: [s], ...more } = ${O}; [s, more]`,
      ],
      'an object within': `const { v: { w, ...inner }, ...rest } = ${O}; [w, inner, rest]`,
      'a key in quotes': `const { 'y z': [s], ...rest } = ${O}; [s, rest]`,
      'a number for a key': `const { 7: [s], ...rest } = ${O}; [s, rest]`,
      'a default': `const { none: [s] = [9], ...rest } = ${O}; [s, rest]`,
      'an assignment': `let r, rest; ({ q: [r], ...rest } = ${O}); [r, rest]`,
      'an assignment in strict code': `'use strict'; const o = {}; ({ q: [o.r], ...o.rest } = ${O}); o`,
      'a parameter': `(function ({ q: [r], ...rest }) { return [r, rest, arguments.length] })(${O})`,
      'an arrow function': `const f = ({ q: [r], ...rest }, s) => [r, rest, s]; [f(${O}, 1), f.length]`,
      'in a loop': `const all = []; for (const { q: [r], ...rest } of [${O}]) all.push(r, rest); all`,
      'assigned in a loop': `const all = []; let r, rest; for ({ q: [r], ...rest } of [${O}]) all.push(r, rest); all`,
      'a catch clause': `try { throw ${O} } catch ({ q: [r], ...rest }) { [r, rest] }`,
      'in eval': `eval("const { q: [r], ...rest } = ${O.replaceAll('"', "'")}; [r, rest]")`,
      'a var in eval': [
        `eval("var { q: [r], ...rest } = ${O.replaceAll('"', "'")}"); [r, rest]`,
        'Object.keys(globalThis)',
      ],
      'a getter':
        'let n = 0; const o = { get q() { n++; return [1]; }, z: 1 }; const { q: [r], ...rest } = o; n',
      'a key that is an expression':
        "const { ['q']: [r], ...rest } = { q: [1], u: 2 }; Object.keys(rest)",
      'without a rest': `const { q: [r], u } = ${O}; [r, u]`,
      'the text of a function':
        '(function f({ q: [r], ...rest }) { ({ a: { b: r }, ...rest } = r) }).toString()',
      'the column behind it': {
        run: `const { q: [r], ...rest } = ${O}; new Error().stack.split("\\n")[1]`,
        options: { filename: 'rest.js' },
      },
      'nothing to take apart': 'try { const { q: [r], ...rest } = null } catch (e) { e.name }',
    },
  },
];
