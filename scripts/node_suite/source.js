'use strict';

/** Gets the tests of a version of Node, from the source package of the Debian release that has it. */

const { fetchSource } = require('../debian_source.js');

/**
 * Major version of Node → releases of Debian that have it, or have had it: those that are no stable ones move on, and a
 * mirror may lack a file that its index names.
 */
const RELEASES = { 20: ['trixie'], 22: ['forky', 'sid'], 24: ['forky', 'sid'] };

/**
 * @param {string} version
 * @returns {string} a folder with Node's `test` in it
 * @throws {Error} that says what failed in each release
 */
function fetchNodeSource(version) {
  const releases = RELEASES[version];
  if (releases === undefined) {
    throw new Error(
      `there are tests of Node ${Object.keys(RELEASES).join(', ')}, not of ${version}`,
    );
  }
  const failures = [];
  for (const release of releases) {
    try {
      return fetchSource({
        release,
        name: `node-source-${version}`,
        sourcePackage: 'nodejs',
        major: version,
        pick: 'node-v*/test',
        strip: 1,
      });
    } catch (error) {
      failures.push(error.message);
    }
  }
  throw new Error(failures.join('\n'));
}

module.exports = { fetchNodeSource };
