'use strict';

/**
 * What comes out of a context prints, compares and copies like anything else: `console.log`,
 * `util.inspect`, `JSON.stringify`, `assert.deepEqual`, spread and the other plain ways to copy.
 */

const assert = require('node:assert');
const util = require('node:util');
const vm = require('boa-vm');

const report = vm.runInNewContext(`
  class Point {
    constructor(x, y) { this.x = x; this.y = y; }
    get length() { return Math.hypot(this.x, this.y); }
    toString() { return \`\${this.x}/\${this.y}\`; }
  }
  ({
    Point,
    title: 'Survey',
    taken: new Date(Date.UTC(2024, 1, 29, 12)),
    points: [new Point(3, 4), new Point(5, 12)],
    tags: new Set(['north', 'south']),
    heights: new Map([['tree', 12.5], ['house', 9]]),
    pattern: /^[a-z]+$/gi,
    nothing: null,
    missing: undefined,
    big: 2n ** 70n,
    [Symbol('note')]: 'kept',
    nested: { a: { b: { c: { d: 1 } } } },
    sum: function sum(a, b) { return a + b; },
    bytes: new Uint8Array([1, 2, 3]),
    failure: new RangeError('too far'),
  })`);

console.log('--- console.log and util.inspect');
for (const name of ['title', 'taken', 'points', 'tags', 'heights', 'pattern', 'nested', 'bytes']) {
  console.log(`${name}:`, report[name]);
}
console.log('%s is %d of %j', report.title, report.heights.get('house'), report.nested);
console.log(util.inspect(report.nested, { depth: Number.POSITIVE_INFINITY, compact: false }));
console.log(util.inspect([report.sum, report.nothing, report.missing, report.big]));
console.log(`${report.points[0]} and ${report.points}`, report.points[1].length);
console.log(String(report.failure), util.types.isNativeError(report.failure));
console.log(util.inspect(report.failure).split('\n')[0]);

class Peak extends report.Point {
  height = 4810;
}
console.log(new Peak(1, 2), Object.create(report.nested), [new Peak(0, 0).length]);

console.log('--- JSON.stringify');
const { big, bytes, ...printable } = report;
console.log(JSON.stringify(printable, null, 1));
console.log(JSON.stringify([big > 2n ** 69n, bytes.length, bytes.reduce((a, b) => a + b)]));

console.log('--- assert.deepEqual');
const same = (what, actual, expected) => {
  assert.deepEqual(actual, expected);
  console.log(`${what} is as expected`);
};
same('an object', report.nested, { a: { b: { c: { d: 1 } } } });
same(
  'an array of objects',
  report.points.map(({ x, y }) => ({ x, y })),
  [
    { x: 3, y: 4 },
    { x: 5, y: 12 },
  ],
);
same('a set', [...report.tags], ['north', 'south']);
same('a map', Object.fromEntries(report.heights), { tree: 12.5, house: 9 });
assert.throws(() => assert.deepEqual(report.nested, { a: { b: 0 } }), assert.AssertionError);
console.log('a difference is noticed');

console.log('--- copies');
const { points, nested } = report;
console.log(
  { ...nested },
  Object.assign({}, nested),
  [...points].length,
  Array.from(points).length,
);
console.log(JSON.parse(JSON.stringify(nested)), Object.entries(nested), Object.keys(report).length);
console.log(points.concat([1]).length, points.slice(1).length, [0].concat(points).length);
console.log(
  Buffer.from(bytes),
  new Set(points).size,
  Array.isArray(points),
  points instanceof Array,
);
