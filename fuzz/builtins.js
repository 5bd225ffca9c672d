'use strict';

/**
 * Calls built-ins with odd receivers, arguments and lengths, some of which change the receiver while it is being
 * worked on. What comes out is compared with `node:vm`, but for results that V8 of this Node has not.
 */

const GLOBALS = [
  'Array',
  'ArrayBuffer',
  'Atomics',
  'BigInt',
  'Boolean',
  'DataView',
  'Date',
  'Error',
  'FinalizationRegistry',
  'Float64Array',
  'Function',
  'Int8Array',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'Reflect',
  'RegExp',
  'Set',
  'SharedArrayBuffer',
  'String',
  'Symbol',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakRef',
  'WeakSet',
]; // prettier-ignore

/** Results that depend on time, chance or the engine's own texts. */
const UNSTABLE = /^(Date\.now|Date$|Math\.random|Error\.captureStackTrace)/;

const VALUES = [
  'undefined',
  'null',
  'true',
  '0',
  '-0',
  '1',
  '-1',
  'NaN',
  'Infinity',
  '-Infinity',
  '2**31',
  '2**32',
  '2**53',
  '0.5',
  '1n',
  '-1n',
  '2n**64n',
  '""',
  '"a"',
  '"\\ud800"',
  '"x".repeat(1000)',
  'Symbol()',
  'Symbol.iterator',
  '[]',
  '[1,2,3]',
  '[,1]',
  '{}',
  '{length: 3}',
  '{length: -1}',
  '{length: 2**32}',
  '{length: 2**53}',
  '() => {}',
  'function () { return this }',
  'class {}',
  '/a/g',
  '/(?:)/y',
  'new Date(0)',
  'new Map([[1, 2]])',
  'new Set([1])',
  'new Proxy({}, {})',
  'new Proxy([], {})',
  'new Proxy(function () {}, {})',
  'new ArrayBuffer(16)',
  'new ArrayBuffer(16, { maxByteLength: 64 })',
  'new Uint8Array(8)',
  'new Float64Array(2)',
  'new BigInt64Array(2)',
  'new DataView(new ArrayBuffer(8))',
  'Object.create(null)',
  'Object.freeze([1, 2])',
  'globalThis',
  'new Error("e")',
  'Promise.resolve(1)',
  'function* () { yield 1 }()',
  'shared',
  '{ valueOf() { change(); return 1 } }',
  '{ toString() { change(); return "1" } }',
  '{ get length() { change(); return 4 } }',
  '{ [Symbol.toPrimitive]() { throw new RangeError("r") } }',
  '{ [Symbol.iterator]() { change(); return [1, 2][Symbol.iterator]() } }',
  '() => { change(); return 1 }',
  '{ then(f) { f(1) } }',
  '{ constructor: { [Symbol.species]: function () { change(); return shared } } }',
]; // prettier-ignore

const SHARED = [
  { make: '[1, 2, 3, 4]', change: 'shared.length = 0' },
  { make: '[1, 2, 3, 4]', change: 'shared.push(5, 6); delete shared[1]' },
  {
    make: 'new Uint8Array(new ArrayBuffer(8, { maxByteLength: 32 }))',
    change: 'shared.buffer.resize(0)',
  },
  {
    make: 'new Float64Array(new ArrayBuffer(32, { maxByteLength: 64 }), 8)',
    change: 'shared.buffer.resize(8)',
  },
  {
    make: 'new Int8Array(new ArrayBuffer(8, { maxByteLength: 32 }), 2)',
    change: 'shared.buffer.resize(32)',
  },
  { make: 'new Map([[1, 2], [3, 4]])', change: 'shared.clear(); shared.set(9, 9)' },
  { make: 'new Set([1, 2, 3])', change: 'shared.delete(2); shared.add(7)' },
  { make: 'new Proxy([1, 2], {})', change: 'shared.length = 1' },
  { make: '/(a)|b/g', change: 'shared.compile("b", "y"); shared.lastIndex = 3' },
  { make: '{ a: 1, b: 2, length: 2 }', change: 'delete shared.a; shared.c = 3' },
  { make: '"abcabc"', change: '' },
];

/** Where the functions are: statics of a global, methods of its prototype, and the global itself. */
const FIND = `
  const owner = globalThis[NAME];
  const places = [[owner, NAME], [owner && owner.prototype, NAME + '.prototype']];
  const found = [[owner, NAME]];
  for (const [place, name] of places) {
    if (place === undefined || place === null) continue;
    for (const key of Reflect.ownKeys(place)) {
      const own = Reflect.getOwnPropertyDescriptor(place, key);
      for (const part of ['value', 'get', 'set']) {
        if (typeof own[part] === 'function') found.push([own[part], name + '.' + String(key)]);
      }
    }
  }
`;

/** What a value is like: its kind and, without running code of its own, what is in it. */
const TELL = `
  function tell(value, depth = 0) {
    if (typeof value === 'string') return JSON.stringify(value.length > 200 ? value.slice(0, 200) + value.length : value);
    if (typeof value === 'symbol' || typeof value === 'bigint') return typeof value;
    if (typeof value === 'function') return 'function';
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
    if (value === globalThis) return 'globalThis';
    if (value === shared && value !== undefined) return 'shared';
    const tag = Object.prototype.toString.call(value);
    if (value instanceof Error) return value.name;
    if (depth > 1) return tag;
    if (Array.isArray(value)) {
      const items = [];
      for (let i = 0; i < Math.min(value.length, 5); i++) items.push(i in value ? tell(value[i], depth + 1) : 'hole');
      return '[' + items + ']' + value.length;
    }
    return tag + Object.keys(value).slice(0, 5);
  }
`;

/** The functions of a global, as a list of names. */
function namesOf(vm, name) {
  return vm
    .runInNewContext(
      `(() => { const NAME = '${name}'; ${FIND}; return found.map((pair) => pair[1]).join('\\n') })()`,
    )
    .split('\n');
}

const known = new Map();

/** The functions that both engines have. */
function functionsOf(name, subject, oracle) {
  if (!known.has(name)) {
    const ours = new Set(namesOf(subject, name));
    const both = namesOf(oracle, name).filter((path) => ours.has(path) && !UNSTABLE.test(path));
    known.set(name, both);
  }
  return known.get(name);
}

/** A program that calls one function, and gives a text that says what came of it. */
function makeProgram(random, subject, oracle) {
  const name = random.pick(GLOBALS);
  const path = random.pick(functionsOf(name, subject, oracle));
  const { make, change } = random.pick(SHARED);
  const value = () => (random.chance(0.25) ? 'shared' : random.pick(VALUES));
  const args = random.list(0, 4, () => `(${value()})`).join(', ');
  const receiver = random.chance(0.5) ? 'shared' : `(${value()})`;
  const call = random.chance(0.2)
    ? `Reflect.construct(f, [${args}])`
    : `Reflect.apply(f, ${receiver}, [${args}])`;
  return `(() => {
    const NAME = ${JSON.stringify(name)};
    ${FIND}
    const f = found.find((pair) => pair[1] === ${JSON.stringify(path)})[0];
    let changes = 0;
    var shared = ${make};
    function change() { if (changes++ < 3) { ${change} } }
    ${TELL}
    let result;
    try { result = tell(${call}); } catch (error) { result = 'throws ' + tell(error); }
    const left = shared;
    shared = undefined;
    return result + ' then ' + tell(left);
  })()`;
}

module.exports = { makeProgram };
