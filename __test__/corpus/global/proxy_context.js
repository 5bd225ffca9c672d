'use strict';

/** A Proxy as the context object. */

const WRITES = "['set', 'deleteProperty', 'preventExtensions', 'setPrototypeOf']";

module.exports = [
  {
    context: 'new Proxy({ a: 1, m() { return 5; } }, {})',
    cases: {
      reads: ['a', 'this.a', 'typeof a', 'm()', 'typeof unknown', 'unknown'],
      assignment: ['b = 2; b', 'a = 3; a', { host: '[ctx.a, ctx.b]' }],
      'strict assignment': ["'use strict'; a = 4; a", "'use strict'; fresh = 4"],
      'var and function': [
        'var v = 1; function f() { return 2; } [v, f()]',
        'v = 5; v',
        { host: '[ctx.v, typeof ctx.f]' },
      ],
      let: ['let l = 1; l', { host: "'l' in ctx" }],
      delete: ['delete a', 'typeof a', { host: "'a' in ctx" }],
      'in and hasOwn': "['a' in globalThis, Object.hasOwn(globalThis, 'a'), 'zz' in globalThis]",
      keys: 'Object.keys(globalThis)',
      define: [
        "Object.defineProperty(globalThis, 'd', { value: 1, enumerable: true, configurable: true, writable: true }) === globalThis",
        'd',
        { host: "Object.getOwnPropertyDescriptor(ctx, 'd')" },
      ],
      'built-ins': '[typeof Array, typeof JSON, [1].map((x) => x)]',
      'a built-in assigned': ['Array = 1; Array', { host: 'ctx.Array' }],
    },
  },
  {
    context: `loggedOnce({ a: 1, get g() { return 2; } }, ${WRITES})`,
    cases: {
      'an assignment writes': 'a = 5',
      'a new name is written': 'b = 5',
      'var writes': 'var v = 1;',
      'var without a value writes nothing': 'var v;',
      'a function writes': 'function f() {}',
      'let writes nothing': 'let l = 1; const c = 2; class K {}',
      'a read writes nothing': '[a, g, typeof u]',
      'delete deletes': 'delete a',
      'define is no set': "Object.defineProperty(globalThis, 'd', { value: 1 }) === globalThis",
      'an increment writes': 'a++',
      'a second run does not write again': ['a = 5', 'a', 'a'],
    },
  },
  {
    contexts: {
      'get trap':
        "new Proxy({}, { get: (t, k) => (typeof k === 'string' && k.startsWith('magic') ? k.toUpperCase() : t[k]) })",
      'get and has traps':
        "new Proxy({}, { get: (t, k) => (k === 'magic' ? 'MAGIC' : t[k]), has: (t, k) => k === 'magic' || k in t })",
      'has trap that says yes to all': 'new Proxy({}, { has: () => true })',
      'has trap that says no to all': 'new Proxy({ magic: 1 }, { has: () => false })',
      'set trap that refuses': 'new Proxy({ magic: 1 }, { set: () => false })',
      'set trap that swallows': 'new Proxy({ magic: 1 }, { set: () => true })',
      'set trap that doubles':
        'new Proxy({ magic: 1 }, { set: (t, k, v) => Reflect.set(t, k, v * 2) })',
      'define trap that refuses': 'new Proxy({ magic: 1 }, { defineProperty: () => false })',
      'delete trap that refuses': 'new Proxy({ magic: 1 }, { deleteProperty: () => false })',
      'ownKeys trap': "new Proxy({ magic: 1, other: 2 }, { ownKeys: () => ['other'] })",
      'descriptor trap that hides':
        'new Proxy({ magic: 1 }, { getOwnPropertyDescriptor: () => undefined })',
      'get trap that throws':
        "new Proxy({}, { get(t, k) { if (k === 'magic') throw new RangeError('trap'); return t[k]; } })",
      'prototype trap': 'new Proxy({}, { getPrototypeOf: () => ({ magic: 1 }) })',
      'not extensible': 'new Proxy(Object.preventExtensions({ magic: 1 }), {})',
    },
    cases: {
      'bare read': 'magic',
      'read through this': 'this.magic',
      typeof: 'typeof magic',
      in: "'magic' in globalThis",
      hasOwn: "Object.hasOwn(globalThis, 'magic')",
      'sloppy assignment': ['magic = 5', 'typeof magic'],
      'strict assignment': ["'use strict'; magic = 5", 'typeof magic'],
      'assignment to a new name': ['fresh = 5', 'typeof fresh'],
      'var of a new name': ['var fresh = 5; fresh', 'typeof fresh'],
      'function of a new name': ['function fresh() {} typeof fresh', 'typeof fresh'],
      let: ['let magic = 7; magic', 'magic'],
      delete: ['delete this.magic', 'typeof magic'],
      keys: 'Object.keys(globalThis)',
      'a built-in': 'typeof Array',
      define: [
        "Reflect.defineProperty(globalThis, 'magic', { value: 9, configurable: true })",
        'typeof magic',
      ],
    },
  },
  {
    context: '{}',
    contextify: false,
    cases: {
      'a revoked proxy': {
        host: 'const r = Proxy.revocable({}, {}); r.revoke(); vm.createContext(r.proxy)',
      },
      'a proxy revoked later': {
        host: `const r = Proxy.revocable({ a: 1 }, {}); const c = vm.createContext(r.proxy); const before = vm.runInContext('a', c); r.revoke();
        [before, attempt(() => vm.runInContext('a', c)), attempt(() => vm.runInContext('1 + 1', c)), attempt(() => vm.runInContext('b = 1', c)), attempt(() => vm.runInContext('var v = 1', c))]`,
      },
      'a proxy over a context object': {
        host: 'const c = vm.createContext({ a: 1 }); const p = new Proxy(c, {}); attempt(() => vm.runInContext("a", p))',
      },
      'a proxy over a proxy': {
        host: "const c = vm.createContext(new Proxy(new Proxy({ a: 1 }, {}), {})); vm.runInContext('a = 2; var b = 3; a + b', c)",
      },
    },
  },
];
