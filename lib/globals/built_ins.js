'use strict';

/**
 * The built-ins that our own code in contexts works with, by their names, and that code's core, on both sides. They
 * come from the realm's intrinsics, not by name: the context object may hide a name.
 */

const { intrinsicOf } = require('../realm.js');
const { runGuestFile } = require('./guest_source.js');
const makeCore = require('./guest/core.js');

const NAMES = [
  ...['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError'],
  ...['Function', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'RangeError'],
  ...['ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol'],
  ...['SyntaxError', 'TypeError', 'URIError', 'WeakMap', 'WeakRef', 'WeakSet', 'Int8Array'],
  ...['Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
];

const TypedArray = Object.getPrototypeOf(Uint8Array);

/** What the files under guest/ share, in the host: for the one that works on both sides. */
const hostCore = makeCore(
  undefined,
  undefined,
  [...NAMES, 'TypedArray'].join(' '),
  ...NAMES.map((name) => globalThis[name]),
  TypedArray,
);

/**
 * Makes what our files in a realm share.
 * @param {object} record
 * @param {(error: unknown) => void} report
 * @param {() => number} clock milliseconds
 */
function makeGuestCore(record, report, clock) {
  const values = NAMES.map((name) => intrinsicOf(record, name));
  const names = [...NAMES, 'TypedArray'].join(' ');
  const core = runGuestFile(record, 'globals/guest/core.js');
  return core(report, clock, names, ...values, intrinsicOf(record, '%TypedArray%'));
}

/**
 * Gives the files of a realm `makeCodec`, which writes and reads plain data.
 * @param {object} record
 * @param {object} shared what `makeGuestCore` gave
 * @param {(object: object) => boolean} [isOfHost] tells the host's objects, where they may be among the data
 */
function addCodec(record, shared, isOfHost) {
  const kinds = runGuestFile(record, 'vm/guest_kinds.js')(shared, isOfHost);
  shared.makeCodec = runGuestFile(record, 'vm/clone_codec.js')(shared, kinds);
}

module.exports = { addCodec, hostCore, makeGuestCore };
