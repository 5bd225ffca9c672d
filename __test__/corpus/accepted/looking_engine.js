'use strict';

/** Differences in what the host sees of guest values that come from the engine. */

const { cells } = require('../../support/looking_names.js');

module.exports = [
  {
    reason: 'Built-in objects have their properties in another order, and some more of them.',
    example: "Reflect.ownKeys(vm.runInNewContext('JSON')).length",
    cases: cells([
      [
        'looking.keys',
        'all descriptors | Reflect.ownKeys',
        `
          a built-in class | globalThis | Math | JSON | Reflect | Atomics |
          Object.prototype | Array.prototype | Map.prototype | Error.prototype
        `,
      ],
    ]),
  },
  {
    reason: 'Iterators inherit from a class `Iterator`, as in Node 22.',
    example: "vm.runInNewContext('[].values()').constructor.name",
    cases: cells([
      [
        'looking.copies',
        'Buffer.from',
        `
          Map entries | Map keys | Map values used up | Set values | Set entries | an
          array iterator | a string iterator | a RegExp iterator
        `,
      ],
      [
        'looking.types',
        'the name of its class',
        `
          Map entries | Map keys | Map values used up | Set values | Set entries | an
          array iterator | a string iterator | a RegExp iterator
        `,
      ],
    ]),
  },
  {
    reason: 'A class and a function made of strings have no source text to be printed.',
    example: "String(vm.runInNewContext('new Function(\"return 1\")')).includes('return 1')",
    cases: cells([
      [
        'looking.print',
        'format %s | a template | String()',
        `
          a static getter | a made function | a class | a class without a name | a
          derived class | a class of arrays | a class of null | a class with statics | a
          class of a class without a name
        `,
      ],
    ]),
  },
  {
    reason: 'A Date turned into text in the host lacks the name of the time zone.',
    example: "`${vm.runInNewContext('new Date(0)')}`.includes('(')",
    cases: cells([
      ['looking.copies', 'Buffer.from', 'a Date | a Date with properties | a subclass of Date'],
      [
        'looking.print',
        'a template | String()',
        'a Date | a Date with properties | a subclass of Date',
      ],
    ]),
  },
];
