'use strict';

/** Differences in what the host sees of guest values that come from the engine. */

const { cells } = require('../../support/looking_names.js');

module.exports = [
  {
    reason: 'Built-in objects have their properties in another order, and some more of them.',
    example: "Reflect.ownKeys(vm.runInNewContext('Math')).map(String).join()",
    cases: cells([
      [
        'looking.keys',
        'all descriptors | Reflect.ownKeys',
        `
          globalThis | Math | Reflect | Atomics | Object.prototype | Array.prototype |
          Map.prototype | Error.prototype
        `,
      ],
    ]),
  },
];
