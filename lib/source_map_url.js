'use strict';

/**
 * `script.sourceMapURL`: what the last `//# sourceMappingURL=` comment of a script says.
 * Must never open, resolve or check the URL.
 */

const { lineComments } = require('./line_comments.js');

/** Exactly one blank between the sign and the name, none before `=`: so V8 has it. */
const MAGIC_COMMENT = /^[#@][^\S\n\r\u2028\u2029]sourceMappingURL=(.*)$/s;

/**
 * @param {string} code of a script that parses
 * @returns {string | undefined} as V8: undefined also where the last such comment is empty or has
 * blanks inside its value
 */
function findSourceMapURL(code) {
  if (!code.includes('sourceMappingURL=')) return undefined;
  let url;
  for (const comment of lineComments(code)) {
    const magic = MAGIC_COMMENT.exec(comment);
    if (magic) url = magic[1].trim();
  }
  return url === '' || /\s/.test(url ?? '') ? undefined : url;
}

module.exports = { findSourceMapURL };
