'use strict';

/** Attributes of a property after its object got another prototype, lost or changed another property. */

const CHANGES = {
  hidden: '{ enumerable: false }',
  'read-only': '{ writable: false }',
  fixed: '{ configurable: false }',
  'an accessor': '{ get() { return 7; }, set(v) {} }',
};
const NEXT = {
  deleted: (key) => `delete o.${key};`,
  'made an accessor': (key) => `Object.defineProperty(o, '${key}', { get() { return 8; } });`,
  'made a data property': (key) =>
    `Object.defineProperty(o, '${key}', { get() {} }); Object.defineProperty(o, '${key}', { value: 9 });`,
  'deleted and added': (key) => `delete o.${key}; o.${key} = 10;`,
};
const OBJECTS = {
  'a literal': 'const o = { a: 1, b: 2, c: 3 };',
  'made one by one': 'const o = {}; o.a = 1; o.b = 2; o.c = 3;',
  'with another prototype':
    'const o = { a: 1, b: 2 }; Object.setPrototypeOf(o, { p: 1 }); o.c = 3;',
  'with many properties':
    'const o = {}; for (let i = 0; i < 2000; i++) o["k" + i] = i; o.a = 1; o.b = 2; o.c = 3;',
  'a function': 'const o = function f() {}; o.a = 1; o.b = 2; o.c = 3;',
  'an instance': 'class C { a = 1; b = 2; c = 3; } const o = new C();',
};
const SHOW = `const d = Object.getOwnPropertyDescriptors(o);
  [['a', 'b', 'c'].map((k) => d[k] && [k, d[k].value, !!d[k].get, d[k].writable, d[k].enumerable, d[k].configurable].join()),
   Object.keys(o).slice(-3), o.a, o.b, o.c].join(' ; ')`;

const cases = {};
for (const [object, make] of Object.entries(OBJECTS)) {
  for (const [attribute, change] of Object.entries(CHANGES)) {
    for (const [after, next] of Object.entries(NEXT)) {
      for (const [changed, other] of ['ab', 'ac', 'ba', 'bc', 'ca', 'cb']) {
        const define = `Object.defineProperty(o, '${changed}', ${change});`;
        cases[`${object}: ${changed} ${attribute}, then ${other} ${after}`] = [
          { run: `{ ${make} ${define} ${next(other)} ${SHOW} }` },
        ];
      }
    }
  }
}
cases['two changed, then one deleted'] = [
  {
    run: `{ const o = { a: 1, b: 2, c: 3, d: 4 };
      Object.defineProperty(o, 'a', { enumerable: false }); Object.defineProperty(o, 'c', { writable: false });
      Object.setPrototypeOf(o, null); Object.defineProperty(o, 'a', { writable: false }); delete o.b;
      JSON.stringify(Object.getOwnPropertyDescriptors(o)) }`,
  },
];

module.exports = [{ cases }];
