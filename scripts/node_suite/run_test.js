'use strict';

/**
 * Runs one of Node's tests in a process of its own, and says how it went.
 * Must never share anything between two tests but the machine.
 */

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const HOOK = path.join(__dirname, 'instead_of_vm.js');
const NEWER_NODE = path.join(__dirname, 'newer_node.js');

/** A test that is not done by then has failed. */
const TIMEOUT = 60_000;

/** How much of a test's output is kept. */
const OUTPUT_LIMIT = 64_000;

/**
 * The environment of a test. The hook goes along in NODE_OPTIONS, for the processes that tests
 * start, and not on the command line, which some of them look at.
 */
function environment(subject, scratch, version) {
  const env = { ...process.env, NODE_TEST_DIR: scratch };
  for (const name of Object.keys(env)) {
    if (name.startsWith('npm_') || name === 'NODE_OPTIONS') delete env[name];
  }
  const hooks = [];
  if (Number(version) > Number.parseInt(process.versions.node, 10)) hooks.push(NEWER_NODE);
  if (subject !== 'node:vm') {
    hooks.push(HOOK);
    env.BOA_VM_INSTEAD = subject;
  }
  if (hooks.length > 0) {
    env.NODE_OPTIONS = hooks.map((hook) => `--require=${JSON.stringify(hook)}`).join(' ');
  }
  return env;
}

function kill(child) {
  try {
    // With the processes that it has started.
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/**
 * @typedef {object} Outcome
 * @property {boolean} passed
 * @property {string} ending how the process ended, such as `exit code 1`
 * @property {string} output what it printed
 * @property {number} milliseconds
 *
 * @param {import('./tests.js').NodeTest} test
 * @param {string} subject `node:vm`, or the folder of the package that takes its place
 * @param {string} version of Node that the test is of
 * @returns {Promise<Outcome>}
 */
function runTest(test, subject, version) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-node-test-'));
  const started = Date.now();
  const child = spawn(process.execPath, [...test.flags, test.file], {
    cwd: scratch,
    env: environment(subject, scratch, version),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-OUTPUT_LIMIT);
    });
  }
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    kill(child);
  }, TIMEOUT);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: null, ending: error.message }));
    child.on('close', (status, signal) => {
      const how = signal === null ? `exit code ${status}` : `signal ${signal}`;
      resolve({ status, ending: timedOut ? `not done after ${TIMEOUT / 1000} s` : how });
    });
  }).then(({ status, ending }) => {
    clearTimeout(timer);
    fs.rmSync(scratch, { recursive: true, force: true });
    return { passed: status === 0, ending, output, milliseconds: Date.now() - started };
  });
}

module.exports = { runTest };
