'use strict';

/**
 * `npm run test:262`: test262, the tests of the language's specification, in contexts of this package. A test
 * counts if `node:vm` passes it in the same runner. Fails when `__test__/test262.json` is wrong.
 *
 *   npm run test:262 -- [--slice 3/10] [--test262 folder] [--jobs n] [--quick] [--verbose] [words in names]
 *
 * - `--slice`: the third of ten parts.
 * - `--test262`: a source tree of test262. Else Debian's source package of SpiderMonkey is downloaded once.
 * - `--jobs`: how many processes run tests at the same time, by default one for each processor.
 * - `--quick`: with a quick build.
 * - `--verbose`: with what is wrong in every test that fails, also where the ledger says so.
 */

const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { ensureBuilt } = require('./ensure.js');
const { root } = require('./steps.js');
const ledgers = require('./test262/ledger.js');
const { passedByNode } = require('./test262/oracle.js');
const { runTests } = require('./test262/processes.js');
const { fetchTest262 } = require('./test262/source.js');
const { findTests, isTest } = require('./test262/tests.js');

/** After how many tests a line says how far it is. */
const PROGRESS = 5000;

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      slice: { type: 'string', default: '1/1' },
      test262: { type: 'string' },
      jobs: { type: 'string', default: String(os.availableParallelism()) },
      quick: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const slice = values.slice.split('/').map(Number);
  const [nth, parts] = slice;
  if (!(Number.isInteger(nth) && Number.isInteger(parts) && nth >= 1 && nth <= parts)) {
    throw new Error(`--slice is something like 3/10, not ${values.slice}`);
  }
  return { ...values, slice, jobs: Number(values.jobs), words: positionals };
}

/** @returns {string} the source tree of test262 */
function test262Source(given) {
  if (given !== undefined) return path.resolve(given);
  try {
    return fetchTest262();
  } catch (error) {
    throw new Error(
      `test262 could not be fetched: ${error.message}\n` +
        'A source tree that is there already can be given with --test262.',
    );
  }
}

/** Runs tests in this package; the faults come by the key of the test. */
async function faultsOf(runs, { harness, jobs, isAlone }) {
  const faults = new Map();
  let ran = 0;
  await runTests(runs, { subject: root, harness, jobs, isAlone }, ({ test }, fault) => {
    if (fault !== undefined) faults.set(test.key, fault);
    ran += 1;
    if (ran % PROGRESS === 0) console.log(`         ${ran} of ${runs.length}, ${faults.size} fail`);
  });
  return faults;
}

/** Runs what contradicts the ledger once more, each in a process of its own, and corrects `faults`. */
async function runAgain(runs, faults, settings) {
  const again = await faultsOf(runs, { ...settings, isAlone: true });
  for (const { test } of runs) {
    const fault = again.get(test.key);
    if (faults.has(test.key) !== (fault !== undefined)) {
      console.log(
        `again    ${test.key} ${fault === undefined ? 'passes' : 'fails'} in a process of its own`,
      );
    }
    if (fault === undefined) faults.delete(test.key);
    else faults.set(test.key, fault);
  }
}

/** Prints how many passed, for each section of the ledger. */
function summarize(runs, faults) {
  const sums = new Map();
  for (const { test } of runs) {
    const section = ledgers.sectionOf(test);
    const sum = sums.get(section) ?? { ran: 0, passed: 0, failing: new Set() };
    sum.ran += 1;
    if (faults.has(test.key)) sum.failing.add(test.name);
    else sum.passed += 1;
    sums.set(section, sum);
  }
  for (const [section, { ran, passed, failing }] of sums) {
    console.log(`${section}: ${passed} of ${ran} runs pass, ${failing.size} tests fail`);
  }
}

async function main() {
  const { slice, test262, jobs, quick, verbose, words } = options();
  const tree = test262Source(test262);
  const harness = path.join(tree, 'harness');
  const tests = findTests(tree, { slice, words });
  if (tests.length === 0) throw new Error('no test has such a name');
  ensureBuilt(quick ? 'quick' : 'release');

  const onStart = (count) => console.log(`node:vm runs ${count} tests first, to see which count`);
  const runs = await passedByNode(tests, { tree, harness, jobs, onStart });
  console.log(`node:vm passes ${runs.length} of ${tests.length}`);
  const faults = await faultsOf(runs, { harness, jobs });

  const entries = ledgers.entriesOf(ledgers.readLedger());
  const complaint = ({ test }) =>
    ledgers.contradiction(ledgers.entryOf(entries, test), test, !faults.has(test.key));
  await runAgain(
    runs.filter((run) => complaint(run) !== undefined),
    faults,
    { harness, jobs },
  );
  const wrong = [];
  for (const run of runs) {
    const { key } = run.test;
    const says = complaint(run);
    if (says !== undefined) wrong.push(`${key} ${says}`);
    if (faults.has(key) && (verbose || says !== undefined)) {
      console.log(`FAILED   ${key} [${run.kind}]: ${faults.get(key)}`);
    }
  }
  wrong.push(
    ...ledgers.strayEntries(entries, {
      isTest: (name) => isTest(tree, name),
      chosen: new Set(tests.map(({ name }) => name)),
      counting: new Set(runs.map(({ test }) => test.key)),
    }),
  );
  for (const line of wrong) console.log(`WRONG    ${line}`);
  summarize(runs, faults);
  const verdict = wrong.length === 0 ? 'as expected' : `${wrong.length} differ from the ledger`;
  console.log(
    `\n${wrong.length === 0 ? 'passed' : 'FAILED'}  ${runs.length - faults.size} of ${runs.length} pass: ${verdict}`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(`boa-vm: ${error.message}`);
  process.exitCode = 1;
});
