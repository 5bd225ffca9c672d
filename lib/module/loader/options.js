'use strict';

/** The options of `createLoader`, checked. Must never look at a file but the root. */

const fs = require('node:fs');
const { isBuiltin } = require('node:module');
const path = require('node:path');
const { invalidArgType, invalidArgValue } = require('../../errors.js');
const {
  validateArray,
  validateFunction,
  validateObject,
  validatePositiveUint32,
  validateString,
} = require('../../validate.js');

const KNOWN = [
  ...['root', 'builtin', 'external', 'mock', 'resolve', 'transform', 'conditions', 'timeout'],
  'packageRoot',
];

/** The name of a built-in module without its scheme. */
const bareName = (name) => name.replace(/^node:/, '');

function readFolder(folder, name) {
  validateString(folder, name);
  try {
    return fs.realpathSync(path.resolve(folder));
  } catch {
    throw invalidArgValue(name, folder, 'must be a folder that is there');
  }
}

function readBuiltin(builtin) {
  const names = validateArray(builtin, 'options.builtin', validateString);
  names.forEach((name, index) => {
    if (isBuiltin(name)) return;
    throw invalidArgValue(`options.builtin[${index}]`, name, 'is no module of Node: use external');
  });
  return new Set(names.map(bareName));
}

function readExternal(external) {
  if (typeof external === 'boolean') return external;
  if (!Array.isArray(external)) {
    throw invalidArgType('options.external', 'of type boolean or an array of names', external);
  }
  return new Set(validateArray(external, 'options.external', validateString));
}

/**
 * @param {import('../../..').LoaderOptions} options
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 */
function readLoaderOptions(options) {
  validateObject(options, 'options');
  for (const key of Object.keys(options)) {
    if (KNOWN.includes(key)) continue;
    const names = KNOWN.map((name) => `'${name}'`).join(', ');
    throw invalidArgValue(
      `options.${key}`,
      options[key],
      `is no option of a loader: there are ${names}`,
    );
  }
  const { builtin = [], external = false, mock = {}, conditions = ['node'] } = options;
  const { resolve, transform, timeout } = options;
  validateObject(mock, 'options.mock');
  if (resolve !== undefined) validateFunction(resolve, 'options.resolve');
  if (transform !== undefined) validateFunction(transform, 'options.transform');
  if (timeout !== undefined) validatePositiveUint32(timeout, 'options.timeout');
  const root = readFolder(options.root, 'options.root');
  return {
    root,
    packageRoot:
      options.packageRoot === undefined
        ? root
        : readFolder(options.packageRoot, 'options.packageRoot'),
    builtin: readBuiltin(builtin),
    external: readExternal(external),
    mock: new Map(Object.entries(mock)),
    conditions: validateArray(conditions, 'options.conditions', validateString),
    resolve,
    transform,
    timeout,
  };
}

module.exports = { bareName, readLoaderOptions };
