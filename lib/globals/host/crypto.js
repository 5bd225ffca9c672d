'use strict';

/** The host's half of `crypto`. */

const crypto = require('node:crypto');

const LARGEST = 65536;

/** So many random bytes, at most 65536. */
const randomBytes = (size) =>
  new Uint8Array(crypto.randomBytes(Math.min(Math.max(size >>> 0, 0), LARGEST)));

const randomUUID = () => crypto.randomUUID();

/**
 * Begins a digest.
 * @param {string} name as the Web has it: `SHA-256`
 * @returns {(bytes?: Uint8Array) => Uint8Array | undefined} takes bytes; called without any, gives the digest
 */
function openHash(name) {
  const hash = crypto.createHash(`${name}`.replace('-', ''));
  return (bytes) => {
    if (bytes === undefined) return new Uint8Array(hash.digest());
    hash.update(new Uint8Array(bytes));
    return undefined;
  };
}

module.exports = { openHash, randomBytes, randomUUID };
