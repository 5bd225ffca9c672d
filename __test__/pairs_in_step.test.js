'use strict';

/**
 * Errors, promises, regular expressions and dates that both sides have, each as a genuine object: what one
 * side changes is there on the other, however many pairs there are and whatever ended a synchronisation.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const { setImmediate: turn } = require('node:timers/promises');
const nodeVm = require('node:vm');

const { atTheEndOfTheStack } = require('./support/end_of_stack.js');
const { load } = require('./support/subject.js');

const vm = load();

function same(name, run) {
  test(name, async () => {
    const expected = await run(nodeVm);
    assert.deepStrictEqual(await run(vm), expected);
  });
}

for (const count of [1, 33, 60]) {
  same(`each of ${count} pairs is in step, the first and the last`, (impl) => {
    const context = impl.createContext({ f: (x) => x, count });
    const make = (code) => [
      ...impl.runInContext(`Array.from({ length: count }, (_, i) => ${code})`, context),
    ];
    impl.runInContext('var keep = {}', context);
    const all = {};
    for (const [name, code] of Object.entries({
      errors: '(keep["e" + i] = new Error("e" + i))',
      dates: '(keep["d" + i] = new Date(i))',
      patterns: '(keep["r" + i] = /x/g)',
      promises: '(keep["p" + i] = Promise.resolve(i))',
    })) {
      all[name] = make(code);
    }
    const seen = [];
    for (const at of new Set([0, count >> 1, count - 1])) {
      impl.runInContext(
        `keep.e${at}.code = ${at}; delete keep.e${at}.message; keep.d${at}.setTime(5000);
         keep.r${at}.lastIndex = 7; keep.p${at}.tag = 'guest'; f(1)`,
        context,
      );
      const { errors, dates, patterns, promises } = all;
      seen.push(errors[at].code, Object.hasOwn(errors[at], 'message'), dates[at].getTime());
      seen.push(patterns[at].lastIndex, promises[at].tag);
      errors[at].code = 'host';
      Date.prototype.setTime.call(dates[at], 9000);
      patterns[at].lastIndex = 3;
      promises[at].tag = 'host';
      const look = `[keep.e${at}.code, keep.d${at}.getTime(), keep.r${at}.lastIndex, keep.p${at}.tag].join()`;
      seen.push(impl.runInContext(look, context));
    }
    return seen;
  });
}

same('among many, a pair is in step as soon as it crosses', (impl) => {
  const context = impl.createContext({ keep() {}, read: (error) => error.code });
  const error = impl.runInContext('var error = new Error("old"); error', context);
  impl.runInContext('for (let i = 0; i < 400; i++) keep(new Error(i))', context);
  for (let i = 0; i < 60; i++) impl.runInContext('0', context);
  const seen = [impl.runInContext('error.code = 1; read(error)', context)];
  error.code = 2;
  seen.push(impl.runInContext('(e) => e.code', context)(error));
  return seen;
});

test('of more than 256 pairs, 32 have their turn with each run', () => {
  const context = vm.createContext({ keep: [] });
  const error = vm.runInContext('var error = new Error("old"); error', context);
  vm.runInContext('for (let i = 0; i < 400; i++) keep.push(new Error(i))', context);
  for (let i = 0; i < 60; i++) vm.runInContext('0', context);
  error.code = 2;
  let runs = 1;
  while (vm.runInContext('error.code', context) !== 2 && runs < 1000) runs += 1;
  assert.ok(runs <= 400 / 32 + 1, `${runs} runs`);
  vm.runInContext('error.code = 3', context);
  for (runs = 1; error.code !== 3 && runs < 1000; runs += 1) vm.runInContext('0', context);
  assert.ok(runs <= 400 / 32 + 1, `${runs} runs`);
  assert.strictEqual(context.keep.length, 400);
});

test('properties are in step after overflows of the host stack', () => {
  const context = vm.createContext({});
  const set = vm.runInContext('var e = new Error("x"); (v) => { e.code = v; return e }', context);
  const error = set(1);
  atTheEndOfTheStack(() => set(7));
  let mark = 0;
  atTheEndOfTheStack(() => {
    // Without a look at the prototype, which is the guest's.
    Object.defineProperty(error, 'mark', { value: mark + 1, writable: true, configurable: true });
    mark += 1;
    set(8);
  });
  assert.ok(mark > 0);
  assert.strictEqual(error.mark, mark);
  assert.strictEqual(vm.runInContext('e.mark', context), mark);
  set(9);
  assert.strictEqual(error.code, 9);
});

test('promises that were made or settled near the end of the host stack settle', async () => {
  const context = vm.createContext({});
  const { make, settle } = vm.runInContext(
    `var settlers = [];
     ({ make: () => new Promise((resolve) => settlers.push(resolve)),
        settle: (value) => { for (const resolve of settlers.splice(0)) resolve(value) } })`,
    context,
  );
  const promises = [];
  for (let i = 0; i < 5; i++) promises.push(make());
  const made = [];
  atTheEndOfTheStack(() => made.push(make()));
  atTheEndOfTheStack(() => settle('done'));
  const late = new Promise((resolve) => setTimeout(resolve, 2000, 'never').unref());
  settle('after');
  for (const promise of [...promises, ...made]) {
    const value = await Promise.race([promise, late]);
    assert.ok(['done', 'after'].includes(value), String(value));
  }
});

test('jobs that were enqueued near the end of the host stack run, if nobody enters again', async () => {
  const seen = [];
  const context = vm.createContext({ seen: (value) => void seen.push(value) });
  const start = vm.runInContext(
    'var started = 0; () => { started++; Promise.resolve(started).then((n) => seen(n)) }',
    context,
  );
  start();
  atTheEndOfTheStack(start);
  for (let i = 0; i < 5; i++) await turn();
  const heard = seen.length;
  assert.strictEqual(heard, vm.runInContext('started', context));
});

test('nothing is out of step after timeouts at any moment', () => {
  const context = vm.createContext({
    id: (x) => x,
    h: { a: 1 },
    u: new Uint8Array(16),
  });
  const error = vm.runInContext('var e = new Error("q"); e', context);
  const code = `for (let i = 0; ; i++) {
    u[i % 16] = i; e.n = i; id(new Error('x')); id(new Date(i)); h.a = i; id(new Uint8Array(2)); id(Promise.resolve(1)) }`;
  for (let i = 0; i < 40; i++) {
    assert.throws(() => vm.runInContext(code, context, { timeout: 1 + (i % 7) }), {
      code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    });
    assert.strictEqual(error.n, vm.runInContext('e.n', context));
    assert.deepStrictEqual(
      [...context.u],
      vm.runInContext('[...u].join()', context).split(',').map(Number),
    );
  }
});

// ── Promises whose constructor is somebody's code ────────────────────────────────────────────────────

const ran = [];
class Hostile extends Promise {
  static get [Symbol.species]() {
    ran.push('species');
    return Promise;
  }
  // biome-ignore lint/suspicious/noThenProperty: that is what is tested
  then(...args) {
    ran.push('then');
    return super.then(...args);
  }
}
Object.defineProperty(Hostile.prototype, 'constructor', {
  get() {
    ran.push('constructor');
    return Hostile;
  },
  configurable: true,
});
const speciesOf = (promise) =>
  Object.defineProperty(promise, 'constructor', {
    value: {
      get [Symbol.species]() {
        ran.push('own species');
        return Promise;
      },
    },
    writable: true,
    configurable: true,
  });

const promises = {
  'an ordinary promise': () => Promise.resolve(1),
  'a frozen one': () => Object.freeze(Promise.resolve(1)),
  'one of a subclass': () => Hostile.resolve(1),
  'a frozen one of a subclass': () => Object.freeze(Hostile.resolve(1)),
  'one with a constructor of its own': () => speciesOf(Promise.resolve(1)),
  'a sealed one with a constructor of its own': () => Object.seal(speciesOf(Promise.resolve(1))),
  'one with an accessor': () =>
    Object.defineProperty(Promise.resolve(1), 'constructor', {
      get: () => void ran.push('own accessor'),
      configurable: true,
    }),
  'a frozen one whose constructor is Promise': () =>
    Object.freeze(Object.assign(Promise.resolve(1), { constructor: Promise })),
  'a frozen one whose constructor can have a species': () =>
    Object.freeze(Object.assign(Promise.resolve(1), { constructor: class extends Promise {} })),
};

for (const [name, make] of Object.entries(promises)) {
  test(`${name} is watched without any code of its constructor`, async () => {
    const context = vm.createContext({ heard: undefined });
    const listen = vm.runInContext('(p) => { then(p) }; var then = (p) => { heard = p }', context);
    const promise = make();
    const constructors = Object.getOwnPropertyDescriptor(promise, 'constructor');
    const prototype = Object.getPrototypeOf(promise);
    ran.length = 0;
    listen(promise);
    await turn();
    await turn();
    assert.deepStrictEqual(ran, []);
    // The guest's own `then` looks for a species, as it may.
    const value = await vm.runInContext(
      'Promise.prototype.then.call(heard, (v) => "got " + v)',
      vm.createContext({ heard: promise }),
    );
    assert.strictEqual(value, 'got 1');
    assert.deepStrictEqual(Object.getOwnPropertyDescriptor(promise, 'constructor'), constructors);
    assert.strictEqual(Object.getPrototypeOf(promise), prototype);
  });
}

test('a promise that can only be watched by running code of its constructor rejects in the guest', async () => {
  const constructor = Object.freeze(
    class extends Promise {
      static get [Symbol.species]() {
        ran.push('frozen species');
        return Promise;
      }
    },
  );
  const p = Object.freeze(Object.assign(Promise.resolve(1), { constructor }));
  ran.length = 0;
  const context = vm.createContext({});
  vm.runInContext('(p) => {}', context)(p);
  await turn();
  assert.deepStrictEqual(ran, []);
  // The guest's own `await` looks for a species, as it may.
  const listen = vm.runInContext(
    '(async (p) => { try { await p; return 1 } catch (e) { return e.message } })',
    context,
  );
  assert.match(await listen(p), /hand in/);
});

test('a rejection that the guest handled late is handled in the host, also on a frozen promise', async () => {
  const context = vm.createContext({ trapped: [] });
  const unhandled = [];
  const listener = (reason) => unhandled.push(reason);
  process.on('unhandledRejection', listener);
  try {
    const promise = vm.runInContext(
      `Object.defineProperty(Promise.prototype, 'constructor', { get() { trapped.push(1) } });
       var reject; var p = new Promise((_, r) => { reject = r }); p`,
      context,
    );
    Object.freeze(promise);
    vm.runInContext(
      'p.then(undefined, () => {}); trapped.length = 0; reject(new Error("no"))',
      context,
    );
    for (let i = 0; i < 4; i++) await turn();
    assert.strictEqual(context.trapped.length, 0);
    assert.strictEqual(unhandled.length, 0);
  } finally {
    process.off('unhandledRejection', listener);
  }
});

for (const way of ['then', 'own then', 'guest']) {
  same(
    `a rejection that is handled in the same turn is no news to the process: ${way}`,
    async (impl) => {
      const unhandled = [];
      const listener = (reason) => unhandled.push(reason);
      process.on('unhandledRejection', listener);
      try {
        const context = impl.createContext({});
        const [promise] = impl.runInContext('[Promise.reject(2)]', context);
        const heard = [];
        const listen = (reason) => heard.push(reason);
        if (way === 'then') promise.then(undefined, listen);
        if (way === 'own then') Promise.prototype.then.call(promise, undefined, listen);
        if (way === 'guest') {
          impl.runInContext('(p, listen) => void p.then(undefined, listen)', context)(
            promise,
            listen,
          );
        }
        for (let i = 0; i < 4; i++) await turn();
        return [heard, unhandled];
      } finally {
        process.off('unhandledRejection', listener);
      }
    },
  );
}
