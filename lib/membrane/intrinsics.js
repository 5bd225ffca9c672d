'use strict';

/**
 * The intrinsic objects of V8 and what they stand for in a realm: the realm's own. None crosses as
 * itself, however it is come by (DESIGN.md, "Safe by construction"). Each has a path, from a global name or
 * a name of the specification (`%ArrayIteratorPrototype%`) by property names; crates/membrane/src/intrinsics.rs
 * follows the same path in a realm. What a realm has no counterpart of stands for nothing there.
 *
 * Intrinsics of other V8 contexts are found by foreign_intrinsics.js. Taken at load time.
 */

const { isProxy } = require('node:util').types;
const { Kind } = require('./kinds');
const {
  SafeMap,
  SafeSet,
  append,
  endsWith,
  functionText,
  isObject,
  ownDescriptor,
} = require('./primordials');

const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { hasOwn } = Object;

const AsyncFunction = (async () => {}).constructor;
const GeneratorFunction = function* () {}.constructor;
const AsyncGeneratorFunction = async function* () {}.constructor;

/** Functions that compile strings. */
const compilers = [
  ['Function', Function],
  ['AsyncFunction', AsyncFunction],
  ['GeneratorFunction', GeneratorFunction],
  ['AsyncGeneratorFunction', AsyncGeneratorFunction],
  // biome-ignore lint/security/noGlobalEval: it is named so that it never crosses
  ['eval', globalThis.eval],
];

/**
 * Prototypes at which a walk along the context object's chain goes on in the realm. They come first in the
 * table, and the realm of `runInThisContext` shares them with the host, as it does all of `shared`.
 */
const ordinaryNames = [
  'Object',
  'Function',
  'Array',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'AsyncFunction',
  'GeneratorFunction',
  'AsyncGeneratorFunction',
];

/** What else the realm of `runInThisContext` shares with the host: constructors, their prototypes and statics. */
const sharedConstructors = [
  'Promise',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Date',
  'RegExp',
  'Symbol',
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

const sharedNamespaces = ['Proxy', 'Reflect', 'JSON', 'Math'];

/** Globals of the language that are not in the lists above. Those that this V8 lacks are left out. */
const otherNames = [
  'Atomics',
  'Intl',
  'WeakRef',
  'FinalizationRegistry',
  'Iterator',
  'AsyncIterator',
  'Float16Array',
  'SuppressedError',
  'DisposableStack',
  'AsyncDisposableStack',
  'Temporal',
  'ShadowRealm',
  'WebAssembly',
  'parseFloat',
  'parseInt',
  'isFinite',
  'isNaN',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'unescape',
];

const iterator = Symbol.iterator;
const arrayIterator = getPrototypeOf([][iterator]());

/**
 * Intrinsics that no global name leads to. Those of `Intl.Segmenter` are entered when one shows, since to
 * make one takes V8 longer than all of this.
 */
const hidden = [
  ['%TypedArray%', getPrototypeOf(Uint8Array)],
  ['%ThrowTypeError%', ownDescriptor(Function.prototype, 'caller').get],
  ['%ArrayIteratorPrototype%', arrayIterator],
  ['%MapIteratorPrototype%', getPrototypeOf(new Map()[iterator]())],
  ['%SetIteratorPrototype%', getPrototypeOf(new Set()[iterator]())],
  ['%StringIteratorPrototype%', getPrototypeOf(''[iterator]())],
  ['%RegExpStringIteratorPrototype%', getPrototypeOf(/a/[Symbol.matchAll](''))],
  ['%IteratorPrototype%', getPrototypeOf(arrayIterator)],
  ['%AsyncIteratorPrototype%', getPrototypeOf(AsyncGeneratorFunction.prototype.prototype)],
  ...helperPrototypes(),
];

/** What `Iterator.from` and the helpers of iterators make, where V8 has them. */
function helperPrototypes() {
  const { Iterator } = globalThis;
  if (typeof Iterator?.from !== 'function') return [];
  const source = { next: () => ({ done: true }) };
  const helper = [][iterator]().map?.((value) => value);
  return [
    ['%WrapForValidIteratorPrototype%', getPrototypeOf(Iterator.from(source))],
    ['%IteratorHelperPrototype%', helper && getPrototypeOf(helper)],
  ];
}

/**
 * Prototypes whose methods want an object with something inside: in a realm they serve the host's objects
 * too, which crates/membrane/src/intrinsics.rs sees to. Methods of all others work on any object.
 */
const withInside = new SafeSet([
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Date', 'RegExp'],
  ...['Number', 'String', 'Boolean', 'BigInt', 'Symbol', 'DisposableStack', 'AsyncDisposableStack'],
  ...['GeneratorFunction.prototype', 'AsyncGeneratorFunction.prototype'],
]);

const IN_INTL = 'Intl.';

/** How crates/membrane/src/intrinsics.rs is told what a path is. */
const Mark = { PROTOTYPE: '^', METHOD: '!' };

const isNative = (value) => endsWith(functionText(value), '{ [native code] }');

/** One intrinsic: its path, its value, and whether it is a prototype whose methods serve the host's objects. */
class Entry {
  constructor(path, value, parent) {
    this.path = path;
    this.value = value;
    this.parent = parent;
    this.isServing = isServingPrototype(path);
    /** What it holds: `{ key, slot, index }`, for the same walk along another V8 context's. */
    this.members = [];
  }

  /** The path as crates/membrane/src/intrinsics.rs reads it. */
  get marked() {
    if (this.isServing) return Mark.PROTOTYPE + this.path;
    const isMethod = this.parent?.isServing && !this.path.endsWith('.constructor');
    return isMethod ? Mark.METHOD + this.path : this.path;
  }
}

const PROTOTYPE = '.prototype';

function isServingPrototype(path) {
  if (path.startsWith('%')) {
    const isGeneric = path === '%IteratorPrototype%' || path === '%AsyncIteratorPrototype%';
    return path.endsWith('Prototype%') && !isGeneric;
  }
  if (!path.endsWith(PROTOTYPE)) return false;
  const owner = path.slice(0, -PROTOTYPE.length);
  return withInside.has(owner) || (owner.startsWith(IN_INTL) && owner !== 'Intl');
}

const byValue = new SafeMap();
const entries = [];

function enter(path, value, parent) {
  if (!isObject(value) || value === globalThis || byValue.has(value)) return;
  const entry = new Entry(path, value, parent);
  byValue.set(value, entries.length);
  append(entries, entry);
}

const keyText = (key) =>
  typeof key === 'symbol' ? `@@${key.description.replace('Symbol.', '')}` : key;

const slots = [
  ['value', ''],
  ['get', ':get'],
  ['set', ':set'],
];

/**
 * Whether a member of an intrinsic is one itself. What a program has put there before us is none, but in
 * the place of a method that serves the host's objects, which needs one.
 */
function isIntrinsic(entry, part) {
  return typeof part === 'function' ? entry.isServing || isNative(part) : isObject(part);
}

/**
 * A property as V8 made it: `--frozen-intrinsics` puts accessors of its own in the place of data, so that it
 * can still be overridden.
 */
function dataOf(object, own) {
  if (own.get === undefined || isNative(own.get)) return own;
  return { __proto__: null, value: apply(own.get, object, []) };
}

/** Enters what an intrinsic holds. */
function enterMembers(entry) {
  for (const key of ownKeys(entry.value)) {
    const own = dataOf(entry.value, getOwnPropertyDescriptor(entry.value, key));
    for (const [slot, suffix] of slots) {
      if (!hasOwn(own, slot)) continue;
      const part = own[slot];
      if (!isIntrinsic(entry, part)) continue;
      enter(`${entry.path}.${keyText(key)}${suffix}`, part, entry);
      append(entry.members, { key, slot, index: byValue.get(part) });
    }
  }
}

const known = { __proto__: null };
for (const [name, value] of compilers) known[name] = value;
const globalValue = (name) => known[name] ?? ownDescriptor(globalThis, name)?.value;

function enterAll() {
  for (const name of ordinaryNames) enter(name + PROTOTYPE, globalValue(name).prototype);
  const ordinary = entries.length;
  for (const [name, value] of compilers) enter(name, value);
  for (const name of ordinaryNames) enter(name, globalValue(name));
  for (const name of sharedConstructors) {
    enter(name, globalValue(name));
    enter(name + PROTOTYPE, globalValue(name).prototype);
  }
  for (const name of sharedNamespaces) enter(name, globalValue(name));
  // Methods of prototypes work on objects of one heap, so the realm of runInThisContext has its own.
  const named = entries.length;
  for (let at = ordinary; at < named; at += 1) {
    if (!entries[at].path.includes('.')) enterMembers(entries[at]);
  }
  const shared = entries.length;
  for (const [name, value] of hidden) enter(name, value);
  for (const name of otherNames) enter(name, globalValue(name));
  for (let at = 0; at < entries.length; at += 1) {
    if (entries[at].members.length === 0) enterMembers(entries[at]);
  }
  return { ordinary, shared };
}

const count = enterAll();

const SEGMENTS = '%SegmentsPrototype%';

/** Places of intrinsics that are entered when they show. */
const late = new SafeMap();
for (const path of [SEGMENTS, `${SEGMENTS}.containing`, `${SEGMENTS}.@@iterator`]) {
  late.set(path, entries.length);
  append(entries, new Entry(path, undefined, entries[late.get(SEGMENTS)]));
}

/** Enters the prototype of what `Intl.Segmenter.prototype.segment` makes, if `prototype` is that. */
function enterLate(prototype) {
  if (isProxy(prototype)) return;
  const containing = getOwnPropertyDescriptor(prototype, 'containing')?.value;
  if (typeof containing !== 'function' || byValue.has(containing) || !isNative(containing)) return;
  const found = { __proto__: null, '': prototype, '.containing': containing };
  found['.@@iterator'] = getOwnPropertyDescriptor(prototype, iterator)?.value;
  for (const suffix in found) {
    const index = late.get(SEGMENTS + suffix);
    entries[index].value = found[suffix];
    byValue.set(found[suffix], index);
  }
  enterInherit(prototype, late.get(SEGMENTS));
}

/** The paths of all intrinsics, in the order of their numbers, marked. */
const paths = entries.map((entry) => entry.marked);

/** Stands for the realm's `globalThis`, which is what the context object reads as in the realm. */
const globalThisMark = { __proto__: null };

/** Stands for "that would run code of the host's user". */
const askMark = { __proto__: null };

/** Stands for "the context object has no such property". */
const absentMark = { __proto__: null };

/** Host object → code, in every realm. */
const marks = new SafeMap([
  // Sloppy host functions get it for a `this` that the guest leaves out.
  [globalThis, Kind.GLOBAL_THIS],
  [absentMark, Kind.ABSENT],
  [askMark, Kind.ASK],
  [globalThisMark, Kind.GLOBAL_THIS],
]);

/** Host prototype → the object that tells native code to go on in the realm's own. */
const inherits = new SafeMap();

/** The same for the prototypes that the realm of `runInThisContext` shares, and at which context objects end. */
const ordinaryInherits = new SafeMap();

const isWebAssembly = (entry) =>
  entry.path === 'WebAssembly' || entry.path.startsWith('WebAssembly.');

/** The intrinsics below `WebAssembly`, which no realm has: the host's cross where an option says so. */
const webAssembly = new SafeSet();

function enterInherit(prototype, index) {
  const inherit = { __proto__: null };
  marks.set(inherit, index * 16 + Kind.INHERIT);
  inherits.set(prototype, inherit);
  if (index < count.ordinary) ordinaryInherits.set(prototype, inherit);
}

for (const [index, entry] of entries.entries()) {
  const isPrototype = entry.path.endsWith(PROTOTYPE) || entry.path.endsWith('Prototype%');
  if (isWebAssembly(entry)) webAssembly.add(entry.value);
  else if (isPrototype && entry.value !== undefined) enterInherit(entry.value, index);
}

/** A function of ours has taken an intrinsic's place in the host, and stands for the same. */
function replaceIntrinsic(original, replacement) {
  byValue.set(replacement, byValue.get(original));
}

/** The number of an intrinsic of this V8 context; undefined for anything else. */
const intrinsicIndex = (value) => byValue.get(value);

/** The code of the intrinsic with a number, in a realm of its own. */
function codeOfIntrinsic(index) {
  return webAssembly.has(entries[index].value) ? Kind.NOTHING : index * 16 + Kind.INTRINSIC;
}

/** The code of an intrinsic that the realm of `runInThisContext` and the host share. */
function sharedCode(value) {
  const index = byValue.get(value);
  return index === undefined || index >= count.shared ? undefined : index * 16 + Kind.INTRINSIC;
}

/** The host's intrinsics in the order of `paths`, for the realm of `runInThisContext`. */
const hostIntrinsics = entries.slice(0, count.shared).map((entry) => entry.value);

const MUTATING =
  /^(?:Map|Set|WeakMap|WeakSet)\.prototype\.(?:set|add|delete|clear)$|^Date\.prototype\.set|^RegExp\.prototype\.compile$/;

/** The numbers of the intrinsics that change what is inside an object. */
const mutatingIntrinsics = () =>
  [...entries.keys()].filter((index) => MUTATING.test(entries[index].path));

/** The intrinsic with a number. */
const intrinsicAt = (index) => entries[index].value;

module.exports = {
  absentMark,
  askMark,
  codeOfIntrinsic,
  compilerNames: new SafeSet(compilers.map(([name]) => name)),
  enterLate,
  entries,
  globalThisMark,
  hostIntrinsics,
  inherits,
  intrinsicAt,
  intrinsicIndex,
  isNative,
  marks,
  mutatingIntrinsics,
  ordinaryInherits,
  paths,
  replaceIntrinsic,
  sharedCode,
  webAssembly,
};
