'use strict';

/**
 * Loaded before the command: gives each context that the command makes the hooks of a walk, and reports
 * what the walk came to. Must leave everything else of the command as it is.
 */

const { keepHooks } = require('./entrances.js');
const { findingsOf, makeEnvironment } = require('./environment.js');
const { drive, makeHooks, noteOf } = require('./walk.js');
const { EXPRESSION } = require('./walker_text.js');

const MILLISECONDS = 1500;

// As in child.js.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});
// Keeps the process when the command has come to its end: its parent ends it.
process.on('message', () => {});

const send = process.send.bind(process);
const environment = makeEnvironment(process.env.BOA_VM_BOUNDARY_SUBJECT);
const { vm } = environment;
const { createContext } = vm;

const order = { object: 'of the command', entrance: 'command', seed: 1 };

vm.createContext = (object, options) => {
  const context = createContext(object, options);
  const judge = environment.makeJudge();
  const hooks = makeHooks(judge, object, order);
  hooks.walker = EXPRESSION;
  hooks.drive = async (walker) => {
    const note = noteOf(await drive(walker, MILLISECONDS));
    const [nodes, calls, spied] = [...walker.counts()];
    const findings = findingsOf(environment, judge);
    send({ result: { nodes, calls, spied, values: judge.values, note, findings } });
  };
  keepHooks(vm, context, hooks, []);
  return context;
};
send({ ready: true });
