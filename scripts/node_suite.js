'use strict';

/**
 * `npm run test:node`: Node's own tests of `vm`, unchanged, with this package in the place of `vm`.
 * Fails when a test comes out otherwise than `__test__/node-suite-20.json` says.
 *
 *   npm run test:node -- [--node 22] [--node-source folder] [--subject node:vm] [--quick] [--verbose] [words in names]
 *
 * - `--node`: the tests of another version of Node, run by the Node that is there. Each has a ledger of its own.
 * - `--node-source`: a source tree of that Node. Else Debian's source package is downloaded once.
 * - `--subject node:vm`: Node's tests with Node's own module, which shows what they need from the
 *   machine. There is no ledger for that: each must pass, but the known issues.
 * - `--quick`: with a quick build.
 * - `--verbose`: with the output of every test that fails.
 */

const { parseArgs } = require('node:util');
const { ensureBuilt } = require('./ensure.js');
const { contradiction, entryOf, readLedger, strayNames } = require('./node_suite/ledger.js');
const { runTest } = require('./node_suite/run_test.js');
const { fetchNodeSource } = require('./node_suite/source.js');
const { findTests } = require('./node_suite/tests.js');
const { root } = require('./steps.js');

/** How many tests run at the same time. */
const AT_ONCE = 2;

const OWN = 'boa-vm';

/** The version whose behaviour this package has where versions differ. */
const OLDEST = '20';

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      node: { type: 'string', default: OLDEST },
      'node-source': { type: 'string' },
      subject: { type: 'string', default: OWN },
      verbose: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  });
  return { ...values, words: positionals };
}

/** @returns {string} the source tree of Node */
function nodeSource(given, version) {
  if (given !== undefined) return given;
  try {
    return fetchNodeSource(version);
  } catch (error) {
    throw new Error(
      `the source of Node could not be fetched: ${error.message}\n` +
        'A source tree that is there already can be given with --node-source.',
    );
  }
}

/** Calls `work` with each item, a few at a time. */
async function forEachOf(items, work) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function printOutput({ ending, output }) {
  console.log(`         ${ending}`);
  for (const line of output.trimEnd().split('\n')) console.log(`         | ${line}`);
}

/** What the ledger says of a test, or what must hold for Node itself. */
function expected(ledger, test) {
  if (ledger !== undefined) return entryOf(ledger, test);
  return test.knownIssue ? { fail: 'a known issue' } : 'pass';
}

/**
 * Runs the tests, with a line for each.
 * @returns {Promise<{ passed: number, ran: number, wrong: string[] }>} `wrong`: what contradicts the ledger
 */
async function runAll(tests, { subject, version, ledger, verbose }) {
  const wrong = [];
  const result = { passed: 0, ran: 0, wrong };
  await forEachOf(tests, async (test) => {
    const entry = expected(ledger, test);
    const outcome = await runTest(test, subject, version);
    const { passed, milliseconds } = outcome;
    const complaint = contradiction(entry, passed);
    result.ran += 1;
    result.passed += passed ? 1 : 0;
    const reason = passed || entry?.fail === undefined ? '' : `: ${entry.fail}`;
    console.log(`${passed ? 'passed ' : 'FAILED '}  ${test.name} (${milliseconds} ms)${reason}`);
    if (!passed && (verbose || complaint !== undefined)) printOutput(outcome);
    if (complaint !== undefined) wrong.push(`${test.name} ${complaint}`);
  });
  return result;
}

async function main() {
  const { subject, words, verbose, quick, ...given } = options();
  const isOwn = subject === OWN;
  const all = findTests(nodeSource(given['node-source'], given.node));
  if (isOwn) ensureBuilt(quick ? 'quick' : 'release');
  const ledger = isOwn ? readLedger(given.node) : undefined;
  const tests = all.filter(({ name }) => words.every((word) => name.includes(word)));
  if (tests.length === 0) throw new Error('no test has such a name');

  const { passed, ran, wrong } = await runAll(tests, {
    subject: isOwn ? root : subject,
    version: given.node,
    ledger,
    verbose,
  });
  if (ledger !== undefined) {
    wrong.push(...strayNames(ledger, all).map((name) => `${name} is in the ledger, and no test`));
  }
  for (const line of wrong) console.log(`WRONG    ${line}`);
  const about = isOwn ? 'the ledger' : 'what Node should pass';
  const verdict = wrong.length === 0 ? 'as expected' : `${wrong.length} differ from ${about}`;
  console.log(
    `\n${wrong.length === 0 ? 'passed' : 'FAILED'}  ${passed} of ${ran} pass: ${verdict}`,
  );
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(`boa-vm: ${error.message}`);
  process.exitCode = 1;
});
