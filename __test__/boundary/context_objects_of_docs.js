'use strict';

/**
 * Context objects as the README, docs/ and examples/ show them. What a text there hands in with open eyes,
 * such as `require` in the notebook, which is for code that one trusts, is left out.
 */

const { EventEmitter } = require('node:events');
const path = require('node:path');
const { setTimeout: later } = require('node:timers/promises');

/** @type {Record<string, (env: object) => object>} */
module.exports = {
  'README: a shop': () => ({ price: 40, tell: (text) => `the guest says: ${text}` }),
  'README: modules': () => ({ rate: 1.25 }),
  'example: counter': () => ({ owner: 'Ada', count: 0 }),
  'example: expressions': () => ({
    user: { name: 'Ada', roles: ['admin'] },
    total: 3,
    round: Math.round,
  }),
  'example: notebook': () => {
    const { global: _global, ...globals } = globalThis;
    return { ...globals };
  },
  'example: plugins': () => ({
    module: { exports: {} },
    exports: {},
    requireForPlugins: (name) => ({ path })[name],
  }),
  'example: repl': () => ({
    console,
    fetchLater: (what) => later(10, `${what}, fetched by the host`),
  }),
  'example: rules': () => ({
    customer: { name: 'customer 1', since: 2001 },
    orders: [{ amount: 5 }],
    year: 2025,
    grant: (what) => what,
  }),
  'example: templates': () => ({
    escape: (text) => String(text).replaceAll('<', '&lt;'),
    money: new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format,
  }),
  'example: tour': () => ({ news: new EventEmitter(), settings: { loud: true }, log: () => {} }),
  'example: http server': () => ({
    request: { method: 'GET', url: '/', headers: { host: 'x' } },
    respond: (status, body) => ({ status, body }),
  }),
};
