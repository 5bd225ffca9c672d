'use strict';

/** Something is wrong with how the command was called. */
class UsageError extends Error {}

module.exports = { UsageError };
