'use strict';

/**
 * Sources of ours that run in contexts, each compiled once for all of them. Comments are left out: every word of a
 * source that is the name of a global costs an entry.
 */

const fs = require('node:fs');
const path = require('node:path');
const { OWN_CODE, compileScript, runScript } = require('../realm.js');
const { reasonOf } = require('../reason_of.js');

/** How often a source is tried that the context's own limit has stopped: a machine may be busy. */
const TRIES = 10;

const handles = new Map();

/** The text of a file whose `module.exports` is the value, as a script. */
function scriptOf(file) {
  const text = fs.readFileSync(path.join(__dirname, '..', file), 'utf8');
  const bare = text.replace(/\/\*[\s\S]*?\*\/|^ *\/\/.*$/gm, (comment) =>
    comment.replace(/[^\n]/g, ''),
  );
  return `(function (module) {${bare}\nreturn module.exports; })({})`;
}

/**
 * Runs a file of ours in a realm.
 * @param {object} record
 * @param {string} file below lib/
 * @returns {unknown} its `module.exports`
 */
function runGuestFile(record, file) {
  let handle = handles.get(file);
  if (handle === undefined) {
    handle = compileScript(scriptOf(file), `boa-vm:${path.basename(file, '.js')}`, 0, 0, false);
    handles.set(file, handle);
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return runScript(record, handle, -1, OWN_CODE);
    } catch (error) {
      if (tries === TRIES || reasonOf(error) !== 'timeout') throw error;
    }
  }
}

module.exports = { runGuestFile, scriptOf };
