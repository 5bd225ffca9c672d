'use strict';

const acorn = require('acorn');

const program = `
class A extends (B, C) { #p = 1n; static { this.x ??= 2; } get [k]() { return this.#p ?? super.k; } }
async function* f({ a = 1, ...rest }, [b,, ...c]) { for await (const x of y) yield* x?.[0]?.(\`t\${b}\`); }
label: for (let i = 0, /* c */ n = 10; i < n; i++) { if (/[/]\\/(?<n>x)/giu.test(i)) continue label; }
export default (a, b) => ({ a, b, async *g() { import('x'); } });
`;

const failing = [
  'let a; let a;',
  'a = 08n',
  '({a, b} = 1) => 2',
  'await = 1; yield',
  'if (',
  '"\\u{110000}"',
];

module.exports = () => {
  const comments = [];
  const options = { ecmaVersion: 2022, sourceType: 'module', locations: true, onComment: comments };
  const tokens = [...acorn.tokenizer('a => `x${1 + 0x1f}y` / /re/g', { ecmaVersion: 2020 })];
  return [
    JSON.stringify(acorn.parse(program, options), (_, v) => (typeof v === 'bigint' ? `${v}n` : v)),
    comments,
    tokens.map(({ type, value, start }) => [type.label, String(value?.pattern ?? value), start]),
    acorn.parseExpressionAt('x + 1, y', 4, { ecmaVersion: 5 }),
    failing.map((code) => {
      try {
        return acorn.parse(code, options).type;
      } catch (error) {
        return [error.name, error.message, error.pos, error.loc];
      }
    }),
  ];
};
