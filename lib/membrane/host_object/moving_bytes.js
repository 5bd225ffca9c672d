'use strict';

/**
 * Keeps bytes that guest code can move or take away from functions of Node's that hold an address: methods of Buffer get
 * numbers that nothing has to be called for, streams that transfer a buffer get a copy, and what works in another
 * thread gets no buffer that can shrink.
 */

const { EventEmitter } = require('node:events');
const { createRequire } = require('node:module');
const { Readable, Writable } = require('node:stream');
const { types } = require('node:util');
const { invalidArgValue } = require('../../errors');
const { ownBytes } = require('../buffer_ranges');
const { SafeMap, SafeSet, endsWith, isObject, ownValue } = require('../primordials');
const { guestOf } = require('../record');

const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isArrayBuffer, isDataView } = types;
const { isView } = ArrayBuffer;
const { isArray } = Array;
const toNumber = Number;
const clone = structuredClone;
const nodeRequire = createRequire(__filename);

const getter = (prototype, name) => getOwnPropertyDescriptor(prototype, name)?.get;
const bufferOfArray = getter(getPrototypeOf(Uint8Array.prototype), 'buffer');
const bufferOfDataView = getter(DataView.prototype, 'buffer');
const isResizable = getter(ArrayBuffer.prototype, 'resizable');

/** A number where Node takes a place: what has to be asked for one is asked now. */
const asNumber = (value) => (isObject(value) ? toNumber(value) : value);

/** What `fill` fills with. */
const asFilling = (value) => (isView(value) ? value : asNumber(value));

/** A view of bytes that are nobody else's. */
const asCopy = (value) => (isView(value) ? clone(ownBytes(value)) : value);

/** Method of Buffer → what each of its arguments becomes. */
const ofBuffer = new SafeMap([
  [Buffer.prototype.copy, [undefined, asNumber, asNumber, asNumber]],
  [Buffer.prototype.fill, [asFilling, asNumber, asNumber]],
]);
for (const key of ownKeys(Buffer.prototype)) {
  const method = ownValue(Buffer.prototype, key);
  if (typeof key !== 'string' || typeof method !== 'function') continue;
  if (endsWith(key, 'Slice')) ofBuffer.set(method, [asNumber, asNumber]);
  if (endsWith(key, 'Write')) ofBuffer.set(method, [undefined, asNumber, asNumber]);
}

/** Methods that transfer the buffer of a view, by their names, and the globals whose prototypes have them. */
const transferring = new SafeMap([
  ['read', 'ReadableStreamBYOBReader'],
  ['enqueue', 'ReadableByteStreamController'],
  ['respondWithNewView', 'ReadableStreamBYOBRequest'],
]);
const copied = [asCopy];

/**
 * @param {Function} callee of Node's
 * @param {unknown[]} args
 * @returns {(Function | undefined)[] | undefined} what each argument becomes
 */
function conversionsOfBytes(callee, args) {
  const conversions = ofBuffer.get(callee);
  if (conversions !== undefined || !isView(args[0])) return conversions;
  const holder = transferring.get(ownValue(callee, 'name'));
  // Whoever has the method has loaded the class, which is not loaded for anything else.
  if (holder === undefined || ownValue(globalThis[holder].prototype, callee.name) !== callee)
    return undefined;
  return copied;
}

/** Whether a value is a buffer that can shrink, or a view of one. */
function canShrink(value) {
  if (isResizable === undefined || typeof value !== 'object' || value === null) return false;
  if (isArrayBuffer(value)) return apply(isResizable, value, []);
  if (!isView(value)) return false;
  const buffer = apply(isDataView(value) ? bufferOfDataView : bufferOfArray, value, []);
  return isArrayBuffer(buffer) && apply(isResizable, buffer, []);
}

/** What takes its bytes in a list or in options, by names: `fs.writev`, `fs.read`. */
const takingLists = new SafeSet(['readv', 'readvSync', 'writev', 'writevSync']);
const takingOptions = new SafeSet(['read', 'readSync', 'write', 'writeSync']);

/** Whether an argument is such bytes, or has them where the function looks for them. */
function hasShrinking(callee, value) {
  if (canShrink(value)) return true;
  const name = ownValue(callee, 'name');
  if (takingOptions.has(name)) return guestOf.get(value) !== undefined && canShrink(value.buffer);
  if (!takingLists.has(name) || !isArray(value)) return false;
  for (let at = 0; at < value.length; at += 1) if (canShrink(value[at])) return true;
  return false;
}

/** Modules whose functions and streams go on with bytes when they have returned. */
const lateModules = ['crypto', 'zlib', 'fs', 'fs/promises', 'dgram', 'http', 'http2', 'net', 'tls'];

let late;

function addFunctions(found, holder) {
  const keys = ownKeys(holder);
  for (let at = 0; at < keys.length; at += 1) {
    const value = ownValue(holder, keys[at]);
    if (typeof value === 'function') found.add(value);
  }
}

/** The functions of a module, and the methods of its classes with what they inherit. */
function addModule(found, name) {
  const module = nodeRequire(`node:${name}`);
  addFunctions(found, module);
  const keys = ownKeys(module);
  for (let at = 0; at < keys.length; at += 1) {
    const value = ownValue(module, keys[at]);
    let level = typeof value === 'function' ? (ownValue(value, 'prototype') ?? null) : null;
    for (; level !== null && !shared.has(level); level = getPrototypeOf(level)) {
      addFunctions(found, level);
    }
  }
}

/** Prototypes whose methods hold no bytes. */
const shared = new SafeSet([Object.prototype, Function.prototype, EventEmitter.prototype]);

function lateFunctions() {
  const found = new SafeSet();
  addFunctions(found, Writable.prototype);
  addFunctions(found, Readable.prototype);
  for (let at = 0; at < lateModules.length; at += 1) addModule(found, lateModules[at]);
  return found;
}

/**
 * @param {Function} callee of Node's
 * @param {unknown[]} args
 * @throws {TypeError} ERR_INVALID_ARG_VALUE for a buffer that can shrink while another thread works with it
 */
function refuseShrinking(callee, args) {
  if (isResizable === undefined) return;
  for (let at = 0; at < args.length; at += 1) {
    if (!isObject(args[at]) || !hasShrinking(callee, args[at])) continue;
    late ??= lateFunctions();
    if (!late.has(callee)) return;
    const reason = 'must not be over an ArrayBuffer that can shrink. Give a copy (bytes.slice())';
    throw invalidArgValue('bytes', args[at], reason);
  }
}

module.exports = { conversionsOfBytes, refuseShrinking };
