'use strict';

/** Primitives cross by value, exactly. */

const values = {
  undefined: 'undefined',
  null: 'null',
  true: 'true',
  false: 'false',
  zero: '0',
  'minus zero': '-0',
  one: '1',
  'a fraction': '0.1 + 0.2',
  NaN: '0 / 0',
  Infinity: '1 / 0',
  '-Infinity': '-1 / 0',
  'the largest integer': '9007199254740991',
  'beyond the largest integer': '9007199254740993',
  '2**31': '2147483648',
  '-2**31': '-2147483648',
  '2**32': '4294967296',
  'the smallest': '5e-324',
  'the largest': '1.7976931348623157e308',
  'an empty string': "''",
  'a short string': "'abc'",
  'a Latin-1 string': "'caf\\u00e9 \\u00ff\\u0080'",
  'a UTF-16 string': "'\\u65e5\\u672c \\u20ac'",
  'an astral string': "'\\u{1F600}'",
  'a lone high surrogate': "'a\\ud83d'",
  'a lone low surrogate': "'\\ude00b'",
  'swapped surrogates': "'\\ude00\\ud83d'",
  'a string with NUL': "'a\\0b'",
  'a string with line separators': "'\\u2028\\u2029\\r\\n'",
  'a string with BOM': "'\\ufeffx'",
  'a long Latin-1 string': "'x'.repeat(100000)",
  'a long UTF-16 string': "'\\u65e5'.repeat(100000)",
  'a concatenated string': "'a'.repeat(100) + '\\u65e5'.repeat(100)",
  'a sliced string': "'abcdefghijklmnopqrstuvwxyz'.repeat(10).slice(5, 100)",
  '0n': '0n',
  '1n': '1n',
  '-1n': '-1n',
  '2n ** 63n': '2n ** 63n',
  '2n ** 64n - 1n': '2n ** 64n - 1n',
  '-(2n ** 63n)': '-(2n ** 63n)',
  '-(2n ** 64n)': '-(2n ** 64n)',
  '2n ** 64n': '2n ** 64n',
  '-(2n ** 127n) - 1n': '-(2n ** 127n) - 1n',
  '7n ** 1000n': '7n ** 1000n',
  '-(3n ** 5000n)': '-(3n ** 5000n)',
  'a registered symbol': "Symbol.for('registered')",
  'a registered symbol with no name': "Symbol.for('')",
  'a well-known symbol': 'Symbol.iterator',
  'another well-known symbol': 'Symbol.asyncIterator',
};

const outward = {};
const inward = {};
for (const [name, code] of Object.entries(values)) {
  outward[`${name}, from the guest`] = [code, { host: `Object.is(results[0], ${code})` }];
  inward[`${name}, from the host`] = [
    { host: `ctx.v = ${code}; 0` },
    `[Object.is(v, ${code}), typeof v, Object.is(id(v), ${code})]`,
    'v',
    { host: `Object.is(results[2], ${code})` },
  ];
}

module.exports = [
  { context: '{}', cases: outward },
  { context: '{ id: (x) => x }', cases: inward },
  {
    context: '{ id: (x) => x, typeOf: (x) => typeof x, text: (x) => String(x) }',
    cases: {
      'as arguments':
        "[typeOf(undefined), typeOf(null), typeOf(1), typeOf(''), typeOf(true), typeOf(1n), typeOf(Symbol())]",
      'as text': "[text(-0), text(1n), text(null), text('\\ud800').length]",
      'as property keys': [
        { host: 'ctx.o = {}; 0' },
        "o[1.5] = 'a'; o[-0] = 'b'; o[1n] = 'c'; o[null] = 'd'; o['\\ud800'] = 'e'; Object.keys(o)",
        { host: 'Object.keys(ctx.o)' },
      ],
      'code units survive': [
        "Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('')",
        { host: 'Array.from(results[0], (c) => c.charCodeAt(0)).every((c, i) => c === i)' },
      ],
      'all kinds of code units survive': [
        "Array.from({ length: 64 }, (_, i) => String.fromCharCode(i * 1031)).join('')",
        {
          host: 'Array.from({ length: 64 }, (_, i) => results[0].charCodeAt(i) === i * 1031).every(Boolean)',
        },
      ],
      'numbers survive arithmetic on both sides': [
        'id(0.1) + id(0.2)',
        'id(2 ** 53) + 1',
        'id(1) / id(-0)',
      ],
      'big integers survive arithmetic': [
        'id(2n ** 100n) * id(-3n)',
        { host: 'results[0] === 2n ** 100n * -3n' },
      ],
      'a big integer of many sizes': [
        {
          host: 'Array.from({ length: 200 }, (_, i) => 1n << BigInt(i)).every((n) => ctx.id(vm.runInContext("(n) => n", ctx)(n)) === n)',
        },
      ],
      'negative big integers of many sizes': [
        {
          host: 'Array.from({ length: 200 }, (_, i) => -(1n << BigInt(i)) - 1n).every((n) => vm.runInContext("(n) => n", ctx)(n) === n)',
        },
      ],
      'strings of many lengths': [
        {
          host: "const f = vm.runInContext('(s) => s', ctx); [0, 1, 2, 7, 8, 15, 16, 31, 63, 127, 255, 256, 1023, 4095, 4096, 65535, 65536].every((n) => f('y'.repeat(n)) === 'y'.repeat(n) && f('\\u0416'.repeat(n)) === '\\u0416'.repeat(n))",
        },
      ],
      'a string of two million units': [
        { host: "const s = 'z'.repeat(2_000_000); vm.runInContext('(s) => s.length', ctx)(s)" },
      ],
      'a unique symbol there and back': [
        "const s = Symbol('u'); [id(s) === s, id(s).description, id(Symbol()).description]",
      ],
      'a unique symbol of the host': [
        { host: "ctx.s = Symbol('h'); 0" },
        '[typeof s, s.description, String(s), id(s) === s]',
        's',
        { host: 'results[2] === ctx.s' },
      ],
      'two symbols of one description': [
        { host: "ctx.s1 = Symbol('x'); ctx.s2 = Symbol('x'); 0" },
        '[s1 === s2, s1 === s1]',
      ],
      'a symbol without a description': [
        { host: 'ctx.s = Symbol(); 0' },
        '[s.description, s.toString()]',
      ],
      'a symbol with an empty description': [
        { host: "ctx.s = Symbol(''); 0" },
        '[s.description, s.toString()]',
      ],
      'registered symbols are shared': [
        "Symbol.for('k')",
        { host: "[results[0] === Symbol.for('k'), Symbol.keyFor(results[0])]" },
        "Symbol.keyFor(Symbol.for('k'))",
      ],
      'a symbol registered by the host': [
        { host: "ctx.s = Symbol.for('hk'); 0" },
        "[s === Symbol.for('hk'), Symbol.keyFor(s)]",
      ],
      'all well-known symbols': [
        {
          host: "ctx.list = Object.getOwnPropertyNames(Symbol).filter((k) => typeof Symbol[k] === 'symbol').map((k) => [k, Symbol[k]]); 0",
        },
        'list.filter(([k, s]) => Symbol[k] !== s).length',
      ],
      'all well-known symbols out': [
        "Object.getOwnPropertyNames(Symbol).filter((k) => typeof Symbol[k] === 'symbol').map((k) => [k, Symbol[k]])",
        { host: 'results[0].filter(([k, s]) => Symbol[k] !== s).length' },
      ],
      'symbol keys both ways': [
        { host: "ctx.key = Symbol('key'); ctx.o = { [ctx.key]: 1, [Symbol.for('r')]: 2 }; 0" },
        "[o[key], o[Symbol.for('r')], key in o, Object.getOwnPropertySymbols(o).length]",
        'var g = { [key]: 3 }; g[key]',
        { host: '[ctx.g[ctx.key], Object.getOwnPropertySymbols(ctx.g)[0] === ctx.key]' },
      ],
      'a guest symbol as a key of a host object': [
        { host: 'ctx.o = {}; 0' },
        "var mine = Symbol('mine'); o[mine] = 5; o[mine]",
        { host: 'Object.getOwnPropertySymbols(ctx.o)[0] === ctx.mine && ctx.o[ctx.mine]' },
      ],
      'document.all is no such thing': "typeof id(undefined) === 'undefined'",
      'completion values': ['5', "'s'", 'true', 'null', 'undefined', '5n', 'Symbol.iterator'],
    },
  },
];
