'use strict';

/**
 * `util.inspect` as guest code gets it, from whoever hands it in and from Node, which gives it to every method
 * `[util.inspect.custom]`. It prints primitives and guest objects, with options that are plain values; what a
 * guest object holds of the host's is named and not shown. Must never hand an object of the host's to guest
 * code, nor print one: all that Node formats is primitive, a Proxy over a shadow, or made here or in inspect_guest.js.
 */

const { formatWithOptions, inspect, types } = require('node:util');
const { readForGuest } = require('../guest_view');
const { nodeCalls } = require('../host_object/views');
const { append, isObject, ownValue } = require('../primordials');
const { connectInspect, guestOf } = require('../record');
const { JsonValue, withJsonValues } = require('./json_values');
const { withPlainOptions } = require('./plain_options');

const { isArray } = Array;

/** The old way to give options: `inspect(value, showHidden, depth, colors)`. */
function optionsOf([, first, depth, colors]) {
  if (isObject(first)) return withPlainOptions(first);
  const plain = { __proto__: null };
  if (typeof first === 'boolean') plain.showHidden = first;
  if (depth !== undefined && !isObject(depth)) plain.depth = depth;
  if (typeof colors === 'boolean') plain.colors = colors;
  return plain;
}

/** Prints for guest code that are under way, innermost last: whether each calls custom inspection. */
const running = [];

/** Whether what is printed now goes to guest code. */
const isForGuest = () => running.length > 0;

/** Whether what is printed now goes to guest code that wants no custom inspection. */
const isWithoutCustom = () => running.length > 0 && !running[running.length - 1];

const { defineProperty } = Reflect;
const { freeze } = Object;

let reflect;

/** Native code gives its function `reflect(realmId, op, guestId, ...args)` once. */
function connect(binding) {
  reflect = binding.reflect;
}

/** The number of [[Get]]: see `Op` in guest_handler.js. */
const GET = 0;

/** An error's stack as guest code has it. */
function guestStack({ record, id }) {
  const stack = reflect(record.id, GET, id, 'stack');
  return typeof stack === 'string' ? stack : '[Error]';
}

/** Prints as the name of a host object's sort. */
class Hidden {
  #label;

  constructor(label) {
    this.#label = label;
  }

  [inspect.custom](_depth, { stylize }) {
    return stylize(this.#label, 'special');
  }
}

/** What stands for a host object in a text for guest code. */
function labelOf(value) {
  if (typeof value === 'function') return '[Function]';
  if (types.isProxy(value)) return '[Object]';
  return isArray(value) ? '[Array]' : '[Object]';
}

/** What inspect_guest.js makes of guest objects that are genuine objects of the host, and may hold others of it. */
let snapshots;

/** @param {{ forget: () => void, ofGenuine: (value: object, guest: object) => object }} given */
function connectSnapshots(given) {
  snapshots = given;
}

/** A function of the host's as `%s` and its like print it. */
function functionLabel(value) {
  const name = types.isProxy(value) ? '' : ownValue(value, 'name');
  return `[Function: ${name || '(anonymous)'}]`;
}

/** A function that is only named: Node would call it. */
const namedOnly = (value) => new Hidden(functionLabel(value));

/** A value as it is printed: for guest code, a host object by its sort only. */
function shownToGuest(value) {
  if (!isObject(value)) return value;
  const guest = guestOf.get(value);
  if (!isForGuest()) {
    if (guest === undefined) nodeCalls.noteShown();
    return value;
  }
  if (guest === undefined) return new Hidden(labelOf(value));
  if (types.isProxy(value)) return value;
  return types.isNativeError(value)
    ? new Hidden(guestStack(guest))
    : snapshots.ofGenuine(value, guest);
}

/** Runs `print` for guest code. Without custom inspection Node would look at the targets of guest proxies. */
function forGuest(options, print) {
  if (running.length === 0) snapshots.forget();
  append(running, options.customInspect !== false);
  options.customInspect = true;
  try {
    return print();
  } finally {
    running.length -= 1;
  }
}

/**
 * Prints for guest code.
 * @param {unknown[]} args `value, options` or `value, showHidden, depth, colors`
 * @returns {string}
 */
function printForGuest(args) {
  const options = optionsOf(args);
  return forGuest(options, () => inspect(shownToGuest(args[0]), options));
}

/** A value among those that are formatted: a function by its name, an error of the host's by what is seen of it. */
function formatted(record, value) {
  if (value instanceof JsonValue) return value;
  if (!isObject(value) || guestOf.get(value) !== undefined) return shownToGuest(value);
  if (typeof value === 'function') return functionLabel(value);
  const stack = types.isNativeError(value) ? readForGuest(record, value, 'stack') : undefined;
  return typeof stack === 'string' ? new Hidden(stack) : shownToGuest(value);
}

/**
 * `util.format` for guest code.
 * @param {object} record
 * @param {object} options plain ones
 * @param {unknown[]} args
 * @returns {string}
 */
function formatForGuest(record, options, args) {
  return forGuest(options, () => {
    const values = [];
    const given = withJsonValues(args, labelOf);
    for (let at = 0; at < given.length; at += 1) append(values, formatted(record, given[at]));
    return formatWithOptions(options, ...values);
  });
}

/** Makes what the guest code of a realm gets for Node's `inspect`. */
function makeInspect() {
  const narrow = { inspect: (...args) => printForGuest(args) }.inspect;
  defineProperty(narrow, 'custom', { __proto__: null, value: inspect.custom, enumerable: true });
  return freeze(narrow);
}

connectInspect(makeInspect);

module.exports = {
  connect,
  connectSnapshots,
  formatForGuest,
  isForGuest,
  isWithoutCustom,
  namedOnly,
  shownToGuest,
};
