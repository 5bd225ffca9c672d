'use strict';

/**
 * Finds a script that was compiled lately by its text and origin, as V8's compilation cache does, so that running
 * one text again and again costs no parse. It is bounded: texts that are new each time push each other out.
 * Must never be asked for a script that has an `importModuleDynamically` callback of its own.
 */

const { findSourceMapURL, findSourceURL } = require('../magic_comments.js');
const { SafeMap } = require('../membrane/primordials.js');
const { compileScript } = require('../realm.js');

/** The most UTF-16 units of a text that is kept, and of the texts of a generation. */
const LONGEST_TEXT = 1 << 16;
const GENERATION_UNITS = 1 << 18;
/** What a script counts for besides its text: the shortest takes some kilobytes. */
const SCRIPT_UNITS = 1 << 9;
/** How many scripts of one text are kept, each from elsewhere, and the longest name of where one is from. */
const MOST_ORIGINS = 8;
const LONGEST_NAME = 1 << 10;

/**
 * @typedef {{ filename: string, lineOffset: number, columnOffset: number }} ScriptOrigin
 * @typedef {'certified' | 'at run' | 'now'} SyntaxCheck `certified`: the text was checked before; `at run`: it runs at
 *   once in a realm that compiles, and so checks, it
 * @typedef {{ origin: ScriptOrigin, isChecked: boolean, handle: unknown, sourceMapURL: string | undefined }} Compiled
 */

/**
 * Compiles a script.
 * @param {string} source
 * @param {ScriptOrigin} origin
 * @param {SyntaxCheck} check
 * @param {object | undefined} record the realm that a SyntaxError is of; the host's own otherwise
 * @returns {Compiled}
 * @throws {SyntaxError}
 */
function compile(source, origin, check, record) {
  const { filename, lineOffset, columnOffset } = origin;
  const name = findSourceURL(source) ?? filename;
  const skipsCheck = check !== 'now';
  return {
    origin,
    isChecked: check === 'now',
    handle: compileScript(source, name, lineOffset, columnOffset, skipsCheck, record),
    sourceMapURL: findSourceMapURL(source),
  };
}

/** Text → scripts of it. What is asked for again moves from the old generation to the young one. */
let young = new SafeMap();
let old = new SafeMap();
let youngUnits = 0;

function isFrom(origin, { filename, lineOffset, columnOffset }) {
  return (
    origin.filename === filename &&
    origin.lineOffset === lineOffset &&
    origin.columnOffset === columnOffset
  );
}

function indexOfOrigin(scripts, origin) {
  for (let at = 0; at < scripts.length; at += 1) {
    if (isFrom(scripts[at].origin, origin)) return at;
  }
  return -1;
}

/** The scripts of a text, which are of the young generation from now on. */
function scriptsOf(source) {
  const found = young.get(source);
  if (found !== undefined) return found;
  const scripts = old.get(source) ?? [];
  const units = source.length + SCRIPT_UNITS;
  if (youngUnits + units > GENERATION_UNITS) {
    old = young;
    young = new SafeMap();
    youngUnits = 0;
  }
  young.set(source, scripts);
  youngUnits += units;
  return scripts;
}

/** As `compile`, but may give what was compiled before. */
function compileCached(source, origin, check, record) {
  const isKept = source.length <= LONGEST_TEXT && origin.filename.length <= LONGEST_NAME;
  if (!isKept) return compile(source, origin, check, record);
  const scripts = scriptsOf(source);
  const at = indexOfOrigin(scripts, origin);
  const known = scripts[at];
  if (known !== undefined && (known.isChecked || check !== 'now')) return known;
  const compiled = compile(source, origin, check, record);
  if (at < 0 && scripts.length === MOST_ORIGINS) scripts.length = 0;
  scripts[at < 0 ? scripts.length : at] = compiled;
  return compiled;
}

module.exports = { compile, compileCached };
