'use strict';

/** Accepted differences in the messages of errors that engines throw. */

const caught = (code) => `vm.runInNewContext(${JSON.stringify(code)})`;
const message = (code) => `try { ${caught(code)} } catch (error) { error.message }`;

module.exports = {
  engine: [
    {
      reason:
        'Messages about a conversion or a getter of the language have other words where the value of a method decides.',
      example: message('`${{ [Symbol.toPrimitive]: 1 }}`'),
      cases: {
        'errors.messages': [
          'let o = {}; ({ a: o.b } = null);',
          '`${{ [Symbol.toPrimitive]: 1 }}`',
          'Map.prototype.size',
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
      reason:
        'Some frames have another place: those that call by `?.(` or a template, and those around static fields.',
      example:
        "vm.runInNewContext('const o = { m() { return new Error().stack; } };\\no?.m?.()', {}, 'g.js').split('\\n')[2].trim()",
      cases: {
        'errors.call_sites': [
          'static block',
          'static field init',
          'toString template',
          'optional call',
        ],
      },
    },
    {
      reason: 'Stacks do not name a function by the array that it is an element of.',
      example:
        "vm.runInNewContext('const a = [function () { return new Error().stack; }]; a[0]()').split('\\n')[1].includes('Array.<anonymous>')",
      cases: {
        'errors.call_sites': ['array element'],
      },
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
