'use strict';

/** Makes `crypto`: random values, and of `crypto.subtle` the digests. For keys the host has to hand in its own. */

module.exports = (shared, randomBytes, randomUUID, openHash) => {
  const {
    apply,
    finishClass,
    getter,
    withCode,
    $ArrayBuffer,
    $DOMException,
    $Float32Array,
    $Float64Array,
    $Object,
    $Promise,
    $String,
    $Symbol,
    $TypeError,
    $TypedArray,
    $Uint8Array,
  } = shared;
  const nameOf = getter($TypedArray.prototype, $Symbol.toStringTag);
  const bufferOf = getter($TypedArray.prototype, 'buffer');
  const offsetOf = getter($TypedArray.prototype, 'byteOffset');
  const sizeOf = getter($TypedArray.prototype, 'byteLength');
  const bufferSizeOf = getter($ArrayBuffer.prototype, 'byteLength');
  const { toUpperCase } = $String.prototype;
  const LARGEST = 65536;
  /** Bytes that are handed to the host at a time: between two of them a limit is heard. */
  const CHUNK = 2 ** 20;
  const HASHES = { __proto__: null, 'SHA-1': 1, 'SHA-256': 1, 'SHA-384': 1, 'SHA-512': 1 };
  const isOpen = { __proto__: null, value: false };

  function requireOpen() {
    if (isOpen.value) return;
    throw withCode(new $TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
  }

  function hashNameOf(algorithm) {
    const isObject = typeof algorithm === 'object' && algorithm !== null;
    const name = apply(toUpperCase, `${isObject ? algorithm.name : algorithm}`, []);
    if (HASHES[name] === 1) return name;
    throw new $DOMException('Unrecognized algorithm name', 'NotSupportedError');
  }

  function bytesOf(data) {
    if ($ArrayBuffer.isView(data)) {
      return new $Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    }
    try {
      return new $Uint8Array(data, 0, bufferSizeOf(data));
    } catch {
      const message = 'The "data" argument must be a buffer or a view of one';
      throw withCode(new $TypeError(message), 'ERR_INVALID_ARG_TYPE');
    }
  }

  function digestOf(name, bytes) {
    const size = sizeOf(bytes);
    const hash = openHash(name);
    for (let at = 0; at < size; at += CHUNK) {
      const length = size - at < CHUNK ? size - at : CHUNK;
      hash(new $Uint8Array(bufferOf(bytes), offsetOf(bytes) + at, length));
    }
    return bufferOf(new $Uint8Array(hash()));
  }

  class SubtleCrypto {
    constructor() {
      requireOpen();
    }

    digest(algorithm, data) {
      return new $Promise((resolve) => resolve(digestOf(hashNameOf(algorithm), bytesOf(data))));
    }
  }

  const WITH_KEYS = [
    ...['decrypt', 'deriveBits', 'deriveKey', 'encrypt', 'exportKey', 'generateKey', 'importKey'],
    ...['sign', 'unwrapKey', 'verify', 'wrapKey'],
  ];
  for (let at = 0; at < WITH_KEYS.length; at += 1) {
    const name = WITH_KEYS[at];
    const methods = {
      [name]() {
        const message = `crypto.subtle.${name} is not there: the host can hand in its own crypto.subtle`;
        return new $Promise((_, reject) => {
          reject(new $DOMException(message, 'NotSupportedError'));
        });
      },
    };
    $Object.defineProperty(SubtleCrypto.prototype, name, {
      __proto__: null,
      value: methods[name],
      writable: true,
      configurable: true,
    });
  }
  finishClass(SubtleCrypto, 'SubtleCrypto', ['digest', ...WITH_KEYS]);

  class Crypto {
    #subtle;

    constructor() {
      requireOpen();
      this.#subtle = new SubtleCrypto();
    }

    get subtle() {
      return this.#subtle;
    }

    getRandomValues(array) {
      const name = nameOf(array);
      if (name === undefined || name === $Float32Array.name || name === $Float64Array.name) {
        throw new $DOMException(
          'The data argument must be an integer-type TypedArray',
          'TypeMismatchError',
        );
      }
      const size = sizeOf(array);
      if (size > LARGEST) {
        const message = `The requested length exceeds ${LARGEST} bytes`;
        throw new $DOMException(message, 'QuotaExceededError');
      }
      const target = new $Uint8Array(bufferOf(array), offsetOf(array), size);
      const bytes = new $Uint8Array(randomBytes(size));
      for (let at = 0; at < size; at += 1) target[at] = bytes[at];
      return array;
    }

    randomUUID() {
      return randomUUID();
    }
  }
  finishClass(Crypto, 'Crypto', ['subtle', 'getRandomValues', 'randomUUID']);
  isOpen.value = true;
  const crypto = new Crypto();
  isOpen.value = false;
  return { crypto };
};
