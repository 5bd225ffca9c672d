'use strict';

/**
 * `%j` of `util.format` for guest code: Node makes JSON of a guest object by walking it in the host, where it would come
 * by host objects as they are. They are named and not shown, as where objects are inspected.
 */

const { SafeSet, append, isObject } = require('../primordials');
const { guestOf } = require('../record');

const { parse, stringify } = JSON;

/** The letters behind `%` that take an argument. */
const taking = new SafeSet(['s', 'j', 'd', 'O', 'o', 'i', 'f', 'c']);

/** A guest object that becomes JSON. */
class JsonValue {
  #value;
  #hide;

  constructor(value, labelOf) {
    this.#value = value;
    this.#hide = (_key, found) => {
      const isHosts = isObject(found) && guestOf.get(found) === undefined;
      return isHosts ? labelOf(found) : found;
    };
  }

  toJSON() {
    const text = stringify(this.#value, this.#hide);
    return text === undefined ? undefined : parse(text);
  }
}

/**
 * The arguments of `util.format`, guest objects that become JSON wrapped.
 * @param {unknown[]} args
 * @param {(value: object) => string} labelOf what stands for a host object
 */
function withJsonValues(args, labelOf) {
  const given = [];
  for (let at = 0; at < args.length; at += 1) append(given, args[at]);
  const [format] = args;
  if (typeof format !== 'string') return given;
  let taken = 0;
  for (let at = 0; at < format.length - 1 && taken + 1 < args.length; at += 1) {
    if (format[at] !== '%') continue;
    at += 1;
    if (!taking.has(format[at])) continue;
    taken += 1;
    const isGuest = guestOf.get(args[taken]) !== undefined;
    if (format[at] === 'j' && isGuest) given[taken] = new JsonValue(args[taken], labelOf);
  }
  return given;
}

module.exports = { JsonValue, withJsonValues };
