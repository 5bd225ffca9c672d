'use strict';

/**
 * What the last `//# sourceMappingURL=` or `//# sourceURL=` comment of a script says.
 * Must never open, resolve or check the URL.
 */

const { lineComments } = require('./line_comments.js');
const { includes } = require('./membrane/primordials.js');

/** Exactly one blank between the sign and the name, none before `=`: so V8 has it. */
const MAGIC_COMMENT = /^[#@][^\S\n\r\u2028\u2029](sourceMappingURL|sourceURL)=(.*)$/s;

/**
 * @param {string} code
 * @param {'sourceMappingURL' | 'sourceURL'} name
 * @returns {string | undefined} as V8: undefined also where the last such comment is empty or has
 * blanks inside its value
 */
function findMagicComment(code, name) {
  if (!includes(code, `${name}=`)) return undefined;
  let url;
  for (const comment of lineComments(code)) {
    const magic = MAGIC_COMMENT.exec(comment);
    if (magic?.[1] === name) url = magic[2].trim();
  }
  return url === '' || /\s/.test(url ?? '') ? undefined : url;
}

/** `script.sourceMapURL`. */
const findSourceMapURL = (code) => findMagicComment(code, 'sourceMappingURL');

/** The name of a file in stacks, in place of `filename`. */
const findSourceURL = (code) => findMagicComment(code, 'sourceURL');

module.exports = { findSourceMapURL, findSourceURL };
