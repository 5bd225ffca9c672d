'use strict';

/** What people expect of values that cross, and of errors. */

const assert = require('node:assert');

class User {
  #secret = 42;
  name = 'Ada';

  greet() {
    return `hi ${this.name}`;
  }

  get secret() {
    return this.#secret;
  }
}

const inContext = (code, object) => (vm) => vm.runInContext(code, vm.createContext(object));
const asNode = (title, call) => ({ title, call, like: 'node:vm' });

/** What is known of an error that code throws. */
const caught = (code, look, object) => (vm) => {
  try {
    return inContext(code, object)(vm);
  } catch (error) {
    return look(error);
  }
};

const MY_ERROR = `
  class MyErr extends Error {
    constructor(message) { super(message); this.code = 'E1'; this.name = 'MyErr'; }
  }
  throw new MyErr('boom')`;

const hostError = new RangeError('host');

module.exports = [
  {
    title: 'a method of a class instance that is the context object',
    call: (vm) => vm.runInContext('greet()', vm.createContext(new User())),
    says: /Cannot read properties of undefined \(reading 'name'\)/,
  },
  asNode('a method of a class instance', (vm) => inContext('u.greet()', { u: new User() })(vm)),
  asNode('a private field behind a getter', (vm) => inContext('u.secret', { u: new User() })(vm)),
  asNode('new of a class of the host', inContext('new User().greet()', { User })),
  asNode(
    'a class that extends one of the host',
    inContext('class A extends User { greet() { return `${super.greet()}!` } }; new A().greet()', {
      User,
    }),
  ),
  asNode('a BigInt', inContext('x + 1n', { x: 1n })),
  asNode(
    'this of a method',
    inContext('o.f()', {
      o: {
        v: 3,
        f() {
          return this.v;
        },
      },
    }),
  ),
  asNode(
    'this of a detached method',
    inContext('const { f } = o; f()', {
      o: {
        f() {
          return typeof this;
        },
      },
    }),
  ),
  asNode('a Map of the host', inContext('m.get("a")', { m: new Map([['a', 1]]) })),
  asNode('a Date of the host', inContext('d.getTime()', { d: new Date(5) })),
  asNode('a Map of the guest', (vm) => inContext('new Map([["a", 1]])')(vm).get('a')),
  asNode('a copy of a Map', (vm) => new Map(inContext('new Map([["a", 1]])')(vm)).get('a')),
  asNode('instanceof Date', (vm) => inContext('new Date(7)')(vm) instanceof Date),
  asNode('Array.isArray', (vm) => Array.isArray(inContext('[1]')(vm))),
  {
    title: 'an object of one context in another',
    call: (vm) => {
      const other = vm.createContext();
      other.o = inContext('({ f() { return 7 } })')(vm);
      return vm.runInContext('o.f()', other);
    },
    gives: 7,
  },
  {
    title: 'deepStrictEqual of an array',
    call: (vm) => assert.deepStrictEqual(inContext('[1, { a: 2 }]')(vm), [1, { a: 2 }]),
    says: /Values have same structure but are not reference-equal/,
  },
  asNode(
    'a string that is thrown',
    caught('throw "str"', (error) => [typeof error, error]),
  ),
  asNode(
    'instanceof Error',
    caught('null.x', (error) => [error instanceof Error, error.constructor.name]),
  ),
  asNode(
    'an error class of the guest',
    caught(MY_ERROR, (error) => [error.name, error.code, error.constructor.name]),
  ),
  asNode(
    'an error of the host that went through the guest',
    caught('f()', (error) => error === hostError, {
      f() {
        throw hostError;
      },
    }),
  ),
  ...['({ a: 1 })', '[1]', 'new Map([[1, 2]])', '({ a: { b: 1 } })'].map((code) => ({
    title: `copyOut(${code}) is what structuredClone takes`,
    call: (vm) => structuredClone(vm.copyOut(inContext(code)(vm))) !== undefined,
    gives: true,
  })),
  ...['({ a: 1 })', '[1]', 'new Map([[1, 2]])', '(() => 1)'].map((code) => ({
    title: `structuredClone(${code})`,
    call: (vm) => structuredClone(inContext(code)(vm)),
    says: /could not be cloned/,
  })),
  {
    title: 'postMessage of a guest object',
    call: (vm) => new MessageChannel().port1.postMessage(inContext('({ a: 1 })')(vm)),
    says: /could not be cloned/,
  },
];
