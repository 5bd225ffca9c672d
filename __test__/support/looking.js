'use strict';

/**
 * Makes cases of the tables: every value of `values_to_look_at.js` in every way of a topic of
 * `ways_of_looking.js`.
 */

const { GUEST_FILE } = require('./host_looks.js');
const values = require('./values_to_look_at.js');
const ways = require('./ways_of_looking.js');

/** Cases whose text has calls of the host in places where nobody can tell them from the rest. */
const unstable = new Set([
  'Buffer.from: an error without a prototype',
  'console.table: an error in an object',
  'console.table: a circular error',
]);

/**
 * @param {string} topic of the ways
 * @returns {object[]} the groups of a corpus file
 */
function guestValueCases(topic) {
  const cases = {};
  for (const table of Object.values(values)) {
    for (const [name, code] of Object.entries(table)) {
      for (const [way, look] of Object.entries(ways[topic])) {
        if (unstable.has(`${way}: ${name}`)) continue;
        cases[`${way}: ${name}`] = { host: lookAt(`(${code})`, look) };
      }
    }
  }
  return [{ cases }];
}

/** A step's text: makes the value twice and looks at it. */
function lookAt(code, look) {
  return [
    "const looking = require('./host_looks.js');",
    `const make = () => vm.runInContext(${JSON.stringify(code)}, ctx, { filename: '${GUEST_FILE}' });`,
    `const [value, again] = [make(), make()]; ${look}`,
  ].join(' ');
}

module.exports = { guestValueCases, lookAt };
