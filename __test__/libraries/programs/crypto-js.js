'use strict';

const C = require('crypto-js');

const digests = ['MD5', 'SHA1', 'SHA224', 'SHA256', 'SHA3', 'SHA384', 'SHA512', 'RIPEMD160'];

module.exports = () => {
  const key = C.enc.Hex.parse('000102030405060708090a0b0c0d0e0f');
  const iv = C.enc.Hex.parse('101112131415161718191a1b1c1d1e1f');
  const text = 'the message: ünïcödé €';
  const ciphers = ['AES', 'DES', 'TripleDES', 'RC4', 'Blowfish'];
  const modes = ['CBC', 'CFB', 'CTR', 'OFB', 'ECB'];
  const progressive = C.algo.SHA256.create();
  for (const part of ['a', 'b', 'c']) progressive.update(part);
  return [
    digests.map((name) => C[name](text).toString()),
    digests.map((name) => C[`Hmac${name}`](text, 'key').toString(C.enc.Base64)),
    ciphers.map((name) => C[name].encrypt(text, key, { iv }).toString()),
    ciphers.map((name) =>
      C[name].decrypt(C[name].encrypt(text, key, { iv }), key, { iv }).toString(C.enc.Utf8),
    ),
    modes.map((mode) => C.AES.encrypt(text, key, { iv, mode: C.mode[mode] }).ciphertext.toString()),
    C.PBKDF2('password', C.enc.Utf8.parse('salt'), { keySize: 4, iterations: 20 }).toString(),
    C.EvpKDF('password', C.enc.Utf8.parse('salt'), { keySize: 8, iterations: 3 }).toString(),
    progressive.finalize().toString(),
    C.lib.WordArray.create(new Uint8Array([1, 2, 3, 255])).toString(),
    [C.enc.Latin1, C.enc.Utf16, C.enc.Base64url].map((e) => C.enc.Utf8.parse('ab?>').toString(e)),
  ];
};
