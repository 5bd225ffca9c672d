'use strict';

/** Where the engine's files are, below the folder `engine/` of a checkout. */

const path = require('node:path');

/**
 * Cargo's own error shows this folder's name when the tree is not there: it says what to run.
 */
const TREE = 'made-by-npm-run-engine';

/**
 * @param {string} engine the folder `engine/`
 */
function placesOf(engine) {
  const at = (...names) => path.join(engine, ...names);
  return {
    engine,
    manifest: at('Cargo.toml'),
    lock: at('Cargo.lock'),
    upstream: at('upstream.toml'),
    series: at('series'),
    changes: at('changes'),
    testLock: at('tests.lock'),
    tree: at(TREE),
    stamp: at(TREE, '.stamp.json'),
    copy: at('working-copy'),
  };
}

module.exports = { placesOf };
