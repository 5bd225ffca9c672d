'use strict';

/** What modules export to each other: stars, re-exports, defaults, names that are strings, assignments. */

/** Runs the first module of a graph; what counts is what the modules log, and how it ends. */
const runs = (texts) => ({
  host: `graph(${JSON.stringify(texts)}).run().then((m) => m.status)`,
  wait: true,
});

/** Runs a graph, then statements that see it as `g`, and its first module as `m`. */
const runsThen = (texts, statements) => ({
  host: `(async () => { const g = graph(${JSON.stringify(texts)}); const m = await g.run(); ${statements} })()`,
  wait: true,
});

/** Logs what a namespace has. */
const LOOK = `const look = (ns) => log(Reflect.ownKeys(ns).map((k) => typeof k === 'string' ? k + '=' + String(ns[k]) : 'tag'));`;

const COUNTER = 'export let n = 1; export function up() { n++; }';

const defaults = {
  'a function': 'function () {}',
  'a function with a name': 'function named() {}',
  'a generator': 'function* () {}',
  'an async function': 'async function () {}',
  'an async generator': 'async function* () {}',
  'a class': 'class {}',
  'a class with a name': 'class Named {}',
  'a class with a static name': 'class { static name = "own" }',
  'an arrow function': '() => {}',
  'an async arrow function': 'async () => {}',
  'a function in parentheses': '(function () {})',
  'a class in parentheses': '(class {})',
  'a class in parentheses with a static name': '(class { static name() {} })',
  'an async arrow function behind a comment': '/**/async x => 1',
  'an async arrow function in the next line': 'async\n(() => {}); function async(f) { return f }',
};

const namesOfDefaults = Object.fromEntries(
  Object.entries(defaults).map(([kind, code]) => [
    `the name of a default export: ${kind}`,
    runs({ a: `import d from 'b'; log(typeof d, d.name)`, b: `export default ${code}` }),
  ]),
);

module.exports = [
  {
    context: '{ log }',
    cases: {
      'export star': runs({
        a: `import * as b from 'b'; ${LOOK} look(b)`,
        b: `export * from 'c'; export const own = 1`,
        c: `export const x = 1; export let z = 3; export var y = 2`,
      }),
      'export star of several': runs({
        a: `import * as b from 'b'; ${LOOK} look(b)`,
        b: `export * from 'd'; export * from 'c'`,
        c: `export const x = 1, y = 2`,
        d: `export const w = 0, z = 3`,
      }),
      'words that are keywords in some places only': runs({
        a: `import async, { of, using, get as let_ } from 'b'; log(async, of, using, let_)`,
        b: `export const of = 1, using = 2, get = 3; let async = 4; export default async`,
      }),
      'export star does not give the default': runs({
        a: `import * as b from 'b'; ${LOOK} look(b)`,
        b: `export * from 'c'`,
        c: `export default 1; export const x = 2`,
      }),
      'an own export goes before a star': runs({
        a: `import * as b from 'b'; import { x } from 'b'; ${LOOK} look(b); log(x)`,
        b: `export * from 'c'; export const x = 'own'`,
        c: `export const x = 'star', y = 1`,
      }),
      'a name of two stars is nobody’s': runs({
        a: `import * as b from 'b'; ${LOOK} look(b); log('x' in b, b.x)`,
        b: `export * from 'c'; export * from 'd'`,
        c: `export const x = 1, y = 1`,
        d: `export const x = 2, z = 2`,
      }),
      'two stars to the same binding are no conflict': runs({
        a: `import { x } from 'b'; import * as b from 'b'; ${LOOK} look(b); log(x)`,
        b: `export * from 'c'; export * from 'd'`,
        c: `export { x } from 'e'`,
        d: `export * from 'e'`,
        e: `export const x = 1`,
      }),
      'export star of a cycle': runs({
        a: `import * as b from 'b'; export * from 'b'; export const x = 1; ${LOOK} look(b)`,
        b: `export * from 'a'; export const y = 2`,
      }),
      'export star as': runs({
        a: `import { ns } from 'b'; import * as c from 'c'; log(ns === c, ns.x, Object.keys(ns))`,
        b: `export * as ns from 'c'`,
        c: `export const x = 1; export default 2`,
      }),
      'export star as default': runs({
        a: `import ns from 'b'; log(ns.x, ns.default)`,
        b: `export * as default from 'c'`,
        c: `export const x = 1; export default 2`,
      }),
      're-exports by other names': runs({
        a: `import { y, z, w } from 'b'; log(y, z, w)`,
        b: `export { x as y, x as z } from 'c'; import { x } from 'c'; export { x as w }`,
        c: `export const x = 1`,
      }),
      're-exports of re-exports are live': runs({
        a: `import { m, up } from 'b'; import { o } from 'd'; log(m, o); up(); log(m, o)`,
        b: `export { n as m, up } from 'c'`,
        c: `export { n, up } from 'e'`,
        d: `export { m as o } from 'b'`,
        e: COUNTER,
      }),
      'a local name exported by several names': runs({
        a: `import * as b from 'b'; ${LOOK} look(b); b.up(); look(b)`,
        b: `let n = 1; const up = () => n++; export { n, n as m, n as default, up }`,
      }),
      'default from': runs({
        a: `import d, { renamed } from 'b'; log(d, renamed)`,
        b: `export { default } from 'c'; export { default as renamed } from 'c'`,
        c: `export default 'value'`,
      }),
      'as default from': runs({
        a: `import d, { default as e } from 'b'; log(d, e)`,
        b: `export { x as default } from 'c'`,
        c: `export const x = 'x'`,
      }),
      ...namesOfDefaults,
      'a default expression is not live': runs({
        a: `import d, { x, up } from 'b'; log(d, x); up(); log(d, x)`,
        b: `export let x = 1; export default x; export const up = () => { x++ }`,
      }),
      'a default function is live': runs({
        a: `import d, { change } from 'b'; log(d()); change(); log(d())`,
        b: `export default function f() { return 1 } export const change = () => { f = () => 2 }`,
      }),
      'a default function is hoisted within its module': runs({
        a: `log(typeof f, f()); export default function f() { return 'early' }`,
      }),
      'a default class is not hoisted': runs({
        a: `try { K } catch (e) { log(e.name) } export default class K {} log(typeof K)`,
      }),
      'names that are strings': runs({
        a: `import { 'x y' as z, '☃' as snow, '' as empty } from 'b'; import * as b from 'b'; log(z, snow, empty, Object.keys(b), b['x y'])`,
        b: `const a = 1, c = 2; export { a as 'x y', c as '☃', a as '' }`,
      }),
      'names that are strings, re-exported': runs({
        a: `import * as b from 'b'; ${LOOK} look(b)`,
        b: `export { 'x y' as 'y x', 'x y', 'x y' as plain } from 'c'; export * as 'a b' from 'd'`,
        c: `const v = 1; export { v as 'x y' }`,
        d: `export default 1; export const toString = () => 'd'`,
      }),
      'names that are words of the language': runs({
        a: `import * as b from 'b'; import { if as i, class as c, default as d } from 'b'; log(Object.keys(b), i, c, d)`,
        b: `const x = 1; export { x as if, x as class, x as default, x as function, x as await }`,
      }),
      'names of Object.prototype': runs({
        a: `import * as b from 'b'; log(Object.keys(b), b.toString(), b.hasOwnProperty, b.__proto__, b.constructor)`,
        b: `export const toString = () => 'own', hasOwnProperty = 1, __proto__ = 2, constructor = 3`,
      }),
      'a name that the namespace lacks': runs({
        a: `import * as b from 'b'; log(b.nothing, b.toString, b.then, 'x' in b)`,
        b: 'export let x',
      }),
      'destructuring exports': runsThen(
        {
          a: 'export const { p, q: [r, ...s], ...t } = { p: 1, q: [2, 3, 4], u: 5 }; export let [v = 6] = []',
        },
        'return { ...m.namespace }',
      ),
      'a destructuring assignment to exports': runs({
        a: `import { x, y, f } from 'b'; f(); log(x, y)`,
        b: 'export let x, y; export function f() { [x, y] = [1, 2]; ({ x = 5 } = {}); y **= 3; x ??= 9 }',
      }),
      'exports in a loop head are live': runs({
        a: `import { x, f } from 'b'; f(() => log(x))`,
        b: 'export let x; export function f(g) { for (x of [1, 2]) g(); for (x in { k: 1 }) g() }',
      }),
      'assigning to an import': runs({
        a: `import { x } from 'b'; import d from 'b'; import * as ns from 'b'; for (const f of [() => { x = 2 }, () => { x++ }, () => { d = 1 }, () => { ns = 1 }, () => { ns.x = 1 }, () => { [x] = [1] }, () => { for (x of [1]); }]) try { f(); log('assigned') } catch (e) { log(e.name, e instanceof TypeError) }`,
        b: 'export let x = 1; export default 1',
      }),
      'assigning to a const that is exported': runs({
        a: `export const x = 1; try { x = 2 } catch (e) { log(e.name) }`,
      }),
    },
  },
];
