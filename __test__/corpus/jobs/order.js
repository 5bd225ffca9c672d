'use strict';

/** One queue of microtasks: the order of jobs between host and guest. */

const turns = { turns: 3 };

module.exports = [
  {
    context: `{
      log, queueMicrotask, nextTick: process.nextTick, setImmediate, setTimeout,
      HostPromise: Promise, hostPromise: Promise.resolve('host'), hostAsync: async (x) => x,
      hostJob: (name) => { Promise.resolve().then(() => log(name)); },
      call: (f) => f(),
    }`,
    cases: {
      'a job runs after the run': [
        "Promise.resolve().then(() => log('job')); log('sync'); 1",
        { host: "log('host after the run')" },
        turns,
      ],
      'guest jobs in order': [
        "Promise.resolve().then(() => log('a')); Promise.resolve().then(() => log('b')); 0",
        turns,
      ],
      'chains interleave': [
        "Promise.resolve().then(() => log('a1')).then(() => log('a2')).then(() => log('a3')); Promise.resolve().then(() => log('b1')).then(() => log('b2')); 0",
        turns,
      ],
      'guest then host': ["Promise.resolve().then(() => log('guest')); hostJob('host'); 0", turns],
      'host then guest': ["hostJob('host'); Promise.resolve().then(() => log('guest')); 0", turns],
      'guest, host, guest': [
        "Promise.resolve().then(() => log('g1')); hostJob('h1'); Promise.resolve().then(() => log('g2')); hostJob('h2'); 0",
        turns,
      ],
      'jobs made by the host after the run': [
        "Promise.resolve().then(() => log('guest')); 0",
        { host: "Promise.resolve().then(() => log('host')); 0" },
        turns,
      ],
      'jobs made by the host before the run': [
        {
          host: "Promise.resolve().then(() => log('host')); vm.runInContext(\"Promise.resolve().then(() => log('guest')); 0\", ctx)",
        },
        turns,
      ],
      'a job that makes jobs': [
        "Promise.resolve().then(() => { log('outer'); Promise.resolve().then(() => log('inner')); }); Promise.resolve().then(() => log('second')); 0",
        turns,
      ],
      'a guest job that makes a host job': [
        "Promise.resolve().then(() => { log('g'); hostJob('h'); }); Promise.resolve().then(() => log('g2')); 0",
        turns,
      ],
      'a host job that makes a guest job': [
        'function guestJob(n) { Promise.resolve().then(() => log(n)); }',
        {
          host: "Promise.resolve().then(() => { log('h'); ctx.guestJob('g'); Promise.resolve().then(() => log('h2')); }); 0",
        },
        turns,
      ],
      'queueMicrotask between': [
        "Promise.resolve().then(() => log('p1')); queueMicrotask(() => log('q')); Promise.resolve().then(() => log('p2')); 0",
        turns,
      ],
      'nextTick before jobs of the main script': [
        "Promise.resolve().then(() => log('job')); nextTick(() => log('tick')); 0",
        turns,
      ],
      'immediates after jobs': [
        "setImmediate(() => log('immediate')); Promise.resolve().then(() => log('job')); 0",
        turns,
      ],
      'timers after jobs': [
        "setTimeout(() => log('timer'), 0); Promise.resolve().then(() => log('job')); 0",
        { host: 'new Promise((r) => setTimeout(r, 10))', wait: true },
      ],
      'a job in a timer': [
        "setTimeout(() => { log('t1'); Promise.resolve().then(() => log('job')); }, 0); setTimeout(() => log('t2'), 0); 0",
        { host: 'new Promise((r) => setTimeout(r, 20))', wait: true },
      ],
      'await in order': [
        '(async () => { log(1); await null; log(3); await null; log(5); })(); log(2); 0',
        { host: "log('2b')" },
        turns,
      ],
      'two async functions take turns': [
        "async function f(n) { for (let i = 0; i < 3; i++) { log(n, i); await null; } } f('a'); f('b'); 0",
        turns,
      ],
      'an async function of each side take turns': [
        {
          host: "ctx.hostTurns = async () => { for (let i = 0; i < 3; i++) { log('host', i); await null; } }; 0",
        },
        "(async () => { for (let i = 0; i < 3; i++) { log('guest', i); await null; } })(); hostTurns(); 0",
        turns,
      ],
      'awaiting a guest promise': [
        "(async () => { await Promise.resolve(); log('after await'); })(); Promise.resolve().then(() => log('then')); 0",
        turns,
      ],
      'awaiting a settled host promise': [
        "(async () => { await hostPromise; log('done'); })(); 0",
        turns,
      ],
      'a host promise resolves before its guest reaction': [
        "hostPromise.then(() => log('reaction')); log('sync'); 0",
        turns,
      ],
      'reactions of a host promise in order': [
        "hostPromise.then(() => log('guest 1')); 0",
        { host: "ctx.hostPromise.then(() => log('host')); 0" },
        "hostPromise.then(() => log('guest 2')); 0",
        turns,
      ],
      'reactions of a guest promise in order': [
        "var p = Promise.resolve(); p.then(() => log('guest 1')); 0",
        { host: "ctx.p.then(() => log('host')); 0" },
        "p.then(() => log('guest 2')); 0",
        turns,
      ],
      'a pending promise with reactions of both sides': [
        "var resolve; var p = new Promise((r) => { resolve = r; }); p.then(() => log('guest 1')); 0",
        { host: "ctx.p.then(() => log('host')); 0" },
        "p.then(() => log('guest 2')); 0",
        { host: "ctx.resolve(); log('resolved'); 0" },
        turns,
      ],
      'a thenable takes one more turn': [
        "Promise.resolve({ then(r) { log('then called'); r(); } }).then(() => log('thenable')); Promise.resolve().then(() => log('plain 1')).then(() => log('plain 2')).then(() => log('plain 3')); 0",
        turns,
      ],
      'resolving with a promise takes two more turns': [
        "new Promise((r) => r(Promise.resolve())).then(() => log('nested')); Promise.resolve().then(() => log('1')).then(() => log('2')).then(() => log('3')); 0",
        turns,
      ],
      'returning a promise from then': [
        "Promise.resolve().then(() => Promise.resolve()).then(() => log('returned')); Promise.resolve().then(() => log('1')).then(() => log('2')).then(() => log('3')).then(() => log('4')); 0",
        turns,
      ],
      'an async return of a promise': [
        "(async () => Promise.resolve())().then(() => log('async')); Promise.resolve().then(() => log('1')).then(() => log('2')).then(() => log('3')).then(() => log('4')); 0",
        turns,
      ],
      'finally takes turns': [
        "Promise.resolve().finally(() => log('f')).then(() => log('after')); Promise.resolve().then(() => log('1')).then(() => log('2')).then(() => log('3')).then(() => log('4')); 0",
        turns,
      ],
      'a rejection that is caught later in the same run': [
        "const p = Promise.reject(new Error('late')); p.catch((e) => log('caught', e.message)); 0",
        turns,
      ],
      'a throw in a job': [
        "Promise.resolve().then(() => { throw new Error('in a job'); }).catch((e) => log(e.message)); 0",
        turns,
      ],
      'Promise.all in order': [
        "Promise.all([1, Promise.resolve(2), new Promise((r) => queueMicrotask(() => r(3)))]).then((v) => log(...v)); Promise.resolve().then(() => log('first')); 0",
        turns,
      ],
      'race in order': [
        "Promise.race([new Promise(() => {}), Promise.resolve('b'), Promise.resolve('c')]).then((v) => log(v)); 0",
        turns,
      ],
      'jobs of two contexts': [
        {
          host: 'const other = vm.createContext({ log }); vm.runInContext("Promise.resolve().then(() => log(\'other\')); 0", other); vm.runInContext("Promise.resolve().then(() => log(\'this\')); 0", ctx); vm.runInContext("Promise.resolve().then(() => log(\'other again\')); 0", other)',
        },
        turns,
      ],
      'a job calls the host, which runs the guest': [
        "function run() { log('inner'); } Promise.resolve().then(() => { log('job'); call(run); log('job end'); }); 0",
        turns,
      ],
      'jobs do not run inside a nested run': [
        { host: 'ctx.run = (c) => vm.runInContext(c, ctx); 0' },
        "Promise.resolve().then(() => log('job')); run(\"log('nested')\"); log('after nested'); 0",
        turns,
      ],
      'jobs do not run inside a callback': [
        "call(() => { Promise.resolve().then(() => log('job')); }); log('sync'); 0",
        turns,
      ],
      'a hundred jobs': [
        'for (let i = 0; i < 100; i++) Promise.resolve(i).then((v) => { if (v % 25 === 0) log(v); }); 0',
        turns,
      ],
      'a long chain': [
        'let p = Promise.resolve(0); for (let i = 0; i < 500; i++) p = p.then((v) => v + 1); p.then((v) => log(v)); 0',
        turns,
      ],
      'a job that changes a global is seen by the host': [
        'var n = 1; Promise.resolve().then(() => { n = 2; fresh = 3; }); 0',
        { host: 'log(ctx.n)' },
        turns,
        { host: '[ctx.n, ctx.fresh]' },
      ],
      'a host change is seen by a job': [
        'n = 1; Promise.resolve().then(() => log(n)); 0',
        { host: 'ctx.n = 2' },
        turns,
      ],
      'an async generator in order': [
        "(async () => { for await (const v of (async function* () { log('y1'); yield 1; log('y2'); yield 2; })()) log(v); })(); Promise.resolve().then(() => log('other')); 0",
        turns,
      ],
      'a host class of promise in the guest': [
        "HostPromise.resolve(1).then((v) => log('host promise', v)); Promise.resolve().then(() => log('guest promise')); 0",
        turns,
      ],
      'a dynamic mix': [
        "(async () => { log('a'); await hostAsync(); log('c'); await hostAsync(); log('e'); })(); log('b'); 0",
        { host: "(async () => { log('h1'); await null; log('h2'); })(); 0" },
        { turns: 5 },
      ],
      'process.nextTick within jobs': [
        "Promise.resolve().then(() => { log('j1'); nextTick(() => log('tick')); }); Promise.resolve().then(() => log('j2')); 0",
        turns,
      ],
      'a FinalizationRegistry and a WeakRef do not disturb': [
        'const r = new WeakRef({}); Promise.resolve().then(() => log(typeof r.deref())); 0',
        turns,
      ],
    },
  },
];
