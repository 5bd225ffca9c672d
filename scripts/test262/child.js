'use strict';

/**
 * The process that runs tests, one after the other, as its parent sends them: `{ test, kind }` comes,
 * `{ fault }` goes back, without one if the test passed.
 */

const { makeRunner } = require('./run_test.js');

const [subject, harness] = process.argv.slice(2);
const runTest = makeRunner({ subject, harness });

/** Tests leave promises rejected. What else nobody caught is a fault of the test that ran. */
let uncaught;
process.on('unhandledRejection', () => {});
process.on('uncaughtException', (error) => {
  uncaught = error;
});

process.on('message', async ({ test, kind }) => {
  uncaught = undefined;
  let fault;
  try {
    fault = await runTest(test, kind);
  } catch (error) {
    fault = `the runner: ${error?.stack}`;
  }
  if (fault === undefined && uncaught !== undefined) fault = `nobody caught ${uncaught?.message}`;
  process.send({ fault });
});

// An uncaught error must not leave the parent without an answer, and neither may a closed channel.
process.on('disconnect', () => process.exit());
process.send({ ready: true });
