'use strict';

/**
 * Finds a shortest list of hunks that turns one list of lines into another (Myers' greedy algorithm).
 * Always gives the same answer for the same lines, whatever is installed.
 */

/** Beyond so many lines that differ, the whole middle is one hunk: such a file is another file. */
const MOST_EDITS = 4000;

/** The furthest points of each number of edits, or undefined when there are too many. */
function trace(before, after) {
  const [rows, columns] = [before.length, after.length];
  const most = Math.min(rows + columns, MOST_EDITS);
  const furthest = new Int32Array(2 * most + 3);
  const at = (diagonal) => diagonal + most + 1;
  const steps = [];
  for (let edits = 0; edits <= most; edits += 1) {
    steps.push(furthest.slice(at(-edits - 1), at(edits + 1) + 1));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = isDown(furthest, at(diagonal), diagonal, edits);
      let x = down ? furthest[at(diagonal + 1)] : furthest[at(diagonal - 1)] + 1;
      while (x < rows && x - diagonal < columns && before[x] === after[x - diagonal]) x += 1;
      furthest[at(diagonal)] = x;
      if (x >= rows && x - diagonal >= columns) return steps;
    }
  }
  return undefined;
}

/** Whether the best way to a diagonal is by a line that is inserted. */
function isDown(furthest, index, diagonal, edits) {
  if (diagonal === -edits) return true;
  return diagonal !== edits && furthest[index - 1] < furthest[index + 1];
}

/** The edits of a trace, from the last to the first: each a line taken out or one put in. */
function* editsOf(steps, before, after) {
  let [x, y] = [before.length, after.length];
  for (let edits = steps.length - 1; edits > 0; edits -= 1) {
    const furthest = steps[edits];
    const diagonal = x - y;
    const index = diagonal + edits + 1;
    const down = isDown(furthest, index, diagonal, edits);
    const previous = down ? diagonal + 1 : diagonal - 1;
    x = furthest[previous + edits + 1];
    y = x - previous;
    yield down ? { x, y, inserts: true } : { x, y, inserts: false };
  }
}

function hunksOfMiddle(before, after) {
  const steps = trace(before, after);
  if (steps === undefined) return [{ start: 0, deleted: before.length, inserted: after }];
  const hunks = [];
  for (const { x, y, inserts } of editsOf(steps, before, after)) {
    const last = hunks[0];
    const end = inserts ? x : x + 1;
    const joins = last !== undefined && end === last.start;
    const hunk = joins ? last : { start: x, deleted: 0, inserted: [] };
    hunk.start = x;
    if (inserts) hunk.inserted.unshift(after[y]);
    else hunk.deleted += 1;
    if (!joins) hunks.unshift(hunk);
  }
  return hunks;
}

/**
 * @param {string[]} before
 * @param {string[]} after
 * @returns {{ start: number, deleted: number, inserted: string[] }[]} hunks in ascending order; `start`
 *   counts lines of `before` from 0
 */
function hunksBetween(before, after) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = (lines) => lines.slice(head, lines.length - tail);
  if (head === before.length && head === after.length) return [];
  const hunks = hunksOfMiddle(middle(before), middle(after));
  return hunks.map((hunk) => ({ ...hunk, start: hunk.start + head }));
}

module.exports = { hunksBetween };
