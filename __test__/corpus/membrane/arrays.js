'use strict';

/** Arrays used on the other side, with every built-in that arrays have. */

const uses = {
  push: '[o.push(4, 5), o.length]',
  pop: '[o.pop(), o.length]',
  shift: '[o.shift(), o.length]',
  unshift: '[o.unshift(0), o[0]]',
  splice: "o.splice(1, 1, 'x', 'y').join()",
  slice: 'o.slice(1).join()',
  'slice is an array': 'Array.isArray(o.slice())',
  'slice of a negative': 'o.slice(-2, -1).join()',
  concat: 'o.concat([7], 8, o).join()',
  'concat into another': '[0].concat(o).join()',
  'concat into another: length': '[0].concat(o, o).length',
  reverse: 'o.reverse().join()',
  'reverse is in place': 'o.reverse() === o',
  sort: 'o.sort((a, b) => b - a).join()',
  'sort is in place': 'o.sort() === o',
  map: 'o.map((x) => x * 2).join()',
  'map arguments': 'o.map((x, i, self) => [x, i, self === o].join(":")).join()',
  filter: 'o.filter((x) => x > 1).join()',
  reduce: 'o.reduce((a, b) => a + b)',
  reduceRight: "o.reduceRight((a, b) => `${a}${b}`, '')",
  forEach: 'let sum = 0; o.forEach((x) => { sum += x; }); sum',
  'forEach with this':
    'const seen = []; o.forEach(function () { seen.push(this.mark); }, { mark: 1 }); seen.join()',
  'some and every': '[o.some((x) => x > 2), o.every((x) => x > 0)]',
  find: '[o.find((x) => x > 1), o.findIndex((x) => x > 1), o.findLast((x) => x < 3), o.findLastIndex((x) => x > 9)]',
  'indexOf and includes': '[o.indexOf(2), o.lastIndexOf(2), o.includes(3), o.includes(9)]',
  join: "o.join('-')",
  toString: 'String(o)',
  flat: '[[1, [2]], o].flat(2).join()',
  flatMap: 'o.flatMap((x) => [x, x]).join()',
  fill: "o.fill('f', 1).join()",
  copyWithin: 'o.copyWithin(0, 1).join()',
  at: '[o.at(0), o.at(-1), o.at(9)]',
  with: 'o.with(0, 9).join()',
  toSorted: 'o.toSorted((a, b) => b - a).join()',
  toReversed: 'o.toReversed().join()',
  toSpliced: 'o.toSpliced(0, 1).join()',
  keys: '[...o.keys()].join()',
  values: '[...o.values()].join()',
  entries: '[...o.entries()].join(";")',
  spread: '[...o, ...o].join()',
  'spread into a call': 'Math.max(...o)',
  destructuring: 'const [a, , b, c = 9] = o; [a, b, c].join()',
  rest: 'const [, ...rest] = o; rest.join()',
  'for-of': 'let s = 0; for (const x of o) s += x; s',
  'for-in': 'const k = []; for (const i in o) k.push(i); k.join()',
  length: 'o.length',
  'set length': 'o.length = 1; o.join()',
  'grow length': 'o.length = 5; [o.length, 4 in o]',
  'bad length': 'try { o.length = -1; } catch (e) { e.name }',
  'set beyond the end': 'o[5] = 6; [o.length, 4 in o, o.join()].join("|")',
  'delete an element': 'delete o[1]; [o.length, 1 in o, o.join()].join("|")',
  'holes are kept': 'delete o[0]; JSON.stringify(o)',
  'JSON.stringify': 'JSON.stringify(o)',
  'JSON.stringify inside': 'JSON.stringify({ o: [o] }, null, 1)',
  'Array.from': 'Array.from(o, (x) => x + 1).join()',
  'Array.of and apply': 'Array.of.apply(null, o).join()',
  'Array.prototype methods on it': 'Array.prototype.map.call(o, (x) => x + 1).join()',
  'Object.keys': 'Object.keys(o).join()',
  'Object.entries': 'Object.entries(o).join(";")',
  'Reflect.ownKeys': 'Reflect.ownKeys(o).join()',
  'the length descriptor':
    "const d = Object.getOwnPropertyDescriptor(o, 'length'); [d.value, d.writable, d.enumerable, d.configurable].join()",
  'define an element':
    'Object.defineProperty(o, 3, { value: 4, enumerable: true, writable: true, configurable: true }); [o.length, o[3]]',
  'define length': "Object.defineProperty(o, 'length', { value: 1 }); o.join()",
  'a read-only length':
    "Object.defineProperty(o, 'length', { writable: false }); try { o.push(1); } catch (e) { [e.name, o.length].join() }",
  'frozen: push': 'Object.freeze(o); try { o.push(1); } catch (e) { [e.name, o.length].join() }',
  'frozen: set': 'Object.freeze(o); o[0] = 9; o[0]',
  'frozen: isFrozen': 'Object.freeze(o); [Object.isFrozen(o), o.join()].join()',
  'not extensible: push': 'Object.preventExtensions(o); try { o.push(1); } catch (e) { e.name }',
  'Array.isArray': 'Array.isArray(o)',
  'as arguments': '(function () { return arguments.length; }).apply(null, o)',
  'a name on it': "o.name = 'n'; [o.name, o.length, Object.keys(o).join()].join('|')",
  'in a template': '`${o}`',
  'a named element': "[o['0'], o['1.0'], o[1.0]].join()",
  swap: '[o[0], o[1]] = [o[1], o[0]]; o.join()',
  'Array.prototype.includes of an object':
    'const x = {}; o.push(x); [o.includes(x), o.indexOf(x)].join()',
  'an array in itself': 'o.push(o); [o[3] === o, o.length].join()',
  'Object.assign to it': "Object.assign(o, ['a', 'b']).join()",
  'Set of it': 'new Set(o).size',
  'Map of it': 'new Map(o.map((x) => [x, x])).size',
  'typed array of it': 'new Uint8Array(o).join()',
  'Promise.all of it': 'typeof Promise.all(o).then',
  'String.raw with it': "String.raw({ raw: ['a', 'b', 'c', 'd'] }, ...o)",
  'Object.fromEntries': 'JSON.stringify(Object.fromEntries(o.map((x) => [`k${x}`, x])))',
};

const host = {};
const guest = {};
for (const [use, code] of Object.entries(uses)) {
  host[`of the host: ${use}`] = [code, { host: 'ctx.o' }];
  guest[`of the guest: ${use}`] = [
    'var o = [1, 2, 3]; 0',
    { host: `const o = ctx.o; ${code}` },
    { host: 'ctx.o' },
    'JSON.stringify([...o].map((x) => typeof x))',
  ];
}

module.exports = [
  { context: '{ o: [1, 2, 3] }', cases: host },
  { context: '{}', cases: guest },
];
