'use strict';

/**
 * `npm run check`: everything that CI checks, in one command. All steps run, so one look at the end
 * shows all that is wrong; it only reads, `npm run format` mends what can be mended by itself.
 */

const { ensureEngine, ensureInstalled } = require('./ensure.js');
const { heading, run, toolScript } = require('./steps.js');

ensureInstalled();
ensureEngine();

const node = process.execPath;
const biome = toolScript('@biomejs/biome', 'biome');
const tsc = toolScript('typescript', 'tsc');

/** A slice of test262 that is the same each day until the whole has been run in one go, or the one that the environment names. */
const test262Slice = process.env.BOA_VM_TEST262_SLICE ?? '3/100';

const steps = [
  ['npm test', node, ['scripts/test.js']],
  ['libraries', node, ['scripts/with_packages.js', 'libraries']],
  ['packages', node, ['scripts/with_packages.js', 'packages']],
  ['newer types', node, ['scripts/with_packages.js', 'newer_types']],
  ['fleet', node, ['scripts/with_packages.js', 'fleet']],
  ["Node's own tests", node, ['scripts/node_suite.js']],
  [`test262, ${test262Slice}`, node, ['scripts/test262.js', '--slice', test262Slice]],
  ['cargo fmt', 'cargo', ['fmt', '--check']],
  ['cargo clippy', 'cargo', ['clippy', '--all-targets', '--', '-D', 'warnings']],
  ['biome ci', node, [biome, 'ci', '--error-on-warnings']],
  ['types', node, [tsc, '--noEmit', '-p', '__test__/types']],
];

const closing = [];
for (const [title, command, args] of steps) {
  heading(title);
  const passed = run(command, args);
  closing.push(`${passed ? 'passed' : 'FAILED'}  ${title}`);
  process.exitCode ||= passed ? 0 : 1;
}
heading('all checks');
console.log(closing.join('\n'));
