'use strict';

/**
 * What the host of a program does with objects that a guest gave it: prints, compares, copies, awaits,
 * streams. Code of Node's calls methods and reads properties on the way, which is where a guest is
 * shown things. What it throws is of no interest here.
 */

const assert = require('node:assert');
const { EventEmitter, once } = require('node:events');
const { Console } = require('node:console');
const { PassThrough, Readable, Writable } = require('node:stream');
const { inspect } = require('node:util');
const util = require('node:util');

const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
const printer = new Console({ stdout: nowhere, stderr: nowhere, colorMode: false });
nowhere.on('error', () => {});

/** Ways by which an object may be used; each gets the object. */
const ways = {
  inspect: (o) => inspect(o),
  'inspect with showProxy': (o) => inspect(o, { showProxy: true, showHidden: true, depth: 4 }),
  'inspect with all': (o) =>
    inspect(o, {
      colors: true,
      getters: true,
      sorted: true,
      compact: false,
      customInspect: true,
      depth: 3,
    }),
  'inspect with functions': (o) =>
    inspect(o, { stylize: (text) => text, sorted: (a, b) => (a < b ? -1 : 1) }),
  'console.log': (o) => printer.log(o),
  'console.dir': (o) => printer.dir(o, { showProxy: true, showHidden: true }),
  'console.table': (o) => printer.table([o]),
  format: (o) => util.format('%s %d %i %f %j %o %O %c', o, o, o, o, o, o, o, o),
  'an argument error': (o) => Buffer.from('x').fill(o, o, o),
  'an argument error of a path': (o) => require('node:path').join(o),
  'assert.deepStrictEqual': (o) => assert.deepStrictEqual(o, { a: 1 }),
  'assert.deepEqual': (o) => assert.deepEqual({ a: [o] }, { a: [{ length: 1 }] }),
  'assert.throws': (o) =>
    assert.throws(() => {
      throw o;
    }, o),
  'assert.rejects': (o) => assert.rejects(Promise.reject(o), o).catch(() => {}),
  'util.isDeepStrictEqual': (o) => util.isDeepStrictEqual(o, structuredClone({ a: 1 })),
  'JSON.stringify': (o) => JSON.stringify({ o }),
  structuredClone: (o) => structuredClone(o),
  'a template': (o) => `${o}`,
  'a sum': (o) => +o,
  await: async (o) => await o,
  'Promise.all': (o) => Promise.all([o]).catch(() => {}),
  'Promise.race of it': (o) => Promise.race(o).catch(() => {}),
  'for await': async (o) => {
    let steps = 0;
    for await (const item of o) if (item === o || ++steps > 2) break;
  },
  'Array.from': (o) => Array.from({ length: 2, [Symbol.iterator]: undefined, 0: o }, (x) => x),
  spread: (o) => {
    let steps = 0;
    for (const item of o) if (item === o || ++steps > 2) break;
  },
  'Object.assign': (o) => Object.assign({}, o),
  'Object.entries': (o) => Object.entries(o),
  'Reflect.ownKeys': (o) => Reflect.ownKeys(o),
  'Buffer.from': (o) => Buffer.from(o),
  'new URL': (o) => new URL(o, 'data:x'),
  'new URLSearchParams': (o) => new URLSearchParams(o),
  'new Headers': (o) => new Headers(o),
  'new Response': async (o) => await new Response(o).text(),
  'new Blob': (o) => new Blob([o], o),
  fetch: (o) => fetch(o, o).catch(() => {}),
  emitter: (o) => {
    const emitter = new EventEmitter({ captureRejections: true });
    emitter.on('event', o);
    emitter.emit('event', o);
  },
  'an emitter of it': (o) => EventEmitter.prototype.emit.call(o, 'event', 1),
  'emit error': (o) => new EventEmitter().emit('error', o),
  once: (o) => once(o, 'event', { signal: AbortSignal.timeout(1) }).catch(() => {}),
  EventTarget: (o) => {
    const target = new EventTarget();
    target.addEventListener('event', o, o);
    target.dispatchEvent(new Event('event'));
  },
  'Readable.from': (o) =>
    Readable.from(o)
      .on('error', () => {})
      .on('data', () => {})
      .destroy(),
  'stream.write': (o) => new PassThrough({ objectMode: true }).on('error', () => {}).end(o),
  'stream options': (o) => new Writable(o).on('error', () => {}).end('x'),
  'AbortSignal.any': (o) => AbortSignal.any([o]),
  promisify: async (o) => await util.promisify(o)(1),
  callbackify: (o) => util.callbackify(o)(() => {}),
  deprecate: (o) => util.inherits(class {}, o),
  queueMicrotask: (o) => typeof o === 'function' && queueMicrotask(() => attempt(() => o({}, []))),
  setTimeout: (o) => setTimeout(o, 0, o),
  'a call with host arguments': (o) => o({ host: true }, [{}], () => {}, new Error('host')),
  'new with host arguments': (o) => new o({ host: true }),
  sort: (o) => [3, 1, 2].sort(o),
  replace: (o) => 'abc'.replace(/(?<b>b)/, o),
  match: (o) => 'abc'.match(o),
  'a reviver': (o) => JSON.parse('{"a":[1]}', o),
  'a replacer': (o) => JSON.stringify({ a: [1] }, o),
  'an executor': (o) => new Promise(o).catch(() => {}),
  // biome-ignore lint/suspicious/noThenProperty: it is to be awaited.
  'a thenable': (o) => Promise.resolve({ then: o }).catch(() => {}),
  'a trap': (o) => new Proxy({}, { get: o, has: o, ownKeys: o }).x,
  'a getter': (o) =>
    ({ __proto__: Object.defineProperty({}, 'x', { get: o, configurable: true }) }).x,
  'a descriptor': (o) => Object.defineProperty({}, 'x', o),
  'a prototype': (o) => inspect(Object.create(o)),
  'class extends': (o) => inspect(new (class extends o {})()),
  instanceof: (o) => ({}) instanceof o,
  'an error with cause': (o) => inspect(new Error('x', { cause: o })),
  'an AggregateError': (o) => inspect(new AggregateError([o], 'x')),
  'a prepared stack': (o) => {
    Error.captureStackTrace(o);
    return o.stack;
  },
  'a Map': (o) => inspect(new Map(o)),
  dispose: (o) => Symbol.dispose && o[Symbol.dispose]?.(),
  'a message': (o) => new MessageChannel().port1.postMessage(o),
};

function attempt(work) {
  try {
    const result = work();
    if (typeof result?.then === 'function' && require('node:util').types.isPromise(result))
      result.catch(() => {});
  } catch {
    // The guest's own throws, and refusals.
  }
}

/** Ways to leave out, with `;` between them: to look past a fault that is known. */
const leftOut = (process.env.BOA_VM_BOUNDARY_WITHOUT ?? '').split(';');

const kept = Object.keys(ways).filter((name) => !leftOut.includes(name));

/**
 * Uses an object in some of the ways: `count` of them from number `start` on. The ways are prime in number
 * to most counts, so objects that come again are used in others.
 */
function useInSomeWays(object, count, start) {
  for (let index = start; index < start + count; index++) {
    attempt(() => ways[kept[index % kept.length]](object));
  }
}

module.exports = { useInSomeWays, ways };
