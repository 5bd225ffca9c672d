'use strict';

/** The other direction: values of the host as guest code sees them, with its own classes and the host's. */

const { classes } = require('../../support/host_looks.js');
const values = require('../../support/values_to_look_at.js');

const list = JSON.stringify(classes.filter((name) => name !== 'Proxy'));

const ways = {
  'instanceof of the realm': `${list}.filter((name) => o instanceof globalThis[name]).join(' ')`,
  'instanceof of the host': `${list}.filter((name) => o instanceof host[name]).join(' ')`,
  'typeof and its like':
    "[typeof o, Array.isArray(o), ArrayBuffer.isView(o), Object.isFrozen(o), Object.isExtensible(o)].join(' ')",
  'for…in': 'const keys = []; for (const key in o) keys.push(key); keys.join()',
  'JSON.stringify': 'JSON.stringify(o)',
  'the util.inspect of the host': 'inspect(o)',
};

const contexts = {};
for (const table of Object.values(values)) {
  for (const [name, code] of Object.entries(table)) {
    // One that was handled by the host alone is reported all the same; no case can expect that.
    if (name === 'a rejected promise') continue;
    contexts[name] =
      `{ o: require('node:vm').runInThisContext(${JSON.stringify(`(${code})`)}, 'guest.js'), host: require('./host_looks.js').hostClasses(), inspect: require('./host_looks.js').inspect }`;
  }
}

const cases = Object.fromEntries(
  Object.entries(ways).map(([way, code]) => [
    way,
    { host: `vm.runInContext(${JSON.stringify(code)}, ctx)` },
  ]),
);

module.exports = [{ contexts, cases, keyOrder: false }];
