'use strict';

/**
 * `boa-vm/register`: makes `vm` and `node:vm` in a program mean this package. Loading it is enough
 * (`node --require boa-vm/register app.js`); what it exports is for programs that want to do it, and
 * undo it, themselves.
 */

const { register } = require('./lib/register/register.js');
const { readOptions } = require('./lib/register/options.js');

register(readOptions());

module.exports = { register };
