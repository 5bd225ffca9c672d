'use strict';

/**
 * `npm run bench:peers [-- words] [--json file] [--write]`: times this package beside the others, in one process and in
 * interleaved rounds, and prints medians and ratios. `--write` puts the tables into docs/performance.md, and draws its chart. Nothing here
 * passes or fails by time; read the ratios, on a machine that does nothing else.
 */

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { adapters } = require('./adapters.js');
const { rows } = require('./rows.js');
const { writeChart } = require('./chart.js');

const ROUNDS = 7;
const ROUND_NANOSECONDS = 25e6;

const page = path.join(__dirname, '../../docs/performance.md');

function nanosecondsFor(operation, times) {
  const started = process.hrtime.bigint();
  for (let time = 0; time < times; time++) operation();
  return Number(process.hrtime.bigint() - started);
}

/** How many calls fill a round; finding out also warms the operation up. */
function callsForOneRound(operation) {
  let times = 1;
  for (;;) {
    const elapsed = nanosecondsFor(operation, times);
    if (elapsed > ROUND_NANOSECONDS / 2) return times;
    times = Math.ceil(times * Math.min(10, (1.2 * ROUND_NANOSECONDS) / Math.max(elapsed, 1)));
  }
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Prepares a row for a package; undefined where that has nothing for it or fails. */
function prepare(row, make) {
  try {
    const operation = row.isFresh ? row.prepare(make) : row.prepare(make(row.globals ?? {}));
    if (operation === undefined) return undefined;
    return { operation, times: callsForOneRound(operation), samples: [] };
  } catch (error) {
    return { why: String(error?.message ?? error) };
  }
}

/** Nanoseconds a call by package. */
function measure(row, packages) {
  const sides = packages.map(([name, make]) => ({ name, ...prepare(row, make) }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { operation, times, samples } of sides) {
      if (samples !== undefined) samples.push(nanosecondsFor(operation, times) / times);
    }
  }
  const results = {};
  for (const { name, samples, why } of sides) {
    if (samples !== undefined) results[name] = median(samples);
    else if (why !== undefined) console.error(`  ${row.name}, ${name}: ${why}`);
  }
  return results;
}

function readable(nanoseconds) {
  const units = ['ns', 'µs', 'ms', 's'];
  const unit = Math.min(Math.floor(Math.log10(Math.max(nanoseconds, 1)) / 3), units.length - 1);
  return `${(nanoseconds / 1000 ** unit).toPrecision(3)} ${units[unit]}`;
}

/** Two digits that count, and no exponent. */
const factor = (value) =>
  value < 100 ? value.toPrecision(2) : Math.round(value).toLocaleString('en');

/** A row of the table: our time, and how many times longer we take than each peer. */
function cells({ name, results }, names) {
  const ours = results['boa-vm'];
  const ratio = (peer) => (results[peer] === undefined ? '–' : `${factor(ours / results[peer])} ×`);
  return [name, ours === undefined ? '–' : readable(ours), ...names.slice(1).map(ratio)];
}

function markdown(measured, names) {
  const head = ['work', 'boa-vm', ...names.slice(1)];
  const lines = [head, ['---', ...head.slice(1).map(() => '---:')]];
  for (const one of measured) lines.push(cells(one, names));
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** Puts a text between the marks of a page. */
function writeBetween(mark, text) {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`];
  const before = fs.readFileSync(page, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`${page} has no ${begin}`);
  fs.writeFileSync(
    page,
    `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`,
  );
}

async function main() {
  const { values, positionals: words } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, write: { type: 'boolean' } },
  });
  const packages = await adapters();
  const names = packages.map(([name]) => name);
  const machine = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${os.cpus().length} cores`;
  console.log(`${machine}, median of ${ROUNDS} rounds; ratios are boa-vm ÷ peer\n`);
  const measured = [];
  for (const row of rows) {
    if (words.length > 0 && !words.some((word) => row.name.includes(word))) continue;
    const one = {
      name: row.name,
      isEngine: row.isEngine === true,
      results: measure(row, packages),
    };
    measured.push(one);
    console.log(
      cells(one, names)
        .map((cell, at) => (at === 0 ? cell.padEnd(46) : cell.padStart(10)))
        .join(' '),
    );
  }
  if (values.json !== undefined) {
    fs.writeFileSync(values.json, `${JSON.stringify({ machine, names, measured }, null, 2)}\n`);
  }
  if (values.write) {
    writeBetween('machine', machine);
    writeBetween(
      'the boundary',
      markdown(
        measured.filter((row) => !row.isEngine),
        names,
      ),
    );
    writeBetween(
      'the engine',
      markdown(
        measured.filter((row) => row.isEngine),
        names,
      ),
    );
    writeChart();
  }
}

main();
