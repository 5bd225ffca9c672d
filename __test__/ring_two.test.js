'use strict';

/**
 * What cannot be asked to stop is taken its stack away: its context is poisoned, the process and all other contexts go
 * on. A large power of a BigInt is one call that takes seconds and hears nothing.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const HOLDS = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);
const options = {
  skip:
    (subject.isOracle && 'node:vm ends such a call in V8') ||
    (!HOLDS && 'no guest stack is taken away on this platform'),
};

/** Runs a program that prints JSON; asserts that the process lives to its end. */
async function outputOf(program) {
  const prelude = `
    const DEAF = '(function (n) { return n ** 9999999n; })(10n)';
    const codeOf = (run) => { try { run(); return 'none'; } catch (error) { return error.code; } };
    const print = (value) => console.log(JSON.stringify(value));
  `;
  const ending = await runProgram(subject.name, prelude + program, { limitMs: 120_000 });
  assert.strictEqual(ending.code, 0, `${ending.signal ?? ''}\n${ending.stdout}\n${ending.stderr}`);
  return JSON.parse(ending.stdout);
}

test('a call that hears nothing is abandoned, and its context says so', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({});
    const begun = performance.now();
    const first = codeOf(() => vm.runInContext(DEAF, context, { timeout: 50 }));
    const ms = performance.now() - begun;
    let after;
    try { vm.runInContext('1', context); } catch (error) { after = [error.code, error.message, vm.reasonOf(error), error.cause.message]; }
    print([first, ms < 2000, after, vm.runInNewContext('6 * 7')]);
  `);
  assert.deepStrictEqual(found, [
    'ERR_VM_CONTEXT_POISONED',
    true,
    [
      'ERR_VM_CONTEXT_POISONED',
      'The engine failed in this context, which can no longer be used: the guest did not stop when its time was up',
      'poisoned',
      'the guest did not stop when its time was up',
    ],
    42,
  ]);
});

test('contexts that run below and above an abandoned one go on', options, async () => {
  const found = await outputOf(`
    const log = [];
    const outer = vm.createContext({
      enter() {
        const inner = vm.createContext({});
        log.push(codeOf(() => vm.runInContext(DEAF, inner, { timeout: 50 })));
        log.push(vm.runInNewContext('[1, 2].map((x) => x * 2).join()'));
        return 'back';
      },
    });
    log.push(vm.runInContext('const x = enter(); x + [3].map((n) => n + 1)', outer));
    log.push(vm.runInContext('x', outer));
    print(log);
  `);
  assert.deepStrictEqual(found, ['ERR_VM_CONTEXT_POISONED', '2,4', 'back4', 'back']);
});

test('an abandoned run that was entered again takes its outer runs along', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({
      enter: () => vm.runInContext(DEAF, context, { timeout: 50 }),
    });
    const outer = codeOf(() => vm.runInContext('try { enter(); } catch {} finally { 1; } 2', context));
    print([outer, codeOf(() => vm.runInContext('1', context)), vm.runInNewContext('1 + 1')]);
  `);
  assert.deepStrictEqual(found, ['ERR_VM_CONTEXT_POISONED', 'ERR_VM_CONTEXT_POISONED', 2]);
});

/** Ways into a context, each with a call that hears nothing. */
const entrances = {
  'a function of the guest': `
    const f = vm.runInContext('(() => ' + DEAF + ')', context); run = () => f();`,
  'a getter of the guest': `
    const o = vm.runInContext('({ get x() { return ' + DEAF + '; } })', context); run = () => o.x;`,
  'a trap of the guest': `
    const p = vm.runInContext('new Proxy({}, { get: () => ' + DEAF + ' })', context); run = () => p.x;`,
  'a callback of the host': `run = () => vm.runInContext('call(() => ' + DEAF + ')', context);`,
  eval: `run = () => vm.runInContext('eval("' + DEAF + '")', context);`,
  'a compiled function': `
    const f = vm.compileFunction('return ' + DEAF, [], { parsingContext: context }); run = () => f();`,
};

for (const [name, setup] of Object.entries(entrances)) {
  test(`abandoned from: ${name}`, options, async () => {
    const found = await outputOf(`
      const context = vm.createContext({ call: (f) => f() }, { limits: { timeout: 50 } });
      let run;
      ${setup}
      print([codeOf(run), codeOf(() => vm.runInContext('1', context)), vm.runInNewContext('1 + 1')]);
    `);
    assert.deepStrictEqual(found, ['ERR_VM_CONTEXT_POISONED', 'ERR_VM_CONTEXT_POISONED', 2]);
  });
}

test('a job that hears nothing is abandoned', options, async () => {
  const found = await outputOf(`
    const context = vm.createContext({}, { limits: { timeout: 50 } });
    vm.runInContext('Promise.resolve().then(() => ' + DEAF + '); 0', context);
    setTimeout(() => {
      print([codeOf(() => vm.runInContext('1', context)), vm.runInNewContext('1 + 1')]);
    }, 1000);
  `);
  assert.deepStrictEqual(found, ['ERR_VM_CONTEXT_POISONED', 2]);
});

test('two hundred in a row, with workers beside', options, async () => {
  const found = await outputOf(`
    const { Worker } = require('node:worker_threads');
    const path = ${JSON.stringify(require.resolve('..'))};
    const code = \`
      const vm = require(\${JSON.stringify(path)});
      const { parentPort } = require('node:worker_threads');
      const stopped = ['ERR_VM_CONTEXT_POISONED', 'ERR_SCRIPT_EXECUTION_TIMEOUT'];
      let abandoned = 0;
      for (let i = 0; i < 30; i++) {
        try { vm.runInNewContext('(function (n) { return n ** 9999999n; })(10n)', {}, { timeout: 20 }); }
        catch (error) { abandoned += stopped.includes(error.code); }
      }
      parentPort.postMessage(abandoned);
    \`;
    const workers = [1, 2].map(() => new Promise((resolve, reject) => {
      new Worker(code, { eval: true }).on('message', resolve).on('error', reject);
    }));
    // On a busy machine the time may be up before the call.
    const stopped = ['ERR_VM_CONTEXT_POISONED', 'ERR_SCRIPT_EXECUTION_TIMEOUT'];
    let abandoned = 0;
    for (let i = 0; i < 140; i++) {
      abandoned += stopped.includes(codeOf(() => vm.runInNewContext(DEAF, {}, { timeout: 20 })));
    }
    Promise.all(workers).then((counts) => {
      print([abandoned, ...counts, vm.runInNewContext('[3, 1, 2].sort().join()')]);
    });
  `);
  assert.deepStrictEqual(found, [140, 30, 30, '1,2,3']);
});

test('WebAssembly of the host goes on trapping, and V8 overflows as before', options, async () => {
  const found = await outputOf(`
    codeOf(() => vm.runInNewContext(DEAF, {}, { timeout: 20 }));
    // (module (memory 1) (func (export "f") (param i32) (result i32) (i32.load (local.get 0))))
    const bytes = Buffer.from('AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcFAQFmAAAKCQEHACAAKAIACw==', 'base64');
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    const trap = (() => { try { f(-4); } catch (error) { return error.constructor.name; } })();
    const overflow = (() => { try { (function r() { r(); })(); } catch (error) { return error.name; } })();
    print([trap, overflow]);
  `);
  assert.deepStrictEqual(found, ['RuntimeError', 'RangeError']);
});
