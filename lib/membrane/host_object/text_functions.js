'use strict';

/**
 * Functions of Node's that make texts of their arguments and call none of them. A host function among the
 * arguments would become its source text, which is nothing for guest code: it becomes what guest code sees of it.
 */

const { EventEmitter } = require('node:events');
const path = require('node:path');
const querystring = require('node:querystring');
const url = require('node:url');
const { SafeSet, SafeWeakSet, append, ownValue } = require('../primordials');
const { guestOf } = require('../record');
const { classPrototypeOf } = require('./node_objects');
const { nativeText } = require('./printed_values');
const { withoutHidden } = require('./visible');

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

/** The names of functions and classes that make texts and are loaded later, or are in a module of many others. */
const namesOfTextFunctions = new SafeSet([
  ...['appendHeader', 'atob', 'btoa', 'fetch', 'mark', 'measure', 'parseArgs', 'setHeader'],
  ...['toUSVString', 'AssertionError', 'Blob', 'BroadcastChannel', 'CustomEvent'],
  ...['DOMException', 'Event', 'File', 'FormData', 'Headers', 'MIMEType', 'Request', 'Response'],
  ...['StringDecoder', 'TextDecoder'],
]);

/** Classes whose methods and setters make texts, all but `forEach`. */
const namesOfTextClasses = new SafeSet([
  ...['FormData', 'Headers', 'MIMEParams', 'MIMEType', 'SubtleCrypto'],
]);

function isOfTextClass(callee) {
  if (ownValue(callee, 'name') === CALLS) return false;
  const prototype = classPrototypeOf(callee);
  return (
    prototype !== undefined &&
    namesOfTextClasses.has(ownValue(ownValue(prototype, 'constructor'), 'name'))
  );
}

/** @returns {boolean} whether a function of Node's makes texts of all that it is given, and calls none of it */
const makesTexts = (callee) =>
  textFunctions.has(callee) ||
  namesOfTextFunctions.has(ownValue(callee, 'name')) ||
  isOfTextClass(callee);

/** @returns {boolean} whether a function of Node's makes a text of one of its arguments at least */
const takesText = (callee) => eventMethods.has(callee) || makesTexts(callee);

/** What a function of the host reads as for guest code. */
function textOf(value) {
  return typeof value === 'function' && guestOf.get(value) === undefined
    ? nativeText(value)
    : value;
}

/** The arguments of such a function. */
function asTexts(record, callee, args) {
  const texts = [];
  const end = eventMethods.has(callee) ? 1 : args.length;
  for (let at = 0; at < args.length; at += 1) {
    append(texts, at < end ? withoutHidden(record, textOf(args[at])) : args[at]);
  }
  return texts;
}

const readingEvents = new SafeSet([
  ...['eventNames', 'getMaxListeners', 'listenerCount', 'listeners', 'rawListeners'],
]);

/** @returns {boolean} whether a function is a method of emitters that does more than tell */
const isEventChange = (callee) =>
  eventMethods.has(callee) && !readingEvents.has(ownValue(callee, 'name'));

module.exports = { asTexts, isEventChange, makesTexts, takesText, textOf };
