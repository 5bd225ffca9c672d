'use strict';

/**
 * What the command is started with: a script or a module to run, or lines for its prompt. The hooks are in
 * a `let` of the realm, where `command_probe.js` has put them.
 */

/** Begins the walk; the probe drives it, for an overflow would end a program that drives itself. */
const PROGRAM =
  '__boundaryHooks.drive((0, eval)(__boundaryHooks.walker)(__boundaryHooks, __boundaryGiven))';

/**
 * @param {import('./walks.js').Order} order
 * @returns {{ args: string[], input: string }}
 */
function commandArguments({ entrance }) {
  switch (entrance) {
    case 'command: script':
      return { args: ['--eval', PROGRAM], input: '' };
    case 'command: module':
      return { args: ['--module', '--eval', `await ${PROGRAM}; export default 1;`], input: '' };
    default:
      return { args: [], input: `var kept = { a: [1] }; kept\nnull.x\n${PROGRAM}\n` };
  }
}

module.exports = { commandArguments };
