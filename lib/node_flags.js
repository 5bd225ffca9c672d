'use strict';

/**
 * The flags that Node was started with. V8's own may have underscores for dashes.
 * Must never be asked about what a program can change while it runs.
 */

const { NODE_OPTIONS = '' } = process.env;
const flags = [...process.execArgv, ...NODE_OPTIONS.split(/\s+/)];
const normalized = new Set(flags.map((flag) => flag.replaceAll('_', '-')));

/** @param {string} flag such as `--disable-proto=delete` */
const hasNodeFlag = (flag) => normalized.has(flag);

module.exports = { hasNodeFlag };
