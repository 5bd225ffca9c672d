'use strict';

/** Objects of every kind made by the guest, and called by the other side in every way. */

const { guestObjectCases, calls } = require('../../support/object_kinds.js');

module.exports = guestObjectCases(calls);
