'use strict';

/**
 * A mixed load: what programs do with contexts, in small pieces whose results are checked. Each piece leaves nothing
 * behind but what a long-lived context keeps on purpose. Must run in the main thread and in workers alike.
 */

const assert = require('node:assert');

const { Random } = require('../fuzz/random.js');

const MB = 2 ** 20;
const turn = () => new Promise((resolve) => setImmediate(resolve));

function codeOf(run) {
  try {
    return run();
  } catch (error) {
    return error.code ?? error.name;
  }
}

/** Pieces of the load. `lasting` is a context of the thread that lives as long as it does, `n` a number that is new. */
const pieces = {
  freshContext(vm, { n }) {
    const context = vm.createContext({ list: [1, 2, n], twice: (x) => x * 2 });
    const code = 'var total = 0; for (const x of list) total += twice(x); total';
    assert.strictEqual(vm.runInContext(code, context), 2 * (3 + n));
  },

  disposedContext(vm, { n }) {
    const context = vm.createContext({ end: () => vm.dispose(context) });
    assert.strictEqual(vm.runInContext(`end(); ${n} + 1`, context), n + 1);
    assert.strictEqual(
      codeOf(() => vm.runInContext('1', context)),
      'ERR_VM_CONTEXT_DISPOSED',
    );
  },

  newText(vm, { n, lasting }) {
    const code = `(() => { const name${n} = { key${n}: 'text ${n}' }; return name${n}.key${n}; })()`;
    assert.strictEqual(vm.runInContext(code, lasting), `text ${n}`);
  },

  crossings(vm, { n, lasting }) {
    const object = { n, nested: { list: [n] }, call: (f) => f(n) };
    lasting.object = object;
    const code = 'object.call((x) => ({ x, same: object, list: [...object.nested.list] }))';
    const result = vm.runInContext(code, lasting);
    assert.strictEqual(result.same, object);
    assert.strictEqual(JSON.stringify(result.list), JSON.stringify([n]));
  },

  thrown(vm, { n, lasting }) {
    const thrown = codeOf(() => vm.runInContext(`throw new RangeError('error ${n}')`, lasting));
    assert.strictEqual(thrown, 'RangeError');
  },

  timeout(vm, { lasting }) {
    const code = 'const big = new Array(1e4).fill(1.5); for (;;) big[0]++;';
    const found = codeOf(() => vm.runInContext(`{ ${code} }`, lasting, { timeout: 5 }));
    assert.strictEqual(found, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
  },

  overflow(vm, { lasting }) {
    const found = codeOf(() => vm.runInContext('(function f(...a) { f(...a, 1); })()', lasting));
    assert.strictEqual(found, 'RangeError');
  },

  memory(vm) {
    const context = vm.createContext({}, { limits: { memory: 4 * MB } });
    const found = codeOf(() => vm.runInContext('const a = []; for (;;) a.push([1, 2]);', context));
    assert.strictEqual(found, 'ERR_VM_MEMORY_LIMIT');
  },

  async jobs(vm, { n, lasting }) {
    const code = `(async () => { let s = 0; for (let i = 0; i < 50; i++) s += await i; return s + ${n}; })()`;
    assert.strictEqual(await vm.runInContext(code, lasting), 1225 + n);
  },

  async endlessJobs(vm) {
    const context = vm.createContext({}, { limits: { timeout: 200 } });
    const code = '(async () => { for (;;) await 0; })()';
    // On a busy machine the time can be up before the run gives its promise.
    const run = async () => vm.runInContext(code, context);
    const found = await run().catch((error) => error.code);
    assert.strictEqual(found, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
  },

  async modules(vm, { n, lasting }) {
    const options = { context: lasting, importModuleDynamically: () => dep };
    const dep = new vm.SourceTextModule(`export const n = ${n};`, { context: lasting });
    const text =
      'import { n } from "dep"; const ns = await import("dep"); export default n + ns.n;';
    const main = new vm.SourceTextModule(text, options);
    await main.link(() => dep);
    await main.evaluate();
    assert.strictEqual(main.namespace.default, 2 * n);
  },

  buffers(vm, { n, lasting }) {
    const bytes = new Uint8Array(20_000).fill(n % 251);
    lasting.bytes = bytes;
    const copy = vm.runInContext('bytes[1] = 7; new Uint8Array(bytes)', lasting);
    assert.deepStrictEqual([copy[0], copy[1], bytes[1], copy.length], [n % 251, 7, 7, 20_000]);
  },

  symbols(vm, { n, lasting }) {
    const symbol = Symbol(`symbol ${n}`);
    const keyed = vm.runInContext('(s) => ({ [s]: Symbol("mine"), s })', lasting)(symbol);
    assert.strictEqual(keyed.s, symbol);
    assert.strictEqual(typeof keyed[symbol], 'symbol');
  },

  listeners(vm, { n, lasting }) {
    const target = new EventTarget();
    lasting.target = target;
    vm.runInContext('target.addEventListener("x", () => { globalThis.heard = target; })', lasting);
    target.dispatchEvent(new Event('x'));
    assert.ok(n >= 0 && lasting.heard === target);
  },

  weakThings(vm, { lasting }) {
    const code =
      'const w = new WeakMap(); let k = {}; const first = k; for (let i = 0; i < 500; i++) { const v = {}; w.set(k, v); k = v; } w.has(first)';
    assert.strictEqual(vm.runInContext(`{ ${code} }`, lasting), true);
  },

  async poolOfErrors(vm, { n, lasting }) {
    const error = await vm
      .runInContext(`Promise.reject(new TypeError('rejected ${n}'))`, lasting)
      .catch((reason) => reason);
    assert.match(String(error), new RegExp(`^TypeError: rejected ${n}$`));
  },
};

/**
 * Runs pieces of the load until `isOver` says so.
 * @param {object} vm
 * @param {number} seed
 * @param {() => boolean} isOver
 * @returns {Promise<number>} how many pieces were run
 * @throws {Error} of the first piece that did not give what it has to
 */
async function runLoad(vm, seed, isOver) {
  const random = new Random(seed);
  const names = Object.keys(pieces);
  const lasting = vm.createContext({});
  let count = 0;
  while (!isOver()) {
    const name = random.pick(names);
    try {
      await pieces[name](vm, { n: count, lasting });
    } catch (error) {
      throw new Error(`${name}, piece ${count} of seed ${seed}`, { cause: error });
    }
    count += 1;
    if (count % 20 === 0) await turn();
  }
  return count;
}

module.exports = { runLoad };
