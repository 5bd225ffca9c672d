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

const endless = 'const o = new Proxy({}, { getPrototypeOf: () => o })';

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

/** What a loop over Proxies asks them for, and when. */
const logged = `const log = [];
const watched = (name, target) => new Proxy(target, new Proxy({}, {
  get: (_, trap) => (...args) => {
    log.push([name, trap, typeof args[1] === 'string' ? args[1] : ''].join(' '));
    return Reflect[trap](...args);
  },
}));
const above = watched('above', Object.create({ far: 1 }, { near: { enumerable: true }, hidden: {} }));
const below = watched('below', Object.setPrototypeOf({ a: 1, near: 2 }, above));`;

const operands = {
  'a name': 'o',
  parentheses: '(o)',
  'a comma': '1, o',
  'a call': 'give(give(o))',
  'a method': 'box.list[ "at" ] (0)',
  'an element': 'box["list"][0]',
  'an assignment': 'last = o',
  'a condition': 'o ? o : 1',
  'a template tag': 'give`)`',
  'a new object': 'new Give()',
  'a function that is called': '(() => o)()',
  comments: '/* ) */ o // )\n',
};
const forms = {};
for (const [name, operand] of Object.entries(operands)) {
  forms[`an operand that is ${name}`] = [
    `const o = new Proxy(Object.create({ inherited: 1 }), {}), box = { list: [o] };
    let last; function give() { return o; } function Give() { return o; }
    function walk() { const seen = []; for (const key in ${operand}) { seen.push(key); } return seen.join(); }
    [walk(), String(walk)]`,
  ];
}

const proxies = {
  'the traps of a proxy': [`${logged} for (const key in below) log.push(key); log`],
  'the traps of a proxy, and a break': [`${logged} for (const key in below) break; log`],
  'a proxy that changes in the loop': [
    'const o = { a: 1, b: 2, c: 3 }; const seen = []; for (const key in new Proxy(o, {})) { seen.push(key); delete o.b; o.d = 4; } seen',
  ],
  'a proxy that has no end': [`${endless}; for (const key in o);`],
  'a proxy of the host that has no end': {
    context: `(() => { ${endless}; return { o }; })()`,
    steps: ['for (const key in o);'],
  },
  'a trap that throws': [
    "for (const key in new Proxy({}, { ownKeys() { throw new RangeError('own keys'); } }));",
  ],
  'a loop within a loop': [
    'const o = new Proxy(Object.create({ a: 1, b: 2 }), {}); const seen = []; for (const x in o) for (const y in o) seen.push(x + y); seen',
  ],
  'a loop in a module function': [
    "'use strict'; const o = new Proxy(Object.create({ a: 1 }), {}); (() => { for (var key in o); return key; })()",
  ],
  nothing: [
    'const seen = []; for (const key in null) seen.push(key); for (const key in undefined) seen.push(key); for (const key in 7) seen.push(key); for (const key in "ab") seen.push(key); seen',
  ],
};

module.exports = [
  { cases: host },
  { cases: guest },
  { cases: own },
  { cases: forms },
  { cases: proxies },
];
