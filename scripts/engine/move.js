'use strict';

/** `move`: puts the changes of the working copy on the crates that `engine/Cargo.toml` names by now. */

const { asTree, findCrates } = require('./crates.js');
const { Failure } = require('./failure.js');
const { readFiles } = require('./files.js');
const { commitAll, git, gitLine } = require('./git.js');
const { readUpstream, updateUpstream } = require('./upstream.js');
const copy = require('./working_copy.js');

function checkCopy(places) {
  if (copy.copyState(places) === 'absent') {
    throw new Failure(
      'there is no working copy of the old crates: change engine/Cargo.toml back, run `npm run engine -- edit`, and begin again.',
    );
  }
  copy.refuseUnsaved(places);
  if (copy.belongsToSeries(places)) return;
  throw new Failure(
    'the working copy is not of this series: delete it, and run `npm run engine -- edit`.',
  );
}

/**
 * Rebases the changes on the new crates and writes their versions and checksums into `upstream.toml`.
 * @returns {string[]} the crates, with their versions
 */
function move(places) {
  checkCopy(places);
  const old = gitLine(places, ['rev-parse', `${copy.UPSTREAM}^{commit}`]);
  const found = findCrates(
    places,
    readUpstream(places).crates.map(({ name }) => name),
  );
  git(places, ['checkout', '--quiet', '--detach', old]);
  const before = readFiles(places.copy, (name, prefix) => prefix === '' && name === '.git');
  copy.replaceFiles(places, before, asTree(found));
  commitAll(places, 'The crates as published\n');
  git(places, ['tag', '--force', copy.UPSTREAM]);
  updateUpstream(places, {
    crates: found.map(({ name, version, checksum }) => ({ name, version, checksum })),
  });
  copy.noteSeries(places);
  copy.rebase(places, copy.UPSTREAM, old);
  return found.map(({ name, version }) => `${name} ${version}`);
}

module.exports = { move };
