'use strict';

/**
 * `npm run bench [words]`: times this package beside `node:vm` in one process and prints both and
 * their ratio; words select the cases whose name contains one of them. Both sides take
 * turns, so that a busy machine slows both, and the median of the turns counts. Numbers are for
 * comparing on one machine: nothing here passes or fails.
 */

const nodeVm = require('node:vm');
const boaVm = require('boa-vm');
const { cases } = require('./cases.js');

const turns = 9;
const turnNanoseconds = 30e6;

function nanosecondsFor(operation, times) {
  const started = process.hrtime.bigint();
  for (let time = 0; time < times; time++) {
    operation();
  }
  return Number(process.hrtime.bigint() - started);
}

/** How many calls fill one turn; finding out also warms the operation up. */
function callsForOneTurn(operation) {
  let times = 1;
  let elapsed = nanosecondsFor(operation, times);
  while (elapsed < turnNanoseconds / 2) {
    times = Math.ceil(times * Math.min(10, (1.2 * turnNanoseconds) / Math.max(elapsed, 1)));
    elapsed = nanosecondsFor(operation, times);
  }
  return times;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function readable(nanoseconds) {
  const units = ['ns', 'µs', 'ms', 's'];
  const unit = Math.min(Math.floor(Math.log10(Math.max(nanoseconds, 1)) / 3), units.length - 1);
  return `${(nanoseconds / 1000 ** unit).toPrecision(3)} ${units[unit]}`;
}

function measure({ prepare }) {
  const sides = [boaVm, nodeVm].map((vm) => {
    const operation = prepare(vm);
    return { operation, times: callsForOneTurn(operation), samples: [] };
  });
  for (let turn = 0; turn < turns; turn++) {
    for (const { operation, times, samples } of sides) {
      samples.push(nanosecondsFor(operation, times) / times);
    }
  }
  return sides.map(({ samples }) => median(samples));
}

function main(words) {
  const selected = cases.filter(
    ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
  );
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}, median of ${turns}\n`);
  console.log(
    `${''.padEnd(38)} ${'boa-vm'.padStart(9)} ${'node:vm'.padStart(9)}   boa-vm / node:vm`,
  );
  for (const one of selected) {
    const [ours, nodes] = measure(one);
    const columns = [ours, nodes].map((value) => readable(value).padStart(9)).join(' ');
    console.log(`${one.name.padEnd(38)} ${columns}   ${(ours / nodes).toPrecision(2)}`);
  }
}

main(process.argv.slice(2));
