'use strict';

/** Accepted differences of modules, by their sorts. */

const own = {
  design: [
    {
      reason:
        '`importModuleDynamically` of a context is the default for all code in it; node:vm asks it only where no script or module is running.',
      example:
        "const made = new vm.SyntheticModule(['x'], () => {}); made.link(() => {}).then(() => vm.runInContext(\"import('x')\", vm.createContext({}, { importModuleDynamically: () => made }))).then(Object.keys)",
      cases: {
        'modules.dynamic_import':
          /^(a callback of a context: (runInContext|(in)?direct eval|Function|compileFunction|a Script)|the loader of the program: of a context, for (runInContext|(indirect )?eval|Function|compileFunction|a Script|a module))$/,
      },
    },
    {
      reason: 'The lists and attributes of requests are frozen, as in Node 10 and 24.',
      example: "Object.isFrozen(new vm.SourceTextModule('').dependencySpecifiers)",
      cases: {
        'modules.bad_input': ['dependencySpecifiers: changed'],
        'modules.linkers': ['the specifiers of the requests'],
      },
    },
    {
      reason: "`new vm.Module(code)` makes one of Node 10's modules.",
      example: "new vm.Module('1').status",
      cases: {
        'modules.module_classes': ['a subclass that extends Module'],
      },
    },
    {
      reason: 'Nothing is put on the context object to count the modules without an identifier.',
      example:
        "const c = vm.createContext({}); new vm.SourceTextModule('', { context: c }); Object.getOwnPropertySymbols(c).length",
      cases: {
        'modules.identity': [
          'identifiers count for each context',
          'what counting leaves on the context',
        ],
      },
    },
    {
      reason: 'The namespace of a module is a Proxy in the host, and `util.types` tells.',
      example:
        "const m = new vm.SourceTextModule('', { context: vm.createContext({}) }); m.link(() => {}).then(() => require('util').types.isModuleNamespaceObject(m.namespace))",
      cases: {
        'modules.namespaces': [
          'util.types',
          'util.inspect with more',
          'the message: Object.keys in the host',
        ],
      },
    },
    {
      reason: 'A Proxy of a module is no module.',
      example: "new Proxy(new vm.SourceTextModule('', { identifier: 'm' }), {}).identifier",
      cases: {
        'modules.linkers': ['a linker gives a proxy of a module'],
        'modules.module_classes': ['a proxy of a module as a receiver'],
        'modules.bad_input': ['a disguise as a module'],
      },
    },
  ],
  engine: [
    {
      reason:
        'An exported `var` has no value, rather than undefined, before its module has begun to run.',
      example:
        "const m = new vm.SourceTextModule('export var v = 1', { context: vm.createContext({}) }); m.link(() => {}).then(() => m.namespace.v)",
      cases: {
        'modules.graphs': ['a var of a cycle is undefined'],
        'modules.statuses': ['the getters of a linked module'],
        'modules.namespaces': ['not ready: reading a var', 'util.inspect of one that is not ready'],
      },
    },
    {
      reason:
        'What `initializeImportMeta` throws fails the evaluation of the module; the code that asked for `import.meta` goes on and cannot catch it.',
      example:
        "const m = new vm.SourceTextModule('try { import.meta } catch {}', { initializeImportMeta() { throw new RangeError(); } }); m.link(() => {}).then(() => m.evaluate())",
      cases: { 'modules.import_meta': /^a callback that throws/ },
    },
    {
      reason: 'Import attributes come in the order of their names.',
      example:
        "const keys = (specifier, referrer, attributes) => { throw Object.keys(attributes).join(); }; vm.runInNewContext(\"import('x', { with: { b: '1', a: '2' } })\", {}, { importModuleDynamically: keys }).catch(String)",
      cases: { 'modules.dynamic_import': ['attributes: two attributes'] },
    },
    {
      reason: 'The name of an export cannot have half a surrogate pair.',
      example: "new vm.SyntheticModule(['\\ud800'], () => {}).status",
      cases: {
        'modules.bad_input': ['SyntheticModule: names that are odd'],
        'modules.syntax_errors': ['the message of text: a lone surrogate as a name'],
      },
    },
    {
      reason: 'Some messages about modules are in other words.',
      example:
        "const m = new vm.SourceTextModule('import * as x from \"x\"; x.x = 1', { context: vm.createContext({}) }); m.link(() => new vm.SourceTextModule('export let x', { context: m.context })).then(() => m.evaluate()).catch((error) => error.message)",
      cases: {
        'modules.namespaces': ['the message: assigning to a namespace'],
        'modules.syntax_errors':
          /^the message of text: (a default exported twice|an export of a reserved word|an export of a string without from|an import (in a block|in a function|of a reserved word|as a reserved word|of a string without a name)|an export of an expression|an attribute twice|import\. with another word)$/,
      },
    },
    {
      reason:
        'Among modules that import each other, one whose code has ended says that it is evaluated before the others are.',
      example:
        'const c = vm.createContext({ see: () => b.status }); const options = { context: c }; const a = new vm.SourceTextModule(\'import "b"; see()\', options); const b = new vm.SourceTextModule(\'import "a"\', options); let seen; c.see = () => { seen = b.status; }; a.link((s) => ({ a, b })[s]).then(() => a.evaluate()).then(() => seen)',
      cases: { 'modules.statuses': ['the statuses of a cycle, seen from inside'] },
    },
  ],
  'better than Node 20': [
    {
      reason: 'A module whose linker throws is `errored`, and all its requests were asked for.',
      example:
        'const m = new vm.SourceTextModule(\'import "x"\'); m.link(() => { throw 1; }).catch(() => m.status)',
      cases: {
        'modules.linkers': [
          'a linker throws',
          'a linker throws undefined',
          'a linker fails for one of several requests',
          'a linker fails deep in a graph',
          'a linker that fails twice',
          'an async linker and a class as a linker',
        ],
        'modules.statuses': ['the getters of a module whose linking failed'],
      },
    },
    {
      reason: 'Requests with the same specifier and other attributes get the modules of their own.',
      example:
        'const m = new vm.SourceTextModule(\'import a from "x" with { type: "1" }; import b from "x" with { type: "2" }; export { a, b }\'); m.link((s, r, { attributes }) => new vm.SyntheticModule([\'default\'], function () { this.setExport(\'default\', attributes.type); })).then(() => m.evaluate()).then(() => m.namespace.a)',
      cases: { 'modules.linkers': ['import attributes make requests of their own'] },
    },
    {
      reason: 'The callback of a synthetic module has the module for its `this`.',
      example:
        'let same; const m = new vm.SyntheticModule([], function () { same = this === m; }); m.link(() => {}).then(() => m.evaluate()).then(() => same)',
      cases: { 'modules.synthetic': ['the callback gets its module and nothing else'] },
    },
    {
      reason: 'Names of a namespace come in the order of their code units, numbers too.',
      example:
        "const m = new vm.SyntheticModule(['2', '10', '$'], () => {}); m.link(() => {}).then(() => String(Object.keys(m.namespace)))",
      cases: {
        'modules.namespaces': ['the order of keys'],
        'modules.synthetic': ['names of every kind'],
      },
    },
    {
      reason: 'A namespace takes no value, whatever the receiver.',
      example:
        "const m = new vm.SyntheticModule(['x'], () => {}); m.link(() => {}).then(() => Reflect.set(m.namespace, 'x', 1, {}))",
      cases: {
        'modules.namespaces':
          /^in (the host|a module): (Reflect\.set with a receiver|a prototype of another object)$/,
      },
    },
    {
      reason: 'Methods of modules refuse anything else with an error that has a code and says so.',
      example:
        'try { vm.SourceTextModule.prototype.createCachedData.call({}) } catch (error) { error.code }',
      cases: {
        'modules.bad_input': ['createCachedData: of wrong this'],
        'modules.module_classes': [
          'a wrong receiver: SourceTextModule createCachedData',
          'a module of the other class as a receiver',
        ],
      },
    },
    {
      reason:
        'A graph that was linked too early names the module that lacks its links, with an error of the host.',
      example:
        "const a = new vm.SourceTextModule('import \"b\"', { identifier: 'a' }); a.instantiate?.()",
      cases: {
        'modules.linkers': [
          'two roots that share a dependency with requests that take long, linked at once',
        ],
      },
    },
  ],
};

module.exports = own;
