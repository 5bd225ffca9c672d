'use strict';

/**
 * Roads out of a realm. Each ends in the guest's own functions, which know nothing of the host,
 * or nowhere; `node:vm`, which shares its heap, is the control that shows which roads are open
 * to begin with. Must never list a road that needs a capability the host hands in on purpose.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const oracle = require('node:vm');

const subject = require('./support/subject.js');

const vm = subject.load();

const seen = "('return typeof process + typeof require')()";

/** Guest code that tries a road and tells what it found at the end. */
const roads = {
  'this.constructor.constructor': `this.constructor.constructor${seen}`,
  'a host object': `hostObject.constructor.constructor${seen}`,
  'a host function': `hostFunction.constructor${seen}`,
  'a host array': `hostArray.constructor.constructor${seen}`,
  'a host class': `HostClass.constructor${seen}`,
  'a host instance': `instance.constructor.constructor${seen}`,
  'the prototype of a host function': `Object.getPrototypeOf(hostFunction).constructor${seen}`,
  '__proto__ of a host function': `hostFunction.__proto__.constructor${seen}`,
  'the prototype of the prototype of a host object': `Object.getPrototypeOf(hostObject).constructor.constructor${seen}`,
  'a host async function': `let found; asyncFunction.constructor('report', 'report(typeof process)')((x) => { found = x; }); found`,
  'a host generator function': `generatorFunction.constructor('yield typeof process')().next().value`,
  'a host error': `try { thrower(); } catch (e) { e.constructor.constructor${seen} }`,
  'an engine error of the host': `try { hostFunction.call.call(5); } catch (e) { e.constructor.constructor${seen} }`,
  'a host error in a callback argument': `errback((e) => e.constructor.constructor${seen})`,
  'a callback argument': `withArgument((x) => x.constructor.constructor${seen})`,
  'this of a callback': `withThis(function () { return this.constructor.constructor${seen}; })`,
  'a host symbol': `Object(hostSymbol).constructor.constructor${seen}`,
  'a host promise': `promise.constructor.constructor${seen}`,
  'a host promise then': `promise.then.constructor${seen}`,
  'a host Map': `map.constructor.constructor${seen}`,
  'a host Map iterator': `map.entries().constructor.constructor${seen}`,
  'a host typed array': `bytes.constructor.constructor${seen}`,
  'a Buffer': `buffer.constructor.constructor${seen}`,
  'a host Date': `date.constructor.constructor${seen}`,
  'a host RegExp': `regexp.constructor.constructor${seen}`,
  'a host RegExp result': `regexp.exec('x').constructor.constructor${seen}`,
  'a host bound function': `bound.constructor${seen}`,
  'a host getter': `Object.getOwnPropertyDescriptor(accessors, 'g').get.constructor${seen}`,
  'a host proxy': `proxy.constructor.constructor${seen}`,
  species: `hostArray.constructor[Symbol.species].constructor${seen}`,
  'a result of map': `hostArray.map((x) => x).constructor.constructor${seen}`,
  'a result of concat': `[].concat(hostArray).constructor.constructor${seen}`,
  'arguments of a host call': `spy(1).constructor.constructor${seen}`,
  'the callee of host arguments': `spy(1).callee.constructor${seen}`,
  'a getter on a host prototype': `hostObject.__lookupGetter__('__proto__').constructor${seen}`,
  'the valueOf of a host object': `hostObject.valueOf.constructor${seen}`,
  'the toString of a host object': `hostObject.toString.constructor${seen}`,
  'bind of a host function': `hostFunction.bind.constructor${seen}`,
  'call of a host function': `hostFunction.call.call(hostFunction.constructor, null, 'return typeof process')()`,
  'Reflect.construct with a host function': `Reflect.construct(hostFunction.constructor, ['return typeof process'])()`,
  'new.target': `Reflect.construct(Object, [], hostFunction.constructor).constructor('return typeof process')()`,
  'class extends': `class X extends hostFunction.constructor {} new X('return typeof process')()`,
  'a host eval handed in': `hostEval('typeof process')`,
  'a host Function handed in': `HostFunction('return typeof process')()`,
  'a host AsyncFunction handed in': `let found; HostAsyncFunction('report', 'report(typeof process)')((x) => { found = x; }); found`,
  'the host Object handed in': `HostObject.constructor('return typeof process')()`,
  'the host Reflect handed in': `HostReflect.getPrototypeOf(hostFunction).constructor('return typeof process')()`,
  'the host Object.getPrototypeOf handed in': `HostObject.getPrototypeOf(hostFunction).constructor('return typeof process')()`,
  'a descriptor of the host constructor': `Object.getOwnPropertyDescriptor(Object.getPrototypeOf(hostFunction), 'constructor').value('return typeof process')()`,
  'all descriptors of the host prototype': `Object.getOwnPropertyDescriptors(Object.getPrototypeOf(hostFunction)).constructor.value('return typeof process')()`,
  'values of a host prototype': `Reflect.ownKeys(Object.getPrototypeOf(hostFunction)).map((k) => { try { return Object.getPrototypeOf(hostFunction)[k]('return typeof process')(); } catch { return 'no'; } }).join()`,
  'Error.prepareStackTrace': `Error.prepareStackTrace = (e, frames) => frames; const s = new Error().stack; typeof s === 'string' ? 'text' : typeof s?.[0]?.getThis?.()?.process`,

  'the guest Function constructor': `Function${seen}`,
  'an arrow of the guest': `(() => {}).constructor${seen}`,
};

const HANDED_IN = `{
  hostObject: { a: 1 }, hostFunction: function f() {}, hostArray: [1], HostClass: class K {}, instance: new (class K {})(),
  asyncFunction: async () => {}, generatorFunction: function* () {}, thrower: () => { throw new TypeError('t'); },
  errback: (f) => f(new Error('e')), withArgument: (f) => f({}), withThis: (f) => f.call({}), hostSymbol: Symbol('h'),
  promise: Promise.resolve(1), map: new Map([[1, 2]]), bytes: new Uint8Array(1), buffer: Buffer.from('x'), date: new Date(0),
  regexp: /x/, bound: function () {}.bind(null), accessors: { get g() { return 1; } }, proxy: new Proxy({}, {}),
  spy: function () { return arguments; }, hostEval: eval, HostFunction: Function,
  HostAsyncFunction: (async () => {}).constructor, HostObject: Object, HostReflect: Reflect,
}`;

/** What `typeof process` and `typeof require` come to at the end of a road; 'closed' if it throws. */
function follow(module, code) {
  const handedIn = new Function('Buffer', `return (${HANDED_IN});`)(Buffer);
  try {
    return String(module.runInContext(code, module.createContext(handedIn)));
  } catch {
    return 'closed';
  }
}

const OUTSIDE = /object|function/;

for (const [name, code] of Object.entries(roads)) {
  test(`no way out: ${name}`, { skip: subject.isOracle && 'node:vm has no boundary' }, () => {
    assert.doesNotMatch(follow(vm, code), OUTSIDE);
  });
}

test('most of these roads are open in node:vm, so that the tests above can fail', () => {
  const open = Object.values(roads).filter((code) => OUTSIDE.test(follow(oracle, code)));
  assert.ok(open.length > 40, `${open.length} of ${Object.keys(roads).length} are open`);
});

test("the guest's own Function is at the end of the road", () => {
  const context = vm.createContext({ hostFunction() {}, hostObject: {} });
  const [viaThis, viaFunction, viaObject] = vm.runInContext(
    `[this.constructor.constructor, hostFunction.constructor, hostObject.constructor.constructor]
      .map((found) => found === Function)`,
    context,
  );
  if (subject.isOracle) assert.ok(!viaThis && !viaFunction && !viaObject);
  else assert.ok(viaThis && viaFunction && viaObject);
});

for (const name of ['import', 'eval', 'Function']) {
  test(`code compiled by ${name} in the guest sees no host`, () => {
    const code = {
      import: "import('fs').then(() => 'loaded', (e) => e.code)",
      eval: "eval('typeof process + typeof require')",
      Function: "Function('return typeof process + typeof require')()",
    }[name];
    const result = vm.runInContext(code, vm.createContext({}));
    return Promise.resolve(result).then((found) => {
      const expected =
        name === 'import' ? 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' : 'undefinedundefined';
      assert.strictEqual(found, expected);
    });
  });
}
