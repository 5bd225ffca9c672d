'use strict';

/**
 * The native addon, through the loader that the build generates for every platform. Only
 * `realm.js` and the membrane may require it: everything else goes through `realm.js`.
 */

module.exports = require('../binding.js');
