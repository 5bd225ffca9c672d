'use strict';

/**
 * `node --abort-on-uncaught-exception`: V8 ends the process for an error that it thinks nobody catches,
 * and errors that cross the border are caught. The child prints the same with node:vm.
 */

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');

const index = JSON.stringify(path.join(__dirname, '..'));

const program = (name) => `
  const vm = require(${name});
  const outcome = (action) => { try { return action(); } catch (error) { return String(error); } };
  const f = () => { throw new RangeError('of the host'); };
  console.log([
    outcome(() => new vm.Script('[')),
    outcome(() => vm.runInNewContext('throw 5')),
    outcome(() => vm.runInNewContext('try { f() } catch (error) { error.message }', { f })),
    outcome(() => vm.runInNewContext('f()', { f })),
    outcome(() => vm.runInNewContext('(function () { throw 6; })')()),
    outcome(() => vm.runInNewContext('({ get a() { throw 7; } })').a),
    outcome(() => vm.runInNewContext('while (true);', {}, { timeout: 20 })),
  ].join());
  vm.runInNewContext('Promise.reject(8)').catch((reason) => console.log(reason));
  vm.runInNewContext('Promise.resolve().then(f)', { f }).catch((error) => console.log(error.message));
`;

function outputOf(name, options = {}, flags = []) {
  const child = spawnSync(process.execPath, [...flags, '-e', program(name)], {
    encoding: 'utf8',
    ...options,
  });
  assert.equal(child.signal, null, child.stderr);
  assert.equal(child.stderr, '');
  return child.stdout;
}

const expected = outputOf("'node:vm'");

for (const flag of ['--abort-on-uncaught-exception', '--abort_on_uncaught_exception']) {
  test(`${flag} on the command line`, () => {
    assert.equal(outputOf(index, {}, [flag]), expected);
  });
}

test('--abort-on-uncaught-exception in NODE_OPTIONS', () => {
  const env = { ...process.env, NODE_OPTIONS: '--abort-on-uncaught-exception' };
  assert.equal(outputOf(index, { env }), expected);
});

test('a process that ends right after a collection ends well', () => {
  const code = `
    const vm = require(${index});
    for (let i = 0; i < 50; i++) vm.runInContext('({})', vm.createContext({}));
    gc();
    console.log('done');
  `;
  const args = ['--abort-on-uncaught-exception', '--expose-gc', '-e', code];
  const command = 'ulimit -c 0; exec "$0" "$@"';
  const child = spawnSync('/bin/sh', ['-c', command, process.execPath, ...args], {
    encoding: 'utf8',
  });
  assert.deepEqual([child.signal, child.status, child.stdout], [null, 0, 'done\n'], child.stderr);
});

test('an error that nobody catches still ends the process', () => {
  const code = `require(${index}).runInNewContext('throw new Error("nobody")')`;
  // No core file is wanted of it.
  const command = 'ulimit -c 0; exec "$0" --abort-on-uncaught-exception -e "$1"';
  const args = ['-c', command, process.execPath, code];
  const child = spawnSync('/bin/sh', args, { encoding: 'utf8' });
  assert.notEqual(child.status, 0);
  assert.match(child.stderr, /Uncaught\s+(Error: )?nobody/);
});
