'use strict';

/** `status`: which crates, which changes, and whether tree and working copy are up to date. */

const { readSeries } = require('./series.js');
const { treeState } = require('./tree.js');
const { readUpstream } = require('./upstream.js');
const { copyState } = require('./working_copy.js');

const TREE = {
  absent: 'not there: `npm run engine` makes it',
  stale: 'of another series: `npm run engine` brings it up to date',
  edited: 'edited by hand: the change belongs into the working copy (`npm run engine -- edit`)',
  current: 'current',
};

const COPY = {
  absent: 'none (`npm run engine -- edit` makes one)',
  saved: 'there, nothing to save',
  unsaved: 'has work that `npm run engine -- save` has not written back',
};

/** The first line of a README, without the marks of a heading. */
const titleOf = (readme) => readme.split('\n', 1)[0].replace(/^#+\s*/, '');

/** The crates that a change touches. */
const cratesOf = (files) => [...new Set([...files.keys()].map((file) => file.split('/')[0]))];

/**
 * @param {object} places
 * @returns {string}
 */
function status(places) {
  const { crates } = readUpstream(places);
  const series = readSeries(places);
  return [
    'the engine',
    `  crates:       ${crates.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
    `  changes:      ${series.length}`,
    ...series.map(
      ({ name, readme, files }) =>
        `    ${name} (${cratesOf(files).join(', ')}): ${titleOf(readme)}`,
    ),
    `  tree:         ${TREE[treeState(places)]}`,
    `  working copy: ${COPY[copyState(places)]}`,
  ].join('\n');
}

module.exports = { cratesOf, status };
