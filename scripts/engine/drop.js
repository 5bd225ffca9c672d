'use strict';

/** `drop`: takes one change out of the series and leaves all others their numbers. */

const { Failure } = require('./failure.js');
const { commits, messageOf, save } = require('./save.js');
const { readSeries } = require('./series.js');
const copy = require('./working_copy.js');

function nameOf(places, wanted) {
  const names = readSeries(places).map(({ name }) => name);
  const name = names.find((each) => each === wanted || each.slice(0, 4) === wanted);
  if (name === undefined) {
    throw new Failure(
      `no change is called '${wanted ?? ''}': name one of the series by its number (${names.join(', ')}).`,
    );
  }
  return name;
}

/**
 * @param {object} places
 * @param {string | undefined} wanted a number, or a whole name
 * @returns {string} the name of the change that is gone
 */
function drop(places, wanted) {
  const name = nameOf(places, wanted);
  copy.ensureCopy(places);
  copy.refuseUnsaved(places);
  const found = commits(places).find(({ commit }) => {
    const { subject } = messageOf(places, commit);
    return subject === name || subject === name.slice(5);
  });
  copy.rebase(places, found.parent, found.commit);
  save(places);
  return name;
}

module.exports = { drop };
