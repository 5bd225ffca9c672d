'use strict';

/**
 * Runs tests in several processes at the same time, each of which runs many. When a test takes its process
 * along or does not come back, it has failed, and a new process goes on.
 */

const { fork } = require('node:child_process');
const path = require('node:path');

const CHILD = path.join(__dirname, 'child.js');

/** A test that is not done by then has failed. More than the limit of one entry. */
const MILLISECONDS = 90_000;

/** Tests that one process runs before a new one takes its place, so that nothing piles up for long. */
const TESTS_OF_A_PROCESS = 1000;

const FLAGS = ['--no-warnings', '--expose-gc', '--experimental-vm-modules'];

/** How much of what a process prints is kept, for when it dies. */
const OUTPUT_LIMIT = 2000;

function startChild(subject, harness) {
  const child = fork(CHILD, [subject, harness], {
    execArgv: FLAGS,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Tests format dates.
    env: { ...process.env, TZ: 'America/Los_Angeles', LC_ALL: 'en_US.UTF-8' },
  });
  child.output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      child.output = (child.output + text).slice(-OUTPUT_LIMIT);
    });
  }
  return child;
}

/** Waits for the child's next message, its end, or the end of patience. */
function answer(child) {
  return new Promise((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, MILLISECONDS);
    const finish = (message) => {
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeAllListeners('close');
      resolve(message);
    };
    child.once('message', finish);
    child.once('close', (status, signal) => {
      const how = signal === null ? `exit code ${status}` : `signal ${signal}`;
      const fault = timedOut ? `not done after ${MILLISECONDS / 1000} s` : `died: ${how}`;
      finish({ fault: `${fault} ${child.output}`.trim(), isDead: true });
    });
  });
}

/** One process after the other, as they are used up. */
class Runner {
  #subject;
  #harness;
  #child;
  #ran = 0;

  constructor(subject, harness) {
    this.#subject = subject;
    this.#harness = harness;
  }

  async #ready() {
    if (this.#ran >= TESTS_OF_A_PROCESS) this.stop();
    if (this.#child !== undefined) return undefined;
    this.#ran = 0;
    this.#child = startChild(this.#subject, this.#harness);
    const { isDead, fault } = await answer(this.#child);
    return isDead ? fault : undefined;
  }

  /** @returns {Promise<string | undefined>} what is wrong, or undefined */
  async run(test, kind) {
    const cannotStart = await this.#ready();
    if (cannotStart !== undefined) throw new Error(`no test can run: ${cannotStart}`);
    this.#ran += 1;
    this.#child.send({ test, kind });
    const { fault, isDead } = await answer(this.#child);
    if (isDead) this.#child = undefined;
    return fault;
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

/**
 * @param {{ test: import('./tests.js').Test, kind: string }[]} runs
 * @param {object} options
 * @param {string} options.subject `node:vm`, or a folder
 * @param {string} options.harness the folder of test262's harness
 * @param {number} options.jobs how many processes run at the same time
 * @param {boolean} [options.isAlone] gives each test a process of its own
 * @param {(run: object, fault: string | undefined, milliseconds: number) => void} onResult
 */
async function runTests(runs, { subject, harness, jobs, isAlone = false }, onResult) {
  const queue = runs.values();
  const work = async () => {
    const runner = new Runner(subject, harness);
    for (const run of queue) {
      const started = performance.now();
      const fault = await runner.run(run.test, run.kind);
      onResult(run, fault, performance.now() - started);
      if (isAlone) runner.stop();
    }
    runner.stop();
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

module.exports = { runTests };
