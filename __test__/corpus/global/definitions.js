'use strict';

/** defineProperty and its relatives, called by the guest on globalThis. */

const d = (name, descriptor) => `Reflect.defineProperty(globalThis, '${name}', ${descriptor})`;
const own = (name) => `Object.getOwnPropertyDescriptor(globalThis, '${name}')`;

module.exports = [
  {
    context: '{ a: 1 }',
    cases: {
      'a full data descriptor': [
        d('n', '{ value: 1, writable: true, enumerable: true, configurable: true }'),
        'n = 2; n',
        own('n'),
      ],
      'an empty descriptor makes undefined': [d('n', '{}'), own('n'), 'n = 1; n'],
      'only a value': [d('n', '{ value: 1 }'), own('n'), 'delete this.n', 'n = 2; n'],
      'only writable': [d('n', '{ writable: true }'), own('n'), 'n = 2; n', { host: 'ctx.n' }],
      'only enumerable': [d('n', '{ enumerable: true, value: 1 }'), 'Object.keys(globalThis)'],
      'only configurable': [
        d('n', '{ configurable: true, value: 1 }'),
        d('n', '{ value: 2 }'),
        'n',
      ],
      'an existing name made read-only': [d('a', '{ writable: false }'), 'a = 5; a', own('a')],
      'an existing name hidden': [
        d('a', '{ enumerable: false }'),
        'Object.keys(globalThis)',
        own('a'),
      ],
      'an existing name fixed': [
        d('a', '{ configurable: false }'),
        'delete this.a',
        own('a'),
        d('a', '{ configurable: true }'),
      ],
      'an existing name turned into an accessor': [
        d('a', '{ get() { return 5; } }'),
        'a',
        own('a'),
      ],
      'an accessor turned into data': [
        d('g', '{ get() { return 5; }, configurable: true }'),
        d('g', '{ value: 6 }'),
        'g',
        own('g'),
      ],
      'an accessor with a setter only': [
        d('s', '{ set(v) { this.kept = v; }, configurable: true }'),
        's = 4',
        'kept',
        's',
      ],
      'redefining a fixed name': [
        d('f', '{ value: 1 }'),
        d('f', '{ value: 2 }'),
        d('f', '{ value: 1 }'),
        d('f', '{ get() {} }'),
        'f',
      ],
      'Object.defineProperty on a fixed name throws': [
        d('f', '{ value: 1 }'),
        "Object.defineProperty(globalThis, 'f', { value: 2 })",
      ],
      'a fixed accessor redefined': [
        d('f', '{ get() { return 1; } }'),
        d('f', '{ get() { return 2; } }'),
        'f',
      ],
      'a descriptor that is no object': "Object.defineProperty(globalThis, 'x', 5)",
      'a descriptor that is both': "Object.defineProperty(globalThis, 'x', { value: 1, get() {} })",
      'a getter that is no function': "Object.defineProperty(globalThis, 'x', { get: 5 })",
      'a descriptor with a throwing getter':
        "Object.defineProperty(globalThis, 'x', { get value() { throw new Error('descriptor'); } })",
      'an inherited descriptor': [
        "Reflect.defineProperty(globalThis, 'x', Object.create({ value: 5, enumerable: true }))",
        own('x'),
      ],
      'defineProperties of three': [
        'Object.defineProperties(globalThis, { p: { value: 1, enumerable: true }, q: { get() { return 2; } }, r: { value: 3, writable: true } }) === globalThis',
        '[p, q, r]',
      ],
      'defineProperties stops at the one that fails': [
        d('f', '{ value: 1 }'),
        'Object.defineProperties(globalThis, { before: { value: 1 }, f: { value: 2 }, after: { value: 3 } })',
        '[typeof before, typeof after]',
      ],
      'getOwnPropertyDescriptor of an unknown name': own('unknown'),
      'getOwnPropertyDescriptor of a var': ['var v = 1;', own('v')],
      'getOwnPropertyDescriptor of a function': ['function f() {}', own('f')],
      'getOwnPropertyDescriptor of a let': ['let l = 1;', own('l')],
      'getOwnPropertyDescriptor of a built-in': [
        "['Array', 'undefined', 'globalThis', 'Math', 'eval', 'NaN'].map((k) => { const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, k); return [k, writable, enumerable, configurable]; })",
      ],
      getOwnPropertyDescriptors:
        "Object.keys(Object.getOwnPropertyDescriptors(globalThis)).includes('a')",
      'a built-in redefined as data': [
        d('Array', '{ value: 5 }'),
        'Array',
        own('Array'),
        { host: 'ctx.Array' },
      ],
      'a built-in redefined as an accessor': [
        d('Map', "{ get() { return 'map'; } }"),
        'Map',
        { host: 'ctx.Map' },
      ],
      'a built-in made read-only': [
        d('Set', '{ writable: false }'),
        'Set = 1; typeof Set',
        "'use strict'; Set = 2",
      ],
      'undefined redefined': [
        d('undefined', '{ value: 1 }'),
        d('undefined', '{ value: undefined }'),
        'undefined',
      ],
      'globalThis redefined': [
        d('globalThis', "{ value: 'mine' }"),
        'globalThis',
        'this === globalThis',
      ],
      'a definition seen by a callback at once': [
        { host: "ctx.look = () => Object.getOwnPropertyDescriptor(ctx, 'n'); 0" },
        "Object.defineProperty(globalThis, 'n', { value: 1, enumerable: true }); look()",
      ],
      'var after a definition': [
        d('n', '{ value: 1, writable: true }'),
        'var n = 2; n',
        own('n'),
        { host: "Object.getOwnPropertyDescriptor(ctx, 'n')" },
      ],
      'function after a read-only definition': [d('n', '{ value: 1 }'), 'function n() {}', 'n'],
      'function after a hidden definition': [
        d('n', '{ value: 1, configurable: true }'),
        'function n() {}',
        'typeof n',
        own('n'),
      ],
      'let after a definition': [
        d('n', '{ value: 1, configurable: true }'),
        'let n = 2; [n, globalThis.n]',
      ],
      'let after a fixed definition': [d('n', '{ value: 1 }'), 'let n = 2; [n, globalThis.n]'],
      'let after a fixed definition by the host': [
        { host: "Object.defineProperty(ctx, 'n', { value: 1 })" },
        'let n = 2; [n, globalThis.n]',
      ],
      __defineSetter__: [
        "globalThis.__defineSetter__('s', function (v) { this.got = v; }); s = 1",
        'got',
      ],
      __lookupGetter__: [
        d('g', '{ get() { return 1; } }'),
        "typeof globalThis.__lookupGetter__('g')",
      ],
      'a class with accessors put on globalThis': [
        "class A { get v() { return 5; } } Object.defineProperty(globalThis, 'v', Object.getOwnPropertyDescriptor(A.prototype, 'v')); v",
      ],
      'a proxy over globalThis':
        "const p = new Proxy(globalThis, {}); p.n = 1; [n, p.a, 'a' in p, p.n]",
      'an object that inherits globalThis':
        'const child = Object.create(globalThis); child.a = 5; [child.a, a, child.Array === Array]',
      'Reflect.set with globalThis as the receiver': [
        "Reflect.set({}, 'viaReceiver', 1, globalThis)",
        'typeof viaReceiver',
        { host: 'ctx.viaReceiver' },
      ],
    },
  },
];
