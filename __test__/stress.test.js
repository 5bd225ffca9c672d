'use strict';

/**
 * Many objects across the membrane in changing order, with both collectors at work. What is checked is
 * identity, bytes, order and that nothing fails; must never assert how long anything takes.
 */

const assert = require('node:assert');
const path = require('node:path');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const PRELUDE = `
  const turn = () => new Promise(setImmediate);
  let seed = 1;
  const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
  const main = (body) => body().then((value) => console.log(JSON.stringify(value)));
`;

/** Runs the body of an async function in a child and returns what it returns. */
async function inChild(body) {
  const program = `${PRELUDE} main(async () => { ${body} });`;
  const ending = await runProgram(subject.name, program, { flags: ['--expose-gc'] });
  assert.strictEqual(ending.code, 0, `${ending.signal ?? ''}\n${ending.stdout}\n${ending.stderr}`);
  return JSON.parse(ending.stdout);
}

const makers = `[() => ({}), () => [], () => () => {}, () => new Map(), () => new Error('x'), () => /x/,
  () => Promise.resolve(1), () => new Uint8Array(4), () => new ArrayBuffer(8), () => Symbol('s'),
  () => class {}, () => new Proxy({}, {}), () => new Date(), () => Object.freeze({ a: 1 }),
  () => (function* () {})(), () => new DataView(new ArrayBuffer(4))]`;

test('objects of both sides keep their identity while both heaps are collected', async () => {
  const confused = await inChild(`
    const make = ${makers};
    const guest = vm.runInNewContext(\`
      const table = [], make = ${makers};
      ({ make: (i, kind) => (table[i] = make[kind]()), put(i, value) { table[i] = value; },
         get: (i) => table[i], same: (i, value) => table[i] === value })\`);
    const size = 200, host = [], confused = [];
    for (let step = 0; step < 8000; step++) {
      const i = random(size);
      const other = random(size);
      switch (random(6)) {
        case 0: host[i] = guest.make(i, random(make.length)); break;
        case 1: guest.put(i, (host[i] = make[random(make.length)]())); break;
        case 2: host[i] ??= guest.get(i); if (guest.get(i) !== host[i]) confused.push(step); break;
        case 3: if (host[i] && !guest.same(i, host[i])) confused.push(step); break;
        case 4: host[i] = undefined; break;
        default: if (host[i]) guest.put(other, (host[other] = host[i]));
      }
      if (step % 1000 === 0) { gc(); await turn(); }
    }
    return confused;`);
  assert.deepStrictEqual(confused, []);
});

test('views over one buffer agree while both sides write', async () => {
  const wrong = await inChild(`
    const guest = vm.runInNewContext(\`
      const bytes = new Uint8Array(64), view = new DataView(bytes.buffer);
      ({ bytes, view, floats: new Float64Array(bytes.buffer, 8, 2), read: (i) => bytes[i],
         mix: (i, value) => { bytes[i] = value; const before = read(i); write(i, value ^ 255);
           return before === value && view.getUint8(i) === (value ^ 255); } })\`,
      { read: (i) => guest.bytes[i], write: (i, value) => { guest.bytes[i] = value; } });
    let wrong = guest.view.buffer === guest.floats.buffer ? 0 : 1000;
    for (let n = 0; n < 1000; n++) {
      const i = n % 64, value = n % 256;
      if (!guest.mix(i, value)) wrong++;
      guest.bytes[i] = value;
      if (guest.read(i) !== value || guest.view.getUint8(i) !== value) wrong++;
    }
    return wrong;`);
  assert.strictEqual(wrong, 0);
});

test('promises settle in every order on both sides', async () => {
  const result = await inChild(`
    const context = vm.createContext({
      later: (turns, value, fails) => { let p = Promise.resolve();
        while (turns-- > 0) p = p.then(() => {});
        return p.then(() => { if (fails) throw value; return value; }); },
      hostGenerator: async function* () { for (let i = 0; i < 10; i++) yield i; } });
    const settled = await vm.runInContext(\`Promise.allSettled(Array.from({ length: 200 }, (_, i) =>
      i % 2 ? later(i % 7, i, i % 3 === 0) : (async () => {
        try { return await later(i % 5, i, i % 4 === 0); } catch (e) { return -e; } })()))\`, context);
    const sum = [...settled].reduce((total, one) => total + (one.value ?? one.reason * 1000), 0);
    const sumOf = async (generator) => { let s = 0; for await (const v of generator) s += v; return s; };
    const fromGuest = vm.runInContext('(async function* () { for (let i = 0; i < 9; i++) yield later(i, i) })()', context);
    const inGuest = vm.runInContext('(async () => { let s = 0; for await (const v of hostGenerator()) s += v; return s })()', context);
    return [sum, await sumOf(fromGuest), await inGuest];`);
  const numbers = Array.from({ length: 200 }, (_, i) => i);
  const expected = numbers.reduce((total, i) => {
    if (i % 2 === 0) return total + (i % 4 === 0 ? -i : i);
    return total + (i % 3 === 0 ? i * 1000 : i);
  }, 0);
  assert.deepStrictEqual(result, [expected, 36, 45]);
});

test('proxies and classes of both sides nest', async () => {
  const result = await inChild(`
    const context = vm.createContext({});
    const wrap = vm.runInContext('(x) => new Proxy(x, {})', context);
    const extend = vm.runInContext('(F) => class extends F { constructor(x) { super(x + 1); } }', context);
    const object = { a: 1 };
    let outer = object;
    let Class = class { constructor(x) { this.x = x; } };
    for (let i = 0; i < 20; i++) {
      outer = i % 2 ? wrap(outer) : new Proxy(outer, {});
      Class = i % 2 ? class extends Class {} : extend(Class);
    }
    outer.b = 2;
    Object.freeze(outer);
    return [Object.keys(outer), Object.isFrozen(object), object.b, new Class(1).x,
      new Class(1) instanceof Class];`);
  assert.deepStrictEqual(result, [['a', 'b'], true, 2, 11, true]);
});

/** What a worker has to `require`; a relative name is meant from the support folder. */
const specifier = subject.isOracle
  ? subject.name
  : path.resolve(__dirname, 'support', subject.name);

test('workers end at any moment of a run', async () => {
  const codes = await inChild(`
    const { Worker } = require('node:worker_threads');
    const path = ${JSON.stringify(specifier)};
    const program = 'const vm = require(' + JSON.stringify(path) + ');' +
      'const c = vm.createContext({ cb: (f) => f() });' +
      'for (;;) vm.runInContext("cb(() => [1, 2].map((x) => ({ x, p: Promise.resolve(x) })))", c);';
    const codes = [];
    for (let round = 0; round < 6; round++) {
      const worker = new Worker(program, { eval: true });
      await new Promise((done) => worker.once('online', done));
      await new Promise((done) => setTimeout(done, round * 25));
      codes.push(await worker.terminate());
    }
    return codes;`);
  assert.deepStrictEqual(codes, [1, 1, 1, 1, 1, 1]);
});
