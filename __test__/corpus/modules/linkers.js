'use strict';

/** What linkers get, and what they may give; the requests of a module. */

/** Host statements that may await, with ways to make modules. */
const later = (statements) => ({
  host: `(async () => {
    const text = (code = '', identifier = 'm') => new vm.SourceTextModule(code, { context: ctx, identifier });
    const synthetic = (names = [], f = () => {}, identifier = 's') => new vm.SyntheticModule(names, f, { context: ctx, identifier });
    const ended = (p) => p.then((value) => ['fulfils', value], (error) => ['rejects', error]);
    const seen = (m) => { const look = (key) => { try { return m[key]; } catch (e) { return e.code + ': ' + e.message; } }; return [m.status, look('error'), look('namespace')]; };
    ${statements}
  })()`,
  wait: true,
});

/** A linker gives something; what counts is how linking ends, and the module after it. */
const linkerGives = (value) =>
  later(
    `const m = text("import { x } from 'dep'"); const r = await ended(m.link(() => ${value})); log(...r); log(...seen(m));`,
  );

module.exports = [
  {
    context: '{ log }',
    cases: {
      'a linker gives undefined': linkerGives('undefined'),
      'a linker gives null': linkerGives('null'),
      'a linker gives a string': linkerGives('"export let x"'),
      'a linker gives an object': linkerGives('({ namespace: {}, status: "linked" })'),
      'a linker gives a namespace': later(
        `const x = text('export let x', 'x'); await x.link(() => {}); await x.evaluate(); const m = text("import { x } from 'x'"); log(...(await ended(m.link(() => x.namespace)))); log(m.status);`,
      ),
      'a linker gives an object made of the prototype': linkerGives(
        'Object.create(vm.SourceTextModule.prototype)',
      ),
      'a linker gives a proxy of a module': linkerGives('new Proxy(text("export let x"), {})'),
      'a linker gives a module of another context': linkerGives(
        `new vm.SourceTextModule('export let x', { context: vm.createContext({}), identifier: 'o' })`,
      ),
      'a linker gives a module of no context': linkerGives(
        `new vm.SourceTextModule('export let x', { identifier: 'o' })`,
      ),
      'a linker gives a module that lacks the name': linkerGives("text('export let y', 'dep')"),
      'a linker gives a module': linkerGives("text('export let x', 'dep')"),
      'a linker gives a promise of a module': linkerGives(
        "Promise.resolve(text('export var x', 'dep'))",
      ),
      'a linker gives a promise of nothing': linkerGives('Promise.resolve()'),
      'a linker gives a thenable': linkerGives(
        "({ then(resolve) { resolve(text('export var x', 'dep')); } })",
      ),
      'a linker gives a promise that rejects': linkerGives(
        "Promise.reject(new RangeError('linker'))",
      ),
      'a linker gives a promise that rejects with a primitive': linkerGives(
        "Promise.reject('linker')",
      ),
      'a linker throws': linkerGives("{ throw new RangeError('linker'); }"),
      'a linker throws undefined': linkerGives('{ throw undefined; }'),
      'a linker gives a promise that comes late': linkerGives(
        "new Promise((r) => setTimeout(r, 5, text('export var x', 'dep')))",
      ),
      'a linker gives the module itself': later(
        `const m = text("import { x } from 'dep'; export let x = 1"); log(...(await ended(m.link(() => m)))); log(m.status);`,
      ),
      'a linker gives an errored module': later(
        `const bad = text('throw new RangeError("bad")', 'bad'); await bad.link(() => {}); await ended(bad.evaluate()); const m = text("import 'bad'"); log((await ended(m.link(() => bad)))[1].message); log(m.status, m.error.code);`,
      ),
      'a linker gives an errored module without an error object': later(
        `const bad = text('throw 5', 'bad'); await bad.link(() => {}); await ended(bad.evaluate()); const m = text("import 'bad'"); const e = (await ended(m.link(() => bad)))[1]; log(e.message, e.cause, 'cause' in e);`,
      ),
      'a linker gives a linked module': later(
        `const x = text('export var x = 1', 'x'); await x.link(() => {}); const m = text("import { x } from 'x'; log(x)"); await m.link(() => x); log(x.status); await m.evaluate(); log(x.status);`,
      ),
      'a linker gives an evaluated module': later(
        `const x = text('log("once"); export let x = 1', 'x'); await x.link(() => {}); await x.evaluate(); const m = text("import { x } from 'x'; log(x)"); await m.link(() => x); await m.evaluate();`,
      ),
      'a linker fails for one of several requests': later(
        `const g = graph({ a: "import 'b'; import 'c'; import 'd'", b: '', d: '' }); log(...(await ended(g.a.link((specifier) => { log('asked', specifier); if (specifier === 'c') throw new RangeError('c'); return g[specifier]; })))); log(g.a.status, g.b.status, g.d.status);`,
      ),
      'a linker fails deep in a graph': later(
        `const g = graph({ a: "import 'b'", b: "import 'c'", c: "import 'd'" }); log(...(await ended(g.a.link((specifier) => { if (specifier === 'd') throw new RangeError('d'); return g[specifier]; })))); log(['a', 'b', 'c'].map((n) => g[n].status)); for (const n of ['a', 'b', 'c']) log(attempt(() => g[n].error));`,
      ),
      'a linker that fails twice': later(
        `const m = text("import 'b'; import 'c'"); log(...(await ended(m.link((specifier) => { throw new RangeError(specifier); })))); log(m.error);`,
      ),
      'the arguments of a linker': later(
        `const m = text("import 'x'; import './y.js'; export * from 'x'; import 'https://z/'"); await m.link(function (...args) { 'use strict'; log(this, args.length, args[0], args[1] === m, Object.keys(args[2])); return text('', args[0]); });`,
      ),
      'the referencing module of requests below': later(
        `const g = graph({ a: "import 'b'; import 'c'", b: "import 'c'", c: '' }); await g.a.link((specifier, from) => { log(from.identifier, from === g[from.identifier], specifier); return g[specifier]; });`,
      ),
      'how often a linker is called': later(
        `const g = graph({ a: "import 'b'; import 'c'; import 'b'; export { x } from 'b'", b: "import 'c'; export let x", c: "import 'a'; import 'b'" }); const calls = []; await g.a.link((specifier, from) => { calls.push(from.identifier + specifier); return g[specifier]; }); return calls;`,
      ),
      'a linker is not called without requests': later(`await text().link(() => log('called'));`),
      'a linker that answers out of order': later(
        `const g = graph({ a: "import 'b'; import 'c'; log('a')", b: 'log("b")', c: 'log("c")' }); await g.a.link(async (specifier) => { await new Promise((r) => setTimeout(r, specifier === 'b' ? 8 : 1)); log('answer', specifier); return g[specifier]; }); await g.a.evaluate();`,
      ),
      'a linker that makes a new module for each request': later(
        `const m = text("import { o as p } from 'x'; import 'y'; log(p)"); await m.link((specifier) => text(specifier === 'x' ? "export { o } from 'z'" : specifier === 'y' ? "import 'z'" : 'log("z"); export const o = 1', specifier)); await m.evaluate();`,
      ),
      'a linker that links by itself': later(
        `const g = graph({ a: "import 'b'; log('a')", b: "import 'c'; log('b')", c: 'log("c")' }); const linker = async (specifier) => { const m = g[specifier]; if (m.status === 'unlinked') await m.link(linker); return m; }; await g.a.link(linker); await g.a.evaluate();`,
      ),
      'two roots that share a dependency, linked one after the other': later(
        `const g = graph({ a: "import 'c'; log('a')", b: "import 'c'; log('b')", c: 'log("c")' }); await g.link('a'); await g.link('b'); await g.a.evaluate(); await g.b.evaluate();`,
      ),
      'two roots that share a dependency, linked at once': later(
        `const g = graph({ a: "import 'c'; log('a')", b: "import 'c'; log('b')", c: 'log("c")' }); const [p, q] = [g.link('a'), g.link('b')].map(ended); log((await p)[0], (await q)[0]); log(['a', 'b', 'c'].map((n) => g[n].status)); await g.a.evaluate(); await g.b.evaluate();`,
      ),
      'two roots that share a dependency with requests that take long, linked at once': later(
        `const g = graph({ a: "import 'c'; log('a')", b: "import 'c'; log('b')", c: 'import "d"; log("c")', d: '' }); const linker = async (specifier) => { await new Promise((r) => setTimeout(r, 5)); return g[specifier]; }; const [p, q] = [g.a.link(linker), g.b.link(linker)].map(ended); log(...(await p)); log(...(await q)); log(['a', 'b', 'c', 'd'].map((n) => g[n].status));`,
      ),
      'linkers of a wrong type': later(
        `for (const linker of [undefined, null, 5, 'text', {}, Symbol('s')]) { const m = text(); const [how, e] = await ended(m.link(linker)); log(how, e.name, e.code, e.message, m.status); }`,
      ),
      'an async linker and a class as a linker': later(
        `const m = text("import 'x'"); const [how, e] = await ended(m.link(class A {})); log(how, e.name, m.status);`,
      ),
      'import attributes make requests of their own': {
        host: `const m = new vm.SourceTextModule("import a from 'x' with { type: 'json' }; import b from 'x'; import c from 'x' with { type: 'json' }; import d from 'x' with { type: 'css' }; import e from 'x' with {}; log(a, b, c, d, e)", { context: ctx, identifier: 'm' }); m.link((specifier, _, { attributes }) => { log(specifier, { ...attributes }); return new vm.SourceTextModule('export default ' + JSON.stringify(String(attributes.type)), { context: ctx, identifier: 'x' }); }).then(() => m.evaluate())`,
        wait: true,
      },
      'the attributes of a request are an object of the host': {
        host: `const m = new vm.SourceTextModule("import 'x' with { type: 'json' }; import 'y'", { context: ctx, identifier: 'm' }); m.link((...args) => { log(args.length, args[0], args[1] === m, args[2]); return new vm.SourceTextModule('', { context: ctx, identifier: 'x' }); })`,
        wait: true,
      },
      'the specifiers of the requests': {
        host: `const m = new vm.SourceTextModule("import 'x'; import 'y'; export * from 'x'; import z from './z.js'; export { w } from 'x y'", { context: ctx, identifier: 'm' }); [m.dependencySpecifiers, m.dependencySpecifiers === m.dependencySpecifiers]`,
      },
      'attributes of an export from': {
        host: `const m = new vm.SourceTextModule("export * from 'x' with { a: '1', b: '2' }; export { y } from 'z' with { 'c d': '3' }; export * as n from 'w' with { type: 't', }", { context: ctx, identifier: 'm' }); m.link((specifier, _, { attributes }) => { log(specifier, { ...attributes }); return new vm.SourceTextModule('export var y', { context: ctx, identifier: specifier }); }).then(() => Reflect.ownKeys(m.namespace))`,
        wait: true,
      },
    },
  },
];
