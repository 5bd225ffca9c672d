'use strict';

/** Contexts that are gone. */

const util = require('node:util');

/** A value of a context that is disposed of then. */
function goneWith(vm, code) {
  const context = vm.createContext({ x: 1 });
  const value = vm.runInContext(code, context);
  vm.dispose(context);
  return { context, value };
}

const WHEN = /The context was disposed of at \d{4}-\d\d-\d\dT[\d:.]+Z: make a new one/;
const SHOWN = '[Guest object of a context that has ended]';

module.exports = [
  {
    title: 'a run',
    call: (vm) => vm.runInContext('1', goneWith(vm, '1').context),
    says: WHEN,
  },
  {
    title: 'a function that is compiled',
    call: (vm) => vm.compileFunction('', [], { parsingContext: goneWith(vm, '1').context }),
    says: WHEN,
  },
  {
    title: 'createContext again',
    call: (vm) => vm.runInContext('x', vm.createContext(goneWith(vm, '1').context)),
    says: WHEN,
  },
  { title: 'a call of a function', call: (vm) => goneWith(vm, '() => 1').value(), says: WHEN },
  { title: 'a read of a property', call: (vm) => goneWith(vm, '({ a: 1 })').value.a, says: WHEN },
  { title: 'String', call: (vm) => String(goneWith(vm, '({})').value), says: WHEN },
  { title: 'JSON', call: (vm) => JSON.stringify(goneWith(vm, '({})').value), says: WHEN },
  { title: 'the context object', call: (vm) => goneWith(vm, '1').context.x, gives: 1 },
  { title: 'isContext', call: (vm) => vm.isContext(goneWith(vm, '1').context), gives: true },
  ...['({})', '[1]', '(() => 1)', 'new Map()'].map((code) => ({
    title: `util.inspect(${code})`,
    call: (vm) => util.inspect(goneWith(vm, code).value),
    gives: SHOWN,
  })),
  {
    title: 'an error that is logged',
    call: (vm) => util.inspect(goneWith(vm, 'new Error("e")').value).split('\n')[0],
    gives: 'Error: e',
  },
  {
    title: 'the stack of an error',
    call: (vm) => goneWith(vm, 'new Error("e")').value.stack.split('\n')[0],
    gives: 'Error: e',
  },
  {
    title: 'dispose twice',
    call: (vm) => vm.dispose(goneWith(vm, '1').context),
    gives: undefined,
  },
  {
    title: 'dispose of what is no context',
    call: (vm) => vm.dispose({}),
    says: /"contextifiedObject" argument must be an vm\.Context.*\nhint: vm\.createContext/,
  },
  {
    title: 'dispose during a run',
    call: (vm) => {
      const context = vm.createContext({ end: () => vm.dispose(context) });
      return vm.runInContext('end(); 5', context);
    },
    gives: 5,
  },
  {
    title: 'Symbol.dispose',
    call: (vm) => typeof vm.createContext({}, { disposable: true })[Symbol.dispose],
    gives: 'function',
  },
];
