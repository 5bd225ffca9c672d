'use strict';

/**
 * Starts the programs that the other scripts consist of and says how each went.
 * Plain Node: it runs before anything is installed. Never hides a program's output.
 */

const { spawn, spawnSync } = require('node:child_process');
const path = require('node:path');

const root = path.join(__dirname, '..');

/**
 * Runs a program with this terminal as its own and waits for it.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {boolean} whether it ended with exit code 0
 */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) {
    console.error(`${command} could not be started: ${error.message}`);
  }
  return status === 0;
}

/**
 * Runs a program and passes its output on as it comes, keeping the lines of standard output
 * that match, so that they can be shown again at the end. Standard error stays the terminal's, so
 * cargo draws its progress bar.
 * @param {string} command
 * @param {string[]} args
 * @param {RegExp} keep
 * @returns {Promise<{ passed: boolean, kept: string[] }>}
 */
function runKeeping(command, args, keep) {
  return new Promise((resolve) => {
    const kept = [];
    let unfinished = '';
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text) => {
      process.stdout.write(text);
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop();
      kept.push(...lines.filter((line) => keep.test(line)));
    });
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve({ passed: false, kept });
    });
    child.on('close', (status) => resolve({ passed: status === 0, kept }));
  });
}

/**
 * Runs npm, the same one that started this process where there is one.
 * @param {string[]} args
 * @returns {boolean}
 */
function runNpm(args) {
  const { npm_execpath: script } = process.env;
  if (script?.endsWith('.js')) {
    return run(process.execPath, [script, ...args]);
  }
  return run('npm', args, { shell: process.platform === 'win32' });
}

/**
 * The script behind a command of an installed development dependency, to be run with this Node.
 * @param {string} packageName
 * @param {string} command
 * @returns {string} an absolute path
 */
function toolScript(packageName, command) {
  const folder = path.join(root, 'node_modules', packageName);
  return path.join(folder, require(path.join(folder, 'package.json')).bin[command]);
}

/**
 * Prints a line that separates one step's output from the next one's.
 * @param {string} title
 */
function heading(title) {
  console.log(`\n== ${title} ==`);
}

module.exports = { heading, root, run, runKeeping, runNpm, toolScript };
