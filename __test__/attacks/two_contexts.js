'use strict';

/** Two contexts of one host that pass objects to each other: neither may hold the other's own, nor run code in it. */

/** The attacked context, whose word is a secret, and something of it in the attacker's. */
const shared = (code) => (host) => {
  const { vm, secrets, forbid } = host;
  const victim = vm.createContext({ report: host.report });
  host.victim = victim;
  victim.token = secrets.word;
  forbid(vm.runInContext('Function', victim), 'Function of the other context');
  forbid(vm.runInContext('eval', victim), 'eval of the other context');
  forbid(vm.runInContext('Object', victim), 'Object of the other context');
  forbid(vm.runInContext('Object.prototype', victim), 'Object.prototype of the other context');
  forbid(vm.runInContext('Array.prototype', victim), 'Array.prototype of the other context');
  forbid(vm.runInContext('Function.prototype', victim), 'Function.prototype of the other context');
  forbid(vm.runInContext('globalThis', victim), 'globalThis of the other context');
  forbid(victim, 'the context object of the other context');
  return { shared: vm.runInContext(code, victim) };
};

/** Guest code: tries a function as a compiler in the other context. */
const STEAL = `function steal(F) { report('tried'); for (const f of [() => F('return token')(), () => new F('return token')(), () => F('token'), () => F('return this.token')(), () => F('yield token')().next().value]) report(attempt(f)); attempt(() => F('return token')().then(report, () => {})); attempt(() => F('globalThis.pwnedByOther = 1; return 1')()) }`;

const values = {
  'a plain object': '({ a: { b: 1 } })',
  'a function': '(function f(x) { return x })',
  'an arrow': '(x) => x',
  'an async function': '(async () => 1)',
  'a generator function': '(function* () { yield 1 })',
  'a class': '(class A { static s() { return {} } m() { return [] } })',
  'an array': '[1, [2], {}]',
  'an error': 'new TypeError("x", { cause: {} })',
  'a promise': 'Promise.resolve({})',
  'a map': 'new Map([[{}, {}]])',
  'a date': 'new Date(0)',
  'a regular expression': '/x/',
  'a typed array': 'new Uint8Array(2)',
  'an iterator': '[1][Symbol.iterator]()',
  'a generator': '(function* () { yield {} })()',
  'a proxy': 'new Proxy({ a: {} }, {})',
  'a bound function': '(function f() { return this }).bind({})',
  'Function itself': 'Function',
  'eval itself': 'eval',
  'Object itself': 'Object',
  'Reflect itself': 'Reflect',
  'its Intl': 'Intl',
  'an accessor': `({ get x() { return {} }, set x(v) {} })`,
};

const broken = ({ victim }) => victim.pwnedByOther !== undefined && 'code ran in the other context';

module.exports = [
  ...Object.entries(values).map(([name, code]) => ({
    name: `${name} of another context`,
    context: shared(code),
    guest: `${STEAL} climb(shared, 5); for (const f of [() => shared, () => shared.constructor, () => shared.constructor.constructor, () => Object.getPrototypeOf(shared).constructor, () => shared.constructor.getPrototypeOf(report).constructor, () => shared.map.constructor, () => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(shared), 'constructor').value.constructor, () => Object.getOwnPropertyDescriptor(shared, 'x').get.constructor, () => shared.get(shared.constructor, 'constructor')]) { const F = attempt(f); if (typeof F === 'function') steal(F) }`,
    broken,
  })),
  {
    name: 'results of functions of another context',
    context: shared(
      '({ make: () => ({}), list: () => [], fail() { throw new Error("x") }, later: async () => ({})})',
    ),
    guest: `${STEAL} for (const f of [() => shared.make(), () => shared.list()]) { const x = attempt(f); climb(x, 4); report(attempt(() => x.token)); steal(attempt(() => x.constructor.constructor) ?? report) } try { shared.fail() } catch (e) { climb(e, 4); steal(e.constructor.constructor) } shared.later().then((x) => { climb(x, 4); steal(x.constructor.constructor) })`,
    broken,
  },
  {
    name: 'callback arguments and receivers of another context',
    context: shared(
      '({ call: (f) => f({}, [], () => {}), each: (f) => [1].forEach(f, {}), sloppy: Function("f", "return f.call(this)") })',
    ),
    guest: `${STEAL} const f = function (...all) { climb(all, 4); climb(this, 3); report(attempt(() => this.token)); for (const x of all) steal(attempt(() => x.constructor.constructor) ?? report) }; shared.call(f); shared.each(f); shared.sloppy(f)`,
    broken,
  },
  {
    name: 'prototypes of another context are changed',
    context: shared('({ o: {}, list: [], f() {}, map: new Map() })'),
    guest: `report('tried'); for (const x of [shared.o, shared.list, shared.f, shared.map]) { attempt(() => { x.__proto__.pwnedByOther = 1 }); attempt(() => { Object.getPrototypeOf(x).pwnedByOther = 1 }); attempt(() => { x.constructor.prototype.pwnedByOther = 1 }); attempt(() => { x.constructor.pwnedByOther = 1 }); attempt(() => Object.defineProperty(Object.getPrototypeOf(x), 'toString', { value: () => 'attacked' })) }`,
    broken: ({ victim, vm }) =>
      vm.runInContext(
        `({}).pwnedByOther !== undefined || [].pwnedByOther !== undefined || Object.pwnedByOther !== undefined || String({}) === 'attacked'`,
        victim,
      ) && "the other context's own were changed",
  },
  {
    name: 'a printed object of another context',
    context: shared(
      `({ [Symbol.for('nodejs.util.inspect.custom')]: (d, o, inspect) => { report('printed'); return inspect({ a: 1 }, o) } })`,
    ),
    guest: `report('given'); const f = shared[kInspect]; climb(f, 4); tell(() => f(2, { stylize(...all) { climb(this, 4); climb(all, 4); return 'x' } }, (...all) => { climb(all, 5); return 'x' }))`,
    host: (_result, context) =>
      require('node:util').inspect(context.shared, { showProxy: true, depth: 9 }),
    broken,
  },
  {
    name: 'the trap of one context reads data of the other',
    context: shared('({ word: 1, nested: { list: [1, 2] } })'),
    guest: `report('tried'); const handler = new Proxy({}, { get(_t, trap) { return (...all) => { climb(all, 3); return Reflect[trap](...all) } } }); const p = new Proxy(shared, handler); for (const f of [() => p.word, () => p.nested.list, () => Object.keys(p), () => 'token' in p, () => JSON.stringify(p)]) say(attempt(f)); for (const k of ['get', 'has', 'ownKeys']) for (const r of [0, 1, 2, 3, 4, 5, 100]) say(attempt(() => Reflect.apply(attempt(() => shared.constructor.prototype[k]) ?? (() => {}), r, [r, 'token'])))`,
    broken,
  },
  {
    name: 'a promise of one context and a species of the other',
    context: shared('Promise.resolve({ a: 1 })'),
    guest: `${STEAL} report('given'); shared.then(function (x) { climb(x, 4); climb(this, 3); steal(attempt(() => x.constructor.constructor) ?? report) }); attempt(() => { shared.constructor = { [Symbol.species]: function (e) { climb(e, 4); e(() => {}, () => {}) } } }); climb(attempt(() => shared.then(() => {})), 4)`,
    broken,
  },
  {
    name: 'a round trip by the host loses nothing',
    context: (host) => {
      const given = shared('({ a: 1 })')(host);
      host.first = given.shared;
      return given;
    },
    guest: 'report("given"); globalThis.back = shared; shared',
    broken: ({ context, first }) => context.back !== first && 'the object is another one now',
  },
];
