'use strict';

/**
 * The objects that V8 makes for a realm before any program runs. Globals of the language lead to most;
 * the others have no name and are come by with syntax. Never calls anything that programs could have put
 * in their place: it is meant to run first.
 */

/** Names of the language; what else is a global comes from Node. */
const LANGUAGE = [
  ...[
    'Function',
    'Object',
    'Array',
    'String',
    'Number',
    'Boolean',
    'Symbol',
    'BigInt',
    'Date',
    'RegExp',
  ],
  ...[
    'Error',
    'AggregateError',
    'EvalError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'TypeError',
  ],
  ...['URIError', 'Promise', 'Proxy', 'Reflect', 'JSON', 'Math', 'Atomics', 'Intl', 'WebAssembly'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'ArrayBuffer'],
  ...[
    'SharedArrayBuffer',
    'DataView',
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
  ],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array'],
  ...[
    'BigInt64Array',
    'BigUint64Array',
    'Iterator',
    'eval',
    'parseInt',
    'parseFloat',
    'isNaN',
    'isFinite',
  ],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
];

/** Evaluated in a realm: an object with what has no name there. */
const NAMELESS = `(() => {
  const proto = Object.getPrototypeOf;
  return {
    '%AsyncFunction%': proto(async () => {}),
    '%GeneratorFunction%': proto(function* () {}),
    '%AsyncGeneratorFunction%': proto(async function* () {}),
    '%TypedArray%': proto(Uint8Array),
    '%ArrayIteratorPrototype%': proto([][Symbol.iterator]()),
    '%StringIteratorPrototype%': proto(''[Symbol.iterator]()),
    '%MapIteratorPrototype%': proto(new Map()[Symbol.iterator]()),
    '%SetIteratorPrototype%': proto(new Set()[Symbol.iterator]()),
    '%RegExpStringIteratorPrototype%': proto(/a/[Symbol.matchAll]('')),
    '%SegmentsPrototype%': proto(new Intl.Segmenter().segment('')),
    '%SegmentIteratorPrototype%': proto(new Intl.Segmenter().segment('')[Symbol.iterator]()),
    '%ThrowTypeError%': Object.getOwnPropertyDescriptor((function () { 'use strict'; return arguments; })(), 'callee').get,
    '%IteratorHelperPrototype%': typeof Iterator === 'function' && Iterator.prototype.map
      ? proto([].values().map((x) => x)) : undefined,
    '%WrapForValidIteratorPrototype%': typeof Iterator === 'function' && Iterator.from
      ? proto(Iterator.from({ next() {} })) : undefined,
  };
})()`;

/**
 * @param {typeof globalThis} realm the global object of a V8 realm
 * @returns {[string, object][]} names and objects, to walk from
 */
function intrinsicRoots(realm) {
  const nameless = realm.eval(NAMELESS);
  const named = LANGUAGE.filter((name) => Object.hasOwn(realm, name)).map((name) => [
    name,
    realm[name],
  ]);
  return [...named, ...Object.entries(nameless).filter(([, value]) => value !== undefined)];
}

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/**
 * All intrinsics of a realm.
 * @param {typeof globalThis} realm
 * @param {(object: object) => boolean} [isOther] what else hangs there and is none: what a program has added
 * @returns {Map<object, string>} each with the way to it
 */
function intrinsicsOf(realm, isOther = () => false) {
  const found = new Map();
  const waiting = intrinsicRoots(realm).map(([path, value]) => ({ path, value }));
  for (let next = 0; next < waiting.length; next++) {
    const { path, value } = waiting[next];
    if (!isObject(value) || value === realm || found.has(value) || isOther(value)) continue;
    found.set(value, path);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      const name = `${path}.${String(key)}`;
      waiting.push({ path: name, value: descriptor.value });
      waiting.push({ path: `get ${name}`, value: descriptor.get });
      waiting.push({ path: `set ${name}`, value: descriptor.set });
    }
    waiting.push({ path: `${path}.[[Prototype]]`, value: Reflect.getPrototypeOf(value) });
  }
  return found;
}

module.exports = { intrinsicRoots, intrinsicsOf };
