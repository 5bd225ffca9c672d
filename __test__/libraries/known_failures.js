'use strict';

/**
 * Programs that do not give in a context what they give in Node, each with its cause: data alone. One
 * that has come to work is to be taken off, its test says so.
 */

/** @type {Record<string, string>} */
module.exports = {};
