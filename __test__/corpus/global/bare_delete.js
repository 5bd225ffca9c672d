'use strict';

/** `delete` of a name: of a global it asks the context object, of a local one nobody. */

const contexts = {
  absent: '{}',
  present: '{ a: 1 }',
  proxy: 'new Proxy({ a: 1 }, {})',
  getter: '{ get a() { return 1; } }',
};
const after = { host: "['a' in ctx, Object.keys(ctx)]" };
const has = "typeof globalThis.a + ('a' in globalThis)";

module.exports = [
  {
    contexts,
    cases: {
      'a name': ['delete a', has, after],
      'a name in a function': ['(() => delete a)()', has, after],
      'a name with an escape': ['delete \\u0061', has, after],
      'a name over two lines': ['delete\n  a', has, after],
      'a var': ['var a = 2; delete a', has, after],
      'a function': ['function a() {} delete a', has, after],
      'a let': ['let a = 2; delete a', 'typeof a', after],
      'a let of another script': ['let a = 2;', 'delete a', 'typeof a', after],
      'a var of a function': ['(function () { var a = 2; return delete a; })()', has, after],
      'a parameter': ['(function (a) { return delete a; })(2)', has, after],
      'a parameter by default': [
        '(function (b = 1, { a } = {}) { return delete a; })()',
        has,
        after,
      ],
      'a name around a function': ['(function (a) { return () => delete a; })(2)()', has, after],
      'the name of a function': ['(function a() { return delete a; })()', has, after],
      'a function in a function': ['(function () { function a() {} return delete a; })()', has],
      'a let of a block': ['{ let a = 2; delete a; }', has, after],
      'what is caught': ['try { throw 1; } catch (a) { delete a; }', has, after],
      'the name of a loop': ['for (let a = 0; a < 1; a++) delete a;', has, after],
      'a name in a with': ['with ({ a: 2 }) delete a;', has, after],
      'a name around a with': ['with ({ b: 2 }) delete a;', has, after],
      'a name in eval': ["(function () { eval('var a = 2'); return [delete a, typeof a]; })()"],
      'a parameter, in eval': [
        "(function (a) { return eval('delete a /* length */') + typeof a; })(1)",
        has,
        after,
      ],
      'a let of eval': ["eval('let a = 1; delete a /* length */')", has, after],
      arguments: ['(function () { return delete arguments; })()'],
      'a property': ['const o = { a: 2 }; delete o.a', has, after],
      'in an expression': ['typeof delete a + !delete a', has, after],
      'its text': ['function f() { return delete a; } String(f)'],
    },
  },
];
