'use strict';

/**
 * Limits of time on what goes on in jobs: chains that never let the event loop turn, and what becomes of the promises
 * that the host holds. Each case is a process of its own, which a chain that is not stopped would hold for ever.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const options = { skip: subject.isOracle && 'node:vm has no limits of this kind' };

async function outputOf(program) {
  const prelude = `
    const heard = [];
    const onLimit = (error) => heard.push([error.code, vm.reasonOf(error)]);
    const limited = (object = {}, rest = {}) =>
      vm.createContext(object, { limits: { timeout: 300 }, onLimit, ...rest });
    const print = (value) => console.log(JSON.stringify(value));
    const turn = () => new Promise((resolve) => setTimeout(resolve, 20));
    const outcome = async (promise) => {
      let timer;
      const late = new Promise((resolve) => { timer = setTimeout(resolve, 2000, 'pending'); });
      try { return await Promise.race([promise, late]); } catch (error) { return [error.code, vm.reasonOf(error)]; }
      finally { clearTimeout(timer); }
    };
  `;
  const ending = await runProgram(subject.name, prelude + program, { limitMs: 60_000 });
  assert.strictEqual(ending.code, 0, `${ending.signal ?? ''}\n${ending.stdout}\n${ending.stderr}`);
  return JSON.parse(ending.stdout);
}

const TIMEOUT = ['ERR_SCRIPT_EXECUTION_TIMEOUT', 'timeout'];

/** Guests that go on in jobs for ever, each too short to be stopped alone. The value is a promise that waits. */
const chains = {
  'an async function': '(async () => { for (;;) await 0; })()',
  'a then in a then': 'new Promise(() => { (function f() { Promise.resolve().then(f); })(); })',
  'an async generator': `(async () => {
    async function* endless() { for (;;) yield 1; }
    for await (const n of endless());
  })()`,
  'a thenable': '(async () => { const t = { then(r) { r(t); } }; await t; })()',
  'a thenable in a loop': '(async () => { const t = { then(r) { r(1); } }; for (;;) await t; })()',
  'two at once':
    'Promise.all([(async () => { for (;;) await 0; })(), (async () => { for (;;) await 0; })()])',
  'more and more':
    'new Promise(() => { (function f(n) { for (let i = 0; i < n; i++) Promise.resolve(1).then(f); })(1); })',
  'a promise of the host': '(async () => { for (;;) await settled; })()',
  'an async function of the host': '(async () => { for (;;) await later(); })()',
  'a function of the host that calls back in a microtask':
    'new Promise(() => { (function f() { defer(f); })(); })',
  'the chain is held by names':
    'var a = (async () => { for (;;) await 0; })(); var b = a.then(() => 1); var c = (async () => { await b; })(); c',
};

const HOST = `{ settled: Promise.resolve(1), later: async () => 1, defer: (f) => { Promise.resolve().then(f).catch(() => {}); } }`;

for (const [name, code] of Object.entries(chains)) {
  test(`an endless chain of jobs ends, and its promise rejects: ${name}`, options, async () => {
    const found = await outputOf(`
      const context = limited(${HOST});
      const promise = vm.runInContext(${JSON.stringify(code)}, context);
      (async () => {
        const first = await outcome(promise);
        print([first, vm.runInContext('[1, 2].map((x) => x * 2).join()', context)]);
      })();
    `);
    assert.deepStrictEqual(found, [TIMEOUT, '2,4']);
  });
}

test(
  'queueMicrotask that was handed in: the call that goes on too long throws',
  options,
  async () => {
    const found = await outputOf(`
    const uncaught = [];
    process.on('uncaughtException', (error) => uncaught.push(error.code));
    const context = limited({ queueMicrotask });
    vm.runInContext('(function f() { queueMicrotask(f); })(); 0', context);
    setTimeout(() => print([new Set(uncaught).size, uncaught[0], vm.runInContext('6 * 7', context)]), 20);
  `);
    assert.deepStrictEqual(found, [1, 'ERR_SCRIPT_EXECUTION_TIMEOUT', 42]);
  },
);

test('process.nextTick that was handed in does not hold the event loop', options, async () => {
  const found = await outputOf(`
    const uncaught = new Set();
    process.on('uncaughtException', (error) => uncaught.add(error.code));
    const context = limited({ tick: (f) => process.nextTick(f) });
    vm.runInContext('(function f() { tick(f); })(); 0', context);
    setTimeout(() => print([[...uncaught], heard.map(([code]) => code), vm.runInContext('6 * 7', context)]), 20);
  `);
  const [uncaught, heard, value] = found;
  assert.deepStrictEqual([...new Set([...uncaught, ...heard])], ['ERR_SCRIPT_EXECUTION_TIMEOUT']);
  assert.strictEqual(value, 42);
});

/**
 * Chains through the ticks and microtasks of the host, in turns and at once. A step takes more than a millisecond, so
 * their number says what was counted, however busy the machine is.
 */
const mixedChains = {
  'a tick in a tick': '(function f() { step(); tick(f); })()',
  'a tick of Node itself': '(function f() { step(); nextTick(f); })()',
  'a job in a tick in a job': '(function f() { step(); Promise.resolve().then(() => tick(f)); })()',
  'a tick in a job in a tick':
    '(function f() { tick(() => Promise.resolve().then(f)); step(); })()',
  'a microtask in a tick': '(function f() { step(); tick(() => queueMicrotask(f)); })()',
  'an async function over ticks':
    '(async () => { for (;;) { step(); await new Promise((r) => tick(r)); } })()',
  'an async function of the host between ticks':
    '(async () => { for (;;) { step(); await new Promise((r) => tick(r)); await later(); await 0; } })()',
  'an async function of the host that ticks': '(function f() { step(); hop(f); })()',
  'all in turns':
    '(function f() { step(); tick(() => queueMicrotask(() => defer(() => later().then(f)))); })()',
  'many jobs for each tick':
    '(async () => { for (;;) { for (let i = 0; i < 50; i++) await 0; step(); await new Promise((r) => tick(r)); } })()',
  'two at once':
    '(function f() { step(); tick(f); })(); (async () => { for (;;) { step(); await new Promise((r) => tick(r)); } })()',
  'a hundred ticks at once': 'for (let i = 0; i < 100; i++) (function f() { step(); tick(f); })()',
  'a hundred microtasks of the host at once':
    'for (let i = 0; i < 100; i++) (function f() { step(); defer(f); })()',
  'a hundred of queueMicrotask at once':
    'for (let i = 0; i < 100; i++) (function f() { step(); queueMicrotask(f); })()',
};

const MIXED_HOST = `{
  nextTick: process.nextTick,
  tick: (f) => process.nextTick(f),
  queueMicrotask,
  defer: (f) => { Promise.resolve().then(f).catch((error) => heard.push([error.code, vm.reasonOf(error)])); },
  later: async () => { await 0; return 1; },
  hop: async (f) => { await 0; process.nextTick(() => queueMicrotask(() => process.nextTick(f))); },
}`;

for (const [name, code] of Object.entries(mixedChains)) {
  test(
    `a chain through ticks and microtasks ends when its time is up: ${name}`,
    options,
    async () => {
      const found = await outputOf(`
      process.on('uncaughtException', (error) => heard.push([error.code, vm.reasonOf(error)]));
      const context = limited(${MIXED_HOST});
      vm.runInContext('var steps = 0; function step() { steps++; for (const end = Date.now() + 2; Date.now() < end;); }', context);
      try { vm.runInContext(${JSON.stringify(code)} + '; 0', context); } catch (error) { heard.push([error.code, vm.reasonOf(error)]); }
      setTimeout(() => print([vm.runInContext('steps', context), heard[0], vm.runInContext('6 * 7', context)]), 20);
    `);
      const [steps, heard, value] = found;
      assert.deepStrictEqual([heard, value], [TIMEOUT, 42]);
      // 300 ms are at most 300 steps, and twice that may be granted.
      assert.ok(steps > 1 && steps <= 700, `${steps} steps`);
    },
  );
}

test(
  'timers and immediates whose work goes through ticks and microtasks are no chain',
  options,
  async () => {
    const found = await outputOf(`
    const context = limited(${MIXED_HOST});
    const busy = 'for (let end = Date.now() + 20; Date.now() < end;);';
    const work = vm.runInContext('(done) => { ' + busy + ' tick(() => { queueMicrotask(done); }); }', context);
    let left = 0;
    const done = () => { if (--left === 0) print('done'); };
    for (const later of [setTimeout, setImmediate])
      for (let i = 0; i < 20; i++) { left++; later(() => work(done), 1); }
  `);
    assert.strictEqual(found, 'done');
  },
);

test('ticks of the host that call what calls nothing are no chain', options, async () => {
  const found = await outputOf(`
    const context = limited();
    const work = vm.runInContext('() => { for (let end = Date.now() + 30; Date.now() < end;); }', context);
    let left = 20;
    (function next() { work(); if (--left > 0) process.nextTick(next); else print('done'); })();
  `);
  assert.strictEqual(found, 'done');
});

/** Promises that wait for several, which are held by names and wait in vain. */
const several = {
  all: 'var a = endless(), b = endless(); Promise.all([a, b, 1])',
  allSettled: 'var a = endless(), b = endless(); Promise.allSettled([a, b, Promise.reject(1)])',
  any: 'var a = endless(), b = endless(); Promise.any([a, Promise.reject(1), b])',
  race: 'var a = endless(), b = endless(); Promise.race([a, b])',
  'all of all':
    'var a = endless(), b = Promise.all([a]); (async () => { await Promise.all([b]); })()',
};

for (const [name, code] of Object.entries(several)) {
  test(`a promise of several that wait in vain rejects: ${name}`, options, async () => {
    const found = await outputOf(`
      const context = limited();
      vm.runInContext('async function endless() { for (;;) await 0; }', context);
      const promise = vm.runInContext(${JSON.stringify(code)}, context);
      (async () => print([await outcome(promise), vm.runInContext('6 * 7', context)]))();
    `);
    assert.deepStrictEqual(found, [TIMEOUT, 42]);
  });
}

test('a promise of several of which one can still settle waits', options, async () => {
  const found = await outputOf(`
    const context = limited();
    const promise = vm.runInContext(\`
      var a = (async () => { for (;;) await 0; })();
      var b = new Promise((resolve) => { globalThis.resolve = resolve; });
      Promise.race([a, b]);
    \`, context);
    (async () => {
      const first = await outcome(promise);
      vm.runInContext('resolve("called")', context);
      print([first, await promise]);
    })();
  `);
  assert.deepStrictEqual(found, ['pending', 'called']);
});

/** Callbacks of registries that hold the host up. */
const CALLBACKS = {
  'without an end': '() => { for (;;); }',
  'that recurse': '() => { try { (function f() { f(); })(); } catch {} for (;;); }',
};

for (const [name, callback] of Object.entries(CALLBACKS)) {
  for (const limits of ['{}', '{ timeout: 1000 }']) {
    test(
      `callbacks of a FinalizationRegistry ${name} end, with limits ${limits}`,
      options,
      async () => {
        const found = await outputOf(`
        const context = vm.createContext({}, { limits: ${limits}, onLimit });
        const churn = 'for (let i = 0; i < 3e4; i++) ({ i }); 0';
        vm.runInContext('globalThis.fr = new FinalizationRegistry(${callback}); for (let i = 0; i < 10; i++) fr.register({}, i);', context);
        (async () => {
          for (let i = 0; i < 4; i++) { vm.runInContext(churn, context); await turn(); }
          print([heard.slice(0, 1), vm.runInContext('6 * 7', context)]);
        })();
      `);
        assert.deepStrictEqual(found, [[TIMEOUT], 42]);
      },
    );
  }
}

test('jobs go on when a callback of a FinalizationRegistry was stopped', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({}, { onLimit });
    const churn = 'for (let i = 0; i < 1e5; i++) ({ i }); 0';
    vm.runInContext('globalThis.fr = new FinalizationRegistry(() => { for (;;); }); fr.register({}, 1); ' + churn, context);
    const promise = vm.runInContext('(async () => { for (let i = 0; i < 100; i++) await 0; return "done"; })()', context);
    vm.runInContext(churn, context);
    (async () => { await turn(); print(await promise); })();
  `);
  assert.strictEqual(found, 'done');
});

test('a chain through two contexts ends', options, async () => {
  const found = await outputOf(`
    const a = limited(), b = limited();
    a.other = vm.runInContext('(f) => { Promise.resolve().then(f).catch(() => {}); }', b);
    const promise = vm.runInContext('new Promise(() => { (function f() { other(f); })(); })', a);
    setTimeout(async () => print([await outcome(promise), vm.runInContext('1', a), vm.runInContext('2', b)]), 20);
  `);
  // The promise rejects only where the context was stopped whose promise it is.
  assert.deepStrictEqual(found.slice(1), [1, 2]);
});

test(
  'onLimit hears of a chain that was stopped, once, and not within guest code',
  options,
  async () => {
    const found = await outputOf(`
    let isInside = false;
    const told = [];
    const context = vm.createContext({ f: () => { isInside = true; Promise.resolve().then(() => { isInside = false; }); } },
      { limits: { timeout: 300 }, onLimit: (error) => told.push([error.code, vm.reasonOf(error), require('node:util').types.isNativeError(error), isInside]) });
    vm.runInContext('(async () => { for (;;) { f(); await 0; } })(); 0', context);
    setTimeout(() => print(told), 20);
  `);
    const heard = ['ERR_SCRIPT_EXECUTION_TIMEOUT', 'timeout', true, false];
    // Twice where a busy machine has let a single job look like one that takes the time by itself.
    assert.deepStrictEqual(found, [heard, heard].slice(0, Math.max(1, found.length)));
  },
);

test('what onLimit throws is an uncaught exception', options, async () => {
  const found = await outputOf(`
    const uncaught = [];
    process.on('uncaughtException', (error, origin) => uncaught.push([error.message, origin]));
    const context = vm.createContext({}, { limits: { timeout: 300 }, onLimit: () => { throw new Error('mine'); } });
    vm.runInContext('(async () => { for (;;) await 0; })(); 0', context);
    setTimeout(() => print(uncaught), 20);
  `);
  assert.deepStrictEqual(found[0], ['mine', 'uncaughtException']);
});

test('onLimit has to be a function', options, () => {
  const vm = require('..');
  assert.throws(() => vm.createContext({}, { onLimit: 1 }), {
    code: 'ERR_INVALID_ARG_TYPE',
    message: 'The "options.onLimit" property must be of type function. Received type number (1)',
  });
});

test(
  'a promise that nobody looks at and that waits in vain does not end the process',
  options,
  async () => {
    const found = await outputOf(`
    const context = limited();
    vm.runInContext('(async () => { for (;;) await 0; })()', context);
    setTimeout(() => print(heard), 20);
  `);
    assert.deepStrictEqual(found, [TIMEOUT]);
  },
);

test(
  'the promise of a job that alone took too long rejects, and other jobs go on',
  options,
  async () => {
    const found = await outputOf(`
    const context = limited();
    const [bad, good] = vm.runInContext(\`[
      (async () => { await 0; for (;;); })(),
      (async () => { for (let i = 0; i < 100; i++) await 0; return 'good'; })(),
    ]\`, context);
    (async () => print([await outcome(bad), await outcome(good)]))();
  `);
    assert.deepStrictEqual(found, [TIMEOUT, 'good']);
  },
);

test('a promise that somebody can still settle does not reject', options, async () => {
  const found = await outputOf(`
    const context = limited({ setTimeout });
    const waiting = vm.runInContext('new Promise((resolve) => { globalThis.resolve = resolve; })', context);
    const timed = vm.runInContext('(async () => { await new Promise((r) => setTimeout(r, 60)); return "timed"; })()', context);
    const ended = vm.runInContext('(async () => { for (;;) await 0; })()', context);
    (async () => {
      const first = [await outcome(ended), await outcome(waiting)];
      vm.runInContext('resolve("called")', context);
      print([...first, await waiting, await timed]);
    })();
  `);
  assert.deepStrictEqual(found, [TIMEOUT, 'pending', 'called', 'timed']);
});

test('a chain that lets the event loop turn is not stopped', options, async () => {
  const found = await outputOf(`
    const context = limited({ setImmediate });
    const code = \`(async () => {
      for (let i = 0; i < 40; i++) {
        for (let j = 0, end = Date.now() + 15; Date.now() < end; j++) await 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return 'done';
    })()\`;
    vm.runInContext(code, context).then(print, (error) => print(error.code));
  `);
  assert.strictEqual(found, 'done');
});

test(
  'a loop of the host over async functions that call nothing is no chain of the guest',
  options,
  async () => {
    const found = await outputOf(`
    const context = limited();
    const work = vm.runInContext('async (n) => { for (let end = Date.now() + 40; Date.now() < end;); return n; }', context);
    (async () => {
      let sum = 0;
      for (let i = 0; i < 20; i++) sum += await work(i);
      print(sum);
    })();
  `);
    assert.strictEqual(found, 190);
  },
);

test('runs one after the other in one microtask each have the whole limit', options, async () => {
  const found = await outputOf(`
    const context = limited({ log() {} });
    const busy = 'log(); for (let end = Date.now() + 120; Date.now() < end;); log(); 1';
    const work = vm.runInContext('() => { ' + busy + ' }', context);
    Promise.resolve().then(() => {
      for (let i = 0; i < 4; i++) vm.runInContext(busy, context);
      for (let i = 0; i < 4; i++) work();
      print('done');
    });
  `);
  assert.strictEqual(found, 'done');
});

test('a context without a limit is left alone', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({});
    vm.runInContext('(async () => { for (let i = 0; i < 1e4; i++) await 0; return "done"; })()', context).then(print);
  `);
  assert.strictEqual(found, 'done');
});

test('a chain that takes too much memory ends, and its promise rejects', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({}, { limits: { memory: 8 * 2 ** 20 }, onLimit });
    const promise = vm.runInContext('(async () => { const a = []; for (;;) { a.push([1, 2, 3]); await 0; } })()', context);
    promise.catch((error) => print([error.code, vm.reasonOf(error), heard.length, vm.runInContext('6 * 7', context)]));
  `);
  assert.deepStrictEqual(found, ['ERR_VM_MEMORY_LIMIT', 'memory', 1, 42]);
});

test('jobs of a context that is full do not hold the event loop', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({}, { limits: { memory: 8 * 2 ** 20 }, onLimit });
    vm.runInContext('var a = []; async function eat() { for (;;) { a.push([1, 2, 3]); await 0; } } eat(); eat(); eat(); 0', context);
    setTimeout(() => { print(heard.map(([code]) => code)); process.exit(); }, 20);
  `);
  assert.ok(
    found.length > 0 && found.every((code) => code === 'ERR_VM_MEMORY_LIMIT'),
    String(found),
  );
});

/** Modules whose evaluation is stopped behind an await, with what they import. */
const modules = {
  'its own endless chain': { main: 'for (;;) await 0;' },
  'a loop after an await': { main: 'await 0; for (;;);' },
  'a module that it imports': { main: 'import "dep"; export let x = 1;', dep: 'for (;;) await 0;' },
  'what it awaits is held by a name': {
    main: 'globalThis.p = (async () => { for (;;) await 0; })(); await globalThis.p;',
  },
  'a module that runs when another is done': { main: 'import "dep"; for (;;);', dep: 'await 0;' },
};

for (const [name, sources] of Object.entries(modules)) {
  test(`module.evaluate() rejects when its jobs are stopped: ${name}`, options, async () => {
    const found = await outputOf(`
      const sources = ${JSON.stringify(sources)};
      const context = limited();
      const make = (specifier) => new vm.SourceTextModule(sources[specifier], { context, identifier: specifier });
      (async () => {
        const main = make('main');
        await main.link(make);
        const first = await outcome(main.evaluate());
        const again = await outcome(main.evaluate());
        print([first, again, main.status, main.error?.code, vm.runInContext('6 * 7', context)]);
      })();
    `);
    const code = 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    assert.deepStrictEqual(found, [TIMEOUT, TIMEOUT, 'errored', code, 42]);
  });
}

test('microtaskMode afterEvaluate: the run throws, and its promises reject', options, async () => {
  const found = await outputOf(`
    const context = limited({ hand(p) { globalThis.handed = p; } }, { microtaskMode: 'afterEvaluate' });
    let code;
    try { vm.runInContext('hand((async () => { for (;;) await 0; })())', context); } catch (error) { code = error.code; }
    globalThis.handed.catch((error) => print([code, error.code]));
    vm.runInContext('0', context);
  `);
  assert.deepStrictEqual(found, ['ERR_SCRIPT_EXECUTION_TIMEOUT', 'ERR_SCRIPT_EXECUTION_TIMEOUT']);
});

test('a worker: the chain ends there too', options, async () => {
  const found = await outputOf(`
    const { Worker } = require('node:worker_threads');
    const worker = new Worker(\`
      const vm = require(${JSON.stringify(require.resolve('..'))});
      const context = vm.createContext({}, { limits: { timeout: 300 } });
      vm.runInContext('(async () => { for (;;) await 0; })()', context)
        .catch((error) => require('node:worker_threads').parentPort.postMessage(error.code));
    \`, { eval: true });
    worker.on('message', print);
  `);
  assert.strictEqual(found, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
});
