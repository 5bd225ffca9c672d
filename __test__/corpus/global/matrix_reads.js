'use strict';

/** Every kind of property of the context object, read in every way. */

module.exports = [
  {
    contexts: require('../../support/context_kinds.js'),
    cases: {
      'bare read': 'x',
      'bare read in strict code': "'use strict'; x",
      'read through this': 'this.x',
      'read through globalThis': 'globalThis.x',
      typeof: 'typeof x',
      'typeof this.x': 'typeof this.x',
      in: "'x' in globalThis",
      hasOwn: "[Object.hasOwn(globalThis, 'x'), globalThis.hasOwnProperty('x')]",
      propertyIsEnumerable: "Object.prototype.propertyIsEnumerable.call(globalThis, 'x')",
      descriptor: "Object.getOwnPropertyDescriptor(globalThis, 'x')",
      'Reflect.get with a receiver': "Reflect.get(globalThis, 'x', { x: 'receiver' })",
      'Object.keys': "Object.keys(globalThis).includes('x')",
      'for-in': "var seen = []; for (var k in globalThis) if (k === 'x') seen.push(k); seen.length",
      ownKeys: "Reflect.ownKeys(globalThis).includes('x')",
      getOwnPropertyNames: "Object.getOwnPropertyNames(globalThis).filter((k) => k === 'x')",
      spread: 'const copy = { ...globalThis }; copy.x',
      destructuring: 'const { x: found = 7 } = globalThis; found',
      'read twice': '[x, x]',
      'call as a function': 'x()',
      'optional chaining': 'globalThis?.x?.y',
      'inside a function': '(function () { return x; })()',
      'inside an arrow in strict code': "'use strict'; (() => x)()",
      'direct eval': "eval('x')",
      'indirect eval': "(0, eval)('x')",
      'Function constructor': "Function('return x')()",
      'with an object that lacks it': 'with ({ y: 2 }) { x }',
      'with an object that has it': "with ({ x: 'with' }) { x }",
    },
  },
];
