'use strict';

/** Methods of other built-ins that depend on locales. */

const numbers = [
  '',
  "'de'",
  "'hi-IN'",
  "undefined, { style: 'percent' }",
  "'de', { style: 'currency', currency: 'EUR' }",
  "['xx', 'fr']",
];
const dates = [
  "'de', { timeZone: 'UTC' }",
  "'en', { timeZone: 'Asia/Tokyo' }",
  "'ja', { timeZone: 'UTC', era: 'long' }",
  "'en', { timeZone: 'UTC', year: 'numeric' }",
  "'en', { timeZone: 'UTC', hour: 'numeric' }",
  '',
];
const pairs = [
  "'a', 'b'",
  "'a', 'B'",
  "'ä', 'z', 'de'",
  "'ä', 'z', 'sv'",
  "'a', 'A', 'en', { sensitivity: 'base' }",
  "'10', '9', undefined, { numeric: true }",
  "'a', 'a\u0301'",
  "'\u00e5', 'a\u030a'",
  "'a'",
  "'undefined', undefined",
];
const texts = ["'I i'", "'İ ı'", "'ΑΣ'", "'straße'", "'Ì'", "''", "'\\ud800'"];

module.exports = [
  {
    cases: {
      ...Object.fromEntries(
        numbers.flatMap((args) => [
          [`a number: ${args}`, `[0, -1234.5678, 1e21, NaN].map((n) => n.toLocaleString(${args}))`],
          [
            `a BigInt: ${args}`,
            `[0n, -12345678901234567890n].map((n) => n.toLocaleString(${args}))`,
          ],
          [`an array: ${args}`, `[1234.5, null, undefined, 2n, [3.5]].toLocaleString(${args})`],
          [
            `typed arrays: ${args}`,
            `[new Float64Array([1234.5, 2]), new BigInt64Array([5n]), new Uint8Array()].map((list) => list.toLocaleString(${args}))`,
          ],
        ]),
      ),
      ...Object.fromEntries(
        dates.flatMap((args) =>
          ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map((method) => [
            `${method}: ${args}`,
            `[0, 1.7e12, NaN].map((time) => new Date(time).${method}(${args}))`,
          ]),
        ),
      ),
      ...Object.fromEntries(
        pairs.map((pair, index) => [
          `localeCompare ${index}`,
          `const [text, ...args] = [${pair}]; text.localeCompare(...args)`,
        ]),
      ),
      ...Object.fromEntries(
        texts.flatMap((text, index) => [
          [
            `cases of letters ${index}`,
            `[undefined, 'en', 'tr', 'az', 'lt', 'el', ['tr']].flatMap((locale) => [${text}.toLocaleUpperCase(locale), ${text}.toLocaleLowerCase(locale)])`,
          ],
          [
            `normal forms ${index}`,
            `[undefined, 'NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => ${text}.normalize(form))`,
          ],
        ]),
      ),
    },
  },
  {
    cases: {
      'normal forms of much': `const ranges = [[0xa0, 0x600], [0x1e00, 0x2200], [0x3040, 0x3400], [0xac00, 0xac80], [0xf900, 0x10000], [0x1d100, 0x1d800]];
        const hash = (text) => [...text].reduce((sum, one) => (sum * 31 + one.codePointAt(0)) % 4294967296, 7);
        ranges.flatMap(([from, to]) => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => {
          let all = '';
          for (let code = from; code < to; code++) all += String.fromCodePoint(code).normalize(form) + ' ';
          return hash(all);
        }))`,
      'an unknown form': { steps: "'a'.normalize('x')", compareMessage: true },
      'looks of the methods':
        "[[Number, 'toLocaleString'], [BigInt, 'toLocaleString'], [Date, 'toLocaleString'], [Date, 'toLocaleDateString'], [Date, 'toLocaleTimeString'], [String, 'localeCompare'], [String, 'toLocaleUpperCase'], [String, 'toLocaleLowerCase'], [Array, 'toLocaleString'], [Object.getPrototypeOf(Int8Array), 'toLocaleString']].map(([{ prototype }, name]) => { const { value, ...rest } = Object.getOwnPropertyDescriptor(prototype, name); return [value.name, value.length, JSON.stringify(rest), 'prototype' in value].join(' '); })",
      'wrong receivers': [
        'Number.prototype.toLocaleString.call("5")',
        'BigInt.prototype.toLocaleString.call(5)',
        'Date.prototype.toLocaleString.call({})',
        'String.prototype.localeCompare.call(null, "a")',
        'String.prototype.toLocaleUpperCase.call(undefined)',
        'Object.getPrototypeOf(Int8Array).prototype.toLocaleString.call([1])',
        'Array.prototype.toLocaleString.call(null)',
      ],
      'other receivers': [
        '[new Number(1.5).toLocaleString("de"), Object(5n).toLocaleString("de")]',
        'String.prototype.localeCompare.call(5, 6)',
        "String.prototype.toLocaleUpperCase.call({ toString: () => 'i' }, 'tr')",
        "Array.prototype.toLocaleString.call({ length: 2, 0: 1.5, 1: 'x' }, 'de')",
      ],
      'wrong locales': {
        steps: [
          '(5).toLocaleString("!")',
          'new Date(0).toLocaleDateString("!")',
          '"a".localeCompare("b", "!")',
          '"a".toLocaleUpperCase("!")',
          '"a".toLocaleLowerCase(null)',
          '(5).toLocaleString("en", null)',
        ],
        compareMessage: true,
      },
      'an array that holds itself': 'const a = [1]; a.push(a, 2); a.toLocaleString()',
      'what elements of arrays get': `const log = [];
        const element = { toLocaleString(...args) { log.push(args.length); return 'e'; } };
        [[], ['de'], ['de', {}], [undefined, {}], ['de', undefined, 3]].map((args) => [element, element].toLocaleString(...args)).concat(log)`,
      'an element without the method': '[{ toLocaleString: 5 }].toLocaleString()',
      'an array of the host': [
        { host: 'ctx.list = [1234.5, new Date(0)]; 0' },
        "list.toLocaleString('de', { timeZone: 'UTC' })",
      ],
      'Object.prototype.toLocaleString': "({ toString: () => 'mine' }).toLocaleString('de')",
      'a method changed by the guest':
        "Number.prototype.toLocaleString = () => 'mine'; [(5).toLocaleString('de'), [5].toLocaleString()]",
    },
  },
];
