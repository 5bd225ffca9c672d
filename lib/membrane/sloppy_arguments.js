/**
 * An `arguments` object whose `callee` can be deleted, which one of strict code can't: hence no
 * `'use strict'` here.
 */

function makeArguments() {
  // biome-ignore lint/complexity/noArguments: it is wanted for what it is
  return arguments;
}

module.exports = makeArguments;
