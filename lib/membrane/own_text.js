'use strict';

/**
 * Whether a guest object turns itself into text by something that its own program wrote, as Node decides it
 * for `%s`. Must never run a trap of a guest's Proxy.
 */

const { lookUp, ownValue } = require('./inspect_names');
const { SafeSet } = require('./primordials');

const { getOwnPropertyDescriptor } = Reflect;

const hasOwn = (object, key) => getOwnPropertyDescriptor(object, key) !== undefined;

const methods = ['toString', Symbol.toPrimitive];

/** Names of the classes of the language, and of some more of the host, which no one will miss. */
const builtInNames = new SafeSet(
  Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z][a-zA-Z0-9]+$/.test(name)),
);

/** @param {object[]} chain the object and its prototypes */
function hasOwnText(chain) {
  const known = methods.filter((key) => typeof lookUp(chain, key) === 'function');
  const at = chain.findIndex((holder) => known.some((key) => hasOwn(holder, key)));
  if (at <= 0) return at === 0;
  const constructor = ownValue(chain[at], 'constructor');
  return typeof constructor !== 'function' || !builtInNames.has(ownValue(constructor, 'name'));
}

module.exports = { hasOwnText };
