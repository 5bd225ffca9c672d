'use strict';

/**
 * `npm run fuzz -- [--seconds N] [--seed S] [--target builtins|sources|objects|reads|host-reads|timed-reads] [--only SEED]`: runs random programs with
 * boa-vm and with `node:vm` and compares what comes of them. Each batch has a process of its own, so that a crash is a
 * finding. Prints each finding with its seed; `--only` shows one program. Fails if there is any.
 */

const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { parseArgs } = require('node:util');

const TARGETS = ['builtins', 'sources', 'objects', 'reads', 'host-reads'];
const BATCH = 200;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true, default: TARGETS },
    only: { type: 'string' },
  },
});

const child = path.join(__dirname, 'child.js');

/** Runs seeds; a child that dies has said where. */
function runBatch(target, first, count) {
  const args = ['--no-warnings', '--stack-size=900', child, target, String(first), String(count)];
  const { status, signal, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 28,
  });
  const lines = stdout.trim().split('\n').filter(Boolean);
  const findings = lines.filter((line) => !line.startsWith('at ')).map((line) => JSON.parse(line));
  if (status === 0) return { findings, next: first + count };
  const last = Number(lines.findLast((line) => line.startsWith('at '))?.slice(3) ?? first);
  findings.push({ seed: last, why: `the process ended: ${signal ?? `exit code ${status}`}` });
  return { findings, next: last + 1 };
}

function show(target, { seed, why, program, ours, theirs }) {
  console.log(`${target} ${seed}: ${why}`);
  if (program !== undefined) console.log(program.replaceAll(/^/gm, '    '));
  if (ours !== undefined) console.log(`  boa-vm:  ${ours}\n  node:vm: ${theirs}`);
}

function main() {
  const until = Date.now() + Number(values.seconds) * 1000;
  const next = new Map(values.target.map((target) => [target, Number(values.only ?? values.seed)]));
  const counts = new Map(values.target.map((target) => [target, { programs: 0, findings: 0 }]));
  do {
    for (const target of values.target) {
      const first = next.get(target);
      const batch = runBatch(target, first, values.only === undefined ? BATCH : 1);
      next.set(target, batch.next);
      counts.get(target).programs += batch.next - first;
      counts.get(target).findings += batch.findings.length;
      for (const finding of batch.findings) show(target, finding);
    }
  } while (values.only === undefined && Date.now() < until);
  let total = 0;
  for (const [target, { programs, findings }] of counts) {
    console.log(`${target}: ${programs} programs, ${findings} findings`);
    total += findings;
  }
  console.log(total === 0 ? 'passed' : 'FAILED');
  process.exitCode = total === 0 ? 0 : 1;
}

main();
