'use strict';

/** The native halves of Node's objects: handles, methods that only Node calls, classes that no module exports. */

const crypto = require('node:crypto');
const tls = require('node:tls');
const zlib = require('node:zlib');

/** An attack that would end the process by an assertion of Node's. */
const asserting = (name, context, guest) => ({
  name,
  context,
  guest: `report('tried'); ${guest}`,
  waitMs: 200,
});

const cipher = () => crypto.createDecipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(16));

/** Private symbols and names that guest code finds, and what is behind them. */
const HANDLES = `
  for (let holder = object; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const key of Reflect.ownKeys(holder)) {
      const text = String(key);
      if (!/andle|ssl|_req/.test(text)) continue;
      const value = attempt(() => object[key]) ?? attempt(() => Object.getOwnPropertyDescriptor(holder, key).get.call(object));
      if (value && typeof value === 'object') report('found ' + secret);
    }
  }
  report('tried');`;

const showing = (name, make) => ({
  name: `the native object behind ${name}`,
  context: ({ secrets }) => ({ object: make(), secret: secrets.word }),
  guest: HANDLES.replaceAll('secret)', "secret + '')"),
});

/** A change of the whole process, through a module that was handed in. */
const changing = (name, module, call, changed) => ({
  name: `a change of the process: ${name}`,
  context: () => ({ module: { ...require(module) } }),
  guest: `report('tried'); tell(() => module.${call})`,
  broken: changed,
});

module.exports = [
  asserting(
    "_write of a hash, a cipher and a compressor, by all streams' method",
    () => ({ streams: [crypto.createHash('md5'), cipher(), zlib.createGzip()] }),
    `for (const one of streams) for (const chunk of [{}, 'abc', 5]) for (const name of ['_write', '_writev', '_final', '_flush', '_transform']) tell(() => one[name](chunk, 'x', () => {}))`,
  ),
  asserting(
    'an event that tells a compressor to end while it works',
    () => ({ z: zlib.createGzip() }),
    `z.write(new Uint8Array(1e6)); tell(() => z.emit('prefinish')); tell(() => Object.getPrototypeOf(z).emit.call(z, 'prefinish'))`,
  ),
  asserting(
    'native classes behind those of crypto',
    () => ({ X: crypto.X509Certificate, key: crypto.createSecretKey(Buffer.alloc(16)) }),
    `for (let C = X; typeof C === 'function' && C !== Function.prototype; C = Reflect.getPrototypeOf(C)) { tell(() => C()); tell(() => Reflect.construct(C, [])) } for (let C = key.constructor; typeof C === 'function' && C !== Function.prototype; C = Reflect.getPrototypeOf(C)) { tell(() => C()); tell(() => Reflect.construct(C, [])) }`,
  ),
  asserting(
    'methods of one key exchange on another',
    () => ({
      d: crypto.getDiffieHellman('modp5'),
      e: crypto.createECDH('secp256k1'),
      h: crypto.createHash('md5'),
    }),
    `for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(d))) if (name !== 'constructor') { tell(() => d[name].call(e)); tell(() => d[name].call(h)) } for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(e))) if (name !== 'constructor') tell(() => e[name].call(d))`,
  ),
  {
    name: 'accessors of a guest class stop the constructor of a compressor in the middle',
    context: () => ({ zlib: { ...zlib } }),
    guest: `report('tried'); const accessors = [{ set() { throw 1 } }, { get() { return {} }, set() {} }, { get() { return 5 }, set() {} }, { get: () => 1 }];
     for (const C of [zlib.Gzip, zlib.Inflate, zlib.BrotliCompress, zlib.BrotliDecompress]) for (const accessor of accessors) {
       class G extends C {}
       Object.defineProperty(G.prototype, '_writeState', { configurable: true, ...accessor });
       tell(() => new G());
       tell(() => C.call(Object.create(C.prototype, { _writeState: accessor })));
       tell(() => { const made = new C(); C.call(made); C.call(made, { level: 1 }) });
     }`,
    // What was left half-made ends the process when it is collected.
    host: async (_result, _context, host) => {
      for (let n = 0; n < 3; n++) {
        global.gc();
        await host.tick();
      }
    },
    waitMs: 50,
  },
  {
    name: 'getters that prepare a stream of crypto, on the prototype of all',
    context: () => ({ crypto: { ...crypto }, hash: crypto.createHash('md5') }),
    guest: `report('tried'); for (const C of [crypto.Hash, crypto.Cipheriv, crypto.Sign, hash.constructor]) {
        for (let p = C.prototype; p && p !== Object.prototype; p = Object.getPrototypeOf(p)) for (const key of Reflect.ownKeys(p)) {
          tell(() => p[key]); tell(() => C.prototype[key]); tell(() => Reflect.get(p, key, C.prototype));
          tell(() => Object.getOwnPropertyDescriptor(p, key).get.call(C.prototype));
        }
      }
      tell(() => crypto.Hash.prototype.destroyed)`,
    broken: () =>
      Object.hasOwn(crypto.Hash.prototype, '_events') && 'the prototype of hashes was changed',
  },
  asserting(
    'methods of what dns gives for a question',
    () => ({ dns: { ...require('node:dns') } }),
    `for (const ask of [() => dns.resolve4('localhost', () => {}), () => dns.resolveSoa('x', () => {}), () => dns.lookup('localhost', () => {}), () => dns.lookupService('127.0.0.1', 9, () => {})]) {
       const question = attempt(ask);
       for (const name of ['asyncReset', 'getAsyncId', 'getProviderType']) for (const args of [[], [1], [{}], ['x', 2]]) tell(() => question[name](...args));
       tell(() => new question.constructor());
     }`,
  ),
  asserting(
    "a socket of TLS without its native half, by what is Node's only",
    () => ({ make: () => new tls.TLSSocket() }),
    `for (const first of ['_wrapHandle', '_destroySSL', '_init', '_start', '_releaseControl', '_finishInit']) {
       const socket = make();
       for (const args of [[], [{}], [null, {}], [null, { secureContext: {} }]]) tell(() => socket[first](...args));
       for (const name of ['setServername', 'getCertificate', 'getCipher', 'getSession', 'getFinished', 'isSessionReused', 'renegotiate']) {
         for (const args of [[], [{}], ['x'], [{}, () => {}]]) tell(() => socket[name](...args));
       }
     }`,
  ),
  {
    name: 'a child process that was handed in starts another one',
    context: () => {
      const { ChildProcess, spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
      return { child, idle: new ChildProcess() };
    },
    guest: `report('tried'); const options = { file: '/bin/sh', args: ['sh', '-c', 'true'], stdio: 'ignore' };
      for (const each of [child, idle]) { tell(() => each.spawn(options)); tell(() => Object.getPrototypeOf(each).spawn.call(each, options)); }
      tell(() => child.spawn.call(new child.constructor(), options))`,
    host: (_result, context, host) => {
      if (context.idle.pid !== undefined) host.find('a process was started');
    },
  },
  showing('a socket', () => new (require('node:net').Socket)()),
  showing('a datagram socket', () => require('node:dgram').createSocket('udp4')),
  showing('a histogram', () => require('node:perf_hooks').createHistogram()),
  showing('a monitor of the event loop', () => require('node:perf_hooks').monitorEventLoopDelay()),
  showing('a folder', () => require('node:fs').opendirSync('/')),
  showing('a list of addresses', () => new (require('node:net').BlockList)()),
  showing('a key', () => crypto.createSecretKey(Buffer.alloc(16))),
  changing('crypto.setEngine', 'node:crypto', `setEngine('no-such-engine')`, () => false),
  changing(
    'dns.setServers',
    'node:dns',
    `setServers(['6.6.6.6'])`,
    () => require('node:dns').getServers().includes('6.6.6.6') && 'names are asked for elsewhere',
  ),
  changing(
    'dns.setDefaultResultOrder',
    'node:dns',
    `setDefaultResultOrder('ipv6first')`,
    () => require('node:dns').getDefaultResultOrder() === 'ipv6first' && 'names resolve otherwise',
  ),
  changing(
    'net.setDefaultAutoSelectFamily',
    'node:net',
    'setDefaultAutoSelectFamily(false)',
    () => !require('node:net').getDefaultAutoSelectFamily() && 'sockets connect otherwise',
  ),
  {
    name: 'a hook that hears of all promises',
    context: () => ({ hooks: { ...require('node:async_hooks') }, heard: [] }),
    guest: `report('tried'); tell(() => hooks.createHook({ init(id, type, trigger, resource) { heard.push(resource) } }).enable()); tell(() => hooks.executionAsyncResource())`,
    host: async (_result, context, host) => {
      await (async () => host.secrets.word)();
      if (context.heard.length > 0) host.find('a promise of the host was heard of');
    },
  },
  {
    name: 'a listener on an agent of the whole process',
    context: () => ({ http: require('node:http') }),
    guest: `report('tried'); tell(() => http.globalAgent.on('free', () => {})); tell(() => http.globalAgent.constructor.prototype.on.call(http.globalAgent, 'free', () => {}))`,
    broken: () =>
      require('node:http').globalAgent.listenerCount('free') > 1 && 'a listener was added',
  },
  {
    name: 'bytes of a read-only view',
    context: ({ vm }) => ({ view: vm.readonly({ key: Buffer.from('abcd') }), bytes: undefined }),
    guest: `report('tried'); for (const call of [(k) => k.write('zz'), (k) => k.utf8Write('zz'), (k) => k.latin1Write('zz'), (k) => k.hexWrite('7a7a'), (k) => k.writeUInt8(122), (k) => k.writeInt32LE(1), (k) => k.swap16(), (k) => k.fill(1), (k) => k.set([1]), (k) => { k[0] = 1 }]) tell(() => call(view.key))`,
    host: (_result, context, host) => {
      if (context.view.key.toString('latin1') !== 'abcd') host.find('the bytes were written to');
    },
  },
];
