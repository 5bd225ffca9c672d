'use strict';

/** Functions called, constructed and looked at across the membrane. */

module.exports = [
  {
    context: `{
      plain: function (a, b) { return [this === undefined ? 'undefined' : typeof this, a, b]; },
      strict: function (a) { 'use strict'; return [this, a]; },
      arrow: (...args) => args,
      count: function () { return arguments.length; },
      defaults: (a = 1, b = a + 1) => [a, b],
      target: function () { return new.target === undefined; },
      Maker: function Maker(x) { this.x = x; },
      ReturnsObject: function () { return { other: 1 }; },
      ReturnsPrimitive: function () { this.own = 1; return 5; },
      K: class K { constructor(x) { this.x = x; } static make(x) { return new this(x); } get double() { return this.x * 2; } },
      thrower: () => { throw new TypeError('host throws'); },
      log,
    }`,
    cases: {
      'arguments arrive': "arrow(1, 'a', null, undefined)",
      'the number of arguments': '[count(), count(1), count(undefined), count(1, 2, 3)]',
      'default arguments': '[defaults(), defaults(5), defaults(undefined, 7)]',
      'fifty arguments': 'count(...Array(50).fill(0))',
      'a thousand arguments': 'count(...Array(1000).fill(0))',
      'this in a bare call': 'strict(1)',
      'this as given': ['const o = { mark: 1 }; strict.call(o, 2)[0] === o'],
      'this as a primitive':
        "[strict.call(5, 1)[0], strict.call('s')[0], strict.call(null)[0], strict.call(true)[0]]",
      'this of a method call': 'const o = { strict }; o.strict(1)[0] === o',
      'this of a sloppy host function': 'plain.call({ a: 1 }, 1, 2)',
      'apply with an array': 'arrow.apply(null, [1, 2, 3])',
      'apply with an array-like': 'arrow.apply(null, { length: 2, 0: "a", 1: "b" })',
      'Reflect.apply': 'Reflect.apply(arrow, null, [1, 2])',
      bind: 'strict.bind({ bound: 1 }, 2)()',
      'Function.prototype.bind of the guest': 'Function.prototype.bind.call(arrow, null, 1)(2)',
      'name and length':
        '[plain.name, plain.length, strict.length, arrow.length, defaults.length, K.name, K.length]',
      typeof: '[typeof plain, typeof K, typeof arrow]',
      'toString is text': 'typeof plain.toString()',
      'new on a function':
        'const m = new Maker(5); [m.x, m instanceof Maker, m.constructor === Maker]',
      'new on a class': 'const k = new K(5); [k.x, k.double, k instanceof K]',
      'new on a function that returns an object': 'new ReturnsObject().other',
      'new on a function that returns a primitive': 'new ReturnsPrimitive().own',
      'new on an arrow': 'new arrow()',
      'call of a class': 'K(1)',
      'new.target': '[target(), new target() instanceof target]',
      'Reflect.construct': 'Reflect.construct(K, [7]).x',
      'Reflect.construct with a guest target':
        'class G { g() { return this.x + 1; } } const o = Reflect.construct(K, [7], G); [o.x, o.g(), o instanceof G, o instanceof K]',
      'Reflect.construct with a plain function as target':
        'Reflect.construct(Object, [], Maker) instanceof Maker',
      'a static method': 'K.make(3).x',
      'a static method with another this':
        'class Sub extends K {} const s = K.make.call(Sub, 4); [s.x, s instanceof Sub]',
      'a guest class extends a host class':
        'class G extends K { constructor() { super(10); this.y = 1; } get triple() { return this.x * 3; } } const g = new G(); [g.x, g.y, g.double, g.triple, g instanceof G, g instanceof K]',
      'super method calls': [
        { host: 'ctx.B = class { hi(n) { return `hi ${n} ${this.tag}`; } }; 0' },
        'class G extends B { tag = "T"; hi(n) { return super.hi(n) + "!"; } } new G().hi("x")',
      ],
      'super property': [
        { host: 'ctx.B = class { get v() { return this.w + 1; } }; 0' },
        'class G extends B { w = 1; get v() { return super.v * 10; } } new G().v',
      ],
      'extends a host function':
        'class G extends Maker {} const g = new G(3); [g.x, g instanceof Maker]',
      'extends a host arrow': 'class G extends arrow {}',
      'a static is inherited': 'class G extends K {} G.make(2) instanceof G',
      'properties on a host function': 'arrow.extra = 5; [arrow.extra, Object.keys(arrow)]',
      'the prototype of a host function':
        'Maker.prototype.added = function () { return this.x; }; new Maker(6).added()',
      'a host function throws': 'try { thrower(); } catch (e) { [e.name, e.message] }',
      'a host function throws through': 'thrower()',
      'a host function as a callback of guest arrays': '[1, 2].map(arrow)',
      'a host function as a comparator': [
        { host: 'ctx.desc = (a, b) => b - a; 0' },
        '[1, 3, 2].sort(desc)',
      ],
      'a host function as a getter':
        "const o = Object.defineProperty({ mark: 5 }, 'g', { get: strict }); o.g[0] === o",
      'a host function as a setter': [
        { host: 'ctx.set = function (v) { this.was = v; }; 0' },
        "const o = Object.defineProperty({}, 's', { set }); o.s = 3; o.was",
      ],
      'a host function as a method': 'const o = { m: strict }; o.m(1)[0] === o',
      'a host function as a tag': 'arrow`a${1}b`[0][0]',
      'a host function as a replacer': [
        { host: 'ctx.up = (m) => m.toUpperCase(); 0' },
        "'abc'.replace(/b/, up)",
      ],
      'a host function as toString': [
        { host: "ctx.ts = function () { return 'ts:' + this.n; }; 0" },
        '`${{ n: 1, toString: ts }}`',
      ],
      'a host function as a reviver': [
        { host: 'ctx.rev = (k, v) => (typeof v === "number" ? v + 1 : v); 0' },
        'JSON.parse("[1,2]", rev)',
      ],
      'a host function as a species': [
        { host: 'ctx.S = class S extends Array {}; 0' },
        'const s = S.from([1, 2]); [s.length, s instanceof S, Array.isArray(s)]',
      ],
      'a host function as Symbol.hasInstance': [
        { host: 'ctx.even = (n) => n % 2 === 0; 0' },
        '2 instanceof { [Symbol.hasInstance]: even }',
      ],
      'callbacks get guest values':
        'const o = {}; let got; [o].forEach.call([o], (x) => { got = x; }); got === o',
      'a host async function': {
        steps: [{ host: 'ctx.af = async (x) => x + 1; 0' }, { run: 'af(1)', wait: true }],
      },
      'a host generator function': [
        { host: 'ctx.gf = function* (n) { const r = yield n; yield r; }; 0' },
        'const g = gf(1); [g.next().value, g.next("sent").value, g.next().done]',
      ],
      'call order': ["log('a', arrow(log('b'), log('c'))); log('d')"],
      'an object with call': 'const o = { call: arrow }; o.call(1)',
      'a host callback keeps state': [
        { host: 'let n = 0; ctx.next = () => ++n; 0' },
        '[next(), next(), next()]',
        { host: 'ctx.next()' },
      ],
    },
  },
  {
    context: '{}',
    cases: {
      'a guest function: arguments': [
        '(...args) => args',
        { host: 'results[0](1, "a", null, undefined)' },
      ],
      'a guest function: length and name': [
        'function named(a, b, c = 1) {}; [named, (x) => x, class C { constructor(a) {} }]',
        { host: 'results[0].map((f) => [f.name, f.length])' },
      ],
      'a guest function: set name': [
        "function f() {}; Object.defineProperty(f, 'name', { value: 'renamed' }); f",
        { host: 'results[0].name' },
      ],
      'a guest arrow: new': ['() => 1', { host: 'new results[0]()' }],
      'a guest class: call': ['class K {}; K', { host: 'results[0]()' }],
      'a guest class: new': [
        'class K { constructor(x) { this.x = x; } m() { return this.x; } }; K',
        {
          host: 'const k = new results[0](4); [k.x, k.m(), k instanceof results[0], k.constructor === results[0]]',
        },
      ],
      'a guest method: new': ['({ m() {} }).m', { host: 'new results[0]()' }],
      'a guest async function: new': ['(async function () {})', { host: 'new results[0]()' }],
      'a guest generator function: new': ['(function* () {})', { host: 'new results[0]()' }],
      'a host class extends a guest class': [
        'class B { constructor(x) { this.x = x; } hi() { return `hi ${this.x}`; } static s() { return this.name; } }; B',
        {
          host: 'class H extends results[0] { hi() { return super.hi() + "!"; } } const h = new H(3); [h.x, h.hi(), h instanceof H, h instanceof results[0], H.s()]',
        },
      ],
      'a host class extends a guest function': [
        'function F(x) { this.x = x; } F.prototype.get = function () { return this.x; }; F',
        { host: 'class H extends results[0] {} const h = new H(3); [h.get(), Object.keys(h)]' },
      ],
      'a host class with fields extends a guest class': [
        'class B { base = 1; }; B',
        {
          host: 'class H extends results[0] { own = 2; #p = 3; p() { return this.#p; } } const h = new H(); [h.base, h.own, h.p()]',
        },
      ],
      'new.target of a guest class': [
        'class B { constructor() { this.t = new.target; } }; B',
        {
          host: 'class H extends results[0] {} [new H().t === H, new results[0]().t === results[0]]',
        },
      ],
      'Reflect.construct by the host': [
        '(function (x) { this.x = x; })',
        {
          host: 'class T { t() { return 1; } } const o = Reflect.construct(results[0], [5], T); [o.x, o.t(), o instanceof T]',
        },
      ],
      'guest private fields': [
        'class P { #x = 1; get x() { return this.#x; } set x(v) { this.#x = v; } static is(o) { return #x in o; } }; P',
        { host: 'const p = new results[0](); p.x = 5; [p.x, results[0].is(p), results[0].is({})]' },
      ],
      'a guest constructor that returns an object': [
        '(function () { return { other: 1 }; })',
        { host: 'new results[0]().other' },
      ],
      'a guest derived class without super': [
        'class A {}; class B extends A { constructor() {} }; B',
        { host: 'new results[0]()' },
      ],
      'this in guest functions': [
        "[function () { 'use strict'; return this; }, function () { return typeof this; }]",
        {
          host: "const [s, l] = results[0]; const o = {}; [s.call(o) === o, s.call(1), s.call(undefined), l.call('p'), l.call(o)]",
        },
      ],
      'bound by the host': [
        '(function (a, b) { return [this.m, a, b]; })',
        { host: 'const b = results[0].bind({ m: 1 }, 2); [b(3), b.name, b.length]' },
      ],
      'bound by the host Function.prototype.bind': [
        '(function (a, b) { return [this.m, a, b]; })',
        { host: 'Function.prototype.bind.call(results[0], { m: 1 }, 2)(3)' },
      ],
      'apply and call by the host': [
        '(function () { return [this.m, ...arguments]; })',
        {
          host: 'const f = results[0]; [f.apply({ m: 1 }, [2, 3]), f.call({ m: 1 }, 2, 3), Reflect.apply(f, { m: 4 }, [5])]',
        },
      ],
      'properties on guest functions': [
        'var f = () => 1; f.extra = { a: 1 }; f',
        { host: 'results[0].more = 2; [results[0].extra.a, Object.keys(results[0])]' },
        '[f.more, Object.keys(f)]',
      ],
      'the prototype of a guest function': [
        'function F() {}; F',
        { host: 'results[0].prototype.m = function () { return this.v; }; 0' },
        'const o = new F(); o.v = 9; o.m()',
      ],
      'a guest function as a host getter': [
        '(function () { return this.v * 2; })',
        { host: "const o = Object.defineProperty({ v: 4 }, 'g', { get: results[0] }); o.g" },
      ],
      'guest callbacks in host methods': [
        '(x, i) => x + i',
        {
          host: "[[1, 2, 3].map(results[0]), [...new Map([['k', 1]])].map(results[0]), 'abc'.replace(/b/, results[0])]",
        },
      ],
      'a guest function in Promise.then': [
        '(v) => v + 1',
        { host: 'Promise.resolve(1).then(results[0])', wait: true },
      ],
      'a guest function in a Proxy handler': [
        '({ get: (t, k) => `got ${String(k)}`, has: () => true, ownKeys: () => ["x"], getOwnPropertyDescriptor: () => ({ value: 1, configurable: true, enumerable: true }) })',
        { host: "const p = new Proxy({}, results[0]); [p.name, 'any' in p, Object.keys(p)]" },
      ],
      'a guest function as a host iterator': [
        '(function* () { yield 1; yield 2; })',
        { host: 'const o = { [Symbol.iterator]: results[0] }; [...o]' },
      ],
      'a guest function as toJSON': [
        '(function (key) { return `json ${key}`; })',
        { host: 'JSON.stringify({ k: { toJSON: results[0] } })' },
      ],
      'a guest function as Symbol.toPrimitive': [
        '(hint) => (hint === "number" ? 7 : "seven")',
        { host: 'const o = { [Symbol.toPrimitive]: results[0] }; [+o, `${o}`, o + 1]' },
      ],
      'a guest function as an async iterator': [
        '(async function* () { yield 1; yield 2; })',
        {
          host: '(async () => { const out = []; for await (const v of results[0]()) out.push(v); return out; })()',
          wait: true,
        },
      ],
      'guest function identity in listeners': [
        '() => log',
        {
          host: "const e = new (require('events'))(); e.on('x', results[0]); const n = e.listenerCount('x'); e.off('x', results[0]); [n, e.listenerCount('x')]",
        },
      ],
      'util.promisify on a guest function': [
        '(a, cb) => cb(null, a + 1)',
        { host: "require('util').promisify(results[0])(1)", wait: true },
      ],
      'util.types of a guest function': [
        '[async () => {}, function* () {}, () => {}]',
        { host: "const { types } = require('util'); results[0].map((f) => [typeof f])" },
      ],
    },
  },
];
