'use strict';

/** Calls git in the working copy, with nothing of the user's settings that would change what it writes. */

const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { Failure } = require('./failure.js');

/** `#` begins a heading in the README that a commit's message holds. */
const SETTINGS = {
  'core.autocrlf': 'false',
  'core.commentChar': ';',
  'core.hooksPath': path.join('.git', 'no-hooks'),
  'commit.gpgSign': 'false',
  'rerere.enabled': 'false',
};

/** Where git looks for a repository when it is itself run by git, as in a hook. */
const OUTER = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

function tryGit({ copy }, args, options) {
  const env = { ...process.env };
  for (const name of OUTER) delete env[name];
  const result = spawnSync('git', args, { cwd: copy, env, maxBuffer: 2 ** 28, ...options });
  if (result.error?.code === 'ENOENT') {
    throw new Failure('changing the series takes git, and there is none: install it.');
  }
  return result;
}

/**
 * @param {{ copy: string }} places
 * @param {string[]} args
 * @param {object} [options] of `spawnSync`
 * @returns {Buffer} what git printed
 */
function git(places, args, options) {
  const { status, stdout, stderr } = tryGit(places, args, options);
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
  return stdout;
}

/** One line of what git printed. */
const gitLine = (places, args) => git(places, args).toString().trim();

/** Makes an empty repository with these settings, and somebody to commit as where git knows nobody. */
function initRepository(places) {
  git(places, ['init', '--quiet', '--initial-branch=series']);
  for (const [name, value] of Object.entries(SETTINGS)) git(places, ['config', name, value]);
  if (tryGit(places, ['var', 'GIT_COMMITTER_IDENT']).status === 0) return;
  git(places, ['config', 'user.name', 'engine series']);
  git(places, ['config', 'user.email', 'engine@localhost']);
}

/** Commits everything that lies in the working copy. */
function commitAll(places, message) {
  git(places, ['add', '--all', '--force', '.']);
  const args = ['commit', '--quiet', '--cleanup=verbatim', '--allow-empty', '--file=-'];
  git(places, args, { input: message });
}

module.exports = { commitAll, git, gitLine, initRepository, tryGit };
