'use strict';

/**
 * Programs that do not give in a context what they give in Node, each with its cause: data alone. One
 * that has come to work is to be taken off, its test says so.
 */

/** @type {Record<string, string>} */
module.exports = {
  babel: 'the engine refuses `using` as an identifier',
  'crypto-js':
    'the second time that a line `words.length = n` runs, the array keeps the elements beyond',
  ejs: 'the source text of a function made by `new Function` is not kept',
  mathjs: 'a sort whose comparator contradicts itself ends the realm',
  rxjs: 'the engine refuses `using` as an identifier',
};
