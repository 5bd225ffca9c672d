'use strict';

/**
 * Copies of plain data, what structured clone takes, from one side to the other. A graph of objects crosses as one
 * text (clone_codec.js), so that its size costs no crossings.
 */

const { types } = require('node:util');
const { validateContext } = require('../context.js');
const { addCodec, hostCore, makeGuestCore } = require('../globals/built_ins.js');
const { copyOfPart } = require('../membrane/buffer_ranges.js');
const { readForGuest, sameForBoth } = require('../membrane/guest_view.js');
const { guestOf } = require('../membrane/record.js');
const { SafeWeakMap } = require('../membrane/primordials.js');
const { RealmKind } = require('../membrane/realm_kind.js');
const { realmOf } = require('../realm.js');
const makeCodec = require('./clone_codec.js');
const { plainText } = require('./plain_text.js');

/** @param {string} message V8's words for what can't be cloned */
function refuse(message) {
  throw new DOMException(message, 'DataCloneError');
}

const CHECKS = [
  ['map', types.isMap],
  ['set', types.isSet],
  ['date', types.isDate],
  ['regexp', types.isRegExp],
  ['error', types.isNativeError],
  ['buffer', types.isArrayBuffer],
  ['shared', types.isSharedArrayBuffer],
  ['view', types.isTypedArray],
  ['dataview', types.isDataView],
  ['boolean', types.isBooleanObject],
  ['number', types.isNumberObject],
  ['string', types.isStringObject],
  ['bigint', types.isBigIntObject],
];

const CANNOT = [
  types.isPromise,
  types.isWeakMap,
  types.isWeakSet,
  types.isSymbolObject,
  types.isProxy,
  types.isExternal,
  types.isGeneratorObject,
  (value) => value instanceof WeakRef,
];

/** What a host object is, as clone_codec.js names it. */
function kindOf(object) {
  if (CANNOT.some((is) => is(object))) return '';
  if (Array.isArray(object)) return 'array';
  return CHECKS.find(([, is]) => is(object))?.[0] ?? 'object';
}

/** Whether a value is a guest's, of a realm that is not the host's own. */
function isGuest(value) {
  const guest = guestOf.get(value);
  return guest !== undefined && guest.record.kind !== RealmKind.this;
}

/** The record that a copy is made for, while one is made. */
let receiver;

/** What is copied in the place of a host value: what a guest object is, and of a part of Node's pool its own bytes. */
function insteadOf(value) {
  if (isGuest(value)) return copyOut(value);
  return types.isArrayBufferView(value) ? copyOfPart(value) : undefined;
}

/** The stack that the copy of an error has: for a context, what its guest code may read of it. */
function stackOf(error) {
  const seen = receiver === undefined ? sameForBoth : readForGuest(receiver, error, 'stack');
  return seen === sameForBoth ? error.stack : seen;
}

const host = makeCodec(hostCore, kindOf)(refuse, insteadOf, stackOf);

/** Record → its half of the codec. */
const codecs = new SafeWeakMap();

function codecOf(record) {
  let codec = codecs.get(record);
  if (codec === undefined) {
    const shared = makeGuestCore(
      record,
      () => {},
      () => 0,
    );
    addCodec(record, shared, (value) => !isGuest(value));
    codec = shared.makeCodec(refuse);
    codecs.set(record, codec);
  }
  return codec;
}

/** Bytes of the host's own: those of a guest are kept in step with it. */
const ownBytes = (buffer) => (types.isSharedArrayBuffer(buffer) ? buffer : buffer.slice(0));

/**
 * Copies a value out of its context: the result is the host's, and refers to nothing of the guest's.
 * @template T
 * @param {T} value plain data: what structured clone takes. Getters of guest objects run, within the limits
 * @returns {T}
 * @throws {DOMException} DataCloneError for functions, symbols and whatever else has no copy
 */
function copyOut(value) {
  if (isGuest(value)) return copyOutOfGuest(value);
  const buffers = [];
  const text = host.encode(value, (buffer) => buffers.push(buffer));
  return host.decode(text, (index) => buffers[index]);
}

function copyOutOfGuest(value) {
  const { record } = guestOf.get(value);
  const buffers = [];
  const hostValues = [];
  const text = codecOf(record).encode(
    value,
    (buffer) => void buffers.push(ownBytes(buffer)),
    (object) => hostValues.push(copyOut(object)) - 1,
  );
  return host.decode(
    `${text}`,
    (index) => buffers[index],
    (index) => hostValues[index],
  );
}

/**
 * Copies a value into a context: the result is the guest's own, so that guest code reads it without asking the
 * host.
 * @template T
 * @param {T} value plain data: what structured clone takes
 * @param {object} contextifiedObject
 * @returns {T} as the host sees the copy
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @throws {DOMException} DataCloneError for functions, symbols and whatever else has no copy
 */
function copyIn(value, contextifiedObject) {
  validateContext(contextifiedObject);
  const codec = codecOf(realmOf(contextifiedObject));
  const plain = plainText(value);
  if (plain !== undefined) return codec.parse(plain);
  const buffers = [];
  const text = encodeFor(realmOf(contextifiedObject), value, buffers);
  return codec.decode(text, (index) => buffers[index]);
}

function encodeFor(record, value, buffers) {
  const before = receiver;
  receiver = record;
  try {
    return host.encode(value, (buffer) => buffers.push(buffer));
  } finally {
    receiver = before;
  }
}

module.exports = { copyIn, copyOut };
