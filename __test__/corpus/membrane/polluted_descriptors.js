'use strict';

/**
 * Fields of property descriptors on a context's `Object.prototype`: nobody reads them there, neither for guest objects
 * in the host nor for host objects in the guest.
 */

const POLLUTIONS = {
  'that make no sense': 'Object.prototype.get = 5; Object.prototype.value = 5;',
  'that are getters': `for (const k of ['get', 'set', 'value', 'writable', 'enumerable', 'configurable'])
    Object.defineProperty(Object.prototype, k, { __proto__: null, configurable: true, get() { ran++; throw 'guest' } });`,
  'of an accessor':
    'Object.prototype.get = () => 7; Object.prototype.set = () => {}; Object.prototype.writable = true;',
};
const OBJECTS = {
  'an object': '({ a: 1, get b() { return 2 }, c: [3] })',
  'an array': '[1, { a: 1 }]',
  'a function': 'Object.assign(() => 1, { a: 1 })',
};
const LOOKS = {
  keys: 'Object.keys(o)',
  JSON: 'JSON.stringify(o)',
  spread: '({ ...o })',
  descriptor: "Object.getOwnPropertyDescriptor(o, 'a')?.value",
  descriptors: 'Object.keys(Object.getOwnPropertyDescriptors(o))',
  define: "Object.defineProperty(o, 'z', { __proto__: null, value: 9, writable: true }).z",
  set: '(o.y = 5, o.y)',
};

const cases = {};
for (const [pollution, pollute] of Object.entries(POLLUTIONS)) {
  for (const [object, make] of Object.entries(OBJECTS)) {
    for (const [look, expression] of Object.entries(LOOKS)) {
      cases[`${look} in the host, of ${object}, with fields ${pollution}`] = [
        { run: `var ran = 0; ${pollute} (${make})` },
        { host: `(() => { const o = results[0]; return ${expression}; })()` },
        { run: 'ran' },
      ];
    }
  }
}

module.exports = [{ cases }];
