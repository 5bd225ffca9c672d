'use strict';

/**
 * `node work.js <program> <vm>`: runs one program in a context of that module, `node:vm` or a path, or
 * with `plain` in Node itself, and prints what it gives as JSON. Must never compare anything.
 */

const path = require('node:path');

const libraries = require('./libraries.js');
const { createPlain, createSandbox } = require('./sandbox.js');

async function main([program, where]) {
  const needs = libraries[program];
  const load = where === 'plain' ? createPlain(needs) : createSandbox(require(where), needs);
  const work = load(path.join(__dirname, 'programs', `${program}.js`));
  process.stdout.write(`${JSON.stringify(await work(), null, 1)}\n`);
}

main(process.argv.slice(2));
