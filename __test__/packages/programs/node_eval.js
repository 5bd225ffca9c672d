'use strict';

const evaluate = require('node-eval');

console.log(evaluate('42'));
console.log(evaluate('module.exports = 1'));
console.log(evaluate('exports.a = __filename', '/tmp/some/file.js').a);
console.log(evaluate('({ b: name })', 'x.js', { name: 'context' }).b);
console.log(evaluate('module.exports = require("path").join("a", "b")', __filename));
console.log(evaluate('{ "json": [1] }', 'data.json').json);
console.log(evaluate('module.exports = this === module.exports', 'y.js'));
try {
  evaluate('boo()', '/tmp/boo.js');
} catch (error) {
  console.log(error.name, error.stack.includes('/tmp/boo.js:1'));
}
