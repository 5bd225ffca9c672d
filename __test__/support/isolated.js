'use strict';

/**
 * Runs cases in child processes. One that dies or hangs is a failure of the case that it was at,
 * and a new child goes on after it. Besides, guest code that is stopped in the middle of a job
 * upsets the async hooks of node:test (in node:vm too), which a child does without.
 */

const { fork } = require('node:child_process');
const path = require('node:path');

const { selectCases } = require('./corpus.js');

const HANG_MS = 20_000;

/**
 * @typedef {object} Failure
 * @property {string[]} expected what the oracle did
 * @property {string[]} actual
 */

/** @returns {Promise<{ at: number, end: string }>} how far one child came, and how it ended */
function runChild(only, from, onFailure) {
  return new Promise((resolve) => {
    const child = fork(path.join(__dirname, 'isolated_child.js'), [only, from], {
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
      // For the oracle's modules.
      execArgv: ['--experimental-vm-modules', '--no-warnings'],
    });
    let at = from;
    let timer;
    let hung = false;
    const rewind = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, HANG_MS);
    };
    rewind();
    child.on('message', ({ index, failure }) => {
      rewind();
      at = index;
      if (failure) onFailure(index, failure);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const died = hung ? 'hangs' : `dies (${signal ?? `code ${code}`})`;
      resolve({ at, end: code === 0 && !hung ? 'done' : died });
    });
  });
}

/**
 * Runs all cases that have `only` in their `topic > name`.
 * @param {string} only
 * @returns {Promise<{ one: import('./corpus.js').Case, failure?: Failure }[]>} in order
 */
async function runIsolated(only) {
  const results = selectCases(only).map((one) => ({ one, failure: undefined }));
  const onFailure = (index, failure) => {
    results[index].failure ??= failure;
  };
  let from = 0;
  while (from < results.length) {
    const { at, end } = await runChild(only, from, onFailure);
    if (end === 'done') break;
    onFailure(at, { expected: ['comes to its end'], actual: [end] });
    from = at + 1;
  }
  return results;
}

module.exports = { runIsolated };
