'use strict';

const CoffeeScript = require('coffeescript');

console.log(CoffeeScript.eval('(x * 2 for x in [1..3])').join());
console.log(CoffeeScript.eval('name + "!"', { sandbox: { name: 'Ada' } }));
const sandbox = { count: 1 };
const add = CoffeeScript.eval('count += 41\n(a, b = 2) -> a + b', { sandbox });
console.log(sandbox.count, typeof add, add(3), Object.keys(sandbox));
console.log(CoffeeScript.eval('__filename', { filename: '/tmp/a.coffee', sandbox: {} }));
console.log(
  CoffeeScript.eval('class A\n  constructor: (@n) ->\n  twice: -> @n * 2\nnew A(4).twice()', {
    sandbox: {},
  }),
);
globalThis.seen = [];
CoffeeScript.run('seen.push "run #{1 + 1}"\nseen.push require("path").basename __filename', {
  filename: __filename,
});
console.log(globalThis.seen);
for (const code of ['null.x', 'a = (']) {
  try {
    CoffeeScript.eval(code, { sandbox: {} });
  } catch (error) {
    console.log(error.name);
  }
}
