'use strict';

/**
 * Bundles a program with each bundler as docs/deploying.md says, and runs the bundle beside the package. Commands and
 * configurations are those of the page.
 */

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');

const root = path.join(__dirname, '..', '..');
const page = fs.readFileSync(path.join(root, 'docs', 'deploying.md'), 'utf8');
const folder = path.join(__dirname, 'node_modules', '.app');

const APP = {
  'app.js': "console.log(require('boa-vm').runInNewContext('6 * n', { n: 7 }));",
  'app.mjs': "import vm from 'boa-vm'; console.log(vm.runInNewContext('6 * n', { n: 7 }));",
};

/** A block of the page, by the word behind its language. */
const configuration = (name) => new RegExp(`\`\`\`js ${name}\n([\\s\\S]*?)\`\`\``).exec(page)[1];

/** The command of the page that begins so. */
const command = (start) => page.split('\n').find((line) => line.startsWith(`${start} `));

const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);

function run(line) {
  const env = {
    ...process.env,
    PATH: `${path.join(__dirname, 'node_modules', '.bin')}:${process.env.PATH}`,
  };
  return execFileSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
}

before(() => {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  fs.symlinkSync(root, path.join(folder, 'node_modules', 'boa-vm'), 'dir');
  for (const [name, text] of Object.entries(APP)) write(name, text);
});

after(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What the page shows, and the bundle that comes of it. */
const BUNDLERS = {
  esbuild: [command('esbuild'), 'out.js'],
  rollup: [command('rollup'), 'out.mjs'],
  webpack: [command('webpack'), 'dist/main.js', 'webpack.config.js'],
  vite: [command('vite'), 'dist/app.mjs', 'vite.config.mjs'],
};

for (const [name, [line, bundle, config]] of Object.entries(BUNDLERS)) {
  test(name, () => {
    if (config !== undefined) write(config, configuration(config));
    run(line);
    assert.ok(!fs.readFileSync(path.join(folder, bundle), 'utf8').includes('ERR_BOA_VM_NO_BINARY'));
    assert.equal(run(`node ${bundle}`), '42\n');
    fs.rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
  });
}

test('without the option esbuild says what the page says', () => {
  const { 1: message } = /Without that, esbuild says `(.*)`/.exec(page);
  assert.throws(
    () => run('esbuild app.js --bundle --platform=node --outfile=no.js'),
    (error) => error.stderr.includes(message),
  );
});
