'use strict';

/**
 * `npm run bench:peers [-- words] [--json file] [--write]`: installs the packages that `benches/peers` names and measures
 * this one beside them. isolated-vm is compiled when it is installed; without a compiler it is left out.
 */

const fs = require('node:fs');
const path = require('node:path');
const { ensureBuilt } = require('./ensure.js');
const { heading, root, run, runNpm } = require('./steps.js');

const folder = path.join(root, 'benches/peers');

function install() {
  if (fs.existsSync(path.join(folder, 'node_modules/.package-lock.json'))) return true;
  heading('installing the peers');
  return runNpm(['ci', '--no-audit', '--no-fund', '--prefix', folder]);
}

ensureBuilt();
const index = path.join(folder, 'index.js');
const passed =
  install() && run(process.execPath, ['--no-node-snapshot', index, ...process.argv.slice(2)]);
process.exitCode = passed ? 0 : 1;
