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
      'what globalThis shows': [
        'function use() { return LATER; }',
        'let LATER = 3;',
        "['LATER' in globalThis, globalThis.LATER, Object.getOwnPropertyNames(globalThis).includes('LATER'), Object.hasOwn(globalThis, 'LATER'), delete globalThis.LATER, use()]",
      ],
      'what globalThis shows of the context object': {
        context: '{ LATER: 1 }',
        steps: [
          'function use() { return LATER; }',
          'let LATER = 3;',
          '[globalThis.LATER, use(), LATER]',
          'globalThis.LATER = 5; LATER = 4; [globalThis.LATER, use(), LATER]',
          { host: 'ctx.LATER = 6' },
          '[globalThis.LATER, use(), LATER]',
          { host: 'delete ctx.LATER' },
          '[globalThis.LATER, use(), LATER]',
        ],
      },
      'what globalThis shows of a built-in': [
        'function use() { return typeof Map; } 0',
        'let Map = 3;',
        '[typeof globalThis.Map, use(), new globalThis.Map().size]',
        'globalThis.Map = 1; [typeof globalThis.Map, use()]',
      ],
      'the context object gets it later': [
        'function use() { return LATER; }',
        'let LATER = 3;',
        { host: 'ctx.LATER = 1' },
        '[use(), LATER, globalThis.LATER]',
      ],
      'before its declaration has run': [
        'function use() { try { return LATER; } catch (error) { return [error.name, error.message]; } }',
        'const early = use(); let LATER = 3; [early, use()]',
      ],
      'the message for a const': [
        'function use() { try { LATER = 7; } catch (error) { return String(error); } }',
        'const LATER = 3; use()',
      ],
      'the stack of an error': {
        steps: [
          { run: 'function use() { return LATER; }', options: { filename: 'first.js' } },
          {
            run: 'try { use(); } catch (error) { error.stack.split("\\n").slice(1, 3) } let LATER = 3;',
            options: { filename: 'guest.js' },
          },
        ],
      },
      'a for…in over globalThis': [
        'function use() { return LATER; }',
        'let LATER = 3; var seen = 1;',
        "const keys = []; for (const key in globalThis) keys.push(key); keys.filter((key) => key !== 'use')",
      ],
      'names of many kinds': [
        'function use() { return [$a, _b, ünï, of, async]; }',
        'let $a = 1, _b = 2, ünï = 3, of = 4, async = 5;',
        'use().join()',
      ],
      'from a compiled function': [
        { host: "ctx.use = vm.compileFunction('return LATER', [], { parsingContext: ctx }); 0" },
        'let LATER = 3;',
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
