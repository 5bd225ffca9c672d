'use strict';

/** Methods under well-known symbols and Node's symbols, which the other side calls by itself. */

const util = require('node:util');

/**
 * Well-known symbols, each with sloppy code that makes the host's engine call the method: a sloppy function can
 * be asked for its caller.
 */
const callers = {
  iterator: '[...o]',
  asyncIterator: '(async () => { for await (const x of o) x })().catch(() => {})',
  hasInstance: '({}) instanceof o',
  toPrimitive: '`${o}${+o}${o + 1}`',
  toStringTag: 'Object.prototype.toString.call(o)',
  isConcatSpreadable: '[].concat(o)',
  unscopables: 'with (o) { a }',
  match: '"a".match(o)',
  matchAll: '"a".matchAll(o)',
  replace: '"a".replace(o, "b")',
  search: '"a".search(o)',
  split: '"a".split(o)',
};

/** Symbols of Node, with what calls the method. */
const nodeCallers = {
  'nodejs.util.inspect.custom': (o) => util.inspect(o),
  'nodejs.util.promisify.custom': (o) => util.promisify(o),
  'nodejs.rejection': async (o) => {
    const EventEmitter = require('node:events');
    const emitter = Object.assign(new EventEmitter({ captureRejections: true }), {
      [Symbol.for('nodejs.rejection')]: o[Symbol.for('nodejs.rejection')],
    });
    emitter.on('x', () => Promise.reject(new Error('x')));
    emitter.emit('x', { word: 1 });
    await new Promise((r) => setTimeout(r, 5));
  },
  'nodejs.dispose': (o) => o[Symbol.dispose ?? Symbol.for('nodejs.dispose')](),
  'nodejs.asyncDispose': (o) => o[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')](),
  'nodejs.webstream.isClosedPromise': (o) => require('node:stream').isErrored(o),
  'nodejs.stream.destroyed': (o) => require('node:stream').finished(o, () => {}),
  'undici.globalDispatcher.1': (o) => util.inspect(o, { showHidden: true }),
};

/** Guest code: a function with a method under a symbol, which looks at all that it is called with. */
const method = (symbol) =>
  `report('made'); const f = function () { report('called'); const all = [...arguments]; climb(all, 5); climb(attempt(() => f.caller), 4); climb(attempt(() => arguments.callee.caller), 4); climb(attempt(() => f.arguments), 4); for (const x of all) { if (typeof x === 'function') { compile(x.constructor); loot(x, all[1]) } } return all[0] === undefined ? {} : all[0] }; const o = function () {}; o.a = 1; Object.defineProperty(o, ${symbol}, { value: f, configurable: true, writable: true }); o`;

/** Guest code: the same as accessor, which is how a tag or a flag is read. */
const accessor = (symbol) =>
  `report('made'); const f = function () { report('read'); climb(attempt(() => f.caller), 4); climb(attempt(() => arguments.callee.caller), 4); climb(this, 2); return undefined }; const o = function () {}; o.a = 1; Object.defineProperty(o, ${symbol}, { get: f, configurable: true }); o`;

/** Calls the method from a function that no guest may hold. */
const callSloppily =
  (code) =>
  (o, _context, { forbid }) => {
    const secretFrame = Function('o', code);
    forbid(secretFrame, 'the function of the host that called it');
    return secretFrame(o);
  };

module.exports = [
  ...Object.entries(callers).flatMap(([name, code]) => [
    {
      name: `the method Symbol.${name}`,
      guest: method(`Symbol.${name}`),
      host: callSloppily(code),
    },
    {
      name: `an accessor for Symbol.${name}`,
      guest: accessor(`Symbol.${name}`),
      host: callSloppily(code),
    },
  ]),
  ...Object.entries(nodeCallers).map(([name, call]) => ({
    name: `the method Symbol.for('${name}')`,
    guest: method(`Symbol.for('${name}')`),
    host: (o) => call(o),
  })),
  {
    name: 'the function that promisify makes',
    guest: `report('made'); const f = (...all) => { climb(all, 5); all.at(-1)?.(null, 1) }; f`,
    host: async (f) => {
      await Promise.race([util.promisify(f)({ a: 1 }), new Promise((r) => setTimeout(r, 20))]);
    },
  },
  {
    name: 'the registry of symbols',
    guest: `const s = ['nodejs.util.inspect.custom', 'nodejs.util.promisify.custom', 'nodejs.rejection', 'nodejs.dispose'].map((k) => Symbol.for(k)); for (const x of s) climb(Object(x), 4); report(String(Symbol.keyFor(s[0])))`,
  },
  {
    name: 'symbols that the host keeps',
    context: ({ secrets, forbid }) => {
      const kept = { word: secrets.word };
      forbid(kept, 'what a private symbol of the host leads to');
      const emitter = new (require('node:events'))();
      emitter[Symbol('kHost')] = 1;
      return {
        emitter,
        url: new URL('http://a/'),
        stream: new (require('node:stream').PassThrough)(),
      };
    },
    guest: `const found = []; for (const o of [emitter, url, stream]) for (const s of Object.getOwnPropertySymbols(o)) { found.push(s); climb(o[s], 4) } for (const s of found) for (const o of [emitter, url, stream, report]) climb(attempt(() => o[s]), 3); report('looked')`,
  },
  {
    name: 'a symbol of the host by its description',
    context: ({ secrets }) => ({
      holder: { [Symbol('public')]: 1 },
      ask: (o) => {
        void secrets.word;
        return typeof o;
      },
    }),
    guest:
      'for (const s of Object.getOwnPropertySymbols(holder)) { report(s); report(s.description); climb(Object(s), 5); compile(Object(s).constructor.constructor) }',
  },
  {
    name: "well-known symbols replaced on the guest's Symbol",
    context: () => ({ list: [{ a: 1 }] }),
    guest: `report('asked'); attempt(() => Object.defineProperty(Symbol, 'iterator', { value: Symbol.for('nodejs.util.inspect.custom') })); climb(list[Symbol.iterator]); attempt(() => [...list].forEach((x) => climb(x, 4)))`,
  },
  {
    name: 'hasInstance of the host asked with guest objects',
    context: () => ({
      K: class {
        made = 1;
        static [Symbol.hasInstance](x) {
          return typeof x === 'object';
        }
      },
      E: require('node:events'),
      W: require('node:stream').Writable,
    }),
    guest: `report(String({} instanceof K)); for (const C of [K, E, W]) { climb(C[Symbol.hasInstance], 4); tell(() => C[Symbol.hasInstance].call(C, new Proxy({}, { get(...all) { climb(all, 3) }, getPrototypeOf(...all) { climb(all, 3); return null } }))) }`,
  },
  {
    name: 'toPrimitive and toJSON of host values',
    context: () => ({ date: new Date(0), url: new URL('http://a/'), buffer: Buffer.from('a') }),
    guest: `for (const o of [date, url, buffer]) for (const k of [Symbol.toPrimitive, 'toJSON', 'valueOf', 'toString']) { climb(o[k], 4); tell(() => o[k]('string')); climb(attempt(() => o[k]('default')), 4) }`,
  },
  {
    name: 'toJSON given keys by the host',
    guest: `report('made'); ({ toJSON(...all) { climb(all); climb(this); compile(all[0]?.constructor?.constructor ?? report); return { toJSON(...more) { climb(more) } } } })`,
    host: (o, _context, { secrets }) => JSON.stringify({ secret: secrets.word, o }).length,
  },
  {
    name: 'a replacer of the guest in JSON of the host',
    guest: `report('made'); (function (...all) { climb(all, 3); climb(this, 1); return all[1] })`,
    host: (replacer) => JSON.stringify({ a: [{ b: 1 }] }, replacer).length,
  },
  {
    name: 'a reviver of the guest in JSON of the host',
    guest: `report('made'); (function (...all) { climb(all, 3); climb(this, 3); return all[1] })`,
    host: (reviver) => JSON.parse('{"a":[{"b":1}]}', reviver),
  },
];
