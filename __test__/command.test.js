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
const { completerFor } = require('../lib/cli/completion.js');
const { version } = require('../package.json');

const command = path.join(__dirname, '..', 'bin', 'boa-vm.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-command-'));
after(() => fs.rmSync(folder, { recursive: true }));

const FILES = {
  'sum.js': 'a + b',
  'args.js': 'console.log(scriptArgs.join(" "))',
  'names.json': '{ "a": 2, "b": 3 }',
  'list.json': '[1]',
  'wrong.json': '{',
  'main.mjs': "import { twice } from './twice.mjs'; export default twice(21);",
  'twice.mjs': 'export const twice = (n) => 2 * n;',
  'later.mjs': "export default (await import('./twice.mjs')).twice(4);",
  'meta.mjs': 'console.log(import.meta.url.endsWith("/meta.mjs"));',
  'required.cjs':
    'console.log(require("./names.json").a, __filename, require("pkg")); module.exports = 5;',
  'imports.mjs': 'import pkg from "pkg"; export default pkg;',
  'node_modules/pkg/index.js': 'module.exports = "a CommonJS package";',
  'lost.mjs': "import './nowhere.mjs';",
  'reach.mjs': "import 'node:fs';",
  'endless.mjs': 'for (;;);',
};
for (const [name, text] of Object.entries(FILES)) {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
}

/** Runs the command; gives its exit code and what it printed. */
function run(args, input = '') {
  const { child, ended } = start(args);
  child.stdin.end(input);
  return ended;
}

/** Types lines at the prompt, each when it has come back. */
function type(args, lines) {
  const { child, ended } = start(args);
  let at = 0;
  child.stdout.on('data', (text) => {
    if (!/(?:boa> |\.\.\. |\| )$/.test(text)) return;
    if (at < lines.length) child.stdin.write(`${lines[at]}\n`);
    else child.stdin.end();
    at += 1;
  });
  return ended;
}

function start(args) {
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
  const ended = new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...ending }));
  });
  return { child, ended };
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
  'a CommonJS file': [['-p', 'required.cjs'], '', '2 /required.cjs a CommonJS package\n5\n'],
  'a JSON file': [['-p', 'names.json'], '', '{ a: 2, b: 3 }\n'],
  'a module that imports CommonJS': [['-p', 'imports.mjs'], '', 'a CommonJS package\n'],
  'a module that imports later': [['-p', 'later.mjs'], '', '8\n'],
  'code right behind -p': [['-p', '6*7'], '', '42\n'],
  'standard input without being asked': [[], 'console.log(1 + 1)', '2\n'],
  'the arguments of the program': [
    ['-p', '-e', 'scriptArgs.join()', 'a', '--b', '-c'],
    '',
    '[eval],a,--b,-c\n',
  ],
  'the arguments behind a file': [['args.js', '--timeout', 'x'], '', 'args.js --timeout x\n'],
  'a context from the command line': [['-c', '{"a":5}', '-p', 'a + 1'], '', '6\n'],
  'what timers print': [['-e', 'setTimeout(() => console.log("late"), 5)'], '', 'late\n'],
  'a table': [
    ['-e', 'console.table([[1]]); console.group(); console.log(1)'],
    '',
    /1[\s\S]* {2}1\n$/,
  ],
  'escape codes as text': [['-p', '-e', '"\u001b[31mred"'], '', '\\x1B[31mred\n'],
  'within limits': [
    ['--limits', 'timeout=5s,memory=64M,stackDepth=500,instructions=1M', '-p', '1'],
    '',
    '1\n',
  ],
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
    const ending = await run(args, input);
    if (stdout instanceof RegExp) {
      assert.match(ending.stdout, stdout);
      ending.stdout = stdout;
    }
    assert.deepStrictEqual(ending, { code: 0, stdout, stderr: '' });
  });
}

test('the help names every option', async () => {
  const { code, stdout } = await run(['--help']);
  assert.strictEqual(code, 0);
  for (const option of [
    '--eval',
    '--print',
    '--module',
    '--timeout',
    '--limits',
    '--globals',
    '--context',
    '--version',
  ]) {
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
    /^Script execution timed out after 30ms\n(?: {4}at .*\n)?$/,
  ],
  'a module without an end': [
    ['-t', '30', 'endless.mjs'],
    3,
    /^Script execution timed out after 30ms\n(?: {4}at .*\n)?$/,
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
  'an unknown global': [
    ['--globals', 'dom', '-e', '1'],
    2,
    /--globals knows no 'dom'; there are web/,
  ],
  'an unknown limit': [
    ['--limits', 'time=1', '-e', '1'],
    2,
    /--limits knows no 'time'; there are timeout/,
  ],
  'a wrong limit': [
    ['--limits', 'memory=much', '-e', '1'],
    2,
    /memory takes bytes, as in 64M; not 'much'/,
  ],
  'a prompt and code': [['-i', '-e', '1'], 2, /--interactive takes no file or code/],
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
  'nothing to print': [['-i', '-p'], 2, /there is nothing to run/],
  'wrong code, without a call of the command': [
    ['-e', 'let let'],
    1,
    /^(?!.*node_modules|.*lib\/)/s,
  ],
  'a job without an end': [
    ['-t', '100', '-e', 'Promise.resolve().then(() => { for (;;); })'],
    3,
    /timed out/,
  ],
  'what never settles': [
    ['-m', '-e', 'await new Promise(() => {}); console.log("never")'],
    13,
    /^Warning: Detected unsettled top-level await\n$/,
  ],
  'a callback that throws': [['-e', 'setTimeout(() => null.x, 1)'], 1, /^TypeError: Cannot read/],
  'too much memory': [
    ['--limits', 'memory=8M', '-e', 'const a = []; for (;;) a.push([1, 2, 3])'],
    3,
    /memory/,
  ],
  'a global that is not asked for': [
    ['--globals', 'none', '-e', 'setTimeout(f)'],
    1,
    /^(?![\s\S]*hint:)[\s\S]*setTimeout is not defined[\s\S]*\(--globals web gives it\)\n$/,
  ],
  'import in a script': [
    ['-e', 'import ms from "ms"'],
    1,
    /^(?![\s\S]*hint:)[\s\S]*SyntaxError: [\s\S]*\(-m runs it as an ES module\)\n$/,
  ],
  'what cannot be printed': [
    ['-e', 'throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })'],
    1,
    /^Uncaught /,
  ],
  'an error with escape codes': [['-e', 'throw new Error("\u001b[2J")'], 1, /Error: \\x1B\[2J/],
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
  'what awaits, and what that declares': [
    ['const x = await Promise.resolve(4)', 'x + 1', '_ * 2'],
    ['undefined', '5', '10'],
  ],
  'a comment that goes on': [['/* a', 'b */ 1'], ['... 1']],
  'texts as they are written': [
    ['"it\'s"', '"\\u001b[31m"'],
    [`"it's"`, "'\\x1B[31m'"],
  ],
  'a fresh context': [
    ['var x = 1', '.clear', 'typeof x'],
    ['undefined', '', "'undefined'"],
  ],
  'a line without an end': [
    ['for (;;);'],
    [/^Uncaught:\nScript execution timed out after 1000ms\n {4}at REPL1:1:1$/],
  ],
  'a wrong line': [['let let'], [/SyntaxError: let is disallowed as a lexically bound name/]],
};

for (const [what, [lines, answers]] of Object.entries(CONVERSATIONS)) {
  test(`the prompt answers ${what}`, async () => {
    const { code, stdout, stderr } = await type(['-i', '-t', '1000'], lines);
    assert.deepStrictEqual([code, stderr], [0, '']);
    const printed = stdout
      .split('boa> ')
      .slice(1)
      .map((text) => text.trimEnd());
    for (const [index, answer] of answers.entries()) {
      if (answer instanceof RegExp) assert.match(printed[index], answer);
      else assert.strictEqual(printed[index], answer);
    }
  });
}

test('the prompt waits for what a line awaits', async () => {
  const { stdout } = await run(['-i'], 'await Promise.resolve(9)\n');
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
  'own names first': ['deep.inner.', ['deep.inner.value']],
  'no value of a getter': ['getting.x.', []],
  'a name declared with let': ['lexical.inn', ['lexical.inner']],
};

for (const [what, [line, expected]] of Object.entries(COMPLETIONS)) {
  test(`Tab completes ${what}`, () => {
    const context = vm.createContext({ array: [], deep: { inner: { value: 1 } }, called: false });
    vm.runInContext(
      'let lexical = { inner: 1 }; const getting = { get x() { called = true; return {} } }',
      context,
    );
    const [names] = completerFor(() => context)(line);
    assert.deepStrictEqual(names, expected);
    assert.strictEqual(context.called, false);
  });
}
