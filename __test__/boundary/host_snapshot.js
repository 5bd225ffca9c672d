'use strict';

/**
 * Takes a picture of the host's own object graph and tells what differs later: every object, function,
 * class and prototype that own properties and prototypes lead to from Node's modules, from the globals
 * and from what the language keeps without a name. Getters are never called, but for lazy globals (once)
 * and the few that `settings` names. All functions that it needs are taken when it is loaded, so that a
 * changed built-in is seen and does no harm here.
 */

const { builtinModules } = require('node:module');
const { intrinsicRoots } = require('./intrinsics.js');

const { apply, getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys } = Reflect;
const { is } = Object;
const { get: mapGet, has: mapHas, set: mapSet, forEach: mapForEach } = Map.prototype;
const { push } = Array.prototype;
const { toString: symbolToString } = Symbol.prototype;

/** Modules that only exist with their scheme, and are in no list of Node 20. */
const SCHEME_ONLY = ['node:test', 'node:test/reporters', 'node:sea', 'node:sqlite'];

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

const append = (list, value) => apply(push, list, [value]);

/** Some exports make themselves when they are read. */
function settle(exported) {
  if (exported === process || !isObject(exported)) return;
  for (const key of ownKeys(exported)) {
    try {
      exported[key];
    } catch {
      // Not to be had without a flag.
    }
  }
}

/** The exports of every module that this Node has; loading one may print a warning, which nobody needs. */
function loadModules() {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const loaded = [];
    for (const name of [...builtinModules, ...SCHEME_ONLY]) {
      try {
        const exported = require(name);
        settle(exported);
        loaded.push([name, exported]);
      } catch {
        // This Node has no such module, or not without a flag.
      }
    }
    return loaded;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Globals by name. A lazy one makes itself when it is read, so that it is there in both pictures. */
function readGlobals() {
  const found = [];
  for (const key of ownKeys(globalThis)) {
    try {
      found.push([String(key), globalThis[key]]);
    } catch {
      // A global that can't be read without a flag.
    }
  }
  return found;
}

/**
 * What hides behind accessors and functions and yet decides what the host does. Each is read in both
 * pictures.
 */
const settings = {
  'util.inspect.defaultOptions': () => require('node:util').inspect.defaultOptions,
  'EventEmitter.defaultMaxListeners': () => require('node:events').defaultMaxListeners,
  'EventEmitter.captureRejections': () => require('node:events').captureRejections,
  'http.globalAgent': () => require('node:http').globalAgent,
  'stream.getDefaultHighWaterMark': () => require('node:stream').getDefaultHighWaterMark?.(false),
  'net.getDefaultAutoSelectFamily': () => require('node:net').getDefaultAutoSelectFamily?.(),
  'process.cwd()': () => process.cwd(),
  'process.title': () => process.title,
};

/**
 * Properties that Node or this process changes by itself, each with its reason. They are neither
 * compared nor followed.
 */
function unsteadyProperties() {
  const Module = require('node:module');
  const { mainModule } = process;
  const edges = [
    // What is loaded is no business of this picture, and files are loaded all the time.
    [Module, '_cache'],
    [Module, '_pathCache'],
    [require.cache, null],
    [require.main, null],
    [mainModule, null],
    [module, null],
    [Module.prototype.require, 'main'],
    [process, 'mainModule'],
    [process, 'moduleLoadList'],
    // Counted by Node when it makes a promise, a handle or a timer.
    [process, '_tickInfo'],
    [process, '_events'],
    [process, '_eventsCount'],
    [process, 'channel'],
    [process, '_channel'],
    [process, 'connected'],
    [process, '_handleQueue'],
    [process, '_pendingMessage'],
    [process, '_disconnect'],
    // Which domain runs, in the prompt.
    [require('node:domain'), '_stack'],
    [require('node:domain'), 'active'],
    // The match that was last, which any use of a regular expression in this process changes.
    ...['$1', '$2', '$3', '$4', '$5', '$6', '$7', '$8', '$9'].map((key) => [RegExp, key]),
  ];
  // How deep `console.group()` is: what somebody who was given `console` may change.
  for (const key of ownKeys(console)) {
    if (typeof key === 'symbol' && /group/i.test(String(key))) edges.push([console, key]);
  }
  // The pipe to the process that started this one.
  for (const key of ownKeys(process)) {
    if (typeof key === 'symbol' && /channel/i.test(String(key))) edges.push([process, key]);
  }
  const table = new Map();
  for (const [holder, key] of edges) {
    if (!isObject(holder)) continue;
    if (!table.has(holder)) table.set(holder, new Set());
    table.get(holder).add(key);
  }
  return table;
}

const nameOf = (key) => (typeof key === 'symbol' ? `[${apply(symbolToString, key, [])}]` : key);

const ATTRIBUTES = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'];

/**
 * @typedef {object} Picture
 * @property {Map<object, { path: string, prototype: object | null, extensible: boolean, keys: PropertyKey[],
 *   descriptors: PropertyDescriptor[] }>} objects
 * @property {[string, unknown][]} settings
 */

/** One object as it is now. */
function look(object, path, skipped) {
  const keys = [];
  const descriptors = [];
  const all = ownKeys(object);
  for (let index = 0; index < all.length; index++) {
    const key = all[index];
    if (skipped !== undefined && apply(setHas, skipped, [key])) continue;
    append(keys, key);
    append(descriptors, getOwnPropertyDescriptor(object, key));
  }
  return {
    path,
    prototype: getPrototypeOf(object),
    extensible: isExtensible(object),
    keys,
    descriptors,
  };
}

const { has: setHas } = Set.prototype;

/** Puts what one object holds on the list of those that are still to be looked at. */
function follow(seen, waiting) {
  const { path, prototype, keys, descriptors } = seen;
  append(waiting, { value: prototype, path: `${path}.[[Prototype]]` });
  for (let index = 0; index < keys.length; index++) {
    const descriptor = descriptors[index];
    if (descriptor === undefined) continue;
    const name = `${path}.${nameOf(keys[index])}`;
    append(waiting, { value: descriptor.value, path: name });
    append(waiting, { value: descriptor.get, path: `get ${name}` });
    append(waiting, { value: descriptor.set, path: `set ${name}` });
  }
}

function readSettings() {
  return Object.entries(settings).map(([name, read]) => [name, read()]);
}

let roots;

/**
 * Pictures the host as it is.
 * @returns {Picture} to be given to `differences`
 */
function takeSnapshot() {
  roots ??= [
    ...loadModules().map(([path, value]) => ({ path, value })),
    ...readGlobals().map(([path, value]) => ({ path, value })),
    ...intrinsicRoots(globalThis).map(([path, value]) => ({ path, value })),
  ];
  const unsteady = unsteadyProperties();
  const objects = new Map();
  const values = readSettings();
  const waiting = [...roots, ...values.map(([path, value]) => ({ path, value }))];
  for (let next = 0; next < waiting.length; next++) {
    const { path, value } = waiting[next];
    if (!isObject(value) || objects.has(value)) continue;
    const skipped = unsteady.get(value);
    if (skipped?.has(null)) continue;
    const seen = look(value, path, skipped);
    seen.skipped = skipped;
    objects.set(value, seen);
    follow(seen, waiting);
  }
  return { objects, settings: values };
}

/** What is different between two descriptors of one property; '' if nothing is. */
function compareDescriptors(was, now) {
  if (was === undefined || now === undefined) return was === now ? '' : 'readable';
  let changed = '';
  for (let index = 0; index < ATTRIBUTES.length; index++) {
    const attribute = ATTRIBUTES[index];
    if (!is(was[attribute], now[attribute])) changed += `${changed && ', '}${attribute}`;
  }
  return changed;
}

function byKey({ keys, descriptors }) {
  const table = new Map();
  for (let index = 0; index < keys.length; index++) {
    apply(mapSet, table, [keys[index], descriptors[index]]);
  }
  return table;
}

/** @param {string[]} found gets a line for each difference */
function compareObjects(was, now, found) {
  const { path } = was;
  if (was.prototype !== now.prototype) append(found, `${path}: another prototype`);
  if (was.extensible !== now.extensible) append(found, `${path}: no longer extensible`);
  const before = byKey(was);
  const after = byKey(now);
  for (let index = 0; index < was.keys.length; index++) {
    const key = was.keys[index];
    if (!apply(mapHas, after, [key])) {
      append(found, `${path}.${nameOf(key)}: gone`);
      continue;
    }
    const changed = compareDescriptors(was.descriptors[index], apply(mapGet, after, [key]));
    if (changed !== '') append(found, `${path}.${nameOf(key)}: another ${changed}`);
  }
  for (let index = 0; index < now.keys.length; index++) {
    const key = now.keys[index];
    if (!apply(mapHas, before, [key])) append(found, `${path}.${nameOf(key)}: new`);
  }
}

/**
 * What has become different in the host since a picture was taken.
 * @param {Picture} before
 * @returns {string[]} a line for each difference, empty if there is none
 */
function differences(before) {
  const found = [];
  const now = readSettings();
  for (let index = 0; index < now.length; index++) {
    const [name, was] = before.settings[index];
    if (!is(now[index][1], was)) append(found, `${name}: another value`);
  }
  apply(mapForEach, before.objects, [
    (was, object) => compareObjects(was, look(object, was.path, was.skipped), found),
  ]);
  return found;
}

module.exports = { takeSnapshot, differences };
