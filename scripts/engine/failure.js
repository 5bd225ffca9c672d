'use strict';

/** What goes wrong in the engine's tool: the message is one sentence that says what to do. */
class Failure extends Error {}

module.exports = { Failure };
