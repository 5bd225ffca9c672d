'use strict';

/**
 * The options of `boa-vm/register`: from a call, the environment or package.json. Must never guess: what
 * is there and wrong is an error that says where it is.
 */

const fs = require('node:fs');
const path = require('node:path');
const { invalidArgValue } = require('../errors.js');
const { validateLimits } = require('../limits.js');
const { validateObject, validateOneOf } = require('../validate.js');

const VARIABLE = 'BOA_VM_REGISTER';

const NAMES = ['runInThisContext', 'webAssembly', 'limits'];

/**
 * @param {unknown} options
 * @param {string} [name] where they are, for the message
 * @returns {{ runInThisContext: 'guest' | 'host', webAssembly: 'none' | 'host', limits: object }}
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function validateOptions(options, name = 'options') {
  validateObject(options, name);
  const { runInThisContext = 'guest', webAssembly = 'none', limits = {} } = options;
  for (const key of Object.keys(options)) {
    if (!NAMES.includes(key)) {
      const reason = `is no option: options are ${NAMES.join(', ')}`;
      throw invalidArgValue(`${name}.${key}`, options[key], reason);
    }
  }
  validateOneOf(runInThisContext, `${name}.runInThisContext`, ['guest', 'host']);
  validateOneOf(webAssembly, `${name}.webAssembly`, ['none', 'host']);
  return { runInThisContext, webAssembly, limits: validateLimits(limits, `${name}.limits`) };
}

function parse(text, place) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`boa-vm/register: ${place} is not JSON: ${error.message}`);
  }
}

/** What the package.json of the working directory says, if there is one. */
function fromPackage() {
  const file = path.join(process.cwd(), 'package.json');
  if (!fs.existsSync(file)) return undefined;
  return parse(fs.readFileSync(file, 'utf8'), file)?.['boa-vm']?.register;
}

/** The options to register with when nobody gives any. */
function readOptions() {
  const given = process.env[VARIABLE];
  if (given) return validateOptions(parse(given, VARIABLE), VARIABLE);
  return validateOptions(fromPackage() ?? {}, 'package.json: boa-vm.register');
}

module.exports = { VARIABLE, readOptions, validateOptions };
