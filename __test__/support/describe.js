'use strict';

/**
 * A structural text of any value, the same for an ordinary object and for one behind a membrane:
 * prototypes by constructor name, own keys in order with attributes, content of collections,
 * cycles. Must never run an accessor of the value, and never depend on the wording of messages
 * that an engine makes itself.
 */

const { types } = require('node:util');
const { intrinsicName, realmIntrinsicName, symbolName } = require('./intrinsics.js');
const {
  MAX_KEYS,
  hasPlainPrototype,
  isPlainArray,
  prototypeChain,
  shortened,
} = require('./shape.js');

const MAX_DEPTH = 7;

/** Own keys of functions that engines have or lack at their own discretion. */
const FUNCTION_KEYS = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);

/**
 * @param {unknown} value
 * @param {object} [options]
 * @param {Map<object, string>} [options.names] objects to print as a name, such as the context
 * @param {(error: object, message: string) => boolean} [options.keepMessage] whether the message
 *   of an error is the author's and so to be compared
 * @returns {string}
 */
function describe(value, options = {}) {
  return new Description(options).any(value, 0);
}

class Description {
  constructor({ names = new Map(), keepMessage = () => true }) {
    this.names = names;
    this.keepMessage = keepMessage;
    this.seen = new Map();
  }

  any(value, depth) {
    switch (typeof value) {
      case 'string':
        return JSON.stringify(value);
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'bigint':
        return `${value}n`;
      case 'symbol':
        return symbolName(value);
      case 'object':
      case 'function':
        return value === null ? 'null' : this.object(value, depth);
      default:
        return String(value);
    }
  }

  object(object, depth) {
    const name = this.names.get(object) ?? intrinsicName(object);
    if (name !== undefined) return `<${name}>`;
    if (this.seen.has(object)) return `#${this.seen.get(object)}`;
    this.seen.set(object, this.seen.size + 1);
    if (depth > MAX_DEPTH) return '<deep>';
    try {
      const realmName = realmIntrinsicName(object);
      return realmName === undefined ? this.structure(object, depth) : `<${realmName}>`;
    } catch (error) {
      return `<describing throws ${errorClass(error)}>`;
    }
  }

  structure(object, depth) {
    const chain = this.chainOf(object);
    const isError = types.isNativeError(object) || chain.some((name) => /^Error\b/.test(name));
    const parts = [
      typeof object === 'function' ? this.functionHead(object) : '',
      Array.isArray(object) && !/^Array\b/.test(chain[0]) ? 'array' : '',
      isError ? `error(native: ${types.isNativeError(object)})` : '',
      shortened(chain).join(' < '),
      Object.isExtensible(object) ? '' : 'not-extensible',
      this.content(object, chain[0], depth),
      this.properties(object, isError, depth),
    ];
    return parts.filter((part) => part !== '').join(' ');
  }

  /** The prototypes, without what an implementation is free to do differently. */
  chainOf(object) {
    const chain = prototypeChain(object);
    // Binary data is genuine on the side where it is looked at, so that the host can use it.
    if (ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object)) {
      return chain.map((name) => name.replace('@host', ''));
    }
    // Node's own errors have classes of their own between the error and its public class.
    if (types.isNativeError(object) && Reflect.getOwnPropertyDescriptor(object, 'code')) {
      const named = chain.filter((name) => name !== '?');
      const bare = named.map((name) => name.replace('@host', ''));
      return named.filter((_, index) => bare[index] !== bare[index + 1]);
    }
    return chain;
  }

  functionHead(fn) {
    const name = Reflect.getOwnPropertyDescriptor(fn, 'name')?.value;
    const length = Reflect.getOwnPropertyDescriptor(fn, 'length')?.value;
    return `function ${this.any(name, MAX_DEPTH)}/${String(length)}`;
  }

  /** What a built-in holds besides its properties, asked through its own methods. */
  content(object, kind, depth) {
    if (typeof object === 'function' || kind === undefined) return '';
    const type = kind.replace(/@host$/, '');
    const isPrototype = Reflect.getOwnPropertyDescriptor(object, 'constructor') !== undefined;
    if (isPrototype) return '';
    if (ArrayBuffer.isView(object) && type !== 'DataView') {
      return `bytes[${Array.prototype.join.call(object)}]`;
    }
    switch (type) {
      case 'Map':
      case 'Set': {
        const entries = [];
        object.forEach((value, key) => {
          entries.push(`${this.any(key, depth + 1)} => ${this.any(value, depth + 1)}`);
        });
        return `(${entries.join(', ')})`;
      }
      case 'Date':
        return `time ${object.getTime()}`;
      case 'RegExp':
        return `/${object.source}/${object.flags}`;
      case 'ArrayBuffer':
      case 'SharedArrayBuffer':
      case 'DataView':
        return `byteLength ${object.byteLength}`;
      case 'Number':
      case 'String':
      case 'Boolean':
      case 'BigInt':
      case 'Symbol':
        return `value ${this.any(object.valueOf(), depth)}`;
      default:
        return '';
    }
  }

  properties(object, isError, depth) {
    if (isPlainArray(object)) {
      return `[${Array.from({ length: object.length }, (_, i) => this.any(object[i], depth + 1)).join(', ')}]`;
    }
    const keys = Reflect.ownKeys(object).filter((key) => this.isOfInterest(object, key, isError));
    // Node's own errors: in which order their maker adds the properties is of no interest.
    if (isError && keys.includes('code')) keys.sort();
    const shown = keys.slice(0, MAX_KEYS).map((key) => {
      const text = typeof key === 'symbol' ? `[${symbolName(key)}]` : JSON.stringify(key);
      return `${text}: ${this.property(object, key, isError, depth)}`;
    });
    if (keys.length > MAX_KEYS) shown.push(`… ${keys.length} keys`);
    return shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`;
  }

  isOfInterest(object, key, isError) {
    if (isError && key === 'stack') return false;
    if (ArrayBuffer.isView(object) && typeof key === 'string' && /^\d+$/.test(key)) return false;
    // V8 takes the iterator of an arguments object from the realm that asks.
    if (key === Symbol.iterator && Object.hasOwn(object, 'callee')) return false;
    if (typeof object !== 'function') return true;
    if (!FUNCTION_KEYS.has(key)) return true;
    return key === 'prototype' && !hasPlainPrototype(object);
  }

  property(object, key, isError, depth) {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined) return '<no descriptor>';
    const flags = [
      'writable' in descriptor && !descriptor.writable ? 'readonly' : '',
      descriptor.enumerable ? '' : 'hidden',
      descriptor.configurable ? '' : 'fixed',
    ].filter((flag) => flag !== '');
    const suffix = flags.length === 0 ? '' : ` (${flags.join(' ')})`;
    if ('get' in descriptor || 'set' in descriptor) {
      const [get, set] = [descriptor.get, descriptor.set].map((fn) => this.any(fn, depth + 1));
      return `get ${get} set ${set}${suffix}`;
    }
    const { value } = descriptor;
    if (isError && key === 'message' && !this.keepMessage(object, value)) {
      return `<engine's own>${suffix}`;
    }
    return `${this.any(value, depth + 1)}${suffix}`;
  }
}

/** The class of a thrown value, for a message; never throws. */
function errorClass(error) {
  try {
    return prototypeChain(error)[0].replace('@host', '');
  } catch {
    return typeof error;
  }
}

module.exports = { describe };
