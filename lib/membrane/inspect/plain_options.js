'use strict';

/** Options of `util.inspect` as guest code may give them: none that is a function or an object. */

const { isObject } = require('../primordials');

/** Options of `util.inspect` that guest code may give, all of them plain values. */
const plainOptions = [
  ...['showHidden', 'depth', 'colors', 'customInspect', 'maxArrayLength', 'maxStringLength'],
  ...['breakLength', 'compact', 'sorted', 'getters', 'numericSeparator'],
];

/** A copy of options without anything that is not a plain value. */
function withPlainOptions(options) {
  const plain = { __proto__: null };
  if (!isObject(options)) return plain;
  for (let at = 0; at < plainOptions.length; at += 1) {
    const key = plainOptions[at];
    const value = options[key];
    if (value !== undefined && !isObject(value)) plain[key] = value;
  }
  return plain;
}

module.exports = { withPlainOptions };
