'use strict';

/**
 * `save`: turns the commits of the working copy into the series. What a commit does not change stays as it
 * is, byte for byte: a script that still does what the commit does is kept, whoever wrote it.
 */

const { changedTree } = require('./tree.js');
const { linesOf, writeScript, textOf } = require('./ed_script.js');
const { Failure } = require('./failure.js');
const { digestOf } = require('./files.js');
const { git, gitLine, tryGit } = require('./git.js');
const { hunksBetween } = require('./line_diff.js');
const { NAME, applyToText, readSeries, writeSeries } = require('./series.js');
const { readUpstream, updateUpstream } = require('./upstream.js');
const copy = require('./working_copy.js');

const TOPIC = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function checkCopy(places) {
  if (!copy.exists(places)) {
    throw new Failure('there is no working copy to save: run `npm run engine -- edit` first.');
  }
  if (copy.isRebasing(places)) copy.refuseUnsaved(places);
  if (copy.hasUncommitted(places)) {
    throw new Failure(
      'engine/working-copy has work that is in no commit: `git commit --all` there makes it a new change, ' +
        '`git commit --all --amend` adds it to the last one.',
    );
  }
  if (!copy.belongsToSeries(places)) {
    throw new Failure(
      'the series on disk has changed since the working copy was made: move engine/working-copy away, ' +
        'run `npm run engine -- edit`, and `git fetch` and `git cherry-pick` your commits from the old one.',
    );
  }
}

/** The commits of the working copy, from the first change to the last. */
function commits(places) {
  if (tryGit(places, ['merge-base', '--is-ancestor', copy.UPSTREAM, 'HEAD']).status !== 0) {
    throw new Failure(
      `the commits in engine/working-copy do not stand on '${copy.UPSTREAM}': put them there with \`git rebase\`.`,
    );
  }
  const lines = gitLine(places, ['rev-list', '--reverse', '--parents', `${copy.UPSTREAM}..HEAD`]);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [commit, parent, another] = line.split(' ');
      if (another !== undefined) {
        throw new Failure(
          `${commit} is a merge, and a series is a line: use \`git rebase\` instead.`,
        );
      }
      return { commit, parent };
    });
}

/** The first line of a commit's message, and the rest. */
function messageOf(places, commit) {
  const [subject, ...rest] = git(places, ['show', '--no-patch', '--format=%B', commit])
    .toString()
    .split('\n');
  return { subject: subject.trim(), readme: `${rest.join('\n').trim()}\n` };
}

/** Gives names to commits: known ones keep theirs, a new topic gets the next free number. */
function namer(series) {
  const known = series.map(({ name }) => name);
  const taken = new Set();
  let last = Math.max(0, ...known.map((name) => Number(name.slice(0, 4))));
  return (subject) => {
    const name =
      known.find((each) => each === subject || each.slice(5) === subject) ?? fresh(subject);
    if (taken.has(name)) {
      throw new Failure(
        `two commits are called ${name}: join them with \`git rebase --interactive\`.`,
      );
    }
    taken.add(name);
    return name;
  };
  function fresh(subject) {
    if (NAME.test(subject)) return subject;
    if (!TOPIC.test(subject)) {
      throw new Failure(
        `a commit in engine/working-copy begins with '${subject}': its first line must be the change's name, ` +
          'such as 0007-topic, or topic alone for a new one, and the rest its README.',
      );
    }
    last += 1;
    return `${String(last).padStart(4, '0')}-${subject}`;
  }
}

/** The files that a commit changed, with a letter for each: added, deleted or modified. */
function changedFiles(places, { commit, parent }, crates) {
  const args = ['diff-tree', '-r', '-z', '--no-renames', '--name-status', parent, commit];
  const fields = git(places, args).toString().split('\0');
  const files = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [letter, file] = [fields[at], fields[at + 1]];
    if (!crates.includes(file.split('/')[0]) || !'AMD'.includes(letter)) {
      throw new Failure(
        `${commit.slice(0, 10)} changes ${file}, which is no plain file of a crate: take it out.`,
      );
    }
    files.push({ letter, file });
  }
  return files;
}

const contentAt = (places, commit, file) => git(places, ['cat-file', 'blob', `${commit}:${file}`]);

/** The script between two contents: the old one where it still does it. */
function scriptBetween(file, before, after, old) {
  const isText = (content) => Buffer.from(content.toString()).equals(content);
  if (!isText(before) || !isText(after) || !after.toString().endsWith('\n')) {
    throw new Failure(
      `${file} is not UTF-8 text that ends with a newline: make it so in engine/working-copy.`,
    );
  }
  if (old !== undefined && doesTheSame(old, before, after)) return old;
  const hunks = hunksBetween(linesOf(before.toString()), linesOf(after.toString()));
  return Buffer.from(textOf(writeScript(hunks)));
}

function doesTheSame(script, before, after) {
  try {
    return applyToText(before, script).equals(after);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

/** What one commit is in the series. */
function changeOf(places, { commit, parent }, { nameFor, series, crates }) {
  const { subject, readme } = messageOf(places, commit);
  const name = nameFor(subject);
  const old = series.find((each) => each.name === name);
  if (readme === '\n') {
    throw new Failure(
      `the commit ${name} has no text below its first line: say there what the change is for.`,
    );
  }
  const files = new Map();
  for (const { letter, file } of changedFiles(places, { commit, parent }, crates)) {
    const read = (at) => contentAt(places, at, file);
    if (letter === 'A') files.set(file, read(commit));
    else if (letter === 'D') files.set(`${file}.removed`, Buffer.alloc(0));
    else {
      const script = scriptBetween(file, read(parent), read(commit), old?.files.get(`${file}.ed`));
      files.set(`${file}.ed`, script);
    }
  }
  if (files.size === 0) {
    throw new Failure(
      `the commit ${name} changes nothing: take it out with \`git rebase --interactive\`.`,
    );
  }
  const isSameReadme = old?.readme.trim() === readme.trim();
  return { name, readme: isSameReadme ? old.readme : readme, files };
}

/**
 * Writes the series that the working copy is.
 * @returns {string[]} the names of its changes
 */
function save(places) {
  checkCopy(places);
  const series = readSeries(places);
  const crates = readUpstream(places).crates.map(({ name }) => name);
  const nameFor = namer(series);
  const saved = commits(places).map((each) => changeOf(places, each, { nameFor, series, crates }));
  writeSeries(places, saved);
  updateUpstream(places, { tree: digestOf(changedTree(places)) });
  copy.markSaved(places);
  return saved.map(({ name }) => name);
}

module.exports = { messageOf, commits, save };
