'use strict';

/**
 * `node scripts/compatibility.js`: writes docs/compatibility.md from the ledger of accepted differences.
 * The examples are run with node:vm and with the built addon, so what the page says of them is measured.
 * Must never say anything that the ledger does not.
 */

const fs = require('node:fs');
const path = require('node:path');
const oracle = require('node:vm');

const { rules } = require('../__test__/support/accepted.js');
const { Log, createScope, evaluateInHost } = require('../__test__/support/case_scope.js');
const { casesOf, topics } = require('../__test__/support/corpus.js');
const { describe } = require('../__test__/support/describe.js');
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
  later: ['To be mended', 'These are wrong, and known.'],
};

/** A description, as short as a reader needs it. */
function brief(text) {
  return text
    .replace(/error\(native: \w+\) (\w+).*$/, '$1')
    .replace(/@host\b/g, '')
    .replace(/^"(.*)"$/, "'$1'");
}

async function resultOf(vm, example) {
  const scope = createScope(vm, new Log({}));
  try {
    return brief(describe(await evaluateInHost(example, scope)));
  } catch (error) {
    return `throws ${brief(describe(error))}`;
  }
}

/**
 * Runs the example of a rule.
 * @param {import('../__test__/corpus/accepted_differences.js').Rule} rule
 * @param {object} vm the module to put beside node:vm
 * @returns {Promise<[string, string]>} the outcome in node:vm and in `vm`
 */
async function exampleResults({ example }, vm) {
  return [await resultOf(oracle, example), await resultOf(vm, example)];
}

const code = (text) => `\`${text.replaceAll('|', '\\|')}\``;

async function row(rule, count) {
  const [expected, actual] = await exampleResults(rule, require('..'));
  return `| ${rule.reason} | ${code(rule.example)} | ${code(expected)} | ${code(actual)} | ${count} |`;
}

/** @returns {Promise<string>} the page */
async function render() {
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
    'case agrees. The wording of messages that an engine makes itself is not compared.',
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
    for (const [index, rule] of ofSort.entries()) parts.push(await row(rule, counts[index]));
  }
  return `${parts.join('\n')}\n`;
}

if (require.main === module) {
  render().then((page) => fs.writeFileSync(PAGE, page));
}

module.exports = { PAGE, exampleResults, render };
