'use strict';

/**
 * How each guard of `guards.js` is taken away: edits in its file after which it is gone and all else works.
 *
 * @typedef {object} Removal
 * @property {string} guard as in `guards.js`
 * @property {{ file: string, find: string, replace: string }[]} [edits] `find` is in the file exactly once
 * @property {string[]} [behind] guards that stop the same: the attacks succeed when all are taken away, and none does
 *   while one is left
 * @property {boolean} [dies] an attack also succeeds where the process ends by it
 * @property {string} [stays] why it can't be taken away here: for want of a place in JavaScript
 */

module.exports = [
  ...require('./intrinsics.js'),
  ...require('./host_objects.js'),
  ...require('./looking.js'),
  ...require('./errors.js'),
  ...require('./rest.js'),
];
