'use strict';

/**
 * `cachedData`. Boa cannot serialise its bytecode, so what we hand out is a certificate: this
 * version of the package has found this source to be free of syntax errors. Whoever brings it back
 * spares the constructor the check; the source is parsed when it runs, whatever the certificate says.
 * Must never take anything from the bytes but the answer to "are they exactly the expected ones?".
 *
 * Layout: 8 bytes magic, 2 bytes version of this layout (big endian), 32 bytes SHA-256 over the
 * version of the package, what the source is compiled to, its parameters, and the source.
 */

const { createHash } = require('node:crypto');
const { version } = require('../package.json');

const MAGIC = Buffer.from('boa-vm\0\0', 'latin1');
const LAYOUT_VERSION = 1;
const TOTAL_LENGTH = MAGIC.length + 2 + 32;

/**
 * @param {'script' | 'function' | 'module'} goal what the source is compiled to
 * @param {string} code
 * @param {string[]} [params] of a function; everything else has no influence on the syntax
 * @returns {Buffer} the certificate; make it only for code that compiled
 */
function createCachedData(goal, code, params = []) {
  const header = Buffer.alloc(MAGIC.length + 2);
  MAGIC.copy(header);
  header.writeUInt16BE(LAYOUT_VERSION, MAGIC.length);
  // UTF-16 tells lone surrogates apart, and JSON keeps the fields from running into each other.
  const digest = createHash('sha256')
    .update(JSON.stringify([version, goal, params]))
    .update('\0')
    .update(code, 'utf16le')
    .digest();
  return Buffer.concat([header, digest]);
}

/**
 * @param {NodeJS.ArrayBufferView} cachedData
 * @param {'script' | 'function'} goal
 * @param {string} code
 * @param {string[]} [params]
 * @returns {boolean} whether the bytes are the certificate for exactly this
 */
function isCachedDataFor(cachedData, goal, code, params) {
  const { buffer, byteOffset, byteLength } = cachedData;
  // A view of a buffer that was given away has no bytes, and its buffer must not be looked at.
  if (byteLength !== TOTAL_LENGTH) return false;
  return createCachedData(goal, code, params).equals(Buffer.from(buffer, byteOffset, byteLength));
}

module.exports = { createCachedData, isCachedDataFor };
