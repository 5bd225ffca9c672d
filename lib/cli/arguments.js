'use strict';

/**
 * The arguments of the command, checked. Must never run anything; a mistake is a `UsageError` with a
 * sentence that says what is wrong.
 */

const fs = require('node:fs');
const { parseArgs } = require('node:util');

/** Something is wrong with how the command was called. */
class UsageError extends Error {}

const HELP = `boa-vm runs JavaScript in a context of its own, with no way to the files, the network or the
process.

Usage: boa-vm [options] [file]

  file                  runs a file; '-' is standard input
  -e, --eval CODE       runs code
  -p, --print           prints the value: of the last statement, or of a module's default export
  -m, --module          an ES module (the default for .mjs); it may import files by relative names and
                        ES packages from node_modules
  -t, --timeout MS      stops code that runs for longer
  -c, --context FILE    a JSON file whose properties are the global names
  -h, --help            prints this
  -v, --version         prints the version

Without a file or code there is a prompt: Tab completes, an unfinished line goes on in the next one, .exit
ends it. What was typed is kept in the file that BOA_VM_HISTORY names, by default .boa_vm_history in the
home folder; an empty BOA_VM_HISTORY keeps nothing.

In the context, console.log and its like print. Exit codes: 0 it ran to its end, 1 it threw, 2 the
command was called wrongly, 3 the time was up.
`;

const OPTIONS = {
  eval: { type: 'string', short: 'e' },
  print: { type: 'boolean', short: 'p' },
  module: { type: 'boolean', short: 'm' },
  timeout: { type: 'string', short: 't' },
  context: { type: 'string', short: 'c' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
};

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function readTimeout(text) {
  if (text === undefined) return undefined;
  const timeout = Number(text);
  if (!Number.isInteger(timeout) || timeout < 1 || timeout >= 2 ** 32) {
    throw new UsageError(`--timeout takes milliseconds, a whole number from 1; not '${text}'`);
  }
  return timeout;
}

function readFile(file) {
  try {
    return fs.readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`'${file}' cannot be read: ${error.message}`);
  }
}

/** The properties of the context object. */
function readContext(file) {
  if (file === undefined) return {};
  let value;
  try {
    value = JSON.parse(readFile(file));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`'${file}' is not JSON: ${error.message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`'${file}' must hold an object, whose properties are the global names`);
  }
  return value;
}

/** What stack traces call the code of a file, of standard input or of the command line. */
function nameOf(file) {
  if (file === undefined) return '[eval]';
  return file === '-' ? '[stdin]' : file;
}

/**
 * @param {string[]} args
 * @returns what to do: `task` is `help`, `version`, `run` or `prompt`
 * @throws {UsageError}
 */
function readArguments(args) {
  const { values, positionals } = parse(args);
  if (values.help) return { task: 'help' };
  if (values.version) return { task: 'version' };
  if (positionals.length > 1) {
    throw new UsageError(`one file at a time; there are ${positionals.length}`);
  }
  const [file] = positionals;
  if (file !== undefined && values.eval !== undefined) {
    throw new UsageError('either a file or --eval, not both');
  }
  const settings = {
    context: readContext(values.context),
    timeout: readTimeout(values.timeout),
    print: values.print === true,
  };
  if (file === undefined && values.eval === undefined) {
    if (values.module || values.print)
      throw new UsageError('there is nothing to run: give a file or --eval');
    return { task: 'prompt', ...settings };
  }
  return {
    task: 'run',
    ...settings,
    code: values.eval ?? readFile(file),
    filename: nameOf(file),
    isModule: values.module === true || file?.endsWith('.mjs') === true,
  };
}

module.exports = { HELP, UsageError, readArguments };
