'use strict';

/**
 * What the host has read of guest objects, kept until control changes sides (crates/membrane/src/kept_reads.rs): the first trap on
 * an ordinary object or array brings its data properties over in one crossing, the next ones are answered here. Everything
 * kept hangs on one list that ends with the epoch, so it keeps no guest object alive for longer; the objects
 * themselves have only a number in it. Must never run guest code, nor answer where native code would have to ask.
 */

const { Flag } = require('./descriptor_flags');
const { SafeMap } = require('./primordials');

const { freeze, setPrototypeOf } = Object;
const { deleteProperty } = Reflect;

/** The number of the epoch, which native code raises: nothing that was kept under another one holds. */
const epochs = new Float64Array(new ArrayBuffer(8));

/** Stands for a value that was not brought along. */
const laterMark = freeze({ __proto__: null });
/** Stands for what only the object itself can answer. */
const askMark = freeze({ __proto__: null });
/** Stands for a property that is nowhere on the chain. */
const absentMark = freeze({ __proto__: null });

/** How many values are kept at most, before they are all let go of. */
const MOST_KEPT = 1 << 16;
/** How many inherited properties are kept for objects of one layout. */
const MOST_INHERITED = 256;
/** Longer texts are asked for each time. */
const LONGEST_TEXT = 256;
/** How many elements of an array come along at first and at most, while they are read in order. */
const FIRST_SLICE = 4;
const LONGEST_SLICE = 128;
/** Where the values begin in what `lookAt` gives: `[isExtensible, layout, names, make, prototype, …values]`. */
const VALUES = 5;
/** How many properties of an object are brought one by one in an epoch, before all are. */
const FEW = 3;
/** The most that are brought at once: MOST_PROPERTIES in crates/membrane/src/kept_reads.rs. */
const MANY = 48;
/**
 * How many reads are answered until the object itself is asked once: a loop of the host's over what a guest has made
 * endless hears then that the time of the guest is up.
 */
const MOST_ANSWERS = 4096;
/** The greatest index of an array is one less. */
const INDEX_LIMIT = 2 ** 32 - 1;

let native;

/** Native code gives `lookAt`, `findProperty` and `sliceOf`. */
function connect(binding) {
  native = binding;
}

/** Names and attributes of properties. It may outlive the epoch: it has no symbols. */
class Layout {
  constructor(keys, attributes) {
    this.keys = keys;
    this.attributes = attributes;
    /** Where values are in what native code gives. */
    this.positions = new SafeMap();
    for (let at = 0; at < keys.length; at += 1) this.positions.set(keys[at], at + VALUES);
  }
}
freeze(setPrototypeOf(Layout.prototype, null));

/** What objects with one layout and one prototype have in common in an epoch. */
class Make {
  constructor(prototype) {
    this.prototype = prototype;
    this.inherited = new SafeMap();
  }
}
freeze(setPrototypeOf(Make.prototype, null));

/** What is kept of one object. `reply` is as native code gives it: see MembraneScope::look_at. */
class Snapshot {
  constructor(reply, layout, make, isArray) {
    this.values = reply;
    this.layout = layout;
    this.make = make;
    this.isArray = isArray;
    /** Properties of an array that are neither its length nor elements, and what it inherits. */
    this.others = undefined;
    /** The elements that were read last, and the index of the first of them. */
    this.slice = undefined;
    this.from = 0;
    this.nextSize = FIRST_SLICE;
  }
}
freeze(setPrototypeOf(Snapshot.prototype, null));

/** A descriptor of a data property, for V8 alone. */
class DataDescriptor {
  constructor(value, attributes) {
    this.value = value;
    this.writable = (attributes & Flag.WRITABLE) !== 0;
    this.enumerable = (attributes & Flag.ENUMERABLE) !== 0;
    this.configurable = (attributes & Flag.CONFIGURABLE) !== 0;
  }
}
deleteProperty(DataDescriptor.prototype, 'constructor');
freeze(setPrototypeOf(DataDescriptor.prototype, null));

/** How many reads were answered since an object was asked. */
let answers = 0;

/** Whether it is time to ask the object itself. */
function isTimeToAsk() {
  answers += 1;
  if (answers <= MOST_ANSWERS) return false;
  answers = 0;
  return true;
}

let epoch = -1;
let snapshots = [];
/** Record → makes, by their numbers. */
let makes = new SafeMap();
let count = 0;

function begin() {
  epoch = epochs[0];
  snapshots = [];
  makes = new SafeMap();
  count = 0;
}

/** Lets go of all that is kept. */
function release() {
  epochs[0] += 1;
  begin();
}

/** The layout of what native code has given; undefined if its names were given before and could not be kept. */
function layoutOf(record, reply) {
  const number = reply[1];
  const names = reply[2];
  if (names === undefined) return record.layouts[number];
  const layout = new Layout(names[0], names[1]);
  if (number !== undefined) record.layouts[number] = layout;
  return layout;
}

function makeOf(record, reply) {
  const number = reply[3];
  if (number === undefined) return new Make(reply[4]);
  let ofRecord = makes.get(record);
  if (ofRecord === undefined) {
    ofRecord = [];
    makes.set(record, ofRecord);
  }
  // A number is given to another make where native code has begun anew.
  if (reply[4] !== undefined) ofRecord[number] = new Make(reply[4]);
  ofRecord[number] ??= new Make(laterMark);
  return ofRecord[number];
}

/** Looks at an object that nothing is kept of in this epoch. */
function lookAt(guest) {
  if (epoch !== epochs[0] || count > MOST_KEPT) release();
  const { record } = guest;
  let reply = native.lookAt(record.id, guest.id, false);
  if (reply === null) guest.isPlain = false;
  else if (typeof reply === 'number') guest.size = reply;
  // Nothing comes while the environment is ending.
  if (typeof reply !== 'object' || reply === null) return undefined;
  let layout = layoutOf(record, reply);
  if (layout === undefined) {
    reply = native.lookAt(record.id, guest.id, true);
    layout = layoutOf(record, reply);
  }
  const snapshot = new Snapshot(reply, layout, makeOf(record, reply), guest.isArray);
  count += reply.length;
  guest.position = snapshots.length;
  snapshots[guest.position] = snapshot;
  guest.epoch = epoch;
  return snapshot;
}

/** What is kept of an object; undefined for one of which nothing can be. */
function snapshotOf(guest) {
  if (guest.epoch === epochs[0]) return snapshots[guest.position];
  return guest.isPlain && guest.size <= MANY ? lookAt(guest) : undefined;
}

/** The same for the read of a property: the first few bring that alone, which is cheaper; undefined then too. */
function snapshotFor(guest) {
  const now = epochs[0];
  if (guest.epoch === now) return snapshots[guest.position];
  if (guest.readEpoch !== now) {
    guest.readEpoch = now;
    guest.reads = 0;
  }
  guest.reads += 1;
  return guest.reads > FEW && guest.size <= MANY ? lookAt(guest) : undefined;
}

const isLong = (value) => typeof value === 'string' && value.length > LONGEST_TEXT;

function find(guest, key) {
  return native.findProperty(guest.record.id, guest.id, key);
}

function valueAt(guest, snapshot, at, key) {
  const value = snapshot.values[at];
  if (value !== laterMark) return value;
  const found = find(guest, key);
  if (!isLong(found)) snapshot.values[at] = found;
  return found;
}

/** The index that a key is, or -1. */
function indexOf(key) {
  if (typeof key !== 'string') return -1;
  const index = key >>> 0;
  return index < INDEX_LIMIT && `${index}` === key ? index : -1;
}

/** An element of an array, which comes with those that follow where these are read in order. */
function elementAt(guest, snapshot, index, key) {
  if (index >= snapshot.values[VALUES]) return find(guest, key);
  const known = snapshot.slice;
  let at = index - snapshot.from;
  if (known === undefined || at < 0 || at >= known.length) {
    const isNext = known === undefined || at === known.length;
    const size = isNext ? snapshot.nextSize : 1;
    snapshot.nextSize = isNext ? longer(size) : FIRST_SLICE;
    snapshot.slice = native.sliceOf(guest.record.id, guest.id, index, size);
    snapshot.from = index;
    count += size;
    at = 0;
  }
  const value = snapshot.slice?.[at];
  return value === laterMark ? find(guest, key) : value;
}

/** How many elements come after so many that were read in order. */
function longer(size) {
  return size < LONGEST_SLICE ? size * 2 : LONGEST_SLICE;
}

/** What is found from a place where things are kept, which it then is. */
function findFrom(kept, guest, key) {
  const known = kept.get(key);
  if (known !== undefined || kept.has(key)) return known;
  const found = find(guest, key);
  if (kept.size < MOST_INHERITED && !isLong(found)) {
    kept.set(key, found);
    count += 1;
  }
  return found;
}

/**
 * [[Get]], as far as nobody has to be asked.
 * @returns {unknown} the value, `absentMark`, or `askMark`
 */
function keptValue(guest, key) {
  if (!guest.isPlain || isTimeToAsk()) return askMark;
  const snapshot = snapshotFor(guest);
  if (snapshot === undefined) return guest.isPlain ? find(guest, key) : askMark;
  const at = snapshot.layout.positions.get(key);
  if (at !== undefined) return valueAt(guest, snapshot, at, key);
  if (!snapshot.isArray) return findFrom(snapshot.make.inherited, guest, key);
  const index = indexOf(key);
  if (index >= 0) return elementAt(guest, snapshot, index, key);
  snapshot.others ??= new SafeMap();
  return findFrom(snapshot.others, guest, key);
}

/**
 * [[GetOwnProperty]], as far as nobody has to be asked.
 * @returns {object} a descriptor, `absentMark`, or `askMark`
 */
function keptDescriptor(guest, key) {
  const snapshot = isTimeToAsk() ? undefined : snapshotOf(guest);
  if (snapshot === undefined) return askMark;
  const at = snapshot.layout.positions.get(key);
  let value = askMark;
  let attributes = Flag.WRITABLE | Flag.ENUMERABLE | Flag.CONFIGURABLE;
  if (at !== undefined) {
    value = valueAt(guest, snapshot, at, key);
    attributes = snapshot.layout.attributes[at - VALUES];
  } else if (snapshot.isArray) {
    const index = indexOf(key);
    if (index >= 0 && index < snapshot.values[VALUES])
      value = elementAt(guest, snapshot, index, key);
  } else return absentMark;
  return value === askMark ? askMark : new DataDescriptor(value, attributes);
}

/** [[OwnPropertyKeys]]; undefined where the object has to be asked. The list is not to be changed. */
function keptKeys(guest) {
  const snapshot = snapshotOf(guest);
  return snapshot === undefined || snapshot.isArray ? undefined : snapshot.layout.keys;
}

/** [[GetPrototypeOf]]; undefined where the object has to be asked. */
function keptPrototype(guest) {
  const prototype = snapshotOf(guest)?.make.prototype;
  return prototype === laterMark || prototype === askMark ? undefined : prototype;
}

/** Whether an object is known to be extensible. */
function isKeptExtensible(guest) {
  return snapshotOf(guest)?.values[0] === true;
}

module.exports = {
  absentMark,
  askMark,
  connect,
  isKeptExtensible,
  keptDescriptor,
  keptKeys,
  keptPrototype,
  keptValue,
  release,
  shared: { absentMark, askMark, epochs, laterMark },
};
