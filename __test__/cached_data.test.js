'use strict';

/**
 * `cachedData`: what is produced is accepted for the same code and for nothing else, and never
 * changes what the code does.
 */

const assert = require('node:assert/strict');
const { test } = require('node:test');
const vm = require('..');

const CODE = "'answer: ' + 6 * 7";
const dataOf = (code) => new vm.Script(code).createCachedData();
const isRejected = (code, cachedData, options) =>
  new vm.Script(code, { ...options, cachedData }).cachedDataRejected;

test('cached data is a Buffer, the same each time, with and without a run before', () => {
  const script = new vm.Script(CODE, { produceCachedData: true });
  const before = script.createCachedData();
  assert.ok(Buffer.isBuffer(before));
  script.runInThisContext();
  assert.deepEqual(script.createCachedData(), before);
  assert.deepEqual(script.cachedData, before);
  assert.equal(script.cachedDataProduced, true);
});

test('without cachedData nothing is rejected or accepted', () => {
  const script = new vm.Script(CODE);
  assert.equal(script.cachedDataRejected, undefined);
  assert.equal(script.cachedDataProduced, undefined);
  assert.equal(script.cachedData, undefined);
});

test('a script with accepted data runs like any other', () => {
  const script = new vm.Script(CODE, { cachedData: dataOf(CODE), filename: 'again.js' });
  assert.equal(script.cachedDataRejected, false);
  assert.equal(script.runInThisContext(), 'answer: 42');
  assert.equal(script.runInNewContext(), 'answer: 42');
  assert.deepEqual(script.createCachedData(), dataOf(CODE));
});

test('data may come in any view, at any offset', () => {
  const data = dataOf(CODE);
  const copy = new ArrayBuffer(data.length + 6);
  new Uint8Array(copy, 6).set(data);
  assert.equal(isRejected(CODE, new Uint8Array(copy, 6)), false);
  assert.equal(isRejected(CODE, new DataView(copy, 6)), false);
  assert.equal(isRejected(CODE, new Uint16Array(copy, 6)), false);
  assert.equal(isRejected(CODE, new DataView(copy)), true);
});

test('where the code stands in its file has no influence', () => {
  const options = { filename: 'other.js', lineOffset: 5, columnOffset: 7 };
  assert.equal(isRejected(CODE, dataOf(CODE), options), false);
});

test('data of any other code is rejected', () => {
  for (const other of ['', `${CODE} `, CODE.replace('6', '7'), "'\ud800'", "'\ufffd'"]) {
    assert.equal(isRejected(CODE, dataOf(other)), true);
  }
  assert.equal(isRejected("'\ud800'", dataOf("'\ufffd'")), true);
});

test('damaged data is rejected, whichever bit it is, and the code runs all the same', () => {
  const data = dataOf(CODE);
  for (let bit = 0; bit < data.length * 8; bit += 1) {
    const damaged = Buffer.from(data);
    damaged[bit >> 3] ^= 1 << (bit & 7);
    assert.equal(isRejected(CODE, damaged), true, `bit ${bit}`);
  }
  for (const cut of [Buffer.alloc(0), data.subarray(1), data.subarray(0, -1)]) {
    assert.equal(isRejected(CODE, cut), true);
  }
  assert.equal(isRejected(CODE, Buffer.concat([data, data])), true);
  const script = new vm.Script(CODE, { cachedData: Buffer.alloc(data.length) });
  assert.equal(script.runInThisContext(), 'answer: 42');
});

test('data whose bytes were given away is rejected', () => {
  const data = new Uint8Array(dataOf(CODE));
  structuredClone(data.buffer, { transfer: [data.buffer] });
  assert.equal(isRejected(CODE, data), true);
});

test('rejected data does not hide a syntax error', () => {
  assert.throws(() => new vm.Script('(', { cachedData: dataOf(CODE) }), { name: 'SyntaxError' });
});

test('compileFunction has its own data, which knows the parameters', () => {
  const compile = (params, options) => vm.compileFunction('return a', params, options);
  const { cachedData, cachedDataProduced } = compile(['a'], { produceCachedData: true });
  assert.equal(cachedDataProduced, true);
  assert.ok(Buffer.isBuffer(cachedData));

  const accepted = compile(['a'], { cachedData });
  assert.equal(accepted.cachedDataRejected, false);
  assert.equal(accepted.cachedData, undefined);
  assert.equal(accepted(5), 5);
  assert.equal(compile(['a', 'b'], { cachedData }).cachedDataRejected, true);
  assert.equal(compile(['a'], { cachedData: dataOf('return_ = a') }).cachedDataRejected, true);
  assert.equal(compile(['a']).cachedDataRejected, undefined);
  assert.equal(
    isRejected('1', vm.compileFunction('1', [], { produceCachedData: true }).cachedData),
    true,
  );
});
