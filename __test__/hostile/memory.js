'use strict';

/** Guests that ask for more than there can be: each gets V8's error or is stopped, and nothing ends the process. */

const lists = ['{ length: 2 ** 32 }', '{ length: 2 ** 31 }', '{ length: 2 ** 53 - 1 }'];

const calls = {
  apply: (list) => `(() => 1).apply(null, ${list})`,
  'apply of a built-in': (list) => `Math.max.apply(null, ${list})`,
  'Reflect.apply': (list) => `Reflect.apply(() => 1, null, ${list})`,
  'Reflect.construct': (list) => `Reflect.construct(Array, ${list})`,
  fromCharCode: (list) => `String.fromCharCode.apply(null, ${list})`,
  'ownKeys of a Proxy': (list) => `Reflect.ownKeys(new Proxy({}, { ownKeys: () => (${list}) }))`,
  'a typed array': (list) => `new Float64Array(${list})`,
  'a whitelist of JSON': (list) => `JSON.stringify({}, Object.assign([], ${list}))`,
};

const strings = {
  'a string that doubles': 'let s = "a"; for (;;) s += s',
  'a template that doubles': 'let s = "a"; for (;;) s = `${s}${s}`',
  'concat that doubles': 'let s = "a"; for (;;) s = s.concat(s)',
  'join that doubles': 'let s = "a"; for (;;) s = [s, s].join(s)',
  'replace that doubles': 'let s = "a"; for (;;) s = s.replace(/^.*$/s, "$&$&")',
  'replaceAll that doubles': 'let s = "a"; for (;;) s = s.replaceAll("a", "aa")',
  repeat: '"x".repeat(2 ** 29)',
  'repeat without an end': '"x".repeat(2 ** 53)',
  padStart: '"x".padStart(2 ** 30)',
  'padEnd by itself': 'let s = "x"; for (;;) s = s.padEnd(s.length * 2, s)',
  'a replacement of replacements': '"1".repeat(1 << 20).replace(/.+/, "$&".repeat(1 << 12))',
  'a replacement of what comes before': '"1".repeat(1 << 20).replace(/1$/, "$`".repeat(1 << 12))',
  'a replacement by a pattern with g': '"1".repeat(1 << 16).replace(/1/g, "2".repeat(1 << 16))',
  'String.raw':
    'const s = "x".repeat(1 << 26); String.raw({ raw: [s, s, s, s, s, s, s, s, s, s] }, s, s, s)',
  'join of long parts': 'new Array(1 << 12).fill("x".repeat(1 << 20)).join("")',
  'join of nothing': 'new Array(2 ** 32 - 1).join("ab")',
  'toString of an array': 'String(new Array(1 << 12).fill("x".repeat(1 << 20)))',
  'JSON of long parts': 'JSON.stringify(new Array(1 << 12).fill("x".repeat(1 << 20)))',
  'JSON with a gap': 'JSON.stringify(new Array(1 << 24).fill([[[]]]), null, "          ")',
  'an escaped text': 'encodeURIComponent("€".repeat(1 << 28))',
  'escape of a long text': 'escape("€".repeat(1 << 28))',
  'a normalised text': '"\\uFDFA".repeat(1 << 26).normalize("NFKD")',
  'a text in upper case': '"ŉ".repeat(1 << 28).toUpperCase()',
  'a name of a function':
    'const s = "x".repeat(1 << 28); Object.defineProperty(() => {}, "name", { value: s + s }).bind()',
  'a description of a symbol': 'const s = "x".repeat(1 << 28); String(Symbol(s + s))',
  'a message of an error': 'const s = "x".repeat(1 << 28); String(new Error(s + s))',
  'a stack of an error':
    'const s = "x".repeat(1 << 28); try { null[s + s]; } catch (e) { e.stack; }',
  'a source of a pattern': 'RegExp("/".repeat(1 << 28)).source',
  'a text for eval': 'eval("x".repeat(1 << 28) + "x".repeat(1 << 28))',
  'parameters of Function': 'const s = "x".repeat(1 << 28); Function(s, s, "")',
  'a string that the host is given': 'let s = "a"; for (let i = 0; i < 29; i++) s += s; give(s)',
};

const arrays = {
  'an array of a negative length': 'new Array(-1)',
  'a length that is no length': '[].length = 2 ** 32',
  'a buffer': 'new ArrayBuffer(2 ** 53 - 1)',
  'a buffer of some gigabytes': 'new ArrayBuffer(2 ** 36)',
  'many buffers': 'const all = []; for (;;) all.push(new ArrayBuffer(2 ** 30))',
  'a resizable buffer': 'new ArrayBuffer(8, { maxByteLength: 2 ** 40 })',
  'a shared buffer': 'new SharedArrayBuffer(2 ** 40)',
  'a typed array': 'new Float64Array(2 ** 32)',
  'a typed array of an array': 'new Float64Array(new Array(2 ** 32 - 1))',
  'concat of holes': '[].concat(new Array(2 ** 32 - 1), new Array(2 ** 32 - 1))',
  'push to a full array': 'const a = []; a.length = 2 ** 32 - 1; a.push(1)',
  'push to a full array-like': 'Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1)',
  'unshift to a full array-like': 'Array.prototype.unshift.call({ length: 2 ** 53 - 1 }, 1)',
  'splice of a full array-like': 'Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 0, 1)',
  'with of a full array-like': 'Array.prototype.with?.call({ length: 2 ** 53 - 1 }, 0, 1)',
  'toSpliced of a full array-like':
    'Array.prototype.toSpliced?.call({ length: 2 ** 53 - 1 }, 0, 0, 1)',
  'from of a full array-like': 'Array.from({ length: 2 ** 53 - 1 })',
  'arguments of arguments': 'function f() { return f(...arguments, ...arguments); } f(1, 2)',
  'spread of a long array': '((...a) => a.length)(...new Array(1e7))',
  'new with a long array': 'new Array(...new Array(1e7))',
  'super with a long array':
    'new (class extends Array { constructor() { super(...new Array(1e7)); } })()',
  'bind with a long array': '(() => 1).bind(null, ...new Array(1e7))()',
  'a BigInt that doubles': 'let n = 1n; for (;;) n <<= n > 2n ** 30n ? 2n ** 30n : n',
  'a BigInt shifted far': '1n << (2n ** 40n)',
  'asIntN of too many': 'BigInt.asUintN(2 ** 53 - 1, -1n)',
  'groups of a pattern': 'RegExp("()".repeat(1e6))',
  'a repetition of a pattern': '/(?:a{1000}){1000}{1000}/.test("a")',
  'a pattern with many ways': '/(?:a|b|c)*d/.test("abc".repeat(1e7))',
};

module.exports = Object.fromEntries([
  ...lists.flatMap((list) =>
    Object.entries(calls).map(([title, text]) => [`lists: ${title} of ${list}`, text(list)]),
  ),
  ...Object.entries(strings).map(([title, text]) => [`strings: ${title}`, text]),
  ...Object.entries(arrays).map(([title, text]) => [`arrays: ${title}`, text]),
]);
