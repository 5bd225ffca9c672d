'use strict';

/** The functions that await what is going on, in stacks: `at async f (file.js:1:2)`. */

/** Code that gives a promise of a stack, which `stack()` makes. */
const TEXTS = {
  'a function that awaits':
    'async function f() { await 0; return stack() }\nasync function g() { return await f() }\ng()',
  'three of them':
    'async function f() { await 0; return stack() }\nasync function g() { return await f() }\nasync function h() { await 1; return await g() }\nh()',
  arrows:
    'const f = async () => { await 0; return stack() };\nconst g = async () => { const s = await f(); return s };\ng()',
  'arrows without a name': '(async () => await (async () => { await 0; return stack() })())()',
  methods:
    'class A { async m() { await 0; return stack() } static async s() { return await new A().m() } }\nA.s()',
  'in an expression':
    'async function f() { await 0; return stack() }\n(async function g() { return [1, await f()][1] })()',
  'in a try':
    'async function f() { await 0; return stack() }\nasync function g() { try { return await f() } finally {} }\ng()',
  'by then':
    'async function f() { await 0; return stack() }\nasync function g() { return await f().then((x) => x) }\ng()',
  'by catch and finally':
    'async function f() { await 0; return stack() }\nasync function g() { return await f().catch(() => 0).finally(() => 0) }\ng()',
  'in a callback of then':
    'async function g() { return await Promise.resolve().then(function h() { return stack() }) }\ng()',
  'what is returned is not awaited yet':
    'async function f() { await 0; return stack() }\nasync function g() { return f() }\nasync function h() { return await g() }\nh()',
  'what is returned and then awaited':
    'async function f() { await 0; await 0; await 0; await 0; return stack() }\nasync function g() { return f() }\nasync function h() { return await g() }\nh()',
  'two that wait for one':
    'async function f() { await 0; return stack() }\nasync function g(p) { return await p }\nconst p = f(); g(p); g(p)',
  'Promise.all':
    'async function f() { await 0; return stack() }\nasync function g() { return (await Promise.all([1, f()]))[1] }\ng()',
  'Promise.all in Promise.all':
    'async function f() { await 0; return stack() }\nasync function g() { return (await Promise.all([1, Promise.all([f()])]))[1][0] }\ng()',
  'Promise.allSettled':
    'async function f() { await 0; return stack() }\nasync function g() { return (await Promise.allSettled([1, f()]))[1].value }\ng()',
  'Promise.any':
    'async function f() { await 0; return stack() }\nasync function g() { return await Promise.any([f()]) }\ng()',
  'Promise.race':
    'async function f() { await 0; return stack() }\nasync function g() { return await Promise.race([f()]) }\ng()',
  'a rejected promise':
    'async function f() { try { await Promise.reject() } catch { return stack() } }\nasync function g() { return await f() }\ng()',
  'an error that is thrown':
    'async function f() { await 0; null.x }\nasync function g() { try { await f() } catch (e) { return guests(e.stack) } }\ng()',
  'an async generator':
    'async function* f() { await 0; yield stack() }\nasync function g() { for await (const s of f()) return s }\ng()',
  'an async generator by next':
    'async function* f() { await 0; yield stack() }\nasync function g() { return (await f().next()).value }\ng()',
  'an async generator that awaits':
    'async function f() { await 0; return stack() }\nasync function* g() { yield await f() }\nasync function h() { for await (const s of g()) return s }\nh()',
  'before the first await':
    'async function f() { return stack() }\nasync function g() { return await f() }\ng()',
  'calls on top':
    'function inner() { return stack() }\nasync function f() { await 0; return inner() }\nasync function g() { return await f() }\ng()',
  'built-ins on top':
    'async function f() { await 0; return [1].map(function m() { return stack() })[0] }\nasync function g() { return await f() }\ng()',
  'an executor':
    'async function g() { return await new Promise((resolve) => Promise.resolve().then(function h() { resolve(stack()) })) }\ng()',
  'at most ten': 'async function f(n) { await 0; return n ? await f(n - 1) : stack() }\nf(20)',
  'a limit':
    'Error.stackTraceLimit = 3; async function f(n) { await 0; return n ? await f(n - 1) : stack() }\nf(20)',
};

/** The frames of the guest, and of built-ins. */
const GUESTS = `function guests(stack) { return stack.split('\\n').filter((line) => !/node:|support/.test(line)).join('\\n') }\n`;

/** What the methods of call sites say of them. */
const SITES = `Error.prepareStackTrace = (_, sites) => sites.map((site) => [
  site.getFunctionName(), site.getTypeName(), site.getMethodName(), site.isAsync(), site.isPromiseAll(), site.getPromiseIndex(),
  site.isToplevel(), site.isConstructor(), typeof site.getThis(), typeof site.getFunction(), site.getPosition(), site.toString(),
].join('|')).join('\\n');\n`;

const cases = (prelude) =>
  Object.fromEntries(
    Object.entries(TEXTS).map(([name, text]) => [
      name,
      [
        {
          run: `function stack() { return guests(new Error('x').stack) }\n${GUESTS}${prelude}${text}`,
          options: { filename: 'guest.js' },
          wait: true,
        },
      ],
    ]),
  );

module.exports = [
  { cases: cases('') },
  {
    cases: Object.fromEntries(
      Object.entries(cases(SITES)).map(([name, steps]) => [`call sites: ${name}`, steps]),
    ),
  },
];
