'use strict';

/**
 * Brings many properties of host objects over in one crossing, for native code to keep until host code runs
 * (crates/membrane/src/kept_host_reads.rs). Each value is what `hostPeek` gives for its property at this moment; what needs more than
 * that, or could run code of the host's user, is marked as to be asked for when guest code reads it.
 */

const { types } = require('node:util');
const { SafeMap, uncurryThis } = require('../primordials');
const { Kind } = require('../kinds');
const { codeOfPlain } = require('../record');
const { visibleKeys } = require('./visible');

const { getOwnPropertyDescriptor } = Reflect;
const { hasOwn } = Object;
const { isArray } = Array;
const { isNativeError, isProxy } = types;
const charCodeAt = uncurryThis(String.prototype.charCodeAt);

/** How many cells there are, and how many code units of texts. Both are known to native code by the arrays. */
const CELLS = 2048;
const UNITS = 16384;

/** Longer texts are brought over when guest code reads them. */
const LONGEST_TEXT = 256;

/** Objects with more properties are read property by property. */
const MOST_PROPERTIES = 48;

/** Where there is room in the cells for one object more. */
const LAST_BEGIN = (CELLS - 2 * MOST_PROPERTIES - 1) * 2;

/** Names that are told apart by numbers. */
const MOST_NAMES = 4096;

/** What a cell has: `[tag, number]`. The tags are known to native code. */
const Tag = {
  /** It has to be asked for. */
  LATER: 0,
  UNDEFINED: 1,
  NULL: 2,
  FALSE: 3,
  TRUE: 4,
  NUMBER: 5,
  /** A text of so many code units, which come next among the units. */
  TEXT: 6,
  /** A host object, by its code. */
  OBJECT: 7,
  /** An object with so many properties, two cells each. */
  PROPERTIES: 8,
  /** A name that was told before, by its number. */
  NAME: 9,
  /** A new name, by its number. */
  NEW_NAME: 10,
  /** What the realm's own prototype with a number has. */
  INHERIT: 11,
};

/** What a tag has in its upper bits: the attributes of a property, say. */
const UPPER = 16;

const cells = new Float64Array(new ArrayBuffer(CELLS * 16));
const units = new Uint16Array(new ArrayBuffer(UNITS * 2));
/** The indices of the host objects that native code asks about. */
const indices = new Uint32Array(new ArrayBuffer(512));

let next = 0;
let used = 0;

function begin() {
  next = 0;
  used = 0;
}

function put(tag, number) {
  cells[next] = tag;
  cells[next + 1] = number;
  next += 2;
}

function putUnits(text) {
  const { length } = text;
  for (let at = 0; at < length; at += 1) units[used + at] = charCodeAt(text, at);
  used += length;
}

function putText(tag, text) {
  putUnits(text);
  put(tag, text.length);
}

const hasRoomFor = (text) => text.length <= LONGEST_TEXT && used + text.length <= UNITS;

/** Host proxies of these kinds need nothing of the host but a number. */
const isPlainKind = (kind) => kind === Kind.OBJECT || kind === Kind.ARRAY || kind === Kind.FUNCTION;

function putObject(record, value, attributes) {
  const code = codeOfPlain(record, value);
  // An error gets the guest's calls when it crosses.
  if (code !== undefined && isPlainKind(code % 16) && !isNativeError(value)) {
    put(Tag.OBJECT + attributes, code);
  } else if (code !== undefined && code % 16 === Kind.INHERIT) {
    put(Tag.INHERIT + attributes, (code - Kind.INHERIT) / 16);
  } else {
    put(Tag.LATER + attributes, 0);
  }
}

/** Puts a value that `hostPeek` gives. */
function putValue(record, value, attributes) {
  switch (typeof value) {
    case 'number':
      return put(Tag.NUMBER + attributes, value);
    case 'string':
      return hasRoomFor(value)
        ? putText(Tag.TEXT + attributes, value)
        : put(Tag.LATER + attributes, 0);
    case 'boolean':
      return put((value ? Tag.TRUE : Tag.FALSE) + attributes, 0);
    case 'undefined':
      return put(Tag.UNDEFINED + attributes, 0);
    case 'object':
      return value === null ? put(Tag.NULL + attributes, 0) : putObject(record, value, attributes);
    case 'function':
      return putObject(record, value, attributes);
    default:
      return put(Tag.LATER + attributes, 0);
  }
}

/** Numbers of names, the same for all realms of a thread. */
const names = new SafeMap();

/** The length of a new name is in the upper bits of its tag. */
function putName(name) {
  const known = names.get(name);
  if (known !== undefined) return put(Tag.NAME, known);
  const number = names.size;
  names.set(name, number);
  putUnits(name);
  return put(Tag.NEW_NAME + name.length * UPPER, number);
}

/** Whether a property is one that an assignment has made. */
const isOrdinary = (own) => own.writable && own.enumerable && own.configurable;

/** The functions that it works with are those of host_object.js. */
function makeKeptReads({ hasTwoSides, isCallRecord, graded, peek }) {
  /**
   * Elements of an array from an index on.
   * @returns {number} how many, or -1 if it is no array
   */
  function hostSlice(record, index, from, count) {
    const array = record.hostObjects[index];
    if (isProxy(array) || !isArray(array)) return -1;
    begin();
    const { length } = array;
    let at = 0;
    for (; at < count && from + at < length; at += 1) {
      const own = getOwnPropertyDescriptor(array, from + at);
      if (own === undefined || !hasOwn(own, 'value') || !isOrdinary(own)) put(Tag.LATER, 0);
      else putValue(record, graded(record, array, array, own.value), 0);
    }
    return at;
  }

  /** One property of the objects at the first of the indices; 0 stands for none. */
  function hostColumn(record, key, count) {
    begin();
    for (let at = 0; at < count; at += 1) {
      if (indices[at] === 0) put(Tag.LATER, 0);
      else putValue(record, peek(record, indices[at], key), 0);
    }
  }

  /** Whether the own properties of an object can be told at once: neither an array's nor a function's, nor with symbols. */
  function areTellable(object, keys) {
    if (keys.length > MOST_PROPERTIES) return false;
    let newNames = 0;
    let length = 0;
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at];
      if (typeof key !== 'string' || key.length > LONGEST_TEXT || hasTwoSides(object, key)) {
        return false;
      }
      if (!names.has(key)) {
        newNames += 1;
        length += key.length;
      }
    }
    return names.size + newNames <= MOST_NAMES && used + length <= UNITS;
  }

  function putProperty(record, object, key) {
    const own = getOwnPropertyDescriptor(object, key);
    const isData = hasOwn(own, 'value');
    const bits = (own.configurable ? 1 : 0) + (own.enumerable ? 4 : 0);
    const attributes = (isData && own.writable ? bits + 16 : bits) * UPPER;
    if (!isData || isCallRecord(object, key, own)) put(Tag.LATER + attributes, 0);
    else putValue(record, graded(record, object, object, own.value), attributes);
  }

  function putProperties(record, object) {
    if (typeof object !== 'object' || isProxy(object) || isArray(object) || isNativeError(object)) {
      return put(Tag.LATER, 0);
    }
    const keys = visibleKeys(record, object);
    if (!areTellable(object, keys)) return put(Tag.LATER, 0);
    put(Tag.PROPERTIES, keys.length);
    // The names come first, so that there is room for them.
    for (let at = 0; at < keys.length; at += 1) putName(keys[at]);
    for (let at = 0; at < keys.length; at += 1) putProperty(record, object, keys[at]);
    return undefined;
  }

  /**
   * All own properties of the objects at the first of the indices.
   * @returns {number} of how many objects: the cells may be full before
   */
  function hostProperties(record, count) {
    begin();
    let at = 0;
    for (; at < count && next <= LAST_BEGIN && used <= UNITS / 2; at += 1) {
      if (indices[at] === 0) put(Tag.LATER, 0);
      else putProperties(record, record.hostObjects[indices[at]]);
    }
    return at;
  }

  return { hostColumn, hostProperties, hostSlice };
}

module.exports = {
  makeKeptReads,
  shared: { keptCells: cells, keptIndices: indices, keptUnits: units },
};
