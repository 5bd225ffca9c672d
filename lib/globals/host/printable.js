'use strict';

/**
 * Texts of guests as a terminal may get them: escape codes and other control characters are shown, not obeyed, and
 * no text is longer than a megabyte.
 */

const LONGEST = 2 ** 20;
const ESCAPE = '\u001b';
/** Control characters but for tabs and line breaks. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;
/** The same, and the codes of colours, which `util.inspect` makes. */
const COLORS_AND_CONTROLS = /\p{Cc}\[\d{1,3}m|(?![\t\n])\p{Cc}/gu;

const show = (character) =>
  `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * @param {string} text
 * @param {{ hasColors?: boolean }} [options] whether colours stay
 * @returns {string}
 */
function printable(text, { hasColors = false } = {}) {
  const rest = text.length - LONGEST;
  const cut = rest > 0 ? `${text.slice(0, LONGEST)}... ${rest} more characters` : text;
  if (!hasColors) return cut.replace(CONTROLS, show);
  return cut.replace(COLORS_AND_CONTROLS, (found) =>
    found.length > 1 && found[0] === ESCAPE ? found : found.replace(CONTROLS, show),
  );
}

module.exports = { printable };
