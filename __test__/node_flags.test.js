'use strict';

/** Flags of Node that hold for contexts: the child prints the same with node:vm and with this package. */

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');

const index = JSON.stringify(path.join(__dirname, '..'));

const program = (name) => `
  const vm = require(${name});
  const context = vm.createContext({});
  for (const code of [
    'Object.getOwnPropertyDescriptor(Object.prototype, "__proto__") === undefined',
    '({}).__proto__',
    '({}).__proto__ = null',
    'Object.getPrototypeOf({ __proto__: null })',
    'try { ({}).__proto__ } catch (error) { error instanceof Error && [error.code, error.message].join() }',
    'Object.keys(Object.prototype).length',
  ]) {
    try {
      console.log(String(vm.runInContext(code, context)));
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
`;

function outputOf(name, flags, env = {}) {
  const options = { encoding: 'utf8', env: { ...process.env, ...env } };
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', program(name)], options);
  assert.equal(stderr, '');
  return stdout;
}

for (const flag of ['--disable-proto=delete', '--disable-proto=throw', '--no-warnings']) {
  test(`${flag} on the command line`, () => {
    assert.equal(outputOf(index, [flag]), outputOf("'node:vm'", [flag]));
  });
  test(`${flag} in NODE_OPTIONS`, () => {
    const env = { NODE_OPTIONS: flag };
    assert.equal(outputOf(index, [], env), outputOf("'node:vm'", [], env));
  });
}
