'use strict';

/** The first programs of each fuzz target, the same each time; `npm run fuzz` writes others without end. */

const { spawnSync } = require('node:child_process');
const path = require('node:path');
const test = require('node:test');
const assert = require('node:assert/strict');

const child = path.join(__dirname, '../fuzz/child.js');

for (const target of ['builtins', 'sources', 'objects']) {
  test(`both engines agree on random programs: ${target}`, () => {
    const args = ['--no-warnings', '--stack-size=900', child, target, '1', '100'];
    const { status, signal, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const lines = stdout.trim().split('\n');
    const findings = lines.filter((line) => !line.startsWith('at '));
    assert.deepEqual(findings, []);
    assert.deepEqual([status, signal, lines.length], [0, null, 100]);
  });
}
