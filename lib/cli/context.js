'use strict';

/** The context that the command runs code in: what was asked for, and a `console` that prints. */

const util = require('node:util');
const vm = require('../../index.js');
const { allowColors } = require('../globals/host/console.js');
const { printable } = require('../globals/host/printable.js');

/** Whether a stream is a terminal that wants colours. */
function wantsColors(stream) {
  return stream.isTTY === true && !process.env.NO_COLOR;
}

const ERROR_LEVELS = new Set(['error', 'warn']);

function print(level, text) {
  const stream = ERROR_LEVELS.has(level) ? process.stderr : process.stdout;
  stream.write(`${text}\n`);
}

/**
 * @param {{ context: object, limits: object, globals: 'web' | string[] }} settings `context` has the global names
 * @param {(error: unknown) => void} onUncaughtError
 */
function createContext({ context, limits, globals }, onUncaughtError) {
  const sink = (level, text) => print(level, text);
  if (wantsColors(process.stdout)) allowColors(sink);
  return vm.createContext({ ...context }, { limits, globals, console: sink, onUncaughtError });
}

/** A value as it is printed: escape codes in it are shown. */
function show(value) {
  if (typeof value === 'string') return printable(value);
  const hasColors = wantsColors(process.stdout);
  return printable(util.inspect(value, { colors: hasColors }), { hasColors });
}

module.exports = { createContext, show, wantsColors };
