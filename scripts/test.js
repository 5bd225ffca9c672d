'use strict';

/**
 * `npm test`: does whatever is still needed, then runs both suites, cargo's and Node's, also when
 * the first one fails. Fails when either does, and when there is nothing to run.
 *
 * A file of tests that fails beside others is run once more, alone: a machine that is busy with the
 * others is no fault of the package, and the closing lines name each file that needed this.
 */

const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { heading, root, runKeeping } = require('./steps.js');

const COUNTS = /^ℹ (tests|pass|fail|cancelled|skipped|todo) /;
/** Where a failed test stands, as the spec reporter says it at its end. */
const FAILED_AT = /^test at (__test__[/\\][^:]+):/;

/** Node 20 takes files here, not patterns; named one by one, none is left out unnoticed. */
function testFiles() {
  const names = fs.readdirSync(path.join(root, '__test__')).sort();
  return names.filter((name) => name.endsWith('.test.js')).map((name) => `__test__/${name}`);
}

/** Runs a suite. @returns {Promise<{ passed: boolean, closing: string, kept: string[] }>} */
async function runSuite(title, command, args, keep, shown = keep) {
  heading(title);
  const { passed, kept } = await runKeeping(command, args, keep);
  const counts = kept.filter((line) => shown.test(line));
  const good = passed && counts.length > 0;
  const closing = `${good ? 'passed' : 'FAILED'}  ${title}: ${counts.join(', ').replaceAll('ℹ ', '')}`;
  return { passed: good, closing, kept };
}

async function runNodeTests(title, files, options = []) {
  const args = ['--test', '--test-reporter=spec', ...options, ...files];
  const keep = new RegExp(`${COUNTS.source}|${FAILED_AT.source}`);
  const result = await runSuite(title, process.execPath, args, keep, COUNTS);
  const failed = result.kept.map((line) => FAILED_AT.exec(line)?.[1]).filter(Boolean);
  return { ...result, failed: [...new Set(failed)] };
}

async function main() {
  ensureBuilt();
  const files = testFiles();
  const cargo = await runSuite('cargo test', 'cargo', ['test', '--workspace'], /^test result:/);
  const node = await runNodeTests(`node --test (${files.length} files)`, files);
  const closing = [cargo.closing, node.closing];
  let { passed } = node;
  if (!passed && node.failed.length > 0) {
    const alone = await runNodeTests('alone', node.failed, ['--test-concurrency=1']);
    closing.push(`${alone.closing} (${node.failed.join(', ')})`);
    ({ passed } = alone);
  }
  heading('both suites');
  console.log(closing.join('\n'));
  process.exitCode = cargo.passed && passed ? 0 : 1;
}

main();
