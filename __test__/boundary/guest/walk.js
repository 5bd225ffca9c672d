/**
 * Guest code: the walk itself. Visits breadth first whatever is reachable by internal methods, by calling, by
 * `new`, by iterating, by awaiting, by throwing, and by what host code does to objects of the guest. It knows
 * nothing of what is forbidden: the host judges.
 */
(function makeWalk(tools) {
  const { hooks, given, DO_NOT_CALL, apply, attempt, callAll, change, counts, isLate } = tools;
  const { isSpent, mistakes, near, offer, offerNext, own, readInherited, readOwn, roll } = tools;
  const { startStep, take, toText, useAll, visit } = tools;
  const { getPrototypeOf, has, ownKeys } = Reflect;
  const { slice } = String.prototype;

  /** Longer ways are cut at their beginning. */
  const LONGEST_WAY = 300;

  /** One object, in all ways. */
  function walkFrom(entry) {
    const { value, path, queue, answer } = entry;
    const find = () => getPrototypeOf(value);
    const prototype = attempt(find, `prototype of ${path}`, entry, value) ?? null;
    readOwn(entry);
    if ((answer & DO_NOT_CALL) !== 0) return;
    readInherited(entry, prototype);
    if (typeof value === 'function' && !isLate()) callAll(entry);
    if (queue === near || roll(6) === 0) useAll(entry);
    if (queue !== near) return;
    change(entry);
    if (roll(3) === 0) offer(entry);
  }

  const root = (queue) => ({ __proto__: null, depth: -1, queue });

  function walkGiven() {
    for (let index = 0; index < given.length; index++) {
      visit(given[index].value, given[index].path, root(near));
    }
  }

  function walkGlobals() {
    const keys = ownKeys(globalThis);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index];
      const name = toText(key);
      const queue = has(hooks.names, name) ? near : own;
      attempt(() => globalThis[key], name, root(queue), globalThis);
    }
    visit(globalThis, 'globalThis', root(own));
  }

  /** What comes first. An overflow may end the step that it happens in, and the next one goes on after it. */
  const beginnings = [walkGiven, walkGlobals];
  for (let index = 0; index < mistakes.length; index++) {
    const mistake = mistakes[index];
    beginnings[beginnings.length] = () => attempt(mistake, `mistake ${index}`, root(own));
  }
  let begun = 0;
  let turn = 0;

  function takeNext() {
    const [first, second] = turn % 4 === 0 ? [own, near] : [near, own];
    return take(first) ?? take(second);
  }

  /**
   * Goes on for some milliseconds.
   * @returns {string} `more`, `idle` or `spent`
   */
  function step(milliseconds) {
    startStep(milliseconds);
    while (begun < beginnings.length) beginnings[begun++]();
    while (!isSpent()) {
      if (isLate()) return 'more';
      turn += 1;
      if (turn % 2 === 0) offerNext();
      const entry = takeNext();
      if (entry === undefined) return 'idle';
      entry.path = apply(slice, entry.path, [-LONGEST_WAY]);
      attempt(() => walkFrom(entry), `walk from ${entry.path}`, entry);
    }
    return 'spent';
  }

  return { step, counts: () => [counts.nodes, counts.calls, counts.spied] };
});
