'use strict';

/**
 * Gets the tests of Node 20: Debian's source package `nodejs`, as upstream packed it, through the
 * machine's own apt. Everything that apt writes goes into the cache folder, so neither the machine's
 * package lists nor this repository change. Must never take what apt did not verify.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The release of Debian that has Node 20.19. */
const RELEASE = 'trixie';

/** Debian's archive keys. A machine without this file trusts the keys in /etc/apt/trusted.gpg.d. */
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** @returns {string} a folder of ours outside the repository, which may not exist yet */
function cacheFolder() {
  const { XDG_CACHE_HOME } = process.env;
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'boa-vm');
}

/**
 * Runs a program to its end.
 * @returns {string} its standard output
 * @throws {Error} that says what the program said
 */
function output(command, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0) {
    throw new Error(`${command} ${args.at(-1)} ended with ${status}:\n${stderr}${stdout}`.trim());
  }
  return stdout;
}

/**
 * The mirror that this machine takes Debian from. apt is asked rather than its files, which have
 * two formats and options that move them.
 * @returns {string} such as `http://deb.debian.org/debian`
 */
function debianMirror() {
  const uris = output('apt-get', ['update', '--print-uris']).matchAll(/^'(.+?)\/dists\//gm);
  for (const [, uri] of uris) {
    if (uri.endsWith('/debian')) return uri;
  }
  throw new Error('the configuration of apt names no mirror of Debian');
}

/** @returns {string} the file that holds the tests, downloaded into `folder` */
function download(folder) {
  const lists = path.join(folder, 'lists');
  fs.mkdirSync(path.join(lists, 'partial'), { recursive: true });
  const list = path.join(folder, 'sources.list');
  const keys = fs.existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  fs.writeFileSync(list, `deb-src ${keys}${debianMirror()} ${RELEASE} main\n`);
  const options = Object.entries({
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': lists,
    'Dir::Cache': path.join(folder, 'cache'),
    // By itself apt takes a mirror that does not answer for a warning.
    'APT::Update::Error-Mode': 'any',
    'Acquire::Retries': '3',
    // What others have hooked into `apt-get update` is about the machine's own lists.
    'APT::Update::Pre-Invoke': '',
    'APT::Update::Post-Invoke': '',
    'APT::Update::Post-Invoke-Success': '',
  }).map(([name, value]) => `-o${name}=${value}`);
  output('apt-get', [...options, 'update'], folder);
  // Debian's own part of the package is not needed, and a mirror may have a newer one already.
  output('apt-get', [...options, '--download-only', '--tar-only', 'source', 'nodejs'], folder);
  const archive = fs.readdirSync(folder).find((name) => /\.orig\.tar\.\w+$/.test(name));
  if (archive === undefined) throw new Error('the source package has no .orig.tar');
  return path.join(folder, archive);
}

/**
 * Downloads the tests, unless an earlier run has.
 * @returns {string} a folder with Node's `test` in it
 * @throws {Error} that says which step failed and what the program in question said
 */
function fetchNodeSource() {
  const final = path.join(cacheFolder(), `node-source-${RELEASE}`);
  if (fs.existsSync(path.join(final, 'test'))) return final;
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const folder = fs.mkdtempSync(path.join(cacheFolder(), 'download-'));
  try {
    const archive = download(folder);
    const tree = path.join(folder, 'tree');
    fs.mkdirSync(tree);
    const pick = ['--strip-components=1', '--wildcards', '--no-wildcards-match-slash'];
    output('tar', ['-xf', archive, '-C', tree, ...pick, 'node-v*/test']);
    fs.rmSync(final, { recursive: true, force: true });
    // In one step, so that a tree that is there is complete.
    fs.renameSync(tree, final);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return final;
}

module.exports = { fetchNodeSource };
