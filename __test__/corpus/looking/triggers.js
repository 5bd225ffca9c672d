'use strict';

/** What runs in the guest while the host prints: the log must be that of node:vm, mostly empty. */

const traps =
  "new Proxy({}, { get: (_, trap) => (...args) => { log(trap, typeof args[1] === 'string' ? args[1] : ''); return Reflect[trap](...args); } })";

const values = {
  'a getter': "({ get a() { log('get a'); return 1; }, b: 2 })",
  'a setter': "({ set a(v) { log('set a'); } })",
  'a getter in an array':
    "Object.defineProperty([], 0, { get() { log('get 0'); }, enumerable: true })",
  'a getter on a class': "new (class K { get a() { log('get a'); return 1; } })()",
  'a static getter': "(class K { static get a() { log('get a'); } })",
  'a name that is a getter': "(class { static get name() { log('get name'); return 'N'; } })",
  'a constructor that is a getter':
    "({ get constructor() { log('get constructor'); return Object; } })",
  'getters deep inside':
    "({ list: [new Map([[{ get k() { log('k'); } }, { get v() { log('v'); } }]])] })",
  'a getter on an error':
    "Object.defineProperty(new Error('m'), 'a', { get() { log('get a'); }, enumerable: true })",
  'a function with a getter':
    "Object.defineProperty(() => {}, 'a', { get() { log('get a'); }, enumerable: true })",
  'methods of a Map overwritten':
    "Object.assign(new Map([[1, 2]]), { entries() { log('entries'); }, forEach() { log('forEach'); } })",
  'an iterator of its own':
    "({ [Symbol.iterator]() { log('iterate'); return [][Symbol.iterator](); } })",
  'an array with an iterator of its own':
    "Object.assign([1], { [Symbol.iterator]() { log('iterate'); return [][Symbol.iterator](); } })",
  'a class with hasInstance':
    "new (class K { static [Symbol.hasInstance]() { log('hasInstance'); return true; } })()",
  'a species':
    "new (class L extends Array { static get [Symbol.species]() { log('species'); return Array; } })()",
  'a Proxy': `new Proxy({ a: 1 }, ${traps})`,
  'a Proxy of an array': `new Proxy([1], ${traps})`,
  'a Proxy of a function': `new Proxy(() => {}, ${traps})`,
  'a Proxy inside': `({ p: new Proxy({ a: 1 }, ${traps}) })`,
  'a Proxy of a Proxy': `new Proxy(new Proxy({ a: 1 }, ${traps}), {})`,
  'a Proxy of a Proxy, traps outside': `new Proxy(new Proxy({ a: 1 }, {}), ${traps})`,
  'a Proxy of a class': `new Proxy(class K {}, ${traps})`,
  'a Proxy of a Map': `new Proxy(new Map([[1, 2]]), ${traps})`,
  'a Proxy of a Date': `new Proxy(new Date(0), ${traps})`,
  'a Proxy in a Map': `new Map([[new Proxy({}, ${traps}), new Proxy([], ${traps})]])`,
  'a Proxy on an error': `Object.assign(new Error('m'), { p: new Proxy({ a: 1 }, ${traps}) })`,
  'a Proxy with an inspection of its own': `new Proxy({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'own' }, ${traps})`,
  'a revoked Proxy': `(() => { const r = Proxy.revocable({}, ${traps}); r.revoke(); return r.proxy; })()`,
  'a revocable Proxy': `Proxy.revocable({ a: 1 }, ${traps}).proxy`,
  'an instance of a Proxy of a class': `(() => { const P = new Proxy(class K {}, ${traps}); const o = new P(); log('made'); return o; })()`,
  'a Proxy as the prototype': `Object.create(new Proxy({ a: 1 }, ${traps}))`,
};

const prints = {
  inspect: "require('util').inspect(value)",
  'inspect at any depth': "require('util').inspect(value, { depth: null })",
  'console.dir': 'looking.printed((console) => console.dir(value))',
  'console.log': 'looking.printed((console) => console.log(value))',
  'format %O': "require('util').format('%O', value)",
  "the REPL's writer": "require('repl').writer(value)",
  'format %o': "require('util').format('%o', value)",
  'format %s': "require('util').format('%s', value)",
  'console.table': 'looking.printed((console) => console.table(value))',
  'a complaint of assert': "looking.complaint(() => require('assert').strictEqual(value, 17))",
  'a complaint of assert in a list':
    "looking.complaint(() => require('assert').deepStrictEqual([[value]], [17]))",
};

const cases = {};
for (const [name, code] of Object.entries(values)) {
  for (const [print, look] of Object.entries(prints)) {
    // What is printed is compared elsewhere.
    const host = `const looking = require('./host_looks.js'); const value = vm.runInContext(${JSON.stringify(`(${code})`)}, ctx); ${look}; 0`;
    cases[`${print}: ${name}`] = { host };
  }
}

module.exports = [{ context: '{ log }', cases }];
