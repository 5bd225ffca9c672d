'use strict';

/** Objects of every kind made by the host, and looked at by the other side in every way. */

const { hostObjectCases, looks } = require('../../support/object_kinds.js');

module.exports = hostObjectCases(looks);
