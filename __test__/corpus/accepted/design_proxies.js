'use strict';

/**
 * Accepted differences of context objects that are Proxies: the traps are asked as the operations of
 * the language ask them, where V8 looks past some.
 */

module.exports = [
  {
    reason:
      'A context object that is a Proxy answers by its `get` and `has` traps: a name that `get` gives undefined for and `has` denies is looked up among the built-ins, which node:vm hides behind any `get` trap.',
    example: "vm.runInNewContext('typeof Array', new Proxy({}, { get: (o, k) => o[k] }))",
    cases: {
      'global.proxy_context':
        /^(get trap|get and has traps|has trap that says yes to all|get trap that throws): (in|hasOwn|keys|a built-in|define)$/,
    },
  },
  {
    reason: 'A `has` trap that says yes makes a bare name undefined, not an error.',
    example: "vm.runInNewContext('magic', new Proxy({}, { has: () => true }))",
    cases: { 'global.proxy_context': ['has trap that says yes to all: bare read'] },
  },
  {
    reason: 'The `set`, `defineProperty` and `getOwnPropertyDescriptor` traps have the last word.',
    example:
      "const target = { a: 1 }; vm.runInNewContext('a = 5', new Proxy(target, { set: () => false })); target.a",
    cases: {
      'global.proxy_context': [
        'set trap that refuses: sloppy assignment',
        'set trap that refuses: strict assignment',
        'set trap that swallows: sloppy assignment',
        'set trap that swallows: strict assignment',
        'set trap that doubles: define',
        'define trap that refuses: define',
        'descriptor trap that hides: hasOwn',
        'prototype trap: keys',
      ],
    },
  },
  {
    reason: 'Strict code cannot assign to a name that a Proxy lacks, and can to one that it hides.',
    example: `vm.runInNewContext("'use strict'; fresh = 4", new Proxy({}, {}))`,
    cases: {
      'global.proxy_context': [
        'strict assignment',
        'descriptor trap that hides: strict assignment',
        'prototype trap: strict assignment',
      ],
    },
  },
  {
    reason: 'An assignment asks the `get` trap too whether the name is there.',
    example:
      "const traps = { get(o, k) { if (k === 'a') throw new RangeError(); return o[k]; } }; vm.runInNewContext('a = 5', new Proxy({}, traps))",
    cases: {
      'global.proxy_context': [
        'get trap that throws: sloppy assignment',
        'get trap that throws: strict assignment',
      ],
    },
  },
  {
    reason:
      'A function that a script declares has its own value within the script, whatever the Proxy made of it.',
    example:
      "vm.runInNewContext('function fresh() {} typeof fresh', new Proxy({}, { set: (o, k) => Reflect.set(o, k, 1) }))",
    cases: {
      'global.proxy_context': ['set trap that doubles: function of a new name'],
    },
  },
];
