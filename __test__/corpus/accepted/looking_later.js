'use strict';

/** Differences in what the host sees of guest values that are wrong and are to go away. */

const { cells } = require('../../support/looking_names.js');

module.exports = [
  {
    reason: 'A boxed bigint or symbol of the guest prints as an empty object.',
    example: "require('util').inspect(vm.runInNewContext('Object(5n)'))",
    cases: cells([
      [
        'looking.assert',
        `
          deepStrictEqual to a string | deepStrictEqual in a list | strictEqual to a
          number | notDeepStrictEqual | ifError and ok
        `,
        'a boxed bigint | a boxed symbol',
      ],
      [
        'looking.assert',
        'deepStrictEqual to another | deepEqual to another | isDeepStrictEqual',
        'a boxed symbol',
      ],
      [
        'looking.inspect',
        `
          util.inspect | with hidden properties | at depth 0, sorted | at any depth, in
          one line | in colours | short lists | getters called | inside a list | in a
          Map and a Set
        `,
        'a boxed bigint | a boxed symbol',
      ],
      [
        'looking.print',
        'console.log | console.dir | format %s | format %O',
        'a boxed bigint | a boxed symbol',
      ],
    ]),
  },
  {
    reason: 'Iterators of Maps and Sets print without their entries.',
    example: "require('util').inspect(vm.runInNewContext('new Set([1]).values()'))",
    cases: cells([
      [
        'looking.assert',
        `
          deepStrictEqual to a string | deepStrictEqual in a list | strictEqual to a
          number | notDeepStrictEqual | ifError and ok
        `,
        'Map entries | Map keys | Map values used up | Set values | Set entries',
      ],
      [
        'looking.inspect',
        `
          util.inspect | with hidden properties | at depth 0, sorted | at any depth, in
          one line | in colours | short lists | getters called | inside a list | in a
          Map and a Set
        `,
        'Map entries | Map keys | Map values used up | Set values | Set entries',
      ],
      [
        'looking.print',
        'console.log | console.dir | format %s | format %O',
        'Map entries | Map keys | Map values used up | Set values | Set entries',
      ],
    ]),
  },
  {
    reason:
      '`Object.prototype.toString` does not know `arguments` of the guest, knows a Map that hides being one, and takes `Error.prototype` for an error.',
    example:
      "Object.prototype.toString.call(vm.runInNewContext('(function () { return arguments; })()'))",
    cases: cells([
      [
        'looking.print',
        'Object.prototype.toString',
        `
          arguments | strict arguments | a Map without a prototype | Error.prototype
        `,
      ],
    ]),
  },
  {
    reason: 'The host sees a typed array of a subclass as one of the class above.',
    example:
      "require('util').inspect(vm.runInNewContext('class Bytes extends Uint8Array {} new Bytes(1)'))",
    cases: cells([
      [
        'looking.assert',
        `
          deepStrictEqual to another | deepStrictEqual to a string | deepStrictEqual in
          a list | strictEqual to a number | notDeepStrictEqual | ifError and ok |
          isDeepStrictEqual
        `,
        'a subclass of Uint8Array',
      ],
      [
        'looking.inspect',
        `
          util.inspect | with hidden properties | at depth 0, sorted | at any depth, in
          one line | in colours | short lists | getters called | inside a list | in a
          Map and a Set
        `,
        'a subclass of Uint8Array',
      ],
      ['looking.print', 'console.log | console.dir | format %O', 'a subclass of Uint8Array'],
      ['looking.types', 'the name of its class', 'a subclass of Uint8Array'],
    ]),
  },
  {
    reason:
      'In the messages of `assert` and in `console.dir`, classes print as functions, and boxed primitives, `arguments` and objects without a prototype in other words.',
    example:
      "const { inspect } = require('util'); inspect(vm.runInNewContext('(class K {})'), { customInspect: false })",
    cases: cells([
      [
        'looking.assert',
        'deepStrictEqual to a string | strictEqual to a number',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a null prototype | an empty null prototype | a constructor of its
          own | a static getter | an array without a prototype | arguments | strict
          arguments | a Map without a prototype | a match | an async function | an async
          arrow | a generator function | an async generator function | a function
          without a prototype | a class | a class without a name | a derived class | a
          class of arrays | a class of null | a class with statics | an iterable |
          Object.prototype
        `,
      ],
      [
        'looking.assert',
        'deepStrictEqual in a list',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a null prototype | an empty null prototype | a constructor of its
          own | a static getter | an array without a prototype | arguments | strict
          arguments | a Map without a prototype | an Error | a TypeError | an empty
          message | a message of two lines | a cause | an error with a name | an error
          without a prototype | an async function | an async arrow | a generator
          function | an async generator function | a function without a prototype | a
          class | a class without a name | a derived class | a class of arrays | a class
          of null | a class with statics | an iterable | a rejected promise |
          Object.prototype
        `,
      ],
      [
        'looking.assert',
        'notDeepStrictEqual',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a null prototype | an empty null prototype | an array without a
          prototype | arguments | strict arguments | a Map without a prototype | a match
          | Object.prototype
        `,
      ],
      [
        'looking.assert',
        'deepStrictEqual to another',
        `
          a constructor of its own | a static getter | an error class | an async
          function | an async arrow | a generator function | an async generator function
          | a function without a prototype | a class | a class without a name | a
          derived class | a class of arrays | a class of null | a class with statics |
          an iterable
        `,
      ],
      [
        'looking.assert',
        'deepEqual to another',
        `
          a constructor of its own | a static getter | an async function | an async
          arrow | a generator function | an async generator function | a function
          without a prototype | a class | a class without a name | a derived class | a
          class of arrays | a class of null | a class with statics
        `,
      ],
      ['looking.assert', 'ifError and ok', 'Array.prototype'],
      [
        'looking.print',
        'console.dir',
        `
          a boxed string | a boxed string with a property | a boxed number | a boxed
          boolean | a null prototype | an empty null prototype | a constructor of its
          own | a static getter | an array without a prototype | arguments | strict
          arguments | a Map without a prototype | a match | an async function | an async
          arrow | a generator function | an async generator function | a function
          without a prototype | a class | a class without a name | a derived class | a
          class of arrays | a class of null | a class with statics | an iterable |
          Object.prototype
        `,
      ],
    ]),
  },
  {
    reason: '`%s` does not ask a guest object for its own `toString`.',
    example: "require('util').format('%s', vm.runInNewContext('({ toString: () => \"own\" })'))",
    cases: cells([
      [
        'looking.print',
        'format %s',
        `
          a toString | a toPrimitive | globalThis | Object.prototype | Array.prototype |
          Error.prototype
        `,
      ],
    ]),
  },
  {
    reason: '`Array.prototype` of the guest prints as an ordinary array.',
    example: "require('util').inspect(vm.runInNewContext('Array.prototype'))",
    cases: cells([
      ['looking.from_the_guest', 'the util.inspect of the host', 'Array.prototype'],
      [
        'looking.inspect',
        `
          util.inspect | at depth 0, sorted | in colours | short lists | getters called
          | inside a list | in a Map and a Set
        `,
        'Array.prototype',
      ],
      ['looking.print', 'console.log | format %O', 'Array.prototype'],
    ]),
  },
];
