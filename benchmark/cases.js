'use strict';

/**
 * What is measured. Each case prepares itself with a `vm` (this package or `node:vm`) and gives the
 * function that is timed; it must do the same work with both and never print.
 */

const small = { name: 'Ada', values: [1, 2, 3], settings: { deep: true } };

/** @typedef {{ name: string, prepare: (vm: typeof import('node:vm')) => () => unknown }} Case */

/** @type {Case[]} */
const cases = [
  {
    name: 'createContext({})',
    prepare: (vm) => () => vm.createContext({}),
  },
  {
    name: 'runInNewContext, three globals',
    prepare: (vm) => () => vm.runInNewContext('total = values.length', { ...small }),
  },
  {
    name: 'runInContext, source each time',
    prepare(vm) {
      const context = vm.createContext({ ...small });
      return () => vm.runInContext('values.length + 1', context);
    },
  },
  {
    name: 'script.runInContext, `1 + 1`',
    prepare(vm) {
      const context = vm.createContext({ ...small });
      const script = new vm.Script('1 + 1');
      return () => script.runInContext(context);
    },
  },
  {
    name: 'script.runInContext, with a timeout',
    prepare(vm) {
      const context = vm.createContext({ ...small });
      const script = new vm.Script('1 + 1');
      return () => script.runInContext(context, { timeout: 1000 });
    },
  },
  {
    name: 'script that reads and writes globals',
    prepare(vm) {
      const context = vm.createContext({ ...small, count: 0 });
      const script = new vm.Script('count += values[1]; last = name + settings.deep');
      return () => script.runInContext(context);
    },
  },
  {
    name: 'guest calls a host function',
    prepare(vm) {
      const context = vm.createContext({ add: (a, b) => a + b });
      const script = new vm.Script('for (let i = 0, sum = 0; i < 1000; i++) sum = add(sum, i);');
      return () => script.runInContext(context);
    },
  },
  {
    name: 'host calls a guest function',
    prepare(vm) {
      const add = vm.runInNewContext('(a, b) => a + b');
      return () => {
        let sum = 0;
        for (let i = 0; i < 1000; i++) {
          sum = add(sum, i);
        }
        return sum;
      };
    },
  },
  {
    name: 'guest reads host objects',
    prepare(vm) {
      const context = vm.createContext({
        orders: Array.from({ length: 1000 }, (_, at) => ({ at })),
      });
      const script = new vm.Script('orders.reduce((sum, order) => sum + order.at, 0)');
      return () => script.runInContext(context);
    },
  },
  {
    name: 'loop over a global variable',
    prepare(vm) {
      const context = vm.createContext({});
      const script = new vm.Script('n = 0; for (i = 0; i < 1e4; i++) n += i; n');
      return () => script.runInContext(context);
    },
  },
  {
    name: 'plain computation, fib(15)',
    prepare(vm) {
      const context = vm.createContext({});
      const script = new vm.Script(
        '(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); })(15)',
      );
      return () => script.runInContext(context);
    },
  },
];

module.exports = { cases };
