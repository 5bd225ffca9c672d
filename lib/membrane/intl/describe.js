'use strict';

/**
 * What `Intl` looks like in this Node, as plain lists for crates/membrane/src/intl/, and the operations that its
 * members stand for, by their numbers. Both are read off the host's `Intl` when this file is loaded, so
 * that no later change to it is seen; only what options V8 reads is found out when a guest asks first.
 */

const members = require('./members');
const { planOf } = require('./options');
const { classNumbers } = require('./values');

/** Sorts of member; known to crates/membrane/src/intl/. */
const Sort = { METHOD: 0, GETTER: 1, BOUND: 2, TAG: 3, CONSTRUCTOR: 4, CLASS: 5 };

const { apply, construct, getOwnPropertyDescriptor, ownKeys } = Reflect;
const HostIntl = globalThis.Intl;
const { Segmenter } = HostIntl;
const { segment } = Segmenter.prototype;

/** `(receiver, args) => result`, by number. */
const operations = [];

/** What reads options: `[name of the class, function]`, by the number of the plan. */
const readers = [];

const addOperation = (operation) => operations.push(operation) - 1;
const addReader = (name, read) => readers.push([name, read]) - 1;
const readsOptions = (letters) => /[od]/.test(letters);

/** Calls a method of the host's; `segment` gives objects of classes that nobody has seen before. */
const byMethod = (method) => (receiver, args) => {
  if (method === segment) hiddenPrototype(0);
  return apply(method, receiver, args);
};

/** `[sort, key, name, length, operation, letters, plan]` */
function member(sort, key, fn, operation = 0, letters = '', plan = -1) {
  const text = typeof key === 'symbol' ? `@@${key.description.slice('Symbol.'.length)}` : key;
  return [sort, text, fn.name, fn.length, operation, letters, plan];
}

function methodMember(key, method, letters, className, sample) {
  const plan = readsOptions(letters)
    ? addReader(className, (options) => apply(method, sample, [...sampleArgs(letters), options]))
    : -1;
  return member(Sort.METHOD, key, method, addOperation(byMethod(method)), letters, plan);
}

const sampleArgs = (letters) => (letters.includes('o') ? ['en'] : []);

/** The members of a prototype that the list names, in their order. */
function prototypeMembers(prototype, spec, className, sample) {
  return ownKeys(prototype).flatMap((key) => {
    const { value, get } = getOwnPropertyDescriptor(prototype, key);
    if (key === 'constructor') return [member(Sort.CONSTRUCTOR, key, { name: key, length: 0 })];
    if (key === Symbol.toStringTag) return [member(Sort.TAG, key, { name: value, length: 0 })];
    if (Object.hasOwn(spec.methods ?? {}, key) && typeof value === 'function') {
      return [methodMember(key, value, spec.methods[key], className, sample())];
    }
    if (get === undefined) return [];
    if (Object.hasOwn(spec.bound ?? {}, key)) return [boundMember(key, get, spec.bound[key])];
    if (!spec.getters?.includes(key)) return [];
    return [
      member(
        Sort.GETTER,
        key,
        get,
        addOperation((receiver) => apply(get, receiver, [])),
        '',
      ),
    ];
  });
}

/** A getter of a function that is bound to its receiver. `length` is the function's. */
function boundMember(key, get, letters) {
  const operation = (receiver, args) => apply(apply(get, receiver, []), undefined, args);
  const fn = { name: get.name, length: letters.length };
  return member(Sort.BOUND, key, fn, addOperation(operation), letters);
}

function describeClass(name, constructor, spec) {
  const { prototype } = constructor;
  const number = classNumbers.size;
  classNumbers.set(prototype, number);
  const read = (options) => construct(constructor, ['en', options]);
  const plan = addReader(name, read);
  const staticMembers = Object.entries(members.statics)
    .filter(([key]) => Object.hasOwn(constructor, key))
    .map(([key, letters]) => methodMember(key, constructor[key], letters, '', constructor));
  const operation = addOperation((_, args) => construct(constructor, args));
  const sample = () => (name === 'DurationFormat' ? construct(constructor, ['en']) : undefined);
  return {
    own: [name, constructor.length, operation, spec.construct, plan, spec.callable === true],
    statics: staticMembers,
    prototype: prototypeMembers(prototype, spec, name, sample),
  };
}

/** The prototypes of what `Segmenter` gives, once somebody asks: to make one takes V8 a long time. */
let hiddenPrototypes;

function hiddenPrototype(number) {
  if (hiddenPrototypes === undefined) {
    const segments = apply(segment, construct(Segmenter, []), ['']);
    const prototype = Object.getPrototypeOf(segments);
    const iterator = apply(prototype[Symbol.iterator], segments, []);
    hiddenPrototypes = [prototype, Object.getPrototypeOf(iterator)];
    for (const [index, one] of hiddenPrototypes.entries()) {
      classNumbers.set(one, classes.length - hiddenPrototypes.length + index);
    }
  }
  return hiddenPrototypes[number];
}

/** Whether a value is what a `Segmenter` gives. */
function isPiecemeal(value) {
  if (hiddenPrototypes === undefined || value === null || typeof value !== 'object') return false;
  return hiddenPrototypes.includes(Object.getPrototypeOf(value));
}

/** A method of such a prototype. */
function hiddenMember(number, key, length, letters) {
  const operation = (receiver, args) => apply(hiddenPrototype(number)[key], receiver, args);
  const name = typeof key === 'symbol' ? `[${key.description}]` : key;
  return member(Sort.METHOD, key, { name, length }, addOperation(operation), letters);
}

/** Classes without a constructor; the second one's objects inherit from `%IteratorPrototype%`. */
function describeHidden() {
  const own = [-1, '', -1, false];
  const tag = { name: 'Segmenter String Iterator', length: 0 };
  return [
    {
      own: ['Segments', 0, ...own],
      statics: [],
      prototype: [hiddenMember(0, 'containing', 1, 'n'), hiddenMember(0, Symbol.iterator, 0, '')],
    },
    {
      own: ['Segment Iterator', 0, ...own],
      statics: [],
      prototype: [hiddenMember(1, 'next', 0, ''), member(Sort.TAG, Symbol.toStringTag, tag)],
    },
  ];
}

/** The operations that crates/guest-engine/src/intl/locale_methods.rs knows by their numbers, and their plans. */
function addLocaleMethods() {
  const dates = ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'];
  const all = [
    [Number.prototype.toLocaleString, 1, (value) => value],
    [BigInt.prototype.toLocaleString, 1n, (value) => value],
    ...dates.map((name) => [Date.prototype[name], 0, (time) => new Date(time)]),
  ];
  for (const [method, sample, wrap] of all) {
    addOperation((receiver, args) => apply(method, wrap(receiver), args));
    addReader('', (options) => apply(method, wrap(sample), ['en', options]));
  }
  const { localeCompare, toLocaleUpperCase, toLocaleLowerCase } = String.prototype;
  addOperation(byMethod(localeCompare));
  addReader('', (options) => apply(localeCompare, 'a', ['b', 'en', options]));
  addOperation(byMethod(toLocaleUpperCase));
  addOperation(byMethod(toLocaleLowerCase));
}

addLocaleMethods();

const classes = [];

const namespace = ownKeys(HostIntl).flatMap((key) => {
  const { value } = getOwnPropertyDescriptor(HostIntl, key);
  if (key === Symbol.toStringTag) return [member(Sort.TAG, key, { name: value, length: 0 })];
  if (Object.hasOwn(members.functions, key)) {
    return [methodMember(key, value, members.functions[key], '', HostIntl)];
  }
  if (!Object.hasOwn(members.classes, key)) return [];
  const number = classes.push(describeClass(key, value, members.classes[key])) - 1;
  return [member(Sort.CLASS, key, { name: key, length: 0 }, number, '')];
});

classes.push(...describeHidden());

/** Everything that a realm makes its `Intl` of. */
const description = [
  namespace,
  classes.map(({ own, statics, prototype }) => [own, statics, prototype]),
];

/** The options that an operation reads: see options.js. */
function plan(number) {
  const [name, read] = readers[number];
  return planOf(name, read);
}

module.exports = { description, isPiecemeal, operations, plan };
