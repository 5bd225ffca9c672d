'use strict';

/** Walks along constructors and prototypes: from each kind of value that a host hands in to the host's own. */

class Account {
  #balance = 1;
  static open() {
    return new Account();
  }
  balance() {
    return this.#balance;
  }
}

/** Kinds of host values, each the start of a walk. */
const values = {
  'a plain object': () => ({ a: { b: 1 } }),
  'an object without a prototype': () => Object.assign(Object.create(null), { a: {} }),
  'an array': () => [1, [2], { a: 3 }],
  'a function': () => function named() {},
  'an arrow': () => () => 1,
  'an async function': () => async () => {
    await null;
  },
  'a generator function': () => function* numbers() {},
  'an async generator function': () => async function* numbers() {},
  'a generator': () =>
    (function* numbers() {
      yield 1;
    })(),
  'an async generator': () =>
    (async function* numbers() {
      await null;
      yield 1;
    })(),
  'a bound function': () => function named() {}.bind(null, {}),
  'a class': () => Account,
  'an instance': () => new Account(),
  'a class that extends a built-in': () => class Ledger extends Map {},
  'a class that extends null': () => class Nothing extends null {},
  'an error': () => new RangeError('x', { cause: { deep: [] } }),
  'an aggregate error': () => new AggregateError([new TypeError('y')], 'x'),
  'a DOMException': () => new DOMException('x', 'AbortError'),
  'a promise': () => Promise.resolve({ a: 1 }),
  'a map': () => new Map([[{ key: 1 }, { value: 2 }]]),
  'a set': () => new Set([{ a: 1 }]),
  'a weak map': () => new WeakMap(),
  'a weak reference': () => new WeakRef({ a: 1 }),
  'a finalization registry': () => new FinalizationRegistry(() => {}),
  'a date': () => new Date(0),
  'a regular expression': () => /a(b)/g,
  'a match': () => /a(?<name>b)/.exec('ab'),
  'a boxed string': () => Object('text'),
  'a boxed symbol': () => Object(Symbol('s')),
  'a typed array': () => new Float64Array(2),
  'a buffer': () => Buffer.from('ab'),
  'an array buffer': () => new ArrayBuffer(2),
  'a shared buffer': () => new SharedArrayBuffer(2),
  'a data view': () => new DataView(new ArrayBuffer(2)),
  'an array iterator': () => [{}][Symbol.iterator](),
  'a map iterator': () => new Map([[1, {}]]).entries(),
  'a string iterator': () => 'ab'[Symbol.iterator](),
  'a regular expression iterator': () => 'ab'.matchAll(/a/g),
  'a segmenter': () => new Intl.Segmenter('en').segment('a b'),
  'sloppy arguments': () => Function('return arguments')({ a: 1 }),
  'strict arguments': () =>
    (function strict() {
      // biome-ignore lint/complexity/noArguments: the object itself is what is handed in
      return arguments;
    })(1),
  'a proxy': () => new Proxy({ a: {} }, {}),
  'a proxy of a function': () => new Proxy(() => {}, {}),
  'an emitter': () => new (require('node:events'))(),
  'a stream': () => new (require('node:stream').PassThrough)(),
  'a URL': () => new URL('http://a/?b=c'),
  'an abort signal': () => new AbortController().signal,
  'an event target': () => new EventTarget(),
  'a text encoder': () => new TextEncoder(),
  'a blob': () => new Blob(['a']),
  headers: () => new Headers({ a: 'b' }),
  'a response': () => new Response('a'),
  'a message channel': () => {
    const channel = new MessageChannel();
    channel.port1.unref();
    return channel;
  },
  'a script of node:vm': () => new (require('node:vm').Script)('1'),
  'a string decoder': () => new (require('node:string_decoder').StringDecoder)(),
  'an async local storage': () => new (require('node:async_hooks').AsyncLocalStorage)(),
  'a hash': () => require('node:crypto').createHash('sha256'),
};

module.exports = [
  { name: 'the global object', guest: 'climb(this); climb(globalThis)' },
  { name: 'the report function', guest: 'climb(report); compile(report.constructor)' },
  ...Object.entries(values).map(([name, make]) => ({
    name: `from ${name}`,
    context: () => ({ value: make() }),
    guest: 'climb(value, 5)',
  })),
  {
    name: 'the constructor of a constructor of a constructor',
    context: () => ({ value: new Account() }),
    guest: 'let c = value; for (let n = 0; n < 6; n++) { c = c.constructor; say(c) } compile(c)',
  },
  {
    name: 'static methods that give instances',
    context: () => ({ Account }),
    guest: 'climb(Account.open()); climb(new Account()); climb(class extends Account {})',
  },
  {
    name: 'an instance of a class made in the guest',
    context: () => ({ Account }),
    guest: 'class Mine extends Account {}; climb(new Mine()); climb(Object.getPrototypeOf(Mine))',
  },
  {
    name: 'the prototype chain of a context object that is an instance',
    context: () => new Account(),
    guest:
      'climb(Object.getPrototypeOf(globalThis)); climb(globalThis.__proto__); climb(constructor)',
  },
  {
    name: 'the callback arguments of host methods',
    context: () => ({ map: new Map([[{}, {}]]), list: [{}] }),
    guest:
      'map.forEach((...all) => climb(all)); list.forEach((...all) => climb(all)); list.map(function () { climb(this) })',
  },
  {
    name: 'results of host methods',
    context: () => ({ list: [{}], text: Object('a,b'), date: new Date(0), map: new Map([[1, 2]]) }),
    guest: `for (const f of [() => list.slice(), () => list.map((x) => x), () => list.concat([1]), () => list.entries(), () => list.filter(Boolean), () => text.split(','), () => map.entries().next(), () => list.flatMap((x) => [x])]) climb(attempt(f))`,
  },
  {
    name: 'strings with methods that the host has put on prototypes',
    context: () => ({ text: 'a' }),
    before: () => {
      Object.defineProperty(String.prototype, 'shout', { value() {}, configurable: true });
    },
    guest: 'climb(text.shout); climb("a".shout); climb(Object(text))',
  },
  {
    name: 'the compilers handed in by name',
    context: () => ({
      F: Function,
      // biome-ignore lint/security/noGlobalEval: it is what is attacked
      E: globalThis.eval,
      A: (async () => {}).constructor,
      holder: { F: Function },
    }),
    guest: 'for (const f of [F, E, A, holder.F]) { report(f); compile(f) }',
  },
];
