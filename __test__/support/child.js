'use strict';

/**
 * Runs a program in a Node process of its own and reports how it ended. Must never leave a process
 * behind: one that outlives its time is killed and reported as hung.
 */

const { spawn } = require('node:child_process');

const PATIENCE_MS = 30_000;

/** What a child program has to `require` for a subject: `node:vm` or a path to this package. */
function specifierOf(name) {
  return name === 'node:vm' ? name : require.resolve(name);
}

/**
 * @typedef {object} Ending
 * @property {string} stdout
 * @property {string} stderr
 * @property {number | null} code
 * @property {string | null} signal `hung` if the child had to be killed for being late
 */

/**
 * Waits until a process has ended and all that it printed has come, and kills it when it is late.
 * @param {import('node:child_process').ChildProcess} child one that has just been started
 * @param {number} limitMs
 * @returns {Promise<{ code: number | null, signal: string | null }>} `hung` for one that had to be killed
 */
function endOf(child, limitMs) {
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal: hung ? 'hung' : signal });
    });
  });
}

/**
 * Runs `program` with `vm` bound to a module.
 * @param {string} name the module, as in `BOA_VM_SUBJECT`
 * @param {string} program
 * @param {object} [options]
 * @param {string[]} [options.flags] for node
 * @param {(child: import('node:child_process').ChildProcess, text: string) => void} [options.onOutput]
 *   called with all that the child has printed so far, each time that there is more
 * @param {number} [options.limitMs] after which the child counts as hung
 * @returns {Promise<Ending>}
 */
function runProgram(name, program, options = {}) {
  const { flags = [], onOutput, limitMs = PATIENCE_MS } = options;
  const source = `const vm = require(${JSON.stringify(specifierOf(name))});\n${program}`;
  const child = spawn(process.execPath, [...flags, '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1' },
  });
  const ending = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    ending.stdout += text;
    onOutput?.(child, ending.stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    ending.stderr += text;
  });
  return endOf(child, limitMs).then(({ code, signal }) => ({ ...ending, code, signal }));
}

module.exports = { endOf, runProgram };
