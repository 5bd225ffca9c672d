'use strict';

/**
 * Unhandled rejections of guest promises: the process hears of them as it does with `node:vm`.
 * Each program runs in two processes, one with each module, and both must end alike.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { runProgram } = require('./support/child.js');
const subject = require('./support/subject.js');

const REPORT = `
  process.on('unhandledRejection', (reason, promise) => {
    console.log('unhandled', typeof reason, String(reason?.message ?? reason), promise === globalThis.expected);
  });
  process.on('rejectionHandled', (promise) => console.log('handled', promise === globalThis.expected));
  process.on('uncaughtException', (error) => console.log('uncaught', String(error?.message ?? error)));
`;

const programs = {
  'nobody listens':
    "vm.runInNewContext(\"Promise.reject(new Error('nobody')); 0\"); setTimeout(() => console.log('not reached'), 50);",
  'nobody listens, a primitive':
    'vm.runInNewContext("Promise.reject(5); 0"); setTimeout(() => console.log("not reached"), 50);',
  'nobody listens, an async function':
    "vm.runInNewContext(\"(async () => { throw new TypeError('async'); })(); 0\"); setTimeout(() => console.log('not reached'), 50);",
  'nobody listens, an error with a stack':
    "vm.runInNewContext(\"Promise.reject(new RangeError('stacked')); 0\", {}, 'rejecting.js');",
  'a listener': `${REPORT} vm.runInNewContext("Promise.reject(new Error('heard')); 0");`,
  'a listener gets the promise': `${REPORT} globalThis.expected = vm.runInNewContext("Promise.reject(new Error('same'))");`,
  'a listener gets the reason':
    "process.on('unhandledRejection', (reason) => console.log(reason === globalThis.reason, reason.extra)); const c = vm.createContext({}); globalThis.reason = vm.runInContext(\"var e = Object.assign(new Error('r'), { extra: 1 }); e\", c); vm.runInContext('Promise.reject(e); 0', c);",
  'a listener gets primitives': `${REPORT} vm.runInNewContext('Promise.reject(); Promise.reject(null); Promise.reject("text"); Promise.reject(5n); 0');`,
  'an async function': `${REPORT} vm.runInNewContext("(async () => { await null; throw new Error('after await'); })(); 0");`,
  'a throw in then': `${REPORT} vm.runInNewContext("Promise.resolve().then(() => { throw new Error('in then'); }); 0");`,
  'a chain reports its end only': `${REPORT} vm.runInNewContext("Promise.reject(new Error('chain')).then(() => 1).then(() => 2); 0");`,
  'two rejections': `${REPORT} vm.runInNewContext("Promise.reject(new Error('one')); Promise.reject(new Error('two')); 0");`,
  'handled in the same run': `${REPORT} vm.runInNewContext("const p = Promise.reject(new Error('no')); p.catch(() => {}); 0");`,
  'handled by the host in the same turn': `${REPORT} vm.runInNewContext("Promise.reject(new Error('no'))").catch((e) => console.log('caught', e.message));`,
  'handled by the host in a microtask': `${REPORT} const p = vm.runInNewContext("Promise.reject(new Error('no'))"); Promise.resolve().then(() => p.catch((e) => console.log('caught', e.message)));`,
  'handled by the guest in a microtask': `${REPORT} vm.runInNewContext("const p = Promise.reject(new Error('no')); Promise.resolve().then(() => p.catch(() => {})); 0");`,
  'handled late by the host': `${REPORT} globalThis.expected = vm.runInNewContext("Promise.reject(new Error('late'))"); setTimeout(() => globalThis.expected.catch(() => console.log('caught late')), 20);`,
  'handled late by the guest': `${REPORT} const c = vm.createContext({}); globalThis.expected = vm.runInContext("var p = Promise.reject(new Error('late')); p", c); setTimeout(() => vm.runInContext('p.catch(() => {}); 0', c), 20);`,
  'awaited by the host': `${REPORT} (async () => { try { await vm.runInNewContext("Promise.reject(new Error('awaited'))"); } catch (e) { console.log('caught', e.message); } })();`,
  'rejected later by the guest': `${REPORT} const c = vm.createContext({ setTimeout }); vm.runInContext("new Promise((_, reject) => setTimeout(reject, 5, new Error('timer'))); 0", c);`,
  'rejected later by the host': `${REPORT} const c = vm.createContext({}); vm.runInContext('var reject; new Promise((_, r) => { reject = r; }); 0', c); setTimeout(() => c.reject(new Error('by the host')), 5);`,
  'a host rejection that the guest ignores': `${REPORT} vm.runInNewContext('p.then(() => 1); 0', { p: Promise.reject(new Error('host')) });`,
  'a host rejection that the guest handles': `${REPORT} vm.runInNewContext('p.catch((e) => log("guest caught", e.message)); 0', { p: Promise.reject(new Error('host')), log: console.log });`,
  'a host rejection that was handled before the guest looks': `${REPORT} const p = Promise.reject(new Error('host')); p.catch(() => {}); vm.runInNewContext('p; 0', { p });`,
  'a host rejection that was handled long before': `${REPORT} const p = Promise.reject(new Error('host')); p.catch(() => {}); setTimeout(() => vm.runInNewContext('typeof p', { p }), 20);`,
  'a host promise that is handled and rejects later': `${REPORT} let reject; const p = new Promise((_, r) => { reject = r; }); p.catch(() => {}); vm.runInNewContext('p; 0', { p }); setTimeout(() => reject(new Error('host')), 5);`,
  'a handled host rejection in an argument': `${REPORT} const p = Promise.reject(new Error('host')); p.catch(() => {}); vm.runInNewContext('(x) => typeof x')(p);`,
  'a handled host rejection in an object': `${REPORT} const p = Promise.reject(new Error('host')); p.catch(() => {}); vm.runInNewContext('typeof o.p', { o: { p } });`,
  'a rejection that a host function gives and the guest ignores': `${REPORT} vm.runInNewContext('f(); 0', { f: async () => { throw new Error('host'); } });`,
  'a rejection that a host function gives later': `${REPORT} vm.runInNewContext('f(); 0', { f: async () => { await null; throw new Error('host'); } });`,
  'a rejection that a host method gives and the guest handles': `${REPORT} vm.runInNewContext('o.f().catch(() => {}); 0', { o: { f: async () => { throw new Error('host'); } } });`,
  'a host promise that the guest makes': `${REPORT} vm.runInNewContext("new P((_, reject) => reject(new Error('guest'))); 0", { P: Promise });`,
  'Promise.all with a rejection': `${REPORT} vm.runInNewContext("Promise.all([Promise.reject(new Error('all')), Promise.resolve()]); 0");`,
  'Promise.allSettled with a rejection': `${REPORT} vm.runInNewContext("Promise.allSettled([Promise.reject(new Error('settled'))]); 0");`,
  'a guest promise returned to a host async function': `${REPORT} (async () => vm.runInNewContext("Promise.reject(new Error('returned'))"))().catch((e) => console.log('caught', e.message));`,
  'a rejection in afterEvaluate': `${REPORT} vm.runInNewContext("Promise.reject(new Error('own queue')); 0", {}, { microtaskMode: 'afterEvaluate' });`,
  'a rejection handled in afterEvaluate': `${REPORT} vm.runInNewContext("Promise.reject(new Error('own queue')).catch(() => {}); 0", {}, { microtaskMode: 'afterEvaluate' });`,
  'a throw in a guest listener': `${REPORT} const c = vm.createContext({}); process.nextTick(vm.runInContext("(function () { throw new Error('listener'); })", c));`,
  'a throw in a guest timer': `${REPORT} setTimeout(vm.runInNewContext("(function () { throw new Error('timer'); })"), 1);`,
  'a throw in a guest microtask': `${REPORT} queueMicrotask(vm.runInNewContext("(function () { throw new Error('microtask'); })"));`,
  'an uncaught guest error':
    "vm.runInNewContext(\"throw new TypeError('uncaught')\", {}, 'uncaught.js');",
  'an uncaught syntax error': "vm.runInNewContext('var x = = 1', {}, 'broken.js');",
  'an uncaught primitive': "vm.runInNewContext('throw 5');",
  'a domain-like monitor':
    "process.on('uncaughtExceptionMonitor', (e, origin) => console.log('monitor', e.message, origin)); vm.runInNewContext(\"Promise.reject(new Error('monitored')); 0\");",
};

/**
 * The lines that tell which error ended a process, without the frames of either module. Node shows the
 * line that made a rejected error from its own record of V8's messages, which an error of another
 * engine is not in: that line (`rejecting.js:1`) is left out.
 */
function verdict({ stdout, stderr, code, signal }) {
  const told = stderr
    .split('\n')
    .filter((line) =>
      /^(\[?\w*Error\b|Uncaught|\[UnhandledPromise|(uncaught|broken)\.js:\d+$)/.test(line),
    )
    .filter((line) => !/^node:/.test(line));
  return { stdout, told, code, signal };
}

for (const [name, program] of Object.entries(programs)) {
  test(`unhandled rejections: ${name}`, async () => {
    const expected = verdict(await runProgram('node:vm', program));
    const actual = verdict(await runProgram(subject.name, program));
    assert.notStrictEqual(expected.signal, 'hung');
    assert.deepStrictEqual(actual, expected);
  });
}

for (const mode of ['strict', 'warn', 'none', 'throw', 'warn-with-error-codes']) {
  test(`unhandled rejections: --unhandled-rejections=${mode}`, async () => {
    const program = `vm.runInNewContext("Promise.reject(new Error('moded')); 0"); setTimeout(() => console.log('alive'), 20);`;
    const options = { flags: [`--unhandled-rejections=${mode}`] };
    const expected = await runProgram('node:vm', program, options);
    const actual = await runProgram(subject.name, program, options);
    const seen = ({ stdout, stderr, code }) => ({ stdout, code, told: /moded/.test(stderr) });
    assert.deepStrictEqual(seen(actual), seen(expected));
  });
}
