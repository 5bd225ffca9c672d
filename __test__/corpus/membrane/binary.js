'use strict';

/** ArrayBuffers and views: genuine on either side, over one memory. */

const kinds = {
  Uint8Array: 'new Uint8Array([1, 2, 3])',
  Int8Array: 'new Int8Array([-1, 2, 3])',
  Uint8ClampedArray: 'new Uint8ClampedArray([300, -5, 3])',
  Int16Array: 'new Int16Array([-300, 2])',
  Uint16Array: 'new Uint16Array([65535, 2])',
  Int32Array: 'new Int32Array([-70000])',
  Uint32Array: 'new Uint32Array([4294967295])',
  Float32Array: 'new Float32Array([1.5, NaN])',
  Float64Array: 'new Float64Array([0.1, -0, Infinity])',
  BigInt64Array: 'new BigInt64Array([-5n])',
  BigUint64Array: 'new BigUint64Array([18446744073709551615n])',
  'empty Uint8Array': 'new Uint8Array(0)',
  'a view into the middle': 'new Uint8Array(new Uint8Array([1, 2, 3, 4, 5, 6]).buffer, 2, 3)',
};

const uses = {
  content: '[o.length, o.byteLength, o.byteOffset, o.BYTES_PER_ELEMENT, [...o].join()]',
  'is a view': '[ArrayBuffer.isView(o), Object.prototype.toString.call(o)]',
  write: 'if (o.length) { o[0] = o[0]; o.set([o[0]]); } o.join()',
  methods: '[o.slice().join(), o.subarray(0, 1).length, o.indexOf(2), o.map((x) => x).length]',
  sort: '[...o.sort()].join()',
  keys: 'Object.keys(o).join()',
  'out of range': '[o[99], o[-1], "99" in o, "0" in o]',
  'JSON.stringify': 'typeof o[0] === "bigint" ? "bigint" : JSON.stringify(o)',
  'the buffer':
    '[o.buffer.byteLength, o.buffer === o.buffer, Object.prototype.toString.call(o.buffer)]',
  'a second view': 'new Uint8Array(o.buffer, o.byteOffset, o.byteLength).join()',
  'a copy': 'new o.constructor(o).join()',
  'a property on it': 'o.label = "x"; [o.label, Object.keys(o).includes("label")]',
  'Array.from': 'Array.from(o).length',
  'fill and reverse': 'o.length && typeof o[0] !== "bigint" ? o.fill(7).reverse().join() : 0',
  freeze: 'try { Object.freeze(o); } catch (e) { e.name }',
};

const host = [];
const guest = [];
for (const [kind, expression] of Object.entries(kinds)) {
  host.push({
    contexts: { [`host ${kind}`]: `{ o: ${expression} }` },
    cases: Object.fromEntries(
      Object.entries(uses).map(([use, code]) => [use, [code, { host: 'ctx.o' }]]),
    ),
  });
  guest.push({
    contexts: { [`guest ${kind}`]: '{}' },
    cases: Object.fromEntries(
      Object.entries(uses).map(([use, code]) => [
        use,
        [`var o = ${expression}; 0`, { host: `const { o } = ctx; ${code}` }, { host: 'ctx.o' }],
      ]),
    ),
  });
}

module.exports = [
  ...host,
  ...guest,
  {
    context: '{ id: (x) => x }',
    cases: {
      'bytes written by the guest are there in the host': [
        { host: 'ctx.b = new Uint8Array(4); 0' },
        'b[0] = 1; b.set([2, 3], 1);',
        { host: '[...ctx.b]' },
      ],
      'bytes written by the host are there in the guest': [
        'var b = new Uint8Array(4); b',
        { host: 'results[0][1] = 9; 0' },
        '[...b]',
      ],
      'bytes written in a callback': [
        {
          host: 'ctx.b = new Uint8Array(2); ctx.poke = (v) => { ctx.b[0] = v; return ctx.b[1]; }; 0',
        },
        'b[1] = 5; const seen = poke(7); [seen, b[0]]',
      ],
      'guest bytes written in a callback': [
        { host: 'ctx.poke = (b, v) => { const was = b[1]; b[0] = v; return was; }; 0' },
        'const b = new Uint8Array(2); b[1] = 5; const seen = poke(b, 7); [seen, b[0]]',
      ],
      'bytes of a buffer made by the guest': [
        'var buf = new ArrayBuffer(8); var view = new DataView(buf); view.setInt16(0, -2); view.setFloat64(0, 1.5); 0',
        {
          host: '[ctx.buf.byteLength, new DataView(ctx.buf).getFloat64(0), ctx.view.getFloat64(0)]',
        },
      ],
      'two views over one buffer, of the host': [
        {
          host: 'const buf = new ArrayBuffer(8); ctx.a = new Uint8Array(buf); ctx.b = new Uint32Array(buf); 0',
        },
        'a[0] = 255; [a.buffer === b.buffer, b[0]]',
        { host: 'ctx.b[0]' },
      ],
      'two views over one buffer, of the guest': [
        'var buf = new ArrayBuffer(8); var a = new Uint8Array(buf); var b = new Uint16Array(buf, 2, 2); a[2] = 7; 0',
        {
          host: '[ctx.a.buffer === ctx.buf, ctx.b.buffer === ctx.buf, ctx.b[0], ctx.b.byteOffset]',
        },
        { host: 'ctx.b[1] = 513; 0' },
        '[a[4], a[5]]',
      ],
      'the host knows a genuine typed array': [
        'new Uint8Array([1, 2])',
        {
          host: "const { types } = require('util'); [types.isUint8Array(results[0]), types.isTypedArray(results[0]), ArrayBuffer.isView(results[0]), types.isArrayBuffer(results[0].buffer)]",
        },
      ],
      'the host knows a genuine buffer': [
        'new ArrayBuffer(3)',
        {
          host: "require('util').types.isArrayBuffer(results[0])",
        },
      ],
      'the host knows a genuine DataView': [
        'new DataView(new ArrayBuffer(3), 1)',
        {
          host: "[require('util').types.isDataView(results[0]), results[0].byteOffset, results[0].byteLength]",
        },
      ],
      'Buffer.from of guest bytes': [
        'new Uint8Array([104, 105])',
        {
          host: '[Buffer.from(results[0]).toString(), Buffer.from(results[0].buffer).toString(), Buffer.concat([results[0]]).length]',
        },
      ],
      'crypto over guest bytes': [
        'new Uint8Array([1, 2, 3])',
        {
          host: "require('crypto').createHash('sha256').update(results[0]).digest('hex').slice(0, 8)",
        },
      ],
      'TextDecoder over guest bytes': [
        'new Uint8Array([0xe2, 0x82, 0xac])',
        { host: 'new TextDecoder().decode(results[0])' },
      ],
      'a Buffer in the guest': [
        { host: "ctx.buf = Buffer.from('hello'); 0" },
        "[buf.length, buf[0], buf.toString(), buf.toString('hex'), [...buf.subarray(0, 2)].join()]",
      ],
      'a Buffer in the guest: methods': [
        { host: "ctx.buf = Buffer.from('hello'); 0" },
        "[buf.readUInt16BE(0), buf.indexOf('l'), buf.equals(buf), buf.slice(1, 3).toString(), buf.write('J'), buf.toString()]",
        { host: 'ctx.buf.toString()' },
      ],
      'a Buffer in the guest: what it is': [
        { host: "ctx.buf = Buffer.from('hi'); 0" },
        'Object.prototype.toString.call(buf)',
        'ArrayBuffer.isView(buf)',
        {
          host: 'ctx.back = vm.runInContext("buf", ctx); [ctx.back === ctx.buf, Buffer.isBuffer(ctx.back)]',
        },
      ],
      'a Buffer through JSON': [{ host: "ctx.buf = Buffer.from('hi'); 0" }, 'JSON.stringify(buf)'],
      'Buffer handed in': {
        context: '{ Buffer }',
        steps: [
          "Buffer.from('abc').toString('base64')",
          "Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString()",
          'Buffer.isBuffer(Buffer.alloc(2))',
          'Buffer.from([1, 2])',
          'Buffer.from(new Uint8Array([65, 66])).toString()',
        ],
      },
      'a SharedArrayBuffer of the host': [
        { host: 'ctx.sab = new SharedArrayBuffer(8); 0' },
        'const v = new Int32Array(sab); v[0] = 5; Atomics.add(v, 0, 2); v[0]',
        { host: 'new Int32Array(ctx.sab)[0]' },
      ],
      'a SharedArrayBuffer of the guest': [
        'var sab = new SharedArrayBuffer(4); new Uint8Array(sab)[0] = 3; sab',
        { host: 'new Uint8Array(results[0])[0]' },
        { host: 'new Uint8Array(results[0])[1] = 4; 0' },
        'new Uint8Array(sab)[1]',
      ],
      'a transferred buffer': [
        { host: 'ctx.buf = new ArrayBuffer(4); ctx.v = new Uint8Array(ctx.buf); 0' },
        'v.length',
        { host: 'structuredClone(ctx.buf, { transfer: [ctx.buf] }); 0' },
        '[v.length, buf.byteLength]',
      ],
      'a transferred buffer of the guest': [
        'var buf = new ArrayBuffer(4), v = new Uint8Array(buf); v[1] = 7; 0',
        { host: '[...new Uint8Array(structuredClone(ctx.buf, { transfer: [ctx.buf] }))]' },
        '[v.length, buf.byteLength, v[1]]',
        { host: '[ctx.v.length, ctx.buf.byteLength]' },
      ],
      'a buffer transferred within a call': [
        {
          host: 'ctx.buf = new ArrayBuffer(4); ctx.give = () => { structuredClone(ctx.buf, { transfer: [ctx.buf] }); }; 0',
        },
        'const v = new Uint8Array(buf), before = v.length; give(); [before, v.length, buf.byteLength]',
      ],
      'a buffer transferred before it crosses': [
        {
          host: 'const buf = new ArrayBuffer(4); structuredClone(buf, { transfer: [buf] }); ctx.buf = buf; 0',
        },
        'buf.byteLength',
        'new Uint8Array(buf)',
      ],
      'a view over a transferred buffer': [
        {
          host: 'ctx.v = new Uint8Array(4); structuredClone(ctx.v.buffer, { transfer: [ctx.v.buffer] }); 0',
        },
        '[v.length, v.byteOffset, v.buffer.byteLength, v[0]]',
      ],
      'an empty buffer of the host': [
        { host: 'ctx.buf = new ArrayBuffer(0); 0' },
        'new Uint8Array(buf).length',
        'buf.byteLength',
      ],
      'a resizable buffer that shrinks': [
        { host: 'ctx.buf = new ArrayBuffer(4, { maxByteLength: 8 }); 0' },
        'buf.byteLength',
        { host: 'ctx.buf.resize(0); 0' },
        'new Uint8Array(buf); 1',
      ],
      'a DataView of the host': [
        { host: 'ctx.dv = new DataView(new ArrayBuffer(8), 2, 4); 0' },
        'dv.setUint16(0, 513); [dv.getUint8(0), dv.getUint16(0, true), dv.byteOffset, dv.byteLength]',
        { host: 'ctx.dv.getUint16(0)' },
      ],
      'a typed array filled by the host': [
        'var t = new Float64Array(1000); t',
        { host: 'for (let i = 0; i < 1000; i++) results[0][i] = i / 2; 0' },
        't[999] + t.length',
      ],
      'a megabyte': [
        'var t = new Uint8Array(1 << 20).fill(3); t',
        { host: 'let s = 0; for (const b of results[0]) s += b; s' },
      ],
      'set from the other side': [
        { host: 'ctx.src = new Uint8Array([7, 8]); 0' },
        'const t = new Uint8Array(4); t.set(src, 1); [...t]',
      ],
      'set from a plain host array': [
        { host: 'ctx.src = [7, 8]; 0' },
        'const t = new Uint8Array(4); t.set(src, 1); [...t]',
      ],
      'new Uint8Array of a host array': [
        { host: 'ctx.src = [7, 8, 300]; 0' },
        '[...new Uint8Array(src)]',
      ],
      'new Uint8Array of a host view': [
        { host: 'ctx.src = new Int16Array([7, -1]); 0' },
        '[...new Uint8Array(src)]',
      ],
      'Reflect.set on a typed array': [
        'var t = new Uint8Array(2); t',
        {
          host: '[Reflect.set(results[0], 0, 5), Reflect.set(results[0], 9, 5), results[0][0], results[0].length]',
        },
      ],
      'define on a typed array': [
        'var t = new Uint8Array(2); t',
        {
          host: '[Reflect.defineProperty(results[0], 0, { value: 5, writable: true, enumerable: true, configurable: true }), results[0][0], Reflect.defineProperty(results[0], 0, { value: 5, writable: false })]',
        },
        '[...t]',
      ],
      'identity of a subarray': [
        'var t = new Uint8Array(4); t',
        {
          host: 'const s = results[0].subarray(1); s[0] = 9; [s.buffer === results[0].buffer, s.length]',
        },
        '[...t]',
      ],
      'guest bytes are instances of the class of the host': [
        'new Uint8Array(1)',
        { host: 'results[0] instanceof Uint8Array' },
      ],
      'a guest buffer is an instance of the class of the host': [
        'new ArrayBuffer(3)',
        { host: 'results[0] instanceof ArrayBuffer' },
      ],
      'bytes of a class of the guest': [
        'class Bytes extends Uint8Array { get twice() { return this.length * 2; } sum() { return this.reduce((a, b) => a + b, 0); } } var b = new Bytes([1, 2, 3]); var classes = { Bytes, Uint8Array }; 0',
        {
          host: "const { b, classes } = ctx; const { inspect, types } = require('util'); [inspect(b), inspect(b, { customInspect: false }), b instanceof classes.Bytes, b instanceof classes.Uint8Array, b.constructor === classes.Bytes, b.twice, b.sum(), b.length, types.isUint8Array(b), ArrayBuffer.isView(b), Object.prototype.toString.call(b), JSON.stringify(b)]",
        },
        {
          host: 'const { b } = ctx; b[0] = 10; b.set([5], 2); [Buffer.from(b), Buffer.from(b.buffer), Buffer.concat([b, b]), [...b], [...b.subarray(1)], b.slice(1).constructor.name, [...b.map((x) => x * 2)], b.buffer.byteLength].map(String)',
        },
        '[b.join(), b.sum()]',
        { host: '(ctx.b.fill(7), 0)' },
        '[b.join(), b.sum()]',
        { host: 'ctx.same = (x) => x === ctx.b; 0' },
        'same(b)',
      ],
      'buffers and views of classes of the guest': [
        'class AB extends ArrayBuffer { get half() { return this.byteLength / 2; } } class DV extends DataView {} class SAB extends SharedArrayBuffer {} var ab = new AB(4); var dv = new DV(ab); var sab = new SAB(2); var classes = { AB, DV, SAB }; 0',
        {
          host: "const { ab, dv, sab, classes } = ctx; const { inspect, types } = require('util'); [inspect(ab), inspect(dv), inspect(sab), ab instanceof classes.AB, dv instanceof classes.DV, sab instanceof classes.SAB, ab.half, ab.byteLength, dv.byteLength, dv.buffer === ab, types.isArrayBuffer(ab), types.isSharedArrayBuffer(sab), Object.prototype.toString.call(dv), (dv.setInt8(1, 5), [...new Uint8Array(ab)])]",
        },
        '[...new Uint8Array(ab)].join()',
      ],
      'bytes without a prototype': [
        'Object.setPrototypeOf(new Uint8Array([1, 2]), null)',
        {
          host: "const { inspect } = require('util'); [inspect(results[0]), inspect(results[0], { customInspect: false }), Buffer.from(results[0].buffer ?? [0]).length, Object.getPrototypeOf(results[0])]",
        },
      ],
      'fs.write of guest bytes': [
        'new Uint8Array([111, 107])',
        {
          host: "const fs = require('fs'); const f = require('path').join(require('os').tmpdir(), `boa-vm-bytes-${process.pid}`); try { fs.writeFileSync(f, results[0]); fs.readFileSync(f, 'utf8'); } finally { fs.unlinkSync(f); }",
        },
      ],
      'fs.read into guest bytes': [
        'var t = new Uint8Array(4); t',
        {
          host: "const fs = require('fs'); const f = require('path').join(require('os').tmpdir(), `boa-vm-read-${process.pid}`); fs.writeFileSync(f, 'data'); const d = fs.openSync(f, 'r'); try { fs.readSync(d, results[0], 0, 4, 0); } finally { fs.closeSync(d); fs.unlinkSync(f); }",
        },
        'String.fromCharCode(...t)',
      ],
    },
  },
];
