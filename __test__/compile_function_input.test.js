'use strict';

/**
 * Input to `compileFunction` that ends the process under node:vm of Node 20 (parameters that are
 * no plain names, extensions that are no objects): here it works, or is a clear error.
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

const patterns = {
  'a destructuring parameter': ["vm.compileFunction('return a', ['{ a }'])({ a: 1 })", 1],
  'an array pattern': ["vm.compileFunction('return b', ['[b] = [2]'])()", 2],
  'a rest parameter': ["vm.compileFunction('return r.length', ['a', '...r'])(1, 2, 3)", 2],
  'a default value': ["vm.compileFunction('return a', ['a = 5'])()", 5],
  'a comment': ["vm.compileFunction('return a', ['a /* comment */'])(3)", 3],
  'two names in one string': [
    "attempt(() => vm.compileFunction('return 1', ['a b']))",
    ['SyntaxError', null],
  ],
  'a parameter that closes the list': [
    "attempt(() => vm.compileFunction('return 1', ['a) { return 2; }, function (']))",
    ['SyntaxError', null],
  ],
  'a parameter that opens a comment': [
    "attempt(() => vm.compileFunction('return 1 */', ['a /*']))",
    ['SyntaxError', null],
  ],
};

for (const [what, [expression, expected]] of Object.entries(patterns)) {
  test(`compileFunction parameters: ${what}`, { skip }, async () => {
    assert.deepStrictEqual(await outputOf(expression), expected);
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
