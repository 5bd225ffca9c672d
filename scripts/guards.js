'use strict';

/**
 * `npm run test:guards [words]`: takes away each guard of the membrane, or those that have a word in their name,
 * and makes the attacks that it is said to stop. Fails when none of these succeeds then, or when ordinary programs
 * no longer work. `--verbose` names the attacks that succeeded.
 */

const { GOOD, checkGuard, guards } = require('../__test__/attacks/support/check_guards.js');

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const isVerbose = process.argv.includes('--verbose');

function tell({ guard, outcome, succeeded, count, detail }) {
  const verdict = GOOD.has(outcome) ? 'passed' : 'FAILED';
  const isTried = outcome !== 'not taken away';
  const number = isTried ? `, ${succeeded.length} of ${count} attacks succeed` : '';
  console.log(`${verdict}  ${guard}: ${outcome}${number}`);
  if (detail !== undefined) console.log(`    ${detail.slice(0, 2000).replaceAll('\n', '\n    ')}`);
  if (!isVerbose) return;
  for (const { title, findings } of succeeded) {
    console.log(`    ${title}: ${findings[0].slice(0, 200).replaceAll('\n', '\\n')}`);
  }
}

async function main() {
  const chosen = guards.filter(
    ({ guard }) => words.length === 0 || words.some((word) => guard.includes(word)),
  );
  const counts = new Map();
  for (const each of chosen) {
    const result = await checkGuard(each);
    tell(result);
    counts.set(result.outcome, (counts.get(result.outcome) ?? 0) + 1);
  }
  const isGood = chosen.length > 0 && [...counts.keys()].every((outcome) => GOOD.has(outcome));
  const rest = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  console.log(`${isGood ? 'passed' : 'FAILED'}  ${chosen.length} guards: ${rest}`);
  process.exitCode = isGood ? 0 : 1;
}

main();
