'use strict';

/**
 * What the host does to look at a value, for the ways in `ways_of_looking.js`. Nothing here may depend on
 * which module the value comes from, or on where this file lies: frames other than the guest's are left out.
 */

const { AssertionError } = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const { inspect: inspectText, types: typeTests } = require('node:util');

/** The name that all guest code of these cases has. */
const GUEST_FILE = 'guest.js';

/** Drops the calls of the host from stacks, and the columns, where engines are free. */
function withoutFrames(text) {
  const kept = [];
  for (const line of text.replace(HIDDEN_STACK, '[stack]').split('\n')) {
    const frame = FRAME.exec(line);
    if (/\.\.\. \d+ lines matching cause/.test(line)) continue;
    if (frame === null || line.includes(GUEST_FILE)) kept.push(line);
    else if (kept.length > 0) kept.push(kept.pop() + frame[1]);
  }
  return kept.join('\n').replace(/(guest\.js:\d+):\d+/g, '$1');
}

/** A line of a stack, with what `util.inspect` puts behind the last one; in colours too. */
const FRAME = /^[+-]?\s*(?:\S\[90m)?\s*at .*?(?:\)|\d|>)(?:\S\[39m)?([ \]},{]*)$/;

/** The property `stack` where hidden ones are shown: a string in pieces. */
const HIDDEN_STACK = /\[stack\]: (?:'[^']*'(?: \+\n\s*)?)+/g;

const inspect = (value, options) => withoutFrames(inspectText(value, options));

/** What a program prints on a console. */
function printed(program) {
  let text = '';
  const write = (chunk, _encoding, next) => {
    text += chunk;
    next();
  };
  program(new Console(new Writable({ write })));
  return withoutFrames(text);
}

/** The message of a failed assertion, or what else is thrown. */
function complaint(claim) {
  try {
    claim();
    return 'holds';
  } catch (error) {
    if (error instanceof AssertionError) return withoutFrames(error.message);
    throw error;
  }
}

/** Names of the tests of `util.types` that say yes. */
function types(value) {
  return Object.keys(typeTests)
    .filter((name) => typeTests[name](value))
    .join(' ');
}

/** Built-in classes, looked for on the host and in the realm. */
const classes = [
  'Object',
  'Function',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'Date',
  'RegExp',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'FinalizationRegistry',
  'Promise',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Proxy',
];

/** The host's built-in classes by name, to be handed in: its global object stays outside. */
const hostClasses = () => Object.fromEntries(classes.map((name) => [name, globalThis[name]]));

/** Names of the built-in classes of which the value is an instance. */
function instances(value, global) {
  return classes.filter((name) => name !== 'Proxy' && value instanceof global[name]).join(' ');
}

function kind(value) {
  return [
    typeof value,
    Array.isArray(value) && 'array',
    ArrayBuffer.isView(value) && 'view',
    Buffer.isBuffer(value) && 'buffer',
    Object.isFrozen(value) && 'frozen',
    Object.isSealed(value) && 'sealed',
    Object.isExtensible(value) && 'extensible',
    Number.isInteger(value) && 'integer',
    Boolean(value) && 'true',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Keys that engines have or lack at their own discretion. */
const freeKeys = new Set(['arguments', 'caller', 'stack']);

/** Own keys, as text; those of functions without the ones that engines are free to have. */
function keys(value) {
  return Reflect.ownKeys(Object(value))
    .filter((key) => !freeKeys.has(key))
    .map(String)
    .join(', ');
}

function descriptors(value) {
  const all = Object.getOwnPropertyDescriptors(value);
  for (const key of freeKeys) delete all[key];
  return all;
}

module.exports = {
  GUEST_FILE,
  classes,
  complaint,
  descriptors,
  hostClasses,
  inspect,
  instances,
  keys,
  kind,
  printed,
  types,
  withoutFrames,
};
