'use strict';

/** Typed arrays that are made of others, and accessors of built-ins. */

const TYPES =
  "['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array']";

module.exports = [
  {
    cases: {
      'made of every other type': [
        {
          run: `${TYPES}.map((from) => ${TYPES}.map((to) =>
            new globalThis[to](new globalThis[from]([-1, 300, 1.5, 2.5, NaN, 1e10, -129])).join()))`,
        },
      ],
      'of BigInts': [
        {
          run: '[new BigUint64Array(new BigInt64Array([-1n])).join(), (() => { try { new Int8Array(new BigInt64Array(1)) } catch (e) { return e.name } })()]',
        },
      ],
      'no iterator is asked': [
        {
          run: `Array.prototype[Symbol.iterator] = () => { throw 1; }; new Uint8Array(new Uint16Array([1, 2])).join()`,
        },
      ],
      'of one out of bounds': [
        {
          run: `const b = new ArrayBuffer(8, { maxByteLength: 16 }); const t = new Int8Array(b, 4, 4); b.resize(4);
            ['Int8Array', 'Int16Array'].map((type) => { try { return new globalThis[type](t).length } catch (e) { return e.name } })`,
        },
      ],
      'toLocaleString out of bounds': [
        {
          run: `const b = new ArrayBuffer(8, { maxByteLength: 16 }); const t = new Int8Array(b, 4, 4); b.resize(4);
            try { t.toLocaleString() } catch (e) { e.message }`,
        },
      ],
      'an accessor without a setter has the field': [
        {
          run: `[Object.getOwnPropertyDescriptor(Array, Symbol.species), Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags'), Object.getOwnPropertyDescriptor(Map.prototype, 'size')].map((d) => Object.keys(d).join())`,
        },
      ],
    },
  },
];
