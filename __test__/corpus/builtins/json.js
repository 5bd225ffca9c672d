'use strict';

/** `JSON.parse`, with its messages, and what `JSON.stringify` makes of strings and depth. */

const TEXTS = [
  '',
  ' ',
  'x',
  '{',
  '[',
  '[1',
  '[1,',
  '[1 2',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":1,',
  '{"a":1 "b"',
  '{a:1}',
  "{'a':1}",
  '"abc',
  '"a\nb"',
  '"\t"',
  '"\\x"',
  '"\\u12"',
  '"\\u12x4"',
  '-',
  '-x',
  '1.',
  '1.x',
  '1e',
  '1ex',
  '1e+',
  '1..2',
  '1 2',
  '01',
  '-01',
  '00',
  '.5',
  '+1',
  '12x',
  'tru',
  'trux',
  'true1',
  'nul',
  'fals',
  'falsy',
  '[1,]',
  '[,]',
  '{"a":1,}',
  '{"a":1,,',
  '{,}',
  '{1:2}',
  '{"a" 1}',
  '{"a":1]',
  '[1}',
  '}',
  ']',
  ',',
  ':',
  '"a" b',
  '"a" "b"',
  '{"a":tru}',
  '[1 "a"]',
  '["a" 1]',
  '{"a":1}{',
  '\u00a0',
  '\ufeff1',
  '\\',
  '/',
  '"',
  '"\\',
  '// 1',
  'é',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  '[object Object]',
  'function () {}',
  '<html>',
  '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,x,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]',
  '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,x]',
  'x234567890123456789012345678901234567890',
  '123456789x12345678901',
  '[345678901234567890x',
  '[3456789012345678901x',
  '[34567890x12345678901',
  '[3456789x,2345678901',
];

const VALUES = [
  '1',
  '-1',
  '0',
  '-0',
  '1.5',
  '-1.5e-3',
  '1E3',
  '1e+3',
  '1e999',
  '-1e999',
  '1e-999',
  '123456789012345678901234567890',
  '2147483648',
  '-2147483648',
  '0.1',
  '5e-324',
  'true',
  'false',
  'null',
  '"a"',
  '""',
  '"\\u0041\\n\\"\\/\\\\"',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  '"\\udc00x"',
  '"\u2028\u007f"',
  '"é💩"',
  '[]',
  '{}',
  '[[],{}]',
  ' [ 1 , 2 ] ',
  '{"a":1,"b":{"c":[null]}}',
  '{"b":1,"a":2,"1":3,"0":4}',
  '{"a":1,"a":2}',
  '{"":1}',
  '\t\n\r 1\t\n\r ',
  '{"__proto__":{"x":1}}',
  '{"__proto__":1,"__proto__":2}',
  '{"constructor":1,"toString":2,"length":3}',
  '{"a":{"__proto__":null}}',
  '{"4294967295":1,"4294967294":2,"-1":3,"01":4}',
  '[0,[1,[2,[3,[4,[5]]]]]]',
];

const parsed = {};
for (const text of TEXTS)
  parsed[`parse of ${JSON.stringify(text)}`] = `JSON.parse(${JSON.stringify(text)})`;
for (const text of VALUES) {
  parsed[`the value of ${JSON.stringify(text)}`] =
    `const value = JSON.parse(${JSON.stringify(text)}); [value, Object.is(value, -0)]`;
}

module.exports = [
  { cases: parsed, compareMessage: true },
  {
    cases: {
      'parse converts': `[JSON.parse(1), JSON.parse(null), JSON.parse(true), JSON.parse("1"), JSON.parse([1]),
        JSON.parse({ toString: () => "[2]" })]`,
      'parse of what is no text': {
        steps: [
          'JSON.parse()',
          'JSON.parse({})',
          'JSON.parse([])',
          'JSON.parse([1, 2])',
          'JSON.parse(() => 1)',
        ],
        compareMessage: true,
      },
      'parse of a symbol': 'JSON.parse(Symbol())',
      'deep arrays': `let value = JSON.parse('['.repeat(50000) + ']'.repeat(50000)); let depth = 0;
        while (value.length) { value = value[0]; depth++; } depth`,
      'deep objects': `let value = JSON.parse('{"a":'.repeat(20000) + '1' + '}'.repeat(20000)); let depth = 0;
        while (value.a) { value = value.a; depth++; } depth`,
      'a setter on Object.prototype is not called': `let called = false;
        Object.defineProperty(Object.prototype, 'x', { set() { called = true; }, configurable: true });
        const value = JSON.parse('{"x":1}'); delete Object.prototype.x; [called, value]`,
      'properties are ordinary': 'Object.getOwnPropertyDescriptors(JSON.parse(\'{"a":[1]}\'))',
      'what a reviver sees': `const seen = []; JSON.parse('{"a":[1,{"b":2}],"c":"d","1":3}', function (...args) {
        seen.push(args.length, args[0], JSON.stringify(args[1]), JSON.stringify(this)); return args[1]; }); seen`,
      'a reviver replaces': `JSON.parse('{"a":1,"b":[2,3]}', (key, value) =>
        typeof value === 'number' ? value + 1 : value)`,
      'a reviver deletes': `const value = JSON.parse('{"a":1,"b":[2,3]}', (key, value) =>
        key === 'a' || key === '0' ? undefined : value); [value, 0 in value.b]`,
      'a reviver of the root': 'JSON.parse("1", () => 2)',
      'a reviver throws': 'JSON.parse("[1]", () => { throw 5; })',
      'a reviver that is none':
        '[JSON.parse("1", {}), JSON.parse("1", null), JSON.parse("1", "x")]',
      'a reviver adds': `JSON.parse('{"a":1,"b":2}', function (key, value) {
        if (key === 'a') { this.c = 3; delete this.b; } return value; })`,
      'a reviver shortens': `JSON.parse('[1,2,3]', function (key, value) {
        if (key === '0') this.length = 1; return value; })`,
      'a reviver freezes': `JSON.parse('{"a":{"b":1},"c":2}', function (key, value) {
        if (key === 'b') Object.freeze(this); return key === 'b' ? 9 : value; })`,
      'a reviver and __proto__': `const value = JSON.parse('{"__proto__":[1]}', (key, value) => value);
        [Object.keys(value), value.__proto__]`,
      'a reviver puts a proxy in': `const log = []; JSON.parse('{"a":1,"b":2}', function (key, value) {
        if (key === 'a') this.b = new Proxy([7], { get(target, key) { log.push(String(key)); return target[key]; } });
        return value; }); log`,
      'a reviver is called deep down': `let depth = 0; JSON.parse('['.repeat(1000) + ']'.repeat(1000), (key, value) => {
        depth++; return value; }); depth`,
      'a reviver is called too deep down':
        "JSON.parse('['.repeat(200000) + ']'.repeat(200000), (key, value) => value)",
      'well-formed strings': `JSON.stringify(['\\ud800', '\\udc00\\ud800', '\\ud83d\\ude00', 'a\\u2028\\u007f\\u0000\\b\\"\\\\'])`,
      'stringify of deep arrays':
        'let a = []; for (let i = 0; i < 1000; i++) a = [a]; JSON.stringify(a).length',
      'stringify of kinds': `JSON.stringify({ a: undefined, b() {}, c: Symbol(), d: NaN, e: -0, f: new Date(0), g: null,
        h: [undefined, () => 1, Symbol()], i: new Number(3), j: new String('s'), k: Object(true), l: 1e21, m: new Map() })`,
      'stringify with gaps':
        '[JSON.stringify([1, { a: 2 }], null, 3), JSON.stringify([1, []], null, "ab"), JSON.stringify({ a: {} }, null, 20)]',
      'stringify with a list':
        'JSON.stringify({ a: 1, b: { a: 2, c: 3 }, 1: 4 }, ["b", "a", 1, "a"])',
      'stringify with toJSON': 'JSON.stringify({ a: { toJSON: (key) => key + "!" } })',
      'stringify of a bigint': 'JSON.stringify(1n)',
      'the functions': '[JSON.parse, JSON.stringify].map((f) => f.name + f.length + f)',
      'of a text of the host': 'JSON.parse(text)',
    },
    context: `{ text: '{"a":[1,"é"]}' }`,
  },
];
