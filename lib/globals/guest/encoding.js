'use strict';

/** Makes `TextEncoder`, `TextDecoder`, `atob` and `btoa`; the host does the work, on texts and copies of bytes. */

module.exports = (shared, encode, openDecoder, encodingOf, fromBase64, toBase64) => {
  const {
    finishClass,
    getter,
    uncurry,
    withCode,
    $ArrayBuffer,
    $DOMException,
    $RangeError,
    $String,
    $TypeError,
    $TypedArray,
    $Uint8Array,
  } = shared;
  const lengthOf = getter($TypedArray.prototype, 'length');
  const setBytes = uncurry($TypedArray.prototype.set);
  const codePointAt = uncurry($String.prototype.codePointAt);
  const slice = uncurry($String.prototype.slice);

  /** Bytes of the context's own; the host's are kept in step with it as long as anybody has them. */
  const own = (bytes) => new $Uint8Array(bytes);

  const sizeOf = (point) => {
    if (point < 0x80) return 1;
    if (point < 0x800) return 2;
    return point < 0x10000 ? 3 : 4;
  };

  class TextEncoder {
    get encoding() {
      return 'utf-8';
    }

    encode(input = '') {
      return own(encode(`${input}`));
    }

    encodeInto(source, destination) {
      const text = `${source}`;
      const room = lengthOf(destination);
      let read = 0;
      let written = 0;
      while (read < text.length) {
        const point = codePointAt(text, read);
        const size = sizeOf(point);
        if (written + size > room) break;
        written += size;
        read += point > 0xffff ? 2 : 1;
      }
      setBytes(destination, own(encode(slice(text, 0, read))));
      return { read, written };
    }
  }
  finishClass(TextEncoder, 'TextEncoder', ['encoding', 'encode', 'encodeInto']);

  class TextDecoder {
    #encoding;
    #fatal;
    #ignoreBOM;
    #decode;

    constructor(label = 'utf-8', options = {}) {
      const encoding = encodingOf(`${label}`);
      if (encoding === undefined) {
        throw withCode(
          new $RangeError(`The "${label}" encoding is not supported`),
          'ERR_ENCODING_NOT_SUPPORTED',
        );
      }
      this.#encoding = encoding;
      this.#fatal = !!options?.fatal;
      this.#ignoreBOM = !!options?.ignoreBOM;
      this.#decode = openDecoder(encoding, this.#fatal, this.#ignoreBOM);
    }

    get encoding() {
      return this.#encoding;
    }

    get fatal() {
      return this.#fatal;
    }

    get ignoreBOM() {
      return this.#ignoreBOM;
    }

    decode(input = new $Uint8Array(), options = {}) {
      if (typeof input !== 'object' || input === null) {
        const message = 'The "list" argument must be a buffer or a view of one';
        throw withCode(new $TypeError(message), 'ERR_INVALID_ARG_TYPE');
      }
      const decode = this.#decode;
      const text = decode(input, !!options?.stream);
      if (text === undefined) {
        throw withCode(
          new $TypeError(`The encoded data was not valid for encoding ${this.#encoding}`),
          'ERR_ENCODING_INVALID_ENCODED_DATA',
        );
      }
      return text;
    }
  }
  finishClass(TextDecoder, 'TextDecoder', ['encoding', 'fatal', 'ignoreBOM', 'decode']);

  function atob(data) {
    const text = fromBase64(`${data}`);
    if (text === undefined) {
      throw new $DOMException(
        'The string to be decoded is not correctly encoded.',
        'InvalidCharacterError',
      );
    }
    return text;
  }

  function btoa(data) {
    const text = toBase64(`${data}`);
    if (text === undefined) throw new $DOMException('Invalid character', 'InvalidCharacterError');
    return text;
  }
  shared.encodeText = (text) => own(encode(text));
  shared.decodeText = (bytes) => openDecoder('utf-8', false, false)(bytes, false);
  shared.isBuffer = (value) => $ArrayBuffer.isView(value) || value instanceof $ArrayBuffer;
  return { TextEncoder, TextDecoder, atob, btoa };
};
