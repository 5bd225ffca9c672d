'use strict';

/**
 * The record of a realm: the host's half of it, and the only thing that holds strong edges
 * (DESIGN.md, "Lifetimes"). The context object holds its record, and so does every guest object that
 * the host can see; the record holds the context object and the host objects that the realm refers to.
 * Native code holds it weakly. Must never refer to another realm's record, nor be a property of anything
 * that a program could come by.
 */

const { inspect, types } = require('node:util');
const { REFUSED, foreignIndex, isForeignGlobal } = require('./foreign_intrinsics');
const { guestOf } = require('./guest_marks');
const { noteLeaving } = require('./host_object/grades');
const { isOfNode } = require('./host_object/node_objects');
const { connect: connectViews, objectBehind } = require('./host_object/views');
const { noteGuestSymbol } = require('./host_object/visible');
const {
  codeOfIntrinsic,
  enterLate,
  inherits,
  intrinsicIndex,
  marks,
  ordinaryInherits,
  sharedCode,
  webAssembly,
} = require('./intrinsics');
const { Kind, kindOf } = require('./kinds');
const { SafeMap, SafeWeakMap, SafeWeakSet, append } = require('./primordials');
const { RealmKind } = require('./realm_kind');

const { getPrototypeOf } = Reflect;
const { freeze, hasOwn } = Object;

connectViews((value) => guestOf.get(value) !== undefined);

/** The well-known symbols come first in every realm's table, in this order. */
const wellKnownNames = Object.getOwnPropertyNames(Symbol).filter(
  (name) => typeof Symbol[name] === 'symbol',
);
const wellKnownSymbols = wellKnownNames.map((name) => Symbol[name]);

class Record {
  constructor(id, contextObject, kind) {
    this.id = id;
    this.kind = kind;
    this.contextObject = contextObject;
    /** What `import()` asks in code that gave no callback along: see module/import.js. */
    this.importCallback = undefined;
    /** What guest code gets for Node's `inspect`, once it does. */
    this.inspect = undefined;
    /** Whether the host's WebAssembly crosses: the option `webAssembly: 'host'`. */
    this.hasWebAssembly = kind === RealmKind.this;
    /** Host prototype → the mark that says to go on in the realm's own. */
    this.inherits = kind === RealmKind.this ? ordinaryInherits : inherits;
    /** Host objects that the realm refers to; a host proxy in the realm knows its index. */
    this.hostObjects = [undefined];
    /** Host object → `index * 16 + kind`; a few objects mean one of the realm's own intrinsics. */
    this.codes = new SafeMap();
    this.freeIndices = [];
    /** Grades of host objects: see host_object/grades.js. */
    this.walked = new SafeWeakSet();
    this.walkedOut = new SafeWeakSet();
    this.hasWalked = false;
    this.changeable = new SafeWeakSet();
    /** Host functions that guest code may not call, and how it calls the others: host_object/calls.js. */
    this.refused = new SafeWeakSet();
    this.policies = new SafeWeakMap();
    /** Private-looking properties that guest code has put on Node's objects: host_object/visible.js. */
    this.guestKeys = new SafeWeakMap();
    /**
     * Symbols that are neither well-known nor registered, one to one, after the well-known ones: the numbers by which native
     * code holds them weakly. (A `WeakRef` would keep a symbol until the end of the job.)
     */
    this.symbols = [];
    this.symbolIds = new SafeWeakMap();
    this.freeSymbols = [];
    /** How many were entered since it was looked which of them V8 has collected, and how many stayed then. */
    this.newSymbols = 0;
    this.keptSymbols = 0;
    /** What an AsyncLocalStorage of the host holds where guest code waits for promises: see async_contexts.js. */
    this.asyncContexts = [undefined];
    this.freeAsyncContexts = [];
    this.lastAsyncContext = 0;
    /** Names that the realm's global keeps in step with the context object: see global_object.js. */
    this.names = [];
    this.states = [];
    this.values = [];
    /** Names and attributes of guest objects' properties, by the numbers that native code gives them: see kept_reads.js. */
    this.layouts = [];
  }
}
freeze(Object.setPrototypeOf(Record.prototype, null));

let intrinsicOfGuest;
let releaseOnBothSides;
let holdWeakly;
let heldWeakly;
let letGo;

/**
 * Native code gives `intrinsicIndex(realmId, guestId)`, which of its realm's intrinsics a guest object is,
 * `releaseSymbols(realmId, ...ids)`, and what holds symbols weakly.
 */
function connect(binding) {
  intrinsicOfGuest = binding.intrinsicIndex;
  releaseOnBothSides = binding.releaseSymbols;
  ({ holdWeakly, heldWeakly, letGo } = binding);
}

/** The number of the intrinsic that a guest object of another realm is there; undefined for any other. */
function indexOfGuest(guest) {
  if (guest.intrinsic === undefined) {
    try {
      guest.intrinsic = intrinsicOfGuest(guest.record.id, guest.id);
    } catch {
      // The realm was disposed of: nothing can be done with its objects any more.
      return undefined;
    }
  }
  return guest.intrinsic < 0 ? undefined : guest.intrinsic;
}

/**
 * What `util.inspect` calls `this` of the functions in its options: it holds every object on the way, the
 * targets of Proxies included.
 */
function isStateOfInspect(value) {
  return (
    typeof value === 'object' &&
    !types.isProxy(value) &&
    hasOwn(value, 'indentationLvl') &&
    hasOwn(value, 'seen') &&
    hasOwn(value, 'budget')
  );
}

let makeInspect;

/** The membrane gives `makeInspect(record)`: see inspect/guest_inspect.js. */
function connectInspect(make) {
  makeInspect = make;
}

/** What guest code gets in the place of Node's `inspect`; undefined for anything else. */
function narrowOf(record, value) {
  if (value !== inspect || record.kind === RealmKind.this) return undefined;
  record.inspect ??= makeInspect(record);
  return record.inspect;
}

/** Notes a function that guest code may not call. */
function refuse(record, value) {
  record.refused.add(value);
  return undefined;
}

/** The code of an intrinsic in a realm; undefined where the host's own crosses. */
function codeIn(record, index, value) {
  return record.hasWebAssembly && webAssembly.has(value) ? undefined : codeOfIntrinsic(index);
}

/** The code of what does not cross as a host object; undefined for all that does. */
function specialCode(record, value, guest) {
  const mark = marks.get(value);
  if (mark !== undefined) return mark;
  if (record.kind === RealmKind.this) return sharedCode(value);
  if (guest !== undefined) {
    const index = indexOfGuest(guest);
    return index === undefined ? undefined : codeOfIntrinsic(index);
  }
  const own = intrinsicIndex(value);
  if (own !== undefined) return codeIn(record, own, value);
  if (isStateOfInspect(value)) return Kind.NOTHING;
  if (isForeignGlobal(value)) return Kind.GLOBAL_THIS;
  const foreign = foreignIndex(value);
  if (foreign === REFUSED) return refuse(record, value);
  return foreign === undefined ? undefined : codeOfIntrinsic(foreign);
}

function enter(record, value, kind = kindOf(value)) {
  const { freeIndices, hostObjects } = record;
  if (kind === Kind.INSTANCE) enterLate(getPrototypeOf(value));
  if (kind !== Kind.OBJECT && record.kind !== RealmKind.this) isOfNode(value);
  let index = hostObjects.length;
  if (freeIndices.length > 0) {
    index = freeIndices[freeIndices.length - 1];
    freeIndices.length -= 1;
  }
  const code = index * 16 + kind;
  hostObjects[index] = value;
  record.codes.set(value, code);
  return code;
}

/**
 * Tells native code what `value` is to the realm: a negative number is a guest object of this realm
 * (`-1 - id`), anything else `index * 16 + kind` of a host object, which is entered into the table.
 */
function identify(record, value) {
  const guest = guestOf.get(value);
  if (guest !== undefined && guest.record === record) return -1 - guest.id;
  const known = record.codes.get(value);
  if (known !== undefined) return known;
  const instead = objectBehind(value) ?? narrowOf(record, value);
  if (instead !== undefined) return identify(record, instead);
  return specialCode(record, value, guest) ?? enter(record, value);
}

/** As `identify`, but enters only what needs no more than a number in the realm; undefined for the rest. */
function codeOfPlain(record, value) {
  const known = record.codes.get(value);
  if (known !== undefined) return known;
  if (guestOf.get(value) !== undefined) return undefined;
  if (objectBehind(value) !== undefined || narrowOf(record, value) !== undefined) return undefined;
  const special = specialCode(record, value, undefined);
  if (special !== undefined) return special;
  const kind = kindOf(value);
  const isPlain = kind === Kind.OBJECT || kind === Kind.ARRAY || kind === Kind.FUNCTION;
  return isPlain && !types.isNativeError(value) ? enter(record, value, kind) : undefined;
}

/** The realm has let go of host objects. */
function release(record, ...indices) {
  for (let at = 0; at < indices.length; at += 1) {
    const index = indices[at];
    record.codes.delete(record.hostObjects[index]);
    record.hostObjects[index] = undefined;
    append(record.freeIndices, index);
  }
}

let guardLeaving;

/** The membrane gives `guardLeaving(record, callee)`: see host_object/calls.js. */
function connectCalls(guard) {
  guardLeaving = guard;
}

/** The host object at an index, which guest code gives to the host. */
function hostObject(record, index) {
  const object = record.hostObjects[index];
  noteLeaving(record, object);
  return typeof object === 'function' ? guardLeaving(record, object) : object;
}

const wellKnownIds = new SafeMap(wellKnownSymbols.map((symbol, id) => [symbol, id]));

const { for: symbolFor, keyFor } = Symbol;
const HostSymbol = Symbol;

/** How many symbols are entered, at least, until it is looked which of them V8 has collected. */
const LEAST_NEW_SYMBOLS = 256;

/** Enters a symbol into the table; gives its number. */
function enterSymbol(record, symbol) {
  if (record.newSymbols >= LEAST_NEW_SYMBOLS && record.newSymbols >= record.keptSymbols) {
    releaseSymbols(record);
  }
  record.newSymbols += 1;
  const { freeSymbols, symbols } = record;
  let at = symbols.length;
  if (freeSymbols.length > 0) {
    at = freeSymbols[freeSymbols.length - 1];
    freeSymbols.length -= 1;
  }
  symbols[at] = holdWeakly(symbol);
  const id = wellKnownSymbols.length + at;
  record.symbolIds.set(symbol, id);
  return id;
}

/** What a symbol is to the realm: its key if it is registered, else its number in the table. */
function symbolCode(record, symbol) {
  return (
    keyFor(symbol) ??
    wellKnownIds.get(symbol) ??
    record.symbolIds.get(symbol) ??
    enterSymbol(record, symbol)
  );
}

/** A new symbol of the host for a symbol of the guest. */
function newSymbol(record, description) {
  const symbol = HostSymbol(description);
  noteGuestSymbol(symbol);
  enterSymbol(record, symbol);
  return symbol;
}

/** The symbol with a number; undefined for one that V8 has collected. */
function symbolAt(record, id) {
  const at = id - wellKnownSymbols.length;
  if (at < 0) return wellKnownSymbols[id];
  return record.symbols[at] === undefined ? undefined : heldWeakly(record.symbols[at]);
}

/** Lets go of symbols that V8 has collected, on both sides. */
function releaseSymbols(record) {
  const { symbols } = record;
  const ids = [];
  for (let at = 0; at < symbols.length; at += 1) {
    if (symbols[at] === undefined || heldWeakly(symbols[at]) !== undefined) continue;
    letGo(symbols[at]);
    symbols[at] = undefined;
    append(record.freeSymbols, at);
    append(ids, wellKnownSymbols.length + at);
  }
  record.newSymbols = 0;
  record.keptSymbols = symbols.length - record.freeSymbols.length;
  if (ids.length > 0) releaseOnBothSides(record.id, ...ids);
}

module.exports = {
  Record,
  codeOfPlain,
  connect,
  connectCalls,
  connectInspect,
  guestOf,
  hostObject,
  identify,
  newSymbol,
  release,
  releaseSymbols,
  symbolAt,
  symbolCode,
  symbolFor,
  wellKnownNames,
};
