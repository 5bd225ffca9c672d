'use strict';

const UglifyJS = require('uglify-js');

const program = `
(function (root) {
  'use strict';
  var unused = 1, LIMIT = 60 * 60 * 24;
  function Person(name, options) { if (!(this instanceof Person)) { return new Person(name, options); } this.name = name; this.options = options || {}; }
  Person.prototype.greet = function greet(other) { if (other === undefined) { return 'Hello, ' + this.name + '!'; } else { return 'Hello, ' + other + ' from ' + this.name; } };
  for (var i = 0; i < 10; i++) { if (i % 2 == 0) { continue; } switch (i) { case 1: case 3: root.odd = true; break; default: root.other = i; } }
  try { root.run(function () { return typeof LIMIT === 'number' ? LIMIT : void 0; }); } catch (e) { console.log(e); }
  const f = async ({ a = 1, ...rest }, [b] = []) => { for (const x of rest.y) await x?.(b ?? a); };
  root.Person = Person; root.f = f; return; console.log('dead');
})(this);`;

module.exports = () => [
  UglifyJS.minify(program).code,
  UglifyJS.minify(program, { compress: { passes: 2, unsafe: true }, toplevel: true }).code,
  UglifyJS.minify(program, { compress: false, mangle: false, output: { beautify: true } }).code,
  UglifyJS.minify(
    { 'a.js': 'var aa = 1;\nfoo(aa);', 'b.js': 'bar(aa + 1);' },
    { sourceMap: { filename: 'o.js' } },
  ),
  UglifyJS.minify('o.longName = 1; o.other_ = 2', { mangle: { properties: { regex: /_$/ } } }).code,
  (({ error }) => [error.message, error.line, error.col])(UglifyJS.minify('var a = ;')),
];
