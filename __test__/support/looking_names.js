'use strict';

/** Names of cases in the tables of looking: for the ledger and for the page about them. */

const values = require('./values_to_look_at.js');

/** @returns {string} the name of a case */
function nameOf(topic, way, value) {
  return topic === 'looking.from_the_guest' ? `${value}: ${way}` : `${way}: ${value}`;
}

/** Names that a rule writes as one text. */
const listed = (names) =>
  typeof names === 'string' ? names.trim().replace(/\s+/g, ' ').split(' | ') : names;

/**
 * The cases of a rule: each way with each value.
 * @param {[topic: string, ways: string, values: string | string[]][]} tables names separated by ` | `
 * @returns {Record<string, string[]>}
 */
function cells(tables) {
  const cases = {};
  for (const [topic, ways, names] of tables) {
    cases[topic] ??= [];
    for (const way of listed(ways)) {
      cases[topic].push(...listed(names).map((name) => nameOf(topic, way, name)));
    }
  }
  return cases;
}

/** The values of whole families, without some and with some others. */
function families(list, { but = '', and = '' }) {
  const names = listed(list).flatMap((family) => Object.keys(values[family]));
  const others = and === '' ? [] : listed(and);
  return [...names.filter((name) => !listed(but).includes(name)), ...others];
}

module.exports = { cells, families, nameOf };
