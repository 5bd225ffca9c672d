'use strict';

/**
 * Context objects as programs have them. Each entry gives an object to be contextified, or a promise of
 * one; `env` has what must be made elsewhere: another V8 realm, another realm of the package, values from
 * a worker. Functions here are strict, as those of most programs are, but where a name says so.
 * `guarded` lists what an entry does not hand in and a guest reaches by walking.
 */

const { EventEmitter } = require('node:events');
const { Console } = require('node:console');
const stream = require('node:stream');
const { webcrypto } = require('node:crypto');
const perfHooks = require('node:perf_hooks');

const examples = require('./context_objects_of_docs.js');

class Account {
  #balance = 5;
  static opened = 0;
  static open() {
    return new Account();
  }
  name = 'Ada';
  get balance() {
    return this.#balance;
  }
  set balance(value) {
    this.#balance = value;
  }
  deposit(amount) {
    this.#balance += amount;
    return this;
  }
  tell(callback) {
    return callback(this, { balance: this.#balance });
  }
}

class Savings extends Account {
  static rate = 2;
  [Symbol.iterator]() {
    return [1, 2][Symbol.iterator]();
  }
}

/** Objects of plain data, new ones each time. */
const plain = () => ({
  text: 'x',
  number: 1,
  list: [1, [2, { deep: [3] }]],
  nested: { a: { b: { c: 1 } } },
});

const nowhere = () =>
  new stream.Writable({ write: (_chunk, _encoding, done) => done() }).on('error', () => {});

function cyclic() {
  const object = { list: [] };
  object.self = object;
  object.list.push(object, object.list);
  return object;
}

function thrower(Class) {
  return () => {
    throw new Class('thrown');
  };
}

function nodeError() {
  try {
    Buffer.alloc('x');
  } catch (error) {
    return error;
  }
  return undefined;
}

function systemError() {
  try {
    require('node:fs').readFileSync('/no/such/file');
  } catch (error) {
    return error;
  }
  return undefined;
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

const loud = () => {
  throw new Error('a getter');
};

const settled = (promise) => {
  promise.catch(() => {});
  return promise;
};

/** Node's modules that programs hand to plugins and tests. */
const modules = (...names) =>
  Object.fromEntries(names.map((name) => [name, require(`node:${name}`)]));

/** @type {Record<string, (env: object) => object>} */
const entries = {
  empty: () => ({}),
  'null prototype': () => ({ __proto__: null, value: { __proto__: null } }),
  'plain data': plain,
  'frozen data': () =>
    Object.freeze({ inner: Object.freeze([Object.freeze({ a: 1 })]), text: 'x' }),
  'cyclic data': cyclic,
  accessors: () => ({
    get value() {
      return { made: 1 };
    },
    set value(next) {
      this.other = next;
    },
    get broken() {
      return loud();
    },
    other: 1,
  }),
  'keys of all kinds': () => ({
    [Symbol('own')]: { a: 1 },
    [Symbol.for('registered')]: () => 1,
    [Symbol.toStringTag]: 'Tagged',
    0: { index: 0 },
    'two words': [],
  }),
  functions: () => ({
    add: (a, b) => a + b,
    call: (f, ...args) => f(...args),
    later: (f) => setTimeout(f, 1, { late: 1 }),
    withThis: (f) => f.call({ own: 1 }),
    give: () => ({ list: [{}], when: new Date(0) }),
    take: (value) => [value, { value }],
    fail: thrower(TypeError),
    async wait(value) {
      return { value: await value };
    },
    method() {
      return this;
    },
    bound: function bound() {
      return [this];
    }.bind({ bound: 1 }),
    *generate() {
      yield { a: 1 };
    },
    async *generateAsync() {
      yield await { a: 1 };
    },
  }),
  'sloppy functions': () => ({
    that: new Function('return this'),
    callee: new Function('return arguments.callee'),
    caller: new Function('f', 'return f()'),
    all: new Function('return arguments'),
  }),
  'bound functions': () => ({
    bound: ((a) => a).bind(null, { a: 1 }),
    boundPush: Array.prototype.push.bind([]),
    boundFunction: Function.bind(null),
    boundCall: Function.prototype.call.bind(Array.prototype.slice),
    boundGet: Reflect.get.bind(Reflect),
    boundDescriptor: Object.getOwnPropertyDescriptor.bind(Object),
  }),
  'a class': () => ({ Account, Savings }),
  'instances of classes': () => ({ account: new Account(), savings: new Savings() }),
  'inherits from a class': () => new Savings(),
  'classes over built-ins': () => ({
    List: class List extends Array {},
    Fault: class Fault extends Error {},
    Table: class Table extends Map {},
    Later: class Later extends Promise {},
    Compiler: class Compiler extends Function {},
    Bytes: class Bytes extends Uint8Array {},
  }),
  'instances of such classes': () => ({
    list: new (class List extends Array {})(1, 2),
    fault: new (class Fault extends RangeError {})('f'),
    table: new (class Table extends Map {})([[1, { a: 1 }]]),
    later: class Later extends Promise {}.resolve({ a: 1 }),
    compiled: new (class Compiler extends Function {})('return 1'),
  }),
  errors: () => ({
    error: new Error('e', { cause: new TypeError('c') }),
    aggregate: new AggregateError([new RangeError('r'), { plain: 1 }], 'a'),
    node: nodeError(),
    system: systemError(),
    abort: new DOMException('d', 'AbortError'),
    extended: Object.assign(new SyntaxError('s'), { extra: { a: 1 } }),
    all: [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
      (Class) => new Class('x'),
    ),
    fail: thrower(RangeError),
    failLater: async () => await Promise.reject(new Error('later')),
    failWithNode: () => Buffer.alloc('x'),
  }),
  promises: () => ({
    fulfilled: Promise.resolve({ a: 1 }),
    rejected: settled(Promise.reject(new Error('r'))),
    pending: new Promise(() => {}),
    // biome-ignore lint/suspicious/noThenProperty: it is to be awaited, twice.
    thenable: { then: (resolve) => resolve({ then: 1 }) },
    async: (async () => [1])(),
    all: Promise.all([1, { a: 1 }]),
  }),
  collections: () => ({
    map: new Map([['k', { v: 1 }]]),
    set: new Set([{ a: 1 }]),
    weakMap: new WeakMap([[{}, {}]]),
    weakSet: new WeakSet(),
    weakRef: new WeakRef(process.versions),
    date: new Date(0),
    regexp: /(?<name>x)/dg,
    matched: /(?<name>x)/d.exec('x'),
  }),
  boxed: () => ({
    text: new String('ab'),
    number: new Number(-0),
    flag: new Boolean(false),
    symbol: Object(Symbol('boxed')),
    big: Object(1n),
  }),
  'binary data': () => ({
    buffer: Buffer.from('pooled'),
    own: Buffer.alloc(8),
    bytes: new Uint8Array(4),
    floats: new Float64Array([1.5]),
    view: new DataView(new ArrayBuffer(8)),
    arrayBuffer: new ArrayBuffer(8),
    shared: new SharedArrayBuffer(8),
    Buffer,
  }),
  iterators: () => ({
    array: [{ a: 1 }].values(),
    map: new Map([[1, {}]]).entries(),
    set: new Set([{}]).values(),
    text: 'ab'[Symbol.iterator](),
    matches: 'ab'.matchAll(/./g),
    segments: new Intl.Segmenter().segment('ab'),
    generator: (function* () {
      yield { a: 1 };
    })(),
    async: (async function* () {
      yield await { a: 1 };
    })(),
    iterable: {
      *[Symbol.iterator]() {
        yield {};
      },
    },
  }),
  proxies: () => ({
    bare: new Proxy({ a: { b: 1 } }, {}),
    callable: new Proxy(() => ({ a: 1 }), {}),
    constructible: new Proxy(Account, {}),
    list: new Proxy([1, {}], {}),
    trapped: new Proxy({}, { get: (_target, key) => ({ key }), has: () => true }),
    throwing: new Proxy({}, { get: loud, getPrototypeOf: loud, ownKeys: loud }),
    revoked: revoked({}),
    revokedFunction: revoked(() => {}),
    overBuiltIn: new Proxy(Object, {}),
    overCompiler: new Proxy(Function, {}),
    overArrayPrototype: new Proxy(Array.prototype, {}),
    nested: new Proxy(new Proxy({ a: 1 }, {}), {}),
  }),
  'is a Proxy': () => new Proxy({ a: { b: 1 }, f: (x) => x }, {}),
  emitters: () => ({
    emitter: new EventEmitter(),
    listening: new EventEmitter().on('event', () => {}).on('error', () => {}),
    target: new EventTarget(),
    event: new Event('event'),
  }),
  'an emitter class': () => ({ EventEmitter, Own: class Own extends EventEmitter {} }),
  streams: () => ({
    through: new stream.PassThrough().on('error', () => {}),
    readable: stream.Readable.from(['a', 'b']).on('error', () => {}),
    writable: nowhere(),
    web: new ReadableStream(),
    transform: new TransformStream(),
    zipped: require('node:zlib')
      .createGzip()
      .on('error', () => {}),
  }),
  'a stream like stdout': () => ({
    process: { stdout: nowhere(), argv: ['node'], env: { HOME: '/home' }, version: 'v1' },
  }),
  console: () => ({ console }),
  'a copy of console': () => ({ console: { ...console } }),
  'a Console': () => ({ console: new Console({ stdout: nowhere() }) }),
  'web classes': () => ({
    URL,
    URLSearchParams,
    TextEncoder,
    TextDecoder,
    AbortController,
    AbortSignal,
    Event,
    EventTarget,
    Blob,
  }),
  'web instances': () => ({
    url: new URL('data:text/plain,x?a=1#b'),
    query: new URLSearchParams('a=1&b=2'),
    encoder: new TextEncoder(),
    decoder: new TextDecoder(),
    controller: new AbortController(),
    signal: AbortSignal.abort(),
    timeout: AbortSignal.timeout(5),
    blob: new Blob(['x']),
    clone: structuredClone(plain()),
  }),
  'fetch classes': () => ({ fetch, Headers, Request, Response, FormData }),
  'fetch instances': () => ({
    headers: new Headers({ a: '1' }),
    request: new Request('data:text/plain,x'),
    response: new Response('x'),
    json: Response.json({ a: 1 }),
    form: new FormData(),
  }),
  timers: () => ({
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate,
    queueMicrotask,
    timeout: setTimeout(() => {}, 5),
    immediate: setImmediate(() => {}),
  }),
  channels: () => ({
    channel: new MessageChannel(),
    MessageChannel,
    MessagePort,
    structuredClone,
    broadcast: BroadcastChannel,
  }),
  performance: () => ({
    performance,
    mark: performance.mark('m'),
    observer: perfHooks.PerformanceObserver,
  }),
  crypto: () => ({
    crypto: webcrypto,
    subtle: webcrypto.subtle,
    hash: require('node:crypto').createHash('sha1'),
    randomUUID: require('node:crypto').randomUUID,
  }),
  'an http Agent': () => ({
    agent: new (require('node:http').Agent)({ keepAlive: true }),
    codes: require('node:http').STATUS_CODES,
  }),
  'messages and servers': () => ({
    server: require('node:http').createServer(),
    message: new (require('node:http').IncomingMessage)(new stream.PassThrough()),
    socket: new (require('node:net').Socket)().on('error', () => {}),
  }),
  'modules: path, util, os': () => modules('path', 'util', 'os'),
  'modules: events, assert, url': () => modules('events', 'assert', 'url'),
  'modules: querystring, string_decoder, punycode': () =>
    modules('querystring', 'string_decoder', 'punycode', 'constants'),
  'modules: stream, timers, zlib': () => modules('stream', 'timers', 'zlib'),
  'modules: buffer, diagnostics_channel, async_hooks': () =>
    modules('buffer', 'diagnostics_channel', 'async_hooks', 'perf_hooks'),
  'language of the host': () => ({
    Object,
    Array,
    Reflect,
    JSON,
    Promise,
    Symbol,
    Proxy,
    Error,
    Math,
  }),
  'classes of the language': () => ({
    Map,
    Set,
    WeakMap,
    WeakRef,
    Date,
    RegExp,
    String,
    Number,
    ArrayBuffer,
    Uint8Array,
    DataView,
    Intl,
    Atomics,
    FinalizationRegistry,
  }),
  'compilers of the host': () => ({
    Function,
    AsyncFunction: (async () => {}).constructor,
    GeneratorFunction: function* () {}.constructor,
    // biome-ignore lint/security/noGlobalEval: handing in the host's own is what is tried.
    hostEval: eval,
    compile: (text) => new Account()[text],
    WebAssembly,
  }),
  'some of the language, in a list': () => ({
    list: [Object, Array, Reflect.apply, Object.getPrototypeOf, Function.prototype.call],
    nested: { apply: Reflect.apply, construct: Reflect.construct, of: Array.of, from: Array.from },
    prototypes: [Object.prototype, Function.prototype, Array.prototype, Promise.prototype],
    descriptors: Object.getOwnPropertyDescriptors(Array.prototype),
  }),
  'objects of another V8 realm': ({ third }) =>
    third.run(`({
    object: { a: 1 }, list: [1, {}], fn: function (x) { return x; }, arrow: (f) => f({}), error: new Error('third'), map: new Map([[1, {}]]),
    promise: Promise.resolve({}), date: new Date(0), regexp: /x/, Class: class Third {}, symbol: Symbol('third'), bytes: new Uint8Array(2), gen: (function* () { yield 1; })(),
    fail() { null.x; }, async wait() { return {}; } })`),
  'language of another V8 realm': ({ third }) => ({
    ...third.run('({ Object, Array, Reflect, Function, Promise, Error, eval: eval })'),
  }),
  'objects of another context': ({ other }) => ({
    ...other.run(`({ object: { a: 1 }, list: [1, {}], fn(x) { return x; }, call: (f) => f({}), error: new Error('other'), map: new Map([[1, {}]]),
      promise: Promise.resolve({}), Class: class Other { method() { return this; } }, instance: new (class Other { x = 1; })(), gen: (function* () { yield {}; })(), bytes: new Uint8Array(2) })`),
  }),
  'language of another context': ({ other }) => ({
    ...other.run('({ Object, Array, Reflect, Function, Promise, Error, ownEval: eval })'),
  }),
  'another context object': ({ other }) => ({ context: other.context }),
  'objects of runInThisContext': ({ vm }) => ({
    ...vm.runInThisContext(
      "({ object: { a: 1 }, list: [1], fn: (x) => x, error: new Error('this'), Class: class This {} })",
    ),
  }),
  'values from a worker': ({ message }) => ({ ...message }),
  'our own objects': ({ vm }) => ({
    script: new vm.Script('1'),
    compiled: vm.compileFunction('return { a: 1 }', ['x'], {
      parsingContext: vm.createContext({}),
    }),
    constants: vm.constants,
    module: new vm.SyntheticModule(['a'], () => {}, { context: vm.createContext({}) }),
    source: new vm.SourceTextModule('export const a = {};', { context: vm.createContext({}) }),
    isContext: vm.isContext,
  }),
  'an earlier result': ({ vm }) => {
    const context = vm.createContext({ kept: { a: 1 } });
    return {
      result: vm.runInContext('({ kept, own: [], f: () => kept })', context),
      kept: context.kept,
    };
  },
  ...examples,
};

/** What a context object does not hand in, though its objects lead there. */
const guarded = {
  'instances of classes': () => [Account, Savings, Account.prototype, Savings.prototype],
  'inherits from a class': () => [Account, Savings, Account.prototype],
};

module.exports = { entries, guarded };
