'use strict';

/**
 * Reads what a test of test262 says of itself, in the comment that begins with `/*---` (INTERPRETING.md
 * of test262). It is YAML, of which four keys matter here: lists of words, and one map of words.
 */

/**
 * @typedef {object} Frontmatter
 * @property {string[]} flags such as `onlyStrict`
 * @property {string[]} includes files of the harness
 * @property {string[]} features of the language
 * @property {{ phase: string, type: string } | undefined} negative the error that must come
 */

/** The lines, moved to the left together so that keys begin them. */
function withoutIndent(lines) {
  const [, indent] = /^(\s*)/.exec(lines.find((line) => line.trim() !== '') ?? '');
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
}

/** The lines below a key, up to the next one, with what stands behind the key's colon first. */
function linesOf(key, lines) {
  const first = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (first === -1) return [];
  const after = lines.slice(first + 1);
  const end = after.findIndex((line) => /^[^\s\-#\]]/.test(line));
  const below = end === -1 ? after : after.slice(0, end);
  return [lines[first].slice(key.length + 1), ...below].map((line) =>
    line.replace(/(^|\s)#.*/, ''),
  );
}

function listOf(key, lines) {
  const text = linesOf(key, lines).join('\n');
  const inline = /^\s*\[([^\]]*)\]/.exec(text);
  const items = inline === null ? text.split(/^\s*-\s+/m) : inline[1].split(',');
  return items
    .map((item) => item.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter((item) => item !== '');
}

function negativeOf(lines) {
  const text = linesOf('negative', lines).join('\n');
  if (text === '') return undefined;
  const [, phase] = /^\s*phase:\s*(\w+)/m.exec(text);
  const [, type] = /^\s*type:\s*(\w+)/m.exec(text);
  return { phase, type };
}

/**
 * @param {string} source of a test
 * @returns {Frontmatter}
 * @throws {Error} if there is none
 */
function readFrontmatter(source) {
  const found = /\/\*---([\s\S]*?)---\*\//.exec(source);
  if (found === null) throw new Error('a test says nothing of itself');
  const lines = withoutIndent(found[1].split(/\r\n|[\r\n]/));
  return {
    flags: listOf('flags', lines),
    includes: listOf('includes', lines),
    features: listOf('features', lines),
    negative: negativeOf(lines),
  };
}

module.exports = { readFrontmatter };
