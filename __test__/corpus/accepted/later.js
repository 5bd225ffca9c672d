'use strict';

/** Differences that are wrong and are to go away: a rule leaves with its last case. */

module.exports = [
  {
    reason:
      'Assigning to a `const` of a later script from a function of an earlier one is no error.',
    example:
      "const c = vm.createContext({}); vm.runInContext('function use() { LATER = 7; }', c); vm.runInContext('const LATER = 3;', c); try { c.use(); } catch (e) { e.name }",
    cases: { 'global.later_lexicals': ['a const assigned to'] },
  },
  {
    reason: '`for…in` over a Proxy, or a host array or function, leaves out inherited keys.',
    example:
      "vm.runInNewContext('let n = 0; for (const key in new Proxy(Object.create({ a: 1 }), {})) n++; n')",
    cases: {
      'membrane.for_in': [
        'of the host, an array with a prototype of its own',
        'of the host, a function with inherited keys',
        'of the host, a proxy over inherited keys',
        'of the guest, in the guest, a proxy over inherited keys',
      ],
    },
  },
  {
    reason: '`var x = undefined` does not make a property of the context object.',
    example: "const c = {}; vm.runInNewContext('var x = undefined', c); 'x' in c",
    cases: {
      'membrane.thrown': ['undefined, from the guest', 'undefined, from a guest function'],
      'global.undefined_values':
        /^(absent|null prototype): (var with a value of undefined|var with void|var with a result of undefined|var, then a value, then undefined|var, then undefined in a function|a function, then undefined|destructured from nothing)$/,
    },
  },
  {
    reason:
      'A bare `delete` of a name of a Proxy that is the context object does not reach the Proxy.',
    example:
      "const target = { a: 1 }; vm.runInNewContext('delete a', new Proxy(target, {})); 'a' in target",
    cases: { 'global.proxy_context': ['delete', 'delete deletes'] },
  },
  {
    reason: '`Object.setPrototypeOf(globalThis, …)` has no effect.',
    example:
      "vm.runInNewContext('Object.setPrototypeOf(globalThis, { inherited: 1 }); typeof inherited')",
    cases: { 'global.inheritance': ['setPrototypeOf globalThis'] },
  },
  {
    reason: 'A buffer that the host transfers keeps its length in the guest.',
    example:
      "const c = vm.createContext({ b: new ArrayBuffer(4) }); vm.runInContext('b', c); structuredClone(c.b, { transfer: [c.b] }); vm.runInContext('b.byteLength', c)",
    cases: { 'membrane.binary': ['a transferred buffer'] },
  },
  {
    reason: 'A `var` over an accessor or a read-only name of the context object can be deleted.',
    example: "vm.runInNewContext('var x = 2; delete x', { get x() { return 1; } })",
    cases: {
      'global.matrix_definitions':
        /^(read-only|((inherited|throwing) )?accessor|(inherited )?getter only|setter only|inherited read-only): delete after var$/,
    },
  },
  {
    reason:
      'The source line above a stack is the one where the error was made, not where it was thrown.',
    example:
      "try { vm.runInNewContext('const e = new Error();\\nthrow e;', {}, 'guest.js'); } catch (e) { e.stack.split('\\n')[0] }",
    cases: { 'errors.positions': ['an error made on one line and thrown on another'] },
  },
  {
    reason: 'Stacks name a file by `filename`, not by a `sourceURL` comment.',
    example:
      "/\\w+\\.js/.exec(vm.runInNewContext('new Error().stack //# sourceURL=named.js', {}, 'guest.js'))[0]",
    cases: { 'errors.positions': ['a sourceURL comment'] },
  },
];
