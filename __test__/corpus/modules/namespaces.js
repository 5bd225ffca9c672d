'use strict';

/** Namespace objects, looked at by the host and by modules: they are the same exotic object for both. */

const TEXT = `export let n = 1; export const up = () => { n++ }; export const s = 'text'; export function f() { return 'f' } export default class K {} export const o = { a: 1 }; const t = Symbol.for('t'); export { t as 'a b', t as Z }`;

/** Expressions over `ns`; `attempt` gives the class of what a function throws. */
const looks = {
  typeof: 'typeof ns',
  'Object.prototype.toString': 'Object.prototype.toString.call(ns)',
  'Array.isArray': 'Array.isArray(ns)',
  'Object.keys': 'Object.keys(ns)',
  'Object.getOwnPropertyNames': 'Object.getOwnPropertyNames(ns)',
  'Object.getOwnPropertySymbols': 'Object.getOwnPropertySymbols(ns)',
  'Reflect.ownKeys': 'Reflect.ownKeys(ns)',
  'Object.values': 'Object.values(ns).map((v) => typeof v)',
  'Object.entries': 'Object.entries(ns).map(([k, v]) => k + typeof v)',
  'for-in': '(() => { const keys = []; for (const k in ns) keys.push(k); return keys })()',
  'for-of': 'attempt(() => { for (const x of ns) return x })',
  spread: 'Object.keys({ ...ns })',
  'Object.assign': 'Object.assign({}, ns).n',
  'rest of a destructuring':
    '(() => { const { n, ...rest } = ns; return [n, Object.keys(rest)] })()',
  in: "['n' in ns, 'x' in ns, 'toString' in ns, Symbol.toStringTag in ns, Symbol.iterator in ns, 0 in ns]",
  'Object.hasOwn':
    "[Object.hasOwn(ns, 'n'), Object.hasOwn(ns, 'x'), Object.hasOwn(ns, Symbol.toStringTag)]",
  'a name that is not exported': '[ns.x, ns[0], ns.__proto__, ns.then, ns[Symbol.iterator]]',
  'Symbol.toStringTag': 'ns[Symbol.toStringTag]',
  'the descriptor of a let': "Object.getOwnPropertyDescriptor(ns, 'n')",
  'the descriptor of a const': "Object.getOwnPropertyDescriptor(ns, 's')",
  'the descriptor of the tag': 'Object.getOwnPropertyDescriptor(ns, Symbol.toStringTag)',
  'the descriptor of nothing': "Object.getOwnPropertyDescriptor(ns, 'x')",
  'all descriptors': 'Object.keys(Object.getOwnPropertyDescriptors(ns))',
  'Reflect.get with a receiver': "Reflect.get(ns, 'n', {})",
  'Reflect.set':
    "[Reflect.set(ns, 'n', 2), Reflect.set(ns, 'x', 2), Reflect.set(ns, Symbol.toStringTag, 2), ns.n]",
  'Reflect.set with a receiver': "Reflect.set(ns, 'n', 2, {})",
  'Reflect.defineProperty with the same value':
    "[Reflect.defineProperty(ns, 'n', { value: ns.n }), Reflect.defineProperty(ns, 's', { value: 'text', writable: true, enumerable: true, configurable: false })]",
  'Reflect.defineProperty with another value': "Reflect.defineProperty(ns, 'n', { value: 5 })",
  'Reflect.defineProperty with nothing': "Reflect.defineProperty(ns, 'n', {})",
  'Reflect.defineProperty with other attributes':
    "[{ writable: false }, { enumerable: false }, { configurable: true }, { get() {} }].map((d) => Reflect.defineProperty(ns, 'n', d))",
  'Reflect.defineProperty of a new name': "Reflect.defineProperty(ns, 'x', { value: 1 })",
  'Reflect.defineProperty of the tag':
    "[Reflect.defineProperty(ns, Symbol.toStringTag, { value: 'Module' }), Reflect.defineProperty(ns, Symbol.toStringTag, { value: 'Other' })]",
  'Reflect.deleteProperty':
    "[Reflect.deleteProperty(ns, 'n'), Reflect.deleteProperty(ns, 'x'), Reflect.deleteProperty(ns, Symbol.toStringTag), Reflect.deleteProperty(ns, Symbol.iterator)]",
  'Reflect.getPrototypeOf': 'Reflect.getPrototypeOf(ns)',
  'Reflect.setPrototypeOf': '[Reflect.setPrototypeOf(ns, null), Reflect.setPrototypeOf(ns, {})]',
  'Object.setPrototypeOf': 'attempt(() => Object.setPrototypeOf(ns, {}))',
  'Reflect.isExtensible': '[Reflect.isExtensible(ns), Reflect.preventExtensions(ns)]',
  'Reflect.has': "[Reflect.has(ns, 'n'), Reflect.has(ns, 'x')]",
  'Object.freeze': 'attempt(() => Object.freeze(ns) === ns)',
  'Object.seal': 'attempt(() => Object.seal(ns) === ns)',
  'Object.isFrozen and isSealed':
    '[Object.isFrozen(ns), Object.isSealed(ns), Object.isExtensible(ns)]',
  'assigning in strict code': "attempt(() => { 'use strict'; ns.n = 2 })",
  'deleting in strict code': "attempt(() => { 'use strict'; delete ns.n })",
  'deleting nothing in strict code': "attempt(() => { 'use strict'; return delete ns.x })",
  'Object.defineProperty': "attempt(() => Object.defineProperty(ns, 'n', { value: 9 }))",
  'JSON.stringify': 'JSON.stringify(ns)',
  'String()': 'attempt(() => String(ns))',
  'adding to a string': "attempt(() => ns + '')",
  instanceof: 'ns instanceof Object',
  'a method': '[ns.f(), new ns.default().constructor === ns.default, ns.default.name]',
  liveness: '[ns.n, ns.up(), ns.n, Object.getOwnPropertyDescriptor(ns, "n").value]',
  'the identity of values':
    '[ns.o === ns.o, ns.f === ns.f, ns["a b"] === ns.Z, ns.Z === Symbol.for("t")]',
  'a prototype of another object':
    "(() => { const child = Object.create(ns); return [child.n, 'n' in child, attempt(() => { 'use strict'; child.n = 5 })] })()",
  'as a key of a WeakMap': 'new WeakMap([[ns, 1]]).get(ns)',
  'Object.is': 'Object.is(ns, ns)',
  with: "Function('ns', 'with (ns) return [n, s, typeof toString]')(ns)",
  'a proxy of it':
    "(() => { const p = new Proxy(ns, {}); return [p.n, 'x' in p, Reflect.ownKeys(p).length] })()",
};

const ATTEMPT =
  'const attempt = (fn) => { try { return fn() } catch (e) { return `throws ${e.constructor.name}` } };';

/** Runs a graph of `a` and `TEXT` as `b`, then host statements that see `m`, `ns` of `b`, and the graph. */
const runsThen = (a, statements) => ({
  host: `(async () => { const g = graph({ a: ${JSON.stringify(a)}, b: ${JSON.stringify(TEXT)} }); const m = await g.run(); const ns = g.b.namespace; ${statements} })()`,
  wait: true,
});

const lookedAt = (where, make) =>
  Object.fromEntries(
    Object.entries(looks).map(([name, look]) => [`${where}: ${name}`, make(look)]),
  );

/** Looks at a namespace before its module is evaluated. */
const early = (code, look) => ({
  host: `(async () => { const caught = (fn) => { try { return fn(); } catch (e) { return e; } }; const m = new vm.SourceTextModule(${JSON.stringify(code)}, { context: ctx, identifier: 'm' }); await m.link(() => {}); const ns = m.namespace; return ${look}; })()`,
  wait: true,
});

module.exports = [
  {
    context: '{ log }',
    cases: lookedAt('in the host', (look) => runsThen("import 'b'", `return ${look};`)),
  },
  {
    context: '{ log }',
    cases: lookedAt('in a module', (look) =>
      runsThen(
        `import * as ns from 'b'; ${ATTEMPT} export const out = ${look}`,
        'return m.namespace.out;',
      ),
    ),
  },
  {
    context: '{ log }',
    cases: {
      'all of it in the host': runsThen("import 'b'", 'return ns;'),
      'all of it, passed by a module': runsThen("import * as ns from 'b'; log(ns)", ''),
      'one object each time': runsThen(
        "import 'b'",
        'return [ns === g.b.namespace, m.namespace === ns];',
      ),
      'the same object for the host and a module': runsThen(
        "import * as ns from 'b'; export { ns }; export const same = (x) => x === ns",
        'return [m.namespace.ns === ns, m.namespace.same(ns), m.namespace.same(m.namespace)];',
      ),
      'the same object for two modules': {
        host: `(async () => { const g = graph({ a: "import * as x from 'c'; import { ns as y } from 'b'; export const same = x === y", b: "import * as ns from 'c'; export { ns }", c: '' }); return (await g.run()).namespace.same; })()`,
        wait: true,
      },
      'the same object for import()': {
        host: `(async () => { const c = new vm.SourceTextModule('export let x = 1', { context: ctx, identifier: 'c' }); await c.link(() => {}); await c.evaluate(); const m = new vm.SourceTextModule("import * as ns from 'c'; export const p = import('c').then((x) => x === ns)", { context: ctx, identifier: 'm', importModuleDynamically: () => c }); await m.link(() => c); await m.evaluate(); return m.namespace.p; })()`,
        wait: true,
      },
      'as a global of a script': [
        runsThen("import 'b'", 'ctx.ns = ns; return 0;'),
        '[ns.n, ns.up(), ns.n, Object.keys(ns), Object.prototype.toString.call(ns), delete ns.n, (ns.n = 5, ns.n)]',
        { host: 'const { ns } = ctx; delete ctx.ns; ns.n' },
      ],
      'through a function of the host': [
        { host: 'ctx.id = (x) => x; ctx.keys = (x) => Object.keys(x); 0' },
        runsThen("import * as ns from 'b'; log(id(ns) === ns, keys(ns))", ''),
      ],
      'an import that is changed is live in the host': runsThen(
        "import { up } from 'b'; up(); up()",
        'return ns.n;',
      ),
      'changed by the host, seen by a module': runsThen(
        "import { n } from 'b'; export const get = () => n",
        'ns.up(); return [m.namespace.get(), ns.n];',
      ),
      'a namespace with nothing': early('', 'ns'),
      'a namespace with then': {
        host: `(async () => { const m = await graph({ a: 'export function then(f) { f("resolved") }' }).run(); return typeof m.namespace.then; })()`,
        wait: true,
      },
      'await of a namespace with then': {
        host: `(async () => { const m = await graph({ a: 'export function then(f) { f("resolved") }' }).run(); return await m.namespace; })()`,
        wait: true,
      },
      'the order of keys': early(
        "export let b, a, Z, $, _, ä, a1, a10, a2, A, aa; let q; export { q as '1', q as '10', q as '2', q as '', q as '𝒳', q as '\\uFFFD' }",
        'Object.getOwnPropertyNames(ns)',
      ),
      'util.inspect': runsThen("import 'b'", "return require('util').inspect(ns);"),
      'util.inspect with more': runsThen(
        "import 'b'",
        "const { inspect } = require('util'); return [inspect(ns, { depth: 0 }), inspect({ ns }), inspect([ns], { showHidden: true, compact: true })];",
      ),
      'util.inspect of one with nothing': early('', "require('util').inspect(ns)"),
      'util.inspect of one that is not ready': early(
        'export let x; export var y; export function f() {}',
        "require('util').inspect(ns)",
      ),
      'util.types': runsThen(
        "import 'b'",
        "return ['isModuleNamespaceObject', 'isProxy', 'isExternal'].map((k) => require('util').types[k](ns));",
      ),
      'util.isDeepStrictEqual': runsThen(
        "import * as c from 'b'",
        "const { isDeepStrictEqual } = require('util'); return [isDeepStrictEqual(ns, ns), isDeepStrictEqual({ ...ns }, { ...ns }), isDeepStrictEqual(ns, { ...ns })];",
      ),
      structuredClone: early('export var x = 1', 'attempt(() => structuredClone(ns))'),
      'not ready: reading a let': early('export let x = 1', 'caught(() => ns.x)'),
      'not ready: reading a const': early('export const x = 1', 'caught(() => ns.x)'),
      'not ready: reading a class': early('export class X {}', 'caught(() => ns.X)'),
      'not ready: reading a default': early('export default 5', 'caught(() => ns.default)'),
      'not ready: reading a default class': early(
        'export default class {}',
        'caught(() => ns.default)',
      ),
      'not ready: reading a name that is a string': early(
        "let x; export { x as 'a b' }",
        "caught(() => ns['a b'])",
      ),
      'not ready: reading a var': early('export var x = 1', 'caught(() => ns.x)'),
      'not ready: reading a function': early(
        'export function f() { return 1 }',
        'caught(() => ns.f())',
      ),
      'not ready: reading a default function': early(
        'export default function () { return 1 }',
        'caught(() => [ns.default(), ns.default.name])',
      ),
      'not ready: a function that reads a let': early(
        'export function f() { return x } let x',
        'caught(() => ns.f())',
      ),
      'not ready: the descriptor': early(
        'export let x',
        "caught(() => Object.getOwnPropertyDescriptor(ns, 'x'))",
      ),
      'not ready: in': early('export let x', "caught(() => ['x' in ns, Reflect.has(ns, 'x')])"),
      'not ready: Object.hasOwn': early('export let x', "caught(() => Object.hasOwn(ns, 'x'))"),
      'not ready: Reflect.ownKeys': early('export let x', 'caught(() => Reflect.ownKeys(ns))'),
      'not ready: Object.keys': early('export let x', 'caught(() => Object.keys(ns))'),
      'not ready: for-in': early(
        'export let x',
        'caught(() => { const r = []; for (const k in ns) r.push(k); return r; })',
      ),
      'not ready: spread': early('export let x', 'caught(() => ({ ...ns }))'),
      'not ready: Object.isFrozen': early(
        'export let x',
        'caught(() => [Object.isExtensible(ns), Object.isFrozen(ns)])',
      ),
      'not ready: Reflect.set and deleteProperty': early(
        'export let x',
        "caught(() => [Reflect.set(ns, 'x', 1), Reflect.deleteProperty(ns, 'x'), Reflect.deleteProperty(ns, 'y')])",
      ),
      'not ready: Reflect.defineProperty': early(
        'export let x',
        "caught(() => Reflect.defineProperty(ns, 'x', { value: 1 }))",
      ),
      'not ready: Object.prototype.toString': early(
        'export let x',
        'caught(() => Object.prototype.toString.call(ns))',
      ),
      'not ready: JSON.stringify': early('export let x', 'caught(() => JSON.stringify(ns))'),
      'not ready: one re-exported from a module that is evaluated': {
        host: `(async () => { const b = new vm.SourceTextModule('export let x = 1', { context: ctx, identifier: 'b' }); await b.link(() => {}); await b.evaluate(); const a = new vm.SourceTextModule("export { x } from 'b'; export let y", { context: ctx, identifier: 'a' }); await a.link(() => b); return [a.namespace.x, attempt(() => a.namespace.y)]; })()`,
        wait: true,
      },
      'not ready and then ready': early(
        'export let x = 1',
        '[attempt(() => ns.x), await m.evaluate(), ns.x, m.namespace === ns]',
      ),
    },
  },
  {
    context: '{ log }',
    compareMessage: true,
    cases: {
      'the message: reading a let in the host': early('export let x = 1', 'caught(() => ns.x)'),
      'the message: reading a default in the host': early(
        'export default 5',
        'caught(() => ns.default)',
      ),
      'the message: reading a default class in the host': early(
        'export default class {}',
        'caught(() => ns.default)',
      ),
      'the message: Object.keys in the host': early(
        'export let x',
        'caught(() => Object.keys(ns))',
      ),
      'the message: reading an import': {
        host: `graph({ a: "import 'b'; export let x", b: "import { x } from 'a'; try { x } catch (e) { log(e) }" }).run().then((m) => m.status)`,
        wait: true,
      },
      'the message: reading an import by another name': {
        host: `graph({ a: "import 'b'; export let x", b: "import { x as y } from 'a'; try { y } catch (e) { log(e) }" }).run().then((m) => m.status)`,
        wait: true,
      },
      'the message: reading through a namespace': {
        host: `graph({ a: "import 'b'; export let x", b: "import * as ns from 'a'; try { ns.x } catch (e) { log(e) }" }).run().then((m) => m.status)`,
        wait: true,
      },
      'the message: assigning to an import': {
        host: `graph({ a: "import { x } from 'b'; try { x = 1 } catch (e) { log(e) }", b: 'export let x' }).run().then((m) => m.status)`,
        wait: true,
      },
      'the message: assigning to a namespace': {
        host: `graph({ a: "import * as ns from 'b'; try { ns.x = 1 } catch (e) { log(e) } try { ns.y = 1 } catch (e) { log(e) } try { delete ns.x } catch (e) { log(e) }", b: 'export let x' }).run().then((m) => m.status)`,
        wait: true,
      },
    },
  },
];
