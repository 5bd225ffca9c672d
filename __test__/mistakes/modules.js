'use strict';

/** Steps of modules at the wrong time, and linkers that give something else. */

const moduleIn = (vm, text) => new vm.SourceTextModule(text, { context: vm.createContext() });

const LINK_FIRST = /Module status .*\nhint: await module\.link\(linker\) first/;

module.exports = [
  { title: 'evaluate without link', call: (vm) => moduleIn(vm, '1').evaluate(), says: LINK_FIRST },
  { title: 'namespace without link', call: (vm) => moduleIn(vm, '1').namespace, says: LINK_FIRST },
  ...[undefined, 'export default 1', { default: 1 }].map((given) => ({
    title: `a linker that gives ${typeof given}`,
    call: (vm) => moduleIn(vm, 'import "x"').link(() => given),
    says: /Provided module is not an instance of Module\nhint: give a vm\.SourceTextModule .*wrapHostModule/,
  })),
  {
    title: 'an export that is not there',
    call: (vm) => {
      const context = vm.createContext();
      const other = new vm.SyntheticModule(['yes'], () => {}, { context, identifier: 'x' });
      const main = new vm.SourceTextModule('import { nope } from "x"', { context });
      return main.link(() => other);
    },
    says: /The requested module 'x' does not provide an export named 'nope'/,
  },
  {
    title: 'a module of another context',
    call: (vm) =>
      moduleIn(vm, 'import "p"').link(() => vm.wrapHostModule({}, { context: vm.createContext() })),
    says: /Linked modules must use the same context/,
  },
  {
    title: 'wrapHostModule of a promise',
    call: (vm) => vm.wrapHostModule(import('node:path')),
    says: /must be what a module exports: await import\(\) first/,
  },
  {
    title: 'an error in the code of a module',
    call: async (vm) => {
      const module = moduleIn(vm, '\nnope()');
      await module.link(() => {});
      await module.evaluate();
    },
    says: /ReferenceError: nope is not defined\n {4}at vm:module\(0\):2:1/,
  },
  {
    title: 'setExport without link',
    call: (vm) => new vm.SyntheticModule(['a'], () => {}).setExport('a', 1),
    says: LINK_FIRST,
  },
];
