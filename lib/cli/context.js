'use strict';

/** The context that the command runs code in: what was asked for, and a `console` that prints. */

const util = require('node:util');
const vm = require('../../index.js');

/** Whether a stream is a terminal that wants colours. */
function wantsColors(stream) {
  return stream.isTTY === true && !process.env.NO_COLOR;
}

function printTo(stream) {
  return (...values) => {
    const text = util.formatWithOptions({ colors: wantsColors(stream) }, ...values);
    stream.write(`${text}\n`);
  };
}

/** @param {object} properties the global names */
function createContext(properties) {
  const out = printTo(process.stdout);
  const error = printTo(process.stderr);
  const console = {
    log: out,
    info: out,
    debug: out,
    dir: (value) => out(value),
    error,
    warn: error,
  };
  return vm.createContext({ console, ...properties });
}

/** A value as it is printed. */
function show(value) {
  return typeof value === 'string'
    ? value
    : util.inspect(value, { colors: wantsColors(process.stdout) });
}

module.exports = { createContext, show, wantsColors };
