'use strict';

/** Accepted differences of built-ins, and of names that the engine keeps for itself. */

module.exports = [
  {
    reason: '`stack` is an accessor on `Error.prototype`, and an own property once it was read.',
    example: 'vm.runInNewContext(\'Object.hasOwn(Error.prototype, "stack")\')',
    cases: { 'builtins.names': ['Error'] },
  },
  {
    reason: '`Object.prototype` has an accessor for `Symbol.toPrimitive`, which gives undefined.',
    example: "vm.runInNewContext('Symbol.toPrimitive in {}')",
    cases: { 'builtins.names': ['Object', 'the prototype of async iterators'] },
  },
  {
    reason: 'Sloppy functions have no `arguments` and `caller` of their own.',
    example: 'vm.runInNewContext(\'Object.hasOwn(function () {}, "caller")\')',
    cases: { 'builtins.names': ['a function'] },
  },
  {
    reason: 'The `name` of a function that is called `using` is another.',
    example: "vm.runInNewContext('(function () { function using() {} return using.name; })()')",
    cases: { 'script.using': ['exported as rxjs does it'] },
  },
];
