'use strict';

/**
 * Undoes what SpiderMonkey's `test262-update.py` did to its copy of test262, so that tests and harness are
 * as upstream has them: a line for the runner before a test, a directive, a call behind it, and the files of
 * the harness joined into a `shell.js` for each folder. Must never guess: what it does not know, it reports.
 */

const fs = require('node:fs');
const path = require('node:path');
const { readFrontmatter } = require('./frontmatter.js');

const RUNNER_LINE = /^\/\/ \|reftest\| .*\n/;
const DIRECTIVE = "'use strict';\n";
const CALL_BEHIND = '\nreportCompare(0, 0);\n';
const STRICT_NAME = '-strict.js';

/** A file of the harness within a `shell.js`. */
const HARNESS_FILE = /^\/\/ file: (\S+)\n/m;

/** What is SpiderMonkey's own among them: its shell's functions as `$262`. */
const NOT_OF_TEST262 = 'test262-host.js';

/** Folders that are no part of test262: tests that were proposed to it. */
const NOT_TESTS = new Set(['prs', 'local']);

/** @returns {{ name: string, text: string }} the test as upstream has it */
function restoreTest(name, converted) {
  let text = converted.replace(RUNNER_LINE, '');
  const { flags, negative } = readFrontmatter(text);
  let original = name;
  if (flags.includes('onlyStrict')) {
    if (!name.endsWith(STRICT_NAME) || !text.startsWith(DIRECTIVE)) {
      throw new Error(`${name} is no strict test as SpiderMonkey has them`);
    }
    original = `${name.slice(0, -STRICT_NAME.length)}.js`;
    text = text.slice(DIRECTIVE.length);
  }
  if (negative === undefined && !flags.includes('async')) {
    if (!text.endsWith(CALL_BEHIND))
      throw new Error(`${name} does not end as SpiderMonkey ends tests`);
    text = text.slice(0, -CALL_BEHIND.length);
  }
  return { name: original, text };
}

/** Writes the files of the harness that are joined in `shell`, unless they are there. */
function restoreHarness(shell, folder) {
  const [, ...parts] = shell.split(HARNESS_FILE);
  for (let i = 0; i < parts.length; i += 2) {
    const file = path.join(folder, parts[i]);
    if (parts[i] === NOT_OF_TEST262 || fs.existsSync(file)) continue;
    fs.writeFileSync(file, parts[i + 1], 'latin1');
  }
}

/** Moves one file of SpiderMonkey's copy to where test262 has it. */
function restoreFile(copy, name, tree) {
  const from = path.join(copy, name);
  const base = path.basename(name);
  const place = (below) => {
    const to = path.join(tree, 'test', below);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    return to;
  };
  if (!name.includes(path.sep)) {
    if (base === 'shell.js')
      restoreHarness(fs.readFileSync(from, 'latin1'), path.join(tree, 'harness'));
    else if (!base.endsWith('.js')) fs.renameSync(from, path.join(tree, base));
  } else if (base === 'shell.js') {
    restoreHarness(fs.readFileSync(from, 'latin1'), path.join(tree, 'harness'));
  } else if (!base.endsWith('.js')) {
    fs.renameSync(from, place(name));
  } else if (base.endsWith('_FIXTURE.js')) {
    fs.writeFileSync(
      place(name),
      fs.readFileSync(from, 'latin1').replace(RUNNER_LINE, ''),
      'latin1',
    );
  } else if (base !== 'browser.js') {
    // As bytes: some tests are about characters that are none.
    const test = restoreTest(name, fs.readFileSync(from, 'latin1'));
    fs.writeFileSync(place(test.name), test.text, 'latin1');
  }
}

/**
 * Turns SpiderMonkey's copy into test262's own folders, `test` and `harness`, in place.
 * @param {string} tree the folder that has the copy's files in it
 * @throws {Error} if the copy is not as it is known to be
 */
function restoreTest262(tree) {
  const copy = path.join(tree, 'copy');
  const names = fs.readdirSync(tree);
  fs.mkdirSync(copy);
  for (const name of names) fs.renameSync(path.join(tree, name), path.join(copy, name));
  fs.mkdirSync(path.join(tree, 'harness'));
  for (const entry of fs.readdirSync(copy, { recursive: true, withFileTypes: true })) {
    const name = path.relative(copy, path.join(entry.parentPath ?? entry.path, entry.name));
    if (!entry.isFile() || NOT_TESTS.has(name.split(path.sep)[0])) continue;
    restoreFile(copy, name, tree);
  }
  fs.rmSync(copy, { recursive: true });
}

module.exports = { restoreTest262 };
