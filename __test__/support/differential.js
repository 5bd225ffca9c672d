'use strict';

/**
 * The differential harness: runs one case on one module with the API of `vm` and returns all that
 * can be seen of it as lines of text. Must never know which module it runs, nor what is right.
 */

const { describe } = require('./describe.js');
const { Log, createScope, evaluateInHost } = require('./case_scope.js');
const { sourceOf } = require('./corpus.js');

const PATIENCE_MS = 5000;

/**
 * Runs a case once.
 * @param {import('./corpus.js').Case} one
 * @param {object} vm the module: `node:vm` or this package
 * @returns {Promise<string[]>} one line for each step, then the log, then the context object
 */
async function outcomeOf(one, vm) {
  const names = new Map();
  const describeOptions = { names, keepMessage: messageFilter(one) };
  const log = new Log(describeOptions);
  const scope = createScope(vm, log);
  const tell = (value) => log.quietly(() => describe(value, describeOptions));
  const lines = [];

  try {
    scope.ctx = evaluateInHost(`(${one.context})`, scope);
    if (one.contextify) {
      const options = evaluateInHost(`(${one.contextOptions})`, scope);
      scope.ctx = vm.createContext(scope.ctx, options);
    }
  } catch (error) {
    lines.push(`context throws ${tell(error)}`);
  }
  const isObject = Object(scope.ctx) === scope.ctx;
  if (isObject) names.set(scope.ctx, 'ctx');

  for (const [index, step] of one.steps.entries()) {
    lines.push(`${index}: ${await outcomeOfStep(step, index, scope, tell)}`);
  }
  lines.push(...log.lines.map((line) => `log ${line}`));
  if (isObject) {
    names.delete(scope.ctx);
    lines.push(...contextLines(one, tell(scope.ctx)));
  }
  return lines;
}

async function outcomeOfStep(step, index, scope, tell) {
  const { results, thrown } = scope;
  results[index] = undefined;
  thrown[index] = undefined;
  if (step.turns !== undefined) {
    for (let turn = 0; turn < step.turns; turn++) await new Promise(setImmediate);
    return 'turns';
  }
  try {
    results[index] =
      step.run === undefined
        ? evaluateInHost(step.host, scope)
        : scope.vm.runInContext(step.run, scope.ctx, step.options);
  } catch (error) {
    thrown[index] = error;
    return `throws ${tell(error)}`;
  }
  return step.wait ? settled(results, index, tell) : tell(results[index]);
}

/** Waits for a promise; one that never settles is an outcome as well. */
async function settled(results, index, tell) {
  let timer;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'never settles');
  });
  const settlement = Promise.resolve(results[index]).then(
    (value) => {
      results[index] = value;
      return `fulfils ${tell(value)}`;
    },
    (reason) => {
      results[index] = reason;
      return `rejects ${tell(reason)}`;
    },
  );
  try {
    return await Promise.race([settlement, patience]);
  } finally {
    clearTimeout(timer);
  }
}

function contextLines(one, text) {
  if (one.keyOrder) return [`ctx ${text}`];
  return [
    `ctx ${text
      .split(/(?<=[{,]) (?=["[])/)
      .sort()
      .join(' ')}`,
  ];
}

/** Messages count where an author or Node itself wrote them; the wording of engines is free. */
function messageFilter(one) {
  const source = sourceOf(one);
  return (error, message) =>
    one.compareMessage ||
    typeof message !== 'string' ||
    source.includes(message) ||
    / is not defined$/.test(message) ||
    Object.hasOwn(error, 'code');
}

/**
 * Compares a case on two modules.
 * @param {import('./corpus.js').Case} one
 * @param {object} expectedVm the oracle
 * @param {object} actualVm the module under test
 * @returns {Promise<{ same: boolean, expected: string[], actual: string[] }>}
 */
async function compareCase(one, expectedVm, actualVm) {
  const expected = await outcomeOf(one, expectedVm);
  const actual = await outcomeOf(one, actualVm);
  // What a case leaves behind, such as an unhandled rejection, has to show up before the next.
  await new Promise(setImmediate);
  const same =
    expected.length === actual.length && expected.every((line, i) => isSame(line, actual[i]));
  return { same, expected, actual };
}

/** `x is not defined` counts only where both engines put it that way. */
function isSame(expected, actual) {
  if (expected === actual) return true;
  const free = (line) => line.replaceAll(/"message": (".*? is not defined"|<engine's own>)/g, 'M');
  return (expected + actual).includes("<engine's own>") && free(expected) === free(actual);
}

module.exports = { outcomeOf, compareCase };
