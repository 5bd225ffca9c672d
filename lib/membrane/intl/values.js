'use strict';

/**
 * How values of `Intl` cross: a primitive as itself, anything else as an array that begins with a mark.
 * crates/membrane/src/intl/ has the other half. Must never let an object of the host through.
 */

const { SafeMap } = require('../primordials');

const Mark = { LIST: 0, RECORD: 1, INSTANCE: 2, TEXT: 3, THROWN: 4 };

const { getPrototypeOf } = Object;
const { isArray } = Array;
const { hasInstance } = Symbol;
const isA = (constructor, value) =>
  Reflect.apply(Function.prototype[hasInstance], constructor, [value]);
const { RangeError: OfRange, SyntaxError: OfSyntax } = globalThis;

/** The prototypes of the classes → their numbers. */
const classNumbers = new SafeMap();

/** The objects of the host that a realm's `Intl` objects stand for. */
class Instances {
  objects = [];
  free = [];

  add(object) {
    const index = this.free.length > 0 ? this.free.pop() : this.objects.length;
    this.objects[index] = object;
    return index;
  }

  release(index) {
    this.objects[index] = undefined;
    this.free[this.free.length] = index;
  }
}

const isPrimitive = (value) =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

/** A value of the guest. What stands for an object of the guest is an empty one. */
function decode(instances, value) {
  if (isPrimitive(value)) return value;
  switch (value[0]) {
    case Mark.LIST: {
      const list = [];
      for (let at = 1; at < value.length; at++) list[at - 1] = decode(instances, value[at]);
      return list;
    }
    case Mark.RECORD: {
      const record = { __proto__: null };
      for (let at = 1; at < value.length; at += 2) record[value[at]] = value[at + 1];
      return record;
    }
    case Mark.INSTANCE:
      return instances.objects[value[1]];
    default:
      return {};
  }
}

/** A result for the guest. `text` is what the receiver was made of: the guest has it already. */
function encode(instances, value, text) {
  if (isPrimitive(value)) return value === text && typeof text === 'string' ? [Mark.TEXT] : value;
  if (isArray(value)) {
    const list = [Mark.LIST];
    for (let at = 0; at < value.length; at++) list[at + 1] = encode(instances, value[at], text);
    return list;
  }
  const number = classNumbers.get(getPrototypeOf(value));
  if (number !== undefined) return [Mark.INSTANCE, number, instances.add(value)];
  if (typeof value === 'function') return undefined;
  const record = [Mark.RECORD];
  for (const key of Object.keys(value)) {
    record[record.length] = key;
    record[record.length] = encode(instances, value[key], text);
  }
  return record;
}

/** What V8 threw: the guest makes an error of its own. */
function encodeThrown(error) {
  let name = 'TypeError';
  if (isA(OfRange, error)) name = 'RangeError';
  if (isA(OfSyntax, error)) name = 'SyntaxError';
  const message = Reflect.getOwnPropertyDescriptor(error, 'message')?.value;
  return [Mark.THROWN, name, typeof message === 'string' ? message : ''];
}

module.exports = { Instances, classNumbers, decode, encode, encodeThrown };
