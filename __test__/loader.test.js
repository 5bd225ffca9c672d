'use strict';

/** Loaders: ES modules, CommonJS and JSON of a folder, packages, built-ins, mocks; and never a file outside. */

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');

const vm = require('..');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-loader-')));
after(() => fs.rmSync(folder, { recursive: true }));

const FILES = {
  'secret.json': '{ "secret": true }',
  'node_modules/above/index.js': 'module.exports = "above"',
  'root/package.json':
    '{ "name": "own", "exports": "./main.mjs", "imports": { "#inner": "./lib/inner.mjs" } }',
  'root/main.mjs': `import { twice } from './lib/inner.mjs'; import data from './data.json';
    import common, { named } from './common.cjs'; import again from './common.cjs';
    export default [twice(data.n), common.named, named, again === common, import.meta.url].join();
    export const later = () => import('./lib/inner.mjs');`,
  'root/lib/inner.mjs':
    'export const twice = (n) => 2 * n; globalThis.ran = (globalThis.ran ?? 0) + 1;',
  'root/hash.mjs': 'export { twice } from "#inner"; export { default } from "own";',
  'root/data.json': '{ "n": 21 }',
  'root/wrong.json': '{',
  'root/common.cjs': `exports.named = __filename + '|' + __dirname + '|' + typeof require + '|' + (this === exports);`,
  'root/uses.cjs': `module.exports = [require('./common').named.length > 0, require('./data').n, require('./folder').is,
    require.resolve('./common'), require('dual')].join();`,
  'root/folder/index.js': 'exports.is = "index";',
  'root/cycle-a.cjs': 'exports.a = 1; exports.b = require("./cycle-b.cjs").b; exports.done = true;',
  'root/cycle-b.cjs': 'exports.b = require("./cycle-a.cjs").a + 1;',
  'root/throws.cjs':
    'globalThis.tries = (globalThis.tries ?? 0) + 1; throw new RangeError("thrown");',
  'root/typed.ts': 'const n: number = 4; export default n;',
  'root/dual.mjs': 'export { default } from "dual";',
  'root/deep.mjs': 'export { default } from "dual/deep/x.js";',
  'root/hidden.mjs': 'import "dual/private.js";',
  'root/depends.mjs': 'export { default } from "depending";',
  'root/other.mjs': 'export { default } from "other";',
  'root/builtin.mjs':
    'import path, { basename } from "node:path"; export default basename("/a/b") + path.sep;',
  'root/endless.mjs': 'for (;;);',
  'root/node_modules/dual/package.json': `{ "name": "dual", "exports": { ".": { "import": "./e.mjs", "require": "./c.cjs" },
    "./deep/*": { "own": "./own/*", "default": "./deep/*" } } }`,
  'root/node_modules/dual/e.mjs': 'export default "by import";',
  'root/node_modules/dual/c.cjs': 'module.exports = "by require";',
  'root/node_modules/dual/private.js': '',
  'root/node_modules/dual/deep/x.js': 'module.exports = "deep";',
  'root/node_modules/dual/own/x.js': 'module.exports = "own condition";',
  'root/node_modules/depending/package.json': '{ "main": "./lib" }',
  'root/node_modules/depending/lib/index.js': 'module.exports = "depends on " + require("other");',
  'root/node_modules/other/index.js': 'module.exports = "other";',
};
for (const [name, text] of Object.entries(FILES)) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
fs.symlinkSync(path.join(folder, 'secret.json'), path.join(folder, 'root/link.json'));
fs.symlinkSync(folder, path.join(folder, 'root/out'));

/** A context and a loader for it. */
function loading(options) {
  const context = vm.createContext({});
  return {
    context,
    loader: vm.createLoader(context, { root: path.join(folder, 'root'), ...options }),
  };
}

const load = async (specifier, options) =>
  (await loading(options).loader.import(specifier)).default;
const requireIn = (specifier, options) => loading(options).loader.require(specifier);

test('a graph of ES modules, CommonJS and JSON', async () => {
  const { context, loader } = loading();
  const namespace = await loader.import('./main.mjs');
  assert.strictEqual(
    namespace.default,
    '42,/common.cjs|/|function|true,/common.cjs|/|function|true,true,app:///main.mjs',
  );
  await namespace.later();
  await Promise.all([loader.import('./lib/inner.mjs'), loader.import('./hash.mjs')]);
  assert.strictEqual(context.ran, 1);
});

test('a package knows itself and its own imports', async () => {
  const { loader } = loading();
  const namespace = await loader.import('./hash.mjs');
  assert.deepStrictEqual([namespace.twice(2), typeof namespace.default], [4, 'string']);
});

test('require finds files by their names, folders by their index, packages by their exports', () => {
  assert.strictEqual(
    requireIn('./uses.cjs', { external: true }),
    'true,21,index,/common.cjs,by require',
  );
});

test('CommonJS in a circle sees what is there so far; what throws runs again', () => {
  const { context, loader } = loading();
  const exports = loader.require('./cycle-a.cjs');
  assert.deepStrictEqual({ ...exports }, { a: 1, b: 2, done: true });
  assert.strictEqual(loader.require('./cycle-a.cjs'), exports);
  for (const tries of [1, 2]) {
    assert.throws(() => loader.require('./throws.cjs'), { message: 'thrown' });
    assert.strictEqual(context.tries, tries);
  }
});

test("JSON is the guest's own", () => {
  const { context, loader } = loading();
  context.data = loader.require('./data.json');
  assert.strictEqual(vm.runInContext('data instanceof Object', context), true);
});

test('packages come by conditions, and only what they export', async () => {
  const external = ['dual'];
  assert.strictEqual(await load('./dual.mjs', { external }), 'by import');
  assert.strictEqual(await load('./deep.mjs', { external }), 'deep');
  assert.strictEqual(await load('./deep.mjs', { external, conditions: ['own'] }), 'own condition');
  await assert.rejects(load('./hidden.mjs', { external }), {
    code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
  });
});

test('packages are to be allowed, by name, with what they depend on', async () => {
  await assert.rejects(load('./dual.mjs'), {
    code: 'ERR_VM_MODULE_NOT_ALLOWED',
    message:
      "dual.mjs imports 'dual', a package that is not to be had here (external: ['dual'] allows it)",
  });
  assert.strictEqual(await load('./depends.mjs', { external: ['depending'] }), 'depends on other');
  await assert.rejects(load('./other.mjs', { external: ['depending'] }), /not to be had here/);
  assert.throws(() => requireIn('above', { external: true }), { code: 'ERR_MODULE_NOT_FOUND' });
  assert.strictEqual(requireIn('above', { external: true, packageRoot: folder }), 'above');
});

test('modules of Node are to be allowed', async () => {
  assert.strictEqual(await load('./builtin.mjs', { builtin: ['path'] }), `b${path.sep}`);
  assert.strictEqual(requireIn('node:path', { builtin: ['node:path'] }), path);
  await assert.rejects(load('./builtin.mjs'), {
    message:
      "builtin.mjs imports 'node:path', which is Node's own and not to be had here (builtin: ['path'] allows it)",
  });
});

test('mocks stand in the place of anything', async () => {
  const mock = {
    path: { basename: () => 'mocked', sep: '!' },
    dual: 'a dual',
    './data.json': { n: 1 },
  };
  assert.strictEqual(await load('./builtin.mjs', { mock }), 'mocked!');
  assert.strictEqual(await load('./dual.mjs', { mock }), 'a dual');
  assert.match(await load('./main.mjs', { mock }), /^2,/);
  assert.throws(() => requireIn('constructor', { mock }), { code: 'ERR_MODULE_NOT_FOUND' });
});

test('resolve and transform are asked first', async () => {
  const parents = [];
  const resolve = (specifier, parent) => {
    parents.push(parent);
    return specifier === 'virtual' ? 'lib/inner.mjs' : undefined;
  };
  const { loader } = loading({ resolve });
  assert.strictEqual((await loader.import('virtual')).twice(1), 2);
  assert.deepStrictEqual(parents, ['app:///%5Bhost%5D']);
  const transform = (source, { format, url }) =>
    `${source.replace(': number', '')} // ${format} ${url}`;
  const typed = (text) => loading({ transform }).loader.evaluate(text, 'typed.ts');
  assert.strictEqual((await typed('const n = 4; export default n;')).default, 4);
});

const OUTSIDE = [
  ...[
    '../secret.json',
    './../secret.json',
    './lib/../../secret.json',
    './link.json',
    './out/secret.json',
  ],
  ...[
    '/etc/passwd',
    'file:///etc/passwd',
    './%2e%2e/secret.json',
    '..%2fsecret.json',
    './..\\secret.json',
  ],
  ...[
    'data:text/javascript,1',
    'app:///../secret.json',
    'above',
    '#nothing',
    '',
    '.',
    '..',
    './node_modules/../../secret.json',
  ],
  ...[
    'dual/../../../../secret.json',
    'above/../../secret.json',
    '@a/../../secret.json',
    './absent.js\0.json',
  ],
];

for (const specifier of OUTSIDE) {
  test(`what is outside is not there: ${JSON.stringify(specifier)}`, async () => {
    const options = { external: true };
    for (const attempt of [
      () => loading(options).loader.import(specifier),
      () => Promise.resolve().then(() => requireIn(specifier, options)),
      () => loading(options).loader.evaluate(`await import(${JSON.stringify(specifier)})`, 'x.mjs'),
      () => loading({ resolve: () => '../secret.json' }).loader.import(specifier),
    ]) {
      const error = await attempt().then(
        () => assert.fail('it was loaded'),
        (reason) => reason,
      );
      assert.ok(!String(error.message).includes(folder), error.message);
      assert.ok(!String(error.message).includes('loaded'), error.message);
    }
  });
}

test('guest code can make no loader of its own', () => {
  const { context, loader } = loading({ builtin: ['path'] });
  context.loader = loader;
  context.require = vm.createRequire(context, { root: path.join(folder, 'root') });
  for (const code of [
    `new loader.constructor({}, { root: '/' })`,
    `loader.constructor.call(loader, {}, { root: '/' })`,
    `require.constructor('return process')()`,
    `require('./common.cjs').constructor.constructor('return process')()`,
  ]) {
    assert.throws(() => vm.runInContext(code, context), code);
  }
  assert.strictEqual(vm.runInContext(`require('./data.json').n`, context), 21);
});

test('limits hold', async () => {
  await assert.rejects(load('./endless.mjs', { timeout: 50 }), {
    code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
  });
});

test('mistakes say what to do', () => {
  const make = (options) => () => vm.createLoader(vm.createContext(), options);
  const root = path.join(folder, 'root');
  assert.throws(make({}), /"options\.root" property must be of type string/);
  assert.throws(make({ root: path.join(folder, 'absent') }), /must be a folder that is there/);
  assert.throws(
    make({ root, builtins: [] }),
    /is no option of a loader: there are 'root', 'builtin'/,
  );
  assert.throws(make({ root, builtin: ['ms'] }), /is no module of Node: use external/);
  assert.throws(() => vm.createLoader({}, { root }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => requireIn('./main.mjs'), { code: 'ERR_REQUIRE_ESM' });
  assert.throws(() => requireIn('./wrong.json'), { message: /^wrong\.json is not JSON/ });
});
