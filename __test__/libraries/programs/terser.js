'use strict';

const { minify } = require('terser');

const program = `
/** @license kept */
import { unused, used } from './module.js';
const LIMIT = 3 * 4;
function helper(first, second) { if (!first) { return second; } else { return first + LIMIT; } }
class Account { #sum = 0; add(n) { this.#sum += n; return this; } get sum() { return this.#sum; } }
export async function main(options = {}) {
  const { name = 'x', list } = options; let result = [];
  for (let i = 0; i < list.length; i++) { if (list[i] !== undefined && list[i] !== null) { result.push(helper(list[i], name)); } }
  const text = 'a' + "b" + \`c\${1 + 1}\`;
  if (typeof process === 'undefined') { console.log('dead?'); }
  await used(text, () => { return new Account().add(1).sum; }, /re\\/g/i, 1e6, true, void 0);
  return result; console.log('dead');
}`;

module.exports = async () => [
  (await minify(program, { module: true, toplevel: true })).code,
  (await minify(program, { compress: false, mangle: false, format: { beautify: true } })).code,
  (
    await minify(program, {
      compress: { passes: 3, unsafe: true },
      mangle: { toplevel: true },
      ecma: 2020,
    })
  ).code,
  await minify(
    { 'a.js': 'var a = 1;\nfoo(a);', 'b.js': 'bar(a + 1);' },
    { sourceMap: { filename: 'o.js' } },
  ),
  await minify('let a = ;').catch(({ message, line, col }) => [message, line, col]),
];
