'use strict';

/** Prototypes and instanceof across the membrane. */

module.exports = [
  {
    context: `{
      object: { a: 1 }, array: [1], fn: function f() {}, error: new TypeError('t'), bare: Object.create(null),
      K: class K {}, k: new (class Own {})(), map: new Map(), date: new Date(0), promise: Promise.resolve(),
      bytes: new Uint8Array(1), regexp: /x/,
    }`,
    cases: {
      'a host object instanceof Object': ['object instanceof Object'],
      'a host array instanceof Array': ['array instanceof Array'],
      'a host array instanceof Object': ['array instanceof Object'],
      'a host function instanceof Function': ['fn instanceof Function'],
      'a host error instanceof Error': ['error instanceof Error'],
      'a host error instanceof its class': ['error instanceof TypeError'],
      'the prototype of a host object': ['Object.getPrototypeOf(object) === Object.prototype'],
      'the prototype of a host array': ['Object.getPrototypeOf(array) === Array.prototype'],
      'the prototype of a host function': ['Object.getPrototypeOf(fn) === Function.prototype'],
      'the prototype of a host class prototype': [
        'Object.getPrototypeOf(K.prototype) === Object.prototype',
      ],
      'a host instance instanceof Object': ['k instanceof Object'],
      'a wrong class':
        '[error instanceof RangeError, array instanceof Map, object instanceof Array]',
      'a null prototype': '[Object.getPrototypeOf(bare), bare instanceof Object]',
      'a host instance of a host class':
        '[new K() instanceof K, Object.getPrototypeOf(new K()) === K.prototype]',
      'a host Map in the guest':
        '[map instanceof Map, map.constructor.name, Object.prototype.toString.call(map)]',
      'a host Date in the guest': '[date instanceof Date, date.constructor.name]',
      'a host RegExp in the guest': '[regexp instanceof RegExp, regexp.constructor.name]',
      isPrototypeOf: 'Object.prototype.isPrototypeOf(bare)',
      'setPrototypeOf to a guest object': [
        'const p = { viaGuest: 1 }; Object.setPrototypeOf(object, p); [object.viaGuest, Object.getPrototypeOf(object) === p]',
        { host: 'ctx.object.viaGuest' },
      ],
      'setPrototypeOf to a guest class prototype': [
        'class G { m() { return 5; } } Object.setPrototypeOf(object, G.prototype); [object.m(), object instanceof G]',
        { host: 'ctx.object.m()' },
      ],
      'Array.isArray': '[Array.isArray(array), Array.isArray(object)]',
      'the toString tags':
        '[object, array, fn, error, map, date, promise, bytes, regexp].map((x) => Object.prototype.toString.call(x))',
      'constructor names':
        '[object, array, fn, error, map, date, promise, bytes, regexp, k].map((x) => x.constructor.name)',
    },
  },
  {
    cases: {
      'guest objects are no instances of host classes': [
        '[{}, [], () => {}, new Map(), new Date(0), /x/]',
        {
          host: '[Object, Array, Function, Map, Date, RegExp].map((C, i) => results[0][i] instanceof C)',
        },
      ],
      'guest objects are instances of guest classes': [
        '[[{}, Object], [[], Array], [() => {}, Function], [new Map(), Map], [new Date(0), Date], [/x/, RegExp], [new TypeError(), Error]]',
        { host: 'results[0].map(([x, C]) => x instanceof C)' },
      ],
      'prototypes of guest objects': [
        '[[{}, Object], [[], Array], [() => {}, Function], [new Map(), Map]]',
        { host: 'results[0].map(([x, C]) => Object.getPrototypeOf(x) === C.prototype)' },
      ],
      'constructors of guest objects': [
        '[[{}, Object], [[], Array], [() => {}, Function], [new Map(), Map]]',
        { host: 'results[0].map(([x, C]) => x.constructor === C)' },
      ],
      'the root of guest prototypes': [
        '[{}, [], () => {}]',
        {
          host: 'results[0].map((x) => { let p = x; let n = 0; while (p) { p = Object.getPrototypeOf(p); n++; } return n; })',
        },
      ],
      'Symbol.hasInstance of the guest': [
        '({ [Symbol.hasInstance]: (x) => x === 5 })',
        { host: '[5 instanceof results[0], 6 instanceof results[0]]' },
      ],
      'Array.isArray of guest arrays': [
        '[[], {}, new Proxy([], {}), Object.create([])]',
        { host: 'results[0].map((x) => Array.isArray(x))' },
      ],
      'a host object with a guest prototype': [
        '({ greet() { return `hi ${this.name}`; } })',
        { host: 'Object.create(results[0], { name: { value: "h" } }).greet()' },
      ],
      'a guest prototype changed by the host': [
        'class K {} ; K',
        { host: 'results[0].prototype.added = function () { return 7; }; 0' },
        'new K().added()',
      ],
      'guest Object.prototype changed by the host': [
        'Object.prototype',
        { host: 'results[0].viaHost = 1; 0' },
        '({}).viaHost',
        { host: "'viaHost' in {}" },
      ],
      'setPrototypeOf of a guest object': [
        'var o = {}; o',
        {
          host: 'const p = { p: 1 }; ctx.p = p; [Reflect.setPrototypeOf(results[0], p), results[0].p, Object.getPrototypeOf(results[0]) === p]',
        },
        '[o.p, Object.getPrototypeOf(o) === p]',
      ],
      'a prototype cycle over both sides': [
        'var o = {}; o',
        {
          host: 'const p = Object.create(results[0]); ctx.p = p; attempt(() => Object.setPrototypeOf(results[0], p)) === results[0] ? "made" : "refused"',
        },
      ],
      'the tags of guest objects': [
        '[{}, [], () => {}, new Error(), new Map(), Promise.resolve(), new Uint8Array(1), (function () { return arguments; })(), Symbol.iterator, JSON, Math]',
        { host: 'results[0].map((x) => Object.prototype.toString.call(x))' },
      ],
      'the tag of a guest Date': [
        'new Date(0)',
        { host: 'Object.prototype.toString.call(results[0])' },
      ],
      'the tag of a guest RegExp': ['/x/', { host: 'Object.prototype.toString.call(results[0])' }],
    },
  },
];
