'use strict';

/**
 * How guest objects print where custom inspection is switched off, as in the messages of `assert` and in
 * `console.dir`: Node looks at the shadow then, past every trap. The first that it asks is whose instance
 * the shadow is; the class that all shadows seem to have answers that, and fills the shadow on the occasion.
 * Must never leave on a shadow what was put there: it is taken off in the next microtask.
 */

const { isMap, isSet } = require('node:util').types;
const { behindProxies, internalSlotsOf } = require('./internal_slots');
const { shownToGuest } = require('./inspect/guest_inspect');
const { inspectGuest, kInspect } = require('./inspect_guest');
const { emptyIterator, fillIterator, isIterator } = require('./inspect_iterators');
const { chainOf, className, inheritedTag, shown } = require('./inspect_names');
const { ENDED, hasEnded } = require('./lasting_errors');
const { hasOwnText } = require('./own_text');
const { guestOf } = require('./record');
const { guestProxyOf } = require('./shadow_targets');
const { SafeSet } = require('./primordials');

const {
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isExtensible,
  ownKeys,
  setPrototypeOf,
} = Reflect;
const { toStringTag } = Symbol;

/** Shadows that show what their guest objects have. */
let filled = new SafeSet();

/** The class name of the shadow that was asked about last. */
let lastName = 'Object';

/** V8 calls a shadow by the name in its text where nobody knows a class. */
const ClassOfShadows = function Object() {};
defineProperty(ClassOfShadows, 'name', { get: () => lastName });
defineProperty(ClassOfShadows, Symbol.hasInstance, { value: fill });

/**
 * What every shadow inherits. `util.inspect` takes for a list or a collection only what has a
 * `Symbol.iterator`, and goes over the collections with it.
 */
const shadowPrototype = Object.create(null, {
  [kInspect]: {
    value(...args) {
      const guestProxy = guestProxyOf(this) ?? this;
      return hasEnded(guestProxy) ? ENDED : inspectGuest.apply(guestProxy, args);
    },
  },
  [Symbol.iterator]: {
    value() {
      return isMap(this) ? Map.prototype.entries.call(this) : Set.prototype.values.call(this);
    },
  },
  size: {
    get() {
      return getOwnPropertyDescriptor(isMap(this) ? Map.prototype : Set.prototype, 'size').get.call(
        this,
      );
    },
  },
  toString: {
    get() {
      const guestProxy = guestProxyOf(this);
      if (guestProxy === undefined || !hasOwnText(chainOf(guestProxy))) return undefined;
      lastName = NOT_BUILT_IN;
      return notCalled;
    },
  },
  constructor: { value: ClassOfShadows },
});

/** A name that no class of the language has. */
const NOT_BUILT_IN = '(not built in)';

/** `%s` looks only whether there is such a method, and of whose class it is. */
function notCalled() {}

/** @returns {boolean} whether the shadow may be printed as an instance of `lastName` */
function fill(shadow) {
  const guestProxy = guestProxyOf(shadow);
  if (guestProxy === undefined || hasEnded(guestProxy) || !isExtensible(shadow)) return false;
  const chain = chainOf(guestProxy);
  if (chain.length === 0) {
    lastName = '<Revoked Proxy>';
    return true;
  }
  if (filled.size === 0) queueMicrotask(emptyAll);
  // It may have changed since it was printed last.
  if (filled.has(shadow)) empty(shadow);
  filled.add(shadow);
  deleteProperty(shadow, 'constructor');
  fillProperties(shadow, chain);
  fillContents(shadow, guestProxy);
  if (chain.length === 1) {
    setPrototypeOf(shadow, null);
    standBare(shadow);
  }
  const name = className(chain);
  lastName = name ?? 'Object';
  return name !== null;
}

function fillProperties(shadow, chain) {
  const [guestProxy] = chain;
  for (const key of ownKeys(guestProxy)) {
    const descriptor = getOwnPropertyDescriptor(guestProxy, key);
    const own = getOwnPropertyDescriptor(shadow, key);
    if (own !== undefined && !own.configurable) continue;
    if (descriptor !== undefined) defineProperty(shadow, key, shown(guestProxy, key, descriptor));
  }
  const tag = inheritedTag(chain);
  if (tag !== undefined && getOwnPropertyDescriptor(shadow, toStringTag) === undefined) {
    defineProperty(shadow, toStringTag, { value: tag, configurable: true });
  }
}

function fillContents(shadow, guestProxy) {
  const guest = guestOf.get(behindProxies(guestProxy));
  if (isMap(shadow)) {
    const inside = internalSlotsOf(guest);
    for (let at = 0; at < inside.length; at += 2) {
      Map.prototype.set.call(shadow, shownToGuest(inside[at]), shownToGuest(inside[at + 1]));
    }
  } else if (isSet(shadow)) {
    for (const value of internalSlotsOf(guest)) Set.prototype.add.call(shadow, shownToGuest(value));
  } else if (isIterator(shadow)) {
    fillIterator(shadow, internalSlotsOf(guest));
  }
}

function emptyAll() {
  const shadows = filled;
  filled = new SafeSet();
  for (const shadow of shadows) empty(shadow);
}

function empty(shadow) {
  if (isMap(shadow)) Map.prototype.clear.call(shadow);
  if (isSet(shadow)) Set.prototype.clear.call(shadow);
  if (isIterator(shadow)) emptyIterator(shadow);
  // One that stopped growing since is a copy of what its guest object has.
  if (!isExtensible(shadow)) return;
  for (const key of ownKeys(shadow)) deleteProperty(shadow, key);
  if (getPrototypeOf(shadow) !== null) return;
  setPrototypeOf(shadow, shadowPrototype);
  standBare(shadow);
}

/**
 * A shadow of an object without a prototype has a constructor of its own to be asked, and is to lose its
 * prototype on the occasion: Node looks for the prototype before it asks anything that is inherited.
 */
function standBare(shadow) {
  if (getOwnPropertyDescriptor(shadow, 'constructor') !== undefined) return;
  defineProperty(shadow, 'constructor', { value: ClassOfShadows, configurable: true });
}

module.exports = { shadowPrototype, standBare };
