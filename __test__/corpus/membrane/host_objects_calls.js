'use strict';

/** Objects of every kind made by the host, and called by the other side in every way. */

const { hostObjectCases, calls } = require('../../support/object_kinds.js');

module.exports = hostObjectCases(calls);
