'use strict';

/** What goes wrong in graphs: names that are not there, code that throws, and the modules after that. */

/** Runs a graph that fails; what counts is the error, and the status of each module after it. */
const fails = (texts, statements = '') => ({
  host: `(async () => {
    const g = graph(${JSON.stringify(texts)});
    const names = ${JSON.stringify(Object.keys(texts))};
    const statuses = () => names.map((name) => g[name].status);
    let error = 'none';
    await g.run().catch((e) => { error = e; });
    log(statuses());
    ${statements}
    return error;
  })()`,
  wait: true,
});

/** Host statements that may await. */
const later = (statements) => ({ host: `(async () => { ${statements} })()`, wait: true });

const missing = {
  'a name that is not exported': { a: `import { x } from 'b'`, b: '' },
  'a name that is not exported, imported by another name': {
    a: `import { x as y } from 'b'`,
    b: '',
  },
  'a default that is not exported': { a: `import d from 'b'`, b: 'export let x' },
  'a name that is not exported, re-exported': { a: `export { x } from 'b'`, b: '' },
  'a name that is not exported, re-exported by another name': {
    a: `export { x as y } from 'b'`,
    b: '',
  },
  'a name that is a string and not exported': { a: `import { 'x y' as x } from 'b'`, b: '' },
  'a name missing in the middle of a chain': {
    a: `import { x } from 'b'`,
    b: `export { x } from 'c'`,
    c: `export { x } from 'd'`,
    d: '',
  },
  'a name that no star has': {
    a: `import { x } from 'b'`,
    b: `export * from 'c'`,
    c: 'export let y',
  },
  'the default through a star': {
    a: `import d from 'b'`,
    b: `export * from 'c'`,
    c: 'export default 1',
  },
  'a name of two stars': {
    a: `import { x } from 'b'`,
    b: `export * from 'c'; export * from 'd'`,
    c: 'export let x',
    d: 'export let x',
  },
  'a name of two stars, re-exported': {
    a: `export { x as y } from 'b'`,
    b: `export * from 'c'; export * from 'd'`,
    c: 'export let x',
    d: 'export let x',
  },
  'a circular re-export of two modules': { a: `export { x } from 'b'`, b: `export { x } from 'a'` },
  'a circular re-export of one module': { a: `export { x } from 'a'` },
  'a circular re-export under changing names': {
    a: `export { x as y } from 'b'`,
    b: `export { y as x } from 'a'`,
  },
  'a name that only a cycle of stars could have': {
    a: `import { x } from 'b'; export * from 'b'`,
    b: `export * from 'a'`,
  },
  'the second of two missing names does not count': { a: `import { x, y } from 'b'`, b: '' },
  'a dependency that lacks a name': {
    a: `import 'b'; log('a')`,
    b: `import { x } from 'c'`,
    c: `log('c')`,
  },
  'two dependencies that lack a name': {
    a: `import 'b'; import 'c'`,
    b: `import { first } from 'd'`,
    c: `import { second } from 'd'`,
    d: '',
  },
};

const mapped = (table, name, make) =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [name(key), make(value)]));

const thrown = {
  'an error': 'throw new RangeError("thrown")',
  'a string': 'throw "text"',
  'a number': 'throw 5',
  undefined: 'throw undefined',
  null: 'throw null',
  'a symbol': 'throw Symbol.for("s")',
  'an object': 'throw { a: 1 }',
  'an object of the host': 'throw log',
  'a function': 'throw function f() {}',
  'an error of the host': 'throw hostError',
};

module.exports = [
  {
    context: '{ log }',
    cases: mapped(missing, (name) => name, fails),
  },
  {
    context: '{ log }',
    compareMessage: true,
    cases: mapped(missing, (name) => `the message: ${name}`, fails),
  },
  {
    context: '{ log, hostError: new RangeError("of the host") }',
    cases: {
      ...mapped(
        thrown,
        (name) => `a module throws ${name}`,
        (code) => fails({ a: code }, 'log(g.a.error === error, g.a.error);'),
      ),
      ...mapped(
        thrown,
        (name) => `a dependency throws ${name}`,
        (code) =>
          fails(
            { a: "import 'b'; log('never')", b: code },
            'log(g.a.error === g.b.error, g.a.error === error);',
          ),
      ),
    },
  },
  {
    context: '{ log }',
    cases: {
      'a dependency that throws, shared by two parents': fails(
        {
          a: `import 'b'; import 'c'; log('a')`,
          b: `import 'd'; log('b')`,
          c: `import 'd'; log('c')`,
          d: `log('d'); throw new RangeError('of d')`,
        },
        `log(await g.c.evaluate().catch((e) => e === error)); log(statuses());`,
      ),
      'a dependency that throws after another': fails(
        {
          a: `import 'b'; import 'c'; import 'd'; log('a')`,
          b: `log('b')`,
          c: `log('c'); throw new RangeError('of c')`,
          d: `log('d')`,
        },
        'await g.d.evaluate(); log(statuses());',
      ),
      'a module of a cycle that throws': fails(
        {
          a: `import 'b'; log('a')`,
          b: `import 'c'; log('b'); throw new RangeError('of b')`,
          c: `import 'a'; log('c')`,
        },
        'log(names.map((name) => g[name].status === "errored" && g[name].error === error));',
      ),
      'the root of a cycle that throws': fails(
        { a: `import 'b'; log('a'); throw new RangeError('of a')`, b: `import 'a'; log('b')` },
        'log(g.b.status === "errored" && g.b.error === error);',
      ),
      'a dependency that is fine stays evaluated': fails(
        { a: `import 'b'; throw new RangeError('of a')`, b: 'export let x = 1' },
        'log(g.b.namespace.x, await g.b.evaluate());',
      ),
      'the namespace of a module that threw': fails(
        {
          a: 'export let x = 1; export let y = z(); export let w; function z() { throw new RangeError("z") }',
        },
        'const ns = g.a.namespace; log(Object.keys.call(0, [1]), Reflect.ownKeys(ns)); log(attempt(() => ns.x), attempt(() => ns.y), attempt(() => ns.w));',
      ),
      'evaluating again gives the same error': fails(
        { a: 'log("once"); throw new RangeError("again")' },
        'const again = await g.a.evaluate().catch((e) => e); const third = await g.a.evaluate().catch((e) => e); log(again === error, third === error, g.a.error === error);',
      ),
      'evaluating again after throwing undefined': fails(
        { a: 'log("once"); throw undefined' },
        `log(await g.a.evaluate().then(() => 'fulfils', (e) => ['rejects', e]));`,
      ),
      'linking an errored module again': fails(
        { a: 'throw new RangeError("r")' },
        'log(await g.a.link(() => {}).catch((e) => e));',
      ),
      'a new parent of an errored dependency': fails(
        { a: 'throw new RangeError("r")' },
        `const m = new vm.SourceTextModule("import 'a'", { context: ctx, identifier: 'm' }); log(await m.link(() => g.a).catch((e) => [e, e.cause])); log(m.status); log(attempt(() => m.error));`,
      ),
      'a new parent of a module that lacks a name, tried again': fails(
        { a: `import { x } from 'b'`, b: '' },
        `log(await g.a.link(() => g.b).catch((e) => e)); log(await g.a.evaluate().catch((e) => e)); log(attempt(() => g.a.error)); log(statuses());`,
      ),
      'a dependency of a module that lacks a name can be used': fails(
        { a: `import { x } from 'b'`, b: 'log("b"); export let y = 1' },
        `log(g.b.status); const m = new vm.SourceTextModule("import { y } from 'b'; log(y)", { context: ctx, identifier: 'm' }); await m.link(() => g.b); await m.evaluate(); log(statuses());`,
      ),
      'a getter of the host that throws in a module': [
        {
          host: "Object.defineProperty(ctx, 'bad', { get() { throw new RangeError('of a getter'); } }); 0",
        },
        {
          host: `graph({ a: 'try { bad } catch (e) { log(e.message) } bad' }).run().catch((e) => [e.name, e.message, e instanceof RangeError])`,
          wait: true,
        },
      ],
      'the realm of errors of linking': later(
        `const of = (name) => vm.runInContext(name, ctx); const e = await graph({ a: "import { x } from 'b'", b: '' }).run().catch((e) => e); return [e instanceof SyntaxError, e instanceof of('SyntaxError'), e.name];`,
      ),
      'the realm of errors of construction': {
        host: `try { new vm.SourceTextModule('}', { context: ctx, identifier: 'm' }) } catch (e) { [e instanceof SyntaxError, e instanceof vm.runInContext('SyntaxError', ctx), e.constructor.name] }`,
      },
      'the realm of errors of construction without a context': {
        host: `try { new vm.SourceTextModule('}') } catch (e) { [e instanceof SyntaxError, e.constructor.name] }`,
      },
      'the realm of errors of evaluation': later(
        `const of = (name) => vm.runInContext(name, ctx); const e = await graph({ a: 'null.x' }).run().catch((e) => e); return [e instanceof TypeError, e instanceof of('TypeError')];`,
      ),
      'the realm of a ReferenceError': later(
        `const of = (name) => vm.runInContext(name, ctx); const e = await graph({ a: 'nothing' }).run().catch((e) => e); return [e instanceof ReferenceError, e instanceof of('ReferenceError'), e.message];`,
      ),
      'the realm of errors of API misuse': later(
        `const m = new vm.SourceTextModule('', { context: ctx, identifier: 'm' }); const e = await m.evaluate().catch((e) => e); return [e instanceof Error, e instanceof vm.runInContext('Error', ctx), e.code];`,
      ),
      'a syntax error names the module and the line': {
        host: `try { new vm.SourceTextModule('let a;\\nlet b;\\n  }', { context: ctx, identifier: 'm.mjs' }) } catch (e) { e.stack.split('\\n')[0] }`,
      },
      'a syntax error with offsets': {
        host: `try { new vm.SourceTextModule('\\n}', { context: ctx, identifier: 'm.mjs', lineOffset: 10, columnOffset: 5 }) } catch (e) { e.stack.split('\\n')[0] }`,
      },
      'an error has frames of its module': later(
        `const e = await graph({ 'm.mjs': 'function f() {\\n  throw new Error("framed");\\n}\\nf();' }).run().catch((e) => e); return frames(e, 'm.mjs');`,
      ),
      'frames with offsets': later(
        `const e = await graph({ 'm.mjs': 'throw new Error("framed");\\n' }, { lineOffset: 4, columnOffset: 7 }).run().catch((e) => e); return frames(e, 'm.mjs');`,
      ),
      'frames through two modules': later(
        `const e = await graph({ 'm.mjs': "import { f } from 'n.mjs';\\nf();", 'n.mjs': 'export function f() {\\n  null.x;\\n}' }).run().catch((e) => e); return [...frames(e, 'n.mjs'), ...frames(e, 'm.mjs')];`,
      ),
      'an endless recursion': later(
        `const e = await graph({ a: 'function f() { return 1 + f() } f()' }).run().catch((e) => e); return [e.name, e instanceof vm.runInContext('RangeError', ctx)];`,
      ),
      'a module is stopped by a timeout': later(
        `const g = graph({ a: 'while (true) {}' }); await g.link(); const e = await g.a.evaluate({ timeout: 30 }).catch((e) => e); return [e.code, e.message, e instanceof Error];`,
      ),
    },
  },
];
