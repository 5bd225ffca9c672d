'use strict';

/**
 * Runs one hostile guest, as the whole work of a process: `node guest.js <path of the package>`, the text on
 * standard input. Prints what became of it and whether this context and another one work afterwards.
 */

const fs = require('node:fs');
const { inspect, types } = require('node:util');

const TIMEOUT_MS = 200;
/** How long a promise may wait that nobody settles. */
const PENDING_MS = 1000;

const vm = require(process.argv[2]);
const text = fs.readFileSync(0, 'utf8');

/** What a run comes to, in a few words. */
function outcomeOf(run) {
  try {
    return { value: String(run()).slice(0, 60) };
  } catch (error) {
    return { error: error?.code ?? error?.name ?? typeof error, reason: vm.reasonOf?.(error) };
  }
}

/** As `outcomeOf`; a promise is waited for, as long as a promise that nothing settles may wait. */
async function lateOutcomeOf(run) {
  let value;
  const outcome = outcomeOf(() => {
    value = run();
    return types.isPromise(value) || typeof value?.then === 'function' ? 'a promise' : value;
  });
  if (outcome.value !== 'a promise') return outcome;
  const pending = new Promise((resolve) => setTimeout(resolve, PENDING_MS, 'pending'));
  try {
    return { value: String(await Promise.race([value, pending])).slice(0, 60) };
  } catch (error) {
    return { error: error?.code ?? error?.name ?? typeof error, reason: vm.reasonOf?.(error) };
  }
}

class Model {
  get value() {
    return 1;
  }
}

/** What is long, each made when a guest first names it. */
const long = {
  list: () => new Array(1e6).fill(1),
  wide: () => Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i}`, i])),
  map: () => new Map(Array.from({ length: 1e5 }, (_, i) => [i, i])),
  bytes: () => Buffer.alloc(1e6),
  text: () => 'x'.repeat(1e6),
};

const object = {
  Model,
  buffer: () => Buffer.alloc(10_000),
  call: (f) => f(),
  copy: (list) => Array.from(list).length,
  date: new Date(0),
  fail: () => {
    throw new Error('failed');
  },
  failed: new Error('failed'),
  json: (value) => JSON.stringify(value),
  keys: (value) => Object.keys(value).length,
  make: () => ({ made: [] }),
  maker: () => () => 1,
  model: new Model(),
  pattern: /(a+)+b/g,
  pending: new Promise(() => {}),
  print: (value) => inspect(value),
  read: (value) => value.x,
  settled: Promise.resolve(1),
  spread: (values) => [...values].length,
  string: (value) => `${value}`,
  symbol: () => Symbol('made'),
  tick: (f) => {
    process.nextTick(f);
  },
  wait: async (value) => {
    await value;
  },
  defer: (f) => {
    Promise.resolve()
      .then(f)
      .catch(() => {});
  },
  give: (value) => value,
  later: async () => 1,
  script: (source) => new vm.Script(source) && 0,
};

async function main() {
  // What a guest throws in a tick is nobody's who could catch it.
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
  for (const [name, make] of Object.entries(long)) if (text.includes(name)) object[name] = make();
  const context = vm.createContext(object, { limits: { timeout: TIMEOUT_MS } });
  const before = process.hrtime.bigint();
  const outcome = await lateOutcomeOf(() => vm.runInContext(text, context));
  // Jobs that the guest has left have their time now.
  if (outcome.value !== 'pending') await new Promise((resolve) => setImmediate(resolve));
  const waited = outcome.value === 'pending' ? PENDING_MS : 0;
  const ms = Number(process.hrtime.bigint() - before) / 1e6 - waited;
  const same = outcomeOf(() => vm.runInContext('6 * 7', context));
  const other = outcomeOf(() => vm.runInNewContext('[1, 2, 3].map((x) => x * 2).join()'));
  process.stdout.write(`${JSON.stringify({ outcome, ms, same, other })}\n`, () => process.exit(0));
}

main();
