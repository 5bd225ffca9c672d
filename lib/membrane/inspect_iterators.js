'use strict';

/**
 * Iterators of Maps and Sets of the guest as Node prints them: by iterators of the host over what is left in
 * the guest's, which take no step there. Must never be handed to anyone but who prints.
 */

const { SafeWeakMap } = require('./primordials');

/** What iterators of ours go over: `{ source, method }`. */
const origins = new SafeWeakMap();

/**
 * An iterator over nothing yet.
 * @param {'Map Iterator' | 'Set Iterator'} tag
 * @param {'entries' | 'keys' | 'values'} method where it is from
 */
function makeIterator(tag, method) {
  const source = tag === 'Map Iterator' ? new Map() : new Set();
  const iterator = source[method]();
  origins.set(iterator, { source, method });
  return iterator;
}

const isIterator = (object) => origins.has(object);

/** Puts keys and values, which come in turn, before an iterator of ours. */
function fillIterator(iterator, rest) {
  const { source, method } = origins.get(iterator);
  for (let at = 0; at < rest.length; at += 2) {
    // A value may come twice, and nobody sees its key.
    if (source instanceof Map) source.set(method === 'values' ? at : rest[at], rest[at + 1]);
    else source.add(rest[at]);
  }
}

/** Takes away what is before an iterator of ours. */
function emptyIterator(iterator) {
  origins.get(iterator).source.clear();
}

module.exports = { emptyIterator, fillIterator, isIterator, makeIterator };
