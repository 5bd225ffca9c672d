'use strict';

/** Ed scripts of the engine's series: `diff -e` of this machine is the judge of what they mean. */

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');
const { applyScript, linesOf, textOf, writeScript } = require('../scripts/engine/ed_script.js');
const { hunksBetween } = require('../scripts/engine/line_diff.js');

/** Lines that mean something to ed, and some that do not. */
const WORDS = ['.', '..', '.a', 's/.//', '1d', 'a', '', 'text', 'é\u2028'];

/** The same numbers on each run. */
function numbers() {
  let state = 7;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function somePairs(count) {
  const next = numbers();
  const word = () => WORDS[next(WORDS.length)];
  const changes = [(line) => [line], () => [], () => [word()], (line) => [word(), line]];
  return Array.from({ length: count }, () => {
    const before = Array.from({ length: next(25) }, word);
    const after = before.flatMap((line) => changes[Math.max(0, next(9) - 5)](line));
    return { before, after };
  });
}

function diffE(before, after) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-diff-'));
  const files = [before, after].map((lines, index) => {
    const file = path.join(folder, String(index));
    fs.writeFileSync(file, textOf(lines));
    return file;
  });
  const { status, stdout, error } = spawnSync('diff', ['-e', ...files], { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  assert.ok(error === undefined && status < 2, 'these tests take diff');
  return linesOf(stdout);
}

test('what `diff -e` writes is applied as it means', () => {
  for (const { before, after } of somePairs(150)) {
    assert.deepStrictEqual(applyScript(before, diffE(before, after)), after);
  }
});

test('a script of ours turns one file into the other', () => {
  for (const { before, after } of somePairs(2000)) {
    const script = writeScript(hunksBetween(before, after));
    assert.deepStrictEqual(applyScript(before, script), after);
  }
});

test('a script of ours is what `diff -e` writes', () => {
  const before = ['one', 'two', 'three', 'four', 'five'];
  const afters = [
    ['zero', ...before],
    [...before, '.', 'six'],
    ['one', '.', '.', 'three', 'four', 'five'],
    ['one', 'two', 'five'],
    ['one', 'five'],
    ['ONE', 'two', '.', 'four', 'FIVE', '.'],
    [],
    before,
  ];
  for (const after of afters) {
    assert.deepStrictEqual(writeScript(hunksBetween(before, after)), diffE(before, after));
    assert.deepStrictEqual(writeScript(hunksBetween(after, before)), diffE(after, before));
  }
});

test('a large file that is another one is one hunk, and a small change in it is small', () => {
  const lines = Array.from({ length: 20000 }, (_, index) => `line ${index}`);
  const other = lines.map((line) => `other ${line}`);
  assert.strictEqual(hunksBetween(lines, other).length, 1);
  assert.deepStrictEqual(hunksBetween(lines, lines.toSpliced(9000, 1, 'x')), [
    { start: 9000, deleted: 1, inserted: ['x'] },
  ]);
});
