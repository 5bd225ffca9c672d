'use strict';

/**
 * `npm run docs`: builds the site of the documentation in docs/site/dist. With `--check` it looks at every link, and at
 * pages in a browser, afterwards.
 */

const path = require('node:path');
const { ensureInstalled } = require('./ensure.js');
const { installPackages } = require('./installed_packages.js');
const { root, run } = require('./steps.js');

const folder = path.join(root, 'docs', 'site');
const node = process.execPath;

ensureInstalled();
const tests = ['--test', '--test-reporter=spec', path.join(folder, 'site.test.js')];
const passed =
  installPackages(folder, 'site') &&
  run(node, [path.join(folder, 'build.js')]) &&
  (!process.argv.includes('--check') || run(node, tests));
process.exitCode = passed ? 0 : 1;
