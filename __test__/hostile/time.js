'use strict';

/** Guests that would run for a minute or for ever, most of them in a single call. Each is a text. */

const huge = '{ length: 2 ** 53 - 1 }';

/** Methods of arrays on an array-like whose length the guest says. */
const arrayLikes = {
  at: '0',
  concat: 'new Array(2 ** 32 - 1).fill(0)',
  copyWithin: '1',
  every: '() => true',
  fill: '1',
  filter: '() => false',
  find: '() => false',
  findIndex: '() => false',
  findLast: '() => false',
  findLastIndex: '() => false',
  flat: '',
  flatMap: '(x) => x',
  forEach: '() => {}',
  includes: '1',
  indexOf: '1',
  join: '""',
  lastIndexOf: '1',
  map: '(x) => x',
  reduce: '(a) => a',
  reduceRight: '(a) => a',
  reverse: '',
  shift: '',
  slice: '0, 2 ** 32 - 1',
  some: '() => false',
  sort: '',
  splice: '0, 1',
  toLocaleString: '',
  toReversed: '',
  toSorted: '',
  toSpliced: '0, 1',
  toString: '',
  unshift: '1',
  with: '0, 1',
};

/** Methods on genuine arrays and typed arrays that are long. */
const longOnes = {
  'an array, filled': 'new Array(1e9).fill(0)',
  'an array, sorted': 'new Array(1e7).fill(1).sort((a, b) => a - b)',
  'an array, sorted by a random order': 'new Array(1e7).fill(1).sort(() => Math.random() - 0.5)',
  'an array, reversed again and again': 'const a = new Array(1e7).fill(1); for (;;) a.reverse()',
  'a hole in an array': 'const a = []; a.length = 2 ** 32 - 1; a.lastIndexOf(1)',
  'an array, joined': 'new Array(2 ** 32 - 1).join("")',
  'a typed array, filled with what counts': 'let n = 0; new Float64Array(1e8).map(() => n++)',
  'a typed array, sorted': 'new Float64Array(5e7).map(Math.random).sort()',
  'a typed array, sorted by a comparator': 'new Uint8Array(1e8).sort((a, b) => b - a)',
  'a typed array, made of an iterator':
    'new Uint8Array({ *[Symbol.iterator]() { for (;;) yield 1; } })',
  'a typed array, made of an array-like': 'new Uint8Array({ length: 2 ** 31 })',
  'Array.from an array-like': `Array.from(${huge})`,
  'Array.from an iterator': 'Array.from({ *[Symbol.iterator]() { for (;;) yield 1; } })',
  'spread of an iterator': '[...(function* () { for (;;) yield 1; })()]',
  'Math.max of an iterator': 'Math.max(...(function* () { for (;;) yield 1; })())',
  'destructuring with a rest': 'const [...a] = (function* () { for (;;) yield 1; })()',
  'unshift of one at a time': 'const a = []; for (;;) a.unshift(1)',
  'splice at the start': 'const a = new Array(1e6).fill(1); for (;;) a.splice(0, 1, 1)',
};

const texts = {
  'a string, padded': '"x".padEnd(2 ** 29 - 25).replaceAll("x", "yy").split("")',
  'a string, split': '"x".repeat(2e7).split("")',
  'a string, compared with itself': 'const s = "a".repeat(1e7); for (;;) s.localeCompare(s + "b")',
  'a string, normalised': 'for (;;) "\\u0344".repeat(1e6).normalize("NFD")',
  'a string, in upper case': 'for (;;) "ß".repeat(1e7).toUpperCase()',
  'indexOf at its worst': 'for (;;) "a".repeat(1e6).indexOf("a".repeat(5e5) + "b")',
  'lastIndexOf at its worst': 'for (;;) "a".repeat(1e6).lastIndexOf("b" + "a".repeat(5e5))',
  'code points': 'for (const c of { *[Symbol.iterator]() { for (;;) yield* "x".repeat(1e6); } });',
  'String.raw': `String.raw({ raw: ${huge} })`,
  'fromCharCode of an array': 'for (;;) String.fromCharCode(...new Array(1e5).fill(65))',
  'a sum of strings': 'let s = ""; for (;;) { s += "x"; if (s.length > 1e6) s = ""; }',
  encodeURIComponent: 'for (;;) encodeURIComponent("€".repeat(1e6))',
  'escape and unescape': 'for (;;) unescape(escape("€".repeat(1e6)))',
};

const patterns = {
  'nested quantifiers': '/^(a+)+$/.test("a".repeat(40) + "!")',
  'alternatives that overlap': '/^(a|aa)+$/.test("a".repeat(60) + "!")',
  'a backreference': '/^(a*)*\\1$/.test("a".repeat(40) + "!")',
  'lazy quantifiers': '/^(a+?)+?$/.test("a".repeat(40) + "!")',
  'a lookahead': '/^(?=(a+)+$)/.test("a".repeat(40) + "!")',
  'a lookbehind': '/(?<=^(a+)+)!$/.test("a".repeat(40) + "?")',
  'many starting points': '/a*a*a*a*a*a*b/.test("a".repeat(5000))',
  'ignoring case': '/^(A+)+$/i.test("a".repeat(40) + "!")',
  'code points': '/^(😀+)+$/u.test("😀".repeat(40) + "!")',
  sticky: '/(x+x+)+y/y.test("x".repeat(40))',
  'by replace': '"a".repeat(40).concat("!").replace(/^(a+)+$/, "")',
  'by replaceAll': '"a".repeat(40).concat("!").replaceAll(/^(a+)+$/g, "")',
  'by match': '"a".repeat(40).concat("!").match(/^(a+)+$/)',
  'by matchAll': '[..."a".repeat(40).concat("!").matchAll(/^(a+)+$/g)]',
  'by search': '"a".repeat(40).concat("!").search(/^(a+)+$/)',
  'by split': '"a".repeat(40).concat("!").split(/^(a+)+$/)',
  'an exec that never ends': 'const r = /x/g; r.exec = () => [""]; "x".replace(r, "")',
  'by Symbol.replace':
    'RegExp.prototype[Symbol.replace].call({ exec: () => ["a"], flags: "g", global: true, lastIndex: 0 }, "a", "b")',
};

const numbers = {
  'a power of BigInts': '10n ** 10n ** 7n',
  'a power of BigInts that is not constant': 'let n = 3n; n ** 9_999_999n',
  'a product of BigInts': 'let n = 1n; for (let i = 1n; ; i++) n *= i',
  'squares of BigInts': 'let n = 3n; for (;;) n *= n',
  'a BigInt of a long text': 'BigInt("7".repeat(3e7))',
  'a text of a long BigInt': 'String(1n << 30000000n)',
  'a shift of BigInts': 'for (let n = 1n; ; ) n <<= 1000n',
  'asUintN of a long BigInt': 'for (;;) BigInt.asUintN(2 ** 30, -1n)',
  'a quotient of BigInts': 'let n = 7n ** 1_000_000n; for (;;) (n + 1n) % (n >> 3n)',
  'a literal of many digits': 'eval("7".repeat(3e7) + "n")',
};

const objects = {
  'keys of a long array': 'const a = new Array(5e6).fill(1); for (;;) Object.keys(a)',
  'entries of a long array': 'const a = new Array(5e6).fill(1); for (;;) Object.entries(a)',
  'freeze of a long array': 'Object.freeze(new Array(2e7).fill(1))',
  'isFrozen of a long array':
    'const a = Object.freeze(new Array(1e6).fill(1)); for (;;) Object.isFrozen(a)',
  'seal of a long array': 'Object.seal(new Array(2e7).fill(1))',
  'descriptors of a long array': 'Object.getOwnPropertyDescriptors(new Array(1e7).fill(1))',
  'assign from a long array': 'Object.assign({}, new Array(3e7).fill(1))',
  'spread of a long array': '({ ...new Array(3e7).fill(1) })',
  'for in over a long array': 'for (const key in new Array(3e7).fill(1));',
  'a prototype that is its own':
    'const p = new Proxy({}, { getPrototypeOf: () => p }); Object.prototype.isPrototypeOf.call([], p)',
  'instanceof without an end':
    'const p = new Proxy(function () {}, { getPrototypeOf: () => p }); p instanceof Array',
  'keys that a Proxy gives':
    'Reflect.ownKeys(new Proxy({}, { ownKeys: () => Array.from({ length: 1e8 }, (_, i) => "k" + i) }))',
  'fromEntries of an iterator':
    'Object.fromEntries({ *[Symbol.iterator]() { for (;;) yield ["a", 1]; } })',
  'groupBy of an iterator':
    'Map.groupBy ? Map.groupBy({ *[Symbol.iterator]() { for (;;) yield 1; } }, (x) => x) : (() => { for (;;); })()',
  'a Map without an end': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, i)',
  'a Map of an iterator':
    'new Map({ *[Symbol.iterator]() { for (let i = 0; ; i++) yield [i, i]; } })',
  'a Set of an iterator': 'new Set({ *[Symbol.iterator]() { for (let i = 0; ; i++) yield i; } })',
  'a Set that grows while it is gone through':
    'const s = new Set([0]); s.forEach((i) => s.add(i + 1))',
  'a Map that is emptied from the first':
    'const m = new Map(Array.from({ length: 1e6 }, (_, i) => [i, i])); for (;;) for (const k of m.keys()) { m.delete(k); m.set(k, 1); }',
  'JSON of a long array': 'JSON.stringify(new Array(1e8).fill(1))',
  'JSON with a gap': 'JSON.stringify(new Array(3e7).fill([[]]), null, 10)',
  'JSON with a toJSON without an end': 'JSON.stringify({ toJSON() { for (;;); } })',
  'JSON of keys that a Proxy gives':
    'JSON.stringify(new Proxy([], { get: (t, k) => (k === "length" ? 2 ** 53 - 1 : 1) }))',
  'JSON parsed': 'for (;;) JSON.parse("[" + "1,".repeat(1e6) + "1]")',
  'a reviver over a long array': 'JSON.parse("[" + "1,".repeat(3e6) + "1]", (k, v) => v)',
};

const control = {
  'an empty loop': 'for (;;);',
  'a loop with continue': 'a: for (;;) { for (;;) continue a; }',
  'a do loop': 'do {} while (true)',
  'a loop in finally': 'try { for (;;); } finally { for (;;); }',
  'a loop in catch': 'try { null.x } catch { for (;;); }',
  'a loop in a generator': '(function* () { for (;;); })().next()',
  'a loop in an async generator': '(async function* () { for (;;); })().next()',
  'a loop in an async function': '(async () => { for (;;); })()',
  'a loop in a class field': 'new (class { x = (() => { for (;;); })(); })()',
  'a loop in a static block': 'class A { static { for (;;); } }',
  'a loop in a default': '((a = (() => { for (;;); })()) => a)()',
  'a loop in a computed key': '({ [(() => { for (;;); })()]: 1 })',
  'a loop in a template': '`${(() => { for (;;); })()}`',
  'a loop in a getter': '({ get x() { for (;;); } }).x',
  'a loop in a trap': 'new Proxy({}, { get() { for (;;); } }).x',
  'a loop in toString': '`${{ toString() { for (;;); } }}`',
  'a loop in an iterator that is closed':
    'for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }), return() { for (;;); } }) }) break',
  'calls that double': 'function f(n) { return n ? f(n - 1) + f(n - 1) : 1; } f(60)',
  'recursion that is caught': 'function f() { try { f(); } catch { f(); } } f()',
  'recursion in finally': 'function f() { try { f(); } finally { f(); } } f()',
  'yield* without an end': 'for (const x of (function* f() { for (;;) yield* [1]; })());',
  'eval in a loop': 'for (;;) eval("1")',
  'Function in a loop': 'for (let i = 0; ; i++) Function("return " + i)',
  'new Proxy in a loop': 'for (let p = {}; ; ) p = new Proxy(p, {})',
  'bind in a loop': 'for (let f = () => {}; ; ) f = f.bind(null)',
};

const longTexts = {
  'names declared with let':
    '"let a" + Array.from({ length: 50000 }, (_, i) => i).join("=1;let a")',
  'names declared with var':
    '"var a" + Array.from({ length: 100000 }, (_, i) => i).join("=1;var a")',
  parameters: '"(function(" + Array.from({ length: 50000 }, (_, i) => "a" + i) + "){})"',
  'a sum': '"1" + "+1".repeat(300000)',
  'properties of properties': '"a => a" + ".a".repeat(100000)',
  'calls of calls': '"a => a" + "()".repeat(100000)',
  'elements of elements': '"a => a" + "[0]".repeat(100000)',
  'optional chains': '"a => a" + "?.a".repeat(100000)',
  'tagged templates': '"a => a" + "``".repeat(50000)',
  assignments: '"a=".repeat(50000) + "1"',
  arrows: '"a=>".repeat(20000) + "1"',
  labels: 'Array.from({ length: 20000 }, (_, i) => `a${i}:`).join("") + "1"',
  'loops in loops': '"for(;0;)".repeat(20000) + "1"',
  'else if': '"if(0){}else ".repeat(50000) + "1"',
  parentheses: '"(".repeat(5000) + "1" + ")".repeat(5000)',
  brackets: '"[".repeat(5000) + "]".repeat(5000)',
  functions: '"(function(){".repeat(2000) + "})".repeat(2000)',
  'function declarations': '"function f(a){return a}".repeat(100000)',
  classes: '"(class{m(){}});".repeat(50000)',
  templates: '"`" + "${1}".repeat(200000) + "`"',
  'a literal of an array': '"[" + "0,".repeat(2e6) + "]"',
  'a literal of an object': '"({" + Array.from({ length: 100000 }, (_, i) => `a${i}:1`) + "})"',
  'cases of a switch':
    '"switch(1){" + Array.from({ length: 100000 }, (_, i) => `case ${i}:`).join("") + "}"',
  commas: '"1" + ",1".repeat(500000)',
  'digits of a number': '"7".repeat(5e6)',
  statements: '"a=1;".repeat(500000)',
  'regular expressions': '"/a(b|c)*d/.x;".repeat(100000)',
  'strings that are new': 'Array.from({ length: 300000 }, (_, i) => `"a${i}"`).join(";")',
  blanks: '" ".repeat(1e8)',
  'a comment': '"/*" + "*".repeat(1e8)',
  'patterns in patterns': '"let " + "[".repeat(4000) + "a" + "]".repeat(4000) + "=1"',
};

/** What goes on in jobs, each too short to be stopped alone. The value is a promise that waits for it. */
const jobs = {
  'an async function': '(async () => { for (;;) await 0; })()',
  'many async functions':
    'Promise.all(Array.from({ length: 1000 }, async () => { for (;;) await 0; }))',
  'then in then': 'new Promise(() => (function f() { Promise.resolve().then(f); })())',
  'then in catch': 'new Promise(() => (function f() { Promise.reject().catch(f); })())',
  'then in finally': 'new Promise(() => (function f() { Promise.resolve().finally(f); })())',
  'two jobs for each':
    'new Promise(() => (function f() { Promise.resolve().then(f); Promise.resolve().then(f); })())',
  'a thenable that gives itself': '(async () => { const t = { then(r) { r(t); } }; await t; })()',
  'a thenable that the host awaits':
    'const t = { then(r) { Promise.resolve().then(() => r(t)); } }; give(t); t',
  'a promise that is a thenable in turn':
    '(async () => { const t = { get then() { return (r) => r(t); } }; return t; })()',
  'an async generator':
    '(async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })()',
  'an async iterator':
    '(async () => { for await (const x of { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1 }) }) }); })()',
  'await in await': '(async function f() { await f(); })()',
  'a loop in a job': '(async () => { await 0; for (;;); })()',
  'loops in a hundred jobs':
    'for (let i = 0; i < 100; i++) Promise.resolve().then(() => { for (;;); }); Promise.resolve()',
  'a loop behind each catch':
    '(async function f() { try { for (;;) await 0; } catch { await f(); } finally { await f(); } })()',
  'calls back by the host': 'new Promise(() => (function f() { defer(f); })())',
  'an async function of the host': '(async () => { for (;;) await later(); })()',
  'Promise.race without an end':
    '(async () => { const p = new Promise(() => {}); for (;;) await Promise.race([p, 1]); })()',
  'a patched then':
    'const { then } = Promise.prototype; Promise.prototype.then = function (...a) { Promise.resolve(1); return then.apply(this, a); }; (async () => { for (;;) await Promise.resolve(1); })()',
  'jobs that grow':
    'new Promise(() => (function f(n) { for (let i = 0; i < n; i++) Promise.resolve(n + 1).then(f); })(1))',
};

const entries = (kind, texts, wrap = (text) => text) =>
  Object.entries(texts).map(([title, text]) => [`${kind}: ${title}`, wrap(text)]);

module.exports = Object.fromEntries([
  ...Object.entries(arrayLikes).map(([name, args]) => [
    `an array-like: ${name}`,
    `Array.prototype.${name} ? Array.prototype.${name}.call(${[huge, args].filter(Boolean).join(', ')}) : 0`,
  ]),
  ...entries('long', longOnes),
  ...entries('texts', texts),
  ...entries('patterns', patterns),
  ...entries('numbers', numbers),
  ...entries('objects', objects),
  ...entries('control', control),
  ...entries('jobs', jobs),
  ...entries('eval', longTexts, (text) => `(0, eval)(${text})`),
  ...entries('Function', longTexts, (text) => `Function(${text})`),
]);
