'use strict';

/**
 * A prompt whose lines run in a context of this package: `repl.start` with an `eval` of our own.
 * Try `var x = 6`, `x * 7`, a function over several lines, `await fetchLater('news')`, `.exit`.
 */

const repl = require('node:repl');
const { setTimeout: later } = require('node:timers/promises');
const util = require('node:util');
const vm = require('boa-vm');

const context = vm.createContext({
  console,
  fetchLater: (what) => later(10, `${what}, fetched by the host`),
});

/** Whether the source is right so far but not at its end, so that the prompt asks for more. */
function isUnfinished(error) {
  const endings = /unexpected end|abrupt end|unterminated template|missing \) after argument list/i;
  return error instanceof SyntaxError && endings.test(error.message);
}

/** A line with `await` runs as the body of an async function. */
function asCode(line) {
  const awaited = /^\s*(await\b.*?);?\s*$/s.exec(line);
  return awaited ? `(async () => (${awaited[1]}))()` : line;
}

function evaluate(line, _context, filename, done) {
  let value;
  try {
    const script = new vm.Script(asCode(line), { filename });
    value = script.runInContext(context, { timeout: 1000, displayErrors: false });
  } catch (error) {
    done(isUnfinished(error) ? new repl.Recoverable(error) : error);
    return;
  }
  if (util.types.isPromise(value)) {
    value.then((result) => done(null, result), done);
  } else {
    done(null, value);
  }
}

// Node's own writer shows what a Proxy consists of; here we want to see what it stands for.
const writer = (value) => util.inspect(value, { colors: process.stdout.isTTY === true });

repl.start({ prompt: 'boa> ', eval: evaluate, writer });
