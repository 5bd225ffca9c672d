'use strict';

/**
 * Functions of Node's whose native half ends the process when an argument is not exactly what it asserts: guest code
 * gets what it would get for the nearest argument that is.
 */

const fs = require('node:fs');
const { invalidArgType } = require('../../errors');
const { SafeSet, SafeWeakMap, append, ownValue } = require('../primordials');
const { guestOf } = require('../record');
const { conversionsOfBytes, refuseShrinking } = require('./moving_bytes');

const { isArray } = Array;
const { trunc } = Math;
const toNumber = Number;

/** A guest array is a Proxy in the host, and native code takes no Proxy for an array. */
function asList(value) {
  if (!isArray(value) || guestOf.get(value) === undefined) return value;
  const list = [];
  for (let at = 0; at < value.length; at += 1) append(list, value[at]);
  return list;
}

/** Web IDL's `[Clamp] long long`. */
const asInteger = (value) => (value === undefined ? undefined : trunc(toNumber(value)) || 0);

/** Node prints what is no descriptor of a file, and native code can't print a symbol. */
function asDescriptor(value) {
  if (typeof value === 'symbol') throw invalidArgType('fd', 'number', value);
  return value;
}

/** Function → what each of its arguments becomes. */
const conversions = new SafeWeakMap();

function convert(holder, name, ...ofArguments) {
  const callee = ownValue(holder, name);
  if (typeof callee === 'function') conversions.set(callee, ofArguments);
}

const ofDescriptors = [
  ...['close', 'fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync', 'ftruncate', 'futimes'],
  ...['read', 'write'],
];
for (const name of ofDescriptors) {
  convert(fs, name, asDescriptor);
  convert(fs, `${name}Sync`, asDescriptor);
}
for (const name of ['readv', 'readvSync', 'writev', 'writevSync']) {
  convert(fs, name, asDescriptor, asList);
}
convert(Blob.prototype, 'slice', asInteger, asInteger);

/** `assert` without a message reads one from the source of whoever called it, which is this package. */
const namesOfAssert = new SafeSet(['ok', 'strict']);
const FALSY = 'The expression evaluated to a falsy value';

/** The arguments with which a function of Node's is called. */
function withAssertedArguments(callee, args) {
  if (args.length === 1 && namesOfAssert.has(ownValue(callee, 'name'))) return [args[0], FALSY];
  refuseShrinking(callee, args);
  const ofArguments = conversions.get(callee) ?? conversionsOfBytes(callee, args);
  if (ofArguments === undefined) return args;
  const converted = [];
  for (let at = 0; at < args.length; at += 1) {
    const conversion = ofArguments[at];
    append(converted, conversion === undefined ? args[at] : conversion(args[at]));
  }
  return converted;
}

module.exports = { withAssertedArguments };
