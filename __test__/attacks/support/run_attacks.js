'use strict';

/**
 * Makes attacks, each in a process of its own, and tells how they ended. Must never leave a process behind.
 *
 * `held`: the guest came to nothing. `broken`: something of the host came through, was changed, or died.
 * `void`: the attack never came to the point, so it shows nothing; that is a failure too. `missing`: the
 * subject (node:vm, as the control) has not what is attacked.
 */

const { spawn } = require('node:child_process');
const path = require('node:path');

const { endOf } = require('../../support/child.js');
const subject = require('../../support/subject.js');

const HANG_MS = 90_000;
const AT_ONCE = 2;
const FLAGS = ['--expose-gc', '--no-warnings', '--experimental-vm-modules'];

/** What a child has to `require`. */
const subjectFile = (name) =>
  name === 'node:vm' ? name : require.resolve(name, { paths: [path.join(__dirname, '..')] });

/** @returns {Promise<{ lines: { kind: string, text: string }[], end: string, output: string }>} */
async function runChild(file, { className, attack }) {
  const args = [...FLAGS, ...(attack.flags ?? []), path.join(__dirname, 'attack_child.js')];
  const child = spawn(process.execPath, [...args, file, className, attack.name], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: '', NO_COLOR: '1' },
  });
  let told = '';
  let output = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => {
    told += text;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-2000);
    });
  }
  const { code, signal } = await endOf(child, HANG_MS);
  const lines = told.split('\n').filter(Boolean).map(JSON.parse);
  return { lines, end: signal ?? `code ${code}`, output };
}

/** How an attack ended, from what its process told and how that ended. */
function verdictOf({ attack }, { lines, end, output }) {
  const of = (kind) => lines.filter((line) => line.kind === kind).map(({ text }) => text);
  if (of('missing').length > 0) return { verdict: 'missing', findings: [] };
  const findings = [...new Set(of('broken'))];
  const ended = attack.dies ? /^code \d+$/ : /^code 0$/;
  const isWhole = of('done').length > 0 && ended.test(end);
  if (findings.length > 0) return { verdict: 'broken', findings };
  if (of('unprepared').length > 0) return { verdict: 'void', findings: of('unprepared') };
  if (!isWhole) {
    return { verdict: 'broken', findings: [`the process ended: ${end}; ${output.slice(-600)}`] };
  }
  if (of('mistake').length > 0) return { verdict: 'void', findings: of('mistake') };
  if (of('reported').length === 0) return { verdict: 'void', findings: of('threw') };
  return { verdict: 'held', findings: of('threw') };
}

/**
 * Makes attacks, two at a time.
 * @param {ReturnType<import('./catalogue.js').allAttacks>} attacks
 * @param {string} [name] the subject
 * @param {(result: object) => void} [onResult] called as they end
 */
async function runAttacks(attacks, name = subject.name, onResult = () => {}) {
  const file = subjectFile(name === '../..' ? path.join(__dirname, '..', '..', '..') : name);
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < attacks.length) {
      const one = attacks[next++];
      const result = { ...one, ...verdictOf(one, await runChild(file, one)) };
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

module.exports = { runAttacks };
