'use strict';

/** `limits.memory`: what a context may hold. Each case is a process of its own, which must live to its end. */

const assert = require('node:assert');
const { test } = require('node:test');
const { inspect } = require('node:util');

const vm = require('..');
const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const MB = 2 ** 20;
const options = { skip: subject.isOracle && 'node:vm has no limit of memory' };

async function outputOf(program) {
  const prelude = `
    const MB = 2 ** 20;
    const limited = (memory = 8 * MB, rest = {}) => vm.createContext({}, { limits: { memory, timeout: 20000, ...rest } });
    const outcome = (run) => {
      try { return String(run()); } catch (error) { return [error.code, vm.reasonOf(error)]; }
    };
    const print = (value) => console.log(JSON.stringify(value));
  `;
  const ending = await runProgram(subject.name, prelude + program, { limitMs: 120_000 });
  assert.strictEqual(ending.code, 0, `${ending.signal ?? ''}\n${ending.stdout}\n${ending.stderr}`);
  return JSON.parse(ending.stdout);
}

const EXCEEDED = ['ERR_VM_MEMORY_LIMIT', 'memory'];

/** Guests that take memory without an end, in small pieces. */
const hungry = {
  arrays: 'const a = []; for (;;) a.push([1, 2, 3])',
  'one array': 'const a = []; for (;;) a.push(1)',
  objects: 'let o = {}; for (;;) o = { o }',
  strings: 'const a = []; for (let i = 0; ; i++) a.push("x".repeat(100) + i)',
  closures: 'const a = []; for (let i = 0; ; i++) a.push(() => i)',
  'a Map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i, {})',
  'a Set': 'const s = new Set(); for (let i = 0; ; i++) s.add("k" + i)',
  properties: 'const o = {}; for (let i = 0; ; i++) o["p" + i] = i',
  BigInts: 'const a = []; for (let n = 1n; ; n *= 3n) a.push(n)',
  errors: 'const a = []; for (;;) a.push(new Error("e"))',
  functions: 'const a = []; for (let i = 0; ; i++) a.push(Function("return " + i))',
  promises: 'const a = []; for (;;) a.push(new Promise(() => {}))',
  generators: 'const a = []; for (;;) a.push((function* () { yield 1; })())',
  symbols: 'const a = []; for (let i = 0; ; i++) a.push(Symbol("s" + i))',
  'patterns of its own': 'const a = []; for (let i = 0; ; i++) a.push(new RegExp("a" + i))',
  'split of a string': 'const a = []; for (;;) a.push("a,b,c,d".split(","))',
  classes: 'const a = []; for (;;) a.push(class { m() {} })',
};

for (const [name, code] of Object.entries(hungry)) {
  test(`a guest that holds too much is stopped: ${name}`, options, async () => {
    const found = await outputOf(`
      const context = limited();
      const first = outcome(() => vm.runInContext(${JSON.stringify(`(() => { ${code} })()`)}, context));
      print([first, outcome(() => vm.runInContext('[1, 2].map((x) => x * 2)', context)), process.memoryUsage().rss < 400 * MB]);
    `);
    assert.deepStrictEqual(found, [EXCEEDED, '2,4', true]);
  });
}

test('garbage is no reason to stop', options, async () => {
  const found = await outputOf(`
    print(outcome(() => vm.runInContext('let n = 0; for (let i = 0; i < 1e5; i++) n += [1, 2, 3].concat([i]).length; n', limited())));
  `);
  assert.strictEqual(found, '400000');
});

/** Garbage of small objects that hold much elsewhere, about 10 MB each. */
const heavy = {
  ArrayBuffers: 'new ArrayBuffer(1e7)',
  'typed arrays': 'new Float64Array(1e6)',
  arrays: '[...list]',
  slices: 'buffer.slice(0)',
  Maps: 'new Map(pairs)',
};

for (const [name, code] of Object.entries(heavy)) {
  test(`garbage goes while a script runs without a limit: ${name}`, options, async () => {
    const found = await outputOf(`
      const context = vm.createContext();
      vm.runInContext('var buffer = new ArrayBuffer(1e7), list = new Array(6e5).fill(0)', context);
      vm.runInContext('var pairs = Array.from({ length: 1e5 }, (_, i) => [i, i])', context);
      vm.runInContext(${JSON.stringify(`for (let i = 0; i < 150; i++) ${code}`)}, context);
      print(Math.round(process.resourceUsage().maxRSS / 1024));
    `);
    assert.ok(found < 600, `${found} MB`);
  });
}

test(
  'texts and BigInts of the host are charged to the guest that frees them',
  options,
  async () => {
    const found = await outputOf(`
    const text = 'x'.repeat(MB);
    const big = 1n << 4000000n;
    const give = { text: () => text, big: () => big, bytes: () => new ArrayBuffer(MB) };
    const context = vm.createContext({ give }, { limits: { memory: 16 * MB, timeout: 20000 } });
    const before = vm.stats(context).heapBytes;
    vm.runInContext('for (let i = 0; i < 100; i++) { give.text(); give.big(); give.bytes() }', context);
    const after = vm.stats(context).heapBytes;
    const hold = '{ const a = []; for (let i = 0; i < 64; i++) a.push(String(i).repeat(' + MB + ')) }';
    print([after > before / 2, outcome(() => vm.runInContext(hold, context))]);
  `);
    assert.deepStrictEqual(found, [true, EXCEEDED]);
  },
);

test('a buffer for which there is no room is a RangeError', options, async () => {
  const found = await outputOf(`
    const code = 'const a = []; try { for (;;) a.push(new ArrayBuffer(10000)); } catch (e) { e.name; }';
    print(outcome(() => vm.runInContext(code, limited())));
  `);
  assert.strictEqual(found, 'RangeError');
});

test('one request for too much does not end the process', options, async () => {
  const found = await outputOf(`
    const codes = [];
    for (const code of ['new Array(1e8).fill(0)', '"x".repeat(5e8)', 'new ArrayBuffer(2 ** 30)', '[..."x".repeat(1e7)]']) {
      codes.push(Array.isArray(outcome(() => vm.runInContext(code, limited()))));
    }
    print([...codes, outcome(() => vm.runInNewContext('6 * 7'))]);
  `);
  assert.deepStrictEqual(found, [true, true, true, true, '42']);
});

test('functions, getters and jobs of the guest are stopped too', options, async () => {
  const found = await outputOf(`
    const eat = '(() => { const a = []; for (;;) a.push([1]); })';
    const f = vm.runInContext(eat, limited());
    const o = vm.runInContext('({ get x() { return ' + eat + '(); } })', limited());
    const context = limited();
    vm.runInContext('Promise.resolve().then(' + eat + '); 0', context);
    setTimeout(() => {
      print([outcome(f), outcome(() => o.x), outcome(() => vm.runInContext('1', context))]);
    }, 3000);
  `);
  assert.deepStrictEqual(found, [EXCEEDED, EXCEEDED, '1']);
});

test('contexts without a limit, and others with one, do not notice', options, async () => {
  const found = await outputOf(`
    const other = limited();
    const free = vm.createContext({});
    vm.runInContext('var a = Array.from({ length: 1e4 }, (_, i) => [i])', other);
    for (let i = 0; i < 5; i++) outcome(() => vm.runInContext('const a = []; for (;;) a.push([1]);', limited()));
    print([outcome(() => vm.runInContext('a.length', other)), outcome(() => vm.runInContext('new Array(1e6).fill([]).length', free))]);
  `);
  assert.deepStrictEqual(found, ['10000', '1000000']);
});

test('no context is made for which there is not enough memory', options, async () => {
  const found = await outputOf(
    "print([outcome(() => limited(1000)), outcome(() => vm.runInNewContext('1'))]);",
  );
  assert.deepStrictEqual(found, [EXCEEDED, '1']);
});

test('memory comes back after sixty guests that took all they could', options, async () => {
  const found = await outputOf(`
    const eat = () => outcome(() => vm.runInContext('(() => { const a = []; for (;;) a.push([1, 2, 3]); })()', limited(4 * MB)));
    for (let i = 0; i < 10; i++) eat();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 50; i++) eat();
    print(process.memoryUsage().rss - before < 50 * MB);
  `);
  assert.strictEqual(found, true);
});

test('the limit is named in the error', options, () => {
  const vm = require('..');
  const context = vm.createContext({}, { limits: { memory: 8 * MB } });
  assert.throws(
    () => vm.runInContext('(() => { const a = []; for (;;) a.push([1]); })()', context),
    {
      name: 'Error',
      code: 'ERR_VM_MEMORY_LIMIT',
      message: 'The context holds more than its memory limit of 8388608 bytes',
    },
  );
});

test('errors of a context that is full can be read and inspected', options, () => {
  for (const megabytes of [8, 9, 12, 16]) {
    const context = vm.createContext({}, { limits: { memory: megabytes * MB } });
    let error;
    try {
      vm.runInContext('const held = []; for (;;) held.push([1, 2, 3]);', context);
    } catch (thrown) {
      error = thrown;
    }
    assert.equal(error.code, 'ERR_VM_MEMORY_LIMIT');
    assert.match(
      `${error.name}: ${error.message} ${inspect(error)}`,
      /^Error: The context holds more than its memory limit/,
    );
    assert.equal(
      String(error),
      `Error: The context holds more than its memory limit of ${megabytes * MB} bytes`,
    );
  }
});

/** What a guest keeps until its context is full, and how the host lets go of that. */
const kept = {
  'a global': ['a = []; for (;;) a.push([1, 2, 3])', 'context.a = undefined'],
  'a variable': ['var a = []; for (;;) a.push([1, 2, 3])', 'context.a = undefined'],
  'a variable that the host looked at': [
    'var a = []; for (;;) a.push([1, 2, 3])',
    'context.a[0]; context.a = null',
  ],
  'a Map': ['var a = new Map(); for (let i = 0; ; i++) a.set(i, [i])', 'context.a = undefined'],
  'a variable of a function': [
    'function f() { var b = a = []; for (;;) b.push([1]); } f()',
    'context.a = undefined',
  ],
};

for (const [name, [code, release]] of Object.entries(kept)) {
  test(
    `a full context works again when the host lets go of what filled it: ${name}`,
    options,
    async () => {
      const found = await outputOf(`
      const context = limited();
      const list = (context.list = []);
      const first = outcome(() => vm.runInContext(${JSON.stringify(code)}, context));
      const before = outcome(() => vm.runInContext('6 * 7', context));
      ${release};
      print([first, before, outcome(() => vm.runInContext('6 * 7', context))]);
    `);
      assert.deepStrictEqual(found, [EXCEEDED, EXCEEDED, '42']);
    },
  );
}

test(
  'a full context works again when the host has let go of a guest object for a while',
  options,
  async () => {
    const found = await outputOf(`
    const context = limited();
    const list = (context.list = []);
    const first = outcome(() => vm.runInContext('list.push([]); for (;;) list[0].push([1])', context));
    const before = outcome(() => vm.runInContext('6 * 7', context));
    list.pop();
    (async () => {
      let last = before;
      for (let i = 0; i < 1000 && last !== '42'; i++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        last = outcome(() => vm.runInContext('6 * 7', context));
      }
      print([first, before, last]);
    })();
  `);
    assert.deepStrictEqual(found, [EXCEEDED, EXCEEDED, '42']);
  },
);
