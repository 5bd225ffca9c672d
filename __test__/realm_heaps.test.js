'use strict';

/**
 * Each realm has a heap of its own: what one allocates, collects and leaves behind is no affair of the others, however
 * their runs nest. Must never assert how long anything takes.
 */

const assert = require('node:assert');
const path = require('node:path');
const { test } = require('node:test');

const { inChild } = require('./support/gc_child.js');
const subject = require('./support/subject.js');

const vm = subject.load();
const MEGABYTE = 2 ** 20;
const SPECIFIER = path.resolve(__dirname, 'support', subject.name);

/** Makes some megabytes of garbage of several kinds, and keeps a little of it. */
const CHURN = `
  var kept = [];
  var weak = new WeakMap();
  function churn(rounds) {
    for (let i = 0; i < rounds; i++) {
      const key = { i };
      weak.set(key, { key, text: 'value ' + i });
      const list = [key, () => i, { i, deep: { i } }, 'text ' + i];
      if (i % 500 === 0) kept.push(list);
    }
    return check();
  }
  function check() {
    for (const [key, f, object, text] of kept) {
      if (weak.get(key).key !== key || f() !== key.i || object.deep.i !== key.i || text !== 'text ' + key.i) {
        throw new Error('something was lost: ' + text);
      }
    }
    return kept.length;
  }
`;

function churning(globals = {}) {
  const context = vm.createContext(globals);
  vm.runInContext(CHURN, context);
  return context;
}

test('runs of several realms nest, and each keeps what it has', () => {
  const contexts = [];
  let entries = 0;
  const enter = (depth) => {
    entries++;
    const context = contexts[depth % contexts.length];
    return vm.runInContext(`churn(3000); enter(${depth}) + check()`, context);
  };
  const next = (depth) => (depth < 9 ? enter(depth + 1) : 0);
  for (let i = 0; i < 3; i++) contexts.push(churning({ enter: next }));
  assert.ok(enter(0) > 0);
  assert.strictEqual(entries, 10);
  for (const context of contexts) assert.ok(context.check() > 0);
});

test('objects that go from realm to realm stay whole while all of them collect', () => {
  const [first, second] = [churning(), churning()];
  second.first = first;
  vm.runInContext(
    'function make(n) { return { n, self() { return this.n; }, list: [n, { n }] }; }',
    first,
  );
  vm.runInContext('var held = []', second);
  for (let i = 0; i < 300; i++) {
    vm.runInContext(`held.push(first.make(${i})); if (${i} % 10 === 0) churn(1000); 0`, second);
    if (i % 10 === 5) first.churn(1000);
  }
  const sum = vm.runInContext(
    'held.reduce((sum, o) => sum + o.self() + o.list[1].n - o.list[0], 0)',
    second,
  );
  assert.strictEqual(sum, (299 * 300) / 2);
});

test('a realm is disposed of while another runs', () => {
  for (let round = 0; round < 20; round++) {
    const doomed = churning();
    doomed.churn(2000);
    const face = vm.runInContext('({ a: 1, f: () => kept })', doomed);
    const end = () => {
      vm.dispose(doomed);
      return 'ended';
    };
    const context = churning({ end, face });
    const found = vm.runInContext(
      `const before = face.a; churn(2000);
      const said = end(); churn(2000);
      let code; try { face.f(); } catch (error) { code = error.code; }
      [before, said, code, check() > 0].join()`,
      context,
    );
    assert.strictEqual(found, '1,ended,ERR_VM_CONTEXT_DISPOSED,true');
    assert.throws(() => doomed.check(), { code: 'ERR_VM_CONTEXT_DISPOSED' });
  }
});

test('a realm is disposed of by its own run, and goes when that ends', () => {
  for (let round = 0; round < 20; round++) {
    const context = churning({ end: () => vm.dispose(context) });
    const run = () => vm.runInContext('churn(2000); end(); churn(2000); ({ check })', context);
    try {
      run();
    } catch (error) {
      assert.strictEqual(error.code, 'ERR_VM_CONTEXT_DISPOSED');
    }
    assert.throws(() => context.check(), { code: 'ERR_VM_CONTEXT_DISPOSED' });
  }
  assert.ok(churning().churn(2000) > 0);
});

test('a realm pays for its own garbage, and gets nothing for that of others', () => {
  const other = vm.createContext({});
  const garbage = 'for (let i = 0; i < 1500; i++) lists.push(new Array(1000).fill(0.5))';
  vm.runInContext(`var lists = []; ${garbage}; lists = null;`, other);
  const context = vm.createContext({ n: 0 }, { limits: { memory: 8 * MEGABYTE } });
  vm.runInContext('for (let i = 0; i < 1500; i++) new Array(1000).fill(0.5); 0', context);
  const fill = 'var kept = []; for (;;) { kept.push(new Array(1000).fill(0.5)); n++; }';
  assert.throws(() => vm.runInContext(fill, context), { code: 'ERR_VM_MEMORY_LIMIT' });
  // Each takes 8,000 bytes at least.
  assert.ok(context.n * 8000 < 9.5 * MEGABYTE, `${context.n} arrays`);
});

test('contexts that are made and dropped in one loop are freed while it runs', async () => {
  const grown = await inChild(
    `const life = () => {
      const context = vm.createContext({ f: (x) => x });
      vm.runInContext('var a = { b: f([1, 2, 3]) }; f(() => a); function g() { return a; } 0', context);
      return context.g().b;
    };
    for (let i = 0; i < 300; i++) life();
    const before = megabytes();
    let most = 0;
    for (let i = 0; i < 5000; i++) { life(); if (i % 100 === 0) most = Math.max(most, megabytes()); }
    return most - before;`,
    240_000,
  );
  assert.ok(grown < 250, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('workers have heaps of their own and leave nothing', async () => {
  const grown = await inChild(
    `const { Worker } = require('node:worker_threads');
    const program = 'const vm = require(${JSON.stringify(SPECIFIER)}); const { parentPort } = require("node:worker_threads");'
      + 'let sum = 0; for (let i = 0; i < 30; i++) { const c = vm.createContext({ i });'
      + 'sum += vm.runInContext("var l = []; for (let j = 0; j < 3000; j++) l.push({ j, f: () => l }); l[i].f().length", c);'
      + 'if (i % 2) vm.dispose(c); } parentPort.postMessage(sum);';
    const one = () => new Promise((resolve, reject) => {
      const worker = new Worker(program, { eval: true });
      let sum;
      worker.on('message', (value) => { sum = value; });
      worker.on('error', reject);
      worker.on('exit', () => resolve(sum));
    });
    const round = async () => {
      for (const sum of await Promise.all([one(), one(), one()])) {
        if (sum !== 90000) throw new Error('wrong sum ' + sum);
      }
    };
    for (let i = 0; i < 4; i++) await round();
    await settle();
    const before = megabytes();
    for (let i = 0; i < 12; i++) await round();
    await settle();
    return megabytes() - before;`,
    240_000,
  );
  assert.ok(grown < 60, `resident memory grew by ${grown.toFixed(1)} MB`);
});
