'use strict';

/**
 * The package as users install it: packed, put into an empty project and used, with the binary of this
 * platform from a package of its own, and without it. Nothing is taken from this folder then.
 */

const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');

const root = path.join(__dirname, '..');
const manifest = require('../package.json');

/** What `npm pack` needs of this folder; the packing must not touch the one that others test. */
const STAGED = [
  ...manifest.files.filter((file) => !file.includes('*')),
  'Cargo.toml',
  'LICENSE',
  'README.md',
  'package.json',
  'scripts',
  ...fs.readdirSync(root).filter((file) => file.endsWith('.node')),
];

let folder;
let stage;
let tarballs;

function npm(cwd, ...args) {
  const env = { ...process.env, BOA_VM_PREBUILT: '1', NODE_TEST_CONTEXT: undefined };
  return execFileSync('npm', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const pack = (...args) =>
  path.join(
    folder,
    JSON.parse(npm(stage, 'pack', '--json', '--pack-destination', folder, ...args))[0].filename,
  );

/** An empty project with some of the tarballs installed. */
function install(name, files) {
  const project = path.join(folder, name);
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), '{ "name": "empty", "version": "1.0.0" }');
  const flags = ['--no-audit', '--no-fund', '--offline', '--ignore-scripts', '--omit=optional'];
  npm(project, 'install', ...flags, ...files, ...tarballs.dependencies);
  return project;
}

const node = (project, ...args) =>
  spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_PATH: '' },
  });

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-install-'));
  stage = path.join(folder, 'stage');
  fs.mkdirSync(stage);
  for (const file of STAGED) {
    fs.cpSync(path.join(root, file), path.join(stage, file), { recursive: true });
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(stage, 'node_modules'), 'dir');
  const own = pack();
  const binary = fs
    .readdirSync(path.join(stage, 'npm'))
    .find((platform) =>
      fs.readdirSync(path.join(stage, 'npm', platform)).some((file) => file.endsWith('.node')),
    );
  // What the package depends on, so that no test asks a registry.
  const packed = (name) => pack('--ignore-scripts', `./node_modules/${name}`);
  const dependencies = Object.keys(manifest.dependencies).map(packed);
  tarballs = { own, dependencies, binary: pack(`./npm/${binary}`), piscina: packed('piscina') };
});

after(() => fs.rmSync(folder, { recursive: true }));

test('packing leaves package.json as it was', () => {
  assert.deepStrictEqual(
    JSON.parse(fs.readFileSync(path.join(stage, 'package.json'), 'utf8')),
    manifest,
  );
});

test('the package has no binary and no install script, and names one package for each platform', () => {
  const project = install('looked-at', [tarballs.own]);
  const installed = path.join(project, 'node_modules', 'boa-vm');
  assert.deepStrictEqual(
    fs.readdirSync(installed).filter((file) => file.endsWith('.node')),
    [],
  );
  const packed = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8'));
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
    assert.ok(!(script in packed.scripts), script);
  }
  const platforms = packed.napi.targets.length;
  assert.strictEqual(Object.keys(packed.optionalDependencies).length, platforms);
  for (const version of Object.values(packed.optionalDependencies)) {
    assert.strictEqual(version, packed.version);
  }
});

test('without a binary, loading says which package is missing and how to get one', () => {
  const project = install('without', [tarballs.own]);
  const { status, stderr } = node(project, '-e', "require('boa-vm')");
  assert.strictEqual(status, 1);
  const [, platform] = /finds no binary for (\S+)\. /.exec(stderr);
  assert.ok(stderr.includes(`npm install boa-vm-${platform}`), stderr);
  assert.ok(stderr.includes('npm run build'), stderr);
  assert.ok(stderr.includes("code: 'ERR_BOA_VM_NO_BINARY'"), stderr);
});

test('where Node loads no addons, loading says so', () => {
  const project = install('closed', [tarballs.own, tarballs.binary]);
  const { status, stderr } = node(project, '--no-addons', '-e', "require('boa-vm')");
  assert.strictEqual(status, 1);
  assert.match(stderr, /Node loads no native addon here: .*--allow-addons/);
});

test('the pool says what it runs on', () => {
  const project = install('alone', [tarballs.own, tarballs.binary]);
  const { status, stderr } = node(project, '-e', "require('boa-vm/pool').createPool()");
  assert.strictEqual(status, 1);
  assert.match(stderr, /boa-vm\/pool runs on piscina: install it with `npm install piscina`/);
});

const USES = {
  require: ['-p', "require('boa-vm').runInNewContext('a + 1', { a: 1 })", '2\n'],
  import: [
    '--input-type=module',
    '-e',
    "import vm, { Script } from 'boa-vm'; console.log(new Script('6 * 7').runInContext(vm.createContext()))",
    '42\n',
  ],
  'boa-vm/register': ['--require', 'boa-vm/register', '-p', "'dispose' in require('vm')", 'true\n'],
  'import of boa-vm/register': [
    '--import',
    'boa-vm/register',
    '-p',
    "'dispose' in require('vm')",
    'true\n',
  ],
  'a worker': [
    '-e',
    "const { Worker } = require('node:worker_threads'); new Worker(\"console.log(require('boa-vm').runInNewContext('6 * 7'))\", { eval: true })",
    '42\n',
  ],
  'boa-vm/register in a worker': [
    '--require',
    'boa-vm/register',
    '-e',
    "const { Worker } = require('node:worker_threads'); new Worker(\"console.log('dispose' in require('vm'))\", { eval: true })",
    'true\n',
  ],
  'boa-vm/pool': [
    '--input-type=module',
    '-e',
    "import { createPool } from 'boa-vm/pool'; const pool = createPool({ threads: 1 }); console.log(await pool.run('6 * 7')); await pool.close()",
    '42\n',
  ],
  'a module': [
    '-e',
    "const vm = require('boa-vm'); const m = new vm.SourceTextModule('export default 1'); m.link(() => {}).then(() => m.evaluate()).then(() => console.log(m.namespace.default))",
    '1\n',
  ],
};

/** A program of each kind of module, with types. */
const TYPED = {
  'app.cts': `
    import vm = require('boa-vm');
    import registration = require('boa-vm/register');
    import pools = require('boa-vm/pool');
    const n: boolean = vm.isContext({});
    registration.register({ runInThisContext: 'host' })();
    const value: Promise<number> = pools.createPool().run<number>('1');
    n;
    value;`,
  'app.mts': `
    import vm, { type Context, Script } from 'boa-vm';
    import { register } from 'boa-vm/register';
    import { createPool, JobError } from 'boa-vm/pool';
    const context: Context = vm.createContext({ a: 1 }, { limits: { timeout: 100 } });
    const value: number = new Script('a').runInContext<number>(context);
    register();
    const pool = createPool({ threads: value });
    try { await pool.run('1'); } catch (error) { if (error instanceof JobError) error.reason; }
    // @ts-expect-error: no such limit
    vm.createContext({}, { limits: { timeOut: 100 } });`,
};

test('installed with its binary, it works', async (t) => {
  const project = install('with', [tarballs.own, tarballs.binary, tarballs.piscina]);
  for (const [use, args] of Object.entries(USES)) {
    await t.test(use, () => {
      const expected = args.at(-1);
      const { stdout, stderr } = node(project, ...args.slice(0, -1));
      assert.deepStrictEqual([stdout, stderr], [expected, '']);
    });
  }
  await t.test('the command', () => {
    assert.strictEqual(
      npm(project, 'exec', '--offline', '--', 'boa-vm', '-p', '-e', '6 * 7'),
      '42\n',
    );
  });
  await t.test('types', () => {
    for (const [name, text] of Object.entries(TYPED))
      fs.writeFileSync(path.join(project, name), text);
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const types = path.join(root, 'node_modules', '@types');
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023,esnext.disposable',
      '--typeRoots',
      types,
      '--types',
      'node',
      ...Object.keys(TYPED),
    ];
    const { stdout } = node(project, tsc, ...flags);
    assert.strictEqual(stdout, '');
  });
});

test('the release covers every target', () => {
  const workflow = fs.readFileSync(path.join(root, '.github', 'workflows', 'release.yml'), 'utf8');
  for (const target of manifest.napi.targets)
    assert.ok(workflow.includes(`target: ${target}`), target);
});
