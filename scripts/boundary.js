'use strict';

/**
 * `npm run test:boundary`: walks from many context objects by every entrance and says what a guest reached
 * that it was not given. Words choose walks by their names.
 *
 * Usage: node scripts/boundary.js [words] [--slice k/n] [--seed n] [--ms n] [--all]
 */

const { parseArgs } = require('node:util');

const { listWalks, nameOf } = require('../__test__/boundary/walks.js');
const { runWalks } = require('../__test__/boundary/runners.js');
const subject = require('../__test__/support/subject.js');

/** Findings shown of one walk. */
const SHOWN = 25;

const OPTIONS = {
  slice: { type: 'string', default: '1/1' },
  seed: { type: 'string', default: '1' },
  ms: { type: 'string', default: '1500' },
  all: { type: 'boolean', default: false },
};

function show(order, { nodes, calls, findings }) {
  const verdict = findings.length === 0 ? 'passed' : 'FAILED';
  console.log(
    `${verdict}  ${nameOf(order)}: ${nodes} values, ${calls} calls, ${findings.length} findings`,
  );
  for (const { kind, what, way } of findings.slice(0, SHOWN)) {
    console.log(`        ${kind}: ${what}${way && `\n            by ${way}`}`);
  }
  if (findings.length > SHOWN) console.log(`        and ${findings.length - SHOWN} more`);
}

async function main() {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const orders = listWalks({
    words: positionals,
    slice: values.slice.split('/').map(Number),
    seed: Number(values.seed),
    milliseconds: Number(values.ms),
    all: values.all,
    isNodes: subject.isOracle,
  });
  const sums = { walks: 0, nodes: 0, calls: 0, findings: 0 };
  await runWalks(subject.name, orders, (order, report) => {
    show(order, report);
    sums.walks += 1;
    sums.nodes += report.nodes;
    sums.calls += report.calls;
    sums.findings += report.findings.length;
  });
  const isGood = sums.findings === 0 && sums.walks > 0;
  console.log(
    `${isGood ? 'passed' : 'FAILED'}  ${sums.walks} walks, ${sums.nodes} values, ${sums.calls} calls, ${sums.findings} findings`,
  );
  process.exitCode = isGood ? 0 : 1;
}

main();
