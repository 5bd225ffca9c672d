'use strict';

/**
 * `limits.instructions` of a context and `instructions` of a run: a budget that the engine counts, which is the same
 * for the same code, whatever the machine does.
 */

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { setImmediate: turn } = require('node:timers/promises');
const vm = require('..');

const EXCEEDED = { code: 'ERR_VM_INSTRUCTION_LIMIT', name: 'Error' };

/** More than any program here takes. */
const PLENTY = 1e9;

const limited = (instructions, object = {}, options = {}) =>
  vm.createContext(object, { ...options, limits: { instructions } });

/** How many instructions code takes in a context of its own. */
function count(code) {
  const context = limited(PLENTY);
  vm.runInContext(code, context);
  return vm.stats(context).instructions;
}

const PROGRAMS = {
  loops: 'let sum = 0; for (let i = 0; i < 1000; i++) sum += i % 7; sum',
  calls: 'const f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2)); f(12)',
  'built-ins': '[5, 3, 8].map((n) => n * 2).sort((a, b) => a - b).join("-")',
  strings:
    '"lorem ipsum ".repeat(500).split(" ").map((s) => s.toUpperCase()).join("").indexOf("zz")',
  patterns: '"aaab".repeat(200).replace(/(a+)b/g, (whole, a) => a.length)',
  json: 'JSON.stringify(JSON.parse(JSON.stringify({ a: [1, 2, { b: "c" }] })))',
  'texts that it compiles': 'eval("1 + 1") + new Function("a", "return a * 2")(21)',
  classes: 'class A { #x = 1; get x() { return this.#x } } class B extends A {} new B().x',
  generators: 'function* g() { for (let i = 0; i < 50; i++) yield i } [...g()].length',
  proxies:
    'const p = new Proxy({}, { get: (_, k) => k }); let s = ""; for (let i = 0; i < 50; i++) s += p["k" + i]; s',
  errors:
    'let n = 0; for (let i = 0; i < 50; i++) try { null.x } catch (e) { n += e.stack.length } n > 0',
};

test('the same code takes the same number of instructions, in another process too', () => {
  const counts = Object.fromEntries(
    Object.entries(PROGRAMS).map(([name, code]) => [name, count(code)]),
  );
  for (const [name, code] of Object.entries(PROGRAMS)) {
    assert.ok(counts[name] > 0, name);
    assert.strictEqual(count(code), counts[name], name);
  }
  const script = `
    const vm = require(${JSON.stringify(path.join(__dirname, '..'))});
    // What else the process does is no part of the count.
    const other = vm.createContext({});
    vm.runInContext('globalThis.rest = Array.from({ length: 20000 }, (_, n) => ({ n }))', other);
    const counts = {};
    for (const [name, code] of Object.entries(${JSON.stringify(PROGRAMS)})) {
      const context = vm.createContext({}, { limits: { instructions: ${PLENTY} } });
      vm.runInContext(code, context);
      counts[name] = vm.stats(context).instructions;
    }
    console.log(JSON.stringify(counts));
  `;
  const elsewhere = JSON.parse(
    execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }),
  );
  assert.deepStrictEqual(elsewhere, counts);
});

test('as many as it takes are enough, and one less is not', () => {
  const needed = count(PROGRAMS.loops);
  assert.strictEqual(vm.runInContext(PROGRAMS.loops, limited(needed)), 2997);
  assert.throws(() => vm.runInContext(PROGRAMS.loops, limited(needed - 1)), EXCEEDED);
});

test('a longer loop takes as many more as it has turns more', () => {
  const loop = (turns) => count(`for (let i = 0; i < ${turns}; i++);`);
  assert.strictEqual(loop(1100) - loop(100), 1000 * (loop(101) - loop(100)));
});

const ENDLESS = {
  'an empty loop': 'for (;;);',
  'past every handler': '(function f() { try { for (;;); } catch { f() } finally { f() } })()',
  'a built-in over a length': 'Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)',
  'a pattern that backtracks': '/^(a+)+$/.test("a".repeat(40) + "!")',
  'a text that is searched again and again':
    'const t = "a".repeat(1 << 20); for (;;) t.includes("b")',
  'texts that are compiled': 'for (;;) eval("1".repeat(1000))',
  'large numbers': 'let n = 3n; for (;;) n *= n',
  'an array that grows': 'let a = [1]; for (;;) a = a.concat(a)',
  'a getter': '({ get x() { for (;;); } }).x',
  'a class initializer': 'new (class { x = (() => { for (;;); })() })()',
};

for (const [title, code] of Object.entries(ENDLESS)) {
  test(`a budget ends what has no end: ${title}`, () => {
    const context = limited(200_000);
    assert.throws(
      () => vm.runInContext(code, context),
      (error) => {
        assert.strictEqual(error.code, EXCEEDED.code, error.stack);
        assert.strictEqual(vm.reasonOf(error), 'instructions');
        assert.strictEqual(
          error.message,
          'Script execution took more than its limit of 200000 instructions',
        );
        return true;
      },
    );
    // The next entry has a budget of its own.
    assert.strictEqual(vm.runInContext('6 * 7', context), 42);
  });
}

test('calls and reads of guest objects have a budget each', () => {
  const context = limited(20_000);
  const api = vm.runInContext(
    '({ work(n) { for (let i = 0; i < n; i++); return n }, get endless() { for (;;); } })',
    context,
  );
  for (let i = 0; i < 50; i++) assert.strictEqual(api.work(1000), 1000);
  assert.throws(() => api.work(1e6), EXCEEDED);
  assert.throws(() => api.endless, EXCEEDED);
  assert.strictEqual(api.work(1000), 1000);
});

test('jobs count, and a chain of them without end is stopped', async () => {
  const stops = [];
  const context = limited(100_000, {}, { onLimit: (error) => stops.push(vm.reasonOf(error)) });
  const endless = vm.runInContext('(async () => { for (;;) await 0 })()', context);
  await assert.rejects(endless, EXCEEDED);
  assert.deepStrictEqual(stops, ['instructions']);
  vm.runInContext('(function f() { Promise.resolve().then(f) })()', context);
  await turn();
  assert.deepStrictEqual(stops, ['instructions', 'instructions']);
  assert.strictEqual(await vm.runInContext('(async () => { await 0; return 42 })()', context), 42);
});

test('a chain of jobs stops at the same place each time', async () => {
  const chain = async () => {
    const context = limited(50_000);
    vm.runInContext(
      'var turns = 0; (async () => { for (;;) { await 0; turns++ } })().catch(() => {})',
      context,
    );
    await turn();
    return context.turns;
  };
  const turns = await chain();
  assert.ok(turns > 100, `${turns}`);
  assert.strictEqual(await chain(), turns);
});

test('a job that takes everything is stopped alone', async () => {
  const context = limited(50_000);
  vm.runInContext(
    'var done = false; Promise.resolve().then(() => { for (;;); }); Promise.resolve().then(() => { done = true })',
    context,
  );
  await turn();
  assert.strictEqual(context.done, true);
});

test('a queue of its own is drained within the run', () => {
  const context = limited(50_000, {}, { microtaskMode: 'afterEvaluate' });
  const endless = '(function f() { Promise.resolve().then(f) })()';
  assert.throws(() => vm.runInContext(endless, context), EXCEEDED);
  assert.strictEqual(vm.runInContext('6 * 7', context), 42);
});

test('a run can have a budget of its own', () => {
  const context = vm.createContext({});
  const options = { instructions: 10_000 };
  assert.throws(() => vm.runInContext('for (;;);', context, options), EXCEEDED);
  assert.strictEqual(vm.runInContext('6 * 7', context, options), 42);
  const script = new vm.Script('for (let i = 0; i < n; i++); n');
  context.n = 1e5;
  assert.throws(() => script.runInContext(context, options), EXCEEDED);
  assert.strictEqual(script.runInContext(context), 1e5);
  // The smaller one holds.
  context.n = 1000;
  assert.throws(() => script.runInContext(context, { instructions: 10 }), {
    message: /its limit of 10 instructions/,
  });
  assert.throws(() => vm.runInNewContext('for (;;);', {}, { limits: { instructions: 100 } }), {
    message: /its limit of 100 instructions/,
  });
});

test('runs inside a run take from what it has', () => {
  const inner = limited(PLENTY);
  const outer = limited(50_000, {
    // As often as guest code likes.
    run: () => vm.runInContext('for (let i = 0; i < 1000; i++); 42', inner),
    endless: () => vm.runInContext('for (;;);', inner),
  });
  assert.strictEqual(vm.runInContext('run()', outer), 42);
  assert.throws(() => vm.runInContext('for (;;) run()', outer), EXCEEDED);
  assert.throws(() => vm.runInContext('try { endless() } catch {} 42', outer), EXCEEDED);
  assert.strictEqual(vm.runInContext('6 * 7', inner), 42);
});

test('the host, what it is handed and what crosses are not counted', () => {
  const code = 'call(list)';
  const taken = (length) => {
    const context = limited(PLENTY, {
      list: Array.from({ length }, (_, n) => ({ n })),
      call: (list) => JSON.stringify(list).length,
    });
    vm.runInContext(code, context);
    return vm.stats(context).instructions;
  };
  assert.strictEqual(taken(10), taken(1000));
});

test('code of the package itself needs no budget', () => {
  const context = vm.createContext({}, { globals: 'web', limits: { instructions: 200 } });
  assert.strictEqual(vm.runInContext('typeof URL', context), 'function');
});

test('modules count, and what they stop is an error of theirs', async () => {
  const context = limited(50_000);
  const link = async (code) => {
    const module = new vm.SourceTextModule(code, { context });
    await module.link(() => {});
    return module;
  };
  await assert.rejects((await link('for (;;);')).evaluate(), EXCEEDED);
  await assert.rejects((await link('await 0; for (;;);')).evaluate(), EXCEEDED);
  await (await link('export default 42')).evaluate();
  await assert.rejects(
    (await link('for (let i = 0; i < 1000; i++);')).evaluate({ instructions: 100 }),
    EXCEEDED,
  );
});

test('what stopped a run shows where', () => {
  const context = limited(1000);
  const code = 'function spin() {\n  for (;;);\n}\nspin();';
  assert.throws(
    () => vm.runInContext(code, context, { filename: 'spin.js' }),
    (error) => /at spin \(spin\.js:\d:\d+\)\n {4}at spin\.js:4:1/.test(error.stack),
  );
});

test('limits that are none are errors that say so', () => {
  for (const [instructions, code] of [
    [0, 'ERR_OUT_OF_RANGE'],
    [1.5, 'ERR_OUT_OF_RANGE'],
    [-1, 'ERR_OUT_OF_RANGE'],
    [2 ** 53, 'ERR_OUT_OF_RANGE'],
    ['100', 'ERR_INVALID_ARG_TYPE'],
    [null, 'ERR_INVALID_ARG_TYPE'],
  ]) {
    assert.throws(() => limited(instructions), { code });
    assert.throws(() => vm.runInNewContext('1', {}, { instructions }), { code });
  }
  assert.throws(() => vm.createContext({}, { instructions: 100 }), /limits: \{ instructions \}/);
  assert.throws(() => vm.createContext({}, { limits: { instruction: 1 } }), /use 'instructions'/);
  assert.throws(() => vm.createContext({}, { limits: { fuel: 1 } }), /use 'instructions'/);
  const context = vm.createContext({});
  assert.throws(() => vm.runInContext('1', context, { instructionLimit: 1 }), /use 'instructions'/);
});
