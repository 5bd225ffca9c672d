'use strict';

/** The host's half of `TextEncoder`, `TextDecoder`, `atob` and `btoa`: texts and bytes in, texts and new bytes out. */

const buffer = require('node:buffer');
const { TextDecoder, TextEncoder, types } = require('node:util');

const encoder = new TextEncoder();

/** The bytes of a text. */
const encode = (text) => encoder.encode(`${text}`);

/** The name of an encoding; undefined where there is none. */
function encodingOf(label) {
  try {
    return new TextDecoder(`${label}`).encoding;
  } catch {
    return undefined;
  }
}

/** A function that decodes: it keeps what is left of a character between its calls. */
function openDecoder(encoding, fatal, ignoreBOM) {
  const decoder = new TextDecoder(`${encoding}`, {
    fatal: fatal === true,
    ignoreBOM: ignoreBOM === true,
  });
  return (bytes, stream) => {
    if (!types.isArrayBufferView(bytes) && !types.isAnyArrayBuffer(bytes)) return undefined;
    try {
      return decoder.decode(bytes, { stream: stream === true });
    } catch {
      return undefined;
    }
  };
}

/** `atob`; undefined for what it refuses. */
function fromBase64(text) {
  try {
    return buffer.atob(`${text}`);
  } catch {
    return undefined;
  }
}

/** `btoa`; undefined for what it refuses. */
function toBase64(text) {
  try {
    return buffer.btoa(`${text}`);
  } catch {
    return undefined;
  }
}

module.exports = { encode, encodingOf, fromBase64, openDecoder, toBase64 };
