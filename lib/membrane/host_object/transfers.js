'use strict';

/**
 * Clones values for guest code, with a list of what is to be transferred. V8 would free the memory of a transferred buffer
 * with the message that it is in, while the host still works with it; so buffers are copied, and detached by `detach`.
 */

const { types } = require('node:util');
const { detach } = require('../detach');
const { SafeSet, append } = require('../primordials');

const { apply } = Reflect;
const { isArrayBuffer } = types;
const { iterator } = Symbol;
const HostDOMException = DOMException;

/** Whether a value is an object that can be read as a list or as options. */
const isReadable = (value) => typeof value === 'object' && value !== null;

const isIterable = (value) => isReadable(value) && (value[iterator] ?? undefined) !== undefined;

/** What is to be transferred, read once. */
function partsOf(list) {
  const buffers = new SafeSet();
  const others = [];
  for (const item of list) {
    if (!isArrayBuffer(item)) {
      append(others, item);
    } else if (buffers.has(item)) {
      throw new HostDOMException('Transfer list contains duplicate ArrayBuffer', 'DataCloneError');
    } else {
      buffers.add(item);
    }
  }
  return { buffers, others };
}

/**
 * Calls a function that clones its first argument.
 * @param {Function} callee `structuredClone`, or a `postMessage`
 * @param {unknown} self
 * @param {unknown} value
 * @param {unknown} options `{ transfer }`, or for a `postMessage` the list itself
 * @param {unknown[]} rest of the arguments
 */
function cloneWithTransfer(callee, self, value, options, rest) {
  const isList = callee !== structuredClone && isIterable(options);
  const list = isList || !isReadable(options) ? options : options.transfer;
  if (!isIterable(list)) {
    return apply(callee, self, [value, options, ...rest]);
  }
  const { buffers, others } = partsOf(list);
  const result = apply(callee, self, [value, { __proto__: null, transfer: others }, ...rest]);
  buffers.forEach(detach);
  return result;
}

module.exports = { cloneWithTransfer };
