'use strict';

/**
 * Keeps objects of the host out of what Node tells guest code in words. Errors of Node's show the values that were
 * wrong: they print what is behind a guarding Proxy, properties that Node keeps for itself, and the source of functions.
 * Must never touch what a program throws, nor what tells of guest values only.
 */

const { types } = require('node:util');
const { append, functionText, indexOf, isObject, ownValue, sliceOf } = require('../primordials');
const { guestOf } = require('../record');
const { isNodeObject } = require('./node_objects');
const { nodeCalls } = require('./views');

const { defineProperty, getPrototypeOf, ownKeys } = Reflect;
const { isNativeError, isProxy } = types;
const HostDOMException = DOMException;
const DATA_CLONE = 'DataCloneError';

/** What stands before a value in Node's messages. */
const BEFORE_VALUES = ['\n', ': ', ' (', ' Received '];

const MARK = 'kIsNodeError';

/** What Node says of a value by the names of its class or function only. */
const NAMES_ONLY = [' Received an instance of ', ' Received function '];

const isOfHost = (value) => isObject(value) && guestOf.get(value) === undefined;

/** The host's objects and functions among arguments. */
function hostValuesOf(args) {
  const found = [];
  for (let at = 0; at < args.length; at += 1) if (isOfHost(args[at])) append(found, args[at]);
  return found;
}

/** Whether one of some values is no function. */
function hasObject(values) {
  for (let at = 0; at < values.length; at += 1) if (typeof values[at] !== 'function') return true;
  return false;
}

/** What a function of the host reads as for guest code. */
function nativeText(value) {
  const name = isProxy(value) ? '' : ownValue(value, 'name');
  return `function ${typeof name === 'string' ? name : ''}() { [native code] }`;
}

/** A text in which the source of a function does not stand. */
function withoutSource(text, callee) {
  const source = functionText(callee);
  const at = indexOf(text, source);
  if (at < 0) return text;
  const rest = withoutSource(sliceOf(text, at + source.length), callee);
  return sliceOf(text, 0, at) + nativeText(callee) + rest;
}

/** A text without the sources of the host's functions among some values. */
function withoutSources(text, values) {
  let shown = text;
  for (let at = 0; at < values.length; at += 1) {
    if (typeof values[at] === 'function') shown = withoutSource(shown, values[at]);
  }
  return shown;
}

/** The beginning of a message, up to the first value that it may show. */
function withoutValues(message) {
  for (let at = 0; at < NAMES_ONLY.length; at += 1) {
    if (indexOf(message, NAMES_ONLY[at]) >= 0 && indexOf(message, '\n') < 0) return message;
  }
  let end = message.length;
  for (let at = 0; at < BEFORE_VALUES.length; at += 1) {
    const found = indexOf(message, BEFORE_VALUES[at]);
    if (found >= 0 && found < end) end = found;
  }
  return sliceOf(message, 0, end);
}

/** Whether an error says what can't be cloned, in words that are an accessor's of its class. */
function isDataCloneError(error) {
  if (!isObject(error) || isProxy(error) || guestOf.get(error) !== undefined) return false;
  return getPrototypeOf(error) === HostDOMException.prototype && error.name === DATA_CLONE;
}

/** Whether an error is one that a function of Node's makes by itself. */
function isErrorOfNode(error) {
  if (!isNativeError(error) || guestOf.get(error) !== undefined) return false;
  for (let holder = error; holder !== null && !isProxy(holder); holder = getPrototypeOf(holder)) {
    if (isNodeObject(holder) || hasMark(holder)) return true;
  }
  return false;
}

/** Whether an object has the symbol by which Node knows its own errors. */
function hasMark(object) {
  const keys = ownKeys(object);
  for (let at = 0; at < keys.length; at += 1) {
    if (typeof keys[at] === 'symbol' && keys[at].description === MARK) return true;
  }
  return false;
}

/** Whether an error says what was compared, all of it. */
const isAssertion = (error) => ownValue(error, 'code') === 'ERR_ASSERTION';

/** Takes the host's values out of a message of Node's. */
function clean(error, message, values) {
  const text = withoutSources(message, values);
  const isShown = nodeCalls.hasShown || (nodeCalls.hasRead && isAssertion(error));
  const value = isShown || hasObject(values) ? withoutValues(text) : text;
  if (value !== message) defineProperty(error, 'message', { __proto__: null, value });
}

/** The host's values that a function of Node's was given, or has read from objects that it was given. */
function givenValues(args) {
  const values = hostValuesOf(args);
  const { read } = nodeCalls;
  for (let at = 0; at < read.length; at += 1) append(values, read[at]);
  return values;
}

/**
 * What a function of Node's has thrown that guest code called: without objects of the host that it printed.
 * @param {unknown} error
 * @param {unknown[]} args of the call
 * @returns {unknown} the error, or another one of the same sort
 */
function withoutPrinted(error, args) {
  const values = givenValues(args);
  if (values.length === 0 && !nodeCalls.hasShown && !nodeCalls.hasRead) return error;
  if (isDataCloneError(error)) {
    return new HostDOMException("An object of the host's could not be cloned.", DATA_CLONE);
  }
  const message = isErrorOfNode(error) ? ownValue(error, 'message') : undefined;
  if (typeof message === 'string') clean(error, message, values);
  return error;
}

/** Does the same for what guest code has made of a class of Node's: an error may have printed what it compares. */
function cleanMade(made, args) {
  if (!isNativeError(made)) return;
  const values = givenValues([ownValue(made, 'actual'), ownValue(made, 'expected')]);
  const given = hostValuesOf(args);
  for (let at = 0; at < given.length; at += 1) append(values, given[at]);
  const message = ownValue(made, 'message');
  if (typeof message === 'string') clean(made, message, values);
}

module.exports = { cleanMade, nativeText, withoutPrinted };
