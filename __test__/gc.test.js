'use strict';

/**
 * Lifetimes, in processes of their own with `--expose-gc`: what nobody can reach is collected on
 * both sides, and what somebody holds keeps working. Must never assert how long anything takes.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { inChild } = require('./support/gc_child.js');

/** One life of a context: \`life\` is the body of a function that makes and drops one. */
const growth = (life, cycles = 2000, warmUp = 200) => `
  const life = () => { ${life} };
  let before;
  for (let i = 0; i < ${cycles}; i++) {
    life();
    if (i % 20 === 19) await turn();
    if (i % 200 === 199) await settle(4);
    if (i === ${warmUp} - 1) { await settle(); before = megabytes(); }
  }
  await settle();
  return megabytes() - before;
`;

const CYCLE = `
  const emitter = new EventEmitter();
  const context = vm.createContext({ emitter, data: { list: [1, 2, 3] }, call: (f) => f() });
  vm.runInContext(\`
    var total = 0;
    function add(n) { total += n; return total; }
    const closure = () => add(data.list.length);
    emitter.on('tick', (n) => { add(n); closure(); });
    emitter.on('tick', closure);
    call(() => closure());
    class Model { constructor() { this.emitter = emitter; } get size() { return data.list.length; } }
    var models = [new Model(), new Model()];
  \`, context);
  emitter.emit('tick', 5);
  if (vm.runInContext('total', context) !== 14) throw new Error('wrong total');
`;

test('2,000 contexts in cycles through both heaps leave less than 20 MB', async () => {
  const grown = await inChild(growth(CYCLE), 240_000);
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('runInNewContext leaves nothing', async () => {
  const grown = await inChild(growth("vm.runInNewContext('a + 1', { a: 1 })", 1000), 120_000);
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('promises that never settle leave nothing', async () => {
  const grown = await inChild(
    growth(
      "const c = vm.createContext({ forever: new Promise(() => {}) }); vm.runInContext('forever.then(() => 1); (async () => { await forever; })(); var mine = new Promise(() => {}); 0', c); c.mine.then(() => c);",
      1000,
    ),
    120_000,
  );
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('objects that cross one realm again and again leave nothing', async () => {
  const grown = await inChild(
    `const context = vm.createContext({ take: (x) => x });
    vm.runInContext('function make(n) { return { n, f: () => n, list: [n] }; } function hold(x) { return x.n; }', context);
    const cross = () => {
      for (let i = 0; i < 2000; i++) {
        const o = context.make(i);
        o.f(); o.list[0]; context.hold({ n: i }); context.take(o);
        vm.runInContext('take({ a: 1 }); 0', context);
      }
    };
    return growthOf(cross);`,
    240_000,
  );
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('many runs of one script in one context leave nothing', async () => {
  const grown = await inChild(
    `const context = vm.createContext({ n: 0 }); const script = new vm.Script('n++; ({ a: [n] })');
    const runs = () => { for (let i = 0; i < 5000; i++) script.runInContext(context); };
    return growthOf(runs);`,
    120_000,
  );
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('the same text compiled again and again leaves nothing', async () => {
  const grown = await inChild(
    `const context = vm.createContext({ n: 0 });
    const runs = () => { for (let i = 0; i < 2000; i++) vm.runInContext('(function () { return n++; })()', context); };
    return growthOf(runs);`,
    120_000,
  );
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('a guest function kept alone keeps its realm and its context object working', async () => {
  const found = await inChild(`
    let kept = (() => {
      const context = vm.createContext({ base: 40, host: (x) => x + 1 });
      return vm.runInContext('let calls = 0; (function (n) { calls++; base += n; return [base, host(calls), typeof Array, globalThis.base]; })', context);
    })();
    for (let i = 0; i < 100; i++) vm.runInNewContext('1');
    await settle();
    const first = kept(1);
    await settle();
    return [first, kept(1)].map((list) => [...list]);
  `);
  assert.deepStrictEqual(found, [
    [41, 2, 'function', 41],
    [42, 3, 'function', 42],
  ]);
});

test('a guest object kept alone keeps what it refers to', async () => {
  const found = await inChild(`
    const kept = vm.runInNewContext('const inner = { deep: new Map([["k", { v: 1 }]]) }; ({ inner, read() { return inner.deep.get("k").v; } })', {});
    await settle();
    return [kept.read(), kept.inner.deep.get('k').v];
  `);
  assert.deepStrictEqual(found, [1, 1]);
});

test('a pending guest promise keeps its realm', async () => {
  const found = await inChild(`
    let resolve;
    const kept = vm.runInNewContext('(async () => { const v = await wait; return v + base; })()', { base: 2, wait: new Promise((r) => { resolve = r; }) });
    await settle();
    resolve(40);
    return await kept;
  `);
  assert.strictEqual(found, 42);
});

test('a listener that the host holds keeps its realm', async () => {
  const found = await inChild(`
    const emitter = new EventEmitter();
    vm.runInNewContext('let n = 0; emitter.on("x", (by) => { n += by; out.push(n); })', { emitter, out: globalThis.out = [] });
    await settle();
    emitter.emit('x', 1); emitter.emit('x', 2);
    return globalThis.out;
  `);
  assert.deepStrictEqual(found, [1, 3]);
});

const collected = {
  'a context object that nobody holds':
    "const o = vm.createContext({}); vm.runInContext('var a = 1', o); registry.register(o);",
  'a context object that refers to itself':
    "const o = {}; o.self = o; vm.createContext(o); vm.runInContext('var me = this; self.x = me', o); registry.register(o);",
  'a context object with closures over host functions':
    "const o = vm.createContext({ f: () => o }); vm.runInContext('var g = () => f(); g()', o); registry.register(o);",
  'a context object whose guest function was returned and dropped':
    "const o = vm.createContext({}); let f = vm.runInContext('(() => this)', o); f(); f = null; registry.register(o);",
  'a context object in a cycle with an emitter':
    'const emitter = new EventEmitter(); const o = vm.createContext({ emitter }); vm.runInContext(\'emitter.on("x", () => emitter)\', o); registry.register(o);',
  'a context object that timed out':
    "const o = vm.createContext({}); try { vm.runInContext('while (true);', o, { timeout: 10 }); } catch {} registry.register(o);",
  'a context object that threw':
    "const o = vm.createContext({}); try { vm.runInContext('throw new Error(this)', o); } catch {} registry.register(o);",
  'a host object that a guest saw once':
    'registry.register(((o) => { shared.take(o); return o; })({ big: 1 }));',
  'a guest object that the host dropped': 'registry.register(shared.make());',
  'a guest function that the host dropped': 'registry.register(shared.maker());',
  'an object in a cycle through both heaps, with its realm':
    "const own = vm.createContext({}); const h = {}; h.guest = vm.runInContext('(h) => ({ h, f: () => h })', own)(h); registry.register(h);",
};

for (const [name, life] of Object.entries(collected)) {
  test(`collected: ${name}`, async () => {
    const finalized = await inChild(
      `
      let finalized = 0;
      const counter = new FinalizationRegistry(() => { finalized++; });
      const registry = { register: (o) => { counter.register(o, 0); } };
      const shared = vm.createContext({});
      vm.runInContext('function take(o) { return typeof o.big; } function make() { return { a: [1] }; } function maker() { return () => 1; }', shared);
      for (let i = 0; i < 40; i++) { (() => { ${life} })(); if (i % 10 === 9) await turn(); }
      for (let i = 0; i < 60 && finalized < 36; i++) {
        await settle(2);
        // New contexts give both collectors a reason to run.
        vm.runInNewContext('1');
        vm.runInContext('0', shared);
      }
      return finalized;
    `,
      60_000,
    );
    assert.ok(finalized >= 36, `${finalized} of 40 were collected`);
  });
}
