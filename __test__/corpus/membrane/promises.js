'use strict';

/** Promises, await and thenables across the membrane. */

module.exports = [
  {
    context: '{ log }',
    cases: {
      'a guest promise in the host': [{ run: 'Promise.resolve(5)', wait: true }],
      'a guest rejection in the host': {
        steps: [{ run: "Promise.reject(new TypeError('no'))", wait: true }],
      },
      'a guest rejection with a primitive': [{ run: 'Promise.reject(5)', wait: true }],
      'a guest rejection with undefined': [{ run: 'Promise.reject()', wait: true }],
      'a guest promise with an object': {
        steps: [
          'var o = { a: 1 };',
          { run: 'Promise.resolve(o)', wait: true },
          { host: 'results[1] === ctx.o' },
        ],
      },
      'a guest promise with a host object': {
        steps: [
          { host: 'ctx.h = {}; 0' },
          { run: 'Promise.resolve(h)', wait: true },
          { host: 'results[1] === ctx.h' },
        ],
      },
      'the identity of a rejection reason': {
        steps: [
          "var e = new Error('r');",
          { run: 'Promise.reject(e)', wait: true },
          { host: 'results[1] === ctx.e' },
        ],
      },
      'a guest promise is genuine': [
        'Promise.resolve()',
        {
          host: "[require('util').types.isPromise(results[0]), Object.prototype.toString.call(results[0]), typeof results[0].then]",
        },
      ],
      'a guest promise is an instance of its class': [
        'Promise.resolve()',
        'Promise',
        {
          host: '[results[0] instanceof results[1], results[0] instanceof Promise, results[0].constructor === results[1]]',
        },
      ],
      'then called by the host': {
        steps: ['Promise.resolve(1)', { host: 'results[0].then((v) => v + 1)', wait: true }],
      },
      'then called by the host makes a guest promise': [
        'Promise.resolve(1)',
        'Promise',
        { host: 'results[0].then(() => {}) instanceof results[1]' },
      ],
      'catch called by the host': {
        steps: [
          'Promise.reject(1)',
          { host: 'results[0].catch((v) => `caught ${v}`)', wait: true },
        ],
      },
      'finally called by the host': {
        steps: [
          'Promise.resolve(1)',
          { host: 'results[0].finally(() => log("finally"))', wait: true },
        ],
      },
      'Promise.all of the host over guest promises': {
        steps: [
          '[Promise.resolve(1), 2, new Promise((r) => r(3))]',
          { host: 'Promise.all(results[0])', wait: true },
        ],
      },
      'Promise.allSettled of the host': {
        steps: [
          '[Promise.resolve(1), Promise.reject(2)]',
          { host: 'Promise.allSettled(results[0])', wait: true },
        ],
      },
      'Promise.race of the host': {
        steps: [
          '[new Promise(() => {}), Promise.resolve("fast")]',
          { host: 'Promise.race(results[0])', wait: true },
        ],
      },
      'Promise.any of the host': {
        steps: [
          '[Promise.reject(1), Promise.resolve("any")]',
          { host: 'Promise.any(results[0])', wait: true },
        ],
      },
      'Promise.resolve of the host on a guest promise': {
        steps: [
          'Promise.resolve(1)',
          { host: 'Promise.resolve(results[0]) === results[0]' },
          { host: 'Promise.resolve(results[0])', wait: true },
        ],
      },
      'resolved later by the guest': {
        steps: [
          'var resolve; var p = new Promise((r) => { resolve = r; }); 0',
          'resolve("later"); 0',
          { host: 'ctx.p', wait: true },
        ],
      },
      'resolved later by the host': {
        steps: [
          'var resolve; var p = new Promise((r) => { resolve = r; }); 0',
          { host: 'ctx.resolve("by host"); ctx.p', wait: true },
        ],
      },
      'rejected later by the host': {
        steps: [
          'var reject; var p = new Promise((_, r) => { reject = r; }); 0',
          { host: 'ctx.reject(new RangeError("by host")); ctx.p', wait: true },
        ],
      },
      'a resolver called twice': {
        steps: [
          'var resolve; var p = new Promise((r) => { resolve = r; }); 0',
          { host: 'ctx.resolve(1); ctx.resolve(2); ctx.p', wait: true },
        ],
      },
      'a host promise in the guest: then': {
        steps: [
          { host: 'ctx.p = Promise.resolve(5); 0' },
          { run: 'p.then((v) => v + 1)', wait: true },
        ],
      },
      'a host promise in the guest: await': {
        steps: [
          { host: 'ctx.p = Promise.resolve(5); 0' },
          { run: '(async () => (await p) + 1)()', wait: true },
        ],
      },
      'a host rejection in the guest: catch': {
        steps: [
          { host: "ctx.p = Promise.reject(new TypeError('h')); 0" },
          { run: 'p.catch((e) => [e.name, e.message])', wait: true },
        ],
      },
      'a host rejection in the guest: await': {
        steps: [
          { host: "ctx.p = Promise.reject(new TypeError('h')); 0" },
          {
            run: '(async () => { try { await p; } catch (e) { return e.message; } })()',
            wait: true,
          },
        ],
      },
      'a host rejection through the guest': {
        steps: [
          { host: "ctx.e = new TypeError('h'); ctx.p = Promise.reject(ctx.e); 0" },
          { run: '(async () => { await p; })()', wait: true },
          { host: 'results[1] === ctx.e' },
        ],
      },
      'a host promise that settles later': {
        steps: [
          { host: 'ctx.p = new Promise((r) => setTimeout(r, 5, "late")); 0' },
          { run: '(async () => await p)()', wait: true },
        ],
      },
      'a host promise in Promise.all of the guest': {
        steps: [
          { host: 'ctx.p = Promise.resolve(1); 0' },
          { run: 'Promise.all([p, p, 3])', wait: true },
        ],
      },
      'a host promise returned from then': {
        steps: [
          { host: 'ctx.f = async (v) => v * 2; 0' },
          { run: 'Promise.resolve(4).then(f)', wait: true },
        ],
      },
      'a guest promise returned to a host then': {
        steps: [
          '(async (v) => v * 2)',
          { host: 'Promise.resolve(4).then(results[0])', wait: true },
        ],
      },
      'a host promise as a resolution': {
        steps: [
          { host: 'ctx.p = Promise.resolve("inner"); 0' },
          { run: 'new Promise((resolve) => resolve(p))', wait: true },
        ],
      },
      'a guest promise as a resolution': {
        steps: [
          'Promise.resolve("inner")',
          { host: 'new Promise((resolve) => resolve(results[0]))', wait: true },
        ],
      },
      'an async guest function': {
        steps: [
          '(async function (a) { await null; return a + 1; })',
          { host: 'results[0](1)', wait: true },
        ],
      },
      'an async guest function that throws': {
        steps: [
          '(async function () { await null; throw new RangeError("async"); })',
          { host: 'results[0]()', wait: true },
        ],
      },
      'an async guest function that awaits the host': {
        steps: [
          { host: 'ctx.sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v)); 0' },
          {
            run: '(async () => { const a = await sleep(2, "a"); const b = await sleep(1, "b"); return a + b; })()',
            wait: true,
          },
        ],
      },
      'an async host function in a guest loop': {
        steps: [
          { host: 'ctx.double = async (n) => n * 2; 0' },
          {
            run: '(async () => { let s = 0; for (let i = 0; i < 5; i++) s += await double(i); return s; })()',
            wait: true,
          },
        ],
      },
      'a host thenable': {
        steps: [
          { host: 'ctx.t = { then(resolve) { resolve("thenable"); } }; 0' },
          { run: '(async () => await t)()', wait: true },
        ],
      },
      'a host thenable that rejects': {
        steps: [
          { host: 'ctx.t = { then(_, reject) { reject("no"); } }; 0' },
          {
            run: '(async () => { try { await t; } catch (e) { return `caught ${e}`; } })()',
            wait: true,
          },
        ],
      },
      'a host thenable whose then throws': {
        steps: [
          { host: 'ctx.t = { get then() { throw new RangeError("then"); } }; 0' },
          { run: 'Promise.resolve(t)', wait: true },
        ],
      },
      'a guest thenable': {
        steps: [
          '({ then(resolve) { resolve("guest thenable"); } })',
          { host: '(async () => await results[0])()', wait: true },
        ],
      },
      'a guest thenable that never calls back twice': {
        steps: [
          '({ then(resolve, reject) { resolve(1); reject(2); resolve(3); } })',
          { host: '(async () => await results[0])()', wait: true },
        ],
      },
      'a guest promise with an own then': {
        steps: [
          'const p = Promise.resolve(1); p.then = function (f) { f("own"); }; p',
          { host: '(async () => await results[0])()', wait: true },
        ],
      },
      'a guest subclass of Promise': {
        steps: [
          'class P extends Promise { get tag() { return "sub"; } } var p = P.resolve(7); p',
          { host: '[results[0].tag, results[0].then(() => {}).tag]' },
          { host: 'results[0]', wait: true },
        ],
      },
      'a host subclass of Promise': {
        steps: [
          {
            host: 'ctx.P = class P extends Promise { get tag() { return "sub"; } }; ctx.p = ctx.P.resolve(7); 0',
          },
          '[p.tag, p instanceof P]',
          { run: 'p.then((v) => v + 1)', wait: true },
        ],
      },
      'Promise.withResolvers': ['typeof Promise.withResolvers'],
      'the species of a guest promise': ['Promise[Symbol.species] === Promise'],
      'properties on a guest promise': [
        'var p = Promise.resolve(); p.label = "x"; p',
        { host: 'results[0].more = 1; [results[0].label, Object.keys(results[0])]' },
        '[p.label, p.more]',
      ],
      'the identity of a promise through the host': [
        { host: 'ctx.id = (x) => x; 0' },
        'const p = Promise.resolve(); [id(p) === p, Promise.resolve(id(p)) === p]',
      ],
      'the identity of a host promise': [
        { host: 'ctx.p = Promise.resolve(); ctx.same = (x) => x === ctx.p; 0' },
        'same(p)',
      ],
      'a promise in an object': {
        steps: ['({ p: Promise.resolve("in") })', { host: 'results[0].p', wait: true }],
      },
      'a promise in an array, awaited': {
        steps: [
          '[Promise.resolve(1), Promise.resolve(2)]',
          {
            host: '(async () => { const out = []; for (const p of results[0]) out.push(await p); return out; })()',
            wait: true,
          },
        ],
      },
      'a chain over both sides': {
        steps: [
          { host: 'ctx.h = (v) => Promise.resolve(v + "h"); 0' },
          {
            run: 'Promise.resolve("").then(h).then((v) => v + "g").then(h).then((v) => v + "g")',
            wait: true,
          },
        ],
      },
      'util.promisify result in the guest': {
        steps: [
          { host: "ctx.imm = require('util').promisify(setImmediate); 0" },
          { run: 'imm("value")', wait: true },
        ],
      },
      'an executor that throws': {
        steps: [{ run: 'new Promise(() => { throw new RangeError("executor"); })', wait: true }],
      },
      'a promise that resolves to itself': {
        steps: [{ run: 'let r; const p = new Promise((x) => { r = x; }); r(p); p', wait: true }],
      },
      'new Promise of the host with a guest executor': {
        steps: [
          '(resolve, reject) => resolve("from guest executor")',
          { host: 'new Promise(results[0])', wait: true },
        ],
      },
      'new host Promise in the guest': {
        steps: [
          { host: 'ctx.HP = Promise; 0' },
          { run: 'new HP((resolve) => resolve("via host class"))', wait: true },
          'HP === Promise',
        ],
      },
      'await at the end of a chain of contexts': {
        steps: [
          {
            host: 'const other = vm.createContext({ p: vm.runInContext(\'Promise.resolve("travels")\', ctx) }); vm.runInContext(\'(async () => (await p) + "!")()\', other)',
            wait: true,
          },
        ],
      },
    },
  },
];
