'use strict';

/**
 * A tenth of the hostile guests, the same each time: none may end or hold the process, or leave it with contexts that do not
 * work. How soon each ends is judged by `npm run test:hostile` alone, which has the machine for itself.
 */

const assert = require('node:assert/strict');
const path = require('node:path');
const { test } = require('node:test');

const { allGuests, runGuests } = require('./hostile/support/run_hostile.js');
const subject = require('./support/subject.js');

const ONE_OF = 10;
const PATIENCE_MS = 120_000;
const HELD = ['ring 1', 'ring 2', 'late'];

const options = { skip: subject.isOracle && 'node:vm has no limits' };

test('hostile guests are held', options, async () => {
  const guests = allGuests().filter((_, index) => index % ONE_OF === 0);
  const results = await runGuests(guests, path.join(__dirname, '..'), undefined, {
    patienceMs: PATIENCE_MS,
  });
  const escaped = results.filter(({ verdict }) => !HELD.includes(verdict));
  assert.deepEqual(escaped, []);
  assert.ok(results.length > 60, `${results.length} guests`);
});
