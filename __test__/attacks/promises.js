'use strict';

/** Promises, thenables and async functions: who calls `then`, and what its callbacks are. */

/** Guest code: a thenable that looks at the functions it is called with. */
const THENABLE = `const thenable = { then(...all) { report('asked'); climb(all, 5); climb(this); climb(attempt(() => arguments.callee)); for (const f of all) { compile(f.constructor); climb(attempt(() => f.caller)); climb(attempt(() => f.arguments)) } all[0]?.(1) } };`;

/** Ways in which host code takes what the guest gives. */
const takers = {
  await: async (value) => {
    await value;
  },
  'Promise.resolve': (value) => Promise.resolve(value),
  'Promise.all': (value) => Promise.all([value]),
  'Promise.race': (value) => Promise.race([value]),
  'Promise.allSettled': (value) => Promise.allSettled([value]),
  'Promise.any': (value) => Promise.any([value]),
  'the resolve of new Promise': (value) => new Promise((resolve) => resolve(value)),
  'the result of a reaction': (value) => Promise.resolve().then(() => value),
  finally: (value) => Promise.resolve().finally(() => value),
  'the return of an async function': async (value) => value,
  'the yield of an async generator': async (value) => {
    for await (const x of (async function* numbers() {
      await null;
      yield value;
    })()) {
      void x;
    }
  },
  'for await over an array': async (value) => {
    for await (const x of [value]) void x;
  },
  'util.callbackify': (value) =>
    new Promise((resolve) => {
      require('node:util').callbackify(async () => value)(resolve);
    }),
  'events.once': async (value) => {
    const emitter = new (require('node:events'))();
    setImmediate(() => emitter.emit('x', value));
    await require('node:events').once(emitter, 'x');
  },
  'assert.rejects': (value) =>
    require('node:assert')
      .rejects(value)
      .catch(() => {}),
  'a stream from an async iterable': async (value) => {
    for await (const x of require('node:stream').Readable.from([value])) void x;
  },
};

module.exports = [
  ...Object.entries(takers).map(([name, take]) => ({
    name: `a thenable in ${name}`,
    guest: `${THENABLE} report('made'); thenable`,
    host: (thenable) => Promise.race([take(thenable), new Promise((r) => setTimeout(r, 30))]),
    waitMs: 20,
  })),
  {
    name: 'a thenable whose then is a getter',
    guest: `report('made'); let n = 0; ({ get then() { climb(this); climb(arguments); return n++ ? undefined : (...all) => climb(all, 5) } })`,
    host: (thenable) => Promise.race([thenable, new Promise((r) => setTimeout(r, 30))]),
  },
  {
    name: 'a thenable proxy',
    guest: `report('made'); new Proxy({}, { get(...all) { climb(all, 3); return (...more) => climb(more, 5) } })`,
    host: (thenable) => Promise.race([thenable, new Promise((r) => setTimeout(r, 30))]),
  },
  {
    name: 'a thenable given to a host promise',
    context: () => ({ promise: Promise.resolve({}) }),
    guest: `${THENABLE} promise.then(() => thenable); promise.finally(() => thenable); report('given')`,
  },
  {
    name: 'then put on a guest promise',
    guest: `const p = Promise.resolve(1); p.then = function (...all) { climb(all, 5); climb(this); compile(all[0]?.constructor ?? report) }; report('made'); p`,
    host: (promise) => Promise.race([promise, new Promise((r) => setTimeout(r, 30))]),
  },
  {
    name: 'then put on the prototype of guest promises',
    guest: `Promise.prototype.then = function (...all) { climb(all, 5); climb(this) }; report('made'); Promise.resolve(1)`,
    host: (promise, _context, { secrets }) =>
      Promise.race([
        promise.then(() => secrets.word),
        promise,
        new Promise((r) => setTimeout(r, 30)),
      ]),
  },
  {
    name: 'the functions of a host promise',
    context: () => ({
      deferred: (() => {
        let resolve;
        let reject;
        const promise = new Promise((a, b) => {
          resolve = a;
          reject = b;
        });
        return { promise, resolve, reject };
      })(),
    }),
    guest:
      'climb(deferred.resolve, 5); climb(deferred.reject, 5); climb(deferred.promise.then, 5); climb(deferred.promise.then(() => {}), 5); compile(deferred.resolve.constructor); deferred.resolve()',
  },
  {
    name: 'what a host promise settles with',
    context: () => ({
      promise: Promise.resolve([{ a: () => {} }]),
      settled: Promise.allSettled([1, Promise.reject(new Error('x'))]),
    }),
    guest:
      'promise.then((x) => climb(x, 5)); settled.then((x) => { climb(x, 5); say(x[1].reason) })',
  },
  {
    name: 'an unhandled rejection that the host looks at',
    guest: `report('rejected'); Promise.reject(robber()); 1`,
    host: async (_result, _context, { sleep }) => {
      const seen = [];
      process.on('unhandledRejection', (reason, promise) => seen.push(reason, promise));
      await sleep(10);
      require('node:util').inspect(seen, { showProxy: true, depth: 9 });
    },
  },
  {
    name: 'an async iterator in for await of the host',
    guest: `report('made'); ({ [Symbol.asyncIterator](...all) { climb(this); climb(all); return { next(...all) { climb(all, 5); climb(this); return { then(...more) { climb(more, 5) } } }, return(...all) { climb(all) } } } })`,
    host: (iterable) =>
      Promise.race([
        (async () => {
          for await (const x of iterable) void x;
        })(),
        new Promise((r) => setTimeout(r, 30)),
      ]),
  },
  {
    name: 'an iterator in for await of the host',
    guest: `${THENABLE} report('made'); ({ [Symbol.iterator]() { let n = 0; return { next() { return { value: thenable, done: n++ > 2 } }, return() { report('returned'); return {} } } } })`,
    host: (iterable) =>
      Promise.race([
        (async () => {
          for await (const x of iterable) void x;
        })(),
        new Promise((r) => setTimeout(r, 30)),
      ]),
  },
  {
    name: 'the promise of a host async generator',
    context: () => ({
      numbers: async function* numbers() {
        await null;
        yield { a: {} };
      },
    }),
    guest:
      'const it = numbers(); climb(it, 5); const p = it.next(); climb(p, 5); p.then((x) => climb(x, 5)); climb(it.return(), 3)',
  },
  {
    name: 'then of the host composes functions of the host',
    context: () => ({ P: Promise, O: Object, f() {} }),
    guest: `const then = attempt(() => P.prototype.then); report(then); const p = then.call(then.call(P.resolve(f), O.getPrototypeOf), O.getOwnPropertyDescriptors); p.then((ds) => { climb(ds, 4); compile(ds.constructor.value) }).catch(say)`,
  },
  {
    name: 'resolve is made to compile',
    context: () => ({ P: Promise, C: Function, promise: Promise.resolve('return hostMarker') }),
    guest: `attempt(() => promise.then(C).then((f) => open(f())).catch(say)); attempt(() => P.resolve(probe).then(C).then((f) => open(f()))); report('asked')`,
  },
  {
    name: 'a promise whose value the host hides',
    context: ({ secrets }) => {
      const promise = Promise.resolve(secrets.word);
      return { guarded: new Proxy(promise, { get: () => undefined }) };
    },
    guest: `report('asked'); attempt(() => Promise.prototype.then.call(guarded, report)); attempt(() => Promise.resolve(guarded).then(report)); (async () => report(await guarded))().catch(() => {})`,
  },
  {
    name: 'withResolvers and new Promise of a host subclass',
    context: () => ({ Mine: class extends Promise {} }),
    guest: `const p = new Mine((...all) => climb(all, 5)); climb(p, 5); climb(Mine.resolve(1), 5); climb(Mine.reject, 3); p.then(() => {}); climb(attempt(() => Mine.withResolvers()), 5)`,
  },
];
