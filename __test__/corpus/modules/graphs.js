'use strict';

/** Graphs of source text modules: order of evaluation, live bindings, cycles. */

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

const COUNTER = 'export let n = 1; export function up() { n++; }';

module.exports = [
  {
    context: '{ log }',
    cases: {
      'modules run after those that they import': runs({
        a: `import 'b'; log('a')`,
        b: `log('b')`,
      }),
      'bindings are live': runs({
        a: `import { n, up } from 'b'; log(n); up(); log(n)`,
        b: COUNTER,
      }),
      'a diamond': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `import 'd'; log('b')`,
        c: `import 'd'; log('c')`,
        d: `log('d')`,
      }),
      'a chain of ten': {
        host: "const texts = {}; for (let i = 0; i < 10; i++) texts['m' + i] = (i < 9 ? `import 'm${i + 1}';` : '') + `log(${i})`; graph(texts).run().then((m) => m.status)",
        wait: true,
      },
      'a chain of two hundred': {
        host: "const texts = {}; for (let i = 0; i < 200; i++) texts['m' + i] = i < 199 ? `import { v as w } from 'm${i + 1}'; export const v = w + 1;` : 'export const v = 0'; graph(texts).run().then((m) => m.namespace.v)",
        wait: true,
      },
      'two hundred dependencies': {
        host: "const texts = { root: '' }; for (let i = 0; i < 200; i++) { texts.root += `import { v as v${i} } from 'm${i}';`; texts['m' + i] = `export const v = ${i}`; } texts.root += 'export const sum = [' + Array.from({ length: 200 }, (_, i) => 'v' + i) + '].reduce((a, b) => a + b)'; graph(texts).run().then((m) => m.namespace.sum)",
        wait: true,
      },
      'imports run in the order of the text, wherever they stand': runs({
        a: `log('a1'); import 'c'; log('a2'); import 'b'; log('a3')`,
        b: `log('b')`,
        c: `log('c')`,
      }),
      'exports from are requests in the order of the text': runs({
        a: `export * from 'c'; import 'b'; export { x } from 'd'; log('a')`,
        b: `log('b')`,
        c: `log('c')`,
        d: `log('d'); export let x`,
      }),
      'a module imported by several names runs once': runs({
        a: `import 'b'; import * as b from 'b'; import { x } from 'b'; import d, { x as y } from 'b'; log(b.x, x, d, y)`,
        b: `log('b'); export const x = 1; export default 2`,
      }),
      'an empty import list runs the module': runs({
        a: `import {} from 'b'; log('a')`,
        b: `log('b')`,
      }),
      'an empty export list runs the module': runs({
        a: `export {} from 'b'; export {}; log('a')`,
        b: `log('b')`,
      }),
      'a deep dependency first': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `log('b')`,
        c: `import 'd'; log('c')`,
        d: `import 'b'; import 'e'; log('d')`,
        e: `log('e')`,
      }),
      'a cycle of two': runs({
        a: `import 'b'; log('a')`,
        b: `import 'a'; log('b')`,
      }),
      'a cycle of three': runs({
        a: `import 'b'; log('a')`,
        b: `import 'c'; log('b')`,
        c: `import 'a'; log('c')`,
      }),
      'a cycle beside another dependency': runs({
        a: `import 'b'; import 'd'; log('a')`,
        b: `import 'c'; log('b')`,
        c: `import 'b'; import 'd'; log('c')`,
        d: `log('d')`,
      }),
      'two cycles that share a module': runs({
        a: `import 'b'; import 'c'; log('a')`,
        b: `import 'a'; log('b')`,
        c: `import 'a'; import 'b'; log('c')`,
      }),
      'a hoisted function in a cycle': runs({
        a: `import { g } from 'b'; export function f() { return 'f' } log(g())`,
        b: `import { f } from 'a'; export function g() { return 'g' + f() } log(f(), g())`,
      }),
      'hoisted generators and async functions in a cycle': runs({
        a: `import 'b'; export function* g() { yield 1 } export async function h() {} export default function () { return 'd' }`,
        b: `import d, { g, h } from 'a'; log([...g()], typeof h, d(), d.name)`,
      }),
      'a let of a cycle is not ready': runs({
        a: `import 'b'; export let x = 1`,
        b: `import { x } from 'a'; try { log(x) } catch (e) { log(e.name, e instanceof ReferenceError) }`,
      }),
      'typeof a let of a cycle is not ready': runs({
        a: `import 'b'; export const x = 1`,
        b: `import { x } from 'a'; try { log(typeof x) } catch (e) { log(e.name) }`,
      }),
      'a class of a cycle is not ready': runs({
        a: `import 'b'; export class X {} export default class Y {}`,
        b: `import Y, { X } from 'a'; for (const f of [() => X, () => Y]) try { log(f()) } catch (e) { log(e.name) }`,
      }),
      'a var of a cycle is undefined': runs({
        a: `import 'b'; export var x = 1`,
        b: `import { x } from 'a'; log(x); export const later = () => x`,
      }),
      'a function of a cycle reads later': runs({
        a: `import { later } from 'b'; export let x = 1; log(later()); x = 2; log(later())`,
        b: `import { x } from 'a'; export const later = () => x`,
      }),
      'a cycle of three with calls': runs({
        a: `import { b } from 'b'; export function a(n) { return n === 0 ? 'a' : b(n - 1) } log(a(4))`,
        b: `import { c } from 'c'; export function b(n) { return n === 0 ? 'b' : c(n - 1) }`,
        c: `import { a } from 'a'; export function c(n) { return n === 0 ? 'c' : a(n - 1) }`,
      }),
      'a module that imports itself': runs({
        a: `import { x, f } from 'a'; import * as self from 'a'; export function f() { return x } export let x = 1; log(f(), self.x, self.f === f); x = 2; log(self.x)`,
      }),
      'a module that re-exports itself': runsThen(
        {
          a: `export let x = 1; export { x as y } from 'a'; export * from 'a'; export * as self from 'a'`,
        },
        'return [Object.keys(m.namespace), m.namespace.self === m.namespace, m.namespace.y]',
      ),
      'the namespace of a cycle': runs({
        a: `import * as b from 'b'; export let x = 1; log(b.seen, b.name())`,
        b: `import * as a from 'a'; export let seen; try { seen = a.x } catch (e) { seen = e.name } export const name = () => a.x; log(Object.prototype.toString.call(a), 'x' in a)`,
      }),
    },
  },
];
