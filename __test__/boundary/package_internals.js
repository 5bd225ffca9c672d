'use strict';

/**
 * What belongs to the package itself: all that a loaded file of it exports, and what own properties and
 * prototypes lead to from there. Instances and prototypes of public classes are what users are given;
 * the classes themselves compile in other realms and are not.
 */

const path = require('node:path');
const { isProxy } = require('node:util').types;

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** The folder of the package that is tried, or undefined if that is Node's own module. */
function folderOf(name) {
  if (name.startsWith('node:')) return undefined;
  return path.dirname(require.resolve(name));
}

/** What the own properties of an object hold, with their names. */
function held(object) {
  const list = [];
  for (const key of Reflect.ownKeys(object)) {
    const { value, get, set } = Reflect.getOwnPropertyDescriptor(object, key);
    for (const one of [value, get, set]) if (isObject(one)) list.push([key, one]);
  }
  return list;
}

/** What users may hold: prototypes of public classes with their methods. */
function publicObjects(vm) {
  const allowed = new Set();
  const prototypes = Object.values(vm).map((value) => value?.prototype);
  for (const prototype of prototypes) {
    let level = prototype;
    while (isObject(level) && level !== Object.prototype) {
      allowed.add(level);
      for (const [key, value] of held(level)) if (key !== 'constructor') allowed.add(value);
      level = Reflect.getPrototypeOf(level);
    }
  }
  return allowed;
}

/** The exports of the files of the package that are loaded. */
function exportsOfFiles(folder) {
  return Object.keys(require.cache)
    .filter((file) => file.startsWith(folder + path.sep))
    .filter((file) => !/__test__|node_modules|scripts/.test(path.relative(folder, file)))
    .map((file) => ({ name: path.relative(folder, file), value: require.cache[file].exports }));
}

/**
 * @param {string} folder
 * @param {object} vm what users get
 * @param {(value: object) => boolean} isForeign what is the language's or Node's, and not followed
 * @returns {Map<object, string>} each with the way to it
 */
function packageInternals(folder, vm, isForeign) {
  const found = new Map();
  const waiting = exportsOfFiles(folder);
  const isSkipped = (value) => value === globalThis || isForeign(value) || isProxy(value);
  for (let next = 0; next < waiting.length; next++) {
    const { name, value } = waiting[next];
    if (!isObject(value) || found.has(value) || isSkipped(value)) continue;
    found.set(value, name);
    waiting.push({ name: `${name}.[[Prototype]]`, value: Reflect.getPrototypeOf(value) });
    for (const [key, one] of held(value)) {
      waiting.push({ name: `${name}.${String(key)}`, value: one });
    }
  }
  for (const value of publicObjects(vm)) found.delete(value);
  return found;
}

module.exports = { folderOf, packageInternals };
