'use strict';

/**
 * Keeps the asynchronous context of the host in which guest code has registered a reaction (what an `AsyncLocalStorage`
 * holds there), and runs the guest's jobs in it. A context has a number in the record of its realm; the stores
 * themselves must never be given to native code, which could hand them to a guest.
 */

const { AsyncResource } = require('node:async_hooks');

const { SafeSet, append } = require('./primordials');

const { apply, ownKeys } = Reflect;
const { runInAsyncScope } = AsyncResource.prototype;
const { description } = Object.getOwnPropertyDescriptors(Symbol.prototype);

/** What Node notes on each resource, by the descriptions of its symbols; what else is there are stores. */
const notes = new SafeSet(['async_id_symbol', 'trigger_async_id_symbol', 'destroyed']);

/** The context in which nothing is stored. */
const NOTHING = 0;
let empty;

/** The stores of a resource: symbols and what is under them, in turn. */
function storesOf(resource) {
  const stores = [];
  for (const key of ownKeys(resource)) {
    if (typeof key !== 'symbol' || notes.has(apply(description.get, key, []))) continue;
    const value = resource[key];
    if (value === undefined) continue;
    append(stores, key);
    append(stores, value);
  }
  return stores;
}

function areSame(left, right) {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) {
    if (!Object.is(left[at], right[at])) return false;
  }
  return true;
}

/** The number of the context that host code runs in now. */
function asyncContext(record) {
  const resource = new AsyncResource('BOA_VM');
  const stores = storesOf(resource);
  if (stores.length === 0) {
    empty ??= resource;
    return NOTHING;
  }
  const { asyncContexts, freeAsyncContexts, lastAsyncContext } = record;
  const last = asyncContexts[lastAsyncContext];
  if (last !== undefined && areSame(last.stores, stores)) return lastAsyncContext;
  let number = asyncContexts.length;
  if (freeAsyncContexts.length > 0) {
    number = freeAsyncContexts[freeAsyncContexts.length - 1];
    freeAsyncContexts.length -= 1;
  }
  asyncContexts[number] = { __proto__: null, resource, stores };
  record.lastAsyncContext = number;
  return number;
}

/** No reaction and no job has that context any more. */
function releaseAsyncContext(record, number) {
  record.asyncContexts[number] = undefined;
  append(record.freeAsyncContexts, number);
}

/** Calls a function in a context. */
function runInAsyncContext(record, number, run) {
  const resource = number === NOTHING ? empty : record.asyncContexts[number]?.resource;
  if (resource === undefined) run();
  else apply(runInAsyncScope, resource, [run]);
}

module.exports = {
  contexts: { asyncContext, releaseAsyncContext },
  runInAsyncContext,
};
