'use strict';

/** Read-only, frozen, sealed and fixed: what attributes do on the two sides. */

module.exports = [
  {
    context:
      "Object.defineProperty({ y: 1 }, 'ro', { value: 'fixed', writable: false, configurable: true, enumerable: true })",
    cases: {
      'a sloppy write to read-only is ignored': ['ro = 2; ro', { host: 'ctx.ro' }],
      'a strict write to read-only': ["'use strict'; ro = 2", 'ro'],
      'a strict write in a function': ["(function () { 'use strict'; ro = 2; })()", 'ro'],
      'a strict write through this': ["'use strict'; this.ro = 2", 'ro'],
      'read-only made writable by the host': [
        'ro = 1; ro',
        { host: "Object.defineProperty(ctx, 'ro', { writable: true })" },
        'ro = 2; ro',
      ],
      'writable made read-only by the host': [
        'y = 2; y',
        { host: "Object.defineProperty(ctx, 'y', { writable: false })" },
        'y = 3; y',
        "'use strict'; y = 4",
      ],
      'read-only made writable by the guest': [
        "Object.defineProperty(globalThis, 'ro', { writable: true }); ro = 3; ro",
        { host: 'ctx.ro' },
      ],
      'read-only deleted and written': ['delete this.ro', 'ro = 5; ro', { host: 'ctx.ro' }],
    },
  },
  {
    context: 'Object.freeze({ a: 1, o: { deep: 1 } })',
    cases: {
      'a frozen context object takes no writes': ['a = 2; [a]', "'use strict'; a = 2"],
      'a frozen context object takes no new names': ['b = 2', 'typeof b', { host: "'b' in ctx" }],
      'strict new names on a frozen context object': ["'use strict'; globalThis.b = 2", 'typeof b'],
      'var on a frozen context object': ['var v = 2; v', { host: "'v' in ctx" }, 'v'],
      'functions on a frozen context object': [
        'function f() { return 1; } f()',
        { host: "'f' in ctx" },
      ],
      'let on a frozen context object': ['let l = 2; l', 'l = 3; l'],
      'delete on a frozen context object': ['delete this.a', 'a', 'delete this.nothing'],
      'deep objects stay writable': ['o.deep = 2', { host: 'ctx.o.deep' }],
      'the guest asks whether it is frozen': [
        'Object.isExtensible(globalThis)',
        { host: 'Object.isFrozen(ctx)' },
      ],
      'built-ins still work': ['[typeof Array, new Map().size, JSON.stringify([1])]'],
    },
  },
  {
    context: '{ a: 1 }',
    cases: {
      'frozen by the host in between': [
        'a = 2; var b = 1;',
        { host: 'Object.freeze(ctx); 0' },
        'a = 3; [a, b]',
        'b = 4; b',
        'c = 5; typeof c',
      ],
      'sealed by the host in between': [
        'a = 2',
        { host: 'Object.seal(ctx); 0' },
        'a = 3; a',
        'delete this.a',
        'n = 1; typeof n',
      ],
      'not extensible from a callback': [
        { host: 'ctx.close = () => { Object.preventExtensions(ctx); }; 0' },
        'a = 2; close(); a = 3; z = 4; [a, typeof z]',
      ],
      'the guest freezes globalThis': ['Object.freeze(globalThis) === globalThis', 'a'],
      'the guest seals globalThis': ['Object.seal(globalThis) === globalThis', 'a'],
      'the guest prevents extensions of globalThis': [
        'Reflect.preventExtensions(globalThis)',
        'Object.isExtensible(globalThis)',
        'newName = 1; typeof newName',
        { host: 'Object.isExtensible(ctx)' },
      ],
      'the guest asks about extensibility': [
        '[Object.isExtensible(globalThis), Object.isSealed(globalThis), Object.isFrozen(globalThis)]',
      ],
      'a fixed property defined by the guest': [
        "Object.defineProperty(globalThis, 'pi', { value: 3 }); pi",
        'pi = 4; pi',
        "'use strict'; pi = 4",
        'delete this.pi',
        { host: 'ctx.pi' },
        "Reflect.defineProperty(globalThis, 'pi', { value: 4 })",
      ],
      'a hidden property defined by the guest': [
        "Object.defineProperty(globalThis, 'hid', { value: 1, enumerable: false, writable: true, configurable: true })",
        { host: '[Object.keys(ctx), ctx.hid]' },
        'hid = 2',
        { host: 'ctx.hid' },
      ],
      'attributes survive an assignment': [
        {
          host: "Object.defineProperty(ctx, 'h', { value: 1, writable: true, enumerable: false, configurable: true }); 0",
        },
        'h = 2; this.h = 3; h',
        "Object.getOwnPropertyDescriptor(globalThis, 'h')",
      ],
      'attributes of var, function and assignment': [
        'var v = 1; function f() {} s = 2; this.t = 3;',
        "['v', 'f', 's', 't'].map((k) => { const d = Object.getOwnPropertyDescriptor(globalThis, k); return [d.writable, d.enumerable, d.configurable]; })",
      ],
      'undefined and NaN and Infinity': [
        'undefined = 1; NaN = 1; Infinity = 1; [undefined, NaN, Infinity]',
      ],
      'strict write to undefined': ["'use strict'; undefined = 1"],
      'undefined on the context object': [
        { host: 'ctx.undefined = 5; ctx.NaN = 6; 0' },
        '[undefined, NaN]',
      ],
    },
  },
];
