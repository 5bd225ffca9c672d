'use strict';

/**
 * Runs every program under examples/ as a user would, in a process of its own, and reads what it
 * prints. Where `node:vm` defines the behaviour, the same program runs on `node:vm` too, and both have
 * to print the same.
 */

const assert = require('node:assert');
const { execFile, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { promisify } = require('node:util');

const folder = path.join(__dirname, '..', 'examples');
const onNodeVm = ['--require', path.join(__dirname, 'examples', 'on_node_vm.js')];
const tested = new Set();

/** What an example prints; a failing exit code or anything on standard error fails the test. */
async function outputOf(name, nodeArgs = [], ownArgs = []) {
  tested.add(name);
  const args = [...nodeArgs, path.join(folder, name), ...ownArgs];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    timeout: 120_000,
  });
  assert.strictEqual(stderr, '');
  return stdout;
}

/** What an example prints, after making sure that it prints the same on `node:vm`. */
async function sharedOutputOf(name) {
  const output = await outputOf(name);
  assert.strictEqual(output, await outputOf(name, onNodeVm));
  return output;
}

/** Talks to an example line by line, each sent when the prompt has come back. */
function conversation(name, lines, nodeArgs = []) {
  tested.add(name);
  const child = spawn(process.execPath, [...nodeArgs, path.join(folder, name)]);
  const answers = [];
  let answer = '';
  const listen = (chunk) => {
    answer += chunk;
    if (!/(?:boa> |\.\.\. |\| )$/.test(answer)) {
      return;
    }
    answers.push(answer);
    answer = '';
    if (answers.length > lines.length) {
      child.stdin.end();
    } else {
      child.stdin.write(`${lines[answers.length - 1]}\n`);
    }
  };
  child.stdout.setEncoding('utf8').on('data', listen);
  child.stderr.setEncoding('utf8').on('data', listen);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(answers.slice(1)));
  });
}

test('the tour shows contextifying, live callbacks, a position, a timeout, the boundary', async () => {
  const output = await outputOf('tour.js');
  assert.match(output, /shop\.total +120\n/);
  assert.match(output, /shop\.prices, changed by the guest +\{"apple":25,"pear":45\}\n/);
  assert.match(output, /A HOST EVENT REACHES A GUEST CALLBACK/);
  assert.match(output, /and sees what the host has changed/);
  assert.match(output, /the host calls a guest function +\["One","Two"\]\n/);
  assert.match(output, /settings comes back as itself +true\n/);
  assert.match(output, / {4}boa-vm\n/);
  assert.match(
    output,
    / {4}invoice\.js:2\n.*return net \* \(1 \+ taxRate\);\n +\^+\n\s*ReferenceError: taxRate is not defined\n/,
  );
  assert.match(output, / {4}at gross \(invoice\.js:2:\d+\)\n +at invoice\.js:4:1\n/);
  assert.match(output, /ERR_SCRIPT_EXECUTION_TIMEOUT +Script execution timed out after 100ms\n/);
  assert.match(output, /rounds > 0, afterwards +true\n/);
  const refusals = output.match(/constructor +ReferenceError: process is not defined\n/g) ?? [];
  assert.strictEqual(refusals.length, 2);
});

test('the same script counts to ten in one context and starts afresh in three', async () => {
  const output = await sharedOutputOf('counter.js');
  assert.match(output, /\{ owner: 'Ada', count: 10, last: 'round 10' \}/);
  assert.match(
    output,
    /\[ \{ globalVar: 'set' \}, \{ globalVar: 'set' \}, \{ globalVar: 'set' \} \]/,
  );
});

test('a notebook shares variables between cells, hands require through, shows late results', async () => {
  const output = await sharedOutputOf('notebook.js');
  assert.match(output, /b\.a === 2: true\n +b\.require === require: true\n/);
  assert.match(output, /\[6\] working 1\n\[6\] working 2\n\[6\] working 3\n\[6\] Map\(1\)/);
  assert.match(output, /ReferenceError: measurements is not defined \(cell-8\.js:2\)/);
});

test('code given to runInThisContext serves HTTP with the require it is given', async () => {
  const output = await sharedOutputOf('http_server.js');
  assert.match(output, /^GET {2}\/ +200 .*\nPOST \/ +200 .*naïve text ✓.*\nGET {2}\/lost +404 /);
  assert.match(output, /\nclosed\n$/);
});

test('templates render with `with (data)` and template literals', async () => {
  const output = await sharedOutputOf('template_engine.js');
  assert.match(output, /1\. Difference &lt;engine&gt;: 1250\.00 EUR/);
  assert.match(output, /ReferenceError: nickname is not defined\nin greeting\.template, line 1\n/);
});

test('expressions give values, or are refused when they reach out or never end', async () => {
  const output = await sharedOutputOf('expressions.js');
  assert.match(output, /price \* quantity +50\n/);
  assert.match(output, /return process.* refused: EvalError\n/);
  assert.match(output, /for \(;;\);.* refused: ERR_SCRIPT_EXECUTION_TIMEOUT\n/);
});

test('plugins get the modules on the list and no other', async () => {
  const output = await sharedOutputOf('plugins.js');
  assert.match(output, /headline: a real boundary -> 2\. A Real Boundary\n/);
  assert.match(
    output,
    /nosy\.js was not loaded: plugins may not require node:fs \(ERR_NOT_ALLOWED\)/,
  );
});

test('one script of rules decides in a thousand contexts', async () => {
  const output = await sharedOutputOf('rules.js');
  const [levels] = output.match(/levels: .*\n/);
  const decided = levels.match(/\d+/g).reduce((sum, count) => sum + Number(count), 0);
  assert.strictEqual(decided + output.match(/a customer without a name/g).length, 1000);
});

test('rules go over ten thousand records, and one with a mistake fails alone', async () => {
  const output = await sharedOutputOf('records.js');
  assert.match(output, /^owes too much: 1000 records, the first is 0\n/);
  assert.match(
    output,
    /\nhas a mistake: Cannot read properties of undefined \(reading 'street'\)\n$/,
  );
});

test('guest results print, compare and copy like plain values', async () => {
  const output = await sharedOutputOf('printing.js');
  assert.match(output, /points: \[ Point \{ x: 3, y: 4 \}, Point \{ x: 5, y: 12 \} \]/);
});

test('an ES package of many files works as it is', async () => {
  const output = await outputOf('es_package.js');
  assert.strictEqual(
    output,
    await outputOf('es_package.js', [...onNodeVm, '--experimental-vm-modules', '--no-warnings']),
  );
  assert.match(output, /^\d+ files, 79 exports\nextent: +1 9\n/);
  assert.match(output, /deviation: 2\.366\n$/);
});

test('a project of ES modules runs with what it may have, and with a time limit', async () => {
  const output = await outputOf('es_project.js');
  assert.match(output, /^ {2}shop: 2 orders\n {2}12 apples: 6\.00 EUR\n/);
  assert.match(output, / {2}all in all: 14\.00 EUR\nmain\.mjs exports total\n/);
  assert.match(output, /endless\.mjs failed: ERR_SCRIPT_EXECUTION_TIMEOUT/);
  assert.match(output, /curious\.mjs failed: .*'node:fs', which is not in the project\n$/);
});

test('a prompt evaluates lines, several lines, promises and errors in its context', async () => {
  const lines = [
    'var x = 6',
    'x * 7',
    'function twice(a) {',
    'return a * 2; }',
    'twice(x)',
    '[x, { twice: [twice] }]',
    'console.log("through the console"), null',
    'await fetchLater("news")',
  ];
  const answers = await conversation('repl.js', lines);
  assert.deepStrictEqual(answers, await conversation('repl.js', lines, onNodeVm));
  assert.strictEqual(answers[4], '12\nboa> ');
  assert.strictEqual(answers[7], "'news, fetched by the host'\nboa> ");

  const [mistake, endless, after] = await conversation('repl.js', [
    'absent',
    'for (;;);',
    '"still here"',
  ]);
  assert.match(mistake, /^Uncaught ReferenceError: absent is not defined\n/);
  assert.match(endless, /ERR_SCRIPT_EXECUTION_TIMEOUT/);
  assert.strictEqual(after, "'still here'\nboa> ");
});

test('a plugin host reloads, limits and unloads plugins, which change nothing of its own', async () => {
  const output = await outputOf('plugin_host.js');
  assert.match(output, /price: \{ total: 6, in: 'EUR' \}/);
  assert.match(output, /\[stuck\] failed \(order\): timeout\n/);
  assert.match(
    output,
    /\[greedy\] failed \(order\): Cannot set 'net': the object is read-only here\n/,
  );
  assert.match(output, /\[ticking\] failed \(timer\): null\n {2}\[ticking\] is unloaded\n/);
  assert.match(output, /price: 'version 2'/);
  assert.match(
    output,
    /\{ name: 'tea', net: 3, count: 2 \} \[ 'stuck', 'greedy', 'nosy', 'wrong', 'price' \]\n$/,
  );
});

test('cells of a spreadsheet ask for each other, and keep their errors to themselves', async () => {
  const lines = (await outputOf('spreadsheet.js')).split('\n');
  assert.deepStrictEqual(lines, [
    ...['B3  35.7', 'C1  150', 'C2  35.7', 'C3  much', 'D1  #CYCLE!', 'D3  #NAME?', 'D4  #SYNTAX!'],
    ...['D5  #TIMEOUT!', 'D6  #VALUE!', 'D7  #ERROR!', 'after a change', 'C1  40', 'C3  little'],
    ...['a chain of cells 99', ''],
  ]);
});

test('handlers of requests answer, fail, or are out of time, each for itself', async () => {
  const output = await outputOf('request_handlers.js');
  const statuses = output.match(/ \d{3} /g).map(Number);
  assert.deepStrictEqual(statuses, [200, 200, 200, 200, 500, 500, 508, 504, 500, 404]);
  assert.match(output, /\{"hello":"Ada"\}\n.*\{"twice":42\}\n.*"after a timer"\n.*"1"\n/);
  assert.match(output, /\/process .*Code generation from strings disallowed/);
});

test('tenants share threads, and notice nothing of each other', async () => {
  const output = await outputOf('tenants.js');
  assert.match(
    output,
    /'ada', value: 2 \}\n.*'bob', value: Map\(2\) \{ 'x' => 35, 'y' => 20 \} \}\n/,
  );
  assert.strictEqual(output.match(/tenant: 'cyd', value: 1 \}/g).length, 2);
  for (const [tenant, reason] of [
    ['dan', 'timeout'],
    ['eve', 'timeout'],
    ['fay', 'memory|timeout'],
    ['gil', 'Error'],
    ['hal', 'EvalError'],
    ['ida', 'DataCloneError'],
  ]) {
    assert.match(output, new RegExp(`'${tenant}', refused: '(${reason})'`));
  }
  assert.match(output, /\{ threads: 2, queued: 0 \}\n$/);
});

test('a test runner keeps files apart, and goes on after tests without an end', async () => {
  const output = await outputOf('test_runner.js');
  // Where the time was up, node:vm does not say.
  const onNode = await outputOf('test_runner.js', onNodeVm);
  assert.strictEqual(output.replace(/(timed out after 1000ms) \S+/, '$1'), onNode);
  assert.match(
    output,
    / {2}FAIL {2}users have a name: expected 'Ada 8', got 'Ada 7' \/test\/users\.test\.js:8\n/,
  );
  assert.match(output, / {2}FAIL {2}ends: Script execution timed out after 1000ms/);
  assert.match(output, / {2}FAIL {2}is awaited: not done after 1000ms\n/);
  assert.match(output, / {2}ok {4}sees nothing of others\n/);
  assert.match(output, /\nthe host is as it was: true\n$/);
});

test('a playground keeps a session, stops what does not end, and answers no other page', async () => {
  const output = await outputOf('playground.js', [], ['--try']);
  assert.deepStrictEqual(output.split(/^> .*\n/m), [
    'true\n',
    'now\n42\n',
    '22\n',
    'Error: Script execution timed out after 1000ms\n',
    'ReferenceError: process is not defined\n',
    'not from here\n',
  ]);
});

test('every program under examples has a test', () => {
  const programs = fs.readdirSync(folder).filter((name) => name.endsWith('.js'));
  assert.deepStrictEqual([...tested].sort(), programs.sort());
});
