'use strict';

/** See `__test__/support/ways_of_looking.js`, under `types`. */

module.exports = require('../../support/looking.js').guestValueCases('types');
