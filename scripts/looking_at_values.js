'use strict';

/**
 * `node scripts/looking_at_values.js`: writes docs/looking_at_values.md, the table of what the host sees of
 * guest values, from the tables of the tests and the ledger of accepted differences, which the tests keep
 * true. Must never say anything that these do not.
 */

const fs = require('node:fs');
const path = require('node:path');

const { rules } = require('../__test__/support/accepted.js');
const { casesOf } = require('../__test__/support/corpus.js');
const { nameOf } = require('../__test__/support/looking_names.js');
const values = require('../__test__/support/values_to_look_at.js');
const { root } = require('./steps.js');

const PAGE = path.join(root, 'docs', 'looking_at_values.md');

const TITLES = {
  'looking.inspect': '`util.inspect`',
  'looking.print': 'Printing and turning into text',
  'looking.assert': 'Assertions and their messages',
  'looking.types': 'Types and classes',
  'looking.copies': 'Copies',
  'looking.keys': 'Keys',
  'looking.from_the_guest': 'The other way round: guest code looks at values of the host',
};

/** Code in a cell of a table. */
function code(text) {
  const mark = text.includes('`') ? '``' : '`';
  return `${mark}${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}${mark}`;
}

/** All cells of the tables: what is looked at, how, and the rule by which it differs. */
function cells() {
  return Object.keys(TITLES).flatMap((topic) => {
    const byName = new Map(casesOf(topic).map((one) => [one.name, one]));
    const ways = new Set([...byName.keys()].map((name) => wayOf(topic, name)));
    return [...ways].flatMap((way) =>
      Object.values(values)
        .flatMap(Object.keys)
        .filter((value) => byName.has(nameOf(topic, way, value)))
        .map((value) => ({
          topic,
          way,
          value,
          rule: byName.get(nameOf(topic, way, value)).accepted,
        })),
    );
  });
}

function wayOf(topic, name) {
  const parts = name.split(': ');
  return topic === 'looking.from_the_guest' ? parts.at(-1) : parts[0];
}

/** `190 of 193`, and the numbers of the notes that say why not all. */
function tally(list, notes) {
  const numbers = [...new Set(list.map(({ rule }) => rule && notes.indexOf(rule) + 1))];
  const same = list.filter(({ rule }) => rule === undefined).length;
  const why = numbers.filter(Boolean).sort((a, b) => a - b);
  return `${same} of ${list.length} | ${why.join(', ')} |`;
}

/** @returns {string} the page */
function render() {
  const all = cells();
  const notes = rules.filter((rule) => all.some((cell) => cell.rule === rule));
  const same = all.filter(({ rule }) => rule === undefined).length;
  const count = Object.values(values).flatMap(Object.keys).length;
  const parts = [
    '# What you see of guest values',
    '',
    '<!-- Written by `node scripts/looking_at_values.js`; change the tables in `__test__/support/` instead. -->',
    '',
    `${count} values are made in a context and looked at by the host in every way below, with \`node:vm\` of Node 20 and`,
    `with boa-vm: ${all.length} looks, of which ${same} give the same text, stacks included. The others differ for the`,
    'reasons in the notes; the tests know each of them. Nothing here runs getters of the guest that Node would not run;',
    `${casesOf('looking.triggers').length} more cases look at that.`,
  ];
  for (const [topic, title] of Object.entries(TITLES)) {
    parts.push('', `## ${title}`, '', '| look | the same | notes |', '| --- | ---: | --- |');
    const ofTopic = all.filter((cell) => cell.topic === topic);
    for (const way of new Set(ofTopic.map((cell) => cell.way))) {
      const ofWay = ofTopic.filter((cell) => cell.way === way);
      parts.push(`| ${way} | ${tally(ofWay, notes)}`);
    }
  }
  parts.push('', '## Value by value', '', 'In how many ways each value looks the same.');
  for (const [family, table] of Object.entries(values)) {
    parts.push('', `### ${family[0].toUpperCase()}${family.slice(1)}`, '');
    parts.push('| value | in the guest | the same | notes |', '| --- | --- | ---: | --- |');
    for (const [value, text] of Object.entries(table)) {
      const ofValue = all.filter((cell) => cell.value === value);
      parts.push(`| ${value} | ${code(text)} | ${tally(ofValue, notes)}`);
    }
  }
  parts.push('', '## Notes', '');
  const sorts = { design: 'by design', engine: 'the engine', later: 'to be mended' };
  notes.forEach(({ reason, sort }, index) => {
    parts.push(`${index + 1}. ${reason} (${sorts[sort] ?? sort})`);
  });
  parts.push('', 'Each note has an example in [compatibility.md](compatibility.md).');
  return `${parts.join('\n')}\n`;
}

if (require.main === module) {
  fs.writeFileSync(PAGE, render());
}

module.exports = { PAGE, render };
