'use strict';

/**
 * Ed scripts as `diff -e` writes them: applies one to the lines of a file, and writes one from hunks.
 * Knows what `diff -e` can put out and refuses the rest: the commands `a`, `c` and `d` with line numbers,
 * and `s/.//` with `a`, which stand for a line that is a single dot.
 */

const { Failure } = require('./failure.js');

const COMMAND = /^(?:(\d+)(?:,(\d+))?)?([acd])$/;
const LONE_DOT = '.';

/** The lines of a text; as in ed, a text that does not end with a newline gets one. */
function linesOf(text) {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const textOf = (lines) => lines.map((line) => `${line}\n`).join('');

/** What a command that takes text is given: the lines up to one that is a single dot. */
function readText(script, from) {
  const end = script.indexOf(LONE_DOT, from);
  if (end < 0) throw new Failure(`line ${from}: the text has no line with a single dot after it`);
  return { text: script.slice(from, end), next: end + 1 };
}

/** The range that a command is about, as an index and a number of lines. */
function rangeOf(command, { first, last, name }, current, length) {
  const from = first === undefined ? current : Number(first);
  const to = last === undefined ? from : Number(last);
  const isAppend = name === 'a';
  const isGood = from <= to && to <= length && (isAppend ? last === undefined : from >= 1);
  if (!isGood) throw new Failure(`'${command}' does not fit a file of ${length} lines`);
  return isAppend ? { start: from, count: 0 } : { start: from - 1, count: to - from + 1 };
}

/**
 * Applies a script.
 * @param {string[]} lines the lines of the file
 * @param {string[]} script the lines of the script
 * @returns {string[]} the lines of the new file
 * @throws {Failure} when the script does not fit or is not what `diff -e` writes
 */
function applyScript(lines, script) {
  const result = [...lines];
  let current = result.length;
  for (let at = 0; at < script.length; ) {
    const command = script[at];
    at += 1;
    if (command === 's/.//') {
      if (!result[current - 1]) throw new Failure("'s/.//' comes where the line is empty");
      result[current - 1] = result[current - 1].slice(1);
      continue;
    }
    const [, first, last, name] = COMMAND.exec(command) ?? [];
    if (name === undefined) throw new Failure(`'${command}' is no command of an ed script`);
    const { start, count } = rangeOf(command, { first, last, name }, current, result.length);
    const { text, next } = name === 'd' ? { text: [], next: at } : readText(script, at);
    at = next;
    result.splice(start, count, ...text);
    current = name === 'd' ? Math.min(start + 1, result.length) : start + text.length;
  }
  return result;
}

/** The lines of a command's text, ended; lines that are a single dot take a detour. */
function writeText(lines) {
  const written = [];
  let isOpen = true;
  for (const line of lines) {
    if (!isOpen) written.push('a');
    isOpen = line !== LONE_DOT;
    if (isOpen) written.push(line);
    else written.push('..', LONE_DOT, 's/.//');
  }
  if (isOpen) written.push(LONE_DOT);
  return written;
}

function writeCommand({ start, deleted, inserted }) {
  if (deleted === 0) return [`${start}a`, ...writeText(inserted)];
  const range = deleted === 1 ? `${start + 1}` : `${start + 1},${start + deleted}`;
  return inserted.length === 0 ? [`${range}d`] : [`${range}c`, ...writeText(inserted)];
}

/**
 * Writes a script, from the last hunk to the first, so that each number is one of the old file.
 * @param {{ start: number, deleted: number, inserted: string[] }[]} hunks in ascending order
 * @returns {string[]} the lines of the script
 */
function writeScript(hunks) {
  return hunks.toReversed().flatMap(writeCommand);
}

module.exports = { applyScript, linesOf, textOf, writeScript };
