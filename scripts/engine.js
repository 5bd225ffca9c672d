'use strict';

/**
 * `npm run engine`: our own changes to Boa (engine/README.md).
 *   apply       makes the tree that cargo builds, where it is not current (also without a verb)
 *   status      says what is applied and whether it is current
 *   edit        makes a working copy in which every change is a commit
 *   save        writes the commits of the working copy back as changes
 *   drop NNNN   takes a change out
 *   move        puts the changes on the crates that engine/Cargo.toml names by now
 *   test        runs the crates' own unit tests on the tree
 */

const path = require('node:path');
const { drop } = require('./engine/drop.js');
const { Failure } = require('./engine/failure.js');
const { move } = require('./engine/move.js');
const { placesOf } = require('./engine/places.js');
const { save } = require('./engine/save.js');
const { status } = require('./engine/status.js');
const { applySeries } = require('./engine/tree.js');
const { testCrates } = require('./engine/test_crates.js');
const { ensureCopy } = require('./engine/working_copy.js');

const applied = (places) =>
  applySeries(places) ? 'the series is applied' : 'the tree is current already';

const verbs = {
  apply: applied,
  status,
  edit: (places) =>
    `engine/working-copy ${ensureCopy(places) ? 'is made' : 'is there already'}: ` +
    'commit there, then run `npm run engine -- save`',
  save: (places) => `saved: ${save(places).join(', ') || 'no change'}; ${applied(places)}`,
  drop: (places, name) => `${drop(places, name)} is gone; ${applied(places)}`,
  move: (places) =>
    `the changes stand on ${move(places).join(', ')}: run \`npm run engine -- save\``,
  test(places, ...names) {
    applySeries(places);
    if (!testCrates(places, names)) {
      throw new Failure(
        'tests of the crates failed, as cargo says above: mend them or the change.',
      );
    }
    return 'the tests of the crates pass';
  },
};

/**
 * @param {string[]} args
 * @param {string} [engine] the folder `engine/`
 * @returns {string} what to tell the user
 * @throws {Failure}
 */
function main([verb = 'apply', ...args], engine = path.join(__dirname, '..', 'engine')) {
  if (!Object.hasOwn(verbs, verb)) {
    throw new Failure(
      `'${verb}' is no verb of the engine: take one of ${Object.keys(verbs).join(', ')}.`,
    );
  }
  return verbs[verb](placesOf(engine), ...args);
}

if (require.main === module) {
  try {
    console.log(`boa-vm: ${main(process.argv.slice(2))}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`boa-vm: ${error.message}`);
    process.exitCode = 1;
  }
}

module.exports = { main };
