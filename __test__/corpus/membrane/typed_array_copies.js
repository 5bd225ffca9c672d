'use strict';

/** Typed arrays made from typed arrays of another type, whose elements wrap around. */

const copies = {
  'Uint8Array of Int16Array': 'new Uint8Array(new Int16Array([7, -1, 256, 300]))',
  'Int8Array of Uint8Array': 'new Int8Array(new Uint8Array([7, 128, 255]))',
  'Uint8Array of Int8Array': 'new Uint8Array(new Int8Array([7, -128, -1]))',
  'Uint8Array of Float64Array': 'new Uint8Array(new Float64Array([7.9, -1, 300, NaN, Infinity]))',
  'Uint8ClampedArray of Int16Array': 'new Uint8ClampedArray(new Int16Array([7, -1, 300]))',
  'Uint16Array of Int32Array': 'new Uint16Array(new Int32Array([7, -1, 70000]))',
  'Int32Array of Float64Array': 'new Int32Array(new Float64Array([7.9, -1.5, 2 ** 31, 2 ** 32]))',
  'Uint32Array of Int32Array': 'new Uint32Array(new Int32Array([7, -1]))',
  'Float32Array of Int32Array': 'new Float32Array(new Int32Array([7, -1]))',
  'Float64Array of Float32Array': 'new Float64Array(new Float32Array([1.5, -0.25]))',
  'BigUint64Array of BigInt64Array': 'new BigUint64Array(new BigInt64Array([7n, -1n]))',
  'BigInt64Array of BigUint64Array': 'new BigInt64Array(new BigUint64Array([2n ** 63n]))',
  'Uint8Array.from Int16Array': 'Uint8Array.from(new Int16Array([7, -1, 300]))',
  'set of Int16Array':
    '(() => { const t = new Uint8Array(3); t.set(new Int16Array([7, -1, 300])); return t; })()',
  'a subarray': 'new Uint8Array(new Int16Array([7, -1, 300]).subarray(1))',
};

const guest = {};
const host = {};
for (const [name, expression] of Object.entries(copies)) {
  guest[`in the guest, ${name}`] = [`[...${expression}].map(String).join()`];
  // The source is of the host, the copy of the guest.
  const [, made, source] = /^new (\w+)\((.*)\)$/.exec(expression) ?? [];
  if (source === undefined) continue;
  host[`of the host, ${name}`] = {
    context: `{ source: ${source} }`,
    steps: [`[...new ${made}(source)].map(String).join()`],
  };
}

module.exports = [{ cases: guest }, { cases: host }];
