'use strict';

/** Changes to what the host runs on: prototypes, statics, exports, accessors, lazy globals. The host's graph is compared. */

/** Instances of Node's and the language's classes, whose prototypes and classes a guest tries to change. */
const instances = {
  'an emitter': () => new (require('node:events'))(),
  'a readable stream': () => require('node:stream').Readable.from([]),
  'a writable stream': () => new (require('node:stream').Writable)(),
  'a transform': () => new (require('node:stream').PassThrough)(),
  'a URL': () => new URL('http://a/?b'),
  'URL parameters': () => new URLSearchParams('a=b'),
  'a blob': () => new Blob(['a']),
  'a file': () => new (require('node:buffer').File)(['a'], 'b'),
  headers: () => new Headers(),
  'a request': () => new Request('http://a/'),
  'a response': () => new Response('a'),
  'form data': () => new FormData(),
  'an event': () => new Event('x'),
  'an event target': () => new EventTarget(),
  'an abort controller': () => new AbortController(),
  'a readable web stream': () => new ReadableStream(),
  'a transform web stream': () => new TransformStream(),
  'a compression stream': () => new CompressionStream('gzip'),
  'a text encoder': () => new TextEncoder(),
  'a text decoder': () => new TextDecoder(),
  'a message channel': () => {
    const { port1, port2 } = new MessageChannel();
    port1.close();
    return { port1, port2 };
  },
  'a broadcast channel': () => {
    const channel = new BroadcastChannel('x');
    channel.close();
    return channel;
  },
  'a timer': () => setTimeout(() => {}, 1),
  'an immediate': () => setImmediate(() => {}),
  performance: () => performance,
  'an observer': () => new PerformanceObserver(() => {}),
  crypto: () => crypto,
  'a hash': () => require('node:crypto').createHash('sha1'),
  'a buffer': () => Buffer.from('a'),
  'a DOMException': () => new DOMException('x'),
  'an http agent': () => new (require('node:http').Agent)(),
  'a server': () => require('node:http').createServer(),
  'a socket': () => new (require('node:net').Socket)(),
  'a string decoder': () => new (require('node:string_decoder').StringDecoder)(),
  'an interface of readline': () =>
    require('node:readline').createInterface({ input: new (require('node:stream').PassThrough)() }),
  'a gzip': () => require('node:zlib').createGzip(),
  'an async local storage': () => new (require('node:async_hooks').AsyncLocalStorage)(),
  'an async resource': () => new (require('node:async_hooks').AsyncResource)('x'),
  'a channel of diagnostics': () => require('node:diagnostics_channel').channel('x'),
  'a console': () =>
    new (require('node:console').Console)(new (require('node:stream').PassThrough)()),
  'an emitter bound to async resources': () =>
    new (require('node:events').EventEmitterAsyncResource)({ name: 'x' }),
  'an assertion error': () => new (require('node:assert').AssertionError)({ message: 'x' }),
  'a map': () => new Map(),
  'a date': () => new Date(0),
  'a regular expression': () => /x/,
  'a promise': () => Promise.resolve(),
  'a typed array': () => new Uint8Array(1),
  'an iterator': () => [][Symbol.iterator](),
  'a generator': () => (function* () {})(),
  'a function': () => () => {},
  'an error': () => new Error('x'),
  'a WebAssembly module': () =>
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
};

/** Guest code: tries to change an object and all that a walk from it reaches, in every way there is. */
const SPOIL = `
  const spoiled = new Set();
  function spoil(o) {
    if (spoiled.has(o) || (typeof o !== 'object' && typeof o !== 'function') || o === null) return;
    spoiled.add(o);
    attempt(() => { o.attacked = 1 });
    attempt(() => Reflect.set(o, 'attacked', 1, o));
    attempt(() => Reflect.defineProperty(o, 'attacked', { value: 1, configurable: true }));
    attempt(() => Object.assign(o, { attacked: 1 }));
    attempt(() => o.__defineGetter__('attacked', () => 1));
    attempt(() => Reflect.setPrototypeOf(o, { attacked: 1 }));
    for (const k of Reflect.ownKeys(o)) {
      const d = attempt(() => Object.getOwnPropertyDescriptor(o, k));
      if (!d || k === 'constructor') continue;
      if (typeof d.value === 'function') { attempt(() => { o[k] = () => 'guest' }); attempt(() => Object.defineProperty(o, k, { value: () => 'guest' })); attempt(() => delete o[k]); attempt(() => { d.value.attacked = 1 }) }
      else attempt(() => { o[k] = 'guest' });
      if (d.get) attempt(() => { d.get.attacked = 1 });
      if (d.set) for (const v of [1, 'guest', () => 1]) attempt(() => d.set.call(o, v));
    }
    attempt(() => Object.preventExtensions(o));
  }`;

/** Guest code: spoils the chain of prototypes and classes of a value, not the value itself. */
const SPOIL_CHAIN = `${SPOIL} report('tried'); for (const v of [value, ...Object.values(value)]) { if (typeof v !== 'object' && typeof v !== 'function' || v === null) continue; for (let p = Object.getPrototypeOf(v); p; p = Object.getPrototypeOf(p)) { if (own.has(p)) break; spoil(p); const C = attempt(() => p.constructor); if (!own.has(C)) { spoil(C); for (let q = attempt(() => Object.getPrototypeOf(C)); q; q = Object.getPrototypeOf(q)) if (!own.has(q)) spoil(q) } } }`;

/** The realm's own, which a guest may change as it likes. */
const OWN = `const own = new Set(); for (const k of Object.getOwnPropertyNames(globalThis)) if (/^[A-Z]/.test(k)) { const v = attempt(() => globalThis[k]); own.add(v); own.add(attempt(() => v.prototype)) }`;

/** Objects of the host that are handed in by themselves. */
const handedIn = {
  console: () => console,
  'process.stdout': () => process.stdout,
  Buffer: () => Buffer,
  EventEmitter: () => require('node:events'),
  'the exports of node:path': () => require('node:path'),
  'the exports of node:util': () => require('node:util'),
  'util.inspect': () => require('node:util').inspect,
  URL: () => URL,
  fetch: () => fetch,
  structuredClone: () => structuredClone,
  setTimeout: () => setTimeout,
  performance: () => performance,
  crypto: () => crypto,
  AbortSignal: () => AbortSignal,
  Intl: () => Intl,
  Math: () => Math,
  Object: () => Object,
  Promise: () => Promise,
  Reflect: () => Reflect,
  WebAssembly: () => WebAssembly,
  'navigator or its like': () => globalThis.navigator ?? performance,
  'process.nextTick': () => process.nextTick,
};

module.exports = [
  ...Object.entries(instances).map(([name, make]) => ({
    name: `the classes behind ${name}`,
    context: () => ({ value: make() }),
    guest: `${OWN} ${SPOIL_CHAIN}`,
  })),
  ...Object.entries(handedIn).map(([name, make]) => ({
    name: `${name} handed in is not changed`,
    context: () => ({ value: make() }),
    guest: `${OWN} ${SPOIL} report('tried'); if (!own.has(value)) { const values = Object.entries(Object.getOwnPropertyDescriptors(value)); spoil(value); for (const [, d] of values) { if (!own.has(d.value)) spoil(d.value); const P = attempt(() => d.value.prototype); if (!own.has(P)) spoil(P) } }`,
  })),
  {
    name: 'EventEmitter called on prototypes',
    context: () => ({
      emitter: new (require('node:events'))(),
      map: new Map(),
      url: new URL('http://a/'),
    }),
    guest: `const E = emitter.constructor; report('tried'); for (const o of [map, url, emitter, report]) for (let p = Object.getPrototypeOf(o); p; p = Object.getPrototypeOf(p)) { attempt(() => E.call(p)); attempt(() => E.init.call(p)); attempt(() => emitter.on.call(p, 'x', () => {})); attempt(() => emitter.once.call(p, 'x', () => {})); attempt(() => emitter.setMaxListeners.call(p, 1)); attempt(() => emitter.addListener.call(p.constructor, 'x', () => {})) }`,
  },
  {
    name: 'listeners on the prototype are inherited',
    context: () => ({ emitter: new (require('node:events'))() }),
    guest: `var heard = []; const P = Object.getPrototypeOf(emitter); attempt(() => P.on.call(P, 'login', (x) => heard.push(x))); attempt(() => P.on('login', (x) => heard.push(x))); report('tried')`,
    host: (_result, _context, { secrets }) => {
      Object.create(require('node:events').prototype).emit('login', secrets.word);
      Object.assign(() => {}, require('node:events').prototype).emit('login', secrets.word);
    },
    after: 'report(...heard)',
  },
  {
    name: 'static setters by Reflect.set with another receiver',
    context: () => ({ E: require('node:events'), B: Buffer }),
    guest: `report('tried'); attempt(() => Reflect.set(E, 'defaultMaxListeners', 78, {})); attempt(() => Object.getOwnPropertyDescriptor(E, 'defaultMaxListeners').set.call({}, 79)); attempt(() => Object.getOwnPropertyDescriptor(E, 'captureRejections').set.call(E, true)); attempt(() => class extends E {}.defaultMaxListeners = 80); attempt(() => Object.create(E).defaultMaxListeners = 81); attempt(() => { ({ __proto__: E }).defaultMaxListeners = 82 }); attempt(() => { B.poolSize = 1 })`,
    broken: () => {
      const EventEmitter = require('node:events');
      return (
        (EventEmitter.defaultMaxListeners !== 10 && 'defaultMaxListeners was changed') ||
        (EventEmitter.captureRejections && 'captureRejections was changed') ||
        (Buffer.poolSize !== 8192 && 'Buffer.poolSize was changed')
      );
    },
  },
  {
    name: 'setters of prototypes on forged receivers',
    context: () => ({
      url: new URL('http://a/'),
      stream: new (require('node:stream').PassThrough)(),
      other: () => {},
    }),
    guest: `report('tried'); for (const o of [url, stream]) for (let p = Object.getPrototypeOf(o); p && p !== Object.prototype; p = Object.getPrototypeOf(p)) for (const k of Reflect.ownKeys(p)) { const d = Object.getOwnPropertyDescriptor(p, k); if (d.set) for (const r of [p, p.constructor, {}]) attempt(() => d.set.call(r, 'x')) }`,
  },
  {
    name: 'methods of the host that write: Object.assign and defineProperty',
    context: () => ({ O: Object, R: Reflect, emitter: new (require('node:events'))() }),
    guest: `report('tried'); const P = Object.getPrototypeOf(emitter); for (const f of [() => O.assign(P, { attacked: 1 }), () => O.defineProperty(P, 'attacked', { value: 1 }), () => O.setPrototypeOf(P, {}), () => O.freeze(P), () => R.set(P, 'attacked', 1), () => R.defineProperty(P, 'on', { value: 1 }), () => R.deleteProperty(P, 'on'), () => O.assign.call(O, P, { attacked: 2 }), () => O.defineProperties(P, { attacked: { value: 1 } }), () => O.preventExtensions(P), () => R.apply(O.assign, O, [P, { attacked: 3 }]), () => O.seal(P)]) attempt(f)`,
  },
  {
    name: 'methods of arrays that write',
    context: () => ({ A: Array, list: [1], emitter: new (require('node:events'))() }),
    guest: `report('tried'); const P = Object.getPrototypeOf(emitter); for (const f of [() => list.push.call(P, 1), () => A.prototype.push.call(P, 1), () => A.prototype.fill.call(P, 1, 0, 1), () => A.prototype.splice.call(P, 0, 1, 1), () => A.prototype.unshift.call(P, 1), () => A.prototype.copyWithin.call(P, 0), () => A.from.call(function () { return P }, [1]), () => A.of.call(function () { return P }, 1), () => A.prototype.reverse.call(P), () => A.prototype.sort.call(P), () => list.concat.call(P)]) attempt(f)`,
  },
  {
    name: 'functions of Node that write',
    context: () => ({
      util: { ...require('node:util') },
      promisify: require('node:util').promisify,
      emitter: new (require('node:events'))(),
    }),
    guest: `report('tried'); const P = Object.getPrototypeOf(emitter), E = emitter.constructor; function Mine() {} Mine.prototype = {}; for (const f of [() => util.inherits(E, Mine), () => util.inherits({ prototype: P }, Mine), () => util.inherits(P, Mine), () => util._extend(P, { attacked: 1 }), () => util.deprecate.call(P, () => {}), () => promisify.call(P, E), () => { util.inspect.custom = 1 }, () => util.inspect.styles.string = 'red', () => { util.inspect.defaultOptions = { depth: 0 } }, () => { util.inspect.defaultOptions.depth = 0 }]) attempt(f)`,
  },
  {
    name: 'plain objects of Node as receivers of its functions',
    context: () => ({
      emitter: new (require('node:events'))(),
      codes: require('node:http').STATUS_CODES,
      channels: require('node:diagnostics_channel'),
      paths: require('node:path').posix,
      extend: require('node:util')._extend,
    }),
    guest: `report('tried'); const E = emitter.constructor; for (const o of [codes, channels, paths]) { attempt(() => E.call(o)); attempt(() => E.init.call(o)); attempt(() => emitter.on.call(o, 'x', () => {})); attempt(() => emitter.setMaxListeners.call(o, 1)); attempt(() => extend(o, { attacked: 1 })); attempt(() => channels.channel('attacked').subscribe.call(o, () => {})) }`,
  },
  {
    name: 'Map and Set of the host that Node keeps',
    context: () => ({ map: new Map(), channel: require('node:diagnostics_channel') }),
    guest: `report('tried'); climb(channel, 3); for (const m of ['set', 'delete', 'clear']) for (const r of [Object.getPrototypeOf(map), map.constructor, channel]) attempt(() => map[m].call(r, 'attacked', 1)); attempt(() => { channel.channel = 1 }); attempt(() => { channel.Channel.prototype.publish = 1 })`,
  },
  {
    name: 'the legacy statics of RegExp are set',
    context: () => ({ match: /x/, R: RegExp }),
    guest: `report('tried'); for (const C of [match.constructor, R]) for (const k of ['input', '$_', '$1', 'lastMatch', 'leftContext']) { attempt(() => { C[k] = 'attacked' }); attempt(() => Object.getOwnPropertyDescriptor(C, k).set.call(C, 'attacked')) }`,
    broken: () => /attacked/.test(RegExp.input ?? '') && 'RegExp.input was set',
  },
  {
    name: 'lazy globals are made first by the guest',
    context: () => ({
      names: Object.getOwnPropertyNames(globalThis),
      read: (name) => globalThis[name],
    }),
    guest: `report('tried'); for (const n of names) { if (/^(report|hostMarker|globalThis|global|process|pwned|constructor|require|module)$/.test(n)) continue; const v = attempt(() => read(n)); if (typeof v !== 'function' && typeof v !== 'object' || v === null) continue; if (n === 'eval') continue; attempt(() => { v.attacked = 1 }); const P = attempt(() => v.prototype); attempt(() => { P.attacked = 1 }); attempt(() => Object.defineProperty(P, 'attacked', { value: 1 })); attempt(() => Object.setPrototypeOf(v, null)) }`,
  },
  {
    name: '__proto__ of the context object and of objects in it',
    context: () => ({ o: {}, list: [], f() {} }),
    guest: `report('tried'); for (const x of [globalThis, o, list, f]) { attempt(() => { x.__proto__.attacked = 1 }); attempt(() => { x.constructor.prototype.attacked = 1 }); attempt(() => { Object.getPrototypeOf(x).attacked = 1 }); attempt(() => { x.constructor.attacked = 1 }); attempt(() => Object.setPrototypeOf(Object.getPrototypeOf(x), { attacked: 1 })) } attempt(() => { globalThis.__proto__ = { attacked: 1 } })`,
    broken: () => ({}).attacked !== undefined && 'Object.prototype was written',
  },
  {
    name: 'guest data with __proto__ and constructor merged by the host',
    guest: `report('made'); JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')`,
    host: (value) => {
      const made = Object.assign({}, value);
      const spread = { ...value };
      Object.assign(Object.create(null), made, spread, JSON.parse(JSON.stringify(value)));
      structuredClone(JSON.parse(JSON.stringify(value)));
    },
    broken: () => ({}).polluted !== undefined && 'Object.prototype was written',
  },
  {
    name: 'console of the host replaced and its methods changed',
    context: () => ({ console }),
    guest: `report('tried'); for (const k of Object.keys(console)) { attempt(() => { console[k] = () => report('logged') }); attempt(() => delete console[k]); attempt(() => { console[k].attacked = 1 }) } attempt(() => { console._stdout = null }); attempt(() => { console.attacked = 1 }); attempt(() => Object.setPrototypeOf(console, null))`,
    host: (_result, _context, { secrets }) => console.log(secrets.word.length),
  },
  {
    name: 'an error of Node that is interrupted while it is made',
    context: () => ({
      buffer: Buffer.from('a'),
      setTimeout,
      emitter: new (require('node:events'))(),
    }),
    guest: `report('tried'); const B = buffer.constructor; for (const bad of [{ get constructor() { throw 1 } }, new Proxy({}, { get() { throw 2 } }), { constructor: new Proxy(function () {}, { get() { throw 3 }, has() { throw 4 } }) }]) for (const f of [() => B.alloc(bad), () => B.allocUnsafe(bad), () => B.from(bad), () => new B(bad), () => setTimeout(bad), () => emitter.on('x', bad), () => emitter.setMaxListeners(bad), () => buffer.compare(bad), () => buffer.fill('a', bad)]) attempt(f)`,
    broken: () => Error.stackTraceLimit !== 10 && 'errors of the host have no stacks any more',
  },
  {
    name: 'Error of the host and its statics',
    context: () => ({ E: Error, T: TypeError, Mine: class extends Error {} }),
    guest: `report('tried'); for (const C of [E, T, Object.getPrototypeOf(Mine), Mine.prototype.constructor]) { attempt(() => { C.prepareStackTrace = () => 'attacked' }); attempt(() => { C.stackTraceLimit = 1 }); attempt(() => { C.captureStackTrace = null }); attempt(() => { C.prototype.toString = () => 'attacked' }) }`,
    broken: () => String(new Error('x')) !== 'Error: x' && 'errors of the host read otherwise',
  },
  {
    name: 'a class of the program behind its instance',
    context: (host) => {
      class Base {
        method() {
          return 'mine';
        }
        static make() {
          return new this();
        }
      }
      class Derived extends Base {}
      host.classes = { Base, Derived };
      return { instance: new Derived() };
    },
    guest: `report('tried'); for (let p = Object.getPrototypeOf(instance); p && p !== Object.prototype; p = Object.getPrototypeOf(p)) for (const o of [p, p.constructor]) { attempt(() => { o.method = () => 'attacked' }); attempt(() => { o.attacked = 1 }); attempt(() => Object.defineProperty(o, 'make', { value: () => 'attacked' })); attempt(() => Object.setPrototypeOf(o, null)); attempt(() => delete o.method) }`,
    broken: ({ classes: { Base, Derived } }) =>
      (new Derived().method?.() !== 'mine' ||
        Object.hasOwn(Base, 'attacked') ||
        Object.hasOwn(Derived.prototype, 'attacked') ||
        Object.getPrototypeOf(Derived) !== Base) &&
      'the class was changed',
  },
];
