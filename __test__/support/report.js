'use strict';

/**
 * Prints only the cases that fail, with both outcomes:
 *   node __test__/support/report.js [text in `topic > name`] [--names]
 * Cases run in a child process; one that dies or hangs counts as a failure of the case that it was
 * at, and a new child goes on after it. Must never decide anything that the tests don't.
 */

const { fork } = require('node:child_process');
const oracle = require('node:vm');

const { casesOf, topics } = require('./corpus.js');
const { describe } = require('./describe.js');
const { compareCase } = require('./differential.js');
const subject = require('./subject.js');

const HANG_MS = 20_000;

function allCases(only) {
  return topics().flatMap((topic) => casesOf(topic, only));
}

/** The child: runs the cases from a position on and reports each. */
async function runCases(only, from) {
  const vm = subject.load();
  const cases = allCases(only);
  let index = from;
  process.on('unhandledRejection', (reason) => {
    const actual = [`unhandled rejection: ${describe(reason)}`];
    process.send({ index, failed: { expected: ['none is left behind'], actual } });
  });
  for (; index < cases.length; index++) {
    process.send({ index });
    const one = cases[index];
    const { same, expected, actual } = await compareCase(one, oracle, vm);
    const passes = one.differs === undefined || subject.isOracle ? same : !same;
    if (!passes) process.send({ index, failed: { expected, actual, differs: one.differs } });
  }
  process.disconnect();
}

/** @returns {Promise<{ at: number, end: string }>} how far one child came */
function runChild(only, from, onFailure) {
  return new Promise((resolve) => {
    const child = fork(__filename, [only], { env: { ...process.env, BOA_VM_REPORT: from } });
    let at = from;
    let timer;
    let hung = false;
    const rewind = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, HANG_MS);
    };
    rewind();
    child.on('message', (message) => {
      rewind();
      at = message.index;
      if (message.failed) onFailure(message.index, message.failed);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      const end = hung ? 'HANGS' : `DIES (${signal ?? `code ${code}`})`;
      resolve({ at, end: code === 0 && !hung ? 'done' : end });
    });
  });
}

function printFailure(one, { expected, actual, differs }, namesOnly) {
  console.log(`\n✗ ${one.topic} > ${one.name}`);
  if (namesOnly) return;
  console.log(`  context ${one.context}`);
  for (const step of one.steps) console.log(`  step    ${step.run ?? step.host ?? 'turns'}`);
  if (differs) console.log(`  should differ: ${differs}`);
  for (let line = 0; line < Math.max(expected.length, actual.length); line++) {
    const same = expected[line] === actual[line];
    if (same) console.log(`    ${expected[line]}`);
    if (!same && expected[line] !== undefined) console.log(`  - ${expected[line]}`);
    if (!same && actual[line] !== undefined) console.log(`  + ${actual[line]}`);
  }
}

async function report(only, namesOnly) {
  const cases = allCases(only);
  let failures = 0;
  const onFailure = (index, failed) => {
    failures++;
    printFailure(cases[index], failed, namesOnly);
  };
  let from = 0;
  while (from < cases.length) {
    const { at, end } = await runChild(only, from, onFailure);
    if (end === 'done') break;
    onFailure(at, { expected: ['returns'], actual: [end] });
    from = at + 1;
  }
  console.log(`\n${cases.length} cases, ${failures} failed (- node:vm, + ${subject.name})`);
  process.exitCode = failures === 0 ? 0 : 1;
}

if (process.env.BOA_VM_REPORT === undefined) {
  const args = process.argv.slice(2);
  const only = args.find((arg) => !arg.startsWith('--')) ?? subject.only;
  report(only, args.includes('--names'));
} else {
  runCases(process.argv[2], Number(process.env.BOA_VM_REPORT));
}
