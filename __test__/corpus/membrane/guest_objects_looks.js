'use strict';

/** Objects of every kind made by the guest, and looked at by the other side in every way. */

const { guestObjectCases, looks } = require('../../support/object_kinds.js');

module.exports = guestObjectCases(looks);
