'use strict';

/**
 * Finds what only Node itself calls of the classes of `crypto` and `zlib`: methods of their streams with private names, and
 * the native classes behind. Their native halves assert what Node has checked before, and that one call has ended
 * before the next begins; anything else ends the process. The same for sockets of TLS, and for the method that starts a process.
 */

const { EventEmitter } = require('node:events');
const { createRequire } = require('node:module');
const { Duplex, Readable, Transform, Writable } = require('node:stream');
const { types } = require('node:util');
const { SafeMap, SafeSet, append, ownDescriptor, ownValue, startsWith } = require('../primordials');
const { isNative } = require('../intrinsics');
const { hostPrototypeOf, isInstanceOf, isLoaded } = require('./node_objects');
const { objectBehind } = require('./views');

const { getPrototypeOf, ownKeys } = Reflect;
const { hasOwn } = Object;
const { isProxy } = types;

const nodeRequire = createRequire(__filename);

/** Prototypes of classes that programs know as well, which have nothing native. */
const shared = new SafeSet([
  ...[Duplex.prototype, Readable.prototype, Transform.prototype, Writable.prototype],
  ...[EventEmitter.prototype, Object.prototype],
]);

/** Modules whose classes are looked at, until they are. */
const waiting = new SafeSet(['child_process', 'crypto', 'dns', 'tls', 'zlib']);

/** Functions that Node alone may call. */
const inner = new SafeSet();

/** Prototypes of classes with native parts, and method → those of them that have it. */
const prototypes = new SafeSet();
const holders = new SafeMap();

function noteMethod(prototype, key, method) {
  const known = holders.get(method);
  if (known === undefined) holders.set(method, [prototype]);
  else append(known, prototype);
  if (typeof key === 'string' && startsWith(key, '_')) inner.add(method);
}

function addPrototype(prototype) {
  if (prototypes.has(prototype)) return;
  prototypes.add(prototype);
  const keys = ownKeys(prototype);
  for (let at = 0; at < keys.length; at += 1) {
    const { value } = ownDescriptor(prototype, keys[at]);
    if (keys[at] !== 'constructor' && typeof value === 'function') {
      noteMethod(prototype, keys[at], value);
    }
  }
}

/** A class of a module's, and what it derives from. */
function addClass(constructor) {
  const prototype = ownValue(constructor, 'prototype');
  if (typeof prototype !== 'object' || prototype === null) return;
  for (let level = prototype; level !== null && !shared.has(level); level = getPrototypeOf(level)) {
    addPrototype(level);
  }
  const parent = getPrototypeOf(constructor);
  if (typeof parent !== 'function' || parent === Function.prototype) return;
  if (isNative(parent)) inner.add(parent);
  else addClass(parent);
}

/** What starts the process of a ChildProcess, which `spawn` and its like have done when anybody gets one. */
function addStart({ ChildProcess }) {
  inner.add(ChildProcess.prototype.spawn);
}

/** Methods of all native objects, one of which `dns` gives for each question: they end the process without their arguments. */
function addWrap({ _handle: handle }) {
  let level = handle ?? null;
  while (level !== null && !hasOwn(level, 'asyncReset')) level = getPrototypeOf(level);
  if (level === null) return;
  const keys = ownKeys(level);
  for (let at = 0; at < keys.length; at += 1) {
    const method = ownValue(level, keys[at]);
    if (keys[at] !== 'constructor' && typeof method === 'function') inner.add(method);
  }
}

/**
 * Methods of a prototype with private names: a socket of TLS whose native half they make, or let go of, ends the process
 * by what is called next.
 */
function addPrivate(prototype) {
  const keys = ownKeys(prototype);
  for (let at = 0; at < keys.length; at += 1) {
    const method = ownValue(prototype, keys[at]);
    const isPrivate = typeof keys[at] === 'string' && startsWith(keys[at], '_');
    if (isPrivate && typeof method === 'function') inner.add(method);
  }
}

/** Looks at what has been loaded: whoever has a method has loaded its module. */
function look() {
  waiting.forEach((name) => {
    if (!isLoaded(name)) return;
    waiting.delete(name);
    const module = nodeRequire(`node:${name}`);
    if (name === 'child_process') {
      addStart(module);
      return;
    }
    if (name === 'dns') {
      addWrap(new module.Resolver());
      return;
    }
    if (name === 'tls') {
      addPrivate(module.TLSSocket.prototype);
      addPrivate(module.Server.prototype);
      return;
    }
    const names = ownKeys(module);
    for (let at = 0; at < names.length; at += 1) {
      const value = ownValue(module, names[at]);
      if (typeof value === 'function') addClass(value);
    }
  });
}

/**
 * @param {Function} callee of Node's
 * @returns {boolean} whether Node alone may call it
 */
function isForNode(callee) {
  if (waiting.size > 0) look();
  return inner.has(callee);
}

/** Methods of all streams that Node calls, by which those of a stream with native parts are called. */
const innerOfStreams = new SafeSet();
for (const { prototype } of [Duplex, Readable, Transform, Writable]) {
  for (const key of ownKeys(prototype)) {
    const method = ownValue(prototype, key);
    if (typeof key === 'string' && startsWith(key, '_') && typeof method === 'function') {
      innerOfStreams.add(method);
    }
  }
}

/** Whether an object is an instance of a class with native parts, or of a guest class that derives from one. */
function hasNativeParts(object) {
  return inheritsNativeParts(hostPrototypeOf(object) ?? object);
}

function inheritsNativeParts(object) {
  for (let level = object; level !== null && !isProxy(level); level = getPrototypeOf(level)) {
    if (prototypes.has(level)) return true;
  }
  return false;
}

/**
 * Whether a function is a class with native parts, or derives from one. Such a constructor makes the native half, and
 * prepares it by what it has written to the new object: where that inherits accessors of a guest's, it never gets so
 * far, and the half-made one ends the process when it is collected.
 * @param {Function} callee of the host's
 */
function makesNativeParts(callee) {
  if (waiting.size > 0) look();
  const prototype = isProxy(callee) ? undefined : ownValue(callee, 'prototype');
  return typeof prototype === 'object' && prototype !== null && inheritsNativeParts(prototype);
}

/**
 * @param {Function} callee of Node's
 * @param {unknown} self
 * @param {unknown[]} args
 * @returns {boolean} whether a call would do to a stream with native parts what Node alone may do
 */
function isInnerCall(callee, self, args) {
  const isInner =
    innerOfStreams.has(callee) || (args[0] === 'prefinish' && ownValue(callee, 'name') === 'emit');
  return isInner && typeof self === 'object' && self !== null && hasNativeParts(self);
}

/**
 * @param {Function} callee of Node's
 * @param {object} self
 * @returns {boolean} whether it is a method of classes with native parts and `self` is of none of them
 */
function isForOtherClass(callee, self) {
  const found = holders.get(callee);
  if (found === undefined) return false;
  for (let at = 0; at < found.length; at += 1) if (isInstanceOf(self, found[at])) return false;
  return true;
}

/**
 * What Node gets where it looks for its own method on an instance of a guest class, which inherits it.
 * @returns {Function | undefined} undefined where `view` is none that refuses such a method
 */
function methodBehind(view) {
  const callee = objectBehind(view);
  return callee !== undefined && isForNode(callee) ? callee : undefined;
}

module.exports = { isForNode, isForOtherClass, isInnerCall, makesNativeParts, methodBehind };
