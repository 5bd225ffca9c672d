'use strict';

/**
 * Reads the corpora: every file below `corpus/` but the ledger of accepted differences is one topic,
 * its cases are data. Must never run a case.
 *
 * A corpus file exports a list of groups:
 *   { context | contexts, cases, ...options }
 * - `context`: an expression that makes the context object, evaluated in the host afresh for each
 *   run (default `{}`). `contexts`: a table of several, each is combined with each case.
 * - `cases`: a table from the behaviour to its steps: a step, a list of steps, or an object with
 *   `steps` and options. Options of a group apply to all of its cases.
 *
 * A step is one of
 * - a string: guest code for `runInContext`;
 * - { run, options, wait }: the same with options;
 * - { host, wait }: host statements with everything of `case_scope.js` in scope; the completion
 *   value is the outcome. Both with `wait: true` await the outcome;
 * - { turns: n }: n turns of the event loop.
 *
 * Options of a case
 * - `contextOptions`: an expression for the second argument of `createContext`;
 * - `contextify: false`: the context object is left alone;
 * - `keyOrder: false`: the order of the context object's keys does not count;
 * - `compareMessage: true`: messages of engine-made errors count too.
 *
 * A case that a rule of the ledger (`corpus/accepted_differences.js`) names must come out differently
 * from node:vm, every other must agree.
 */

const fs = require('node:fs');
const path = require('node:path');

const { ruleOf } = require('./accepted.js');

const ROOT = path.join(__dirname, '..', 'corpus');

/**
 * @typedef {object} Case
 * @property {string} topic such as `global.accessors`
 * @property {string} name what the case shows
 * @property {string} context
 * @property {object[]} steps in the long form
 * @property {boolean} contextify
 * @property {string} [contextOptions]
 * @property {boolean} keyOrder
 * @property {boolean} compareMessage
 * @property {import('./accepted.js').Rule} [accepted] the rule by which it must differ
 */

/** @returns {string[]} all topics, sorted */
function topics() {
  return fs
    .readdirSync(ROOT, { recursive: true })
    .filter((file) => file.endsWith('.js') && !file.startsWith('accepted'))
    .map((file) => file.slice(0, -'.js'.length).split(path.sep).join('.'))
    .sort();
}

/**
 * @param {string} topic
 * @param {string} [only] keeps the cases that have this text in `topic > name`
 * @returns {Case[]}
 * @throws {Error} if two cases share a name, or a case is no case
 */
function casesOf(topic, only = '') {
  const groups = require(`${path.join(ROOT, ...topic.split('.'))}.js`);
  const cases = groups.flatMap((group) => casesOfGroup(topic, group));
  const names = new Set();
  for (const { name } of cases) {
    if (names.has(name)) throw new Error(`${topic}: two cases are called '${name}'`);
    names.add(name);
  }
  return cases.filter((one) => `${one.topic} > ${one.name}`.includes(only));
}

/**
 * @param {string} [only] keeps the cases that have this text in `topic > name`
 * @returns {Case[]} of all topics
 */
function selectCases(only = '') {
  const all = topics();
  const named = all.filter((topic) => only.startsWith(`${topic} > `));
  return (named.length === 0 ? all : named).flatMap((topic) => casesOf(topic, only));
}

function casesOfGroup(topic, { cases, context = '{}', contexts, ...groupOptions }) {
  const table = Object.entries(contexts ?? { '': context });
  return table.flatMap(([contextName, contextText]) =>
    Object.entries(cases).map(([caseName, body]) => {
      const { steps, ...caseOptions } = isCaseObject(body) ? body : { steps: body };
      const one = {
        topic,
        name: contextName === '' ? caseName : `${contextName}: ${caseName}`,
        context: contextText,
        contextify: true,
        keyOrder: true,
        compareMessage: false,
        ...groupOptions,
        ...caseOptions,
        steps: (Array.isArray(steps) ? steps : [steps]).map(longForm),
      };
      return { ...one, accepted: ruleOf(topic, one.name) };
    }),
  );
}

function isCaseObject(body) {
  return typeof body === 'object' && !Array.isArray(body) && 'steps' in body;
}

function longForm(step) {
  if (typeof step === 'string') return { run: step };
  if (step === null || typeof step !== 'object') throw new Error(`no step: ${String(step)}`);
  if (!('run' in step || 'host' in step || 'turns' in step)) {
    throw new Error(`no step: ${JSON.stringify(step)}`);
  }
  return step;
}

/** @returns {string} all text that the author of a case wrote */
function sourceOf({ context, contextOptions = '', steps }) {
  return [context, contextOptions, ...steps.map((step) => step.run ?? step.host ?? '')].join('\n');
}

module.exports = { topics, casesOf, selectCases, sourceOf };
