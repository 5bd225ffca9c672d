'use strict';

/** `microtaskMode: 'afterEvaluate'`: a queue of its own, drained at the end of each run. */

const turns = { turns: 3 };
const limited = (run, timeout = 100) => ({ run, options: { timeout } });

module.exports = [
  {
    context:
      '{ log, hostPromise: Promise.resolve(1), hostJob: (name) => { Promise.resolve().then(() => log(name)); } }',
    contextOptions: "{ microtaskMode: 'afterEvaluate' }",
    cases: {
      'jobs run before the run returns': [
        "Promise.resolve().then(() => log('job')); log('sync'); 0",
        { host: "log('after the run')" },
      ],
      'chains run to their end': [
        'Promise.resolve().then(() => log(1)).then(() => log(2)).then(() => log(3)); 0',
        { host: "log('after the run')" },
      ],
      'jobs that make jobs': [
        "Promise.resolve().then(() => { log('a'); Promise.resolve().then(() => log('b')); }); 0",
        { host: "log('after')" },
      ],
      'async functions run to their end': [
        "(async () => { await null; log('x'); await null; log('y'); })(); 0",
        { host: "log('after')" },
      ],
      'a result of a job is on the context object': [
        'Promise.resolve().then(() => { done = true; }); 0',
        { host: 'ctx.done' },
      ],
      'host jobs stay with the host': [
        "hostJob('host'); Promise.resolve().then(() => log('guest')); 0",
        { host: "log('after')" },
        turns,
      ],
      'the completion value is the one of the script':
        'var v = 1; Promise.resolve().then(() => { v = 2; }); v',
      'a promise is settled when the run returns': [
        'Promise.resolve(5)',
        { host: "require('util').inspect(results[0])" },
      ],
      'a throw in a job does not throw from the run': [
        "Promise.resolve().then(() => { throw new Error('job'); }).catch((e) => log('caught', e.message)); 1",
      ],
      'a throw of the script still drains': [
        "Promise.resolve().then(() => log('job')); throw new Error('script')",
        { host: "log('after')" },
        '0',
      ],
      'a loop in a job': [limited('Promise.resolve().then(() => { while (true); }); 0'), '1 + 1'],
      'a loop of jobs': [
        limited('(function again() { Promise.resolve().then(again); })(); 0'),
        '1 + 1',
      ],
      'a loop in an async function': [
        limited('(async () => { await null; while (true); })(); 0'),
        '1 + 1',
      ],
      'a loop after an await in a loop': [
        limited('(async () => { while (true) await null; })(); 0'),
        '1 + 1',
      ],
      'a loop in the script itself': [limited('while (true);'), '1 + 1'],
      'enough time for the jobs': [
        limited(
          'var n = 0; (async () => { for (let i = 0; i < 100; i++) { await null; n++; } })(); 0',
          5000,
        ),
        'n',
      ],
      'Script.runInContext drains': [
        {
          host: "new vm.Script(\"Promise.resolve().then(() => log('job')); 0\").runInContext(ctx); log('after')",
        },
      ],
      'a guest function called by the host does not drain': [
        "function later() { Promise.resolve().then(() => log('job')); }",
        { host: "ctx.later(); log('after the call')" },
        "log('next run'); 0",
        turns,
      ],
      'jobs across two runs': [
        "var resolve; new Promise((r) => { resolve = r; }).then(() => log('resolved')); 0",
        "resolve(); log('end of the second run'); 0",
        { host: "log('after')" },
      ],
      'a resolver called by the host waits for the next run': [
        "var resolve; new Promise((r) => { resolve = r; }).then(() => log('resolved')); 0",
        { host: "ctx.resolve(); log('host resolved')" },
        "log('next run'); 0",
        turns,
      ],
      'nested runs': [
        { host: 'ctx.run = (c) => vm.runInContext(c, ctx); 0' },
        "Promise.resolve().then(() => log('outer job')); run(\"Promise.resolve().then(() => log('inner job')); log('inner')\"); log('outer'); 0",
        { host: "log('after')" },
      ],
      'two such contexts': [
        {
          host: "const other = vm.createContext({ log }, { microtaskMode: 'afterEvaluate' }); vm.runInContext(\"Promise.resolve().then(() => log('other')); 0\", other); log('between'); vm.runInContext(\"Promise.resolve().then(() => log('this')); 0\", ctx); log('after')",
        },
      ],
    },
  },
  {
    contextify: false,
    cases: {
      'runInNewContext takes the mode': {
        host: "vm.runInNewContext(\"Promise.resolve().then(() => log('job')); 0\", { log }, { microtaskMode: 'afterEvaluate' }); log('after')",
      },
      'runInNewContext with a loop of jobs': {
        host: "vm.runInNewContext('(function f() { Promise.resolve().then(f); })(); 0', {}, { microtaskMode: 'afterEvaluate', timeout: 50 })",
      },
      'Script.runInNewContext takes the mode': {
        host: "new vm.Script(\"Promise.resolve().then(() => log('job')); 0\").runInNewContext({ log }, { microtaskMode: 'afterEvaluate' }); log('after')",
      },
      'a wrong mode': { host: "vm.createContext({}, { microtaskMode: 'sometimes' })" },
      'a wrong type of mode': { host: 'vm.createContext({}, { microtaskMode: 5 })' },
      'undefined as the mode': {
        host: "vm.runInContext('1', vm.createContext({}, { microtaskMode: undefined }))",
      },
    },
  },
];
