'use strict';

/**
 * `npm run test:hostile [words]`: runs all hostile guests, or those that have a word in their title, prints what was
 * not held and how many were held by which ring. Fails when one was not.
 */

const { allGuests, runGuests } = require('../__test__/hostile/support/run_hostile.js');
const { root } = require('./steps.js');

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const isVerbose = process.argv.includes('--verbose');
const VERDICTS = ['ring 1', 'ring 2', 'late', 'insane', 'death', 'hang'];

async function main() {
  const guests = allGuests().filter(
    ({ title }) => words.length === 0 || words.some((word) => title.includes(word)),
  );
  const results = await runGuests(guests, root, ({ title, verdict, detail }) => {
    if (isVerbose || !verdict.startsWith('ring')) {
      console.log(`${verdict.toUpperCase()}  ${title}  ${detail.slice(0, 200)}`);
    }
  });
  const count = (verdict) => results.filter((result) => result.verdict === verdict).length;
  const isGood = results.length > 0 && count('ring 1') + count('ring 2') === results.length;
  const counts = VERDICTS.map((verdict) => `${verdict}: ${count(verdict)}`).join(', ');
  console.log(`${isGood ? 'passed' : 'FAILED'}  ${results.length} hostile guests: ${counts}`);
  process.exitCode = isGood ? 0 : 1;
}

main();
