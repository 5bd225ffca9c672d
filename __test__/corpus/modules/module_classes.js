'use strict';

/** The classes of modules: arguments of their constructors and methods, receivers, inheritance, cached data. */

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

/** A method or getter on a wrong receiver. */
const wrongReceivers = (name, use) => [
  name,
  later(`for (const receiver of [{}, undefined, 5, () => {}, Object.create(vm.${name.split(' ')[0]}.prototype)]) {
      try { log('gives', await (${use})(receiver)); } catch (e) { log(e.name, e.code, e.message); }
    }`),
];

const getterOf = (Class, key) => `(o) => Reflect.get(vm.${Class}.prototype, '${key}', o)`;
const methodOf = (Class, key, ...args) =>
  `(o) => vm.${Class}.prototype.${key}.call(${['o', ...args].join(', ')})`;

const members = Object.fromEntries(
  [
    ['Module identifier', getterOf('Module', 'identifier')],
    ['Module context', getterOf('Module', 'context')],
    ['Module namespace', getterOf('Module', 'namespace')],
    ['Module status', getterOf('Module', 'status')],
    ['Module error', getterOf('Module', 'error')],
    ['Module link', methodOf('Module', 'link', '() => {}')],
    ['Module evaluate', methodOf('Module', 'evaluate')],
    ['SourceTextModule dependencySpecifiers', getterOf('SourceTextModule', 'dependencySpecifiers')],
    ['SourceTextModule status', getterOf('SourceTextModule', 'status')],
    ['SourceTextModule error', getterOf('SourceTextModule', 'error')],
    ['SourceTextModule createCachedData', methodOf('SourceTextModule', 'createCachedData')],
    ['SyntheticModule setExport', methodOf('SyntheticModule', 'setExport', "'x'", '1')],
  ]
    .map(([name, use]) => wrongReceivers(name, use))
    .map(([name, body]) => [`a wrong receiver: ${name}`, body]),
);

/** What the constructor says about arguments. */
const constructing = (args) => ({
  host: `[${args.map((list) => `() => new vm.SourceTextModule(${list})`).join(', ')}].map((f) => { try { return f().status; } catch (e) { return [e.name, e.code, e.message]; } })`,
});

const inContext = (option) => `'', { context: ctx, identifier: 'm', ${option} }`;

/** How evaluate ends with each of several options. */
const evaluatedWith = (...options) =>
  later(
    `for (const options of [${options}]) { const m = text(); await m.link(() => {}); const [how, e] = await ended(m.evaluate(options)); log(how, e && e.name, e && e.code, e && e.message, m.status); }`,
  );

module.exports = [
  {
    context: '{ log }',
    cases: {
      'link and evaluate throw nothing at once': later(
        `const m = text(); const p = [m.link(5), m.evaluate(5), m.evaluate({ timeout: 'x' })]; return (await Promise.allSettled(p)).map((r) => [r.reason.name, r.reason.code]);`,
      ),
      'evaluate options of a wrong type': evaluatedWith(
        'null',
        '5',
        '"text"',
        'true',
        '() => {}',
        '[]',
      ),
      'evaluate timeouts': evaluatedWith(
        '{ timeout: 0 }',
        '{ timeout: -1 }',
        '{ timeout: 1.5 }',
        '{ timeout: "5" }',
        '{ timeout: null }',
        '{ timeout: undefined }',
        '{ timeout: 1000 }',
        '{ timeout: NaN }',
        '{ timeout: 2 ** 32 }',
      ),
      'evaluate breakOnSigint': evaluatedWith(
        '{ breakOnSigint: true }',
        '{ breakOnSigint: 1 }',
        '{ breakOnSigint: undefined }',
        '{ breakOnSigint: null }',
      ),
      'evaluate options with a throwing getter': evaluatedWith(
        '{ get timeout() { throw new RangeError("option"); } }',
      ),
      'createCachedData in each status': later(
        `const m = text('1'); const look = () => { try { log(Buffer.isBuffer(m.createCachedData()), m.createCachedData().length > 0); } catch (e) { log(e.name, e.code, e.message); } }; look(); await m.link(() => {}); look(); await m.evaluate(); look(); const bad = text('throw 1'); await bad.link(() => {}); await ended(bad.evaluate()); log(attempt(() => bad.createCachedData()));`,
      ),
      'cachedData is accepted': {
        host: `const d = new vm.SourceTextModule('export let x = 1', { context: ctx, identifier: 'm' }).createCachedData(); new vm.SourceTextModule('export let x = 1', { context: ctx, identifier: 'm', cachedData: d }).status`,
      },
      'cachedData that is garbage': {
        host: `try { new vm.SourceTextModule('export let x = 2', { context: ctx, identifier: 'm', cachedData: Buffer.from('garbage garbage garbage') }) } catch (e) { [e.name, e.code, e.message] }`,
      },
      ...members,
      'a module of the other class as a receiver': later(
        `for (const f of [${getterOf('SourceTextModule', 'dependencySpecifiers')}, ${getterOf('SourceTextModule', 'status')}, ${getterOf('SourceTextModule', 'error')}]) log(attempt(() => f(synthetic()))); log(attempt(() => vm.SyntheticModule.prototype.setExport.call(text(), 'x', 1)));`,
      ),
      'a proxy of a module as a receiver': later(
        `const m = new Proxy(text('export var x = 1'), {}); for (const key of ['identifier', 'context', 'namespace', 'status', 'dependencySpecifiers']) log(key, attempt(() => m[key])); log((await ended(m.link(() => {})))[1]?.name);`,
      ),
    },
  },
  {
    context: '{ log }',
    cases: {
      'sources of a wrong type': constructing([
        '',
        'undefined',
        'null',
        '5',
        '{}',
        'Symbol("s")',
        '["1"]',
        'new String("1")',
      ]),
      'options of a wrong type': constructing([
        "'', null",
        "'', 5",
        "'', 'm'",
        "'', true",
        "'', () => {}",
      ]),
      'contexts of a wrong type': constructing([
        "'', { context: {} }",
        "'', { context: null }",
        "'', { context: 5 }",
        "'', { context: 'c' }",
        "'', { context: () => {} }",
      ]),
      'identifiers of a wrong type': constructing(
        ['null', '5', '{}', 'Symbol("s")'].map((v) => `'', { context: ctx, identifier: ${v} }`),
      ),
      'lineOffset of a wrong type': constructing(
        ["'1'", 'null', '1.5', 'NaN', '2 ** 31', '-5', '{}'].map((v) =>
          inContext(`lineOffset: ${v}`),
        ),
      ),
      'columnOffset of a wrong type': constructing(
        ["'1'", 'null', '1.5', 'NaN', '2 ** 31', '-5', '{}'].map((v) =>
          inContext(`columnOffset: ${v}`),
        ),
      ),
      'initializeImportMeta of a wrong type': constructing(
        ["'1'", 'null', '5', '{}', 'undefined'].map((v) => inContext(`initializeImportMeta: ${v}`)),
      ),
      'importModuleDynamically of a wrong type': constructing(
        ["'1'", 'null', '5', '{}', 'undefined'].map((v) =>
          inContext(`importModuleDynamically: ${v}`),
        ),
      ),
      'cachedData of a wrong type': constructing(
        ["'1'", 'null', '5', '{}', '[1]', 'new ArrayBuffer(1)', 'undefined'].map((v) =>
          inContext(`cachedData: ${v}`),
        ),
      ),
      'options with a throwing getter': {
        host: `new vm.SourceTextModule('', { get context() { throw new RangeError('option'); } })`,
      },
      'options that are inherited': {
        host: `const m = new vm.SourceTextModule('', Object.create({ context: ctx, identifier: 'inherited' })); [m.identifier, m.context === ctx]`,
      },
      'called without new': {
        host: `[attempt(() => vm.SourceTextModule('')), attempt(() => vm.SyntheticModule([], () => {}))]`,
      },
      'the classes': {
        host: `[vm.SourceTextModule, vm.SyntheticModule].map((C) => [typeof C, C.name, Object.getPrototypeOf(C) === vm.Module, Object.getPrototypeOf(C.prototype) === vm.Module.prototype])`,
      },
      'the base class': {
        host: `[typeof vm.Module, vm.Module.name, vm.Module.length, Object.keys(vm.Module), Object.keys(vm.Module.prototype)]`,
      },
      'the members of Module that source text modules have': {
        host: `['identifier', 'context', 'namespace', 'status', 'error', 'link', 'evaluate'].map((k) => [k, k in vm.Module.prototype, typeof Object.getOwnPropertyDescriptor(vm.Module.prototype, k)?.get, Object.getOwnPropertyDescriptor(vm.Module.prototype, k)?.enumerable])`,
      },
      'the lengths of methods': {
        host: `[vm.SourceTextModule.length, vm.SyntheticModule.length, vm.Module.prototype.link.length, vm.Module.prototype.evaluate.length, vm.SyntheticModule.prototype.setExport.length]`,
      },
      'the base class is abstract': {
        host: `try { new vm.Module() } catch (e) { [e.name, e.code, e.message] }`,
      },
      instanceof: {
        host: `const [m, s] = [new vm.SourceTextModule('', { context: ctx, identifier: 'm' }), new vm.SyntheticModule([], () => {}, { context: ctx, identifier: 's' })]; [m instanceof vm.Module, m instanceof vm.SourceTextModule, m instanceof vm.SyntheticModule, s instanceof vm.Module, s instanceof vm.SyntheticModule, s instanceof vm.SourceTextModule]`,
      },
      'tags and string conversion': {
        host: `const [m, s] = [new vm.SourceTextModule('', { context: ctx, identifier: 'm' }), new vm.SyntheticModule([], () => {}, { context: ctx, identifier: 's' })]; [String(m), String(s), Object.prototype.toString.call(m), JSON.stringify(m), Object.keys(m), m.constructor.name]`,
      },
      'a subclass': {
        host: `class M extends vm.SourceTextModule { get twice() { return this.identifier + this.identifier; } } const m = new M('', { context: ctx, identifier: 'm' }); [m.twice, m.status, m instanceof M]`,
      },
      'a subclass as a dependency': later(
        `class M extends vm.SourceTextModule { extra = 1 } const x = new M('export var x = 1', { context: ctx, identifier: 'x' }); const m = text("import { x } from 'x'; log(x)"); await m.link(() => x); await m.evaluate();`,
      ),
      'a subclass that extends Module': {
        host: `class M extends vm.Module {} attempt(() => new M('', { context: ctx }).status)`,
      },
    },
  },
];
