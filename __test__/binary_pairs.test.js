'use strict';

/**
 * Binary data that both sides have. Where `node:vm` says what is right, each case runs in both: there
 * host and guest share one heap, so whatever one writes, resizes or detaches the other has at once.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const nodeVm = require('node:vm');

const { atTheEndOfTheStack } = require('./support/end_of_stack.js');
const { load } = require('./support/subject.js');

const vm = load();

/** Runs a case in both and compares what it says. */
function same(name, run) {
  test(name, () => {
    const expected = run(nodeVm);
    assert.deepStrictEqual(run(vm), expected);
  });
}

const detach = (buffer) => structuredClone(buffer, { transfer: [buffer] });

// ── Buffers that are part of a pool ──────────────────────────────────────────────────────────────────

const SECRET = 'the-secret-of-another-buffer';
const TEXT = `const text = (buffer) => String.fromCharCode.apply(null, new Uint8Array(buffer));`;

test('views of a part of the pool show their own bytes, and no others', () => {
  const secret = Buffer.from(SECRET);
  const { buffer, byteOffset } = Buffer.from('abcdefgh');
  const views = {
    bytes: new Uint8Array(buffer, byteOffset, 8),
    words: new Uint16Array(buffer, byteOffset, 4),
    data: new DataView(buffer, byteOffset, 8),
  };
  const context = vm.createContext({ ...views, give: () => views.data });
  const sizes =
    '[bytes, words, data, give()].map((view) => [view.buffer.byteLength, view.byteOffset].join())';
  assert.strictEqual(vm.runInContext(sizes, context).join(' '), '8,0 8,0 8,0 8,0');
  vm.runInContext('new Uint8Array(bytes.buffer).fill(65)', context);
  assert.strictEqual(String(Buffer.from(buffer, byteOffset, 8)), 'AAAAAAAA');
  views.words[3] = 0x4242;
  assert.strictEqual(vm.runInContext('words[3] === 0x4242', context), true);
  assert.strictEqual(String(secret), SECRET);
});

test('a Buffer of the pool shows its own bytes, and no others', () => {
  const secret = Buffer.from(SECRET);
  const b = Buffer.from('xyz');
  assert.ok(b.buffer.byteLength > b.length, 'Node has a pool');
  const ways = {
    buffer: 'b.buffer',
    parent: 'b.parent',
    'the getter of parent': `(() => {
      for (let p = b; p; p = Object.getPrototypeOf(p)) {
        const own = Object.getOwnPropertyDescriptor(p, 'parent');
        if (own) return own.get.call(b);
      }
    })()`,
    'the getter of buffer': `(() => {
      for (let p = b; p; p = Object.getPrototypeOf(p)) {
        const own = Object.getOwnPropertyDescriptor(p, 'buffer');
        if (own && own.get) return own.get.call(b);
      }
    })()`,
    'a Buffer over the buffer': 'b.constructor.from(b.buffer).buffer',
    'a Buffer that a host function made': "b.constructor.from('y').buffer",
    subarray: 'b.subarray(1).buffer',
    slice: 'b.slice(1, 2).buffer',
    'a DataView': 'new DataView(b.buffer).buffer',
    'a typed array over all of it': 'new Uint8Array(b.buffer, b.byteOffset).buffer',
    'what a host function answers': 'bufferOf(b)',
    'what a host function made of it': 'whole(b.buffer).buffer',
  };
  const bufferOf = (view) => view.buffer;
  const whole = (buffer) => new Uint8Array(buffer);
  for (const [name, way] of Object.entries(ways)) {
    const context = vm.createContext({ b, bufferOf, whole });
    const code = `${TEXT} const buffer = ${way}; [buffer.byteLength, text(buffer)]`;
    const [length, text] = vm.runInContext(code, context);
    assert.ok(length <= 3, `${name}: ${length} bytes`);
    assert.ok(!text.includes(SECRET), name);
    vm.runInContext(`new Uint8Array(${way}).fill(33)`, context);
    assert.strictEqual(secret.toString(), SECRET, name);
    assert.match(b.toString(), /^[xyz!]{3}$/);
  }
});

test('in the guest a Buffer of the pool begins where its ArrayBuffer does', () => {
  const context = vm.createContext({ b: Buffer.from('xyz') });
  const code = '[b.byteOffset, b.offset, b.buffer.byteLength, b.buffer === b.buffer].join()';
  assert.strictEqual(vm.runInContext(code, context), '0,0,3,true');
});

test('the ArrayBuffer of a Buffer of the pool is kept in step both ways', () => {
  const b = Buffer.from('abcdef');
  const context = vm.createContext({
    b,
    f: (text) => b.write(text),
    at: (buffer) => new Uint8Array(buffer)[0],
  });
  vm.runInContext('const view = new Uint8Array(b.buffer); view[0] = 65', context);
  assert.strictEqual(b.toString(), 'Abcdef');
  assert.strictEqual(vm.runInContext("f('XY'); b[0] * 1000 + view[1]", context), 88089);
  // The host gets another ArrayBuffer for it, which stays the same one.
  const [outer, again] = vm.runInContext('[b.buffer, view.buffer]', context);
  assert.strictEqual(outer, again);
  assert.strictEqual(outer.byteLength, 6);
  new Uint8Array(outer)[5] = 90;
  assert.strictEqual(vm.runInContext('b[5]', context), 90);
  assert.strictEqual(b[5], 90);
  assert.strictEqual(vm.runInContext('view[2] = 1; at(b.buffer)', context), 88);
});

same('Buffers that overlap stay in step', ({ createContext, runInContext }) => {
  const whole = Buffer.from('0123456789');
  const context = createContext({ a: whole.subarray(0, 6), b: whole.subarray(4), f() {} });
  runInContext('a[0] = 97; b[5] = 98; f(); a[5] = 99', context);
  const seen = [whole.toString(), runInContext('b[1]', context)];
  whole[4] = 100;
  return [...seen, runInContext('[a[4], b[0], a[5], b[5]].join()', context), whole.toString()];
});

same('a Buffer, an array and the ArrayBuffer of both do not clobber each other', (impl) => {
  const store = new ArrayBuffer(16);
  const part = Buffer.from(store, 4, 8);
  const array = new Uint8Array(store, 2, 4);
  const context = impl.createContext({ store, part, array, f: () => part.fill(7, 7) });
  impl.runInContext('part[0] = 1; f(); array[3] = 3; f(); new Uint8Array(store)[0] = 9', context);
  const first = [...new Uint8Array(store)];
  impl.runInContext('f(); part[1]++', context);
  return [first, [...new Uint8Array(store)], [...part], [...array]];
});

same('a write that changes nothing takes nothing back', (impl) => {
  const b = Buffer.from(new ArrayBuffer(8), 2, 4);
  const context = impl.createContext({ b, f: () => b.fill(5) });
  impl.runInContext('b[0] = 0; f(); b[1] = 6', context);
  return [...b];
});

// ── Resizing and detaching ───────────────────────────────────────────────────────────────────────────

same('the host resizes, the guest sees it', (impl) => {
  const b = new ArrayBuffer(4, { maxByteLength: 16 });
  const u = new Uint8Array(b);
  const fixed = new Uint8Array(b, 0, 4);
  const context = impl.createContext({
    b,
    u,
    fixed,
    to(length) {
      b.resize(length);
      if (length > 0) u[length - 1] = length;
    },
  });
  const look =
    '[b.byteLength, b.resizable, b.maxByteLength, u.length, fixed.length, [...u].join(".")].join()';
  return [4, 12, 2, 16, 0, 4].map((to) => impl.runInContext(`to(${to}); ${look}`, context));
});

same('the guest resizes, the host sees it', (impl) => {
  const seen = [];
  const context = impl.createContext({
    see(b, u, d) {
      seen.push([b.byteLength, b.resizable, b.maxByteLength, u.length, [...u], d?.byteLength]);
    },
  });
  impl.runInContext(
    `const b = new ArrayBuffer(4, { maxByteLength: 16 }), u = new Uint8Array(b), d = new DataView(b);
     see(b, u, d);
     for (const to of [12, 16, 3, 9]) { b.resize(to); u[to - 1] = to; see(b, u, d); }`,
    context,
  );
  return seen;
});

same('a write after a resize is not lost, whoever writes', (impl) => {
  const b = new ArrayBuffer(2, { maxByteLength: 8 });
  const context = impl.createContext({ b });
  impl.runInContext('b.resize(6); new Uint8Array(b)[5] = 50', context);
  const first = [...new Uint8Array(b)];
  b.resize(8);
  new Uint8Array(b)[7] = 70;
  return [first, impl.runInContext('[...new Uint8Array(b)].join()', context)];
});

same('a growable SharedArrayBuffer grows on both sides', (impl) => {
  const s = new SharedArrayBuffer(4, { maxByteLength: 16 });
  const u = new Uint8Array(s);
  const context = impl.createContext({ s, u, f: () => s.grow(8) });
  const seen = [
    impl.runInContext('f(); u[7] = 1; [s.byteLength, s.growable, u.length].join()', context),
  ];
  impl.runInContext('s.grow(12); u[11] = 2', context);
  return [...seen, s.byteLength, [...u]];
});

same('a view that is out of bounds is so on the other side, and comes back', (impl) => {
  const b = new ArrayBuffer(8, { maxByteLength: 8 });
  const context = impl.createContext({
    b,
    d: new DataView(b, 4, 4),
    u: new Uint16Array(b, 4, 2),
    t: new Uint8Array(b, 6),
  });
  b.resize(2);
  const look = `[1 + 1, b.byteLength, u.length, t.length, (() => { try { return d.byteLength } catch { return 'out' } })()].join()`;
  const out = impl.runInContext(look, context);
  b.resize(8);
  const back = impl.runInContext(`u[1] = 513; d.setUint8(0, 9); ${look}`, context);
  return [out, back, [...new Uint8Array(b)]];
});

same('a view of the guest that is out of bounds comes to the host', (impl) => {
  const seen = [];
  const context = impl.createContext({
    see(...views) {
      for (const view of views) {
        try {
          seen.push([view.byteOffset, view.byteLength]);
        } catch {
          seen.push('out');
        }
      }
    },
  });
  impl.runInContext(
    `var b = new ArrayBuffer(8, { maxByteLength: 8 });
     var d = new DataView(b, 4, 4), t = new DataView(b, 2), u = new Uint16Array(b, 4, 2);
     new Uint8Array(b)[7] = 7;
     b.resize(3); see(d, t, u); b.resize(8); see(d, t, u);`,
    context,
  );
  return [...seen, impl.runInContext('[...new Uint8Array(b)].join()', context)];
});

same('what the host detaches is detached in the guest, empty or not', (impl) => {
  const results = [];
  for (const length of [0, 8]) {
    const b = new ArrayBuffer(length);
    const u = new Uint8Array(b);
    const context = impl.createContext({ b, u, f: () => detach(b) });
    const isDetached = `(() => { try { b.slice(0); return false } catch { return true } })()`;
    results.push(
      impl.runInContext(`${isDetached} + ' ' + (f(), ${isDetached}) + u.length`, context),
    );
  }
  return results;
});

same('a view that was detached before it crosses', (impl) => {
  const u = new Uint8Array(8);
  const d = new DataView(u.buffer);
  detach(u.buffer);
  return impl.runInContext(
    '[u.length, u.byteOffset, typeof d].join()',
    impl.createContext({ u, d }),
  );
});

same(
  'what the guest detaches, where the language has `transfer`, is detached in the host',
  (impl) => {
    const b = new ArrayBuffer(8);
    const code = 'typeof b.transfer === "function" && b.transfer().byteLength';
    const moved = impl.runInContext(code, impl.createContext({ b }));
    return [moved, b.byteLength];
  },
);

same('a class of the guest that lies about itself does not matter', (impl) => {
  const context = impl.createContext({});
  const u = impl.runInContext(
    `class U extends Uint8Array { get length() { return 1e9 } get buffer() { throw 1 } }
     const u = new U(4); u[1] = 8; u`,
    context,
  );
  return [u.byteLength, u[1]];
});

// ── Synchronising that was ended in the middle ───────────────────────────────────────────────────────

test('buffers are in step after overflows of the host stack', () => {
  const u = new Uint8Array(4);
  const resizable = new ArrayBuffer(4, { maxByteLength: 4096 });
  const context = vm.createContext({ u, resizable });
  const set = vm.runInContext(
    '(v) => { u[0] = v; resizable.resize(v + 100); return u[0] }',
    context,
  );
  set(1);
  atTheEndOfTheStack(() => set(7));
  assert.strictEqual(set(99), 99);
  assert.strictEqual(u[0], 99);
  assert.strictEqual(resizable.byteLength, 199);
  u[1] = 55;
  assert.strictEqual(vm.runInContext('u[1]', context), 55);
});

test('buffers are in step after timeouts that hit a callout', () => {
  const u = new Uint8Array(4);
  const wait = () => {
    const end = Date.now() + 3;
    while (Date.now() < end);
  };
  const context = vm.createContext({ u, wait });
  for (let i = 0; i < 6; i++) {
    assert.throws(
      () => vm.runInContext('for (;;) { wait(); u[1]++ }', context, { timeout: 12 + i }),
      { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' },
    );
    assert.strictEqual(u[1], vm.runInContext('u[1]', context));
  }
  vm.runInContext('u[0] = 99', context);
  assert.strictEqual(u[0], 99);
  u[2] = 44;
  assert.strictEqual(vm.runInContext('u[2]', context), 44);
});

same('what a host function wrote before it threw is there', (impl) => {
  const u = new Uint8Array(2);
  const context = impl.createContext({
    u,
    f() {
      u[0] = 5;
      throw new Error('after writing');
    },
  });
  return [impl.runInContext('try { f() } catch {} u[1] = u[0] + 1; u[0]', context), [...u]];
});
