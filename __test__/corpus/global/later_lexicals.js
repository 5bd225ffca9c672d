'use strict';

/** Functions that name what only a later script declares with `let`, `const` or `class`. */

const load = { host: 'ctx.load = (code) => vm.runInContext(code, ctx); 0' };

module.exports = [
  {
    cases: {
      'a const': ['function use() { return LATER; }', 'const LATER = 3;', 'use()'],
      'a let': ['function use() { return LATER; }', 'let LATER = 3;', 'use()'],
      'a class': ['function use() { return new LATER().x; }', 'class LATER { x = 3; }', 'use()'],
      'called from the host': [
        'function use() { return LATER; }',
        'const LATER = 3;',
        { host: 'ctx.use()' },
      ],
      'typeof, before and after': [
        'function use() { return typeof LATER; } use()',
        'class LATER {}',
        'use()',
      ],
      'in a closure': [
        'function use() { const a = 1; return (() => a + LATER)(); }',
        'const LATER = 3;',
        'use()',
      ],
      'in a method': ['class K { m() { return LATER; } }', 'const LATER = 3;', 'new K().m()'],
      'in a generator': [
        'function* use() { yield LATER; }',
        'const LATER = 3;',
        '[...use()].join()',
      ],
      'in strict code': ["'use strict'; var use = () => LATER;", 'const LATER = 3;', 'use()'],
      'assigned to': ['function use() { LATER = 7; }', 'let LATER = 3;', 'use(); LATER'],
      'a const assigned to': ['function use() { LATER = 7; }', 'const LATER = 3;', 'use()'],
      'over a property of the context object': {
        context: '{ LATER: 1 }',
        steps: ['function use() { return LATER; } use()', 'let LATER = 3;', 'use()'],
      },
      'over a built-in': ['function use() { return Map; } 0', 'let Map = 3;', 'use()'],
      'declared while the script runs': [
        load,
        "load('class A {} const B = 2; let C = 3; var D = 4; function E() {}'); [typeof A, typeof B, typeof C, typeof D, typeof E].join()",
      ],
      'never initialised': [
        'function use() { return typeof LATER; }',
        'throw 1; let LATER = 3;',
        'use()',
      ],
      'after an empty eval': [
        "eval('')",
        'function use() { return LATER; }',
        'const LATER = 3;',
        'use()',
      ],
    },
  },
];
