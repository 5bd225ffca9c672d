'use strict';

/**
 * Gets test262: from Debian's source package of SpiderMonkey, whose copy is turned back into what test262
 * itself has (restore.js).
 */

const { fetchSource } = require('../debian_source.js');
const { restoreTest262 } = require('./restore.js');

/** @returns {string} a folder with the `test` and `harness` of test262 */
function fetchTest262() {
  return fetchSource({
    name: 'test262',
    sourcePackage: 'mozjs128',
    pick: '*/js/src/tests/test262',
    strip: 5,
    arrange: restoreTest262,
  });
}

module.exports = { fetchTest262 };
