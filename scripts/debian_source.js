'use strict';

/**
 * Fetches a part of one of Debian's source packages, as upstream packed it, through the machine's own
 * apt. Everything that apt writes goes into the cache folder, so neither the machine's package lists
 * nor this repository change. Must never take what apt did not verify.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** The release of Debian that has Node 20.19 and SpiderMonkey 128. */
const TRIXIE = 'trixie';

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

/**
 * The newest version of a source package that begins with a number.
 * @returns {string} for apt, such as `nodejs=24.21.0+dfsg-1`
 */
function versionOf(sourcePackage, major, options, folder) {
  const known = output(
    'apt-cache',
    [...options, '--only-source', 'showsrc', sourcePackage],
    folder,
  );
  const versions = [...known.matchAll(/^Version: (.+)$/gm)].map(([, version]) => version);
  const [newest] = versions
    .filter((version) => version.startsWith(`${major}.`))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  if (newest === undefined) {
    throw new Error(`no ${sourcePackage} ${major}, only ${versions.join(', ')}`);
  }
  return `${sourcePackage}=${newest}`;
}

/** @returns {string} the tar file of upstream, downloaded into `folder` */
function download({ sourcePackage, release, major }, folder) {
  const lists = path.join(folder, 'lists');
  fs.mkdirSync(path.join(lists, 'partial'), { recursive: true });
  const list = path.join(folder, 'sources.list');
  const keys = fs.existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  fs.writeFileSync(list, `deb-src ${keys}${debianMirror()} ${release} main\n`);
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
  const wanted =
    major === undefined ? sourcePackage : versionOf(sourcePackage, major, options, folder);
  let failure;
  try {
    output('apt-get', [...options, '--download-only', '--tar-only', 'source', wanted], folder);
  } catch (error) {
    // A mirror may lack another part of the package: what apt has verified stands in the folder all the same.
    failure = error;
  }
  const archive = fs.readdirSync(folder).find((name) => /\.orig\.tar\.\w+$/.test(name));
  if (archive === undefined) throw failure ?? new Error('the source package has no .orig.tar');
  return path.join(folder, archive);
}

/**
 * Downloads files of a source package, unless an earlier run has.
 * @param {object} wanted
 * @param {string} wanted.name of the folder in the cache, to which the release is added
 * @param {string} wanted.sourcePackage
 * @param {string} [wanted.release] of Debian
 * @param {string} [wanted.major] the first number of the version, where a release has several or changes what it has
 * @param {string} wanted.pick a pattern of tar for the files, in which `*` stands for no slash
 * @param {number} wanted.strip how many folders to leave out of their paths
 * @param {(tree: string) => void} [wanted.arrange] changes the unpacked files before anybody sees them
 * @returns {string} the folder
 * @throws {Error} that says which step failed and what the program in question said
 */
function fetchSource({ name, release = TRIXIE, pick, strip, arrange = () => {}, ...wanted }) {
  const final = path.join(cacheFolder(), `${name}-${release}`);
  if (fs.existsSync(final)) return final;
  fs.mkdirSync(cacheFolder(), { recursive: true });
  const folder = fs.mkdtempSync(path.join(cacheFolder(), 'download-'));
  try {
    const archive = download({ release, ...wanted }, folder);
    const tree = path.join(folder, 'tree');
    fs.mkdirSync(tree);
    const choice = [
      `--strip-components=${strip}`,
      '--wildcards',
      '--no-wildcards-match-slash',
      pick,
    ];
    output('tar', ['-xf', archive, '-C', tree, ...choice]);
    arrange(tree);
    // In one step, so that a tree that is there is complete.
    fs.renameSync(tree, final);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return final;
}

module.exports = { cacheFolder, fetchSource };
