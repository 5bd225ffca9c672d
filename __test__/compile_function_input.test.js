'use strict';

/**
 * Input to `compileFunction` that ends the process under node:vm of Node 20 (parameters that are
 * no plain names, extensions that are no objects): here it is a clear error.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { name } = require('./support/subject.js');
const { runProgram } = require('./support/child.js');

const skip = name === 'node:vm' && 'node:vm crashes on these';

async function outputOf(expression) {
  const ending = await runProgram(
    name,
    `const attempt = (f) => { try { return f(); } catch (e) { return [e.name, e.code]; } };
    console.log(JSON.stringify(${expression}));`,
  );
  assert.strictEqual(ending.code, 0, ending.signal ?? ending.stderr);
  return JSON.parse(ending.stdout);
}

/** Strings that are no plain name, in the place of one. */
const notNames = [
  '{ a }',
  '[b] = [2]',
  '...r',
  'a = 5',
  'a /* comment */',
  'a b',
  'a, b',
  '',
  '1a',
  'a) { return 2; }, function (',
  'a /*',
];

for (const parameter of notNames) {
  test(`compileFunction parameters: ['${parameter}'] is a SyntaxError`, { skip }, async () => {
    const call = `vm.compileFunction('return 1', [${JSON.stringify(parameter)}])`;
    assert.deepStrictEqual(await outputOf(`attempt(() => ${call})`), ['SyntaxError', null]);
  });
}

for (const extension of ['5', 'null', "'text'", 'undefined', 'true', 'Symbol("s")']) {
  test(`compileFunction contextExtensions: [${extension}]`, { skip }, async () => {
    const call = `vm.compileFunction('return 1', [], { contextExtensions: [${extension}] })`;
    assert.deepStrictEqual(await outputOf(`attempt(() => ${call})`), [
      'TypeError',
      'ERR_INVALID_ARG_TYPE',
    ]);
  });
}

test('compileFunction contextExtensions: a Proxy', { skip }, async () => {
  const proxy =
    "new Proxy({}, { has: (t, k) => k === 'magic', get: (t, k) => (k === 'magic' ? 42 : undefined) })";
  const call = `vm.compileFunction('return magic', [], { contextExtensions: [${proxy}] })()`;
  assert.strictEqual(await outputOf(call), 42);
});
