'use strict';

/** Runs one test in this process and says whether it passed. */

const fs = require('node:fs');
const { setImmediate: turn, setTimeout: pause } = require('node:timers/promises');
const { makeRealms } = require('./realm.js');

/** How long one entry into a realm may run. A few tests compile 65,536 texts, on machines that do other things. */
const MILLISECONDS = 60_000;

/** How long a test may wait for something that comes later. */
const PATIENCE = 1000;

/** Turns of the event loop before waiting takes real time: most of what tests wait for are promises. */
const TURNS = 20;

async function until(isDone) {
  for (let i = 0; i < TURNS && !isDone(); i++) await turn();
  const end = Date.now() + PATIENCE;
  while (!isDone() && Date.now() < end) await pause(5);
}

/** Errors come from both sides, and from tests that make them hard to look at. */
function describe(error) {
  try {
    if (typeof error !== 'object' || error === null) return String(error);
    const code = typeof error.code === 'string' ? ` (${error.code})` : '';
    return `${error.constructor.name}: ${error.message}${code}`.slice(0, 600);
  } catch {
    return "something that can't be described";
  }
}

function nameOf(error) {
  try {
    return error.constructor.name;
  } catch {
    return undefined;
  }
}

/** What is wrong with the error of a negative test, if anything is. */
function negativeFault({ phase, type }, { thrown, at }) {
  if (thrown === undefined) return `a ${type} should be thrown (${phase}), and nothing is`;
  if (nameOf(thrown.error) !== type)
    return `a ${type} should be thrown, not ${describe(thrown.error)}`;
  // A module that is requested is compiled when it is linked: its early errors show then.
  const isRight = at === phase || (phase === 'parse' && at === 'resolution');
  return isRight
    ? undefined
    : `the ${type} is thrown too early or too late (${at}): ${describe(thrown.error)}`;
}

/** What is wrong with what an asynchronous test told `$DONE`, if anything is. */
function doneFault(messages) {
  if (messages.length === 0) return '$DONE was never called';
  const fault = messages.find((message) => message !== '');
  if (fault !== undefined) return fault.slice(0, 600);
  return messages.length === 1 ? undefined : '$DONE was called twice';
}

/**
 * @param {object} options
 * @param {string} options.subject the module that is tested: `node:vm`, or a folder
 * @param {string} options.harness the folder of test262's harness
 * @returns {(test: import('./tests.js').Test, kind: string) => Promise<string | undefined>} what is
 *   wrong, or undefined
 */
function makeRunner({ subject, harness }) {
  const vm = require(subject);
  const isNodes = subject === 'node:vm';
  const realms = makeRealms({ vm, harness, milliseconds: MILLISECONDS, isNodes });

  function runScript({ context, loader }, { file, variant }, progress) {
    const text = fs.readFileSync(file, 'utf8');
    const source = variant === 'strict' ? `"use strict";\n${text}` : text;
    progress.at = 'parse';
    const script = new vm.Script(source, {
      filename: file,
      importModuleDynamically: loader.importer(file),
    });
    progress.at = 'runtime';
    script.runInContext(context, { timeout: MILLISECONDS, displayErrors: false });
  }

  async function runModule({ loader }, { file }, progress) {
    progress.at = 'parse';
    const module = loader.root(file);
    progress.at = 'resolution';
    await loader.link(module);
    progress.at = 'runtime';
    let outcome;
    loader.evaluate(module).then(
      () => {
        outcome = {};
      },
      (error) => {
        outcome = { error };
      },
    );
    await until(() => outcome !== undefined || progress.messages.length > 0);
    if (outcome !== undefined && 'error' in outcome) throw outcome.error;
    if (outcome === undefined && progress.messages.length === 0)
      throw new Error('evaluation never ends');
  }

  /** Runs it all; what is thrown and when, and what `$DONE` hears, is put into `progress`. */
  async function run(test, kind, contexts, progress) {
    const { flags, includes } = test.frontmatter;
    const isAsync = flags.includes('async');
    const done = (message) => progress.messages.push(message);
    const realm = realms.makeRealm({ kind, file: test.file, contexts, done });
    if (!flags.includes('raw')) realms.install(realm, { includes, isAsync });
    if (test.variant === 'module') await runModule(realm, test, progress);
    else runScript(realm, test, progress);
    if (isAsync) await until(() => progress.messages.length > 0);
  }

  return async (test, kind) => {
    const contexts = [];
    const progress = { at: 'harness', messages: [], thrown: undefined };
    try {
      await run(test, kind, contexts, progress);
    } catch (error) {
      progress.thrown = { error };
    }
    const { flags, negative } = test.frontmatter;
    try {
      if (negative !== undefined) return negativeFault(negative, progress);
      if (progress.thrown !== undefined)
        return `${progress.at}: ${describe(progress.thrown.error)}`;
      return flags.includes('async') ? doneFault(progress.messages) : undefined;
    } finally {
      if (!isNodes) for (const context of contexts) vm.dispose(context);
    }
  };
}

module.exports = { makeRunner };
