'use strict';

/** Accepted differences that come from the engine: what Boa can't do, or does in its own way. */

module.exports = [
  {
    reason: 'Calls to and fro between host and guest nest about 250 deep, then comes a RangeError.',
    example:
      "vm.runInNewContext('function down(n) { return n && 1 + call(down, n - 1); } down(500)', { call: (f, n) => f(n) })",
    cases: { 'membrane.reentry': ['five hundred levels'] },
  },
  {
    reason: 'There is no WebAssembly, unless the option `webAssembly` asks for that of the host.',
    example: "vm.runInNewContext('typeof WebAssembly')",
    cases: { 'global.builtins': ['no WebAssembly'] },
  },
];
