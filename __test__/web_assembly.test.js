'use strict';

/**
 * `createContext(object, { webAssembly: 'host' })`: the host's `WebAssembly` as a built-in of a context. What
 * V8's contexts have by themselves is the judge where both have it.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const hostVm = require('node:vm');

const vm = require('..');

/**
 * `(import "e" "f" (func (param i32) (result i32)))`, a memory `m`, `g` that calls the import, and `s`, which
 * stores 42 in the first byte.
 */
const MODULE = `new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 9, 2, 96, 1, 127, 1, 127, 96, 0, 0, 2, 7, 1, 1,
  101, 1, 102, 0, 0, 3, 3, 2, 0, 1, 5, 3, 1, 0, 1, 7, 13, 3, 1, 109, 2, 0, 1, 103, 0, 1, 1, 115, 0, 2, 10, 18, 2,
  6, 0, 32, 0, 16, 0, 11, 9, 0, 65, 0, 65, 42, 58, 0, 0, 11])`;

const instanceWith = (f) =>
  `new WebAssembly.Instance(new WebAssembly.Module(${MODULE}), { e: { f: ${f} } })`;
const INSTANCE = instanceWith('(x) => x * 2');

/** Programs that print the same in a context of V8. */
const SAME = {
  'the object': 'String(WebAssembly) + (globalThis.WebAssembly === WebAssembly)',
  'its place':
    'const { enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(globalThis, "WebAssembly"); [enumerable, writable, configurable].join()',
  'its functions': `WebAssembly.validate(${MODULE}) + ',' + WebAssembly.validate(new Uint8Array(9))`,
  'the lists of a module': `JSON.stringify(WebAssembly.Module.exports(new WebAssembly.Module(${MODULE})))`,
  'a call that calls back': `${INSTANCE}.exports.g(21)`,
  'bytes that the module stores': `const { s, m } = ${INSTANCE}.exports; const bytes = new Uint8Array(m.buffer); s(); bytes[0]`,
  'bytes that the context stores': `const { m } = ${INSTANCE}.exports; new Uint8Array(m.buffer)[1] = 9; new Uint8Array(m.buffer)[1]`,
  'a memory that grows': `const { m } = ${INSTANCE}.exports; m.grow(1) + ',' + m.buffer.byteLength`,
  'what the import throws': `try { ${instanceWith('() => { throw new RangeError("mine"); }')}.exports.g(1); }
    catch (e) { [e instanceof RangeError, e.message].join() }`,
  'a module that is none':
    'try { new WebAssembly.Module(new Uint8Array(3)); } catch (e) { [e instanceof WebAssembly.CompileError, e instanceof Error, e.name].join() }',
  'a global of its own': 'WebAssembly = 5; WebAssembly',
};

for (const [what, code] of Object.entries(SAME)) {
  test(`${what} is as in a context of V8`, () => {
    const expected = hostVm.runInNewContext(code);
    const context = vm.createContext({}, { webAssembly: 'host' });
    assert.strictEqual(vm.runInContext(code, context), expected);
    const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY, { webAssembly: 'host' });
    assert.strictEqual(vm.runInContext(code, vanilla), expected);
  });
}

test('instantiate gives a promise of the context', async () => {
  const context = vm.createContext({}, { webAssembly: 'host' });
  const code = `const p = WebAssembly.instantiate(${MODULE}, { e: { f: (x) => x } });
    p.then(({ instance }) => [p instanceof Promise, instance.exports.g(7)].join())`;
  assert.strictEqual(await vm.runInContext(code, context), 'true,7');
});

test('the context object does not get it', () => {
  const context = vm.createContext({}, { webAssembly: 'host' });
  vm.runInContext('typeof WebAssembly', context);
  assert.deepStrictEqual(Object.getOwnPropertyNames(context), []);
});

const WITHOUT = {
  'by default': {},
  'by the option': { webAssembly: 'none' },
  'where codeGeneration forbids it': { webAssembly: 'host', codeGeneration: { wasm: false } },
};

for (const [when, options] of Object.entries(WITHOUT)) {
  test(`${when} a context has none`, () => {
    assert.strictEqual(
      vm.runInContext('typeof WebAssembly', vm.createContext({}, options)),
      'undefined',
    );
  });
}

test('another value is refused by name', () => {
  assert.throws(() => vm.createContext({}, { webAssembly: true }), {
    code: 'ERR_INVALID_ARG_VALUE',
    message: "The property 'options.webAssembly' must be one of: 'none', 'host'. Received true",
  });
});

const ROADS = {
  'the constructor of the object': 'WebAssembly.constructor.constructor("return typeof process")()',
  'the constructor of a class': 'WebAssembly.Module.constructor("return typeof process")()',
  'an exported function': `${INSTANCE}.exports.g.constructor("return typeof process")()`,
  'the prototype of an error':
    'try { new WebAssembly.Module(); } catch (e) { e.constructor.constructor("return typeof process")() }',
};

for (const [road, code] of Object.entries(ROADS)) {
  test(`${road} does not lead to the host`, () => {
    const context = vm.createContext({}, { webAssembly: 'host' });
    assert.strictEqual(vm.runInContext(code, context), 'undefined');
  });
}

test('guest code does not change that of the host', () => {
  const context = vm.createContext({}, { webAssembly: 'host' });
  const { grow } = WebAssembly.Memory.prototype;
  for (const change of [
    'WebAssembly.added = 1',
    'WebAssembly.Memory.prototype.grow = null',
    'delete WebAssembly.Module',
  ]) {
    assert.throws(() => vm.runInContext(change, context), { code: 'ERR_VM_HOST_OBJECT_READ_ONLY' });
  }
  assert.ok(!('added' in WebAssembly));
  assert.strictEqual(WebAssembly.Memory.prototype.grow, grow);
  assert.strictEqual(typeof WebAssembly.Module, 'function');
});
