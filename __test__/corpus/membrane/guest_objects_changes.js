'use strict';

/** Objects of every kind made by the guest, and changed by the other side in every way. */

const { guestObjectCases, changes } = require('../../support/object_kinds.js');

module.exports = guestObjectCases(changes);
