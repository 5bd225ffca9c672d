'use strict';

/** Variables that a script declares and only later code assigns. */

const descriptor = "JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'a'))";
const onContext = { host: "JSON.stringify(Object.getOwnPropertyDescriptor(ctx, 'a'))" };

/** Looks at `globalThis` before a variable was assigned, and after. */
const LOOKS = {
  keys: 'Object.keys(this).join()',
  hasOwn: 'Object.hasOwn(globalThis, "v")',
  spread: 'Object.keys({ ...globalThis }).join()',
  'for…in':
    '(() => { const keys = []; for (const key in globalThis) keys.push(key); return keys; })()',
  JSON: 'JSON.stringify(globalThis)',
  descriptor: 'Object.getOwnPropertyDescriptor(globalThis, "v").value',
};
const twice = Object.fromEntries(
  Object.entries(LOOKS).map(([name, look]) => [
    `globalThis before and after: ${name}`,
    `const before = ${look}; var v = 1; const after = ${look}; [before, after]`,
  ]),
);

module.exports = [
  { cases: twice },
  {
    contexts: { absent: '{}', present: '{ a: 1 }', 'null prototype': '{ __proto__: null }' },
    cases: {
      'seen before it is assigned': [`var a; [typeof a, ${descriptor}]`, onContext],
      'seen in a later script': ['var a;', `[typeof a, 'a' in this, ${descriptor}]`, onContext],
      'deleted before it is assigned': ['var a; [delete a, delete this.a]', 'typeof a', onContext],
      'deleted in strict mode': ["'use strict'; var a;", 'delete a', onContext],
      'declared again as a function': ['var a;', 'function a() {} typeof a', onContext],
      'declared again as a let': ['var a;', 'let a = 1;', 'typeof a'],
      'declared again with a value': ['var a;', 'var a = undefined;', `[${descriptor}]`, onContext],
      'declared again without one': ['var a;', 'var a;', 'a = undefined;', onContext],
      'assigned by a later script': ['var a;', 'a = undefined;', descriptor, onContext],
      'assigned by a later call': ['var a; function set() { a = undefined; }', 'set()', onContext],
      'assigned by the host': ['var a;', { host: 'ctx.a = 5' }, '[a, delete a]', onContext],
      'assigned by the host, then by the guest': [
        'var a;',
        { host: 'ctx.a = 5' },
        'a = undefined; a',
        onContext,
      ],
      'deleted by the host': ['var a; a = 2;', { host: 'delete ctx.a' }, 'typeof a', onContext],
      'assigned through this': ['var a; this.a = undefined;', descriptor, onContext],
      'defined on this': [
        "var a; Object.defineProperty(this, 'a', { value: 3 }); a",
        descriptor,
        onContext,
      ],
      'assigned where a condition holds': ['if (true) { var a = undefined; }', onContext],
      'assigned where no condition holds': ['if (false) { var a = undefined; }', onContext],
      'assigned in a loop': ['for (var a of [undefined]);', onContext],
      'assigned by the head of a loop': ['for (var a = undefined; a; );', onContext],
      'assigned by no loop': ['for (var a of []);', onContext],
      'assigned, then deleted': ['var a = (() => {})(); delete a', onContext],
      'assigned, then deleted by the host': [
        { host: 'ctx.forget = () => delete ctx.a' },
        'var a = (() => 1)(); forget(); a = undefined; forget()',
        onContext,
      ],
      'a function in a block': ['{ function a() {} } a = undefined;', onContext],
      'caught and kept': ['try { throw undefined; } catch (e) { var a = e; }', onContext],
      'counted up': ['var a; a++; a', onContext],
      'assigned in strict mode': ["'use strict'; var a; a = undefined; a", onContext],
      'assigned by destructuring': ['var a; ({ a } = {});', onContext],
      'assigned with an operator': ['var a; a ??= undefined; a', onContext],
      'a script that can not be compiled': ['let b;', 'var a; let b;', "'a' in this", onContext],
      'assigned in a run within a run': ["var a; run('a = undefined'); 'a' in this", onContext],
      'the keys of the global': ['var a; var b = 1; function c() {} Object.keys(this)'],
    },
  },
  {
    cases: {
      'variables come in the order of their assignments': [
        'var a, b; var c = 1; function d() {} b = 2; a = 3;',
        { host: 'Object.keys(ctx)' },
      ],
      'variables of a later run come last': [
        'var a, b; b = 2;',
        'var c = 1; a = 3;',
        { host: 'Object.keys(ctx)' },
      ],
      'many in one script': [
        'var a, b, c, d, e, f; f = e = undefined; b = 1;',
        { host: 'Object.keys(ctx)' },
        '[a, b, c, d, e, f]',
      ],
    },
  },
];
