'use strict';

/**
 * Takes guards away, one by one, and tells what comes through then. A guard that can't be taken away in JavaScript says
 * why; one that others stand behind is taken away with them, and alone, where everything must still be held.
 */

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { endOf } = require('../../support/child.js');
const guards = require('../guards.js');
const removals = require('../removals');
const { allAttacks } = require('./catalogue.js');
const { runAttacks } = require('./run_attacks.js');
const { makeWeakened } = require('./weakened.js');

const HANG_MS = 120_000;

const removalOf = new Map(removals.map((removal) => [removal.guard, removal]));

/** The edits that take guards away. */
const editsOf = (names) => names.flatMap((guard) => removalOf.get(guard).edits);

/** Runs the ordinary programs; gives what they said if they do not work. */
async function faultOfPrograms(folder) {
  const file = path.join(__dirname, 'ordinary_programs.js');
  const flags = ['--no-warnings', '--experimental-vm-modules'];
  const child = spawn(process.execPath, [...flags, file, path.join(folder, 'index.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: '' },
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output = (output + text).slice(-2000);
  });
  const { code, signal } = await endOf(child, HANG_MS);
  return code === 0 ? undefined : `${signal ?? `code ${code}`}: ${output}`;
}

/** Whether an attack came to what it wants. One whose process only broke down shows nothing, unless that is it. */
function hasSucceeded({ verdict, findings }, { dies = false }) {
  if (verdict !== 'broken') return false;
  return dies || !/^(the process ended|no context can be made)/.test(findings[0]);
}

/** Makes the attacks on a copy of the package with some edits. */
async function attackWithout(edits, attacks) {
  const folder = makeWeakened(edits);
  try {
    const fault = await faultOfPrograms(folder);
    return { fault, results: fault === undefined ? await runAttacks(attacks, folder) : [] };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} Outcome
 * @property {string} guard
 * @property {'needed' | 'in depth' | 'not taken away' | 'too coarse' | 'stops nothing' | 'others do not stand behind'} outcome
 * @property {object[]} succeeded attacks that came through
 * @property {number} count of the attacks made
 * @property {string} [detail]
 */

/** Takes guards away together; gives the attacks that succeed then, or why ordinary programs do not. */
async function attackWithoutAll(names, attacks, removal) {
  const { fault, results } = await attackWithout(editsOf(names), attacks);
  const succeeded = results.filter((result) => hasSucceeded(result, removal));
  return { fault, results, succeeded };
}

const describe = ({ title, verdict, findings }) => `${verdict} ${title}: ${findings[0]}`;

/** Whether a guard is needed where others stand behind it: `together` is what succeeds without all of them. */
async function checkDepth(guard, removal, together) {
  const attacks = together.map(({ className, attack, title }) => ({ className, attack, title }));
  const alone = await attackWithoutAll([guard], attacks, removal);
  if (alone.succeeded.length > 0) return ['others do not stand behind', alone.succeeded];
  const others = await attackWithoutAll(removal.behind, attacks, removal);
  const titles = new Set(others.succeeded.map(({ title }) => title));
  const byGuard = together.filter(({ title }) => !titles.has(title));
  return byGuard.length > 0 ? ['in depth', byGuard] : ['stops nothing', []];
}

/** @returns {Promise<Outcome>} */
async function checkGuard({ guard, attacks: titles }) {
  const removal = removalOf.get(guard);
  const { behind = [], stays } = removal;
  const attacks = allAttacks().filter(({ title }) => titles.includes(title));
  const tell = (outcome, succeeded, detail) => {
    return { guard, outcome, succeeded, count: attacks.length, detail };
  };
  if (stays !== undefined) return tell('not taken away', [], stays);
  const { fault, results, succeeded } = await attackWithoutAll(
    [guard, ...behind],
    attacks,
    removal,
  );
  if (fault !== undefined) return tell('too coarse', [], fault);
  if (succeeded.length === 0) return tell('stops nothing', [], results.map(describe).join('\n'));
  if (behind.length === 0) return tell('needed', succeeded);
  return tell(
    ...(await checkDepth(guard, removal, succeeded)),
    `together with: ${behind.join('; ')}`,
  );
}

/** The outcomes that say that a guard does what it is there for, or that it can't be taken away here. */
const GOOD = new Set(['needed', 'in depth', 'not taken away']);

module.exports = { GOOD, checkGuard, guards, removalOf };
