'use strict';

/** `JSON.stringify`: what it writes, whom it asks in which order, and its messages. */

/** Values that contain themselves, as the last expression of some code. */
const CIRCLES = [
  'const o = {}; o.o = o; o',
  "const o = {}; o[''] = o; o",
  'const o = { a: [] }; o.a[0] = o; o',
  'const o = { a: { b: {} } }; o.a.b.x = o; o',
  'const o = { a: { b: { c: {} } } }; o.a.b.c.x = o; o',
  'const o = { a: { b: { c: { d: {} } } } }; o.a.b.c.d.x = o; o',
  'const o = { a: { b: { c: { d: [{}] } } } }; o.a.b.c.d[0].x = o; o',
  'const o = { a: { b: {} } }; o.a.b.x = o.a; [[o]]',
  'class A {} const o = new A(); o[1] = o; o',
  'class A {} class B extends A {} const o = new B(); o.x = o; o',
  'const o = new (class {})(); o.x = o; o',
  'const o = Object.create(null); o.x = o; o',
  "const o = { [Symbol.toStringTag]: 'T' }; o.x = o; o",
  "const o = Object.create({ [Symbol.toStringTag]: 'T' }); o.x = o; o",
  "const o = { get [Symbol.toStringTag]() { return 'T'; } }; o.x = o; o",
  'const o = Object.create({ constructor: 3 }); o.x = o; o',
  'const o = { constructor: Array }; o.x = o; o',
  'const o = new Map(); o.x = o; o',
  'const o = new Date(0); o.toJSON = null; o.x = o; o',
  'function F() {} const o = new F(); o.x = o; o',
  "const o = new Error('m'); o.x = o; o",
  'const o = Object(Symbol()); o.x = o; o',
  'const o = []; o[0] = o; o',
  'const o = []; o[2 ** 20] = o; o',
  'const o = {}; o[2 ** 31] = o; o',
  'const o = new Proxy({}, {}); o.x = o; o',
  'const o = new Proxy([], {}); o[0] = o; o',
  'const o = {}; o["it\'s"] = o; o',
  'const o = {}; o["a\\nb\u20AC"] = o; o',
  'const o = {}; o.x = () => {}; o.x.toJSON = () => o; o',
  'const o = [{}]; o[0].a = o[0].b = o[0]; o',
];

const circles = {};
for (const code of CIRCLES) {
  const at = code.lastIndexOf(';') + 1;
  circles[`a circle: ${code}`] = `${code.slice(0, at)} JSON.stringify(${code.slice(at)})`;
}

/** A log of what is asked of Proxies and getters. */
const LOGGED = `const log = []; const logged = (name, target) => new Proxy(target, new Proxy({}, {
  get: (_, trap) => (...args) => {
    log.push([name, trap, typeof args[1] === 'string' ? args[1] : ''].join());
    return Reflect[trap](...args);
  } }));`;

module.exports = [
  { cases: circles, compareMessage: true },
  {
    compareMessage: true,
    cases: {
      'a bigint': 'JSON.stringify(1n)',
      'a bigint within': 'JSON.stringify({ a: [1n] })',
      'a bigint in a box': 'JSON.stringify(Object(1n))',
      'a revoked proxy':
        'const { proxy, revoke } = Proxy.revocable([], {}); revoke(); JSON.stringify(proxy)',
      'a proxy that is revoked on the way':
        'const { proxy, revoke } = Proxy.revocable([], { get() { revoke(); } }); JSON.stringify(proxy)',
      'an array of the largest length': 'JSON.stringify(new Array(2 ** 32 - 1))',
      'an array that would be too long': 'JSON.stringify({ a: new Array(2 ** 28) })',
      'a proxy of a larger length':
        "JSON.stringify(new Proxy([], { get: (t, key) => key === 'length' ? 2 ** 40 : t[key] }))",
      'strings that would be too long':
        "let part = 'x'.repeat(1000); while (part.length < 2 ** 24) part += part; JSON.stringify(new Array(40).fill(part))",
      'a million arrays':
        'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; JSON.stringify(a).length',
      'a million objects':
        'let a = {}; for (let i = 0; i < 1e6; i++) a = { a }; JSON.stringify(a).length',
      'a toJSON without an end':
        'class A { toJSON() { return { a: new A() }; } } JSON.stringify(new A())',
      'a replacer without an end':
        "JSON.stringify({ x: 1 }, (key, value) => key === '' ? value : { a: 1 })",
      'a replacer that closes a circle': 'const o = { x: 1 }; JSON.stringify(o, () => o)',
      'toJSON throws': "JSON.stringify({ toJSON() { throw new RangeError('mine'); } })",
      'a getter throws': "JSON.stringify([{ get a() { throw new RangeError('mine'); } }])",
      'a box that does not convert':
        'JSON.stringify(Object.assign(new String(1), { toString: () => ({}), valueOf: null }))',
      'a space that does not convert':
        'JSON.stringify({}, null, Object.assign(new Number(1), { valueOf: () => Symbol() }))',
    },
  },
  {
    cases: {
      '4,000 levels of arrays':
        'let a = []; for (let i = 0; i < 4000; i++) a = [a]; JSON.stringify(a).length',
      '4,000 levels of objects':
        'let a = {}; for (let i = 0; i < 4000; i++) a = { a }; JSON.stringify(a, null, 1).length',
      'what is nothing': `[JSON.stringify(), JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(Symbol()),
        JSON.stringify(class {}), JSON.stringify(null), JSON.stringify({ a: Symbol(), [Symbol()]: 1 })]`,
      numbers: `JSON.stringify([0, -0, 1.5, -1e-7, 1e21, 123456789012345680000, NaN, -Infinity, 2 ** 31, -(2 ** 31), 5e-324,
        0.1 + 0.2, Number.MAX_VALUE])`,
      'arrays of floats':
        'const a = [1.5, 2.5, NaN, -0]; [JSON.stringify(a), JSON.stringify(a, null, 1)]',
      'arrays with holes': `const a = [1, , 3]; a[6] = 7; Object.defineProperty(a, 4, { get: () => 5, enumerable: false });
        [JSON.stringify(a), JSON.stringify([, ]), JSON.stringify(new Array(3))]`,
      'holes are looked up': `Array.prototype[1] = 'from the prototype'; const text = JSON.stringify([0, , 2]);
        delete Array.prototype[1]; text`,
      'names of arrays are left out': 'JSON.stringify(Object.assign([1], { x: 2, "-1": 3 }))',
      strings: `JSON.stringify(['', 'plain', 'é', '\u20AC', '"', '\\\\', '/', '\\b\\t\\n\\f\\r', '\\0\\x1f\\x7f\\x80',
        '\\u2028\\u2029', '💩', '\\ud83d', '\\ude00\\ud83d', 'a\\ud800b', '\\udbff\\udfff\\udfff'])`,
      'wide after narrow': `JSON.stringify({ é: 'é', '\u20AC': 'é', '"': ['\\u20AC', 'é"'] })`,
      'order of names':
        'JSON.stringify({ b: 1, 2: 2, a: 3, 1: 4, "-1": 5, "01": 6, 4294967295: 7, 4294967294: 8 })',
      'names that are not told': `const o = Object.create({ inherited: 1 }, {
        hidden: { value: 1 }, shown: { value: 2, enumerable: true }, getter: { get: () => 3, enumerable: true },
        setter: { set() {}, enumerable: true } }); JSON.stringify(o)`,
      'other objects': `JSON.stringify([new Map([[1, 2]]), new Set([1]), new Date(NaN), new Error('m'), /x/g, new Uint8Array(3),
        new Float64Array([1.5]), new ArrayBuffer(2), new DataView(new ArrayBuffer(2)), Promise.resolve(), new WeakMap(),
        (function () { return arguments; })(1, 2), Math, JSON, globalThis === undefined, Object(Symbol()), function* () {}(),
        new (class A { x = 1; #y = 2; get z() { return 3; } })(), Object.create(null), new Proxy(() => {}, {})])`,
      boxes: `JSON.stringify([new Number(1.5), new Number(NaN), new String('s'), new Boolean(false), Object(Symbol()),
        Object.assign(new String('ab'), { x: 1 }), Object.assign(new Number(3), { x: 1 }),
        Object.assign(new Number(3), { valueOf: () => 4, toString: () => '5' }),
        Object.assign(new String('s'), { valueOf: () => 4, toString: () => '5' }),
        Object.assign(new Boolean(true), { valueOf: () => false })])`,
      'toJSON gets its key': `JSON.stringify({ toJSON(...args) { return [this === undefined, args, [{
        toJSON: (...args) => args }, { x: { toJSON: (...args) => args } }]]; } })`,
      'toJSON of primitives': `for (const type of [String, Number, Boolean, Symbol]) type.prototype.toJSON = () => 'asked';
        JSON.stringify(['s', 1, true, new String('s')])`,
      'toJSON of a bigint': `BigInt.prototype.toJSON = function (key) { 'use strict'; return typeof this + key + this; };
        JSON.stringify({ a: 1n, b: [2n, Object(3n)] })`,
      'toJSON of a bigint, a getter': `const seen = []; Object.defineProperty(BigInt.prototype, 'toJSON', {
        get() { 'use strict'; seen.push(typeof this); return () => 7; } }); [JSON.stringify([1n]), seen]`,
      'toJSON that is no function':
        'JSON.stringify({ toJSON: 1, a: { toJSON: {} }, b: { toJSON: null } })',
      'toJSON gives nothing': 'JSON.stringify({ a: { toJSON() {} }, b: [{ toJSON() {} }] })',
      'toJSON gives another toJSON':
        'JSON.stringify({ toJSON: () => ({ toJSON: () => 1, a: 2 }) })',
      'toJSON gives itself':
        'const o = { a: 1 }; Object.defineProperty(o, "toJSON", { value: () => o }); JSON.stringify(o)',
      'toJSON gives a box':
        'JSON.stringify([{ toJSON: () => new Number(1) }, { toJSON: () => Symbol() }])',
      'an invalid date': 'JSON.stringify({ d: new Date(NaN), e: new Date(1e12) })',
      'what a replacer sees': `const seen = []; const o = { a: [1, { b: undefined }], c: () => 1, d: new Number(4), e: { toJSON: () => 'j' } };
        const text = JSON.stringify(o, function (...args) {
          seen.push(args.length, args[0], typeof args[1], Array.isArray(this), Object.keys(this).join());
          return args[1]; }); [text, seen]`,
      'the holder of the outermost': `const seen = []; JSON.stringify({ toJSON: () => 1 }, function (key, value) {
        seen.push(Reflect.ownKeys(this), typeof this[''], value, Object.getPrototypeOf(this) === Object.prototype,
          JSON.stringify(Object.getOwnPropertyDescriptor(this, ''))); return value; }); seen`,
      'a replacer replaces': `JSON.stringify({ a: 1, b: [2, 3], c: { d: 4 } }, (key, value) =>
        key === 'a' ? undefined : typeof value === 'number' ? { was: String(value) } : value)`,
      'a replacer gives nothing':
        '[JSON.stringify({ a: 1 }, () => {}), JSON.stringify([1, 2], (key, value) => key ? undefined : value)]',
      'a replacer gives a box':
        'JSON.stringify([1], (key, value) => key ? new String(value) : value)',
      'a replacer that is a proxy': `JSON.stringify({ a: 1 }, new Proxy((key, value) => value === 1 ? 'one' : value, {}))`,
      'a replacer that is none':
        '[{}, null, 1, "a", true, Symbol()].map((one) => JSON.stringify({ a: 1 }, one))',
      'a list': `JSON.stringify({ a: 1, b: { a: 2, c: 3 }, 1: 4, 1.5: 5, true: 6 },
        ['b', 1, new String('a'), new Number(1.5), 'a', true, null, {}, undefined, Symbol()])`,
      'a list of nothing': 'JSON.stringify({ a: 1, b: [{ c: 1 }] }, [])',
      'a list and arrays': 'JSON.stringify([{ a: 1, b: 2 }, [{ b: 3 }]], ["b"])',
      'a list names what is inherited or hidden': `JSON.stringify(Object.create({ a: 1 }, { b: { value: 2 } }), ['a', 'b', 'c'])`,
      'a list that is a proxy': `JSON.stringify({ a: 1, b: 2 }, new Proxy(['b'], {}))`,
      gaps: `[0, 1, 3.9, 10, 11, -1, NaN, Infinity, '', 'ab', '0123456789ABC', '\u20AC', new Number(2), new String('--'),
        null, true, {}, [3], 2n].map((gap) => JSON.stringify({ a: [1, { b: [] }], c: {}, d: [[]], e: undefined }, null, gap))`,
      'gaps of nothing': 'JSON.stringify([{ a: undefined }, [undefined]], null, 1)',
      'whom it asks': `${LOGGED} JSON.stringify(logged('o', { b: logged('a', [1, logged('i', {})]), a: 2 })); log`,
      'whom it asks with a list': `${LOGGED} JSON.stringify(logged('o', { b: 1, a: 2 }), logged('l', ['a', 'c'])); log`,
      'whom it asks with a replacer': `${LOGGED} JSON.stringify(logged('o', { b: [1] }),
        logged('f', (key, value) => { log.push('called ' + key); return value; })); log`,
      'whom it asks for the gap': `${LOGGED} const box = (name, kind) => Object.assign(new kind(2), {
        valueOf() { log.push(name + ' valueOf'); return 1; }, toString() { log.push(name + ' toString'); return 'x'; } });
        [JSON.stringify([1], [box('l', Number), box('m', String)], box('n', Number)), JSON.stringify([1], null, box('s', String)), log]`,
      'a getter removes what comes': `const o = { get a() { delete this.b; return 1; }, b: 2, c: 3 }; JSON.stringify(o)`,
      'a getter adds': `const o = { get a() { this.z = 9; return 1; }, b: 2 }; JSON.stringify(o)`,
      'a getter hides what comes': `const o = { get a() { Object.defineProperty(this, 'b', { enumerable: false }); return 1; }, b: 2 };
        JSON.stringify(o)`,
      'an element shortens': `const a = [{ toJSON() { a.length = 1; return 1; } }, 2, 3]; JSON.stringify(a)`,
      'an element lengthens': `const a = [{ toJSON() { a.push(9); return 1; } }, 2]; JSON.stringify(a)`,
      'an element changes what comes': `const a = [{ toJSON() { a[1] = 'new'; return 1; } }, 2]; JSON.stringify(a)`,
      'the same object twice': 'const o = { a: 1 }; JSON.stringify([o, o, { o }])',
      'in a toJSON': `JSON.stringify({ a: { toJSON: () => JSON.stringify({ b: { toJSON: () => JSON.stringify([1]) } }) } })`,
      'after an error': `const o = {}; o.o = o; try { JSON.stringify(o); } catch {} delete o.o; JSON.stringify(o)`,
      'an own function of the name':
        '[JSON.stringify.name, JSON.stringify.length, String(JSON.stringify), "prototype" in JSON.stringify]',
      'is no constructor': 'new JSON.stringify({})',
    },
  },
  {
    cases: {
      'objects of the host': 'JSON.stringify([plain, list, date, nested])',
      'a toJSON of the host': 'JSON.stringify({ converted })',
      'a replacer of the host': 'JSON.stringify({ a: 1 }, replacer)',
    },
    context: `{ plain: { b: 1, a: [2] }, list: [1, , 3], date: new Date(0), nested: { a: { b: { c: null } } },
      converted: { toJSON: (key) => key + '!' }, replacer: (key, value) => value === 1 ? 'one' : value }`,
  },
];
