'use strict';

/**
 * The record of a realm: the host's half of it, and the only thing that holds strong edges
 * (DESIGN.md, "Lifetimes"). The context object holds its record, and so does every guest object that
 * the host can see; the record holds the context object and the host objects that the realm refers to.
 * Native code holds it weakly. Must never refer to another realm's record.
 */

const { kindOf } = require('./kinds');
const { isProxy } = require('node:util').types;
const { foreignCompiler, specials } = require('./intrinsics');

/** Sorts of realm; the numbers are known to src/api/realm.rs. `this` is `runInThisContext`'s. */
const RealmKind = { contextified: 0, vanilla: 1, this: 2 };

/** Faces of guest objects, each with the record and the number that native code knows it by. */
const guestOf = new WeakMap();

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
    /** Host objects that the realm refers to; a stand-in in the realm knows its index. */
    this.hostObjects = [undefined];
    /** Host object → `index * 16 + kind`; a few objects mean one of the realm's own intrinsics. */
    this.codes = new Map(specials);
    this.freeIndices = [];
    /** Symbols that are neither well-known nor registered, one to one. */
    this.symbols = [...wellKnownSymbols];
    this.symbolIds = new Map(wellKnownSymbols.map((symbol, id) => [symbol, id]));
    /** Names that the realm's global keeps in step with the context object: see global_object.js. */
    this.names = [];
    this.states = [];
    this.values = [];
  }
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
  const compiler =
    typeof value === 'function' && !isProxy(value) ? foreignCompiler(value) : undefined;
  if (compiler !== undefined) return compiler;
  const index =
    record.freeIndices.length > 0 ? record.freeIndices.pop() : record.hostObjects.length;
  const code = index * 16 + kindOf(value);
  record.hostObjects[index] = value;
  record.codes.set(value, code);
  return code;
}

/** The realm has let go of a host object. */
function release(record, index) {
  record.codes.delete(record.hostObjects[index]);
  record.hostObjects[index] = undefined;
  record.freeIndices.push(index);
}

/** The host object at an index. */
function hostObject(record, index) {
  return record.hostObjects[index];
}

/** What a symbol is to the realm: its key if it is registered, else its number in the table. */
function symbolCode(record, symbol) {
  const key = Symbol.keyFor(symbol);
  if (key !== undefined) return key;
  let id = record.symbolIds.get(symbol);
  if (id === undefined) {
    id = record.symbols.push(symbol) - 1;
    record.symbolIds.set(symbol, id);
  }
  return id;
}

/** A new symbol of the host for a symbol of the guest; its number is the table's length before. */
function newSymbol(record, description) {
  const symbol = Symbol(description);
  record.symbolIds.set(symbol, record.symbols.push(symbol) - 1);
  return symbol;
}

/** The symbol with a number. */
function symbolAt(record, id) {
  return record.symbols[id];
}

module.exports = {
  RealmKind,
  Record,
  guestOf,
  hostObject,
  identify,
  newSymbol,
  release,
  symbolAt,
  symbolCode,
  wellKnownNames,
};
