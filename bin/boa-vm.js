#!/usr/bin/env node
'use strict';

/** The command `boa-vm`: see `lib/cli/`. */

const { ExitCode, main } = require('../lib/cli/main.js');

let isDone = false;

// Node is about to end, and nothing will ever settle what the program waits for.
process.once('beforeExit', () => {
  if (isDone) return;
  process.stderr.write('Warning: Detected unsettled top-level await\n');
  process.exitCode = ExitCode.UNSETTLED;
});

main(process.argv.slice(2)).then((code) => {
  isDone = true;
  process.exitCode = code;
});
