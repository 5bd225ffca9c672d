'use strict';

/** `for…in` over objects of the other side, whose keys may be inherited. */

const objects = {
  'own keys': '{ a: 1, b: 2 }',
  'own and inherited keys': 'Object.assign(Object.create({ inherited: 1 }), { own: 2 })',
  'inherited keys alone': 'Object.create({ inherited: 1 })',
  'two prototypes': 'Object.create(Object.create({ far: 1 }, { near: { enumerable: true } }))',
  'a hidden own key over an inherited one':
    "Object.defineProperty(Object.create({ a: 1, b: 2 }), 'a', { value: 3 })",
  'an instance of a function with methods':
    '(() => { function Old() { this.own = 1; } Old.prototype.method = () => 1; return new Old(); })()',
  'an instance of a class': 'new (class K { own = 1; method() {} })()',
  'an array with a prototype of its own': 'Object.setPrototypeOf([7], { inherited: 1 })',
  'a function with inherited keys': 'Object.setPrototypeOf(() => {}, { inherited: 1 })',
  'a proxy over inherited keys': 'new Proxy(Object.create({ inherited: 1 }), {})',
};

const walk = 'const seen = []; for (const key in o) seen.push(key); seen.join()';
const host = {};
const guest = {};
const own = {};
for (const [name, expression] of Object.entries(objects)) {
  host[`of the host, ${name}`] = { context: `{ o: ${expression} }`, steps: [walk] };
  guest[`of the guest, ${name}`] = [
    `var o = ${expression}; 0`,
    { host: `const { o } = ctx; ${walk}` },
  ];
  own[`of the guest, in the guest, ${name}`] = [`const o = ${expression}; ${walk}`];
}

module.exports = [{ cases: host }, { cases: guest }, { cases: own }];
