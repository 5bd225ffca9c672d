'use strict';

/**
 * The groups of globals that `createContext` gives a context on request: what each is made of, and the option read.
 * Must never make anything.
 */

const { invalidArgType, invalidArgValue } = require('../errors.js');

const { hasOwn, keys } = Object;
const { isArray } = Array;

/**
 * Groups: the files under guest/ that make one, in order, and the names that it puts on the global object.
 * @type {Record<string, { files: string[], names: string[] }>}
 */
const GROUPS = {
  // The realm has one, which is given methods that print.
  console: { files: ['console'], names: [] },
  timers: {
    files: ['timers'],
    names: [
      ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      ...['setImmediate', 'clearImmediate'],
    ],
  },
  url: { files: ['url'], names: ['URL', 'URLSearchParams'] },
  encoding: {
    files: ['dom_exception', 'encoding'],
    names: ['TextEncoder', 'TextDecoder', 'atob', 'btoa', 'DOMException'],
  },
  abort: {
    files: ['dom_exception', 'timers', 'events'],
    names: [
      ...['AbortController', 'AbortSignal', 'Event', 'EventTarget', 'CustomEvent'],
      'DOMException',
    ],
  },
  fetch: {
    files: ['dom_exception', 'timers', 'events', 'encoding', 'fetch'],
    names: ['fetch', 'Headers', 'Request', 'Response'],
  },
  structuredClone: {
    files: ['dom_exception', 'structured_clone'],
    names: ['structuredClone', 'DOMException'],
  },
  queueMicrotask: { files: ['microtasks'], names: ['queueMicrotask'] },
  crypto: { files: ['dom_exception', 'crypto'], names: ['crypto', 'DOMException'] },
  performance: { files: ['performance'], names: ['performance'] },
};

const NAMES = keys(GROUPS);

/** What people ask for, and the group that has it. */
function groupOf(name) {
  const plain = name.toLowerCase();
  const same = NAMES.find((group) => group.toLowerCase() === plain);
  return same ?? NAMES.find((group) => GROUPS[group].names.includes(name));
}

function unknown(name, value) {
  const meant = typeof value === 'string' ? groupOf(value) : undefined;
  const hint =
    meant === undefined
      ? `must be one of: ${NAMES.map((group) => `'${group}'`).join(', ')}`
      : `is no group of globals: use '${meant}'`;
  return invalidArgValue(name, value, hint);
}

function readGroups(globals) {
  if (globals === 'web') return NAMES.filter((group) => group !== 'fetch');
  if (!isArray(globals)) {
    const groups = NAMES.map((group) => `'${group}'`).join(', ');
    const expected = `'web' or an array of groups (${groups})`;
    if (typeof globals === 'string') {
      throw invalidArgValue('options.globals', globals, `must be ${expected}`);
    }
    throw invalidArgType('options.globals', expected, globals);
  }
  const groups = Array.from(globals);
  groups.forEach((group, index) => {
    if (typeof group !== 'string' || !hasOwn(GROUPS, group)) {
      throw unknown(`options.globals[${index}]`, group);
    }
  });
  return groups;
}

function validateSink(sink) {
  if (typeof sink !== 'function' && (typeof sink !== 'object' || sink === null)) {
    const expected = 'a function (level, text, values) or an object with methods such as log';
    throw invalidArgType('options.console', expected, sink);
  }
}

function readOrigin(origin, name) {
  if (typeof origin !== 'string') throw invalidArgType(name, 'of type string', origin);
  let url;
  try {
    url = new URL(origin);
  } catch {
    throw invalidArgValue(name, origin, "must be an origin such as 'https://example.org'");
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalidArgValue(name, origin, 'must begin with https: or http:');
  }
  if (url.href !== `${url.origin}/`) {
    throw invalidArgValue(name, origin, `must be an origin alone: use '${url.origin}'`);
  }
  return url.origin;
}

/** A function that fetches, or the origins that the host's `fetch` may be used for. */
function readFetch(fetch) {
  if (typeof fetch === 'function') return fetch;
  if (isArray(fetch)) {
    return Array.from(fetch, (origin, index) => readOrigin(origin, `options.fetch[${index}]`));
  }
  throw invalidArgType('options.fetch', 'a function or an array of origins', fetch);
}

/**
 * Reads the options that say which globals a context gets.
 * @param {{ globals?: unknown, console?: unknown, fetch?: unknown, onUncaughtError?: unknown }} options
 * @returns {object | undefined} undefined for none
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function readGlobals({ globals, console: sink, fetch, onUncaughtError }) {
  const groups = new Set(globals === undefined ? [] : readGroups(globals));
  if (sink !== undefined) {
    validateSink(sink);
    groups.add('console');
  }
  if (onUncaughtError !== undefined && typeof onUncaughtError !== 'function') {
    throw invalidArgType('options.onUncaughtError', 'of type function', onUncaughtError);
  }
  if (fetch === undefined && groups.has('fetch')) {
    throw invalidArgValue(
      'options.fetch',
      fetch,
      "must be a function, or an array of the origins that 'fetch' may ask",
    );
  }
  const allowed = fetch === undefined ? undefined : readFetch(fetch);
  if (allowed !== undefined) groups.add('fetch');
  if (groups.size === 0) return undefined;
  return { groups: [...groups], sink, fetch: allowed, onUncaughtError };
}

module.exports = { GROUPS, NAMES, readGlobals };
