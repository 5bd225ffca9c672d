'use strict';

/**
 * The arguments of the command, checked. Must never run anything; a mistake is a `UsageError` with a
 * sentence that says what is wrong.
 */

const fs = require('node:fs');
const { parseArgs } = require('node:util');
const { NAMES } = require('../globals/names.js');
const { readLimitList, readTime } = require('./limits.js');
const { UsageError } = require('./usage_error.js');

const HELP = `boa-vm runs JavaScript in a context of its own, with no way to the files, the network or the
process.

Usage: boa-vm [options] [file] [arguments]
       boa-vm [options] -e CODE [arguments]
       boa-vm [options] -p CODE [arguments]

  file                  runs a file; '-' is standard input. A .cjs file has require, for files and packages
  -e, --eval CODE       runs code
  -p, --print [CODE]    prints the value: of CODE, of the last statement of a file, or of a module's
                        default export
  -m, --module          an ES module (the default for .mjs); it may import files by relative names and
                        packages from node_modules
  -i, --interactive     the prompt, also where standard input is no terminal
  -t, --timeout TIME    stops code that runs for longer: 500, 500ms, 2s
      --limits LIST     limits of the context: timeout=1s,memory=64M,stackDepth=1000,instructions=10M
      --globals LIST    what the context has beside the language: '${NAMES.slice(0, 3).join(',')}', ...;
                        'web' (the default) or 'none'
  -c, --context JSON    a JSON object, or a file with one, whose properties are global names
  -h, --help            prints this
  -v, --version         prints the version

Without a file or code, standard input is run; if that is a terminal, there is a prompt: Tab completes, an
unfinished line goes on in the next one, 'await' works anywhere, _ is the last value, Ctrl+C stops what
runs, .clear begins anew, .exit ends it. What was typed is kept in the file that BOA_VM_HISTORY names, by
default .boa_vm_history in the home folder; an empty BOA_VM_HISTORY keeps nothing.

In the context, console prints, and scriptArgs are the name of the program and its arguments. Exit codes:
0 it ran to its end, 1 it threw, 2 the command was called wrongly, 3 a limit was reached, 13 a module or a
promise waits for what never comes, 130 it was interrupted.
`;

const OPTIONS = {
  eval: { type: 'string', short: 'e' },
  print: { type: 'boolean', short: 'p' },
  module: { type: 'boolean', short: 'm' },
  interactive: { type: 'boolean', short: 'i' },
  timeout: { type: 'string', short: 't' },
  limits: { type: 'string' },
  globals: { type: 'string' },
  context: { type: 'string', short: 'c' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
};

/** Where the options end: at the first argument that is none. */
function endOfOptions(args) {
  const { tokens } = parseArgs({
    args,
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const end = tokens.find(({ kind }) => kind === 'positional' || kind === 'option-terminator');
  return end?.index ?? args.length;
}

function parse(args) {
  const end = endOfOptions(args);
  const rest = args.slice(args[end] === '--' ? end + 1 : end);
  try {
    const { values } = parseArgs({ args: args.slice(0, end), options: OPTIONS });
    return { values, rest };
  } catch (error) {
    // What it says of positional arguments holds for none here.
    throw new UsageError(error.message.split('. To specify')[0]);
  }
}

function readFile(file) {
  try {
    return fs.readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`'${file}' cannot be read: ${error.message}`);
  }
}

/** The properties of the context object. */
function readContext(given) {
  if (given === undefined) return {};
  const isText = given.trimStart().startsWith('{');
  const name = isText ? 'the text of --context' : `'${given}'`;
  let value;
  try {
    value = JSON.parse(isText ? given : readFile(given));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${name} is not JSON: ${error.message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${name} must hold an object, whose properties are the global names`);
  }
  return value;
}

/** @returns {'web' | string[]} */
function readGlobals(list = 'web') {
  if (list === 'web') return list;
  if (list === 'none') return [];
  const groups = list.split(',').map((group) => group.trim());
  for (const group of groups) {
    if (group === 'fetch')
      throw new UsageError('--globals has no fetch: the command reaches no network');
    if (!NAMES.includes(group)) {
      const names = NAMES.filter((name) => name !== 'fetch').join(', ');
      throw new UsageError(`--globals knows no '${group}'; there are web, none, ${names}`);
    }
  }
  return groups;
}

/** What stack traces call the code of a file, of standard input or of the command line. */
function nameOf(file) {
  if (file === undefined) return '[eval]';
  return file === '-' ? '[stdin]' : file;
}

/** Code and file as they were given; `-p` takes its argument as code unless that is the name of a file. */
function findProgram({ values, rest }) {
  if (values.eval !== undefined) return { code: values.eval, rest };
  if (rest.length === 0) return { rest };
  const [first, ...others] = rest;
  const isCode = values.print && first !== '-' && !fs.existsSync(first);
  return isCode ? { code: first, rest: others } : { file: first, rest: others };
}

/**
 * @param {string[]} args
 * @param {{ isTerminal?: boolean }} [input] whether standard input is one
 * @returns what to do: `task` is `help`, `version`, `run` or `prompt`
 * @throws {UsageError}
 */
function readArguments(args, { isTerminal = false } = {}) {
  const parsed = parse(args);
  const { values } = parsed;
  if (values.help) return { task: 'help' };
  if (values.version) return { task: 'version' };
  const program = findProgram(parsed);
  const settings = readSettings(values);
  if (asksForPrompt(values, program, isTerminal)) return { task: 'prompt', ...settings };
  const file = program.code === undefined ? (program.file ?? '-') : undefined;
  const filename = nameOf(file);
  return {
    task: 'run',
    ...settings,
    context: { scriptArgs: [filename, ...program.rest], ...settings.context },
    code: program.code ?? readFile(file),
    filename,
    file,
    format: formatOf(file, values.module),
  };
}

function formatOf(file = '', isModule = false) {
  if (isModule || file.endsWith('.mjs')) return 'module';
  return file.endsWith('.cjs') || file.endsWith('.json') ? 'commonjs' : 'script';
}

/** What holds for a program and for the prompt. */
function readSettings(values) {
  const timeout = values.timeout === undefined ? undefined : readTime(values.timeout, '--timeout');
  return {
    context: readContext(values.context),
    timeout,
    limits: { ...(timeout && { timeout }), ...readLimitList(values.limits) },
    globals: readGlobals(values.globals),
    print: values.print === true,
  };
}

function asksForPrompt({ interactive, module, print }, { code, file }, isTerminal) {
  const hasProgram = code !== undefined || file !== undefined;
  if (interactive && hasProgram) {
    throw new UsageError('--interactive takes no file or code; .load runs a file in the prompt');
  }
  if (hasProgram || !(interactive || isTerminal)) return false;
  if (module || print) throw new UsageError('there is nothing to run: give a file or --eval');
  return true;
}

module.exports = { HELP, UsageError, readArguments };
