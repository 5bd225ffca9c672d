'use strict';

/**
 * How the time of an operation grows with the length of what it is given: four times the length may take
 * about four times as long, where the square would take sixteen. Processor time of the best of some runs
 * counts, and only as a ratio.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const vm = require('..');

const RUNS = 5;
/** Between 4, which is linear, and 16, which is the square; caches and collections take their part of the larger one. */
const MOST = 12;

/** The processor time of the fastest of some runs, in microseconds. */
function fastest(context, source) {
  const script = new vm.Script(source);
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    script.runInContext(context);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...times);
}

/** What is done, and how long the string is that takes some milliseconds. */
const OPERATIONS = {
  'split with a string': ['s.split(",")', '"ab,".repeat(n)', 50_000],
  'replaceAll with a string': ['s.replaceAll(",", ";")', '"ab,".repeat(n)', 50_000],
  'a loop of indexOf': [
    'for (let i = s.indexOf(","); i >= 0; i = s.indexOf(",", i + 1));',
    '"ab,".repeat(n)',
    50_000,
  ],
  'split of a string with other than Latin-1': [
    's.split("\u2028")',
    '"ab\u2028".repeat(n)',
    50_000,
  ],
  'indexOf of a long string with the same units': [
    's.indexOf("a".repeat(n / 2) + "b")',
    '"a".repeat(n)',
    400_000,
  ],
  'includes of a string that begins again and again': [
    's.includes("ab".repeat(n / 4) + "b")',
    '"ab".repeat(n / 2)',
    400_000,
  ],
};

/** Operations on the same string with patterns. */
Object.assign(OPERATIONS, {
  'replace with a pattern': ['s.replace(/,/g, ";")', '"ab,".repeat(n)', 4_000],
  'split with a pattern': ['s.split(/,/)', '"ab,".repeat(n)', 4_000],
  'exec in a loop': ['const r = /,/g; while (r.exec(s));', '"ab,".repeat(n)', 4_000],
});

/** What the collector goes through: a chain of weak keys and their values, the last one made first. */
Object.assign(OPERATIONS, {
  'collections with a chain of WeakMap keys': [
    `const keys = Array.from({ length: n }, () => ({})), w = new WeakMap();
    for (let i = n - 2; i >= 0; i--) w.set(keys[i], keys[i + 1]);
    var k = keys[0]; keys.length = 0;
    for (let i = 0; i < n * 4; i++) ({ a: [i] });`,
    '""',
    10_000,
  ],
});

/** What is made step by step, and what goes from the beginning on. */
Object.assign(OPERATIONS, {
  's += x': ['let t = ""; for (let i = 0; i < n; i++) t += "x"', '""', 20_000],
  's = x + s': ['let t = ""; for (let i = 0; i < n; i++) t = "x" + t', '""', 20_000],
  'a template that grows': [
    'let t = ""; for (let i = 0; i < n; i++) { t = `${t}xy`; (t + "!").length }',
    '""',
    20_000,
  ],
  'a text that is shortened': ['let t = s; while (t) t = t.slice(1)', '"x".repeat(n)', 20_000],
  'Map.prototype.delete from the first': [
    'const m = new Map(); for (let i = 0; i < n; i++) m.set(i, i); for (let i = 0; i < n; i++) m.delete(i)',
    '""',
    4_000,
  ],
  'a Map as a queue': [
    'const m = new Map(); for (let i = 0; i < n; i++) m.set(i, i); for (let i = 0; i < n; i++) { m.delete(m.keys().next().value); m.set(n + i, i) }',
    '""',
    4_000,
  ],
  'Set.prototype.delete while it is iterated': [
    'const m = new Set(); for (let i = 0; i < n; i++) m.add(i); for (const x of m) m.delete(x)',
    '""',
    4_000,
  ],
  'delete in the order of insertion': [
    'const o = {}; for (let i = 0; i < n; i++) o["k" + i] = i; for (const k in o) delete o[k]',
    '""',
    4_000,
  ],
  'split with a pattern that is not there': ['s.split(/b/)', '"a".repeat(n)', 20_000],
  'a sticky pattern that does not match': [
    'const r = /b/y; for (let i = 0; i < n; i++) { r.lastIndex = i; r.test(s) }',
    '"a".repeat(n)',
    4_000,
  ],
});

/** Texts that take some milliseconds to compile, by how often something stands in them. */
const TEXTS = {
  'names declared with let': (n) => Array.from({ length: n }, (_, i) => `let a${i} = 1;`).join(''),
  'names declared with var': (n) => Array.from({ length: n }, (_, i) => `var a${i} = 1;`).join(''),
  parameters: (n) => `(function (${Array.from({ length: n }, (_, i) => `a${i}`)}) {})`,
  'properties of properties': (n) => `(a) => a${'.a'.repeat(n)}`,
  'a sum': (n) => `1${' + 1'.repeat(n)}`,
  'a literal regular expression': (n) => `/${'ab()c'.repeat(n)}/`,
  'a regular expression with names': (n) =>
    `/${Array.from({ length: n }, (_, i) => `(?<a${i}>x)`).join('')}/`,
  'a regular expression with quantifiers': (n) => `/${'a{1}'.repeat(4 * n)}/`,
  'parentheses in parentheses': (n) => `${'('.repeat(n / 2)}1${')'.repeat(n / 2)}`,
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`compiling: ${name}`, () => {
    const context = vm.createContext({ texts: [text(1000), text(4000)] });
    const time = (index) => fastest(context, `Function(texts[${index}]); 0`);
    const [small, large] = [time(0), time(1)];
    assert.ok(large / small < MOST, `${small} µs became ${large} µs`);
  });
}

for (const [name, [operation, string, length]] of Object.entries(OPERATIONS)) {
  test(name, () => {
    const time = (n) => {
      const context = vm.createContext({});
      vm.runInContext(`var n = ${n}; var s = ${string}`, context);
      return fastest(context, `{ ${operation} }`);
    };
    const [small, large] = [time(length), time(4 * length)];
    assert.ok(large / small < MOST, `${small} µs became ${large} µs`);
  });
}

test("linking a chain of modules that export each other's name again", () => {
  const time = (length) => {
    const context = vm.createContext({});
    const texts = Array.from({ length }, (_, i) =>
      i === length - 1 ? 'export const x = 1' : `export { x } from '${i + 1}'`,
    );
    const link = () => {
      const modules = texts.map((text) => new vm.SourceTextModule(text, { context }));
      for (let i = 0; i < length - 1; i++) modules[i].linkRequests([modules[i + 1]]);
      const before = process.cpuUsage();
      modules[0].instantiate();
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    return Math.min(...Array.from({ length: RUNS }, link));
  };
  const [small, large] = [time(500), time(2000)];
  assert.ok(large / small < MOST, `${small} µs became ${large} µs`);
});
