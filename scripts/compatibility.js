'use strict';

/**
 * `node scripts/compatibility.js`: writes docs/compatibility.md from the ledger of accepted differences and
 * from those of programs and of Node's own tests.
 * The examples are run with node:vm and with the built addon, so what the page says of them is measured.
 * Must never say anything that the ledgers do not.
 */

const fs = require('node:fs');
const path = require('node:path');

const { rules } = require('../__test__/support/accepted.js');
const { casesOf, topics } = require('../__test__/support/corpus.js');
const { exampleResults } = require('../__test__/support/example_results.js');
const brokenLibraries = require('../__test__/libraries/known_failures.js');
const { tests: nodeTests } = require('../__test__/node-suite-20.json');
const brokenPackages = require('../__test__/packages/known_failures.js');
const packageSettings = require('../__test__/packages/settings.js');
const { root } = require('./steps.js');

const PAGE = path.join(root, 'docs', 'compatibility.md');

/** The sections of the page, in order: how the ledger sorts a difference, and what that means. */
const SECTIONS = {
  design: ['By design', 'Two heaps with a boundary between them cannot, or should not, be as one.'],
  engine: ['The engine', 'What Boa cannot do yet, or does in its own way.'],
  'better than Node 20': [
    'Closer to the language than Node 20',
    'Mostly on `globalThis`, where `node:vm` of Node 20 loses attributes and swallows errors.',
  ],
  later: ['Known bugs', 'These are wrong, and known.'],
};

/** Code in a cell of a table. */
function code(text) {
  const mark = text.includes('`') ? '``' : '`';
  return `${mark}${text.replaceAll('|', '\\|')}${mark}`;
}

function row(rule, count, [expected, actual]) {
  return `| ${rule.reason} | ${code(rule.example)} | ${code(expected)} | ${code(actual)} | ${count} |`;
}

const countFiles = (folder) =>
  fs
    .readdirSync(path.join(root, '__test__', folder, 'programs'))
    .filter((name) => /\.js$/.test(name)).length;

/** Programs that people run: which need an option, and which don't work, with what would be needed. */
function programs() {
  const broken = Object.entries({ ...brokenPackages, ...brokenLibraries });
  return [
    '## Programs',
    '',
    `${countFiles('packages')} programs on top of packages that use \`vm\` run with \`boa-vm/register\` in place of it, and ${countFiles('libraries')}`,
    `libraries inside a context. ${broken.length === 0 ? 'All' : 'All but those with a reason here'} print what they print in Node.`,
    '',
    '| program | needs |',
    '| --- | --- |',
    ...Object.entries(packageSettings).map(
      ([name, { options, reason }]) => `| ${name} | ${code(JSON.stringify(options))} ${reason} |`,
    ),
    ...broken.map(([name, reason]) => `| ${name} | does not work: ${reason} |`),
  ];
}

/** Node's own tests: which fail, and why. */
function testsOfNode() {
  const all = Object.entries(nodeTests);
  const failing = all.filter(([, result]) => result !== 'pass');
  return [
    "## Node's own tests",
    '',
    `${all.length - failing.length} of the ${all.length} tests of Node 20 that use \`vm\` pass, unchanged.`,
    '',
    '| fails | because |',
    '| --- | --- |',
    ...failing.map(([name, { fail }]) => `| ${code(name)} | ${fail} |`),
  ];
}

/** @returns {string} the page */
function render() {
  const results = exampleResults('..');
  const all = topics().flatMap((topic) => casesOf(topic));
  const different = all.filter(({ accepted }) => accepted !== undefined);
  const countOf = (rule) =>
    different.filter(({ accepted }) => accepted === rule).length +
    Object.values(rule.tests).flat().length;
  const parts = [
    '# What differs from `node:vm`',
    '',
    '<!-- Written by `node scripts/compatibility.js`; change `__test__/corpus/accepted/` instead. -->',
    '',
    `The tests run ${all.length} cases with \`node:vm\` of Node 20 and with boa-vm, and compare results, errors, order of`,
    `effects and the context object afterwards. ${different.length} come out differently, for the reasons below; every other`,
    'case agrees. The wording of messages that an engine makes itself is compared where it is what a case is about.',
    '',
    'Each reason has an example with its outcome on both sides, and the number of cases that it explains.',
  ];
  for (const [sort, [title, text]] of Object.entries(SECTIONS)) {
    const ofSort = rules.filter((rule) => rule.sort === sort);
    if (ofSort.length === 0) continue;
    const counts = ofSort.map(countOf);
    parts.push(
      '',
      `## ${title} (${counts.reduce((sum, count) => sum + count, 0)} cases)`,
      '',
      text,
    );
    parts.push(
      '',
      '| what differs | example | node:vm | boa-vm | cases |',
      '| --- | --- | --- | --- | ---: |',
    );
    for (const [index, rule] of ofSort.entries()) {
      parts.push(row(rule, counts[index], results[rules.indexOf(rule)]));
    }
  }
  parts.push('', ...programs(), '', ...testsOfNode());
  return `${parts.join('\n')}\n`;
}

if (require.main === module) {
  fs.writeFileSync(PAGE, render());
}

module.exports = { PAGE, render };
