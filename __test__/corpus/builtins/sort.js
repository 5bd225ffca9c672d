'use strict';

/** `sort` and `toSorted`: what is compared, what is left where, and comparators that contradict themselves. */

const NOISE = (length) =>
  `let seed = 1; const next = () => (seed = (seed * 16807) % 2147483647);
   const noise = Array.from({ length: ${length} }, () => next() % 50);`;

const COMPARATORS = {
  'by value': '(a, b) => a - b',
  descending: '(a, b) => b - a',
  random: '() => (next() % 3) - 1',
  'always before': '() => -1',
  'always behind': '() => 1',
  'always equal': '() => 0',
  'of booleans': '(a, b) => a > b',
  'not a number': '() => NaN',
  'by objects': '(a, b) => ({ valueOf: () => a - b })',
};

const SUBJECTS = {
  sort: 'noise.sort(f)',
  toSorted: 'noise.toSorted(f)',
  'typed sort': 'new Int8Array(noise).sort(f)',
  'typed toSorted': 'new Float32Array(noise).toSorted(f)',
};

const shortCases = {};
const longCases = {};
for (const [comparator, text] of Object.entries(COMPARATORS)) {
  for (const [subject, code] of Object.entries(SUBJECTS)) {
    shortCases[`${subject} of twenty, ${comparator}`] =
      `${NOISE(20)} const compared = []; const compare = ${text};
       const f = (a, b) => { compared.push(a, b); return compare(a, b); };
       [...${code}].join() + ' after ' + compared.join()`;
    if (comparator === 'random') continue;
    longCases[`${subject} of many, ${comparator}`] =
      `${NOISE(500)} const f = ${text}; [...${code}].join()`;
  }
}
for (const [subject, code] of Object.entries(SUBJECTS)) {
  longCases[`${subject} of many, random`] =
    `${NOISE(500)} const f = ${COMPARATORS.random}; const sum = (all) => [...all].reduce((a, b) => a + b);
     sum(noise) === sum(${code})`;
}

module.exports = [
  { cases: { ...shortCases, ...longCases } },
  {
    cases: {
      'of words, stably': `const words = Array.from({ length: 200 }, (_, i) => ({ key: i % 7, i }));
        words.sort((a, b) => a.key - b.key).map((word) => word.key + ':' + word.i).join()`,
      'without a comparator': '[10, 9, 1, "b", undefined, "a", null, true, , 2n, -1].sort()',
      'of objects, without a comparator': `const seen = []; const object = (text) =>
        ({ toString() { seen.push(text); return text; } });
        [object("c"), object("a"), object("b")].sort(); seen.join()`,
      'of a symbol, without a comparator': '[1, Symbol()].sort()',
      'of one symbol': '[Symbol.iterator].sort()',
      holes: 'const a = [3, , 1, undefined, , 2]; a.sort(); [a, Object.keys(a)]',
      'holes, filled by the prototype': `Array.prototype[1] = 0; const a = [3, , 1]; a.sort();
        const keys = Object.keys(a); delete Array.prototype[1]; [a, keys]`,
      'holes, in toSorted': 'const a = [3, , 1].toSorted(); [a, Object.keys(a)]',
      'undefined is never compared': `let count = 0;
        [undefined, 2, undefined, 1].sort(() => { count++; return -1; }).concat(count)`,
      'an array-like': 'Array.prototype.sort.call({ length: 3, 0: "b", 2: "a" })',
      'an array-like, toSorted': 'Array.prototype.toSorted.call({ length: 3, 0: "b", 2: "a" })',
      'a frozen array': 'Object.freeze([2, 1]).sort()',
      'a frozen array of one': 'Object.freeze([2]).sort()',
      'a string': 'Array.prototype.sort.call("ba")',
      accessors: `const log = []; const object = { length: 2,
        get 0() { log.push("get 0"); return 2; }, set 0(v) { log.push("set 0 " + v); },
        get 1() { log.push("get 1"); return 1; }, set 1(v) { log.push("set 1 " + v); } };
        Array.prototype.sort.call(object); log.join()`,
      'a proxy': `const log = []; const handler = new Proxy({}, { get: (_, trap) => (target, ...args) => {
        log.push(trap + " " + String(args[0])); return Reflect[trap](target, ...args); } });
        Array.prototype.sort.call(new Proxy([3, , 1], handler)); log.join()`,
      'a proxy, toSorted': `const log = []; const handler = { get(target, key) {
        log.push(String(key)); return target[key]; } };
        Array.prototype.toSorted.call(new Proxy([3, 2, 1], handler)).concat(log)`,
      'what the comparator throws': '[1, 2, 3].sort(() => { throw 5; })',
      'what the comparator throws, half-way': `const a = [3, 2, 1]; let count = 0;
        try { a.sort((a, b) => { if (count++) throw 5; return a - b; }); } catch {} a`,
      'what a typed comparator throws': 'new Int8Array([1, 2]).sort(() => { throw 5; })',
      'a comparator that is none': {
        steps: ['[].sort(null)', '[].sort({})', '[].toSorted("a")', 'new Int8Array().sort(1)'],
        compareMessage: true,
      },
      'undefined as the comparator': '[2, 1].sort(undefined)',
      'a comparator that changes the array': `const a = [5, 4, 3, 2, 1];
        a.sort((x, y) => { a.length = 0; return x - y; }); a`,
      'a comparator that pushes': `const a = [3, 2, 1];
        a.sort((x, y) => { if (a.length < 9) a.push(0); return x - y; }); a`,
      'a comparator of bigints':
        '[...new BigInt64Array([3n, 1n, 2n]).sort((a, b) => Number(a - b))]',
      'a comparator that gives bigints': '[2, 1].sort((a, b) => BigInt(a - b))',
      'typed arrays without a comparator':
        '[...new Float64Array([3, NaN, -0, 0, -1, Infinity, -Infinity, 10]).sort()].map((v) => Object.is(v, -0) ? "-0" : v)',
      'toSorted leaves the array': 'const a = [2, 1]; const b = a.toSorted(); [a, b, a === b]',
      'toSorted is not of the subclass':
        'class A extends Array {}; A.of(2, 1).toSorted() instanceof A',
      'typed toSorted is not of the subclass':
        'class A extends Int8Array {}; A.of(2, 1).toSorted((a, b) => a - b) instanceof A',
      'toSorted of too many': 'Array.prototype.toSorted.call({ length: 2 ** 32 })',
      'typed sort of no typed array': 'Int8Array.prototype.sort.call([], () => 0)',
      'sort gives the array': 'const a = [2, 1]; a.sort() === a',
      'sort of null': 'Array.prototype.sort.call(null)',
      'the functions': `[Array.prototype.sort, Array.prototype.toSorted, Int8Array.prototype.sort,
        Int8Array.prototype.toSorted].map((f) => f.name + f.length + f)`,
      'of the host, with a comparator of the guest': {
        steps: ['hostArray.sort((a, b) => b - a)', { host: 'ctx.hostArray' }],
      },
      'of the guest, with a comparator of the host': '[1, 3, 2].sort(compare)',
    },
    context: '{ hostArray: [1, 3, 2], compare: (a, b) => b - a }',
  },
];
