'use strict';

/**
 * Accepted differences that follow from the design: two heaps, a boundary between them, and objects
 * that stand for those of the other side.
 */

const prototypes = [
  'a host object instanceof Object',
  'a host array instanceof Array',
  'a host array instanceof Object',
  'a host function instanceof Function',
  'a host error instanceof Error',
  'a host error instanceof its class',
  'the prototype of a host object',
  'the prototype of a host array',
  'the prototype of a host function',
  'the prototype of a host class prototype',
  'a host instance instanceof Object',
  'a host Map in the guest',
  'a host Date in the guest',
  'a host RegExp in the guest',
];

const numberArray = String.raw`(Big)?(Ui|I)nt\d+(Clamped)?Array|Float\d+Array`;
const view = `(${numberArray}|empty Uint8Array|a view into the middle)`;

module.exports = [
  {
    reason: 'There is no way by `constructor` from the guest to the host.',
    example: `vm.runInNewContext("this.constructor.constructor('return typeof process')()")`,
    cases: { 'global.evaluation': ['constructor of constructor is the guest Function'] },
  },
  {
    reason:
      'The stack of a host error shows the guest its own calls, from when the error crossed first, and none of the host.',
    example:
      "vm.runInNewContext('try { f() } catch (e) { e.stack.includes(\"hostFunction\") }', { f: function hostFunction() { throw new Error('x') } })",
    cases: {
      'errors.stacks': [
        "calls of the host in a host error's stack",
        "calls of the host in the descriptor of a host error's stack",
        'calls in the stack of a host error that was handed in',
        "calls of the host in the guest's own errors",
      ],
    },
  },
  {
    reason:
      'An error of `require` or `import()` in the host does not tell the guest which files of the host asked for the module, nor where it would be.',
    example:
      'vm.runInNewContext(\'try { load("./no") } catch (e) { e.requireStack === undefined }\', { load: (name) => require(name) })',
    cases: { 'errors.stacks': ['who asked for a module that is not found'] },
  },
  {
    reason:
      "Objects of the host are instances of the guest's own classes of the language, which is what the host's stand for.",
    example: "vm.runInNewContext('list instanceof Array', { list: [] })",
    cases: {
      'membrane.prototypes': prototypes,
      'membrane.promises': ['new host Promise in the guest'],
      'global.builtins': ["the host's own built-ins handed in"],
      'membrane.proxies': ['a guest proxy over a host object'],
      'modules.dynamic_import': ['no callback: the class of the rejection'],
      'modules.errors': ['the realm of errors of API misuse'],
    },
  },
  {
    reason:
      "A bare name is not looked up on the host's own `Object.prototype`, `Array.prototype` or `Error.prototype`.",
    example: "vm.runInNewContext('typeof push', [10, 20])",
    cases: {
      'global.context_kinds': [
        'array: its inherited names are seen',
        'array: calling one of its methods without a receiver',
        'error: its own names are seen',
        'error: calling one of its methods without a receiver',
        'push without a receiver',
      ],
      'global.inheritance': [
        'hasOwnProperty comes from the context object',
        'Object.prototype of the host grows',
        'the prototype of globalThis',
      ],
      'global.matrix_definitions':
        /^(not configurable|read-only and not configurable|frozen|sealed|fixed accessor): __defineGetter__$/,
    },
  },
  {
    reason:
      'A guest object is a Proxy in the host, and Node tells Proxies from plain objects in a few places.',
    example: "require('util').types.isProxy(vm.runInNewContext('({})'))",
    cases: {
      'membrane.proxies': ['util.types.isProxy of a real guest object'],
      'membrane.inspection': ['structuredClone of plain data', 'format: a boxed string'],
      'membrane.guest_objects_looks': [
        'boxed string: JSON.stringify',
        'boxed number: JSON.stringify',
      ],
      'membrane.host_objects_looks': [
        'boxed string: JSON.stringify',
        'boxed number: JSON.stringify',
      ],
    },
  },
  {
    reason: 'A method of the host does not work on the internals of a guest object.',
    example: "Map.prototype.get.call(vm.runInNewContext('new Map([[1, 2]])'), 1)",
    cases: {
      'membrane.collections': ['of the guest, Map: the method of the other side'],
    },
  },
  {
    reason:
      'Buffers and typed arrays share their bytes and are genuine on both sides, so each is an instance of the class where it is looked at.',
    example: "vm.runInNewContext('new Uint8Array(1)') instanceof Uint8Array",
    cases: {
      'membrane.binary': [
        'guest bytes are instances of the class of the host',
        'a guest buffer is an instance of the class of the host',
      ],
    },
  },
  {
    reason:
      'Properties put on a typed array, and freezing it, stay on the side where that was done.',
    example:
      "const bytes = new Uint8Array(1); vm.runInNewContext('bytes.label = 1', { bytes }); bytes.label",
    cases: { 'membrane.binary': new RegExp(`^host ${view}: (a property on it|freeze)$`) },
  },
  {
    reason: 'Another prototype given to a promise stays on the side where that was done.',
    example:
      "const p = Promise.resolve(); vm.runInNewContext('Reflect.setPrototypeOf(p, null)', { p }); Object.getPrototypeOf(p) === null",
    cases: {
      'membrane.host_objects_changes': ['promise: setPrototypeOf', 'promise: setPrototypeOf null'],
    },
  },
  {
    reason: 'The source text of a host function is not shown to the guest.',
    example: "vm.runInNewContext('String(f)', { f: (x) => x })",
    cases: {
      'membrane.host_objects_looks':
        /^(function|strict function|arrow|class|derived class): template literal$/,
    },
  },
  {
    reason:
      'The guest cannot tell which host functions are constructors or bound: the host refuses `new`, with its own TypeError, and `instanceof` a bound one is a TypeError.',
    example: "vm.runInNewContext('({}) instanceof f', { f: function () {}.bind() })",
    cases: {
      'membrane.functions': ['new on an arrow'],
      'membrane.host_objects_calls': [
        'arrow: new',
        'arrow: Reflect.construct',
        'arrow: Reflect.construct with another target',
        'arrow: instanceof itself',
        'bound function: instanceof itself',
      ],
    },
  },
  {
    reason:
      'A Proxy that was revoked is an object that throws at every use, but `Array.isArray` of it is false.',
    example:
      "vm.runInNewContext('Array.isArray(p)', { p: (() => { const r = Proxy.revocable([], {}); r.revoke(); return r.proxy; })() })",
    cases: { 'membrane.proxies': /^of the (host|guest): a revoked (function )?proxy$/ },
  },
  {
    reason:
      'A cycle of prototypes over both sides is made; a look-up that runs into it is a RangeError.',
    example: "const o = vm.runInNewContext('({})'); Reflect.setPrototypeOf(o, Object.create(o))",
    cases: { 'membrane.prototypes': ['a prototype cycle over both sides'] },
  },
  {
    reason:
      "A built-in object of another context stands for the context's own, so that contexts do not come by each other's `Function`.",
    example: "vm.runInNewContext('other instanceof Object', { other: vm.runInNewContext('({})') })",
    cases: {
      'global.nested_runs': [
        'another context has its own built-ins',
        'an error of another context',
      ],
    },
  },
  {
    reason:
      'Guest code changes what was handed in, and not what it has only walked to: prototypes and classes of host objects. It gets an error that says what to hand in.',
    example:
      "vm.runInNewContext('Object.getPrototypeOf(thing).more = 1', { thing: new (class Thing {})() })",
    cases: {
      'membrane.grades': [
        'a prototype that was walked to',
        'a property added to such a prototype',
        'a property deleted from such a prototype',
        'a static of a class that was walked to',
        'such a prototype through a function that gives it back',
      ],
    },
  },
  {
    reason: 'A promise needs one turn of the microtask queue more when it crosses.',
    example:
      "const log = []; vm.runInNewContext('p.then(() => log.push(1)); Promise.resolve().then(() => log.push(2)); 0', { p: Promise.resolve(), log }); new Promise((resolve) => setImmediate(() => resolve(String(log))))",
    cases: { 'jobs.order': ['a dynamic mix'] },
  },
  {
    reason:
      'A host function that catches what its callback throws goes on after a timeout; the guest does not.',
    example:
      "const seen = []; const guard = (f) => { try { f(); } catch { seen.push('caught'); } }; try { vm.runInNewContext('guard(() => { while (true); })', { guard }, { timeout: 20 }); } catch {} String(seen)",
    cases: { timeouts: ['a catch in the host sees the timeout'] },
  },
  {
    reason:
      "In `runInThisContext` the built-in classes stand for the host's, but their prototypes and methods stay apart.",
    example: "vm.runInThisContext('Array.prototype.push') === Array.prototype.push",
    cases: {
      this_context: [
        'a built-in method is the host one',
        'a host built-in patched is patched there',
        'a built-in patched there is patched in the host',
      ],
    },
  },
  {
    reason: 'The first line of a stack does not run getters for the name.',
    example:
      "vm.runInNewContext('class E extends Error { get name() { return \"N\"; } } new E(1)').stack.split('\\n')[0]",
    cases: { 'errors.positions': ['the header of a subclass with a name'] },
  },
];
