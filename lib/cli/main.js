'use strict';

/** What the command does: reads its arguments, runs, prints, and gives the exit code. */

const { version } = require('../../package.json');
const vm = require('../../index.js');
const { hasSignals } = require('../sigint.js');
const { HELP, UsageError, readArguments } = require('./arguments.js');
const { createContext, show } = require('./context.js');
const { ExitCode, describe, exitCodeFor } = require('./errors.js');
const { loaderFor } = require('./modules.js');

function report(error) {
  process.stderr.write(`${describe(error)}\n`);
  return exitCodeFor(error);
}

/** An error in a callback ends the command, as it ends Node. */
function endWith(error) {
  process.exit(report(error));
}

/** Runs a script; a promise it ends with is waited for. */
function runScript({ code, filename, timeout }, context) {
  const script = new vm.Script(code, { filename });
  return script.runInContext(context, { timeout, breakOnSigint: hasSignals });
}

async function runModule({ code, filename, timeout }, context) {
  const { loader, name } = loaderFor(context, filename, timeout);
  const namespace = await loader.evaluate(code, name);
  return 'default' in namespace ? namespace.default : namespace;
}

/** A CommonJS file, with `require` for files and packages like those of modules. */
function runCommonJs({ filename, timeout }, context) {
  const { loader, name } = loaderFor(context, filename, timeout);
  return loader.require(`./${name}`);
}

const RUNNERS = { module: runModule, commonjs: runCommonJs, script: runScript };

async function run(settings) {
  try {
    const context = createContext(settings, endWith);
    const value = await RUNNERS[settings.format](settings, context);
    if (settings.print) process.stdout.write(`${show(value)}\n`);
    return ExitCode.DONE;
  } catch (error) {
    return report(error);
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code; a promise that never settles means that the code waits for ever
 */
async function main(args) {
  let settings;
  try {
    settings = readArguments(args, { isTerminal: process.stdin.isTTY });
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

module.exports = { ExitCode, main };
