'use strict';

/**
 * In which asynchronous context of the host guest code runs: what an AsyncLocalStorage holds in reactions, async functions
 * and generators, timers and callbacks, as in node:vm.
 */

const test = require('node:test');
const assert = require('node:assert/strict');
const { AsyncLocalStorage } = require('node:async_hooks');
const nodeVm = require('node:vm');
const { setImmediate: turn, setTimeout: sleep } = require('node:timers/promises');
const vm = require('boa-vm');

/** What a case may use: guest code in a store, host code in a store, and how a promise of the host settles. */
class Stage {
  constructor(subject, options = {}) {
    this.storage = new AsyncLocalStorage();
    this.lines = [];
    this.log = (line) => {
      this.lines.push(`${String(line)}:${String(this.storage.getStore())}`);
    };
    const { promise, resolve, reject } = withResolvers();
    Object.assign(this, { promise, resolve, reject, subject });
    this.context = subject.createContext(
      {
        ...{ log: this.log, p: promise, keep() {}, setTimeout, setImmediate, queueMicrotask },
        nextTick: process.nextTick,
        enter: (store) => this.storage.enterWith(store),
        within: (store, act) => this.storage.run(store, act),
      },
      options,
    );
  }

  guest(store, code) {
    return this.storage.run(store, () => this.subject.runInContext(code, this.context));
  }

  host(store, act) {
    return this.storage.run(store, act);
  }
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

const cases = {
  'a reaction on a host promise': (on) => {
    on.guest('A', 'keep(p)');
    on.guest('B', "p.then(() => log('then'))");
    on.host('C', on.resolve);
  },
  'a reaction on a host promise that rejects': (on) => {
    on.guest('A', 'keep(p)');
    on.guest('B', "p.catch(() => log('catch')); p.finally(() => log('finally')).catch(() => {})");
    on.host('C', on.reject);
  },
  'await of a host promise': (on) => {
    on.guest('A', 'keep(p)');
    on.guest('B', "(async () => { await p; log('await') })()");
    on.host('C', on.resolve);
  },
  'a reaction where nothing is stored': (on) => {
    on.guest('A', 'keep(p)');
    on.guest(undefined, "p.then(() => log('then'))");
    on.host('C', on.resolve);
  },
  'stores that are primitives': (on) => {
    for (const store of [0, null, Number.NaN, false, '', 1n]) {
      on.guest(store, "p.then(() => log('then'))");
    }
    on.host('C', on.resolve);
  },
  'reactions of several stores, in turn': (on) => {
    for (const store of ['A', 'B', 'A', 'A', 'C', 'B'])
      on.guest(store, "p.then(() => log('then'))");
    on.host('D', on.resolve);
  },
  'a chain whose links were added elsewhere': (on) => {
    on.guest('A', "var one = p.then(() => log('1'))");
    on.guest('B', "var two = one.then(() => log('2'))");
    on.guest('C', "two.then(() => log('3'))");
    on.host('D', on.resolve);
  },
  combinators: (on) => {
    on.guest('A', 'keep(p)');
    on.guest(
      'B',
      "for (const name of ['all', 'race', 'allSettled', 'any']) Promise[name]([p, p]).then(() => log(name))",
    );
    on.host('C', on.resolve);
  },
  'a host promise that a host function gives again': (on) => {
    on.context.get = () => on.promise;
    on.guest('A', 'get()');
    on.guest('B', "get().then(() => log('then'))");
    on.host('C', on.resolve);
  },
  'a guest promise that is resolved elsewhere': (on) => {
    on.guest('A', 'var resolve; var q = new Promise((f) => { resolve = f })');
    on.guest('B', "q.then(() => log('then')); (async () => { await q; log('await') })()");
    on.guest('C', 'resolve(1)');
  },
  'a guest promise that is rejected elsewhere': (on) => {
    on.guest('A', 'var reject; var q = new Promise((_, f) => { reject = f })');
    on.guest(
      'B',
      "q.catch(() => log('catch')); (async () => { try { await q } catch { log('await') } })()",
    );
    on.guest('C', 'reject(1)');
  },
  'a guest promise that a timer of the host resolves': (on) => {
    on.guest('A', 'var resolve; var q = new Promise((f) => { resolve = f })');
    on.guest('B', "q.then(() => log('then'))");
    setTimeout(() => on.context.resolve(1), 1);
  },
  'a guest promise that the host awaits': (on) => {
    on.guest('A', 'var resolve; var q = new Promise((f) => { resolve = f })');
    on.host('B', async () => {
      await on.context.q;
      on.log('await');
    });
    on.host('C', () => on.context.q.then(() => on.log('then')));
    on.guest('D', 'resolve(1)');
  },
  'a guest function as a reaction that the host adds': (on) => {
    on.guest('A', "var act = () => log('act')");
    on.host('B', () => on.promise.then(on.context.act));
    on.host('C', on.resolve);
  },
  'an async function that the host calls in several stores': (on) => {
    on.guest('A', "async function f() { log('1'); await 0; log('2'); await 0; log('3') }");
    on.host('B', () => on.context.f());
    on.host('C', () => on.context.f());
    on.context.f();
  },
  'an async generator': (on) => {
    on.guest(
      'A',
      "async function* g() { log('0'); await p; log('1'); yield 1; log('2'); yield 2; log('3') } var it = g()",
    );
    on.guest('B', "it.next().then(() => log('first'))");
    on.guest('C', "it.next().then(() => log('second')); it.next().then(() => log('third'))");
    on.host('D', on.resolve);
  },
  'for await in the guest': (on) => {
    on.guest('A', 'async function* g() { yield p; yield 2 }');
    on.guest('B', "(async () => { for await (const x of g()) log('each') })()");
    on.host('C', on.resolve);
  },
  'for await in the host': (on) => {
    on.guest(
      'A',
      "async function* g() { log('0'); yield p; log('1'); yield 2; log('2') } var it = g()",
    );
    on.host('B', async () => {
      for await (const _ of on.context.it) on.log('each');
    });
    on.host('C', on.resolve);
  },
  timers: (on) => {
    const all = new Promise((resolve) => {
      on.context.done = resolve;
    });
    on.guest('A', "var act = () => log('act')");
    on.guest('B', 'setTimeout(act, 1); setImmediate(act); queueMicrotask(act); nextTick(act)');
    on.guest(
      'C',
      "Promise.resolve().then(() => setTimeout(() => { log('later'); setTimeout(done, 2) }, 2))",
    );
    return all;
  },
  'a host function that runs a callback in another store': (on) => {
    on.guest(
      'A',
      `const job = (name) => Promise.resolve().then(() => log(name));
       job('1'); within('X', () => { job('2'); within('Y', () => job('3')); job('4') }); job('5')`,
    );
  },
  'a host function that enters another store': (on) => {
    on.guest(
      'A',
      "(async () => { log('1'); await 0; log('2'); enter('E'); log('3'); await 0; log('4'); await 0; log('5') })()",
    );
    on.guest('B', "(async () => { log('6'); await 0; log('7'); await 0; log('8') })()");
  },
  thenables: (on) => {
    on.context.ofHost = {
      // biome-ignore lint/suspicious/noThenProperty: a thenable is what this is about.
      then(fulfill) {
        on.log('host');
        fulfill(1);
      },
    };
    on.guest('A', "var own = { then(f) { log('own'); f(1) } }");
    on.guest('B', "(async () => { await own; log('1'); await ofHost; log('2') })()");
    on.guest('C', "Promise.resolve(own).then(() => log('3'))");
  },
  'a script that awaits inside a function of eval and Function': (on) => {
    on.guest('A', 'keep(p)');
    on.guest('B', `p.then(Function("log('1')")); eval("p.then(() => log('2'))")`);
    on.host('C', on.resolve);
  },
};

async function play(subject, act) {
  const on = new Stage(subject);
  await act(on);
  await sleep(12);
  await turn();
  return on.lines;
}

for (const [name, act] of Object.entries(cases)) {
  test(`the store of ${name}`, async () => {
    const expected = await play(nodeVm, act);
    assert.ok(expected.length > 0);
    const lines = await play(vm, act);
    // Which timer comes first is not what this is about.
    assert.deepEqual(...(name === 'timers' ? [lines.sort(), expected.sort()] : [lines, expected]));
  });
}

test('several storages at once, and a context that is passed from one realm to another', async () => {
  const run = async (subject) => {
    const [one, two] = [new AsyncLocalStorage(), new AsyncLocalStorage()];
    const lines = [];
    const log = (line) => lines.push(`${line}:${one.getStore()}:${two.getStore()}`);
    const first = subject.createContext({ log });
    subject.runInContext('var resolve; var q = new Promise((f) => { resolve = f })', first);
    const second = subject.createContext({ log, q: first.q });
    const wait = "q.then(() => log('then')); (async () => { await q; log('await') })()";
    one.run('A', () => two.run('B', () => subject.runInContext(wait, second)));
    one.run('C', () => subject.runInContext(wait, second));
    two.run('D', () => subject.runInContext(wait, first));
    one.run('E', () => first.resolve(1));
    await sleep(5);
    return lines.sort();
  };
  assert.deepEqual(await run(vm), await run(nodeVm));
});

/** Guest code that waits in three stores, in a context that runs its jobs at the end of each run. */
const OWN_QUEUE = `
  const p = Promise.resolve();
  within('A', () => p.then(() => log('a')).then(() => log('a2')));
  within('B', () => p.then(() => log('b')));
  within('C', async () => { await 1; log('c'); within('D', () => p.then(() => log('d'))); await 2; log('c2'); });
  p.then(() => log('outer'));
  log('sync')`;

test('the stores of jobs that run at the end of a run', () => {
  const run = (subject) => {
    const on = new Stage(subject, { microtaskMode: 'afterEvaluate' });
    on.guest('outer', OWN_QUEUE);
    on.log('after');
    return on.lines;
  };
  assert.deepEqual(run(vm), run(nodeVm));
});

test('the limit of a run holds for its jobs in other stores', () => {
  const on = new Stage(vm, { microtaskMode: 'afterEvaluate' });
  const code =
    "const p = Promise.resolve(); within('A', () => p.then(() => { for (;;); })); p.then(() => log('after'))";
  const run = () => vm.runInContext(code, on.context, { timeout: 50 });
  assert.throws(run, { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
  assert.equal(vm.runInContext('6 * 7', on.context), 42);
  assert.deepEqual(on.lines, []);
});

test('nothing of a store is reached by guest code', async () => {
  const storage = new AsyncLocalStorage();
  const store = { secret: 'a store' };
  const seen = [];
  const context = vm.createContext({ p: sleep(1), see: (value) => seen.push(value) });
  const code = `
    const look = (value, depth = 0) => {
      if (Object(value) !== value || depth > 3) return see(value);
      for (const key of Reflect.ownKeys(value)) { see(key); try { look(value[key], depth + 1) } catch {} }
    };
    const q = p.then(() => { look(q); look(p); look(this) });
    look(q); look(p); q`;
  await storage.run(store, () => vm.runInContext(code, context));
  assert.ok(seen.length > 0);
  assert.ok(
    !seen.some(
      (value) => value === store || (typeof value === 'string' && value.includes('a store')),
    ),
  );
});
