'use strict';

/** Globals whose value is undefined: they are properties of the context object all the same. */

const cases = {
  'var with a value of undefined': 'var a = undefined;',
  'var with void': 'var a = void 0;',
  'var with a result of undefined': 'var a = (() => {})();',
  'var without a value': 'var a;',
  'var, then a value, then undefined': 'var a = 1; a = undefined;',
  'var, then undefined in a function': 'var a; (() => { a = undefined; })();',
  'a bare assignment': 'a = undefined;',
  'an assignment through this': 'this.a = undefined;',
  'a definition': "Object.defineProperty(globalThis, 'a', { configurable: true });",
  'a function, then undefined': 'function a() {} a = undefined;',
  'destructured from nothing': 'var { a } = {};',
  'a let': 'let a = undefined;',
};

module.exports = [
  {
    contexts: { absent: '{}', present: '{ a: 1 }', 'null prototype': '{ __proto__: null }' },
    cases,
  },
  {
    cases: {
      'var with undefined, then another run': [
        'var a = undefined;',
        'a = 2; a',
        'a = undefined; a',
      ],
      'a later script declares again': ['var a = 5;', 'var a = undefined; a', "'a' in this"],
    },
  },
];
