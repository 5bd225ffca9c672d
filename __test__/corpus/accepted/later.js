'use strict';

/** Differences that are wrong and are to go away: a rule leaves with its last case. */

module.exports = [
  {
    reason:
      'A function of a block that gets the value undefined is no property of the context object.',
    example: "const c = {}; vm.runInNewContext('{ function f() {} } f = undefined;', c); 'f' in c",
    cases: { 'global.open_variables': /^(absent|null prototype): a function in a block$/ },
  },
  {
    reason:
      'A bare `delete` within a `with`, of a name of a Proxy that is the context object, does not reach the Proxy.',
    example:
      "const target = { a: 1 }; vm.runInNewContext('with ({}) delete a', new Proxy(target, {})); 'a' in target",
    cases: { 'global.bare_delete': ['proxy: a name around a with'] },
  },
  {
    reason: 'Stacks name no code of `eval` by a `sourceURL` comment in it.',
    example:
      "/\\w+\\.js/.exec(vm.runInNewContext(\"eval('new Error().stack //# sourceURL=named.js')\", {}, 'guest.js'))[0]",
    cases: { 'errors.positions': ['a sourceURL comment in eval'] },
  },
];
