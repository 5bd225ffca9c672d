'use strict';

/**
 * What is measured. Each case prepares itself with a `vm` (this package or `node:vm`) and gives the
 * function that is timed; it must do the same work with both and never print.
 */

const small = { name: 'Ada', values: [1, 2, 3], settings: { deep: true } };

/** What a guest does alone, by the name of the case: parts of programs that an engine is good or bad at. */
const guestOnly = {
  'a string that grows, 20,000 times': "let s = ''; for (let i = 0; i < 20000; i++) s += 'x';",
  'a template that grows': "let s = ''; for (let i = 0; i < 5000; i++) s = `${s}xy`;",
  'split and join, 100 KB': "'ab,cd,ef,gh,'.repeat(8334).split(',').join(';')",
  'regular expression, replace 50 KB': "'hello world foo bar '.repeat(2500).replace(/o+/g, '0')",
  'regular expression, replace with groups':
    "'hello world foo bar '.repeat(500).replace(/(\\w+) (\\w+)/g, '$2 $1')",
  'regular expression, test':
    "const r = /(\\d+)-(\\d+)/; for (let i = 0; i < 1000; i++) r.test('abc 123-456 def')",
  'regular expression, sticky tokens':
    "const s = 'let x = 12 + foo(3);\\n'.repeat(100), r = /\\s+|(\\d+)|([a-z]+)|(.)/y; while (r.exec(s));",
  unshift: 'const a = []; for (let i = 0; i < 2000; i++) a.unshift(i)',
  'splice from the first':
    'const a = Array.from({ length: 2000 }); while (a.length) a.splice(0, 1)',
  'spread that grows': 'let a = []; for (let i = 0; i < 500; i++) a = [...a, i]',
  'for…of':
    'const a = Array.from({ length: 1000 }, (_, i) => i); let s = 0; for (const x of a) s += x',
  destructuring:
    'for (let i = 0; i < 1000; i++) { const [a, b, ...c] = [i, 2, 3, 4]; const { x, y } = { x: a, y: b } }',
  'Map, deleted from the first':
    'const m = new Map(); for (let i = 0; i < 4000; i++) m.set(i, i); for (let i = 0; i < 4000; i++) m.delete(i)',
  'properties deleted in order':
    "const o = {}; for (let i = 0; i < 3000; i++) o['k' + i] = i; for (const k in o) delete o[k]",
  'typed array':
    'const t = new Float64Array(1000); for (let k = 0; k < 5; k++) for (let i = 0; i < 1000; i++) t[i] = t[i] + i',
  generator: 'function* g(n) { for (let i = 0; i < n; i++) yield i } for (const x of g(2000));',
};

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
  ...Object.entries(guestOnly).map(([name, code]) => ({
    name,
    prepare(vm) {
      const script = new vm.Script(`(function () { ${code} })()`);
      const context = vm.createContext({});
      return () => script.runInContext(context);
    },
  })),
];

module.exports = { cases };
