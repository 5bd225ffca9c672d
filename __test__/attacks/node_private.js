'use strict';

/** What Node keeps for itself on objects that were handed in, and memory behind Buffers. */

const timers = require('node:timers');

/** Guest code: looks at every own and inherited property of an object, with and without names. */
const LOOK = `function look(o, depth = 4) { report('looked'); climb(o, depth); for (let p = o; p && p !== Object.prototype; p = Object.getPrototypeOf(p)) for (const k of Reflect.ownKeys(p)) { const v = attempt(() => o[k]); climb(v, depth); if (typeof k === 'symbol') report(k) } }`;

const looking = (name, context, guest, rest) => ({
  name,
  context,
  guest: `${LOOK} ${guest}`,
  ...rest,
});

module.exports = [
  looking(
    'other timers from a timer',
    ({ forbid, secrets }) => {
      const secretFrame = () => secrets.word;
      forbid(secretFrame, "another timer's callback");
      const other = timers.setTimeout(secretFrame, 20, secrets.word);
      forbid(other, 'another timer');
      return { timer: timers.setTimeout(() => {}, 20) };
    },
    `look(timer); for (const k of ['_idlePrev', '_idleNext', '_timerArgs', '_onTimeout', '_repeat', '_destroyed', '_idleTimeout', '_idleStart']) climb(timer[k], 4); let t = timer; for (let n = 0; n < 5; n++) { t = attempt(() => t._idlePrev); report(t); report(attempt(() => t._onTimeout)); for (const a of attempt(() => [...t._timerArgs]) ?? []) report(a) }`,
  ),
  looking(
    'other timers from one that the guest made',
    ({ forbid, secrets }) => {
      const secretFrame = () => secrets.word;
      forbid(secretFrame, "another timer's callback");
      timers.setTimeout(secretFrame, 20, secrets.word);
      return { setTimeout };
    },
    `const t = setTimeout(() => {}, 20); look(t, 6); let u = t; for (let n = 0; n < 5; n++) { u = attempt(() => u._idlePrev) ?? attempt(() => u._idleNext); climb(u, 3) }`,
  ),
  looking(
    'other immediates',
    ({ forbid, secrets }) => {
      const secretFrame = () => secrets.word;
      forbid(secretFrame, "another immediate's callback");
      setImmediate(secretFrame, secrets.word);
      return { setImmediate };
    },
    `const t = setImmediate(() => {}); look(t, 6); for (const k of ['_idlePrev', '_idleNext', '_onImmediate', '_argv']) climb(t[k], 4)`,
  ),
  looking(
    'listeners of an emitter',
    ({ forbid, secrets }) => {
      const emitter = new (require('node:events'))();
      const secretFrame = () => secrets.word;
      forbid(secretFrame, 'a listener of the host in _events');
      emitter.on('x', secretFrame);
      return { emitter };
    },
    `climb(emitter._events, 3); for (const k of ['_events', '_eventsCount', '_maxListeners']) climb(attempt(() => Object.getOwnPropertyDescriptor(emitter, k)), 4); climb(attempt(() => ({ ...emitter })), 3); climb(attempt(() => Object.values(emitter)), 4); report('looked')`,
  ),
  looking(
    'listeners of an abort signal',
    ({ forbid, secrets }) => {
      const controller = new AbortController();
      const kept = { word: secrets.word, handleEvent() {} };
      forbid(kept, 'a listener of the host');
      controller.signal.addEventListener('abort', kept);
      controller.signal.onabort = kept.handleEvent;
      return { signal: controller.signal };
    },
    `look(signal, 6); for (const s of Object.getOwnPropertySymbols(signal)) { const v = signal[s]; climb(attempt(() => v.get('abort')), 5); climb(attempt(() => v.get('abort').next), 5) }`,
  ),
  looking(
    'listeners of an event target',
    ({ forbid, secrets }) => {
      const target = new EventTarget();
      const kept = { word: secrets.word, handleEvent() {} };
      forbid(kept, 'a listener of the host');
      target.addEventListener('x', kept);
      return { target };
    },
    `look(target, 6); for (const s of Object.getOwnPropertySymbols(target)) { const v = target[s]; climb(attempt(() => v.get('x')), 5); climb(attempt(() => v.get('x').next), 5) }`,
  ),
  looking(
    'the streams of console',
    ({ forbid }) => {
      forbid(process.stdout, 'process.stdout');
      forbid(process.stderr, 'process.stderr');
      forbid(require('node:net').Socket, 'net.Socket');
      return { console };
    },
    `look(console, 3); climb(console._stdout, 3); climb(console._stderr, 3); climb(console.Console, 3); for (const k of Reflect.ownKeys(console)) climb(Object.getOwnPropertyDescriptor(console, k), 3); climb(attempt(() => console.context), 3)`,
  ),
  looking(
    "the streams of a console of the host's own",
    ({ forbid }) => {
      const { PassThrough } = require('node:stream');
      const stdout = new PassThrough();
      forbid(stdout, 'the stream behind the console');
      return { console: new (require('node:console').Console)({ stdout }) };
    },
    `look(console, 3); climb(console._stdout, 3); climb(console._stderr, 3)`,
  ),
  looking(
    'the file system behind a file stream',
    ({ forbid }) => {
      forbid(require('node:fs'), 'node:fs');
      const stream = require('node:fs').createReadStream('/dev/null');
      stream.on('error', () => {});
      return { stream };
    },
    `look(stream, 3); for (const s of Object.getOwnPropertySymbols(stream)) { const v = stream[s]; climb(v, 2); report(attempt(() => String(v.readFileSync('/proc/self/environ')))) } stream.destroy()`,
  ),
  looking(
    'the state of a stream',
    ({ forbid, secrets }) => {
      const { PassThrough } = require('node:stream');
      const stream = new PassThrough();
      const target = new PassThrough();
      forbid(target, 'the stream that this one is piped to');
      stream.pipe(target);
      stream.write(secrets.word.slice(0, 1));
      return { stream };
    },
    `climb(stream._readableState, 5); climb(stream._writableState, 5); look(stream, 3); climb(attempt(() => stream._events), 4)`,
  ),
  looking(
    'the handle of a socket',
    ({ forbid }) => {
      const socket = new (require('node:net').Socket)();
      forbid(require('node:net').Socket.prototype, 'net.Socket.prototype in _handle');
      return {
        holder: { socket: Object.assign(Object.create(null), { raw: socket._handle }) },
        server: require('node:net').createServer(),
      };
    },
    `climb(attempt(() => server._handle), 4); look(server, 3); climb(attempt(() => server._connections), 2)`,
  ),
  looking(
    'what an http agent keeps',
    () => ({ agent: new (require('node:http').Agent)({ keepAlive: true }) }),
    `look(agent, 4); for (const k of ['sockets', 'freeSockets', 'requests', 'options', '_events', '_sessionCache']) climb(attempt(() => agent[k]), 4)`,
  ),
  looking(
    'what an AsyncResource and AsyncLocalStorage keep',
    ({ forbid, secrets }) => {
      const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
      const storage = new AsyncLocalStorage();
      const store = { word: secrets.word };
      forbid(store, 'the store of the host');
      const resource = storage.run(store, () => new AsyncResource('x'));
      return { resource, timer: storage.run(store, () => setTimeout(() => {}, 5)) };
    },
    'look(resource, 5); look(timer, 5)',
  ),
  looking(
    "what a worker's port keeps",
    () => {
      const { port1, port2 } = new MessageChannel();
      port2.close();
      return { port: port1 };
    },
    'look(port, 5); port.close()',
  ),
  looking(
    'the internals of web streams',
    ({ forbid, secrets }) => {
      const source = { word: secrets.word, pull() {} };
      forbid(source, 'the underlying source');
      return { stream: new ReadableStream(source) };
    },
    'look(stream, 6)',
  ),
  looking(
    'the internals of fetch classes',
    ({ secrets }) => ({
      response: new Response('a', { headers: { a: 'b' } }),
      request: new Request('http://a/', { headers: { authorization: secrets.word.slice(0, 2) } }),
      form: new FormData(),
    }),
    'look(response, 5); look(request, 5); look(form, 5)',
  ),
  looking(
    'the internals of a URL',
    () => ({ url: new URL('http://user:pass@a/?b') }),
    'look(url, 6); look(url.searchParams, 6)',
  ),
  looking(
    'the internals of performance and crypto',
    () => ({ performance, crypto }),
    'look(performance, 3); look(crypto, 4); climb(attempt(() => performance.nodeTiming), 4); climb(attempt(() => crypto.subtle), 4)',
  ),
  looking(
    'the internals of a readline interface',
    ({ forbid }) => {
      const input = new (require('node:stream').PassThrough)();
      forbid(input, 'the input');
      return { lines: require('node:readline').createInterface({ input }) };
    },
    'for (const s of Object.getOwnPropertySymbols(lines)) climb(lines[s], 3); report("looked"); lines.close()',
  ),
  looking(
    'the internals of a child process',
    ({ forbid }) => {
      forbid(process.stdin, 'process.stdin');
      const child = require('node:child_process').spawn(process.execPath, ['--version'], {
        stdio: 'ignore',
      });
      return { child };
    },
    `climb(attempt(() => child._handle), 4); climb(attempt(() => child._events), 4); for (const s of Object.getOwnPropertySymbols(child)) climb(child[s], 3); report('looked')`,
    { waitMs: 60 },
  ),
  {
    name: 'the pool behind a small Buffer',
    context: ({ secrets }) => ({
      kept: Buffer.from(secrets.word).length,
      buffer: Buffer.from('ab'),
    }),
    guest: `const all = buffer.buffer; report(String(all.byteLength)); const u = new Uint8Array(all); let s = ''; for (const c of u) s += String.fromCharCode(c); report(s); report(String(buffer.byteOffset)); for (const f of [() => buffer.constructor.from(all).toString('latin1'), () => buffer.parent, () => buffer.slice(-8192, 8192), () => buffer.constructor.from(buffer.buffer, 0, 8192).toString('latin1')]) say(attempt(f))`,
    host: () => {},
  },
  {
    name: 'the pool behind a Buffer that the guest made',
    context: ({ secrets }) => {
      const word = Buffer.from(secrets.word);
      return { B: Buffer, size: word.length };
    },
    guest: `for (const make of [() => B.from('x'), () => B.from([1]), () => B.concat([B.from('a')]), () => B.from('x').subarray(0), () => B.from(B.from('q'))]) { const b = attempt(make); const u = attempt(() => new Uint8Array(b.buffer)); let s = ''; for (const c of u ?? []) s += String.fromCharCode(c); report(s) }`,
  },
  {
    name: 'bytes outside a pooled Buffer are written',
    context: (host) => {
      host.neighbour = Buffer.from('neighbour-of-the-guest');
      host.given = Buffer.from('ab');
      host.second = Buffer.from('neighbour-of-the-guest');
      return { buffer: host.given };
    },
    guest: `report('tried'); const u = attempt(() => new Uint8Array(buffer.buffer)); attempt(() => u.fill(88)); attempt(() => new buffer.constructor.from(buffer.buffer).fill(88)); attempt(() => new DataView(buffer.buffer).setUint8(buffer.byteOffset + 2, 88)); attempt(() => buffer.write('XXXXXXXX', 0)); attempt(() => buffer.buffer.resize(0)); buffer[0] = 66`,
    broken: ({ neighbour, second, given }) => {
      const text = 'neighbour-of-the-guest';
      if (String(neighbour) !== text || String(second) !== text)
        return 'other Buffers were written';
      return given[0] !== 66 && given[0] !== 88 && 'the Buffer itself is out of step';
    },
  },
  {
    name: 'memory that was never written',
    context: ({ secrets }) => {
      for (let n = 0; n < 200; n++) Buffer.allocUnsafeSlow(4096).fill(secrets.word);
      for (let n = 0; n < 50; n++) Buffer.from(secrets.word.repeat(20));
      global.gc?.();
      return { B: Buffer, buffer: Buffer.from('a') };
    },
    guest: `report('tried'); let dirty = 0; for (let n = 0; n < 60; n++) for (const f of [() => B.allocUnsafe(4000), () => B.allocUnsafeSlow(4096), () => B.allocUnsafe(100), () => new B(4096), () => B(4096), () => buffer.constructor.allocUnsafe(64)]) { const b = attempt(f); if (!b) continue; report(b.toString('latin1')); for (const x of b) if (x) dirty++ } report('dirty ' + dirty)`,
    broken: ({ context, run }) => {
      const dirty = run('typeof dirty === "number" ? dirty : 0', context);
      return dirty > 0 && `${dirty} bytes of memory that others wrote`;
    },
  },
  {
    name: 'memory behind a Buffer made of a list that changes its length',
    context: ({ secrets }) => {
      for (let n = 0; n < 50; n++) Buffer.from(secrets.word.repeat(20));
      return {
        buffer: Buffer.from('a'),
        unescape: require('node:querystring').unescapeBuffer,
      };
    },
    guest: `report('tried'); let dirty = 0; const B = buffer.constructor; const changing = (k) => { let n = 0; return { get length() { n += 1; return n <= k ? 4000 : 0 } } }; for (const make of [(o) => B.from(o), (o) => B(o), (o) => new B(o), (o) => B.from({ valueOf: () => o }), (o) => B.from({ type: 'Buffer', data: new Proxy([], { get: (t, key) => (key === 'length' ? o.length : t[key]) }) }), (o) => unescape(o)]) for (let k = 1; k < 12; k++) { const b = attempt(() => make(changing(k))); if (!b) continue; report(b.toString('latin1')); if (make.toString().includes('unescape')) continue; for (const x of b) if (x) dirty++ } report('dirty ' + dirty)`,
    broken: ({ context, run }) => {
      const dirty = run('typeof dirty === "number" ? dirty : 0', context);
      return dirty > 0 && `${dirty} bytes of memory that others wrote`;
    },
  },
  {
    name: 'the pool behind a Buffer that is posted to a port',
    context: ({ secrets }) => {
      const { port1, port2 } = new MessageChannel();
      for (let n = 0; n < 20; n++) Buffer.from(secrets.word);
      port2.unref();
      return { buffer: Buffer.from('a'), port1, port2, clone: structuredClone };
    },
    guest: `report('tried'); const show = (x) => report(String.fromCharCode(...new Uint8Array(x.buffer))); port2.on('message', (x) => { show(x); port2.close() }); port1.postMessage(buffer); show(clone(buffer))`,
    waitMs: 50,
  },
  {
    name: 'the place of the next Buffer in the pool is moved',
    context: (host) => {
      const { word } = host.secrets;
      host.buffers = Array.from({ length: 20 }, () => Buffer.from(word));
      return { buffer: Buffer.from('a'), write: () => host.buffers.push(Buffer.from(word)) };
    },
    guest: `report('tried'); const B = buffer.constructor; for (let k = 1; k < 12; k++) { let n = 0; attempt(() => B.from({ get length() { n += 1; return n <= k ? 8 : -600 }, 0: 1 })); report(attempt(() => B.from('x'.repeat(300)).fill(0).toString('latin1'))) } const inside = attempt(() => B.from({ length: 500, get 0() { write(); write(); return 1 } })); report(inside?.toString('latin1'))`,
    broken: ({ buffers, secrets }) => {
      Buffer.from('host');
      return (
        buffers.some((one) => one.toString() !== secrets.word) && "the host's Buffers were written"
      );
    },
  },
  {
    name: 'a copy that leaves with the wrong length',
    context: ({ secrets }) => ({
      buffer: Buffer.from('abcdefgh'),
      other: Buffer.from(secrets.word).length,
    }),
    guest: `report('tried'); for (const f of [() => buffer.subarray(-100, 1000), () => buffer.slice(0, 1e9), () => buffer.toString('latin1', -100, 9000), () => buffer.latin1Slice(0, 9000), () => buffer.copy(new Uint8Array(9000), 0, -10, 9000), () => buffer.readUIntBE(0, 6), () => buffer.swap64(), () => buffer.asciiSlice(-8, 9000), () => buffer.hexSlice(0, 8192), () => buffer.utf8Write('x'.repeat(9000), 0, 9000)]) { const v = attempt(f); say(v); if (v && v.length) report(attempt(() => String(v))) }`,
  },
  {
    name: 'the last match of the host',
    context: ({ secrets }) => {
      /word-(\S+)/.exec(`Authorization ${secrets.word} end`);
      return { match: /x/, R: RegExp, text: Object('a') };
    },
    guest: `for (const C of [match.constructor, R, text.match(/a/).constructor]) for (const k of ['$1', '$2', '$9', 'input', '$_', 'lastMatch', '$&', 'lastParen', '$+', 'leftContext', '$\`', 'rightContext', "$'"]) { report(attempt(() => String(C[k]))); report(attempt(() => String(Object.getOwnPropertyDescriptor(C, k).get.call(C)))); report(attempt(() => String(Reflect.get(C, k, C)))) } report('tried')`,
  },
  {
    name: 'private fields of the membrane by iteration of hidden keys',
    context: () => ({ o: { a: {} }, f() {} }),
    guest: `report('looked'); for (const x of [o, f, report, globalThis]) { for (const k of Reflect.ownKeys(x)) climb(attempt(() => x[k]), 4); for (const k of ['_record', 'record', '__record__', 'handler', '_handler', 'target', '_target', '#record', 'guest', 'host', 'code', 'index', 'hostObjects', 'codes', 'realm']) { climb(attempt(() => x[k]), 4); climb(attempt(() => Object.getOwnPropertyDescriptor(x, k)), 3) } }`,
  },
  {
    name: 'querystring.stringify of a timer',
    context: ({ secrets }) => ({
      stringify: require('node:querystring').stringify,
      URLSearchParams,
      Headers,
      timer: timers.setTimeout(() => {}, 20, secrets.word),
    }),
    guest: `report('tried'); tell(() => stringify(timer)); tell(() => new URLSearchParams(timer)); tell(() => [...new Headers(timer)].join())`,
  },
];
