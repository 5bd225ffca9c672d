'use strict';

/** The prototype chain of the context object, as far as the guest can see it. */

module.exports = [
  {
    context:
      'Object.create({ inherited: 1, method() { return this === ctx; } }, { own: { value: 2, writable: true, enumerable: true, configurable: true } })',
    cases: {
      'inherited names are read': ['inherited', 'this.inherited', 'typeof inherited'],
      'an inherited name is in but not own': [
        "['inherited' in globalThis, Object.hasOwn(globalThis, 'inherited')]",
      ],
      'an assignment makes an own property': [
        'inherited = 5; inherited',
        { host: '[Object.keys(ctx), Object.getPrototypeOf(ctx).inherited]' },
      ],
      'var over an inherited name': ['var inherited;', 'inherited', { host: 'Object.keys(ctx)' }],
      'the prototype changes between runs': [
        'inherited',
        { host: 'Object.getPrototypeOf(ctx).inherited = 7' },
        'inherited',
        { host: 'Object.getPrototypeOf(ctx).fresh = 8' },
        'fresh',
      ],
      'the prototype is replaced between runs': [
        'inherited',
        { host: 'Object.setPrototypeOf(ctx, { other: 3 }); 0' },
        '[typeof inherited, other]',
      ],
      'the prototype is removed': [
        'inherited',
        { host: 'Object.setPrototypeOf(ctx, null); 0' },
        '[typeof inherited, own]',
      ],
      'the prototype changes in a callback': [
        { host: 'ctx.grow = () => { Object.getPrototypeOf(ctx).grown = 1; }; 0' },
        'const before = typeof grown; grow(); [before, typeof grown]',
      ],
      'this of an inherited method': ['method()', 'this.method()'],
      'for-in shows inherited names':
        "var seen = []; for (const k in globalThis) seen.push(k); seen.includes('inherited')",
      'keys do not show inherited names': 'Object.keys(globalThis)',
      'hasOwnProperty comes from the context object': [
        "hasOwnProperty('own')",
        "hasOwnProperty('inherited')",
      ],
    },
  },
  {
    context: '{}',
    cases: {
      'toString of the context object is seen': [
        'typeof toString',
        'typeof hasOwnProperty',
        'typeof valueOf',
      ],
      'constructor of the context object is seen': ['typeof constructor', 'constructor.name'],
      '__proto__ is readable': ['typeof __proto__'],
      'a three level chain': [
        {
          host: 'Object.setPrototypeOf(ctx, Object.create({ deep: 1 }, { mid: { value: 2 } })); 0',
        },
        '[deep, mid]',
        'deep = 10; deep',
        'mid = 20; mid',
      ],
      'a class instance as prototype': [
        {
          host: "class Base { hello() { return 'hello ' + this.name; } get upper() { return this.name.toUpperCase(); } } Object.setPrototypeOf(ctx, new Base()); ctx.name = 'ctx'; 0",
        },
        '[hello.call(this), upper]',
      ],
      'a read-only inherited name': [
        { host: 'Object.setPrototypeOf(ctx, Object.freeze({ fixed: 1 })); 0' },
        'fixed = 2; fixed',
        "'use strict'; fixed = 3",
        'var fixed = 4; fixed',
      ],
      'an inherited setter': [
        { host: 'Object.setPrototypeOf(ctx, { set put(v) { this.was = v; } }); 0' },
        'put = 5; was',
        { host: 'Object.keys(ctx)' },
      ],
      'a context object inherits another context object': [
        'shared = 1',
        {
          host: 'const child = vm.createContext(Object.create(ctx)); [vm.runInContext("shared", child), vm.runInContext("shared = 2; shared", child), ctx.shared]',
        },
        'shared',
      ],
      'Object.prototype of the host grows': [
        {
          host: "Object.prototype.__grown = 'grown'; let seen; try { seen = vm.runInContext('typeof __grown', ctx); } finally { delete Object.prototype.__grown; } seen",
        },
        'typeof __grown',
      ],
      'the guest grows its own Object.prototype': [
        "Object.prototype.added = 'guest'; added",
        { host: "[({}).added, 'added' in ctx]" },
      ],
      'the prototype of globalThis': [
        'Object.getPrototypeOf(globalThis) === Object.prototype',
        'Object.getPrototypeOf(Object.getPrototypeOf(globalThis)) === Object.prototype',
        'globalThis instanceof Object',
        'Object.prototype.toString.call(globalThis)',
        'globalThis.constructor === Object',
      ],
      'setPrototypeOf globalThis': [
        'Reflect.setPrototypeOf(globalThis, { set: 1 })',
        "'set' in globalThis",
      ],
      'names of a prototype of globalThis': [
        'const p = { from: 1, get self() { return this === globalThis; } }; Object.setPrototypeOf(globalThis, p) === globalThis',
        "[from, this.from, self, this.self, 'from' in this, Object.getPrototypeOf(this) === p]",
        'from = 2; [from, p.from]',
        'typeof hasOwnProperty',
      ],
      'a null prototype of globalThis': [
        'Object.setPrototypeOf(globalThis, null); Object.getPrototypeOf(globalThis)',
        "typeof nothing + ('nothing' in globalThis)",
      ],
      'globalThis as the prototype of its prototype':
        'Object.setPrototypeOf(globalThis, Object.create(globalThis))',
      'setPrototypeOf globalThis to its own prototype':
        'Reflect.setPrototypeOf(globalThis, Object.getPrototypeOf(globalThis))',
      '__proto__ of globalThis assigned': [
        'globalThis.__proto__ = { viaProto: 1 }; typeof viaProto',
        { host: 'Object.getPrototypeOf(ctx) === Object.prototype' },
      ],
      isPrototypeOf: 'Object.prototype.isPrototypeOf(globalThis)',
    },
  },
  {
    context: 'Object.create(null)',
    cases: {
      'a null prototype has no toString': [
        'typeof toString',
        'typeof hasOwnProperty',
        "'toString' in globalThis",
      ],
      'built-ins are there without a prototype': [
        'typeof Array',
        'typeof Object',
        'globalThis instanceof Object',
      ],
      'declarations on a null prototype': [
        'var a = 1; b = 2; function c() {}',
        { host: 'Object.keys(ctx)' },
      ],
      '__proto__ with a null prototype': ['typeof __proto__', '__proto__ = 5; typeof __proto__'],
    },
  },
];
