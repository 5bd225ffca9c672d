'use strict';

/**
 * Detaches an ArrayBuffer of the host and keeps its memory for as long as the object is there. Functions of Node's that
 * work in another thread, or that convert an argument in the middle, hold the object and the address of its bytes:
 * they would read and write what is somebody else's by then.
 */

const { SafeWeakMap } = require('./primordials');

const clone = structuredClone;

/** Detached buffer → the one that has its memory now. */
const memories = new SafeWeakMap();

/**
 * @param {ArrayBuffer} buffer
 * @throws {DOMException} DataCloneError for one that can't be detached: a WebAssembly memory's
 */
function detach(buffer) {
  memories.set(buffer, clone(buffer, { __proto__: null, transfer: [buffer] }));
}

module.exports = { detach };
