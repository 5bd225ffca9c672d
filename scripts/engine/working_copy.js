'use strict';

/**
 * The working copy: a git repository in an ignored folder, whose first commit is the crates as published and
 * whose other commits are the changes, one each. A commit's first line is the change's name, the rest its
 * README.md. Here it is made, and looked at; `save.js` turns it back into the series.
 */

const fs = require('node:fs');
const path = require('node:path');
const { publishedTree } = require('./crates.js');
const { Failure } = require('./failure.js');
const { removeFile, writeIfNew } = require('./files.js');
const { commitAll, git, gitLine, initRepository, tryGit } = require('./git.js');
const { applyChange, readSeries, seriesDigest } = require('./series.js');

/** The tag of the commit that is no change. */
const UPSTREAM = 'upstream';
/** The tag of the last commit that the series on disk holds. */
const SAVED = 'saved';

const noteFile = ({ copy }) => path.join(copy, '.git', 'series-digest');

/** Notes which series on disk the working copy is about. */
const noteSeries = (places) => fs.writeFileSync(noteFile(places), seriesDigest(places));

/** Notes that working copy and series say the same. */
function markSaved(places) {
  git(places, ['tag', '--force', SAVED]);
  noteSeries(places);
}

const exists = (places) => fs.existsSync(path.join(places.copy, '.git'));
const isComplete = (places) => fs.existsSync(noteFile(places));

const hasUncommitted = (places) => gitLine(places, ['status', '--porcelain']) !== '';
const hasUnsaved = (places) =>
  gitLine(places, ['rev-parse', 'HEAD']) !== gitLine(places, ['rev-parse', `${SAVED}^{commit}`]);

/** Whether git is in the middle of putting commits on others. */
function isRebasing({ copy }) {
  return ['rebase-merge', 'rebase-apply'].some((name) =>
    fs.existsSync(path.join(copy, '.git', name)),
  );
}

/** Whether the series on disk is still the one that the working copy was made from. */
const belongsToSeries = (places) =>
  fs.readFileSync(noteFile(places), 'utf8') === seriesDigest(places);

/** Writes a tree over another one in the working copy. */
function replaceFiles({ copy }, before, after) {
  for (const file of before.keys()) if (!after.has(file)) removeFile(copy, file);
  for (const [file, content] of after) {
    if (before.get(file) !== content) writeIfNew(path.join(copy, file), content);
  }
}

function makeCopy(places) {
  fs.rmSync(places.copy, { recursive: true, force: true });
  const series = readSeries(places);
  let tree = publishedTree(places);
  fs.mkdirSync(places.copy, { recursive: true });
  initRepository(places);
  replaceFiles(places, new Map(), tree);
  commitAll(places, 'The crates as published\n');
  git(places, ['tag', UPSTREAM]);
  for (const change of series) {
    const next = new Map(tree);
    applyChange(next, change);
    replaceFiles(places, tree, next);
    commitAll(places, `${change.name}\n\n${change.readme}`);
    tree = next;
  }
  markSaved(places);
}

/** Throws unless nothing would be lost if the working copy were made anew. */
function refuseUnsaved(places) {
  if (isRebasing(places)) {
    throw new Failure(
      'a rebase in engine/working-copy is not finished: end it there with `git rebase --continue` or `--abort`.',
    );
  }
  if (hasUncommitted(places) || hasUnsaved(places)) {
    throw new Failure(
      'engine/working-copy has work that is not saved: commit it there and run `npm run engine -- save`, or delete the folder.',
    );
  }
}

/**
 * `edit`: makes the working copy, unless there is one that is the series already.
 * @returns {boolean} whether it was made
 */
function ensureCopy(places) {
  if (exists(places) && isComplete(places)) {
    if (belongsToSeries(places)) return false;
    refuseUnsaved(places);
  }
  makeCopy(places);
  return true;
}

/**
 * @param {object} places
 * @returns {'absent' | 'saved' | 'unsaved'}
 */
function copyState(places) {
  if (!exists(places) || !isComplete(places)) return 'absent';
  const isSaved = !isRebasing(places) && !hasUncommitted(places) && !hasUnsaved(places);
  return isSaved ? 'saved' : 'unsaved';
}

/** Puts the commits after one commit on another one; says what to do when lines collide. */
function rebase(places, onto, after) {
  const result = tryGit(places, ['rebase', '--quiet', '--onto', onto, after, 'series']);
  if (result.status === 0) return;
  if (!isRebasing(places)) throw new Error(`git rebase failed: ${result.stderr}`);
  throw new Failure(
    'a later change touches the same lines: solve it in engine/working-copy (`git status` tells where), ' +
      '`git rebase --continue`, and run `npm run engine -- save`.',
  );
}

module.exports = {
  UPSTREAM,
  belongsToSeries,
  copyState,
  ensureCopy,
  exists,
  hasUncommitted,
  isRebasing,
  markSaved,
  noteSeries,
  rebase,
  refuseUnsaved,
  replaceFiles,
};
