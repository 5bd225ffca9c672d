'use strict';

/** The prompt: Node's `repl` with a context of ours behind it. */

const os = require('node:os');
const path = require('node:path');
const repl = require('node:repl');
const util = require('node:util');
const vm = require('../../index.js');
const { printable } = require('../globals/host/printable.js');
const { compileCell } = require('../vm/run_cell.js');
const { completerFor } = require('./completion.js');
const { hasSignals } = require('../sigint.js');
const { createContext, show, wantsColors } = require('./context.js');
const { describe, withoutInner } = require('./errors.js');

const ENDINGS =
  /^(Unexpected end of input|Unterminated template literal|missing \) after argument list)$/;

/** Whether the source is right so far but not at its end, so that the prompt asks for more. */
function isUnfinished(error, line) {
  if (!(error instanceof SyntaxError)) return false;
  const isInComment = line.lastIndexOf('/*') > line.lastIndexOf('*/');
  return ENDINGS.test(error.message) || isInComment;
}

/** Compiles a line as a cell; braces at its start are an object. */
function compile(line, options) {
  if (/^\s*\{.*\}\s*;?\s*$/s.test(line)) {
    try {
      return compileCell(`(${line.trim().replace(/;$/, '')})`, options);
    } catch {
      // A block, then.
    }
  }
  return compileCell(line, options);
}

/** An error without the calls of the prompt itself. */
function withoutHost(error) {
  if (util.types.isNativeError(error) && typeof error.stack === 'string') {
    error.stack = withoutInner(error.stack);
  }
  return error;
}

/** A text, of a value or an error, that does nothing to the terminal. */
function write(value) {
  if (vm.reasonOf(value) !== undefined) return describe(value);
  return typeof value === 'string' ? printable(util.inspect(value)) : show(value);
}

class Prompt {
  #settings;
  #context;
  #server;
  /** Ends the wait for a promise. */
  #interrupt;
  #last;
  /** Lines that came while one was waited for. */
  #waiting = [];

  constructor(settings) {
    this.#settings = settings;
    this.#begin();
  }

  #begin() {
    if (this.#context !== undefined) vm.dispose(this.#context);
    this.#context = createContext(this.#settings, (error) => this.#tell(error));
    this.#remember(undefined);
  }

  /** Prints what a callback threw, and the prompt again. */
  #tell(error) {
    process.stdout.write(`\nUncaught ${write(withoutHost(error))}\n`);
    this.#server?.displayPrompt(true);
  }

  /** `_` is the last value, until the program has one of its own. */
  #remember(value) {
    const held = Object.getOwnPropertyDescriptor(this.#context, '_');
    if (held !== undefined && held.value !== this.#last) return;
    this.#last = value;
    const property = { value, writable: true, enumerable: false, configurable: true };
    Object.defineProperty(this.#context, '_', property);
  }

  /** Runs so that Ctrl+C is heard: in raw mode the terminal makes no signal of it. */
  #run(script) {
    const { stdin } = process;
    const isRaw = stdin.isTTY === true && stdin.isRaw;
    if (isRaw) stdin.setRawMode(false);
    try {
      const { timeout } = this.#settings;
      const options = { timeout, displayErrors: false, breakOnSigint: hasSignals };
      return script.runInContext(this.#context, options);
    } finally {
      if (isRaw) stdin.setRawMode(true);
    }
  }

  #wait(promise) {
    return new Promise((resolve, reject) => {
      this.#interrupt = () => reject(new Error('The wait was interrupted'));
      promise.then(resolve, reject);
    }).finally(() => {
      this.#interrupt = undefined;
      // After the answer of this line.
      setImmediate(() => this.#goOn());
    });
  }

  #goOn() {
    while (this.#interrupt === undefined && this.#waiting.length > 0) this.#waiting.shift()();
  }

  /** One line after the other: what a line awaits, the next one may use. */
  #evaluate = (line, _context, filename, done) => {
    if (this.#interrupt === undefined) this.#evaluateNow(line, filename, done);
    else this.#waiting.push(() => this.#evaluateNow(line, filename, done));
  };

  #evaluateNow(line, filename, done) {
    const finish = (value) => {
      if (value !== undefined) this.#remember(value);
      done(null, value);
    };
    const fail = (error) => done(withoutHost(error));
    let value;
    try {
      value = this.#run(compile(line, { filename }));
    } catch (error) {
      if (isUnfinished(error, line)) done(new repl.Recoverable(error));
      else fail(error);
      return;
    }
    if (util.types.isPromise(value) && /\bawait\b/.test(line)) this.#wait(value).then(finish, fail);
    else finish(value);
  }

  /** @returns {Promise<number>} the exit code, when the prompt is left */
  start() {
    const server = repl.start({
      prompt: 'boa> ',
      eval: this.#evaluate,
      completer: completerFor(() => this.#context),
      writer: write,
      useColors: wantsColors(process.stdout),
    });
    this.#server = server;
    server.defineCommand('clear', {
      help: 'Begin anew, with a fresh context',
      action: () => {
        this.#begin();
        server.clearBufferedCommand();
        server.displayPrompt();
      },
    });
    server.on('SIGINT', () => this.#interrupt?.());
    const file = process.env.BOA_VM_HISTORY ?? path.join(os.homedir(), '.boa_vm_history');
    if (file !== '' && process.stdin.isTTY) server.setupHistory(file, () => {});
    return new Promise((resolve) => {
      server.on('exit', () => {
        vm.dispose(this.#context);
        resolve(0);
      });
    });
  }
}

/**
 * @param {object} settings as `readArguments` gives them
 * @returns {Promise<number>} the exit code, when the prompt is left
 */
function prompt(settings) {
  return new Prompt(settings).start();
}

module.exports = { prompt };
