'use strict';

const evaluate = require('eval');

console.log(evaluate('module.exports = 6 * 7'));
const made = evaluate(
  'exports.twice = (n) => n * 2; exports.where = module.filename;',
  'made.js',
  {},
  true,
);
console.log(Object.keys(made), made.twice(4), made.where.endsWith('made.js'));
console.log(
  evaluate(
    'module.exports = () => name + process.version.length * 0',
    'x.js',
    { name: 'scope ' },
    true,
  )(),
);
console.log(evaluate('module.exports = require("path").basename("/a/b")', true));
try {
  evaluate('null.x', 'broken.js');
} catch (error) {
  console.log(error.name, /broken\.js:1/.test(error.stack));
}
try {
  evaluate('let let', 'broken.js');
} catch (error) {
  console.log(error.name);
}
