'use strict';

/** The type tests of `__test__/types` again, with the types of newer versions of Node in the place of `@types/node`. */

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { test } = require('node:test');

const { toolScript } = require('../../scripts/steps.js');

const types = path.join(__dirname, '..', 'types');

/** @returns {string} a folder in which `types: ["node"]` finds the types of that version */
function typeRoot(version) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-types-'));
  const installed = path.join(__dirname, 'node_modules', `types-node-${version}`);
  fs.symlinkSync(installed, path.join(folder, 'node'), 'junction');
  return folder;
}

for (const version of [22, 24]) {
  test(`typeof boa-vm is assignable to typeof node:vm of Node ${version}`, (t) => {
    const folder = typeRoot(version);
    t.after(() => fs.rmSync(folder, { recursive: true }));
    const config = path.join(folder, 'tsconfig.json');
    fs.writeFileSync(
      config,
      JSON.stringify({
        extends: path.join(types, 'tsconfig.json'),
        compilerOptions: { typeRoots: [folder] },
        include: [path.join(types, '*.cts'), path.join(types, '*.mts')],
      }),
    );
    const args = [toolScript('typescript', 'tsc'), '--listFiles', '-p', config];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const [errors, files] = [/error TS/, /vm\.d\.ts$/].map((pattern) =>
      stdout.split('\n').filter((line) => pattern.test(line)),
    );
    assert.deepStrictEqual(errors, []);
    assert.strictEqual(status, 0);
    assert.match(files.join(), new RegExp(`types-node-${version}/vm\\.d\\.ts$`));
  });
}
