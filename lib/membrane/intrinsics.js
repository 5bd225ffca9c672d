'use strict';

/**
 * Where the two engines' intrinsics stand for each other. A guest that walks from a host object to the
 * host's `Object.prototype` and its like arrives at its own; the host's functions that compile strings
 * never cross. The names are known to src/bridge/intrinsics.rs, which finds the realm's own by them.
 */

const { Kind } = require('./kinds');

const AsyncFunction = (async () => {}).constructor;
const GeneratorFunction = function* () {}.constructor;
const AsyncGeneratorFunction = async function* () {}.constructor;

/** Prototypes at which a walk along a host object's chain goes on in the realm. */
const prototypes = [
  ['Object.prototype', Object.prototype],
  ['Function.prototype', Function.prototype],
  ['Array.prototype', Array.prototype],
  ['Error.prototype', Error.prototype],
  ['EvalError.prototype', EvalError.prototype],
  ['RangeError.prototype', RangeError.prototype],
  ['ReferenceError.prototype', ReferenceError.prototype],
  ['SyntaxError.prototype', SyntaxError.prototype],
  ['TypeError.prototype', TypeError.prototype],
  ['URIError.prototype', URIError.prototype],
  ['AggregateError.prototype', AggregateError.prototype],
  ['AsyncFunction.prototype', AsyncFunction.prototype],
  ['GeneratorFunction.prototype', GeneratorFunction.prototype],
  ['AsyncGeneratorFunction.prototype', AsyncGeneratorFunction.prototype],
];

/** Functions that compile strings. */
const compilers = [
  ['Function', Function],
  ['AsyncFunction', AsyncFunction],
  ['GeneratorFunction', GeneratorFunction],
  ['AsyncGeneratorFunction', AsyncGeneratorFunction],
  // biome-ignore lint/security/noGlobalEval: it is named so that it never crosses
  ['eval', globalThis.eval],
];

/** Constructors that every realm finds its own of. */
const constructorNames = [
  'Object',
  'Array',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
];

/** What else the realm of `runInThisContext` shares with the host. */
const sharedObjects = [
  ...constructorNames,
  'Promise',
  'Promise.prototype',
  'Map',
  'Map.prototype',
  'Set',
  'Set.prototype',
  'WeakMap',
  'WeakMap.prototype',
  'WeakSet',
  'WeakSet.prototype',
  'Date',
  'Date.prototype',
  'RegExp',
  'RegExp.prototype',
  'Symbol',
  'Symbol.prototype',
  'String',
  'String.prototype',
  'Number',
  'Number.prototype',
  'Boolean',
  'Boolean.prototype',
  'BigInt',
  'BigInt.prototype',
  'ArrayBuffer',
  'ArrayBuffer.prototype',
  'SharedArrayBuffer',
  'SharedArrayBuffer.prototype',
  'DataView',
  'DataView.prototype',
  'Int8Array',
  'Int8Array.prototype',
  'Uint8Array',
  'Uint8Array.prototype',
  'Uint8ClampedArray',
  'Uint8ClampedArray.prototype',
  'Int16Array',
  'Int16Array.prototype',
  'Uint16Array',
  'Uint16Array.prototype',
  'Int32Array',
  'Int32Array.prototype',
  'Uint32Array',
  'Uint32Array.prototype',
  'Float32Array',
  'Float32Array.prototype',
  'Float64Array',
  'Float64Array.prototype',
  'BigInt64Array',
  'BigInt64Array.prototype',
  'BigUint64Array',
  'BigUint64Array.prototype',
  'Proxy',
  'Reflect',
  'JSON',
  'Math',
];

const follow = (path) => path.split('.').reduce((object, name) => object[name], globalThis);

/** The functions that an intrinsic object holds, by their paths. */
function functionsOf(path) {
  const object = follow(path);
  return Object.entries(Object.getOwnPropertyDescriptors(object))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => `${path}.${name}`);
}

/** A method of a prototype works on objects of its own heap only, so those stay apart. */
const withFunctions = sharedObjects.filter((path) => !path.endsWith('.prototype'));

const shared = [...new Set([...sharedObjects, ...withFunctions.flatMap(functionsOf)])].map(
  (path) => [path, follow(path)],
);

const all = [...prototypes, ...compilers, ...shared];

/** The paths of all intrinsics, in the order of their numbers. */
const paths = all.map(([path]) => path);

/** Stands for the realm's `globalThis`, which is what the context object reads as in the realm. */
const globalThisMark = { __proto__: null };

/** Stands for "that would run code of the host's user". */
const askMark = { __proto__: null };

/** Stands for "the context object has no such property". */
const absentMark = { __proto__: null };

/** Host object → code, in every realm. */
const specials = new Map([
  // Sloppy host functions get it for a `this` that the guest leaves out.
  [globalThis, Kind.GLOBAL_THIS],
  [absentMark, Kind.ABSENT],
  [askMark, Kind.ASK],
  [globalThisMark, Kind.GLOBAL_THIS],
]);

const { toString: toText } = Function.prototype;

/** Host prototype → the object that tells native code to go on in the realm's own. */
const inheritFrom = new Map();

/** Host prototype → the object that stands for the realm's own. */
const ownPrototype = new Map();

for (const [index, [, value]] of all.entries()) {
  if (index < prototypes.length) {
    const inherit = { __proto__: null };
    const own = { __proto__: null };
    inheritFrom.set(value, inherit);
    ownPrototype.set(value, own);
    specials.set(inherit, index * 16 + Kind.INHERIT);
    specials.set(own, index * 16 + Kind.INTRINSIC);
    specials.set(value, index * 16 + Kind.INTRINSIC);
  } else if (index < prototypes.length + compilers.length) {
    specials.set(value, index * 16 + Kind.INTRINSIC);
  }
}

/** A class of the guest's that extends one of these extends the realm's own. */
for (const name of constructorNames) {
  const index = paths.indexOf(name);
  const own = { __proto__: null };
  ownPrototype.set(follow(name), own);
  specials.set(own, index * 16 + Kind.INTRINSIC);
}

/** The host's intrinsics in the order of `paths`, for the realm of `runInThisContext`. */
const hostIntrinsics = all.map(([, value]) => value);

/** Makes the host's intrinsics and the realm's stand for each other both ways. */
function shareIntrinsics(record) {
  for (const [index, value] of hostIntrinsics.entries()) {
    record.codes.set(value, index * 16 + Kind.INTRINSIC);
  }
}

const compilerNames = new Map(
  compilers.map(([name, value]) => [name, { code: specials.get(value), text: textOf(value) }]),
);

function textOf(value) {
  return Reflect.apply(toText, value, []);
}

/**
 * The code of a function that compiles strings in another V8 context (`node:vm`, a test runner's
 * sandbox): it looks like ours, and never crosses either. Undefined for any other function.
 */
function foreignCompiler(value) {
  const name = Reflect.getOwnPropertyDescriptor(value, 'name')?.value;
  const ours = compilerNames.get(name);
  return ours !== undefined && textOf(value) === ours.text ? ours.code : undefined;
}

module.exports = {
  foreignCompiler,
  absentMark,
  askMark,
  globalThisMark,
  hostIntrinsics,
  inheritFrom,
  ownPrototype,
  paths,
  shareIntrinsics,
  specials,
};
