'use strict';

/**
 * `npm run test:attacks [words]`: makes all attacks, or those that have a word in their title, prints what
 * came through and a count for each class. Fails when an attack succeeds or does not come to its point.
 */

const { allAttacks } = require('../__test__/attacks/support/catalogue.js');
const { runAttacks } = require('../__test__/attacks/support/run_attacks.js');

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const isVerbose = process.argv.includes('--verbose');

function tell({ title, verdict, findings }) {
  const failed = verdict === 'broken' || verdict === 'void';
  if (!failed && !isVerbose) return;
  console.log(`${verdict.toUpperCase()}  ${title}`);
  for (const finding of findings.slice(0, 5)) {
    console.log(`    ${finding.slice(0, 400).replaceAll('\n', '\\n')}`);
  }
}

function countsByClass(results) {
  const counts = new Map();
  for (const { className, verdict } of results) {
    const count = counts.get(className) ?? { held: 0, broken: 0, void: 0, missing: 0 };
    count[verdict]++;
    counts.set(className, count);
  }
  return [...counts].sort();
}

async function main() {
  const attacks = allAttacks().filter(
    ({ title }) => words.length === 0 || words.some((word) => title.includes(word)),
  );
  const results = await runAttacks(attacks, undefined, tell);
  for (const [className, count] of countsByClass(results)) {
    const rest = Object.entries(count).filter(([, n]) => n > 0);
    console.log(`${className}: ${rest.map(([verdict, n]) => `${n} ${verdict}`).join(', ')}`);
  }
  const number = (verdict) => results.filter((result) => result.verdict === verdict).length;
  const isGood = results.length > 0 && number('held') === results.length;
  const rest = ['void', 'missing'].filter((verdict) => number(verdict) > 0);
  console.log(
    `${isGood ? 'passed' : 'FAILED'}  ${number('held')} attacks held, ${number('broken')} broken` +
      rest.map((verdict) => `, ${number(verdict)} ${verdict}`).join(''),
  );
  process.exitCode = isGood ? 0 : 1;
}

main();
