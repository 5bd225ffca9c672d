'use strict';

/** Differences that are wrong and are to go away: a rule leaves with its last case. */

module.exports = [];
