'use strict';

/**
 * Functions of Node's that make texts of their arguments and call none of them. A host function among the
 * arguments would become its source text, which is nothing for guest code: it becomes what guest code sees of it.
 */

const { EventEmitter } = require('node:events');
const path = require('node:path');
const querystring = require('node:querystring');
const url = require('node:url');
const { types } = require('node:util');
const { SafeWeakSet, append, ownValue } = require('../primordials');
const { guestOf } = require('../record');

const { getOwnPropertyDescriptor, ownKeys } = Reflect;

/** Methods that call their argument. */
const CALLS = 'forEach';

const textFunctions = new SafeWeakSet();

function addFunctions(holder) {
  const keys = ownKeys(holder);
  for (let at = 0; at < keys.length; at += 1) {
    const { value, set } = getOwnPropertyDescriptor(holder, keys[at]);
    if (typeof value === 'function' && keys[at] !== CALLS) textFunctions.add(value);
    if (set !== undefined) textFunctions.add(set);
  }
}

for (const holder of [path.posix, path.win32, querystring, url, Buffer, Buffer.prototype, URL]) {
  addFunctions(holder);
}
for (const holder of [URL.prototype, URLSearchParams.prototype, TextDecoder.prototype]) {
  addFunctions(holder);
}
for (const each of [URL, URLSearchParams, Buffer, TextEncoder.prototype.encode]) {
  textFunctions.add(each);
}

/** Methods of emitters, which make a text of the first argument, the name of an event. */
const eventMethods = new SafeWeakSet();
for (const key of ownKeys(EventEmitter.prototype)) {
  const method = ownValue(EventEmitter.prototype, key);
  if (typeof method === 'function' && key !== 'constructor') eventMethods.add(method);
}

/** @returns {boolean} whether a function of Node's makes texts of what it is given */
const takesText = (callee) => textFunctions.has(callee) || eventMethods.has(callee);

/** What a function of the host reads as for guest code. */
function textOf(value) {
  if (typeof value !== 'function' || guestOf.get(value) !== undefined) return value;
  const name = types.isProxy(value) ? '' : ownValue(value, 'name');
  return `function ${typeof name === 'string' ? name : ''}() { [native code] }`;
}

/** The arguments of such a function. */
function asTexts(callee, args) {
  const texts = [];
  const end = eventMethods.has(callee) ? 1 : args.length;
  for (let at = 0; at < args.length; at += 1) append(texts, at < end ? textOf(args[at]) : args[at]);
  return texts;
}

/** Values to be printed: `%s` prints the text of a function. */
function asLabels(args) {
  const labels = [];
  for (let at = 0; at < args.length; at += 1) {
    const value = args[at];
    const isOfHost = typeof value === 'function' && guestOf.get(value) === undefined;
    append(labels, isOfHost ? `[Function: ${ownValue(value, 'name') || '(anonymous)'}]` : value);
  }
  return labels;
}

module.exports = { asLabels, asTexts, takesText };
