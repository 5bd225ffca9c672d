'use strict';

/** Constructors that built-ins look up on the values they are called on: `Symbol.species` and `constructor`. */

/** Guest code: a class whose instances and constructor arguments are looked at. */
const TRAP = `class Trap { constructor(...all) { report('made'); climb(all); climb(new.target); this.all = all; } static get [Symbol.species]() { climb(this); return Trap; } }`;

module.exports = [
  {
    name: 'the species of host constructors',
    context: () => ({
      list: [1],
      map: new Map(),
      promise: Promise.resolve(),
      buffer: new ArrayBuffer(1),
      bytes: new Uint8Array(1),
      match: /a/,
    }),
    guest: `for (const x of [list, map, promise, buffer, bytes, match]) { climb(attempt(() => x.constructor[Symbol.species])); compile(attempt(() => x.constructor[Symbol.species].constructor)) }`,
  },
  {
    name: 'a constructor put on a host array',
    context: () => ({ list: [{}, {}] }),
    guest: `${TRAP} report('set'); list.constructor = Trap; for (const m of ['map', 'filter', 'slice', 'splice', 'concat', 'flat', 'flatMap']) climb(attempt(() => list[m]((x) => x)))`,
  },
  {
    name: "host code maps an array whose constructor is the guest's",
    context: () => ({ list: [{}] }),
    guest: `${TRAP} report('set'); list.constructor = Trap; list`,
    host: (list, { secrets }) =>
      list
        .map(() => secrets?.word)
        .concat([1])
        .slice(),
    after: 'report(String(list.length))',
  },
  {
    name: 'host code maps the secrets into what a guest array makes',
    guest: `var made = []; class L extends Array { constructor(...all) { super(...all); made.push(this) } } report('ready'); L.of(1, 2)`,
    host: (list, _context, { secrets }) => Array.prototype.map.call([...list], () => secrets.word),
    after: 'for (const m of made) climb(m)',
  },
  {
    name: 'a species that gives the host function',
    context: () => ({ list: [1], open: () => ({}) }),
    guest: `class L extends Array { static get [Symbol.species]() { return open } } tell(() => new L(3).map(() => 1)); climb(attempt(() => list.concat.call(new L(1), list)))`,
  },
  {
    name: 'a promise with a constructor of the guest',
    context: () => ({ promise: Promise.resolve({}) }),
    guest: `${TRAP} report('set'); attempt(() => { promise.constructor = Trap }); climb(attempt(() => promise.then((x) => climb(x)))); climb(attempt(() => promise.finally(() => {})))`,
  },
  {
    name: 'host code awaits a promise with a constructor of the guest',
    guest: `${TRAP} report('set'); const p = Promise.resolve(1); p.constructor = Trap; p`,
    host: async (promise, _context, { secrets }) => {
      await promise;
      await promise.then(() => secrets.word);
      await Promise.all([promise]);
      await promise.finally(() => {});
    },
  },
  {
    name: 'then of the host on a guest class',
    context: () => ({ P: Promise, promise: Promise.resolve({}) }),
    guest: `function C(executor) { report('made'); climb(executor); executor((v) => climb(v), (e) => climb(e)); } const then = promise.then; promise.constructor = { [Symbol.species]: C }; tell(() => then.call(promise, (x) => x)); tell(() => P.resolve.call(C, {}))`,
  },
  {
    name: 'static methods of Promise on a guest constructor',
    context: () => ({ Mine: class extends Promise {} }),
    guest: `function C(executor) { report('made'); climb(executor); executor((v) => climb(v), (e) => climb(e)); } for (const m of ['all', 'allSettled', 'any', 'race', 'resolve', 'reject', 'withResolvers', 'try']) climb(attempt(() => Mine[m].call(C, [])))`,
  },
  {
    name: 'the species of a typed array',
    context: () => ({ bytes: new Uint8Array([1, 2]), buffer: Buffer.from('ab') }),
    guest: `${TRAP} report('set'); for (const x of [bytes, buffer]) { attempt(() => { x.constructor = Trap }); for (const m of ['map', 'slice', 'subarray', 'filter']) climb(attempt(() => x[m](0))) }`,
  },
  {
    name: 'the species of an array buffer',
    context: () => ({ memory: new ArrayBuffer(4) }),
    guest: `${TRAP} report('set'); attempt(() => { memory.constructor = Trap }); climb(attempt(() => memory.slice(1)))`,
  },
  {
    name: 'the species of a regular expression',
    context: () => ({ match: /b/, text: Object('abc') }),
    guest: `${TRAP} report('set'); attempt(() => { match.constructor = Trap }); climb(attempt(() => text.split(match))); climb(attempt(() => match[Symbol.split]('abc'))); climb(attempt(() => match[Symbol.matchAll]('abc')))`,
  },
  {
    name: "host code splits with a guest's regular expression",
    guest: `class R extends RegExp { static get [Symbol.species]() { report('asked'); climb(this); return function (...all) { climb(all); return new RegExp(...all) } } exec(text) { report(text); return super.exec(text) } } report('set'); new R('x')`,
    host: (expression) => 'axb'.split(expression),
  },
  {
    name: 'the constructor that Array.from calls',
    context: () => ({ list: [{}], A: Array }),
    guest: `function C(...all) { report('made'); climb(all); climb(this); } climb(attempt(() => A.from.call(C, list))); climb(attempt(() => A.of.call(C, {}))); climb(attempt(() => Array.from.call(C, list)))`,
  },
  {
    name: "a host class whose species is the guest's",
    context: () => ({ List: class List extends Array {} }),
    guest: `class Mine extends List { static get [Symbol.species]() { return function (...all) { climb(all); return {} } } } climb(attempt(() => new Mine(1, 2).map((x) => x))); climb(Mine[Symbol.species])`,
  },
  {
    name: 'the promise of a rejection whose constructor cannot be asked',
    guest: `report('made'); let reject; const p = new Promise((_, r) => { reject = r }); p.catch(() => {}); Object.defineProperty(p, 'constructor', { get() { throw new Error('asked') } }); ({ p, reject })`,
    host: async ({ p, reject }, _context, { find, tick }) => {
      try {
        let isSettled = false;
        const watch = () => {
          isSettled = true;
        };
        const awaited = (async () => await p)().then(watch, watch);
        reject(5);
        for (let n = 0; n < 5 && !isSettled; n++) await tick();
        if (!isSettled) find('a promise of the guest does not settle');
        else await awaited;
      } catch {
        find('to settle a promise of the guest fails in the host');
      }
    },
  },
];
