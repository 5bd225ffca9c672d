'use strict';

/** Context objects that are not plain: arrays, functions, instances, collections. */

module.exports = [
  {
    contexts: {
      array: '[10, 20]',
      function: 'function named(a, b) { return 7; }',
      instance: 'new (class K { own = 1; method() { return 2; } get got() { return 3; } })()',
      'instance with private fields': 'new (class K { #p = 5; get open() { return this.#p; } })()',
      date: 'new Date(0)',
      regexp: '/x/g',
      map: 'new Map([[1, 2]])',
      error: "new Error('as context')",
      promise: 'Promise.resolve(1)',
      bytes: 'new Uint8Array([1, 2])',
      boxed: "new String('ab')",
      arguments: '(function () { return arguments; })(1, 2)',
      module: 'Object.assign(Object.create(null), { [Symbol.toStringTag]: "Module", a: 1 })',
    },
    cases: {
      'declarations land on it': 'var v = 1; implicit = 2; function f() {} [v, implicit, typeof f]',
      'its own names are seen':
        '[typeof length, typeof name, typeof own, typeof s, typeof lastIndex, typeof message]',
      'its inherited names are seen':
        '[typeof push, typeof call, typeof method, typeof getTime, typeof then, typeof forEach]',
      'names are listed': 'Object.keys(globalThis)',
      'it is a context': { host: 'vm.isContext(ctx)' },
      'calling one of its methods without a receiver':
        'try { [typeof toString()] } catch (e) { e.name }',
    },
  },
  {
    context: '[10, 20]',
    cases: {
      'elements of an array': [
        '[this[0], this[1], length]',
        'this[2] = 30; length',
        { host: 'ctx.length' },
      ],
      'the length of an array': ['length = 1; typeof this[1]', { host: 'ctx.length' }],
      'push without a receiver': 'push(1)',
    },
  },
  {
    context: 'globalThis.__nothing',
    contextify: false,
    cases: {
      'no argument makes a new object': {
        host: 'const c = vm.createContext(); [vm.isContext(c), vm.runInContext("a = 1", c), c]',
      },
      'undefined makes a new object': {
        host: 'const c = vm.createContext(undefined); [vm.isContext(c), c]',
      },
      null: { host: 'vm.createContext(null)' },
      'a string': { host: "vm.createContext('text')" },
      'a number': { host: 'vm.createContext(5)' },
      'a symbol': { host: 'vm.createContext(Symbol("s"))' },
      'a bigint': { host: 'vm.createContext(5n)' },
      true: { host: 'vm.createContext(true)' },
      'the same object twice': {
        host: 'const o = { a: 1 }; [vm.createContext(o) === o, vm.createContext(o) === o, vm.runInContext("a", o)]',
      },
      'state survives the second createContext': {
        host: 'const o = vm.createContext({}); vm.runInContext("let kept = 5", o); vm.createContext(o); vm.runInContext("kept", o)',
      },
      'isContext of things': {
        host: '[vm.isContext({}), vm.isContext([]), vm.isContext(vm.createContext({})), vm.isContext(() => {}), vm.isContext(globalThis)]',
      },
      'isContext of a primitive': { host: 'vm.isContext(5)' },
      'isContext of null': { host: 'vm.isContext(null)' },
      'isContext of nothing': { host: 'vm.isContext()' },
      'isContext of an object that inherits a context': {
        host: 'vm.isContext(Object.create(vm.createContext({})))',
      },
      'isContext of a proxy over a context': {
        host: 'vm.isContext(new Proxy(vm.createContext({}), {}))',
      },
      'isContext of what a guest calls globalThis': {
        host: "vm.isContext(vm.runInContext('globalThis', vm.createContext({})))",
      },
      'running in what a guest calls globalThis': {
        host: "const c = vm.createContext({ a: 5 }); const g = vm.runInContext('globalThis', c); [vm.runInContext('a', c), g.a, g === c]",
      },
      'a frozen object': {
        host: "const c = vm.createContext(Object.freeze({ a: 1 })); [vm.isContext(c), vm.runInContext('a', c)]",
      },
      'the host global': {
        host: "const c = vm.createContext(Object.assign({}, globalThis)); vm.runInContext('typeof setTimeout', c)",
      },
    },
  },
];
