'use strict';

/**
 * `breakOnSigint`: SIGINT stops the run, listeners are parked for its time and put back after it.
 * The programs run in processes of their own, one with each module, and both must end alike.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

/** How long a child may take from there to its endless loop: a signal that comes before is none of the run's. */
const UNTIL_IT_RUNS_MS = 250;

/** Sends SIGINT each time that the child prints a line with `ready`. */
function interruptWhenReady() {
  let sent = 0;
  return (child, text) => {
    const wanted = text.split('ready').length - 1;
    while (sent < wanted) {
      sent++;
      setTimeout(() => child.kill('SIGINT'), UNTIL_IT_RUNS_MS);
    }
  };
}

const READY = "require('fs').writeSync(1, 'ready\\n');";
const TELL = '(e) => console.log(e.code, e.message, e.name)';

const programs = {
  'an endless loop is interrupted': `${READY} try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); }`,
  runInContext: `const c = vm.createContext({}); ${READY} try { vm.runInContext('while (true);', c, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } console.log(vm.runInContext('1 + 1', c));`,
  runInThisContext: `${READY} try { vm.runInThisContext('while (true);', { breakOnSigint: true }); } catch (e) { (${TELL})(e); } console.log(vm.runInThisContext('1 + 1'));`,
  'Script.runInContext': `const s = new vm.Script('while (true);'); ${READY} try { s.runInContext(vm.createContext({}), { breakOnSigint: true }); } catch (e) { (${TELL})(e); }`,
  'below a native forEach': `${READY} try { vm.runInNewContext('[1].forEach(() => { while (true); })', {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); }`,
  'guest code cannot catch it': `${READY} try { vm.runInNewContext('try { while (true); } catch (e) { caught = true; } finally { done = true; }', globalThis.c = {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } console.log(globalThis.c);`,
  'with a timeout that is far away': `${READY} try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true, timeout: 60000 }); } catch (e) { (${TELL})(e); }`,
  'a timeout comes first': `try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true, timeout: 50 }); } catch (e) { (${TELL})(e); }`,
  'a run that ends by itself': `console.log(vm.runInNewContext('1 + 1', {}, { breakOnSigint: true }));`,
  'a run that throws by itself': `try { vm.runInNewContext('throw new TypeError("own")', {}, { breakOnSigint: true }); } catch (e) { console.log(e.name, e.message); }`,
  'listeners are parked and restored': `let called = 0; process.on('SIGINT', () => { called++; }); ${READY} try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } console.log(called, process.listenerCount('SIGINT')); setTimeout(() => console.log('later', called), 100);`,
  'a once listener is restored as one': `let called = 0; process.once('SIGINT', () => { called++; console.log('once'); }); ${READY} try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } console.log(called, process.listenerCount('SIGINT')); setTimeout(() => process.kill(process.pid, 'SIGINT'), 20); setTimeout(() => { console.log('end', called, process.listenerCount('SIGINT')); process.exit(0); }, 200);`,
  'a listener works again after the run': `let called = 0; process.on('SIGINT', () => { called++; }); vm.runInNewContext('1', {}, { breakOnSigint: true }); setTimeout(() => process.kill(process.pid, 'SIGINT'), 10); setTimeout(() => console.log(called), 200);`,
  'the order of listeners is kept': `process.on('SIGINT', () => console.log('first')); process.on('SIGINT', () => console.log('second')); vm.runInNewContext('1', {}, { breakOnSigint: true }); setTimeout(() => process.kill(process.pid, 'SIGINT'), 10); setTimeout(() => process.exit(0), 200);`,
  'without the option the process dies': `${READY} vm.runInNewContext('while (true);');`,
  'without the option a listener waits in vain': `process.on('SIGINT', () => console.log('never')); ${READY} try { vm.runInNewContext('while (true);', {}, { timeout: 600 }); } catch (e) { (${TELL})(e); } setTimeout(() => process.exit(0), 50);`,
  'twice in a row': `for (let i = 0; i < 2; i++) { ${READY} try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } }`,
  'nested runs, the option on both': `const c = vm.createContext({}); c.run = (code) => vm.runInContext(code, c, { breakOnSigint: true }); ${READY} try { vm.runInContext('run("while (true);")', c, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } console.log(process.listenerCount('SIGINT'));`,
  'nested runs, the inner one caught by the host': `const c = vm.createContext({}); c.run = (code) => { try { vm.runInContext(code, c, { breakOnSigint: true }); } catch (e) { console.log('inner', e.code); } return 7; }; ${READY} console.log(vm.runInContext('run("while (true);")', c));`,
  'a loop in a callback that the host calls': `${READY} try { vm.runInNewContext('call(() => { while (true); })', { call: (f) => f() }, { breakOnSigint: true }); } catch (e) { (${TELL})(e); }`,
  'the process goes on after it': `${READY} try { vm.runInNewContext('while (true);', {}, { breakOnSigint: true }); } catch (e) { (${TELL})(e); } setTimeout(() => console.log('alive'), 20);`,
};

for (const [name, program] of Object.entries(programs)) {
  test(`SIGINT: ${name}`, async () => {
    const [expected, actual] = [
      await runProgram('node:vm', program, { onOutput: interruptWhenReady() }),
      await runProgram(subject.name, program, { onOutput: interruptWhenReady() }),
    ].map(({ stdout, code, signal }) => ({ stdout, code, signal }));
    assert.notStrictEqual(expected.signal, 'hung');
    assert.deepStrictEqual(actual, expected);
  });
}
