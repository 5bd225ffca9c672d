'use strict';

/**
 * `npm run check`: everything that CI checks, in one command. All steps run, so one look at the end
 * shows all that is wrong; it only reads, `npm run format` mends what can be mended by itself.
 *
 * A step that runs programs of others is run once more when it fails: they have time limits of their own and what they
 * need comes from registries. The closing lines say so. `npm test` does the same for single files.
 */

const { ensureEngine, ensureInstalled } = require('./ensure.js');
const { heading, run, toolScript } = require('./steps.js');

ensureInstalled();
ensureEngine();

const node = process.execPath;
const biome = toolScript('@biomejs/biome', 'biome');
const tsc = toolScript('typescript', 'tsc');

/** A tenth of test262, another one each day of the month, or the part that the environment names. */
const tenth = ((new Date().getUTCDate() - 1) % 10) + 1;
const test262Slice = process.env.BOA_VM_TEST262_SLICE ?? `${tenth}/10`;

const lints = [
  ['cargo fmt', 'cargo', ['fmt', '--all', '--check']],
  ['cargo clippy', 'cargo', ['clippy', '--workspace', '--all-targets', '--', '-D', 'warnings']],
  ['biome ci', node, [biome, 'ci', '--error-on-warnings']],
  ['types', node, [tsc, '--noEmit', '-p', '__test__/types']],
];

const programs = [
  ['libraries', node, ['scripts/with_packages.js', 'libraries']],
  ['packages', node, ['scripts/with_packages.js', 'packages']],
  ['newer types', node, ['scripts/with_packages.js', 'newer_types']],
  ['bundlers', node, ['scripts/with_packages.js', 'bundlers']],
  ['fleet', node, ['scripts/with_packages.js', 'fleet']],
  ["Node's own tests", node, ['scripts/node_suite.js']],
  [`test262, ${test262Slice}`, node, ['scripts/test262.js', '--slice', test262Slice]],
];

const closing = [];

/** Runs a step, as often as it may be run until it passes. */
function check([title, command, args], times) {
  let ran = 0;
  let passed = false;
  while (!passed && ran < times) {
    heading(ran === 0 ? title : `${title}, once more`);
    passed = run(command, args);
    ran += 1;
  }
  closing.push(`${passed ? 'passed' : 'FAILED'}  ${title}${ran > 1 ? ', run twice' : ''}`);
  process.exitCode ||= passed ? 0 : 1;
}

check(['npm test', node, ['scripts/test.js']], 1);
for (const step of programs) check(step, 2);
for (const step of lints) check(step, 1);

heading('all checks');
console.log(closing.join('\n'));
