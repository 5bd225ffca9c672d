'use strict';

/**
 * One walk: a context object, an entrance, budgets, and the findings. Runs in a child process; see
 * `child.js`.
 */

const { inspect, types } = require('node:util');

const { entries, guarded } = require('./context_objects.js');
const { entrances } = require('./entrances.js');
const { useInSomeWays } = require('./host_uses.js');

const { get, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isProxy } = types;

const isObject = (value) =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** Symbols that host code looks for on objects. */
const symbols = [
  ...ownKeys(Symbol)
    .map((key) => get(Symbol, key))
    .filter((value) => typeof value === 'symbol'),
  inspect.custom,
  ...[
    'nodejs.util.promisify.custom',
    'nodejs.rejection',
    'nodejs.dispose',
    'nodejs.asyncDispose',
    'nodejs.stream.destroyed',
  ].map((key) => Symbol.for(key)),
];

/** Data properties of an object and of what these hold. */
function handedIn(object, depth, found = new Set()) {
  if (!isObject(object) || isProxy(object)) return found;
  for (const key of ownKeys(object)) {
    const value = getOwnPropertyDescriptor(object, key)?.value;
    if (!isObject(value) || found.has(value)) continue;
    found.add(value);
    if (depth > 1) handedIn(value, depth - 1, found);
  }
  return found;
}

/** What the prototypes of objects hold: who hands in a socket hands in what its class can do. */
function ofTheirClasses(objects) {
  const found = new Set();
  for (const object of objects) {
    if (isProxy(object)) continue;
    let level = getPrototypeOf(object);
    while (level !== null && !isProxy(level) && !found.has(level)) {
      found.add(level);
      for (const value of handedIn(level, 1)) found.add(value);
      level = getPrototypeOf(level);
    }
  }
  return found;
}

/** The limits of a walk. */
const BUDGET = { maxDepth: 8, maxNodes: 6000, maxCalls: 25_000 };

const SLICE_MS = 150;

/** Milliseconds of work of this process: a busy machine should not make a walk shorter. */
function workTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** How many ways of using an object the host tries each time, and the part of the time that they may take. */
const WAYS_AT_ONCE = 5;
const USES_SHARE = 0.25;

/** How many steps may end in an overflow. */
const MOST_FAILURES = 60;

const isOverflow = (error) => /call stack size/.test(String(error?.message));

const describe = (error) => String(error?.stack ?? error).slice(0, 600);

const turn = () => new Promise((resolve) => setImmediate(() => setTimeout(resolve, 1)));

/** A number out of a text, so that a walk does the same each time. */
function seedOf(text) {
  let seed = 7;
  for (const character of text) seed = (seed * 31 + character.codePointAt(0)) >>> 0;
  return seed;
}

/** One step of the guest. An overflow that nothing catches ends it, and the next one goes on. */
function stepOnce(walker, failures) {
  try {
    return walker.step(SLICE_MS);
  } catch (error) {
    failures.push(error);
    return failures.length > MOST_FAILURES ? 'spent' : 'more';
  }
}

/**
 * Runs the guest's steps, with turns of the event loop between them, until the time is over.
 * @returns {Promise<unknown[]>} what steps ended with
 */
async function drive(walker, milliseconds) {
  const end = workTime() + milliseconds;
  const failures = [];
  let idle = 0;
  while (workTime() < end && idle < 3) {
    const state = stepOnce(walker, failures);
    if (state === 'spent') break;
    idle = state === 'idle' ? idle + 1 : 0;
    await turn();
  }
  return failures;
}

/**
 * The functions that guest code reports to, and its budget. Hands `object` in: what it holds is allowed.
 * @param {import('./judge.js').Judge} judge
 * @param {(path: string) => void} [trace] told of each call before it is made
 */
function makeHooks(judge, object, order, trace) {
  // Intrinsics stay forbidden: a realm has its own.
  const handed = [...handedIn(object, 2)].filter((value) => !judge.isNeverAllowed(value));
  judge.allow(handed);
  judge.allowCapabilities(ofTheirClasses(handed));
  if (order.entrance.startsWith('webAssembly')) judge.allowIntrinsics('WebAssembly');
  judge.guard(guarded[order.object]?.() ?? []);
  const begun = workTime();
  let spent = 0;
  let uses = 0;
  return {
    ...judge.hooks(),
    now: workTime,
    at: (path) => trace?.(path),
    use: (value) => {
      if (spent > USES_SHARE * (workTime() - begun)) return;
      const start = workTime();
      uses += 1;
      useInSomeWays(value, WAYS_AT_ONCE, uses * WAYS_AT_ONCE + order.seed);
      spent += workTime() - start;
    },
    names: Object.fromEntries([...new Set(namesOf(object))].map((name) => [name, true])),
    symbols,
    budget: {
      ...BUDGET,
      seed: seedOf(`${order.object} ${order.entrance}`) + order.seed,
      isTraced: trace !== undefined,
    },
  };
}

/**
 * @param {object} env what was made for this process, with a judge
 * @param {import('./walks.js').Order} order
 * @param {(path: string) => void} [trace]
 */
async function walkOnce(env, order, trace) {
  const { vm, judge } = env;
  const object = await entries[order.object](env);
  const hooks = makeHooks(judge, object, order, trace);
  const before = judge.values;
  let note = '';
  let counts = [0, 0, 0];
  try {
    const walker = await entrances[order.entrance]({ vm, object, hooks, given: [], judge });
    if (typeof walker?.step !== 'function') throw new Error('the entrance gives no walk');
    const failures = await drive(walker, order.milliseconds);
    note = noteOf(failures);
    counts = [...walker.counts()];
  } catch (error) {
    note = describe(error);
  }
  const [nodes, calls, spied] = counts;
  return { nodes, calls, spied, values: judge.values - before, note };
}

/** What is to be said of steps that did not come to their end. */
function noteOf(failures) {
  const others = failures.filter((error) => !isOverflow(error));
  if (others.length > 0) return `${others.length} steps ended: ${describe(others[0])}`;
  if (failures.length > MOST_FAILURES) return `too many steps ended: ${describe(failures[0])}`;
  return '';
}

function namesOf(object) {
  try {
    const names = [];
    for (const key in object) names.push(key);
    return [...names, ...ownKeys(object).filter((key) => typeof key === 'string')];
  } catch {
    return [];
  }
}

module.exports = { drive, makeHooks, noteOf, walkOnce };
