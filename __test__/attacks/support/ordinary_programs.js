'use strict';

/**
 * Ordinary programs that work with any guard taken away, since guards only refuse and replace. Takes the subject's
 * file; ends with an error if one of them does not work. A removal that breaks one takes away more than a guard.
 */

const assert = require('node:assert');
const { EventEmitter } = require('node:events');

const vm = require(process.argv[2]);

/** `() => void | Promise<void>`, by what they do. */
const programs = {
  'gives the value of an expression'() {
    assert.strictEqual(vm.runInNewContext('a + b * 2', { a: 1, b: 2 }), 5);
  },

  'keeps the context object in step'() {
    const context = vm.createContext({ count: 1 });
    vm.runInContext('count += 1; var added = "x"; function twice(n) { return n * 2 }', context);
    assert.strictEqual(context.count, 2);
    assert.strictEqual(context.added, 'x');
    assert.strictEqual(context.twice(4), 8);
  },

  'changes objects that were handed in'() {
    const list = [3, 1, 2];
    const user = { name: 'a', tags: new Set(['x']) };
    vm.runInNewContext('list.push(0); user.name = "b"; user.more = { a: [1] }', { list, user });
    assert.deepStrictEqual(list, [3, 1, 2, 0]);
    assert.strictEqual(user.name, 'b');
    assert.strictEqual(user.more.a[0], 1);
  },

  'calls functions of the host with functions of the guest'() {
    const map = (values, f) => values.map(f);
    const text = 'map([1, 2, 3], (n) => n + 1).join()';
    assert.strictEqual(vm.runInNewContext(text, { map }), '2,3,4');
  },

  'constructs classes of the host and calls their methods'() {
    class Counter {
      value = 0;
      add(n) {
        this.value += n;
        return this;
      }
    }
    const text = 'const c = new Counter(); c.add(2).add(3); c';
    const counter = vm.runInNewContext(text, { Counter });
    assert.ok(counter instanceof Counter);
    assert.strictEqual(counter.value, 5);
  },

  'gives objects and classes to the host'() {
    const made = vm.runInNewContext(
      'class A { get b() { return 1 } } ({ a: new A(), list: [1, { c: 2 }], f: (x) => [x] })',
    );
    assert.strictEqual(made.a.b, 1);
    assert.strictEqual(JSON.stringify(made.list), '[1,{"c":2}]');
    assert.strictEqual(made.f('y')[0], 'y');
    assert.deepStrictEqual(Object.keys(made), ['a', 'list', 'f']);
  },

  'throws errors both ways'() {
    assert.throws(() => vm.runInNewContext('null.x'), { name: 'TypeError' });
    const fail = () => {
      throw new RangeError('far');
    };
    const text = 'try { fail() } catch (error) { error.name + error.message }';
    assert.strictEqual(vm.runInNewContext(text, { fail }), 'RangeErrorfar');
  },

  async 'awaits promises both ways'() {
    const later = async (value) => value * 2;
    const text = '(async () => (await later(2)) + 1)()';
    assert.strictEqual(await vm.runInNewContext(text, { later }), 5);
  },

  'shares bytes'() {
    const bytes = new Uint8Array([1, 2]);
    vm.runInNewContext('bytes[0] = 7', { bytes });
    assert.strictEqual(bytes[0], 7);
    assert.strictEqual(vm.runInNewContext('new Uint8Array([1, 2, 3])').length, 3);
  },

  'listens to an emitter'() {
    class Bus extends EventEmitter {}
    const bus = new Bus();
    const context = vm.createContext({ bus, heard: 0 });
    vm.runInContext('bus.on("a", (n) => { heard += n })', context);
    bus.emit('a', 2);
    assert.strictEqual(vm.runInContext('heard', context), 2);
  },

  'stops what does not end'() {
    assert.throws(() => vm.runInNewContext('for (;;) {}', {}, { timeout: 20 }), {
      code: 'ERR_SCRIPT_EXECUTION_TIMEOUT',
    });
  },

  'compiles functions and scripts'() {
    const add = vm.compileFunction('return a + b', ['a', 'b']);
    assert.strictEqual(add(1, 2), 3);
    assert.strictEqual(new vm.Script('x * 2').runInNewContext({ x: 4 }), 8);
  },

  async 'links modules'() {
    if (vm.SourceTextModule === undefined) return;
    const context = vm.createContext({});
    const text = 'import { a } from "a"; export default a + 1';
    const module = new vm.SourceTextModule(text, { context });
    await module.link(
      () =>
        new vm.SyntheticModule(
          ['a'],
          function evaluate() {
            this.setExport('a', 1);
          },
          { context },
        ),
    );
    await module.evaluate();
    assert.strictEqual(module.namespace.default, 2);
  },

  'prints what guests make'() {
    const { inspect } = require('node:util');
    assert.strictEqual(inspect(vm.runInNewContext('({ a: [1] })')), '{ a: [ 1 ] }');
  },
};

async function main() {
  for (const [name, program] of Object.entries(programs)) {
    try {
      await program();
    } catch (error) {
      error.message = `${name}: ${error.message}`;
      throw error;
    }
  }
}

main();
