'use strict';

const Babel = require('@babel/standalone');

const modern = `
import React, { useState as state } from 'react';
class Counter extends React.Component { static #made = 0; count = this.props.start ?? 0; static { Counter.#made++; } }
export const View = ({ items, ...rest }) => <ul {...rest}>{items?.map((i) => <li key={i.id}>a &amp; {i.n ** 2}</li>)}</ul>;
export default async function* all(a = 1, [b, ...c] = []) { for await (const x of a) yield \`v\${x}\`; }
label: for (const [k, v] of new Map()) { if (k) continue label; let f = () => k + v; f(); }
`;
const typed = `
enum Color { Red, Green = 'g' }
interface P { readonly x: number }
export class Point<T extends P> implements P { constructor(readonly x: number, private y?: T) {} m(this: P): asserts this is P { return this.x! as any; } }
`;

module.exports = () => {
  const constants = ({ types: t }) => ({
    visitor: {
      Identifier(path) {
        if (path.node.name === 'ANSWER') path.replaceWith(t.numericLiteral(42));
      },
    },
  });
  const run = (code, options) => Babel.transform(code, { filename: 'file.tsx', ...options }).code;
  return [
    run(modern, { presets: [['env', { targets: 'ie 11', modules: 'commonjs' }], 'react'] }),
    run(modern, { presets: [['env', { targets: { node: '20' }, modules: false }], 'react'] }),
    run(typed, { presets: ['typescript'] }),
    run('const a = ANSWER;', { plugins: [constants], sourceMaps: 'inline' }),
    run('let a = 1; { let a = 2; } export { a }', { presets: ['env'], minified: true }),
    (() => {
      try {
        return run('const a = ;', {});
      } catch (error) {
        return [error.name, error.message, error.code];
      }
    })(),
  ];
};
