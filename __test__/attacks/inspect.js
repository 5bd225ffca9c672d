'use strict';

/**
 * Printing: every way in which Node prints a value calls the guest's methods if they are there. A robber (see
 * `guest_prelude.js`) looks at all that it is given then.
 */

const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const util = require('node:util');

/** A console that prints to nowhere. */
const quiet = () => new Console({ stdout: new Writable({ write: (_c, _e, done) => done() }) });

/** An object of the host's behind a Proxy that lets nobody look. */
const guarded = ({ word }) =>
  new Proxy(
    { word },
    { get: () => 'denied', ownKeys: () => [], getOwnPropertyDescriptor: () => undefined },
  );

function secretFrame(f) {
  return f();
}

/** Functions of Node that print what was wrong in their errors. */
const told = {
  'an emitter without a listener': {
    context: () => ({ emitter: new (require('node:events'))() }),
    guest: `(x) => emitter.emit('error', x)`,
  },
  'an assertion': {
    context: () => ({ assert: { ...assert } }),
    guest: '(x) => assert.strictEqual(x, 1)',
  },
  'a deep assertion': {
    context: () => ({ assert: { ...assert } }),
    guest: '(x) => assert.deepStrictEqual(x, { a: 1 })',
  },
  'an assertion about an error': {
    context: () => ({ assert: { ...assert } }),
    guest:
      '(x) => { attempt(() => assert.throws(() => { throw x }, { a: 1 })); assert.ifError(x) }',
  },
  'an argument of a wrong type': {
    context: () => ({ assert: { ...assert }, stream: new (require('node:stream').PassThrough)() }),
    guest: '(x) => { tell(() => assert.match(x, /a/)); stream.setEncoding(x) }',
  },
  'an argument of a wrong value': {
    context: () => ({ style: util.styleText ?? util.inspect, parse: util.parseArgs }),
    guest: `(x) => { tell(() => style(x, 'a')); parse({ args: ['--a'], options: { a: { type: x } } }) }`,
  },
  'what cannot be cloned': {
    context: () => ({ structuredClone, port: new MessageChannel().port1.unref() }),
    guest: '(x) => { tell(() => structuredClone(x)); port.postMessage(x) }',
  },
};

/** Ways of printing in the host. */
const printers = {
  'util.inspect': (x) => util.inspect(x),
  'util.inspect with showHidden': (x) => util.inspect(x, { showHidden: true }),
  'util.inspect with showProxy': (x) => util.inspect(x, { showProxy: true }),
  'util.inspect with getters': (x) => util.inspect(x, { getters: true }),
  'util.inspect with sorted': (x) => util.inspect({ x, y: x }, { sorted: true }),
  'util.inspect with a sort function': (x) => util.inspect({ x, y: x }, { sorted: () => 0 }),
  'util.inspect with colors': (x) => util.inspect(x, { colors: true }),
  'util.inspect with depth null': (x) =>
    util.inspect({ a: { b: { c: { d: x } } } }, { depth: null }),
  'util.inspect with depth 0': (x) => util.inspect([x], { depth: 0 }),
  'util.inspect with compact false': (x) => util.inspect([x], { compact: false, breakLength: 1 }),
  'util.inspect with numericSeparator': (x) =>
    util.inspect([1234567, x], { numericSeparator: true }),
  'util.inspect with maxArrayLength 0': (x) => util.inspect({ a: [1], x }, { maxArrayLength: 0 }),
  'util.inspect with stylize of the host': (x) => util.inspect(x, { stylize: (text) => text }),
  'util.inspect with old arguments': (x) => util.inspect(x, true, 5, true),
  'util.inspect in a Map': (x) => util.inspect(new Map([[x, x]])),
  'util.inspect in a Set': (x) => util.inspect(new Set([x])),
  'util.inspect in a promise': (x) => util.inspect(Promise.resolve(x)),
  'util.inspect in an iterator': (x) => util.inspect(new Map([[1, x]]).entries()),
  "util.inspect in an error's cause": (x) => util.inspect(new Error('e', { cause: x })),
  "util.inspect in an error's property": (x) => util.inspect(Object.assign(new Error('e'), { x })),
  'util.inspect in an aggregate error': (x) => util.inspect(new AggregateError([x], 'e')),
  'util.inspect in a proxy': (x) => util.inspect(new Proxy({ x }, {}), { showProxy: true }),
  'util.inspect in a class instance': (x) =>
    util.inspect(
      new (class K {
        x = x;
      })(),
    ),
  'util.inspect in a URL-like': (x) => util.inspect(Object.assign(new URL('http://a/'), { x })),
  'util.inspect in an emitter': (x) =>
    util.inspect(Object.assign(new (require('node:events'))(), { x })),
  'util.inspect with defaultOptions': (x) => {
    const before = { ...util.inspect.defaultOptions };
    util.inspect.defaultOptions.showProxy = true;
    util.inspect.defaultOptions.depth = 5;
    try {
      return util.inspect(x);
    } finally {
      util.inspect.defaultOptions = before;
    }
  },
  'util.format %s': (x) => util.format('%s', x),
  'util.format %o': (x) => util.format('%o', x),
  'util.format %O': (x) => util.format('%O', x),
  'util.format %j': (x) => util.format('%j', { x, y: x }),
  'util.format %d and %i and %f': (x) => util.format('%d %i %f', x, x, x),
  'util.format without a format': (x) => util.format(x, x),
  'util.formatWithOptions': (x) =>
    util.formatWithOptions({ showProxy: true, depth: 9 }, '%s %O', x, x),
  'console.log': (x) => quiet().log(x),
  'console.error': (x) => quiet().error('%o', x),
  'console.dir': (x) => quiet().dir(x, { showHidden: true, depth: null }),
  'console.dirxml': (x) => quiet().dirxml(x),
  'console.table': (x) => quiet().table([{ x }, x]),
  'console.table with columns': (x) => quiet().table([x], ['x']),
  'console.assert': (x) => quiet().assert(false, x),
  'console.trace': (x) => quiet().trace(x),
  'console.group': (x) => quiet().group(x),
  'console.count': (x) => quiet().count(x),
  'console.timeLog': (x) => {
    const console = quiet();
    console.time('t');
    console.timeLog('t', x);
  },
  'util.debuglog': (x) => util.debuglog('attacks')('%o', x),
  'assert.strictEqual': (x) => assert.strictEqual(x, 1),
  'assert.deepStrictEqual': (x) => assert.deepStrictEqual({ x }, { x: 1 }),
  'assert.deepEqual': (x) => assert.deepEqual([x], [2]),
  'assert.notStrictEqual': (x) => assert.notStrictEqual(x, x),
  'assert.throws': (x) =>
    assert.throws(
      () => {
        throw x;
      },
      { message: 'y' },
    ),
  'assert.throws with an object to match': (x) =>
    assert.throws(
      () => {
        throw new Error('y');
      },
      { x },
    ),
  'assert.ifError': (x) => assert.ifError(x),
  'assert.match': (x) => assert.match(x, /y/),
  'assert.rejects': (x) => assert.rejects(Promise.reject(x), { y: 1 }),
  'assert.ok with a message': (x) => assert.ok(false, x),
  AssertionError: (x) =>
    new assert.AssertionError({ actual: x, expected: [x], operator: 'strictEqual' }).message,
  "an error's message made from the value": (x) => new Error(`not ${util.inspect(x)}`).message,
  'process.emitWarning': (x) => process.emitWarning(x),
  'util.deprecate': (x) => util.deprecate(() => {}, x)(),
  'util.isDeepStrictEqual': (x) => util.isDeepStrictEqual({ x }, { x: {} }),
};

/** Functions of Node that print the argument that they refuse. */
const refusers = {
  'Buffer.from': (x) => Buffer.from(x),
  'Buffer.alloc': (x) => Buffer.alloc(x),
  'Buffer.concat': (x) => Buffer.concat(x),
  'buffer.write': (x) => Buffer.alloc(1).write(x),
  'path.join': (x) => require('node:path').join(x),
  'fs.readFileSync': (x) => require('node:fs').readFileSync(x),
  'fs.readFile with such a callback': (x) => require('node:fs').readFile('x', x),
  setTimeout: (x) => setTimeout(x),
  queueMicrotask: (x) => queueMicrotask(x),
  'process.nextTick': (x) => process.nextTick(x),
  'process.chdir': (x) => process.chdir(x),
  'process.kill': (x) => process.kill(x),
  'process.hrtime': (x) => process.hrtime(x),
  'emitter.on': (x) => new (require('node:events'))().on('a', x),
  'emitter.emit of an error': (x) => new (require('node:events'))().emit('error', x),
  'emitter.setMaxListeners': (x) => new (require('node:events'))().setMaxListeners(x),
  'new URL': (x) => new URL(x),
  'url.format': (x) => require('node:url').format(x),
  fileURLToPath: (x) => require('node:url').fileURLToPath(x),
  'searchParams.forEach': (x) => new URLSearchParams().forEach(x),
  'AbortSignal.timeout': (x) => AbortSignal.timeout(x),
  'AbortSignal.any': (x) => AbortSignal.any(x),
  addEventListener: (x) => new EventTarget().addEventListener('a', x),
  'stream.write': (x) => new Writable({ write() {} }).on('error', () => {}).write(x),
  'stream.Readable.from': (x) => require('node:stream').Readable.from(x),
  'stream.finished': (x) => require('node:stream').finished(x),
  'crypto.createHash': (x) => require('node:crypto').createHash(x),
  'crypto.randomBytes': (x) => require('node:crypto').randomBytes(x),
  'hash.update': (x) => require('node:crypto').createHash('sha1').update(x),
  'zlib.gzipSync': (x) => require('node:zlib').gzipSync(x),
  'TextDecoder.decode': (x) => new TextDecoder().decode(x),
  structuredClone: (x) => structuredClone(x),
  'worker.postMessage': (x) => {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    port1.postMessage(x);
  },
  'performance.mark': (x) => performance.mark(x),
  'performance.timerify': (x) => performance.timerify(x),
  'http.request': (x) => require('node:http').request(x, { agent: x }),
  'new http.Agent': (x) => new (require('node:http').Agent)(x),
  'net.connect': (x) => require('node:net').connect(x),
  'dns.lookup': (x) => require('node:dns').lookup(x, () => {}),
  'child_process.spawn': (x) => require('node:child_process').spawn(x),
  'new Worker': (x) => new (require('node:worker_threads').Worker)(x),
  'util.promisify': (x) => util.promisify(x),
  'util.inherits': (x) => util.inherits(x, x),
  'util.types and stripVTControlCharacters': (x) => util.stripVTControlCharacters(x),
  'util.parseArgs': (x) => util.parseArgs({ args: [x] }),
  'util.styleText': (x) => util.styleText(x, 'a'),
  'querystring.unescape': (x) => require('node:querystring').unescape(x),
  'events.once': (x) => require('node:events').once(x, 'a'),
  'readline.createInterface': (x) => require('node:readline').createInterface(x),
  'new Blob': (x) => new Blob(x),
  'new Headers': (x) => new Headers(x),
  'new Event': (x) => new Event(x, x),
  'node:vm Script': (x) => new (require('node:vm').Script)(x),
  'vm of the subject, wrong arguments': (x, { vm }) => vm.runInContext(x, x),
  'vm of the subject, wrong options': (x, { vm }) => new vm.Script('1', { filename: x }),
  'vm of the subject, wrong context options': (x, { vm }) => vm.createContext({}, { name: x }),
  'compileFunction of the subject, wrong arguments': (x, { vm }) => vm.compileFunction('1', x),
};

/** Guest values that are printed, beside the robber itself. */
const robbers = {
  'a getter for the symbol': `({ get [kInspect]() { return function (...all) { report('printed'); loot(all[2], all[1]); climb(all, 4); return 'x' } } })`,
  'the symbol on a class': `new (class Robber { [kInspect](...all) { report('printed'); loot(all[2], all[1]); climb(all, 4); return this } })()`,
  'the symbol on a function': `Object.assign(() => {}, { [kInspect]: robber()[kInspect] })`,
  'the symbol on an array': `Object.assign([1, 2], { [kInspect]: robber()[kInspect] })`,
  'the symbol on an error': `Object.assign(new Error('x'), { [kInspect]: robber()[kInspect] })`,
  'the symbol on a promise': `Object.assign(Promise.resolve(), { [kInspect]: robber()[kInspect] })`,
  'the symbol on a typed array': `Object.assign(new Uint8Array(1), { [kInspect]: robber()[kInspect] })`,
  'the symbol on a date': `Object.assign(new Date(0), { [kInspect]: robber()[kInspect] })`,
  'the symbol on Object.prototype': `Object.prototype[kInspect] = robber()[kInspect]; ({ a: 1 })`,
  'the symbol on Function.prototype': `Function.prototype[kInspect] = robber()[kInspect]; () => {}`,
  'the symbol through a Proxy': `new Proxy({}, { get(t, k, r) { climb(r, 2); return k === kInspect ? robber()[kInspect] : Reflect.get(t, k) } })`,
  'a Proxy that answers everything': `report('printed'); new Proxy(function () {}, new Proxy({}, { get(_t, trap) { return (...all) => { climb(all, 3); return Reflect[trap](...all) } } }))`,
  'a result that is an object of the guest': `let n = 0; ({ [kInspect](d, o, inspect) { report('printed'); loot(inspect, o); return n++ < 3 ? { again: this, o } : 'end' } })`,
  'a result that is the options': `({ [kInspect](d, o, inspect) { report('printed'); return o } })`,
  'a result that is inspect': `({ [kInspect](d, o, inspect) { report('printed'); return { inspect, stylize: o.stylize, seen: o.seen } } })`,
  'a robber deep inside': `({ a: [new Map([[1, { b: robber() }]])] })`,
  'inspect is kept and used later': `var keep; ({ [kInspect](d, o, inspect) { report('printed'); keep = () => { loot(inspect, o); climb(o, 4) }; return 'x' } })`,
  'options that are written to': `({ [kInspect](d, o, inspect) { report('printed'); for (const k of Object.keys(o)) attempt(() => { o[k] = (...all) => climb(all, 4) }); attempt(() => { o.stylize = (...all) => { climb(all, 4); return 'x' } }); attempt(() => { o.seen = { includes: (...all) => { climb(all, 4) }, push: (...all) => { climb(all, 4) } } }); attempt(() => Object.defineProperty(o, 'depth', { get() { climb(this, 3); return 9 } })); return { a: { b: 1 } } } })`,
  'stylize is called in odd ways': `({ [kInspect](d, o) { report('printed'); for (const f of [() => o.stylize('x', 'constructor'), () => o.stylize('x', '__proto__'), () => o.stylize.call({ styles: report }, 'x', 'y'), () => o.stylize({ toString() { climb(this, 2); return 'x' } }, 'string'), () => o.stylize()]) climb(attempt(f), 4); climb(o.stylize, 4); compile(o.stylize.constructor); return 'x' } })`,
  'inspect of host values with options of the guest': `({ [kInspect](d, o, inspect) { report('printed'); for (const x of [report, globalThis, [report], new Map([[report, report]])]) for (const opts of [{ showProxy: true, showHidden: true, depth: 9 }, { getters: true, depth: 9 }, { sorted: (...all) => { climb(all, 3); return 0 } }, new Proxy({}, { get(...all) { climb(all, 3); return all[1] === 'depth' ? 5 : true } })]) report(attempt(() => inspect(x, opts))); return 'x' } })`,
  'a tag and a name that are getters': `class A { static get name() { report('printed'); climb(this, 2); return 'N' } get [Symbol.toStringTag]() { report('printed'); climb(this, 2); return 'T' } } Object.defineProperty(A.prototype, 'constructor', { get() { climb(this, 2); return A } }); report('made'); new A()`,
  'toString for %s': `report('made'); ({ toString(...all) { climb(all); climb(this, 2); climb(attempt(() => arguments.callee.caller)); return 'x' }, [Symbol.toPrimitive](...all) { climb(all); return 'y' } })`,
};

/** All values that one attack prints, in all the ways that matter for it. */
const printAll = (x) => {
  for (const print of [
    () => util.inspect(x),
    () => util.inspect([x], { showProxy: true, showHidden: true, getters: true, depth: 9 }),
    () => util.format('%s %o %O', x, x, x),
    () => quiet().log(x, [x]),
  ]) {
    try {
      print();
    } catch {
      // What the guest's method throws is its own affair.
    }
  }
};

module.exports = [
  ...Object.entries(printers).map(([name, print]) => ({
    name: `printed by ${name}`,
    context: ({ forbid }) => forbid(util.inspect, 'util.inspect') ?? {},
    guest: `report('made'); robber({ a: 1, toString() { report('text'); return 'x' } })`,
    host: (value, _context, host) => print(value, host),
  })),
  ...Object.entries(refusers).map(([name, refuse]) => ({
    name: `refused by ${name}`,
    context: ({ forbid }) => forbid(util.inspect, 'util.inspect') ?? {},
    guest: `report('made'); robber()`,
    // What a text of the guest's is compiled as may be wrong in V8's eyes.
    syntaxError: true,
    host: (value, _context, host) => refuse(value, host),
  })),
  ...Object.entries(robbers).map(([name, guest]) => ({
    name: `looking: ${name}`,
    context: ({ forbid }) => forbid(util.inspect, 'util.inspect') ?? {},
    guest,
    host: (value) => printAll(value),
    after: 'if (typeof keep === "function") keep(); report("over")',
  })),
  ...[
    ['console', () => ({ p: console.log }), 'p'],
    ['a logger of the host', () => ({ p: (...all) => util.format(...all) }), 'p'],
    ['setTimeout', () => ({ setTimeout }), 'setTimeout'],
    ['path.basename', () => ({ basename: require('node:path').basename }), 'basename'],
    ['Buffer.alloc', () => ({ buffer: Buffer.alloc(1) }), 'buffer.constructor.alloc'],
    [
      "an emitter's error",
      () => ({ emitter: new (require('node:events'))() }),
      "emitter.emit.bind(emitter, 'error')",
    ],
    [
      "a URL's parameters",
      () => ({ url: new URL('http://a/') }),
      'url.searchParams.forEach.bind(url.searchParams)',
    ],
    [
      'a stream',
      () => ({ stream: new (require('node:stream').PassThrough)() }),
      'stream.write.bind(stream)',
    ],
    ['TextDecoder', () => ({ decoder: new TextDecoder() }), 'decoder.decode.bind(decoder)'],
  ].map(([name, context, f]) => ({
    name: `the guest prints by itself: ${name}`,
    context: (host) => {
      host.forbid(util.inspect, 'util.inspect');
      return context(host);
    },
    guest: `report('made'); attempt(() => (${f})(robber()))`,
  })),
  {
    name: 'inspect.custom of a host object called by the guest',
    context: () => ({
      url: new URL('http://a/'),
      buffer: Buffer.from('a'),
      signal: new AbortController().signal,
      params: new URLSearchParams('a=1'),
      emitter: new EventTarget(),
    }),
    guest: `report('tried'); for (const o of [url, buffer, signal, params, emitter]) { const f = o[kInspect]; climb(f, 3); for (const r of [o, {}, { aborted: {} }, new Proxy({}, { get(...all) { climb(all, 3) } })]) tell(() => f.call(r, 2, { stylize(...all) { climb(all, 4); climb(this, 4); return 'x' }, depth: 2, showProxy: true }, (...all) => { climb(all, 4); return 'x' })) }`,
  },
  {
    name: 'inspect handed on to a function of the host that calls it',
    context: () => ({
      call: (f, ...all) => f(...all),
      later: (f, ...all) => Promise.resolve().then(() => f(...all)),
    }),
    guest: `report('made'); ({ [kInspect](d, o, inspect) { report('printed'); loot((...all) => call(inspect, ...all), o); loot((...all) => [inspect].map((f) => call(f, ...all))[0], o); later(inspect, { a: 1 }, { showProxy: true, depth: 9, stylize(t) { climb(attempt(() => this.seen), 4); climb(attempt(() => this), 4); return t } }); call(o.stylize, 'x', 'constructor'); return 'x' } })`,
    host: (value) => util.inspect([value], { showProxy: true, depth: 5 }),
  },
  {
    name: 'inspect handed in is a function that sees nothing',
    context: () => ({ print: (value, options) => util.inspect(value, options) }),
    guest: `report('tried'); print(report, { showProxy: true, depth: 9, stylize(text) { climb(this, 4); climb(attempt(() => this.seen), 4); return text } }); print(globalThis, { showProxy: true, depth: 9, sorted(...all) { climb(all, 3); climb(this, 3); return 0 } }); print({ a: 1 }, new Proxy({}, { get(...all) { climb(all, 3) }, ownKeys() { return ['stylize'] }, getOwnPropertyDescriptor() { return { value(...all) { climb(this, 4); return 'x' }, enumerable: true, configurable: true } } }))`,
  },
  {
    name: 'what format tells of an object behind a Proxy',
    context: ({ secrets }) => ({
      guarded: guarded(secrets),
      format: util.format,
      formatWithOptions: util.formatWithOptions,
      error: secretFrame(() => new Error('host')),
    }),
    guest: `for (const x of [guarded, [guarded], { guarded }, new Map([[guarded, guarded]]), error, { error }]) for (const f of ['%s', '%o', '%O', '%j', '%d', '']) { report(format(f, x)); report(formatWithOptions({ showProxy: true, showHidden: true, depth: 9, customInspect: f === '%O' }, f, x)) } report(format(guarded))`,
  },
  ...Object.entries(told).map(([name, { context, guest }]) => ({
    name: `told in an error: ${name}`,
    context: ({ secrets }) => ({
      ...context(),
      guarded: guarded(secrets),
      timer: setTimeout(() => 'secretFrame', 5),
    }),
    guest: `report('tried'); for (const x of [guarded, [guarded], { guarded }, new Map([[1, guarded]]), timer, { timer }]) tell(() => (${guest})(x))`,
  })),
  {
    name: 'the state of inspect by a stylize of the guest',
    context: ({ secrets }) => ({
      guarded: guarded(secrets),
      // What it gives back is the host's own affair.
      print: (value, options) => util.inspect(value, options).length,
    }),
    guest: `report('tried'); for (const showProxy of [true, false]) print([guarded], { depth: 5, showProxy, stylize(text) { climb(attempt(() => this.seen), 4); climb(attempt(() => this), 4); return text } })`,
  },
  {
    name: 'the state of inspect of guest objects by a stylize of the guest',
    context: () => ({ print: (value, options) => util.inspect(value, options).length }),
    guest: `report('tried'); for (const customInspect of [true, false]) for (const showProxy of [true, false]) print([{ a: { b: 1 } }, () => 1], { depth: 9, showProxy, customInspect, stylize(text) { climb(attempt(() => this.seen), 5); return text } })`,
  },
  {
    name: 'the state of inspect by formatWithOptions',
    context: ({ secrets }) => ({
      guarded: guarded(secrets),
      format: util.formatWithOptions,
      util: { inspect: util.inspect },
    }),
    guest: `report('tried'); for (const showProxy of [true, false]) { const options = { depth: 5, showProxy, stylize(text) { climb(attempt(() => this.seen), 4); climb(attempt(() => this), 4); return text } }; attempt(() => format(options, '%O', [guarded])); attempt(() => format(options, guarded)); attempt(() => util.inspect([guarded], options)) }`,
  },
  {
    name: 'the result is thrown and not caught',
    dies: true,
    context: ({ forbid }) => forbid(util.inspect, 'util.inspect') ?? {},
    guest: `report('made'); robber()`,
    host: (value) => {
      setImmediate(() => {
        throw value;
      });
    },
    waitMs: 200,
  },
  {
    name: 'an error with a robber in it is thrown and not caught',
    dies: true,
    context: ({ forbid }) => forbid(util.inspect, 'util.inspect') ?? {},
    guest: `report('made'); Object.assign(new Error('x', { cause: robber() }), { p: robber() })`,
    host: (value) => {
      setImmediate(() => {
        throw value;
      });
    },
    waitMs: 200,
  },
  {
    name: 'a rejection that nobody handles',
    dies: true,
    context: ({ forbid }) => forbid(util.inspect, 'util.inspect') ?? {},
    guest: `report('made'); Promise.reject(robber()); Promise.reject(Object.assign(new Error('x'), { p: robber() })); 1`,
    waitMs: 200,
  },
  {
    name: 'the command prints a result',
    guest: 'report("begun")',
    host: (_result, _context, { command, prelude }) =>
      command([
        '-p',
        '-e',
        `globalThis.report = (x) => { if (typeof x === 'string') console.log('GUEST ' + x); else try { if (x && x.env && x.pid) console.log('GUEST ' + x.env.ATTACK_SECRET) } catch {} };\n${prelude}\nrobber()`,
      ]),
    needs: ['dispose'],
  },
  {
    name: 'the command prints what is logged and thrown',
    guest: 'report("begun")',
    host: (_result, _context, { command, prelude }) =>
      command([
        '-e',
        `globalThis.report = (x) => { if (typeof x === 'string') console.info('GUEST ' + x); else try { if (x && x.env && x.pid) console.info('GUEST ' + x.env.ATTACK_SECRET) } catch {} };\n${prelude}\nconsole.log(robber()); console.error('%o', robber()); console.dir(robber()); throw robber()`,
      ]),
    needs: ['dispose'],
  },
  {
    name: 'the prompt prints a result',
    guest: 'report("begun")',
    host: (_result, _context, { command, prelude }) =>
      command([], {
        input: `globalThis.report = (x) => { if (typeof x === 'string') console.info('GUEST ' + x); else try { if (x && x.env && x.pid) console.info('GUEST ' + x.env.ATTACK_SECRET) } catch {} }\n${prelude
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\n\s*/g, ' ')
          .replace(/^.use strict.;/, '')}\nrobber()\n`,
      }),
    needs: ['dispose'],
  },
  {
    name: 'a Console that prints into an object of the guest',
    context: ({ secrets }) => {
      const timer = setTimeout(() => {}, 50, secrets.word);
      return { console, timer };
    },
    guest: `report('tried'); let text = ''; const to = { write(x) { text += x }, on() {}, once() {}, removeListener() {}, listenerCount() { return 0 } }; for (const options of [{ stdout: to, stderr: to, inspectOptions: { depth: 20, customInspect: false, showHidden: true } }, to]) tell(() => { new console.Console(options).log(timer); return text }); tell(() => { class Own extends console.Console {} new Own({ stdout: to }).log(timer); return text })`,
  },
  {
    name: 'an AssertionError that prints what it compares',
    context: ({ secrets }) => ({
      assert: require('node:assert'),
      timer: setTimeout(() => {}, 50, secrets.word),
      failed: new Error('known'),
    }),
    guest: `report('tried'); for (const actual of [timer, failed, [timer]]) for (const operator of ['strictEqual', 'deepEqual', 'x']) { tell(() => new assert.AssertionError({ actual, expected: 1, operator }).message); tell(() => new assert.AssertionError({ actual: 1, expected: actual, operator }).stack); tell(() => { class Own extends assert.AssertionError {} return new Own({ actual, expected: 1, operator }).message }) }`,
  },
  {
    name: 'an assertion without a message',
    context: () => {
      const secretFrame = (check) => check(false);
      return { assert: require('node:assert'), secretFrame };
    },
    guest: `report('tried'); for (const check of [assert, assert.ok, assert.strict, assert.strict.ok]) { tell(() => check(false)); tell(() => check.call(undefined)); tell(() => secretFrame(check)) }`,
  },
];
