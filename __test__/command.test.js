'use strict';

/**
 * The command `boa-vm`, as a process: what it prints, what it refuses, its exit codes, its prompt.
 */

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');

const vm = require('..');
const { completerFor } = require('../lib/cli/prompt.js');
const { version } = require('../package.json');

const command = path.join(__dirname, '..', 'bin', 'boa-vm.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-command-'));
after(() => fs.rmSync(folder, { recursive: true }));

const FILES = {
  'sum.js': 'a + b',
  'names.json': '{ "a": 2, "b": 3 }',
  'list.json': '[1]',
  'wrong.json': '{',
  'main.mjs': "import { twice } from './twice.mjs'; export default twice(21);",
  'twice.mjs': 'export const twice = (n) => 2 * n;',
  'later.mjs': "export default (await import('./twice.mjs')).twice(4);",
  'meta.mjs': 'console.log(import.meta.url.endsWith("/meta.mjs"));',
  'lost.mjs': "import './nowhere.mjs';",
  'reach.mjs': "import 'node:fs';",
  'endless.mjs': 'for (;;);',
};
for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, name), text);

/** Runs the command; gives its exit code and what it printed. */
function run(args, input = '') {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: '1', BOA_VM_HISTORY: '' },
  });
  const ending = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      ending[name] += text;
    });
  }
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...ending }));
  });
}

/** Arguments, standard input, and what is printed. */
const PRINTS = {
  'code, and its value': [['-p', '-e', '6 * 7'], '', '42\n'],
  'code that prints': [['--eval', 'console.log("%s:", "a", { b: [1] })'], '', 'a: { b: [ 1 ] }\n'],
  'nothing for a value that nobody asked for': [['-e', '5'], '', ''],
  'a text as it is': [['-pe', '"a b"'], '', 'a b\n'],
  'what a promise gives': [['-pe', 'Promise.resolve([1])'], '', '[ 1 ]\n'],
  'a file': [['-p', '-c', 'names.json', 'sum.js'], '', '5\n'],
  'standard input': [['-p', '-'], '1 + 1', '2\n'],
  'a module': [['-p', 'main.mjs'], '', '42\n'],
  'a module that imports later': [['-p', 'later.mjs'], '', '8\n'],
  'a module from code': [['-m', '-pe', 'export default 1'], '', '1\n'],
  'the exports of a module without a default one': [
    ['-p', 'twice.mjs'],
    '',
    '[Module: null prototype] { twice: [Function: twice] }\n',
  ],
  'the address of a module': [['meta.mjs'], '', 'true\n'],
  'the version': [['--version'], '', `${version}\n`],
};

for (const [what, [args, input, stdout]] of Object.entries(PRINTS)) {
  test(`prints ${what}`, async () => {
    assert.deepStrictEqual(await run(args, input), { code: 0, stdout, stderr: '' });
  });
}

test('the help names every option', async () => {
  const { code, stdout } = await run(['--help']);
  assert.strictEqual(code, 0);
  for (const option of ['--eval', '--print', '--module', '--timeout', '--context', '--version']) {
    assert.ok(stdout.includes(option), option);
  }
});

/** Arguments, exit code, and what standard error says. */
const FAILS = {
  'code that throws': [
    ['-e', 'null.x'],
    1,
    /^\[eval\]:1\nnull\.x\n.*TypeError: .*at \[eval\]:1:\d+\n$/s,
  ],
  'code that throws a value': [['-e', 'throw { a: 1 }'], 1, /^Uncaught \{ a: 1 \}\n$/],
  'code that is wrong': [['-e', 'let let'], 1, /^\[eval\]:1\n.*SyntaxError: /s],
  'a promise that is rejected': [['-e', 'Promise.reject(new Error("late"))'], 1, /^Error: late\n/],
  'code without an end': [
    ['-t', '30', '-e', 'for (;;);'],
    3,
    /^Script execution timed out after 30ms\n$/,
  ],
  'a module without an end': [
    ['-t', '30', 'endless.mjs'],
    3,
    /^Script execution timed out after 30ms\n$/,
  ],
  'a way to the process': [
    ['-e', 'constructor.constructor("return process")()'],
    1,
    /process is not defined/,
  ],
  'an import that is not there': [
    ['lost.mjs'],
    1,
    /lost\.mjs imports '\.\/nowhere\.mjs', which cannot be found\n$/,
  ],
  'an import of Node': [
    ['reach.mjs'],
    1,
    /imports 'node:fs', which is Node's own and not to be had here\n$/,
  ],
  'an unknown option': [
    ['--nope'],
    2,
    /^boa-vm: Unknown option '--nope'.*\nTry 'boa-vm --help'\.\n$/,
  ],
  'two files': [['a.js', 'b.js'], 2, /one file at a time; there are 2/],
  'a file and code': [['a.js', '-e', '1'], 2, /either a file or --eval, not both/],
  'a file that is not there': [['a.js'], 2, /'a\.js' cannot be read: ENOENT/],
  'no time': [['-t', '0', '-e', '1'], 2, /--timeout takes milliseconds.*not '0'/],
  'no number for a time': [['-t', 'soon', '-e', '1'], 2, /not 'soon'/],
  'a context that is not there': [['-c', 'no.json', '-e', '1'], 2, /'no\.json' cannot be read/],
  'a context that is not JSON': [['-c', 'wrong.json', '-e', '1'], 2, /'wrong\.json' is not JSON/],
  'a context that is a list': [
    ['-c', 'list.json', '-e', '1'],
    2,
    /'list\.json' must hold an object/,
  ],
  'nothing to print': [['-p'], 2, /there is nothing to run/],
};

for (const [what, [args, code, message]] of Object.entries(FAILS)) {
  test(`fails for ${what}`, async () => {
    const ending = await run(args);
    assert.deepStrictEqual([ending.code, ending.stdout], [code, '']);
    assert.match(ending.stderr, message);
  });
}

/** Lines for the prompt, and the answers between its signs. */
const CONVERSATIONS = {
  'values and names': [
    ['var x = 6', 'x * 7', '"text"'],
    ['undefined', '42', "'text'"],
  ],
  'lines that go on': [
    ['function f(n) {', 'return n + 1 }', 'f(1)'],
    ['... undefined', '2'],
  ],
  'an object': [
    ['{ a: 1 }', '{}'],
    ['{ a: 1 }', '{}'],
  ],
  'an error, and after it': [
    ['absent', '1'],
    ['Uncaught ReferenceError: absent is not defined\n    at REPL1:1:1', '1'],
  ],
  'a wrong line': [['let let'], [/SyntaxError: let is disallowed as a lexically bound name/]],
};

for (const [what, [lines, answers]] of Object.entries(CONVERSATIONS)) {
  test(`the prompt answers ${what}`, async () => {
    const { code, stdout, stderr } = await run(['-t', '1000'], `${lines.join('\n')}\n.exit\n`);
    assert.deepStrictEqual([code, stderr], [0, '']);
    const printed = stdout
      .split('boa> ')
      .slice(1, -1)
      .map((text) => text.trimEnd());
    for (const [index, answer] of answers.entries()) {
      if (answer instanceof RegExp) assert.match(printed[index], answer);
      else assert.strictEqual(printed[index], answer);
    }
  });
}

test('the prompt waits for what a line awaits', async () => {
  const { stdout } = await run([], 'await Promise.resolve(9)\n');
  assert.match(stdout, /boa> (boa> )?\n?9\n/);
});

const COMPLETIONS = {
  'a global name': ['arr', ['array']],
  'a built-in': ['Arra', ['Array', 'ArrayBuffer']],
  'a keyword': ['func', ['function']],
  'a property': ['array.concat', ['array.concat']],
  'a property of a property': ['deep.inner.val', ['deep.inner.value', 'deep.inner.valueOf']],
  'within a line': ['1 + deep.inn', ['deep.inner']],
  'nothing that runs code': ['call().x', []],
  'what throws': ['throwing.x.y', []],
};

for (const [what, [line, expected]] of Object.entries(COMPLETIONS)) {
  test(`Tab completes ${what}`, () => {
    const context = vm.createContext({ array: [], deep: { inner: { value: 1 } } });
    const [names] = completerFor(context)(line);
    assert.deepStrictEqual(names, expected);
  });
}
