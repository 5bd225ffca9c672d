'use strict';

/**
 * The host's `Intl` behind a realm's: one narrow function, which takes and gives primitives and plain
 * copies. Calls nothing of the host's user and nothing of the guest.
 */

const { description, isPiecemeal, operations, plan } = require('./describe');
const { Instances, decode, encode, encodeThrown } = require('./values');
const { SafeWeakMap } = require('../primordials');

/** Record → what the host keeps for the `Intl` objects of its realm. */
const instancesOf = new SafeWeakMap();

/** What a `Segmenter` cut up, so that it need not cross again with each piece. */
const texts = new SafeWeakMap();

function instances(record) {
  let found = instancesOf.get(record);
  if (found === undefined) {
    found = new Instances();
    instancesOf.set(record, found);
  }
  return found;
}

/** Carries an operation out, by its number in describe.js. */
function intl(record, operation, receiver, ...args) {
  const objects = instances(record);
  try {
    const host = decode(objects, receiver);
    const values = args.map((arg) => decode(objects, arg));
    const result = operations[operation](host, values);
    const text = texts.get(host);
    if (isPiecemeal(result)) texts.set(result, text ?? values[0]);
    return encode(objects, result, text);
  } catch (error) {
    return encodeThrown(error);
  }
}

/** The realm has let go of objects. */
function releaseIntl(record, ...indices) {
  for (const index of indices) instances(record).release(index);
}

const localeToText = globalThis.Intl.Locale.prototype.toString;

/** The tag of a host object that the realm sees, if it is a Locale. */
function hostLocale(record, index) {
  try {
    return Reflect.apply(localeToText, record.hostObjects[index], []);
  } catch {
    return undefined;
  }
}

module.exports = {
  intl: { hostLocale, describeIntl: () => description, intl, planIntl: plan, releaseIntl },
};
