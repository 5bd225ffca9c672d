'use strict';

/**
 * What the host has read of guest objects is kept while it runs alone: nothing that it reads is ever stale, and what it keeps
 * holds no guest object. The random worlds are the first of those that `npm run fuzz -- --target reads` goes on with;
 * `--target timed-reads` has timeouts in them too.
 */

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { inspect } = require('node:util');
const vm = require('..');

const { inChild } = require('./support/gc_child.js');

const fuzz = path.join(__dirname, '../fuzz/child.js');

/** Reads an object often enough that all of it is kept. */
function readAll(object) {
  for (let round = 0; round < 5; round++) JSON.stringify(object);
  return JSON.stringify(object);
}

test('random worlds read what they read with node:vm', () => {
  const args = ['--no-warnings', fuzz, 'reads', '1', '24'];
  const { status, signal, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  assert.deepEqual(
    lines.filter((line) => !line.startsWith('at ')),
    [],
  );
  assert.deepEqual([status, signal, lines.length], [0, null, 24]);
});

test('a call, a job, a write and a disposal end what is kept', async () => {
  const context = vm.createContext({});
  const [object, change, later] = vm.runInContext(
    'const o = { a: 1, list: [1, 2] }; [o, (v) => { o.a = v; o.list.push(v) }, () => { Promise.resolve().then(() => { o.a = "job" }) }]',
    context,
  );
  assert.equal(readAll(object), '{"a":1,"list":[1,2]}');
  change(2);
  assert.equal(readAll(object), '{"a":2,"list":[1,2,2]}');
  object.a = 3;
  object.list.length = 1;
  assert.equal(readAll(object), '{"a":3,"list":[1]}');
  later();
  readAll(object);
  await new Promise(setImmediate);
  assert.equal(object.a, 'job');
  readAll(object);
  assert.equal(Reflect.deleteProperty(object, 'a'), true);
  assert.equal('a' in object, false);
  readAll(object);
  vm.dispose(context);
  assert.throws(() => object.list, { code: 'ERR_VM_CONTEXT_DISPOSED' });
});

test('guest code that has been called out of sees and shows what changed meanwhile', () => {
  const seen = [];
  let object;
  const read = () => seen.push(readAll(object));
  const context = vm.createContext({ read });
  object = vm.runInContext('const o = { a: 1 }; o', context);
  vm.runInContext('for (let i = 0; i < 3; i++) { read(); o.a++; o["k" + i] = i }', context);
  assert.deepEqual(seen, ['{"a":1}', '{"a":2,"k0":0}', '{"a":3,"k0":0,"k1":1}']);
});

test('a getter in the midst changes what is read after it', () => {
  const object = vm.runInNewContext(
    '({ first: 1, get change() { this.last = this.first += 1; return 0 }, last: "before" })',
  );
  assert.equal(JSON.stringify(object), '{"first":1,"change":0,"last":2}');
  assert.equal(JSON.stringify(object), '{"first":2,"change":0,"last":3}');
});

test('a prototype that changes changes what is inherited', () => {
  const context = vm.createContext({});
  const [object, base, swap] = vm.runInContext(
    'const base = { x: 1 }; const o = Object.create(base); [o, base, () => { Object.setPrototypeOf(o, { y: 2 }) }]',
    context,
  );
  const look = () => [object.x, object.y, 'x' in object, 'z' in object, object.x, object.x];
  assert.deepEqual(look(), [1, undefined, true, false, 1, 1]);
  base.x = 5;
  assert.deepEqual(look(), [5, undefined, true, false, 5, 5]);
  base.z = undefined;
  assert.deepEqual(look(), [5, undefined, true, true, 5, 5]);
  swap();
  assert.deepEqual(look(), [undefined, 2, false, false, undefined, undefined]);
});

test('values of every kind read the same the first and the tenth time', () => {
  const context = vm.createContext({ host: { h: 1 }, hostFunction() {} });
  const object = vm.runInContext(
    `const s = Symbol('own'); ({ n: -0, nan: NaN, big: 2n ** 70n, text: 'é', long: 'x'.repeat(1000), wide: '\u{1F600}'.repeat(200), u: undefined, z: null,
      s, [s]: 1, [Symbol.iterator]: 2, host, hostFunction, date: new Date(3), error: new Error('e'), re: /a/g, bytes: new Uint8Array(2), f() {}, promise: Promise.resolve(1),
      map: new Map(), inner: { a: 1 }, list: [ , 1], proxy: new Proxy({}, {}) })`,
    context,
  );
  const keys = Reflect.ownKeys(object);
  const first = keys.map((key) => object[key]);
  for (let round = 0; round < 10; round++) {
    for (const [at, key] of keys.entries()) {
      assert.ok(Object.is(object[key], first[at]), String(key));
      assert.ok(Object.is(Reflect.getOwnPropertyDescriptor(object, key).value, first[at]));
      assert.ok(key in object);
    }
    assert.deepEqual(Reflect.ownKeys(object), keys);
  }
});

test('frozen, sealed and fixed objects keep the invariants of proxies while they are kept', () => {
  const context = vm.createContext({});
  const [object, list] = vm.runInContext(
    'const o = { a: 1, b: { c: 1 } }; const l = [1, { d: 1 }]; Object.defineProperty(o, "fixed", { value: 1 }); [o, l]',
    context,
  );
  readAll(object);
  readAll(list);
  assert.deepEqual(
    { ...Reflect.getOwnPropertyDescriptor(object, 'fixed') },
    {
      value: 1,
      writable: false,
      enumerable: false,
      configurable: false,
    },
  );
  for (const each of [object, list]) {
    readAll(each);
    Object.freeze(each);
    assert.equal(Object.isFrozen(each), true);
    const text = readAll(each);
    assert.throws(() => {
      'use strict';
      each[0] = 2;
    }, TypeError);
    assert.equal(readAll(each), text);
    assert.equal(Object.isExtensible(each), false);
  }
});

test('large objects and long arrays are read as they are', () => {
  const context = vm.createContext({});
  const [large, long, change] = vm.runInContext(
    `const large = {}; for (let i = 0; i < 300; i++) large['k' + i] = i;
    const long = Array.from({ length: 1000 }, (_, id) => ({ id })); [large, long, () => { large.k7 = 'new'; long[500] = { id: 'new' }; long.length = 600; long.extra = 1 }]`,
    context,
  );
  const sum = () => {
    let total = '';
    for (let at = 0; at < long.length; at++) total += long[at].id;
    return total.length;
  };
  assert.equal(sum(), 2890);
  assert.equal(sum(), 2890);
  assert.equal(large.k7 + large.k299, 306);
  assert.deepEqual(
    [long[1000], long[-1], long['01'], long[1.5], long.extra],
    Array(5).fill(undefined),
  ); // prettier-ignore
  change();
  assert.deepEqual(
    [large.k7, long[500].id, long.length, long[700], long.extra],
    ['new', 'new', 600, undefined, 1],
  ); // prettier-ignore
  assert.equal(sum(), 10 + 90 * 2 + 500 * 3);
});

test('what is kept can be come by from nowhere', () => {
  const object = vm.runInNewContext('({ a: { b: 1 } })');
  readAll(object);
  assert.equal(inspect(object, { showProxy: true, showHidden: true }).includes('epoch'), false);
  assert.deepEqual(Reflect.ownKeys(object), ['a']);
});

test('what a program puts on the prototypes of the host answers for no guest object', () => {
  const object = vm.runInNewContext('({ a: undefined, list: [ , undefined] })');
  try {
    for (const key of ['0', '1', '5', '6', 'get', 'value', 'polluted']) {
      Object.prototype[key] = 'host';
      Array.prototype[key] = 'host';
    }
    for (let round = 0; round < 6; round++) {
      assert.equal(object.polluted, undefined);
      assert.equal(object.a, undefined);
      assert.equal(object.list[0], undefined);
      assert.equal(Reflect.getOwnPropertyDescriptor(object, 'a').value, undefined);
    }
  } finally {
    for (const key of ['0', '1', '5', '6', 'get', 'value', 'polluted']) {
      delete Object.prototype[key];
      delete Array.prototype[key];
    }
  }
});

test('what was read keeps no guest object of a context alive', async () => {
  const alive = await inChild(
    `const context = vm.createContext({});
    const holder = vm.runInContext('const holder = { inner: { a: 1 }, other: 1 }; holder', context);
    const drop = vm.runInContext('() => { holder.inner = null }', context);
    const read = () => { for (let i = 0; i < 9; i++) JSON.stringify(holder); return new WeakRef(holder.inner); };
    const weak = read();
    drop();
    await settle();
    return weak.deref() === undefined && holder.inner === null ? 0 : 1;`,
    60_000,
  );
  assert.equal(alive, 0);
});
