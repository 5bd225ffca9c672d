'use strict';

/** Many names, long names, and names in every kind of statement. */

const thousand = (f) => Array.from({ length: 1000 }, (_, i) => f(i)).join('');

module.exports = [
  {
    cases: {
      'a thousand vars': [
        thousand((i) => `var v${i} = ${i};`),
        'v0 + v999',
        { host: 'Object.keys(ctx).length' },
      ],
      'a thousand implicit globals': [
        thousand((i) => `g${i} = ${i};`),
        'g0 + g999',
        { host: '[Object.keys(ctx).length, ctx.g500]' },
      ],
      'a thousand functions': [
        thousand((i) => `function f${i}() { return ${i}; }`),
        'f0() + f999()',
        { host: 'ctx.f500()' },
      ],
      'a thousand lets': [
        thousand((i) => `let l${i} = ${i};`),
        'l0 + l999',
        { host: 'Object.keys(ctx).length' },
      ],
      'a thousand names by the host': [
        { host: 'for (let i = 0; i < 1000; i++) ctx[`h${i}`] = i; 0' },
        `${thousand((i) => `h${i} += 1;`)}h999`,
        { host: 'ctx.h0 + ctx.h999' },
      ],
      'a thousand names set in a loop': [
        'for (let i = 0; i < 1000; i++) globalThis["d" + i] = i; d0 + d999',
        { host: 'Object.keys(ctx).length' },
      ],
      'a thousand runs': [
        { host: 'ctx.n = 0; for (let i = 0; i < 1000; i++) vm.runInContext("n++", ctx); ctx.n' },
      ],
      'a thousand runs, each with a name of its own': [
        {
          host: 'for (let i = 0; i < 1000; i++) vm.runInContext(`var r${i} = ${i}`, ctx); Object.keys(ctx).length',
        },
        'r0 + r999',
      ],
      'a very long name': [`var ${'n'.repeat(10000)} = 5;`, { host: 'Object.keys(ctx)[0].length' }],
      'a thousand globals read in a function': [
        thousand((i) => `var v${i} = ${i};`),
        `function sum() { return ${Array.from({ length: 1000 }, (_, i) => `v${i}`).join('+')}; } sum()`,
        { host: 'ctx.v0 = 1000; ctx.sum()' },
      ],
    },
  },
  {
    context: '{ x: 1, list: [1, 2] }',
    cases: {
      'in a for': ['for (x = 0; x < 3; x++) {} x', { host: 'ctx.x' }],
      'in a for-of over a host array': 'let s = 0; for (const v of list) s += v; s',
      'as a for-of target': ['for (x of list) {} x', { host: 'ctx.x' }],
      'as a for-in target': ['for (x in list) {} x', { host: 'ctx.x' }],
      'as a destructuring target': [
        '[x, this.y, ...z] = [10, 20, 30, 40]; [x, y, z]',
        { host: '[ctx.x, ctx.y]' },
      ],
      'as an object pattern target': [
        '({ a: x, b: { c: deep } = { c: 5 } } = { a: 9 }); [x, deep]',
        { host: 'ctx.deep' },
      ],
      'as a catch parameter': ['try { throw 5 } catch (x) { x = 6 } x'],
      'as a parameter': '(function (x) { x = 100; return x; })(1) + x',
      'as a label': 'x: for (;;) break x; x',
      'as a property name': '({ x: 5 }).x + x',
      'as a shorthand property': '({ x }).x',
      'as a method name': '({ x() { return x; } }).x()',
      'in a template': '`${x}-${typeof x}`',
      'in a regexp flag position': 'x = 4; 8 /x/ 2',
      'in a comment': '/* x = 5 */ // x = 6\n x',
      'in a string': "'x = 5'; x",
      'in a computed key': '({ [x]: "one" })[1]',
      'in an exponent': 'x = 3; x **= 2; x',
      'in a conditional assignment': 'x &&= 5; nothing = null; nothing ??= 6; [x, nothing]',
      'in a switch': 'switch (x) { case 1: x = "one"; break; default: x = "other"; } x',
      'in a do while': 'do { x++ } while (x < 5); x',
      'in a class extends':
        'var Base = class { m() { return x; } }; class D extends Base {} new D().m()',
      'in a default argument': '(function (a = x, b = () => x) { x = 2; return [a, b()]; })()',
      'in an async function': {
        steps: [
          { run: '(async () => { x = 5; await null; x += 1; return x; })()', wait: true },
          { host: 'ctx.x' },
        ],
      },
      'in an async generator': {
        steps: [
          {
            run: '(async () => { const out = []; for await (const v of (async function* () { x = 7; yield x; })()) out.push(v); return out; })()',
            wait: true,
          },
          { host: 'ctx.x' },
        ],
      },
      'with an escape in the name': [
        '\\u0078 = 50; x',
        'var \\u{79} = 5; y',
        { host: '[ctx.x, ctx.y]' },
      ],
      'as import and export names in strings':
        'const o = { import: x, export: 2 }; o.import + o.export',
      'private names do not mix': 'class P { #x = 5; m() { return this.#x + x; } } new P().m()',
    },
  },
];
