'use strict';

/** What the command prints of errors: none of its own calls, nothing that a guest's error could refuse. */

const path = require('node:path');
const util = require('node:util');
const vm = require('../../index.js');
const { printable } = require('../globals/host/printable.js');
const { LoadError } = require('../module/loader/load_error.js');

const ExitCode = {
  DONE: 0,
  THREW: 1,
  USAGE: 2,
  LIMIT: 3,
  UNSETTLED: 13,
  INTERRUPTED: 130,
};

const root = path.join(__dirname, '../..') + path.sep;

/** Whether a line of a stack is a call of this package or of Node's, or says what programs are to do. */
function isInner(line) {
  if (line.startsWith('hint: ')) return true;
  return (
    /^ {4}at /.test(line) &&
    (line.includes(root) || /\(?node:/.test(line) || line.includes('boa-vm:'))
  );
}

/** A stack without the calls of the command itself. */
function withoutInner(stack) {
  return stack
    .split('\n')
    .filter((line) => !isInner(line))
    .join('\n');
}

const ofLimits = new Set(['timeout', 'memory', 'instructions', 'stack', 'poisoned']);

/** The globals that guests miss, and what gives them. */
const hints = [
  [
    /^(require|module|exports|__dirname|__filename) is not defined/,
    'only files ending in .cjs have it',
  ],
  [/^(process|Buffer|global) is not defined/, 'a context has nothing of Node'],
  [/^fetch is not defined/, 'the command reaches no network'],
  [
    /^(set(Timeout|Interval|Immediate)|URL(SearchParams)?|Text(En|De)coder|structuredClone|queueMicrotask|crypto|performance|Abort(Controller|Signal)) is not defined/,
    '--globals web gives it',
  ],
  [
    /^(Cannot use import statement|Cannot use 'import\.meta'|Unexpected token 'export'|await is only valid)/,
    '-m runs it as an ES module',
  ],
];

function hintFor(error) {
  const message = util.types.isNativeError(error) ? `${error.message}` : '';
  const [, hint] = hints.find(([pattern]) => pattern.test(message)) ?? [];
  return hint === undefined ? '' : `\n(${hint})`;
}

function describeSafely(error) {
  // What allows a built-in in a loader of one's own, the command has not.
  if (error instanceof LoadError) return error.message.replace(/ \(builtin: .*\)$/, '');
  if (reasonFor(error) !== undefined)
    return withoutInner(error.stack).replace(/^\w*Error(?: \[\w+\])?: /, '');
  if (util.types.isNativeError(error)) {
    return `${withoutInner(`${error.stack ?? error}`)}${hintFor(error)}`;
  }
  return `Uncaught ${util.inspect(error)}`;
}

/** @returns {string} what is printed of something that was thrown; never throws */
function describe(error) {
  try {
    return printable(describeSafely(error));
  } catch {
    return 'Uncaught something that cannot be printed';
  }
}

/** Why a run ended; of a module that timed out, only the code tells. */
function reasonFor(error) {
  const reason = vm.reasonOf(error);
  if (reason !== undefined || !util.types.isNativeError(error)) return reason;
  return error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : undefined;
}

/** The exit code for something that was thrown. */
function exitCodeFor(error) {
  const reason = reasonFor(error);
  if (reason === 'interrupted') return ExitCode.INTERRUPTED;
  return ofLimits.has(reason) ? ExitCode.LIMIT : ExitCode.THREW;
}

module.exports = { ExitCode, describe, exitCodeFor, isInner, withoutInner };
