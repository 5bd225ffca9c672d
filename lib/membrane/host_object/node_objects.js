'use strict';

/**
 * The host's own objects: Node's globals, and the classes, prototypes, functions and exports of its
 * modules. Guest code may read and call them, and changes none of them, even where they were handed in.
 * Looked for when it is first asked, and again whenever Node has loaded more of its modules.
 * Must never follow what a program has put into Node's objects (`require.cache`, `process.env`).
 */

const { types } = require('node:util');
const { builtinModules, createRequire } = require('node:module');
const { intrinsicIndex, webAssembly } = require('../intrinsics');
const {
  SafeMap,
  SafeSet,
  SafeWeakMap,
  SafeWeakSet,
  append,
  functionText,
  isObject,
  ownValue,
  sliceOf,
  startsWith,
} = require('../primordials');

const { get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { hasOwn } = Object;
const { isProxy } = types;

const nodeRequire = createRequire(__filename);

/** What Node's enumerable globals are called; all others of its globals are not enumerable. */
const enumerableGlobals = new SafeSet([
  ...['clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval'],
  ...['setTimeout', 'queueMicrotask', 'structuredClone', 'atob', 'btoa', 'performance', 'fetch'],
  ...['navigator', 'crypto', 'localStorage', 'sessionStorage', 'gc'],
]);

/** Modules whose functions and classes reach files, the network, other processes, threads or compilers. */
const ambientModules = new SafeSet([
  ...['fs', 'fs/promises', 'net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'dns/promises'],
  ...['child_process', 'cluster', 'worker_threads', 'vm', 'module', 'repl', 'inspector', 'wasi'],
  ...['inspector/promises', 'v8', 'trace_events', 'tty', 'process', 'sqlite', 'test'],
  'diagnostics_channel',
]);

/** Accessors of modules that only put off the loading of what they give, and what they load. */
const lazyMembers = new SafeMap([
  ['ReadStream', 'NativeModule internal/fs/streams'],
  ['WriteStream', 'NativeModule internal/fs/streams'],
  ['promises', 'NativeModule internal/fs/promises'],
  ['webcrypto', 'NativeModule internal/crypto/webcrypto'],
  ['subtle', 'NativeModule internal/crypto/webcrypto'],
  ['BlockList', 'NativeModule internal/blocklist'],
  ['SocketAddress', 'NativeModule internal/socketaddress'],
]);

/** Such accessors of which nothing is loaded yet: key → object. Nobody has what they would give. */
const unloaded = new SafeMap();

/** Properties that hold what programs have put there. */
const ofPrograms = new SafeSet(['cache', 'children', 'env', 'mainModule', 'parent']);

/** How an object of Node's came to be known. */
class Origin {
  constructor(module, isPrototype) {
    /** The module that exports it, or undefined for a global's. */
    this.module = module;
    this.isPrototype = isPrototype;
    /** The prototype whose method or accessor it is. */
    this.holder = undefined;
  }
}

/** Objects whose members were entered: `node:domain` replaces some when it is loaded. */
const followed = [];

/** Node's object → origin. */
const origins = new SafeWeakMap();

/** Setters of Node's objects → whether they are a prototype's. */
const setters = new SafeWeakMap();

const plainPrototypes = new SafeSet([null, Object.prototype, Array.prototype]);

/** What is in an object that programs do not write to. */
function isNamespace(value) {
  return typeof value === 'function' || plainPrototypes.has(getPrototypeOf(value));
}

/** Whether an object is the `prototype` of its own constructor. */
function isPrototypeObject(object) {
  const constructor = ownValue(object, 'constructor');
  return typeof constructor === 'function' && ownValue(constructor, 'prototype') === object;
}

function add(waiting, value, module, isFollowed) {
  if (!isObject(value) || value === globalThis || origins.has(value)) return;
  if (intrinsicIndex(value) !== undefined && !webAssembly.has(value)) return;
  origins.set(value, new Origin(module, !isProxy(value) && isPrototypeObject(value)));
  if (!isFollowed || isProxy(value)) return;
  append(waiting, value);
  append(followed, value);
}

/** Places of what Node loads when it is touched, which are accessors until then: key → object. */
const pending = new SafeMap();

/** Whether an accessor may be one that Node puts in the place of what it has not loaded yet. */
const isLazy = ({ get: getter, set, configurable }) =>
  configurable && getter !== undefined && set !== undefined;

/** Whether a value of a property is followed further: what programs write to is not. */
function isFollowed(key, value) {
  if (isProxy(value)) return false;
  if (typeof key === 'string' && startsWith(key, '_') && typeof value !== 'function') return false;
  return isNamespace(value) || isPrototypeObject(value);
}

function addValue(waiting, key, value, module) {
  if (!isObject(value)) return;
  const isWhole = isFollowed(key, value);
  add(waiting, value, module, isWhole);
  // An instance shows its class, whatever it holds.
  if (!isWhole && !isProxy(value)) add(waiting, getPrototypeOf(value), undefined, true);
}

function addAccessor(waiting, object, key, own) {
  const { isPrototype } = origins.get(object);
  add(waiting, own.get, undefined, false);
  add(waiting, own.set, undefined, false);
  if (own.set !== undefined) setters.set(own.set, isPrototype);
  if (isPrototype) return;
  if (lazyMembers.has(key)) unloaded.set(key, object);
  else if (isLazy(own)) pending.set(key, object);
}

/** Enters what an object holds, without calling a getter that does more than load. */
function addMembers(waiting, object) {
  const origin = origins.get(object);
  // A method works on what it is called on, which somebody has handed in.
  const module = origin.isPrototype ? undefined : origin.module;
  add(waiting, getPrototypeOf(object), undefined, true);
  const keys = ownKeys(object);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at];
    if (ofPrograms.has(key)) continue;
    const own = getOwnPropertyDescriptor(object, key);
    if (hasOwn(own, 'value')) addValue(waiting, key, own.value, module);
    else addAccessor(waiting, object, key, own);
    if (origin.isPrototype && key !== 'constructor') noteHolder(object, own);
  }
}

/** Notes whose method or accessor a function is. */
function noteHolder(prototype, own) {
  for (const part of [own.value, own.get, own.set]) {
    const origin = typeof part === 'function' ? origins.get(part) : undefined;
    if (origin !== undefined) origin.holder ??= prototype;
  }
}

function follow(waiting) {
  while (waiting.length > 0) {
    const object = waiting[waiting.length - 1];
    waiting.length -= 1;
    addMembers(waiting, object);
  }
}

/** A timer that never runs: of a class that no module exports. */
function clear(start, stop) {
  const handle = start(() => {});
  stop(handle);
  return handle;
}

/** What `process` holds is a program's in part; its functions are not. */
function addFunctionsOfProcess(waiting) {
  const keys = ownKeys(process);
  for (let at = 0; at < keys.length; at += 1) {
    const value = ownValue(process, keys[at]);
    if (typeof value === 'function') add(waiting, value, 'process', true);
  }
}

/** Globals of Node that are there already; the lazy ones come with their modules. */
function addGlobals() {
  const waiting = [];
  add(waiting, process, 'process', false);
  addFunctionsOfProcess(waiting);
  add(waiting, console, undefined, true);
  const names = ownKeys(globalThis);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    const own = getOwnPropertyDescriptor(globalThis, name);
    if (own.enumerable && !enumerableGlobals.has(name)) continue;
    if (hasOwn(own, 'value')) addValue(waiting, name, own.value, undefined);
    else if (isLazy(own)) pending.set(name, globalThis);
  }
  for (const handle of [clear(setTimeout, clearTimeout), clear(setImmediate, clearImmediate)]) {
    add(waiting, getPrototypeOf(handle), undefined, true);
  }
  follow(waiting);
}

/** Node has loaded a module of its own: what accessors give by it can be had without loading anything. */
function addLazy(loaded) {
  for (const [key, object] of unloaded) {
    if (lazyMembers.get(key) !== loaded) continue;
    unloaded.delete(key);
    const waiting = [];
    addValue(waiting, key, get(object, key), origins.get(object)?.module);
    follow(waiting);
  }
}

/** Looks again at everything that is known. */
function addReplaced() {
  const waiting = [];
  const count = followed.length;
  for (let at = 0; at < count; at += 1) addMembers(waiting, followed[at]);
  follow(waiting);
}

/** Instances of classes that no module exports. */
const samplesOf = {
  __proto__: null,
  perf_hooks: ({ createHistogram, monitorEventLoopDelay }) => [
    createHistogram(),
    monitorEventLoopDelay(),
  ],
  trace_events: ({ createTracing }) => [createTracing({ categories: ['node'] })],
};

/** Objects of Node's that its modules give by accessors. */
const singletonsOf = {
  __proto__: null,
  http: ({ globalAgent }) => [globalAgent],
  https: ({ globalAgent }) => [globalAgent],
};

/** Public modules that were entered. */
const entered = new SafeSet();

const names = new SafeSet([...builtinModules, 'test', 'sqlite', 'sea', 'test/reporters']);

/** What `process.moduleLoadList` calls a module of Node. */
const LOADED = 'NativeModule ';

function addModule(name) {
  entered.add(name);
  const waiting = [];
  const module = ambientModules.has(name) ? name : undefined;
  try {
    const exported = nodeRequire(`node:${name}`);
    addValue(waiting, name, exported, module);
    const singletons = singletonsOf[name]?.(exported) ?? [];
    for (let at = 0; at < singletons.length; at += 1) add(waiting, singletons[at], module, false);
    const samples = samplesOf[name]?.(exported) ?? [];
    for (let at = 0; at < samples.length; at += 1) {
      add(waiting, getPrototypeOf(samples[at]), undefined, true);
    }
  } catch {
    // The permission model, or a flag: nobody can have it then.
  }
  follow(waiting);
}

/** The name of a class, by the class or its prototype. */
function classNameOf(object) {
  const constructor = typeof object === 'function' ? object : ownValue(object, 'constructor');
  return typeof constructor === 'function' ? ownValue(constructor, 'name') : undefined;
}

/** Enters a class that has been loaded where an accessor was. */
function addLoaded(name) {
  const holder = pending.get(name);
  if (holder === undefined) return;
  // An instance may be there before anybody has asked for the class.
  const value = get(holder, name);
  const own = getOwnPropertyDescriptor(holder, name);
  if (own === undefined || !isObject(value)) return;
  pending.delete(name);
  const waiting = [];
  addValue(waiting, name, value, origins.get(holder)?.module);
  follow(waiting);
}

let seen = 0;

/** Enters what Node has loaded since the last look. */
function lookForNodeObjects() {
  const { moduleLoadList: list } = process;
  const count = list?.length ?? 0;
  if (count === seen) return;
  if (seen === 0) addGlobals();
  for (let at = seen; at < count; at += 1) {
    const entry = list[at];
    const name = startsWith(entry, LOADED) ? sliceOf(entry, LOADED.length) : '';
    if (names.has(name) && !entered.has(name)) addModule(name);
    if (name === 'domain') addReplaced();
  }
  for (let at = 0; at < count && unloaded.size > 0; at += 1) addLazy(list[at]);
  seen = count;
}

/** @returns {Origin | undefined} where an object of Node's is from; undefined for a program's own */
function originOf(object) {
  lookForNodeObjects();
  const origin = origins.get(object);
  if (origin !== undefined || isProxy(object)) return origin;
  addLoaded(classNameOf(object));
  return origins.get(object);
}

/** @returns {boolean} whether an object belongs to Node */
const isNodeObject = (object) => originOf(object) !== undefined;

/** @returns {boolean | undefined} for a setter of Node's whether it is a prototype's, else undefined */
function setterOfNode(setter) {
  lookForNodeObjects();
  return setters.get(setter);
}

/**
 * The prototype of the class of Node's whose method or accessor a function is; undefined for anything else. What was
 * written as a function, such as EventEmitter, is no class: it is mixed into objects.
 */
function classPrototypeOf(callee) {
  const holder = origins.get(callee)?.holder;
  const constructor = holder && ownValue(holder, 'constructor');
  const isClass =
    typeof constructor === 'function' && startsWith(functionText(constructor), 'class');
  return isClass ? holder : undefined;
}

/**
 * Whether an object is an instance of a class of Node's, by its prototype. Where that is a guest's, which says what it
 * likes, it is one if it was made as one.
 */
function isInstanceOf(object, prototype) {
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (holder === prototype) return true;
    if (isProxy(holder)) return holder !== object && instances.has(object);
  }
  return false;
}

/** Objects that were instances of a class of Node's when they were met first, whatever they inherit from now. */
const instances = new SafeWeakSet();

/** Instances of guest classes that derive from classes of Node's → the prototype of Node's class. */
const prototypes = new SafeWeakMap();

/** Notes an instance of a class of Node's, before guest code can do anything to it. */
function noteInstance(object, prototype) {
  instances.add(object);
  if (isObject(prototype) && getPrototypeOf(object) !== prototype)
    prototypes.set(object, prototype);
}

/** The prototype of the class of the host's that an instance of a guest class was made by. */
const hostPrototypeOf = (object) => prototypes.get(object);

/** @returns {boolean} whether a module of Node is loaded */
function isLoaded(name) {
  lookForNodeObjects();
  return entered.has(name);
}

/** @returns {boolean} whether an object inherits from a class of Node's, or is Node's itself */
function isOfNode(object) {
  if (instances.has(object)) return true;
  if (!inheritsFromNode(object)) return false;
  noteInstance(object);
  return true;
}

function inheritsFromNode(object) {
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (isProxy(holder)) return false;
    if (originOf(holder) !== undefined) return true;
  }
  return false;
}

module.exports = {
  classPrototypeOf,
  hostPrototypeOf,
  isInstanceOf,
  isLoaded,
  isNodeObject,
  isOfNode,
  isPrototypeObject,
  lookForNodeObjects,
  noteInstance,
  originOf,
  setterOfNode,
};
