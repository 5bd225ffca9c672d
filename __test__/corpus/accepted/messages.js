'use strict';

/** Accepted differences in the messages of errors that engines throw. */

const caught = (code) => `vm.runInNewContext(${JSON.stringify(code)})`;
const message = (code) => `try { ${caught(code)} } catch (error) { error.message }`;

module.exports = {
  engine: [
    {
      reason: 'Messages that name a value which the source text does not show have other words.',
      example: message('let o, k = 3; o[k + 1]'),
      cases: {
        'errors.messages': [
          'let o, k = 3; o[k + 1]',
          'let o = {}; ({ a: o.b } = null);',
          '(() => { "use strict"; (function f() {}).name = 3 })()',
          '`${{ [Symbol.toPrimitive]: 1 }}`',
          'Map.prototype.size',
          'class A { static has(o) { return #p in o; } #p; } A.has(1)',
        ],
      },
    },
    {
      reason:
        'What a Proxy trap must not do names values only where the source text shows them, next to one `new Proxy`.',
      example: message('const x = 1; new Proxy(Object.freeze([x]), { get: () => 2 })[0]'),
      cases: {
        'errors.proxies': [
          'new Proxy(Object.freeze([1]),{get:()=>2})[0]',
          'new Proxy({},{setPrototypeOf:()=>false}).__proto__=null',
        ],
        'builtins.json_stringify': ['a proxy that is revoked on the way'],
      },
    },
    {
      reason: 'Stacks do not go on with the functions that await.',
      example:
        "vm.runInNewContext('async function f() { await 0; throw new Error(); } async function g() { await f(); } g()').catch((error) => /async g/.test(error.stack))",
      cases: {
        'errors.call_sites': ['async caller', 'async awaits', 'async arrow', 'Promise.all'],
      },
    },
    {
      reason:
        'Some frames have no place: those that call by an optional call, a template, an iteration or a conversion, and those around static fields.',
      example:
        "vm.runInNewContext('const o = { m() { return new Error().stack; } };\\no?.m?.()').split('\\n')[2]?.includes(':2:')",
      cases: {
        'errors.call_sites': [
          'symbol method',
          'static block',
          'static field init',
          'toString template',
          'valueOf',
          'iterator',
          'optional call',
          'tagged template',
          'for await',
        ],
      },
    },
    {
      reason:
        'Stacks name a function by what the texts of the call and of the function tell, where V8 knows the receiver.',
      example:
        "vm.runInNewContext('function f() { return new Error().stack; } f.bind({})()').split('\\n')[1].trim().split(' ')[1]",
      cases: {
        'errors.call_sites': [
          'field init',
          'bind',
          'array element',
          'callback thisArg',
          'Reflect.apply',
          'Function',
        ],
      },
    },
    {
      reason: 'Assigning to a `let` before its declaration has run is no error.',
      example: message('{ x = 1; let x; }'),
      cases: { 'errors.messages': ['x = 1; let x;'] },
    },
    {
      reason:
        'Messages of errors in code that was given to `eval` or `Function` do not name what the code shows, and a `catch` within `with` sees the words of the engine.',
      example: caught('eval("try { null.a } catch (e) { e.message }")'),
      cases: { 'errors.messages': ['a catch within eval'] },
    },
  ],
  'better than Node 20': [
    {
      reason:
        'A negative exponent of a BigInt, and a receiver that is no object, are told as such.',
      example: message('2n ** -1n'),
      cases: { 'errors.messages': ['2n ** -1n', 'RegExp.prototype.test.call(1)'] },
    },
  ],
};
