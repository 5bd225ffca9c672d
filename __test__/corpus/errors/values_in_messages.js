'use strict';

/** Messages that name values which the text does not show. */

const values = [
  '{}',
  '[1, 2]',
  '() => 1',
  "Symbol('q')",
  'null',
  '1.5',
  '1n',
  'true',
  'new Date(0)',
  "{ toString() { return 'k' } }",
  'new Map()',
  '/x/',
  'new (class Foo {})()',
  '{ constructor: function K() {} }',
  'Object.create(null)',
  "new Error('m')",
  "{ [Symbol.toStringTag]: 'T' }",
  'new Uint8Array(1)',
  'Object(1)',
  'new Proxy({}, {})',
];

const caught = (code) => `try { ${code} } catch (error) { error.message }`;
const strict = (code) => `(() => { 'use strict'; ${code} })()`;

const writes = {
  'a frozen property': 'const o = Object.freeze({ a: 1 }); o.a = v',
  'a closed object': 'const o = Object.freeze({}); o.b = v',
  'an element': 'const o = Object.freeze([1]); o[0] = v',
  'behind the elements': 'const o = Object.preventExtensions([]); o[3] = v',
  'a getter': 'const o = { get a() { return 1; } }; o.a = v',
  'a getter of a class': 'class K { get a() { return 1; } } const o = new K(); o.a = v',
  'a static getter': 'class K { static get a() { return 1; } } K.a = v',
  'the name of a function': 'const f = function () {}; f.name = v',
  'a string': "const s = 'abc'; s.foo = v",
  'a character': "const s = 'abc'; s[0] = v",
  'a symbol': "const s = Symbol('k'); s.x = v",
  'an inherited property': 'const o = Object.create(Object.freeze({ a: 1 })); o.a = v',
  'a property with a symbol':
    "const s = Symbol('z'); const o = Object.freeze({ [s]: 1 }); o[s] = v",
  'an instance that is closed':
    'const o = new (class Q { constructor() { Object.freeze(this); } })(); o.x = v',
  'delete of a frozen property': 'const o = Object.freeze({ a: 1 }); delete o.a',
  'delete of an element': 'const o = Object.freeze([1]); delete o[0]',
  'delete of a static field': 'class Z { static x = 1 } Object.freeze(Z); delete Z.x',
  'delete of a prototype': 'const f = function () {}; delete f.prototype',
};

module.exports = [
  {
    cases: {
      ...Object.fromEntries(
        values.flatMap((value) => [
          [`read: ${value}`, `const k = ${value}; let o; ${caught('o[k]')}`],
          [
            `called by map: ${value}`,
            `const k = ${value}; ${caught(value === '() => 1' ? '[1].map(1)' : '[1].map(k)')}`,
          ],
          [`extended: ${value}`, `const k = ${value}; ${caught('class A extends k {}')}`],
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(writes).map(([name, code]) => [
          name,
          `const v = 2; ${caught(strict(code))}`,
        ]),
      ),
      'null or undefined, the same place':
        '[null, undefined].map((o) => { try { o.x } catch (error) { return error.message } })',
      'what is searched': `const k = Symbol('a'), s = 'str'; ${caught('k in s')}`,
      'a private name that is searched': `class A { static has(o) { return #p in o; } #p; } ${caught('A.has(1)')}`,
    },
  },
];
