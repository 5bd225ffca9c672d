'use strict';

/** Cells: code with `await` at its top level, whose declarations stay. */

const assert = require('node:assert');
const { test } = require('node:test');

const vm = require('..');

/** Runs cells in one context, one after the other; gives the value of the last. */
async function cells(...codes) {
  const context = vm.createContext({ f: (value) => Promise.resolve(value ?? 1) });
  let value;
  for (const code of codes) value = await vm.runCell(code, context, 'cell.js');
  return value;
}

const VALUES = {
  'a plain script': [['1 + 1'], 2],
  nothing: [[''], undefined],
  'what a cell awaits': [['await f(5)'], 5],
  'the last expression after an await': [['await f(); 3 + 4;'], 7],
  'no value for a declaration': [['const x = await f()'], undefined],
  'a promise of a plain cell': [['f(6)'], 6],
  'an object at the end': [['await f(); ({ a: 1 }).a'], 1],
  'an expression and a comment': [['await f(8) // that was it'], 8],
  'const, let, class and function of a plain cell': [
    [
      'const a = 1; let b = 2; class C { d = 3 } function e() { return 4 }',
      'a + b + new C().d + e()',
    ],
    10,
  ],
  'const, let, class and function of a cell that awaits': [
    [
      'const a = await f(); let b = 2; class C { d = 3 } function e() { return 4 }',
      'a + b + new C().d + e()',
    ],
    10,
  ],
  'a name that the next cell assigns': [['let a = await f()', 'a = 5', 'a'], 5],
  destructuring: [
    [
      'const { x, y: [z = 5, ...rest] } = await f({ x: 1, y: [undefined, 2, 3] })',
      '[x, z, rest].join()',
    ],
    '1,5,2,3',
  ],
  'several declarations': [['let a, b = await f(2), c = b + 1', 'String([a, b, c])'], ',2,3'],
  'variables of loops and blocks': [
    [
      'for (var i = 0, s = 0; i < 3; i++) s += await f(i); if (s) { var q = await f("q") }',
      '[i, s, q].join()',
    ],
    '3,3,q',
  ],
  'for await': [
    ['const seen = []; for await (const x of [f(1), f(2)]) seen.push(x)', 'seen.join()'],
    '1,2',
  ],
  'lexical names of blocks stay there': [
    ['{ let hidden = await f() }', 'typeof hidden'],
    'undefined',
  ],
  'variables of functions stay there': [
    ['await f(); (() => { var inner = 1 })()', 'typeof inner'],
    'undefined',
  ],
  'a function before its declaration': [
    ['const r = await f(g()); function g() { return 9 }', 'r'],
    9,
  ],
  'no semicolons': [['const a = await f(1)\nconst b = await f(2)\na + b'], 3],
  'await as a name in a plain script': [['var await = 3; await'], 3],
};

for (const [what, [codes, expected]] of Object.entries(VALUES)) {
  test(`gives ${what}`, async () => {
    assert.strictEqual(await cells(...codes), expected);
  });
}

test('what a cell declares with var and function is on the object', async () => {
  const context = vm.createContext({});
  await vm.runCell('var a = await 1; function b() {}', context);
  assert.deepStrictEqual(Object.keys(context).sort(), ['a', 'b']);
});

test('errors reject, at their places', async () => {
  const context = vm.createContext({});
  const fails = async (code, expected) => {
    await assert.rejects(vm.runCell(code, context, { filename: 'cell.js' }), expected);
  };
  await fails('await 1; null.x', (error) => /at cell\.js:1:\d+/.test(error.stack));
  await fails('await 1\n  absent', (error) => /at cell\.js:2:3/.test(error.stack));
  await fails('const y = 1;\nawait )', { name: 'SyntaxError' });
  await fails('await', { name: 'ReferenceError' });
  await fails('const z = 5; const z = await 1', { name: 'SyntaxError' });
  await fails('await Promise.reject(null)', (error) => error === null);
});

test('the timeout holds up to the first await, the limits of the context from there', async () => {
  const context = vm.createContext({}, { limits: { timeout: 100 } });
  const endless = (code) => vm.runCell(code, context, { timeout: 50 });
  await assert.rejects(endless('for (;;); await 1'), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
  assert.strictEqual(await vm.runCell('await 1', context), 1);
});

test('wrong arguments are errors at once', () => {
  assert.throws(() => vm.runCell(1, vm.createContext()), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => vm.runCell('1', {}), { code: 'ERR_INVALID_ARG_TYPE' });
});
