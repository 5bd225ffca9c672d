'use strict';

/**
 * Finds the rules of the ledger that name a case. Must never decide whether a case differs, and must
 * not let a rule pass that names nothing.
 */

const rules = require('../corpus/accepted_differences.js');

/** @typedef {import('../corpus/accepted_differences.js').Rule} Rule */

/** @returns {boolean} whether names or a RegExp name the case */
function names(pattern, name) {
  return Array.isArray(pattern) ? pattern.includes(name) : pattern.test(name);
}

/**
 * @param {string} topic
 * @param {string} name of a case
 * @returns {Rule | undefined}
 * @throws {Error} if two rules name the case
 */
function ruleOf(topic, name) {
  const found = rules.filter(({ cases }) => topic in cases && names(cases[topic], name));
  if (found.length > 1) throw new Error(`two rules accept '${topic} > ${name}'`);
  return found[0];
}

/**
 * What a rule names in vain.
 * @param {Rule} rule
 * @param {(topic: string) => { name: string }[]} casesOf of a topic, none for an unknown one
 * @returns {string[]}
 */
function namedInVain(rule, casesOf) {
  return Object.entries(rule.cases).flatMap(([topic, pattern]) => {
    const known = casesOf(topic).map((one) => one.name);
    const wanted = Array.isArray(pattern) ? pattern : [pattern];
    return wanted
      .filter((want) => !known.some((name) => names(Array.isArray(pattern) ? [want] : want, name)))
      .map((want) => `${topic} > ${want}`);
  });
}

module.exports = { namedInVain, ruleOf, rules };
