'use strict';

/**
 * `npm test`: does whatever is still needed, then runs both suites, cargo's and Node's, also when
 * the first one fails. Fails when either does, and when there is nothing to run.
 */

const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { heading, root, runKeeping } = require('./steps.js');

/** Node 20 takes files here, not patterns; named one by one, none is left out unnoticed. */
function testFiles() {
  const names = fs.readdirSync(path.join(root, '__test__')).sort();
  return names.filter((name) => name.endsWith('.test.js')).map((name) => `__test__/${name}`);
}

async function main() {
  ensureBuilt();
  const files = testFiles();
  const suites = [
    { command: 'cargo', args: ['test'], keep: /^test result:/ },
    {
      command: process.execPath,
      args: ['--test', '--test-reporter=spec', ...files],
      keep: /^ℹ (tests|pass|fail|cancelled|skipped|todo) /,
    },
  ];
  const closing = [];
  for (const [index, { command, args, keep }] of suites.entries()) {
    const title = index === 0 ? 'cargo test' : `node --test (${files.length} files)`;
    heading(title);
    const { passed, kept } = await runKeeping(command, args, keep);
    const good = passed && kept.length > 0;
    closing.push(
      `${good ? 'passed' : 'FAILED'}  ${title}: ${kept.join(', ').replaceAll('ℹ ', '')}`,
    );
    process.exitCode ||= good ? 0 : 1;
  }
  heading('both suites');
  console.log(closing.join('\n'));
}

main();
