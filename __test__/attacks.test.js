'use strict';

/**
 * A slice of the attacks, and what shows that the judge sees what it is there to see: against node:vm, which guards
 * nothing, attacks succeed. All of them: `npm run test:attacks`.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { allAttacks } = require('./attacks/support/catalogue.js');
const guards = require('./attacks/guards.js');
const { runAttacks } = require('./attacks/support/run_attacks.js');
const subject = require('./support/subject.js');

/** Each attack whose place leaves this rest is in the slice: some of each class. */
const SLICE = { of: 31, rest: 30 };

/** One attack of each kind of find: a value, compiled code, a text, a change, a death, memory. */
const CONTROLS = [
  'constructors > from a plain object',
  'forged > a sloppy function of the host without a receiver',
  'stacks > an error made below a host function',
  'pollution > listeners on the prototype are inherited',
  'inspect > printed by console.log',
  'node_private > the pool behind a small Buffer',
  'two_contexts > a function of another context',
  'foreign_realms > an error of a third context',
];

const attacks = allAttacks();
const titles = new Set(attacks.map(({ title }) => title));

const describe = ({ title, verdict, findings }) => `${verdict} ${title}: ${findings[0]}`;

test('there are at least 300 attacks', () => {
  assert.ok(attacks.length >= 300, `${attacks.length}`);
});

test('every guard names attacks that there are', () => {
  for (const { guard, attacks: named } of guards) {
    assert.ok(named.length > 0, guard);
    for (const title of named) assert.ok(titles.has(title), `${guard}: ${title}`);
  }
});

test('without any guard attacks succeed', async () => {
  const chosen = attacks.filter(({ title }) => CONTROLS.includes(title));
  assert.strictEqual(chosen.length, CONTROLS.length);
  const results = await runAttacks(chosen, 'node:vm');
  const others = results.filter(({ verdict }) => verdict !== 'broken');
  assert.deepStrictEqual(others.map(describe), []);
});

test('the attacks of the slice are held', { skip: subject.isOracle }, async () => {
  const slice = attacks.filter((_attack, index) => index % SLICE.of === SLICE.rest);
  assert.ok(slice.length > 0);
  const results = await runAttacks(slice);
  const others = results.filter(({ verdict }) => verdict !== 'held');
  assert.deepStrictEqual(others.map(describe), []);
});
