'use strict';

/**
 * The tool behind `npm run engine`: what it writes, what it refuses, and that nothing is lost. The crates are
 * small ones of the test's own.
 */

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { afterEach, beforeEach, test } = require('node:test');
const { Failure } = require('../scripts/engine/failure.js');
const { freshEngine } = require('./support/engine_series.js');

const TREE = 'engine/made-by-npm-run-engine';
let engine;

beforeEach(() => {
  engine = freshEngine();
});
afterEach(() => engine.remove());

const replace = (before, text) => (old) => {
  assert.ok(old.includes(before));
  return old.replace(before, text);
};

/** Two changes: one of two files, with a new one and one that goes, and one that stands on its lines. */
function addTwoChanges() {
  engine.edit('one/src/lib.rs', replace('// one 5\n', '// five\n// and more\n'));
  engine.edit('one/src/new.rs', () => 'fn new() {}\n');
  fs.rmSync(path.join(engine.places.copy, 'two/src/old.rs'));
  engine.commit('first-topic');
  engine.edit('one/src/lib.rs', replace('// one 9\n', '.\n// nine\n'));
  engine.commit('second-topic');
  return engine.run('save');
}

const fails = (action, pattern) =>
  assert.throws(action, (error) => {
    assert.ok(error instanceof Failure, error.stack);
    assert.match(error.message, pattern);
    // One sentence, which says what to do.
    assert.match(error.message, /[:,] .+\.$/);
    return true;
  });

test('a commit becomes a change that holds our lines only', () => {
  assert.match(
    addTwoChanges(),
    /saved: 0001-first-topic, 0002-second-topic; the series is applied/,
  );
  assert.deepStrictEqual(
    engine.read('engine/series'),
    '# The order.\n0001-first-topic\n0002-second-topic\n',
  );
  const change = 'engine/changes/0001-first-topic';
  assert.strictEqual(
    engine.read(`${change}/README.md`),
    '# About first-topic\n\nWhy it is there.\n',
  );
  assert.strictEqual(engine.read(`${change}/one/src/lib.rs.ed`), '5c\n// five\n// and more\n.\n');
  assert.strictEqual(engine.read(`${change}/one/src/new.rs`), 'fn new() {}\n');
  assert.strictEqual(engine.read(`${change}/two/src/old.rs.removed`), '');
  assert.strictEqual(
    engine.read('engine/changes/0002-second-topic/one/src/lib.rs.ed'),
    '10c\n..\n.\ns/.//\na\n// nine\n.\n',
  );
});

test('the tree is the crates with the changes, and is written only where it differs', () => {
  addTwoChanges();
  const lib = engine.read(`${TREE}/one/src/lib.rs`);
  assert.match(lib, /^\/\/ one 4\n\/\/ five\n\/\/ and more\n\/\/ one 6$/m);
  assert.match(lib, /^\/\/ one 8\n\.\n\/\/ nine\n\/\/ one 10$/m);
  assert.ok(engine.exists(`${TREE}/one/src/new.rs`));
  assert.ok(!engine.exists(`${TREE}/two/src/old.rs`));

  const other = path.join(engine.root, TREE, 'two/src/lib.rs');
  const changed = path.join(engine.root, TREE, 'one/src/lib.rs');
  for (const file of [other, changed]) fs.utimesSync(file, 1000, 1000);
  engine.run('drop', '0002');
  assert.strictEqual(fs.statSync(other).mtimeMs, 1000 * 1000);
  assert.notStrictEqual(fs.statSync(changed).mtimeMs, 1000 * 1000);
});

test('a tree that is current costs nothing, one without its files is made again', () => {
  addTwoChanges();
  assert.strictEqual(engine.run('apply'), 'the tree is current already');
  fs.rmSync(path.join(engine.root, TREE, 'one/src/lib.rs'));
  assert.match(engine.run('status'), /tree: +of another series/);
  assert.strictEqual(engine.run(), 'the series is applied');
  fs.rmSync(path.join(engine.root, TREE), { recursive: true });
  assert.match(engine.run('status'), /tree: +not there/);
  assert.strictEqual(engine.run('apply'), 'the series is applied');
  assert.match(engine.run('status'), /tree: +current/);
});

test('saving what nobody changed changes no byte, not even of a script that somebody wrote differently', () => {
  addTwoChanges();
  const script = 'engine/changes/0001-first-topic/one/src/lib.rs.ed';
  engine.write(script, '5d\n4a\n// five\n// and more\n.\n');
  engine.write('engine/changes/0002-second-topic/README.md', '# By hand\n\n\n');
  for (const again of ['edit', 'save', 'save']) {
    const before = engine.committed();
    engine.run(again);
    assert.deepStrictEqual(engine.committed(), before);
  }
  fs.rmSync(engine.places.copy, { recursive: true });
  const before = engine.committed();
  engine.run('edit');
  engine.run('save');
  assert.deepStrictEqual(engine.committed(), before);
});

test('a change that is amended keeps its number, and one that goes in between gets the next', () => {
  addTwoChanges();
  engine.git('reset', '--hard', 'HEAD~1');
  engine.edit('two/src/lib.rs', replace('// two 1\n', '// TWO 1\n'));
  engine.commit('third');
  engine.git('cherry-pick', 'saved');
  assert.match(engine.run('save'), /saved: 0001-first-topic, 0003-third, 0002-second-topic/);
  engine.edit('two/src/lib.rs', replace('// two 2\n', ''));
  engine.git('commit', '--all', '--amend', '--no-edit');
  engine.run('save');
  assert.strictEqual(engine.read('engine/changes/0002-second-topic/two/src/lib.rs.ed'), '2d\n');
  assert.match(engine.read('engine/series'), /0001-first-topic\n0003-third\n0002-second-topic\n$/);
});

test('dropping a change leaves the others their numbers and moves their lines', () => {
  addTwoChanges();
  assert.match(engine.run('drop', '0001'), /0001-first-topic is gone/);
  assert.deepStrictEqual(fs.readdirSync(engine.places.changes), ['0002-second-topic']);
  const script = engine.read('engine/changes/0002-second-topic/one/src/lib.rs.ed');
  assert.match(script, /^9c\n/);
  assert.ok(engine.exists(`${TREE}/two/src/old.rs`));
  fails(() => engine.run('drop', '0001'), /no change is called '0001'/);
});

test('where a later change stands on the lines of the dropped one, git asks and save goes on', () => {
  addTwoChanges();
  engine.edit('one/src/lib.rs', replace('// five\n', '// FIVE\n'));
  engine.commit('third');
  engine.run('save');
  fails(() => engine.run('drop', '0001'), /touches the same lines/);
  fails(() => engine.run('save'), /a rebase .* is not finished/);
  engine.edit('one/src/lib.rs', (old) => old.replace(/<<<<<<<[\s\S]*>>>>>>>.*\n/, '// FIVE\n'));
  engine.git('add', '--all');
  engine.git('rebase', '--continue');
  engine.run('save');
  assert.match(engine.read('engine/series'), /order\.\n0002-second-topic\n0003-third\n$/);
  assert.match(engine.read(`${TREE}/one/src/lib.rs`), /^\/\/ FIVE$/m);
});

test('the series moves to other versions of the crates', () => {
  addTwoChanges();
  engine.publish('1.1.0', '// a line\n', '// more\n');
  fails(() => engine.run('apply'), /names one 1\.0\.0 and engine\/Cargo\.toml leads to 1\.1\.0/);
  assert.match(engine.run('move'), /stand on one 1\.1\.0, two 1\.1\.0/);
  engine.run('save');
  assert.match(engine.read('engine/changes/0001-first-topic/one/src/lib.rs.ed'), /^7c\n/);
  assert.match(engine.read('engine/upstream.toml'), /^# Versions[\s\S]*version = "1\.1\.0"/);
  assert.match(engine.read(`${TREE}/one/src/lib.rs`), /^\/\/ a line\n/);
  assert.strictEqual(engine.run('apply'), 'the tree is current already');
});

test('crates that are not as published are not built from', () => {
  engine.write('crates/one/src/lib.rs', '// not what was published\n');
  fails(() => engine.run('apply'), /one 1\.0\.0 is not as published/);
});

test('an edit of the tree is not overwritten', () => {
  addTwoChanges();
  engine.write(`${TREE}/one/src/lib.rs`, '// by hand\n');
  assert.match(engine.run('status'), /tree: +edited by hand/);
  fails(() => engine.run('apply'), /one\/src\/lib\.rs was edited/);
  assert.strictEqual(engine.read(`${TREE}/one/src/lib.rs`), '// by hand\n');
});

test('a series that was edited by hand is not applied until somebody says so', () => {
  addTwoChanges();
  engine.write('engine/changes/0001-first-topic/one/src/new.rs', 'fn newer() {}\n');
  fails(() => engine.run('apply'), /not the one that engine\/upstream\.toml names/);
  engine.run('edit');
  engine.run('save');
  assert.strictEqual(engine.read(`${TREE}/one/src/new.rs`), 'fn newer() {}\n');
});

test('scripts that do not fit are named', () => {
  addTwoChanges();
  const script = 'engine/changes/0002-second-topic/one/src/lib.rs.ed';
  for (const text of [
    '99d\n',
    '0c\nx\n.\n',
    '3,2d\n',
    '1a\nx\n',
    'g/x/d\n',
    '1,2a\nx\n.\n',
    's/.//\n1w\n',
  ]) {
    engine.write(script, text);
    fails(() => engine.run('apply'), /0002-second-topic\/one\/src\/lib\.rs\.ed does not apply/);
  }
  engine.write('engine/changes/0002-second-topic/one/src/none.rs.ed', '1d\n');
  engine.write(script, '1d\n');
  fails(() => engine.run('apply'), /there is no one\/src\/none\.rs/);
});

test('folders and the list must agree', () => {
  addTwoChanges();
  engine.write('engine/series', '0001-first-topic\n');
  fails(() => engine.run('apply'), /0002-second-topic is not in engine\/series/);
  engine.write('engine/series', '0001-first-topic\n0002-second-topic\n0003-none\n');
  fails(() => engine.run('apply'), /names 0003-none, which is not in/);
  engine.write('engine/series', 'first\n');
  fails(() => engine.run('apply'), /names 'first'/);
  engine.write('engine/series', '0001-first-topic\n0002-second-topic\n');
  fs.rmSync(path.join(engine.places.changes, '0001-first-topic/README.md'));
  fails(() => engine.run('apply'), /has no README\.md/);
});

test('work that is not saved is not lost', () => {
  engine.edit('one/src/lib.rs', () => '// mine\n');
  fails(() => engine.run('save'), /in no commit/);
  engine.write('engine/series', '# The order, changed meanwhile.\n');
  fails(() => engine.run('edit'), /has work that is not saved/);
  engine.commit('mine');
  fails(() => engine.run('edit'), /has work that is not saved/);
  fails(() => engine.run('save'), /the series on disk has changed/);
  assert.strictEqual(engine.read('engine/working-copy/one/src/lib.rs'), '// mine\n');
});

test('commits that are no changes are refused', () => {
  const cases = [
    [() => engine.commit('Not A Topic'), /begins with 'Not A Topic'/],
    [() => engine.commit('topic', ''), /0001-topic has no text below/],
    [() => engine.edit('other.rs', () => '//\n'), /changes other\.rs, which is no plain file/],
    [
      () => engine.edit('one/src/lib.rs', () => '// no end'),
      /is not UTF-8 text that ends with a newline/,
    ],
    [() => engine.git('commit', '--allow-empty', '-m', 'topic', '-m', 'Why.'), /changes nothing/],
  ];
  for (const [index, [act, pattern]] of cases.entries()) {
    if (index < 2) engine.edit('one/src/lib.rs', (old) => `${old}// more\n`);
    act();
    if (index === 2 || index === 3) engine.commit('topic');
    fails(() => engine.run('save'), pattern);
    engine.git('reset', '--hard', 'upstream');
  }
});

test('verbs that are none are answered with those that are', () => {
  fails(() => engine.run('aply'), /'aply' is no verb .* apply, status, edit, save, drop/);
  fails(() => engine.run('drop'), /no change is called ''/);
});
