'use strict';

/**
 * The process that runs cases for `isolated.js`: takes the text to select by and the position to
 * start at, and sends each case as it begins and each failure. Must never print.
 */

const oracle = require('node:vm');

const { selectCases } = require('./corpus.js');
const { describe } = require('./describe.js');
const { compareCase } = require('./differential.js');
const subject = require('./subject.js');

async function main([only, from]) {
  const vm = subject.load();
  const cases = selectCases(only);
  let index = Number(from);
  process.on('unhandledRejection', (reason) => {
    const actual = [`unhandled rejection: ${describe(reason)}`];
    process.send({ index, failure: { expected: ['none is left behind'], actual } });
  });
  for (; index < cases.length; index++) {
    process.send({ index });
    const one = cases[index];
    const { same, expected, actual } = await compareCase(one, oracle, vm);
    const mustDiffer = one.accepted !== undefined && !subject.isOracle;
    if (same === mustDiffer) process.send({ index, failure: { expected, actual } });
  }
  process.disconnect();
}

main(process.argv.slice(2));
