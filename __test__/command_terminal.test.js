'use strict';

/**
 * The prompt of the command in a terminal, which util-linux's `script` makes: in raw mode Ctrl+C is a character, not a
 * signal. Where there is no such `script` (it is another program elsewhere), the terminal can't be had.
 */

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');

const command = path.join(__dirname, '..', 'bin', 'boa-vm.js');

/** A command in a terminal; `until` waits for what it prints. */
function terminal() {
  const line = `exec '${process.execPath}' '${command}'`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1', BOA_VM_HISTORY: '' },
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  const ended = new Promise((resolve) => {
    child.on('close', resolve);
  });
  const until = async (pattern) => {
    for (const end = Date.now() + 60_000; !pattern.test(printed); await sleep(20)) {
      assert.ok(Date.now() < end, printed);
    }
    printed = '';
  };
  return { type: (text) => child.stdin.write(text), until, ended };
}

test('Ctrl+C stops a line, and a wait, and the prompt goes on', {
  skip: process.platform !== 'linux',
}, async () => {
  const { type, until, ended } = terminal();
  await until(/boa> /);
  type('var kept = 6; for (;;);\r');
  // The line has to be running; too early is a line that is given up, and then the next one says so.
  await sleep(1500);
  type('\x03');
  await until(/interrupted[\s\S]*boa> /);
  type('await new Promise(() => {})\r');
  await sleep(500);
  type('\x03');
  await until(/The wait was interrupted[\s\S]*boa> /);
  type('kept * 7\r');
  await until(/\b42\b[\s\S]*boa> /);
  type('.exit\r');
  assert.strictEqual(await ended, 0);
});
