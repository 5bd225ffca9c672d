#!/usr/bin/env node
'use strict';

/** The command `boa-vm`: see `lib/cli/`. */

const { main } = require('../lib/cli/main.js');

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
