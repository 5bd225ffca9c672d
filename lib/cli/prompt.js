'use strict';

/** The prompt: Node's `repl` with a context of ours behind it. */

const os = require('node:os');
const path = require('node:path');
const repl = require('node:repl');
const { types } = require('node:util');
const vm = require('../../index.js');
const { createContext, show, wantsColors } = require('./context.js');

/** Whether the source is right so far but not at its end, so that the prompt asks for more. */
function isUnfinished(error) {
  const endings =
    /^(Unexpected end of input|Unterminated template literal|missing \) after argument list)$/;
  return error instanceof SyntaxError && endings.test(error.message);
}

/** A line with `await` runs as the body of an async function; braces at its start are an object. */
function sourcesFor(line) {
  if (/^\s*\{.*\}\s*$/s.test(line)) return [`(${line.trim()})`, line];
  return /\bawait\b/.test(line)
    ? [line, `(async () => (${line.replace(/;\s*$/, '')}\n))()`]
    : [line];
}

/** Compiles the first reading of a line that is right. */
function compile(line, filename) {
  let first;
  for (const source of sourcesFor(line)) {
    try {
      return new vm.Script(source, { filename });
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

/** An error without the calls of the prompt itself. */
function withoutHost(error) {
  if (types.isNativeError(error) && typeof error.stack === 'string') {
    error.stack = error.stack.replace(/\n {4}at [^\n]*\(?node:.*$/s, '');
  }
  return error;
}

function evaluatorFor(context, timeout) {
  return (line, _context, filename, done) => {
    let value;
    try {
      const script = compile(line, filename);
      value = script.runInContext(context, { timeout, displayErrors: false, breakOnSigint: true });
    } catch (error) {
      done(isUnfinished(error) ? new repl.Recoverable(error) : withoutHost(error));
      return;
    }
    if (types.isPromise(value) && /\bawait\b/.test(line))
      value.then((result) => done(null, result), done);
    else done(null, value);
  };
}

/** The names on an object and what it inherits from. */
const NAMES = `(object) => {
  const names = new Set();
  for (let holder = Object(object); holder !== null; holder = Object.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) names.add(name);
  }
  return [...names].join('\\n');
}`;

const KEYWORDS =
  'async await break case catch class const continue debugger default delete do else export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  );

/** Completes names and chains of names; only the guest's own code is asked, and not for long. */
function completerFor(context) {
  const namesOf = (expression) => {
    try {
      const options = { timeout: 200, displayErrors: false };
      const list = vm.runInContext(`(${NAMES})(${expression})`, context, options);
      return list
        .split('\n')
        .filter((name) => /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name));
    } catch {
      return [];
    }
  };
  return (line) => {
    const [typed] = /[\p{ID_Continue}$.]*$/u.exec(line);
    const dot = typed.lastIndexOf('.');
    const holder = dot === -1 ? 'globalThis' : typed.slice(0, dot);
    const start = typed.slice(dot + 1);
    const isChain =
      /^[\p{ID_Start}$_][\p{ID_Continue}$]*(\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;
    if (!isChain.test(holder)) return [[], typed];
    const names = [...namesOf(holder), ...(dot === -1 ? KEYWORDS : [])];
    const fitting = [...new Set(names)].filter((name) => name.startsWith(start)).sort();
    return [fitting.map((name) => typed.slice(0, dot + 1) + name), typed];
  };
}

function historyFile() {
  return process.env.BOA_VM_HISTORY ?? path.join(os.homedir(), '.boa_vm_history');
}

/**
 * @param {{ context: object, timeout?: number }} settings
 * @returns {Promise<number>} the exit code, when the prompt is left
 */
function prompt({ context: properties, timeout }) {
  const context = createContext(properties);
  const server = repl.start({
    prompt: 'boa> ',
    eval: evaluatorFor(context, timeout),
    completer: completerFor(context),
    writer: (value) => (typeof value === 'string' ? `'${value}'` : show(value)),
    useColors: wantsColors(process.stdout),
  });
  const file = historyFile();
  if (file !== '' && process.stdin.isTTY) server.setupHistory(file, () => {});
  return new Promise((resolve) => {
    server.on('exit', () => resolve(0));
  });
}

module.exports = { completerFor, prompt };
