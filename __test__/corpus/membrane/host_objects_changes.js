'use strict';

/** Objects of every kind made by the host, and changed by the other side in every way. */

const { hostObjectCases, changes } = require('../../support/object_kinds.js');

module.exports = hostObjectCases(changes);
