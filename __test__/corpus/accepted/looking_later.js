'use strict';

/** Differences in what the host sees of guest values that are wrong and are to go away. */

const { cells } = require('../../support/looking_names.js');

module.exports = [
  {
    reason: 'Two boxed symbols of the guest are equal for `assert` and `util.isDeepStrictEqual`.',
    example:
      "const c = vm.createContext(); const box = () => vm.runInContext('Object(Symbol())', c); require('util').isDeepStrictEqual(box(), box())",
    cases: cells([
      [
        'looking.assert',
        'notDeepStrictEqual | deepStrictEqual to another | deepEqual to another | isDeepStrictEqual',
        'a boxed symbol',
      ],
    ]),
  },
  {
    reason: '`Object.prototype.toString` takes `Error.prototype` of the guest for an error.',
    example: "Object.prototype.toString.call(vm.runInNewContext('Error.prototype'))",
    cases: cells([['looking.print', 'Object.prototype.toString', 'Error.prototype']]),
  },
  {
    reason:
      'In the messages of `assert` and in `console.dir`, a Proxy of the guest whose target is an error prints as an object of that class.',
    example:
      "const { inspect } = require('util'); inspect(vm.runInNewContext('new Proxy(new Error(1), {})'), { customInspect: false }).split('\\n')[0]",
    cases: cells([
      [
        'looking.assert',
        `
          deepStrictEqual to a string | deepStrictEqual in a list | strictEqual to a number |
          notDeepStrictEqual
        `,
        'a Proxy of an error',
      ],
      ['looking.print', 'console.dir', 'a Proxy of an error'],
    ]),
  },
  {
    reason: "`%s` prints a guest's `globalThis` as an object, where Node asks its `toString`.",
    example: "require('util').format('%s', vm.runInNewContext('globalThis'))",
    cases: cells([['looking.print', 'format %s', 'globalThis']]),
  },
];
