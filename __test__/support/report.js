'use strict';

/**
 * Prints only the cases that fail, with both outcomes:
 *   node __test__/support/report.js [text in `topic > name`] [--names]
 * Must never decide anything that the tests don't.
 */

const { topics } = require('./corpus.js');
const { runIsolated } = require('./isolated.js');
const subject = require('./subject.js');

function printFailure(one, { expected, actual }, namesOnly) {
  console.log(`\n✗ ${one.topic} > ${one.name}`);
  if (namesOnly) return;
  console.log(`  context ${one.context}`);
  for (const step of one.steps) console.log(`  step    ${step.run ?? step.host ?? 'turns'}`);
  if (one.accepted) console.log(`  should differ: ${one.accepted.reason}`);
  for (let line = 0; line < Math.max(expected.length, actual.length); line++) {
    const same = expected[line] === actual[line];
    if (same) console.log(`    ${expected[line]}`);
    if (!same && expected[line] !== undefined) console.log(`  - ${expected[line]}`);
    if (!same && actual[line] !== undefined) console.log(`  + ${actual[line]}`);
  }
}

async function report(only, namesOnly) {
  let cases = 0;
  let failures = 0;
  // A topic at a time, so that there is something to read early.
  for (const topic of only === '' ? topics().map((name) => `${name} > `) : [only]) {
    for (const { one, failure } of await runIsolated(topic)) {
      cases++;
      if (failure === undefined) continue;
      failures++;
      printFailure(one, failure, namesOnly);
    }
  }
  console.log(`\n${cases} cases, ${failures} failed (- node:vm, + ${subject.name})`);
  process.exitCode = failures === 0 ? 0 : 1;
}

const args = process.argv.slice(2);
report(args.find((arg) => !arg.startsWith('--')) ?? subject.only, args.includes('--names'));
