'use strict';

/**
 * Read-only views of host objects that guest code must not change, for host functions that guest code
 * calls with one: `EventEmitter.prototype.on.call(EventEmitter.prototype, …)`, `util.inherits(Readable, …)`.
 * A view reads as its object; whoever writes to it gets the error that guest code would get. It goes back to
 * guest code as the object itself.
 */

const { types } = require('node:util');
const { hostObjectIsReadOnly } = require('../../errors');
const { SafeWeakMap, append, isObject } = require('../primordials');
const { RealmKind } = require('../realm_kind');
const { isChangeable, nameOf } = require('./grades');
const { isNodeObject, isPrototypeObject } = require('./node_objects');
const { withoutHidden } = require('./visible');

const { get, getPrototypeOf } = Reflect;
const { prototype: ordinaryPrototype } = Object;
const { freeze } = Object;

/** View → object, and back. */
const objects = new SafeWeakMap();
const views = new SafeWeakMap();

function refuse(object, key) {
  throw hostObjectIsReadOnly(nameOf(object), key, isNodeObject(object));
}

const handler = freeze({
  __proto__: null,
  get(object, key, receiver) {
    // A getter that prepares what it is called on must not prepare a prototype, for all.
    const isPrototype = isPrototypeObject(object) && isNodeObject(object);
    return get(object, key, isPrototype ? receiver : (objects.get(receiver) ?? receiver));
  },
  set(object, key, value, receiver) {
    if (objects.get(receiver) === object) refuse(object, key);
    return Reflect.set(object, key, value, receiver);
  },
  defineProperty: (object, key) => refuse(object, key),
  deleteProperty: (object, key) => refuse(object, key),
  setPrototypeOf: (object) => refuse(object),
  preventExtensions: (object) => refuse(object),
});

function viewOf(object) {
  const known = views.get(object);
  if (known !== undefined) return known;
  const view = new Proxy(object, handler);
  views.set(object, view);
  objects.set(view, object);
  return view;
}

/**
 * Makes what the host gets for a function that guest code may not call, so that no host function calls it on
 * its behalf: it looks like the function, and refuses.
 */
function refusingViewOf(callee, refuseCall) {
  const known = views.get(callee);
  if (known !== undefined) return known;
  const view = new Proxy(callee, freeze({ ...handler, apply: refuseCall, construct: refuseCall }));
  views.set(callee, view);
  objects.set(view, callee);
  return view;
}

/** The object behind a view; undefined for anything else. */
const objectBehind = (view) => objects.get(view);

/** What functions of Node's write to that are made for other objects: classes, and plain ones such as exports. */
function isWritable(value) {
  if (typeof value === 'function') return true;
  const prototype = getPrototypeOf(value);
  return prototype === null || prototype === ordinaryPrototype;
}

/** Whether a host function might write to a value though guest code must not. */
function needsView(record, value, isNode) {
  if (!isObject(value) || types.isProxy(value) || record.changeable.has(value)) return false;
  const isCandidate = isPrototypeObject(value) || (isNode && isWritable(value));
  return isCandidate && !isChangeable(record, value);
}

/**
 * What a host function gets for `this`. A function of Node's is given no class as it is either: nearly all of
 * its constructors write to what they are called on.
 */
function guardReceiver(record, self, isNode) {
  if (record.kind === RealmKind.this || !needsView(record, self, isNode)) return self;
  return viewOf(self);
}

/** What a function of Node's gets for arguments; writes into the list. */
function guardArguments(record, args) {
  for (let at = 0; at < args.length; at += 1) {
    if (needsView(record, args[at], true)) args[at] = viewOf(args[at]);
  }
  return args;
}

/** Functions that are looked for in messages one by one; where there were more, no message shows a value. */
const MOST_NOTED = 64;

let running = 0;
let makingTexts = 0;

/** Counts the calls of Node's functions by guest code that are under way. */
const nodeCalls = {
  __proto__: null,
  /** Whether an object of the host's was printed, within one of the guest's, since the first of them began. */
  hasShown: false,
  /** Whether an object of the host's was read from one of the guest's since then: what compares values prints it. */
  hasRead: false,
  /** Functions of the host's that were read from guest objects since then: an error of Node's may show their sources. */
  read: [],
  enter(makesTexts) {
    if (running === 0) {
      nodeCalls.hasShown = false;
      nodeCalls.hasRead = false;
      if (nodeCalls.read.length > 0) nodeCalls.read = [];
    }
    running += 1;
    if (makesTexts) makingTexts += 1;
  },
  noteRead(value) {
    if (typeof value !== 'function') nodeCalls.hasRead = true;
    else if (nodeCalls.read.length < MOST_NOTED) append(nodeCalls.read, value);
    else nodeCalls.hasShown = true;
  },
  noteShown() {
    if (running > 0) nodeCalls.hasShown = true;
  },
  leave(makesTexts) {
    running -= 1;
    if (makesTexts) makingTexts -= 1;
  },
};

/**
 * What the host gets where it reads a property of a guest object, to which it might write. A function of Node's
 * that guest code has called gets nothing as it is that guest code must not change.
 */
function guardRead(record, value) {
  if (!isObject(value) || record.kind === RealmKind.this || guestOf(value)) return value;
  if (running > 0) nodeCalls.noteRead(value);
  // The text of a view is not the source of the function behind it.
  if (makingTexts > 0 && typeof value === 'function') return viewOf(value);
  const shown = makingTexts > 0 ? withoutHidden(record, value) : value;
  if (shown !== value) return shown;
  if (running > 0 && !types.isProxy(value))
    return isChangeable(record, value) ? value : viewOf(value);
  return typeof value === 'object' && needsView(record, value, false) ? viewOf(value) : value;
}

let guestOf;

/** record.js tells which objects are the guest's. */
function connect(isGuest) {
  guestOf = isGuest;
}

module.exports = {
  connect,
  guardArguments,
  guardRead,
  guardReceiver,
  nodeCalls,
  objectBehind,
  refusingViewOf,
};
