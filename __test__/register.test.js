'use strict';

/**
 * `boa-vm/register`, in processes of their own: what a program gets for `vm` by each way of asking, in
 * workers too, and what keeps Node's. The programs are CommonJS or ES modules in a folder of their own.
 */

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const { pathToFileURL } = require('node:url');

const root = path.join(__dirname, '..');
const commonjs = path.join(root, 'register.js');
const esm = pathToFileURL(path.join(root, 'register.mjs')).href;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-register-'));
after(() => fs.rmSync(folder, { recursive: true }));

let programs = 0;

/** Runs a program; gives what it printed as lines, and what it wrote to standard error. */
function run(flags, text, { type = 'cjs', env = {}, files = {} } = {}) {
  programs += 1;
  const cwd = path.join(folder, String(programs));
  fs.mkdirSync(cwd);
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(cwd, name), content);
  }
  const file = path.join(cwd, `app.${type}`);
  fs.writeFileSync(file, text);
  const child = spawn(process.execPath, [...flags, file], {
    cwd,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, BOA_VM_REGISTER: undefined, ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of Object.keys(output)) {
    child[name].setEncoding('utf8').on('data', (chunk) => {
      output[name] += chunk;
    });
  }
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve({ lines: output.stdout.split('\n').slice(0, -1), stderr: output.stderr });
    });
  });
}

const FLAGS = {
  '--require': ['--require', commonjs],
  '--import': ['--import', esm],
};

/** Programs that print `true` for each thing that is this package's. */
const WAYS = {
  'require("vm")': ['cjs', 'console.log("dispose" in require("vm"));'],
  'require("node:vm")': ['cjs', 'console.log("dispose" in require("node:vm"));'],
  createRequire: [
    'mjs',
    'import { createRequire } from "node:module"; console.log("dispose" in createRequire(import.meta.url)("vm"));',
  ],
  'process.getBuiltinModule': [
    'cjs',
    'const get = process.getBuiltinModule; console.log(get === undefined || "dispose" in get("vm"));',
  ],
  'import by default': ['mjs', 'import vm from "node:vm"; console.log("dispose" in vm);'],
  'import by name': [
    'mjs',
    'import { dispose } from "vm"; console.log(typeof dispose === "function");',
  ],
  'import()': ['cjs', 'import("node:vm").then((vm) => console.log("dispose" in vm));'],
  'a worker': [
    'cjs',
    'new (require("node:worker_threads").Worker)(`console.log("dispose" in require("vm"))`, { eval: true });',
  ],
  'import in a worker': [
    'mjs',
    'import { Worker } from "node:worker_threads"; new Worker(`import("vm").then((vm) => console.log("dispose" in vm))`, { eval: true });',
  ],
  'one module for all': [
    'cjs',
    'import("vm").then((vm) => console.log(vm.default === require("vm") && require("vm") === require("node:vm")));',
  ],
};

for (const [flag, flags] of Object.entries(FLAGS)) {
  for (const [way, [type, text]] of Object.entries(WAYS)) {
    test(`${flag}: ${way} gives this package`, async () => {
      assert.deepStrictEqual(await run(flags, text, { type }), { lines: ['true'], stderr: '' });
    });
  }
}

const KEPT = {
  'the prompt of Node': `
    const { PassThrough } = require('node:stream');
    const input = new PassThrough();
    const output = new PassThrough();
    let text = '';
    output.on('data', (chunk) => { text += chunk; });
    const repl = require('node:repl').start({ input, output, prompt: '' });
    repl.on('exit', () => console.log(text === '2\\n'));
    input.end('1 + 1\\n');`,
  'other modules': 'console.log(typeof require("node:fs").readFileSync === "function");',
  'the boundary': `
    try { require('vm').runInNewContext('this.constructor.constructor("return process")()'); }
    catch (error) { console.log(error.name === 'ReferenceError'); }`,
};

for (const [what, text] of Object.entries(KEPT)) {
  test(`with --require, ${what} works`, async () => {
    assert.deepStrictEqual(await run(FLAGS['--require'], text), { lines: ['true'], stderr: '' });
  });
}

const SETTINGS = {
  'by default': [{}, 'false'],
  'by the environment': [{ env: { BOA_VM_REGISTER: '{"runInThisContext":"host"}' } }, 'true'],
  'by package.json': [
    { files: { 'package.json': '{ "boa-vm": { "register": { "runInThisContext": "host" } } }' } },
    'true',
  ],
  'by the environment rather than package.json': [
    {
      env: { BOA_VM_REGISTER: '{}' },
      files: { 'package.json': '{ "boa-vm": { "register": { "runInThisContext": "host" } } }' },
    },
    'false',
  ],
};

for (const [how, [options, expected]] of Object.entries(SETTINGS)) {
  test(`runInThisContext is set ${how}`, async () => {
    const text = `const vm = require('vm');
      const isHosts = (run) => Object.getPrototypeOf(run('(function () {})')) === Function.prototype
        && require('node:util').types.isProxy(run('({})')) === false;
      console.log(isHosts((code) => vm.runInThisContext(code)));
      console.log(isHosts((code) => new vm.Script(code).runInThisContext()));`;
    const { lines, stderr } = await run(FLAGS['--require'], text, options);
    assert.deepStrictEqual([lines, stderr], [[expected, expected], '']);
  });
}

test('webAssembly is set for each way to make a context', async () => {
  const text = `const vm = require('vm');
    const is = 'typeof WebAssembly';
    console.log(vm.runInContext(is, vm.createContext()));
    console.log(vm.runInNewContext(is));
    console.log(new vm.Script(is).runInNewContext({}));
    console.log(vm.createScript(is).runInNewContext());
    console.log(vm.runInNewContext(is, {}, { contextCodeGeneration: { wasm: false } }));
    try { vm.createContext({}, 1); } catch (error) { console.log(error.code); }`;
  const env = { BOA_VM_REGISTER: '{"webAssembly":"host","runInThisContext":"host"}' };
  const { lines, stderr } = await run(FLAGS['--require'], text, { env });
  const expected = [...Array(4).fill('object'), 'undefined', 'ERR_INVALID_ARG_TYPE'];
  assert.deepStrictEqual([lines, stderr], [expected, '']);
});

const MISTAKES = {
  'no JSON': ['{', /BOA_VM_REGISTER is not JSON/],
  'a wrong value': [
    '{"runInThisContext":"moon"}',
    /ERR_INVALID_ARG_VALUE.*BOA_VM_REGISTER\.runInThisContext/,
  ],
  'another wrong value': [
    '{"webAssembly":true}',
    /ERR_INVALID_ARG_VALUE.*BOA_VM_REGISTER\.webAssembly/,
  ],
  'no object': ['5', /ERR_INVALID_ARG_TYPE.*BOA_VM_REGISTER/],
};

for (const [what, [BOA_VM_REGISTER, message]] of Object.entries(MISTAKES)) {
  test(`options in the environment that are ${what} are refused by name`, async () => {
    const { stderr } = await run(FLAGS['--require'], '', { env: { BOA_VM_REGISTER } });
    assert.match(stderr, message);
  });
}

test('a program registers and gives vm back', async () => {
  const text = `const { register } = require(${JSON.stringify(commonjs)});
    const is = () => 'dispose' in require('vm');
    console.log(is());
    const first = register({ runInThisContext: 'host' });
    console.log(require('vm').runInThisContext === process.getBuiltinModule?.('vm').runInThisContext);
    const second = register();
    first();
    console.log(is());
    second();
    console.log(is());
    import('vm').then((vm) => console.log('dispose' in vm));
    const { Worker } = require('node:worker_threads');
    new Worker('console.log("dispose" in require("vm"))', { eval: true });
    try { register({ runInThisContext: 1 }); } catch (error) { console.log(error.code); }`;
  const { lines, stderr } = await run([], text);
  assert.deepStrictEqual(
    [lines.slice(0, 5), lines.slice(5).sort(), stderr],
    [['true', 'true', 'true', 'false', 'ERR_INVALID_ARG_VALUE'], ['false', 'false'], ''],
  );
});

test('a worker registers as well where the process has flags that are none for workers', async () => {
  const { lines, stderr } = await run(
    ['--max-old-space-size=500', '--no-warnings', '--require', commonjs],
    `const { Worker, isMainThread } = require('node:worker_threads');
    if (isMainThread) console.log(new Worker(__filename) instanceof Worker);
    else console.log('dispose' in require('vm'));`,
  );
  assert.deepStrictEqual([lines, stderr], [['true', 'true'], '']);
});
