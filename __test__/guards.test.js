'use strict';

/**
 * Every guard can be taken away or says why not, and a slice of them is: then an attack succeeds. All of them:
 * `npm run test:guards`.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { GOOD, checkGuard, guards, removalOf } = require('./attacks/support/check_guards.js');
const { editedText } = require('./attacks/support/weakened.js');
const subject = require('./support/subject.js');

/** Each guard whose place leaves this rest is in the slice. */
const SLICE = { of: 12, rest: 6 };

test('every guard has a removal, and every removal a guard', () => {
  const names = new Set(guards.map(({ guard }) => guard));
  assert.strictEqual(names.size, guards.length);
  assert.deepStrictEqual([...removalOf.keys()].sort(), [...names].sort());
});

test('what a removal edits is there once, in the file of its guard', () => {
  for (const { guard, file } of guards) {
    const { edits = [], stays } = removalOf.get(guard);
    assert.notStrictEqual(edits.length > 0, stays !== undefined, guard);
    for (const edit of edits) assert.notStrictEqual(editedText(edit.file, [edit]), '', guard);
    if (stays === undefined)
      assert.ok(
        edits.some((edit) => edit.file === file),
        guard,
      );
  }
});

const slice = guards.filter((_guard, index) => index % SLICE.of === SLICE.rest);
for (const each of slice) {
  test(`an attack succeeds without: ${each.guard}`, { skip: subject.isOracle }, async () => {
    const { outcome, detail } = await checkGuard(each);
    assert.ok(GOOD.has(outcome), `${outcome}: ${detail}`);
  });
}
