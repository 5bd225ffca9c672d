'use strict';

/** Names taken away by the guest and by the host, and what is left on the other side. */

module.exports = [
  {
    context: '{ a: 1 }',
    cases: {
      'a var deleted by the guest': [
        'var y = 17;',
        'delete this.y',
        { host: "'y' in ctx" },
        'typeof y',
        'y',
        "Object.hasOwn(globalThis, 'y')",
      ],
      'a var deleted by the host': [
        'var y = 17;',
        { host: 'delete ctx.y' },
        'y',
        "'y' in globalThis",
        'y = 18; y',
        { host: 'ctx.y' },
      ],
      'a function deleted by the host': [
        'function f() { return 1; }',
        { host: 'delete ctx.f' },
        'typeof f',
        'f()',
      ],
      'a function deleted by the guest': [
        'function f() {}',
        'delete this.f',
        'delete f',
        'typeof f',
      ],
      'an implicit global deleted by the guest': [
        'g = 1',
        'delete g',
        'typeof g',
        { host: "'g' in ctx" },
      ],
      'an implicit global deleted by the host': [
        'g = 1',
        { host: 'delete ctx.g' },
        'typeof g',
        'g',
        "'g' in globalThis",
      ],
      'a property of the context object deleted by the guest': [
        'delete a',
        'typeof a',
        { host: "'a' in ctx" },
        'a = 2; a',
      ],
      'a property of the context object deleted by the host': [
        'a',
        { host: 'delete ctx.a' },
        'typeof a',
        'a',
      ],
      'a property deleted by the host after the guest wrote it': [
        'a = 5',
        { host: 'delete ctx.a' },
        'typeof a',
        'a',
      ],
      'delete of a let': ['let l = 1;', 'delete l', 'delete this.l', 'l'],
      'delete of an unknown name': ['delete unknown', 'delete this.unknown'],
      'strict bare delete': "'use strict'; delete a",
      'strict delete of a fixed property': [
        "Object.defineProperty(globalThis, 'f', { value: 1 })",
        "'use strict'; delete this.f",
        'f',
      ],
      'delete of a built-in': ['delete Array', 'typeof Array', 'delete this.Map', 'typeof Map'],
      'delete of a built-in that the context object shadows': [
        { host: "ctx.Set = 'shadow'" },
        'Set',
        'delete Set',
        'typeof Set',
      ],
      'delete of undefined': ['delete undefined', 'delete this.undefined', 'delete NaN'],
      'delete of globalThis': ['delete globalThis', 'typeof globalThis', 'typeof this'],
      'delete, then declare': ['delete a; var a = 9; a', { host: 'ctx.a' }],
      'delete, then let': ['delete this.a; 0', 'let a = 10; a', { host: "'a' in ctx" }],
      'delete by Reflect': [
        "Reflect.deleteProperty(globalThis, 'a')",
        "Reflect.deleteProperty(globalThis, 'a')",
      ],
      'deleted by the host in a callback': [
        { host: 'ctx.drop = (name) => delete ctx[name]; 0' },
        'var v = 1; b = 2; [drop("a"), drop("v"), drop("b"), typeof a, typeof v, typeof b]',
      ],
      'deleted by the guest before a callback': [
        { host: 'ctx.has = (name) => name in ctx; 0' },
        'c = 3; delete a; delete c; [has("a"), has("c")]',
      ],
      'deleted and put back in a callback': [
        { host: "ctx.swap = () => { delete ctx.a; ctx.a = 'new'; }; 0" },
        'swap(); a',
        { host: 'Object.keys(ctx)' },
      ],
      'deleted from the prototype of the context object': [
        { host: 'Object.setPrototypeOf(ctx, { inherited: 1 }); 0' },
        'inherited',
        { host: 'delete Object.getPrototypeOf(ctx).inherited' },
        'typeof inherited',
      ],
      'delete of an inherited name by the guest': [
        { host: 'Object.setPrototypeOf(ctx, { inherited: 1 }); 0' },
        'delete inherited',
        'inherited',
        'delete this.inherited',
        'inherited',
      ],
      'delete an own name that hides an inherited one': [
        { host: "Object.setPrototypeOf(ctx, { a: 'inherited' }); 0" },
        'a',
        'delete a',
        'a',
      ],
      'a var over an inherited name, deleted by the host': [
        { host: "Object.setPrototypeOf(ctx, { i: 'inherited' }); 0" },
        'var i = 1; i',
        { host: 'delete ctx.i' },
        'i',
      ],
      'delete in with': 'with ({ w: 1 }) { delete w; typeof w }',
      'delete of a var declared in eval': ["eval('var e = 1')", 'delete e', 'typeof e'],
      'delete every key': [
        'b = 2; for (const k of Object.keys(globalThis)) delete globalThis[k]; 0',
        'typeof a',
      ],
    },
  },
];
