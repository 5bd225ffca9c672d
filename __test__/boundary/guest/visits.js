/**
 * Guest code: what has been met, what is still to be walked from, and the one way of a value to the judge.
 * Each part of the walker is an expression, a function of the tools that the parts before it have made;
 * `walker_text.js` puts them together. All take what they use before the walk begins, which calls and
 * changes everything that it meets.
 */
(function makeVisits({ hooks }) {
  const { apply } = Reflect;
  const { get: mapGet, has: mapHas, set: mapSet } = Map.prototype;
  const { has: setHas, add: setAdd } = Set.prototype;
  const { slice } = String.prototype;
  const { seen, text, now, at } = hooks;
  const { maxDepth, maxNodes, maxCalls, seed, isTraced } = hooks.budget;

  /** Answers of `hooks.seen`, as bits. */
  const DO_NOT_CALL = 1;
  const STOP_HERE = 2;
  const OF_THE_HOST = 4;

  /** Objects with the answers that there were for them. */
  const visited = new Map();
  const texts = new Set();
  const familiar = new Set();
  const counts = { __proto__: null, nodes: 0, calls: 0, spied: 0 };
  /** Objects met last, used as arguments again. */
  const pool = { __proto__: null, next: 0 };
  const POOL_SIZE = 48;
  let random = seed || 1;

  /** A whole number below `limit`, the same ones in each walk with this seed. */
  function roll(limit) {
    random = (random * 1664525 + 1013904223) % 4294967296;
    return (random >>> 8) % limit;
  }

  const fromPool = () => pool[roll(pool.next < POOL_SIZE ? pool.next || 1 : POOL_SIZE)];

  const makeQueue = () => ({ __proto__: null, first: undefined, last: undefined });
  // What the context object leads to is more interesting than the guest's own built-ins.
  const near = makeQueue();
  const own = makeQueue();

  function put(queue, entry) {
    if (queue.last === undefined) queue.first = entry;
    else queue.last.next = entry;
    queue.last = entry;
  }

  function take(queue) {
    const entry = queue.first;
    if (entry === undefined) return undefined;
    queue.first = entry.next;
    if (queue.first === undefined) queue.last = undefined;
    return entry;
  }

  const isObject = (value) =>
    typeof value === 'function' || (typeof value === 'object' && value !== null);

  function visitText(value, path) {
    if (value.length < 4 || apply(setHas, texts, [value])) return;
    apply(setAdd, texts, [value]);
    apply(text, undefined, [value, path]);
  }

  /**
   * Shows a value to the judge and puts it on the list of what is walked from.
   * @param {{ depth: number, queue: object }} from what led here
   * @param {object} [holder] what it is a property of
   */
  function visit(value, path, from, holder) {
    if (typeof value === 'string') visitText(value, path);
    if (!isObject(value) || apply(mapHas, visited, [value]) || counts.nodes >= maxNodes) return;
    counts.nodes += 1;
    const answer = apply(seen, undefined, [value, path, holder]);
    apply(mapSet, visited, [value, answer]);
    const depth = from.depth + 1;
    if ((answer & STOP_HERE) !== 0 || depth >= maxDepth) return;
    if ((answer & DO_NOT_CALL) === 0) pool[pool.next++ % POOL_SIZE] = value;
    const { queue } = from;
    put(queue, { __proto__: null, value, path, depth, queue, holder, answer, next: undefined });
  }

  /** Whether an error is like one met before: most are, and walking each would take the whole time. */
  function isFamiliar(error) {
    if (!isObject(error) || roll(12) === 0) return false;
    try {
      const { message } = error;
      if (typeof message !== 'string') return false;
      const key = apply(slice, `${error.name}: ${message}`, [0, 24]);
      if (apply(setHas, familiar, [key])) return true;
      apply(setAdd, familiar, [key]);
    } catch {
      // An error that can't be looked at is none that was met before.
    }
    return false;
  }

  /** Does something that may throw; what it gives or throws is visited. */
  function attempt(work, path, from, holder) {
    if (isTraced) apply(at, undefined, [path]);
    let value;
    try {
      value = work();
    } catch (error) {
      if (!isFamiliar(error)) visit(error, `${path} thrown`, from);
      return undefined;
    }
    visit(value, path, from, holder);
    return value;
  }

  /** What the walker makes itself is no find, and not walked. */
  function ours(value) {
    apply(mapSet, visited, [value, 0]);
    return value;
  }

  function mayCall(value) {
    const answer = apply(mapGet, visited, [value]);
    return answer === undefined || (answer & (DO_NOT_CALL | STOP_HERE)) === 0;
  }

  let endOfStep = 0;
  const clock = () => apply(now, undefined, []);
  const startStep = (milliseconds) => {
    endOfStep = clock() + milliseconds;
  };
  const isLate = () => clock() > endOfStep;
  const isSpent = () => counts.calls >= maxCalls;

  return {
    ...{
      DO_NOT_CALL,
      OF_THE_HOST,
      apply,
      attempt,
      counts,
      fromPool,
      isLate,
      isObject,
      isSpent,
      mayCall,
    },
    ...{ near, ours, own, roll, startStep, take, visit },
    toText: String,
  };
});
