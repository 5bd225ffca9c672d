'use strict';

/** See `__test__/support/ways_of_looking.js`, under `copies`. */

module.exports = require('../../support/looking.js').guestValueCases('copies');
