'use strict';

const esprima = require('esprima');

const program = `
// a comment
function f(a, b = 2, ...c) { switch (a) { case 1: return b; default: throw c; } }
var { x, y: [z] } = { x: 1, y: [2] }, re = /a[b/]c/g, t = \`t\${x}\`;
class K { static m() { return super.m; } get g() { return new.target; } }
for (const k of [1, , 2]) try { f(...k); } catch (e) { delete e.x; } finally { void 0; }
`;

module.exports = () => {
  const visited = [];
  esprima.parseScript(program, {}, (node) => visited.push(node.type));
  return [
    esprima.parseScript(program, { loc: true, range: true, comment: true, tokens: true }),
    esprima.parseModule('import a, { b as c } from "m"; export * from "n"; export { c };'),
    esprima.tokenize('a = b / c; /re/.test(x)', { comment: true }),
    visited.join(' '),
    esprima.parseScript('"use strict"; with (a) {} 010', { tolerant: true }).errors.map(String),
  ];
};
