'use strict';

/**
 * What Node keeps for itself is not shown: on instances of its classes and on its own objects properties
 * that begin with `_`, and symbols that are neither well-known nor registered, are not there for guest code,
 * unless guest code has put them there. Methods of prototypes that begin with `_` (`_read`, `_write`) are
 * for subclasses, and stay.
 */

const { types } = require('node:util');
const {
  SafeSet,
  SafeWeakSet,
  append,
  isObject,
  ownDescriptor,
  ownValue,
  startsWith,
} = require('../primordials');
const { RealmKind } = require('../realm_kind');
const { isNodeObject, isOfNode, isPrototypeObject } = require('./node_objects');

const { defineProperty, getPrototypeOf, ownKeys } = Reflect;
const { hasOwn } = Object;
const { isView } = ArrayBuffer;
const { keyFor } = Symbol;

const wellKnown = new SafeSet(
  ownKeys(Symbol)
    .map((name) => Symbol[name])
    .filter((value) => typeof value === 'symbol'),
);

/** Names that every object has by itself. */
const ofEveryObject = new SafeSet(ownKeys(Object.prototype));

/** Symbols that guest code has made. */
const guestSymbols = new SafeWeakSet();

const noteGuestSymbol = (symbol) => guestSymbols.add(symbol);

/** Whether a symbol is one that only who has made it can know. */
function isPrivateSymbol(symbol) {
  return !wellKnown.has(symbol) && keyFor(symbol) === undefined && !guestSymbols.has(symbol);
}

/** Whether a key is of the sort that Node keeps for itself. */
function isPrivateKey(key) {
  if (typeof key === 'symbol') return isPrivateSymbol(key);
  return startsWith(key, '_') && !ofEveryObject.has(key);
}

/**
 * What Node puts on instances of its classes that programs extend. On instances of such a subclass other names
 * that begin with `_` are the program's.
 */
const namesOfNode = new SafeSet([
  ...['_events', '_eventsCount', '_maxListeners', '_readableState', '_writableState', '_handle'],
  ...['_parent', '_host', '_peername', '_sockname', '_server', '_pendingData', '_pendingEncoding'],
  ...[
    '_hadError',
    '_httpMessage',
    '_header',
    '_headerSent',
    '_contentLength',
    '_hasBody',
    '_trailer',
  ],
  ...[
    '_closed',
    '_keepAliveTimeout',
    '_consuming',
    '_dumped',
    '_idleTimeout',
    '_idleNext',
    '_idlePrev',
  ],
  ...['_idleStart', '_onTimeout', '_timerArgs', '_repeat', '_destroyed', '_stdout', '_stderr'],
  ...['_stdoutErrorHandler', '_stderrErrorHandler', '_ignoreErrors', '_times', '_transformState'],
  ...['_type', '_isStdio', '_channel', '_control', '_agent', '_sentHeader', '_connectionKey'],
  ...['_usingWorkers', '_workers', '_tlsOptions', '_secureEstablished', '_unref', '_reading'],
]);

/** Whether a private-looking own property of an instance is Node's. */
function isNodesOwn(object, key) {
  if (typeof key === 'symbol') return true;
  const prototype = getPrototypeOf(object);
  const isDirect = prototype !== null && !types.isProxy(prototype) && isNodeObject(prototype);
  return isDirect || namesOfNode.has(key) || isNodeObject(object);
}

/** Whether an own property, which is there, is not shown. `object` is the holder. */
function isHidden(record, object, key) {
  if (!isPrivateKey(key) || record.kind === RealmKind.this) return false;
  if (record.guestKeys.get(object)?.has(key) || !isOfNode(object)) return false;
  // Methods of prototypes under private names are called by Node, also on objects of guest classes.
  if (isPrototypeObject(object)) return !isMethod(object, key) && holdsObject(object, key);
  return isNodesOwn(object, key);
}

/** Whether a property of a prototype has, or may give, an object. */
function holdsObject(object, key) {
  const own = ownDescriptor(object, key);
  return own !== undefined && (own.get !== undefined || isObject(own.value));
}

const isMethod = (object, key) => typeof ownValue(object, key) === 'function';

/** Whether guest code finds a key by itself: symbols of Node's prototypes it does not. */
function isListed(record, object, key) {
  if (isHidden(record, object, key)) return false;
  const isSecret =
    typeof key === 'symbol' && record.kind !== RealmKind.this && isPrivateSymbol(key);
  return !isSecret || !isPrototypeObject(object) || !isOfNode(object);
}

/** The property that the host is setting on an object of its own which inherits from a guest object. */
const setByHost = { __proto__: null, object: undefined, key: undefined };

/** Sets a property for the host, by way of a guest object: what comes of it is not put there by guest code. */
function whileHostSets(object, key, act) {
  const { object: outerObject, key: outerKey } = setByHost;
  setByHost.object = object;
  setByHost.key = key;
  try {
    return act();
  } finally {
    setByHost.object = outerObject;
    setByHost.key = outerKey;
  }
}

/** Guest code puts a property there, which it sees from then on. */
function notePut(record, object, key) {
  if (!isPrivateKey(key) || record.kind === RealmKind.this) return;
  if (setByHost.object === object && setByHost.key === key) return;
  const keys = record.guestKeys.get(object) ?? new SafeSet();
  keys.add(key);
  record.guestKeys.set(object, keys);
}

/** Whether a property is hidden on an object or on what it inherits from. */
function isHiddenOnChain(record, object, key) {
  if (!isPrivateKey(key)) return false;
  for (let holder = object; holder !== null; holder = getPrototypeOf(holder)) {
    if (types.isProxy(holder)) return false;
    if (ownDescriptor(holder, key) !== undefined) return isHidden(record, holder, key);
  }
  return false;
}

/** The own keys of an object that guest code sees. */
function visibleKeys(record, object) {
  const keys = ownKeys(object);
  const visible = [];
  for (let at = 0; at < keys.length; at += 1) {
    if (isListed(record, object, keys[at])) append(visible, keys[at]);
  }
  return visible.length === keys.length ? keys : visible;
}

/** Whether a string key of an object is one that is not shown. */
function hasHidden(record, object) {
  const keys = ownKeys(object);
  for (let at = 0; at < keys.length; at += 1) {
    if (typeof keys[at] === 'string' && isHidden(record, object, keys[at])) return true;
  }
  return false;
}

/**
 * What a function of Node's that goes over properties is given in the place of an object that has some which are not
 * shown: a plain object with the others.
 */
function withoutHidden(record, object) {
  if (typeof object !== 'object' || object === null || types.isProxy(object)) return object;
  if (isView(object) || !isOfNode(object) || !hasHidden(record, object)) return object;
  const shown = {};
  const keys = visibleKeys(record, object);
  for (let at = 0; at < keys.length; at += 1) {
    const own = ownDescriptor(object, keys[at]);
    if (own.enumerable && hasOwn(own, 'value')) defineProperty(shown, keys[at], own);
  }
  return shown;
}

module.exports = {
  isHidden,
  isHiddenOnChain,
  isPrivateKey,
  isPrivateSymbol,
  noteGuestSymbol,
  notePut,
  whileHostSets,
  visibleKeys,
  withoutHidden,
};
