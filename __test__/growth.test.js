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
/** Between 4, which is linear, and 16, which is the square. */
const MOST = 9;

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
