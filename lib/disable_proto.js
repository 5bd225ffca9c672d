'use strict';

/**
 * `node --disable-proto=delete` and `--disable-proto=throw`, which hold for new contexts too: guest code
 * that does to a fresh realm what Node does to V8's.
 */

const { hasNodeFlag } = require('./node_flags');

const REMOVE = 'delete Object.prototype.__proto__; 0';

const FORBID = `{
  const refuse = () => {
    const text = 'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw';
    throw Object.assign(new Error(text), { code: 'ERR_PROTO_ACCESS' });
  };
  Object.defineProperty(Object.prototype, '__proto__', { get: refuse, set: refuse });
} 0`;

/** @returns {string | undefined} the code to run in a fresh realm */
function protoPolicy() {
  if (hasNodeFlag('--disable-proto=delete')) return REMOVE;
  return hasNodeFlag('--disable-proto=throw') ? FORBID : undefined;
}

module.exports = { protoPolicy: protoPolicy() };
