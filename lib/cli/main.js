'use strict';

/** What the command does: reads its arguments, runs, prints, and gives the exit code. */

const util = require('node:util');
const { version } = require('../../package.json');
const vm = require('../../index.js');
const { HELP, UsageError, readArguments } = require('./arguments.js');
const { createContext, show, wantsColors } = require('./context.js');
const { ImportError, Modules } = require('./modules.js');

const ExitCode = { DONE: 0, THREW: 1, USAGE: 2, TIMEOUT: 3 };

const isTimeout = (error) =>
  util.types.isNativeError(error) && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/** What is printed of something that was thrown. */
function describe(error) {
  if (isTimeout(error) || error instanceof ImportError) return error.message;
  if (util.types.isNativeError(error)) return error.stack ?? String(error);
  return `Uncaught ${util.inspect(error, { colors: wantsColors(process.stderr) })}`;
}

function report(error) {
  process.stderr.write(`${describe(error)}\n`);
  return isTimeout(error) ? ExitCode.TIMEOUT : ExitCode.THREW;
}

/** Runs a script; a promise it ends with is waited for. */
function runScript({ code, filename, timeout }, context) {
  const script = new vm.Script(code, { filename });
  return script.runInContext(context, { timeout, breakOnSigint: true });
}

async function runModule({ code, filename, timeout }, context) {
  const namespace = await new Modules(context, timeout).run(code, filename);
  return 'default' in namespace ? namespace.default : namespace;
}

async function run(settings) {
  try {
    const context = createContext(settings.context);
    const value = await (settings.isModule ? runModule : runScript)(settings, context);
    if (settings.print) process.stdout.write(`${show(value)}\n`);
    return ExitCode.DONE;
  } catch (error) {
    return report(error);
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(args) {
  let settings;
  try {
    settings = readArguments(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`boa-vm: ${error.message}\nTry 'boa-vm --help'.\n`);
    return ExitCode.USAGE;
  }
  switch (settings.task) {
    case 'help':
      process.stdout.write(HELP);
      return ExitCode.DONE;
    case 'version':
      process.stdout.write(`${version}\n`);
      return ExitCode.DONE;
    case 'prompt':
      return require('./prompt.js').prompt(settings);
    default:
      return await run(settings);
  }
}

module.exports = { main };
