'use strict';

/**
 * Runs code that is about lifetimes in a process of its own, with the collector at hand. Must never look
 * at what the code gives.
 */

const assert = require('node:assert');

const { runProgram } = require('./child.js');
const subject = require('./subject.js');

const PRELUDE = `
  const { EventEmitter } = require('node:events');
  const turn = () => new Promise(setImmediate);
  const settle = async (rounds = 12) => {
    for (let i = 0; i < rounds; i++) { globalThis.gc(); await turn(); }
  };
  const megabytes = () => process.memoryUsage().rss / 2 ** 20;
  // Both heaps and the allocator reach their size first; what is lost for good goes on growing.
  const growthOf = async (work) => {
    for (let round = 0; round < 15; round++) { work(); await settle(3); }
    await settle();
    const before = megabytes();
    for (let round = 0; round < 15; round++) { work(); await settle(3); }
    await settle();
    return megabytes() - before;
  };
  const main = async (body) => { try { console.log(JSON.stringify(await body())); } catch (e) { console.log(e.stack); process.exitCode = 1; } };
`;

/** Runs the body of an async function in a child and returns what it returns. */
async function inChild(body, limitMs) {
  const program = `${PRELUDE} main(async () => { ${body} });`;
  const ending = await runProgram(subject.name, program, { flags: ['--expose-gc'], limitMs });
  assert.strictEqual(ending.code, 0, `${ending.signal ?? ''}\n${ending.stdout}\n${ending.stderr}`);
  return JSON.parse(ending.stdout);
}

module.exports = { inChild };
