'use strict';

/**
 * Accepted differences where Node 20 falls short of the language or says less, mostly on `globalThis` of a context,
 * whose interceptors lose attributes.
 */

module.exports = [
  {
    reason: 'The error of a run that ran out of time says where the guest was.',
    example: `try { vm.runInNewContext('function spin() { for (;;); } spin()', {}, { timeout: 100 }) } catch (e) { e.stack.includes('spin') }`,
    cases: { 'errors.stacks': ['where guest code was that ran out of time'] },
  },
  {
    reason: 'Strict code that assigns to a read-only global gets the TypeError of the language.',
    example: `vm.runInNewContext("'use strict'; globalThis.x = 2", Object.create(Object.freeze({ x: 1 })))`,
    cases: {
      'global.attributes': ['writable made read-only by the host'],
      'global.host_changes': ['a callback makes a name read-only'],
      'global.inheritance': ['a read-only inherited name'],
      'global.matrix_writes': [
        'inherited read-only: strict assignment',
        'inherited read-only: strict assignment through this',
        'inherited read-only: Reflect.set',
        'inherited read-only: assignment in a strict function',
        'inherited read-only: Object.assign',
      ],
    },
  },
  {
    reason: 'Strict code may assign to a global that the context object inherits as an accessor.',
    example: `vm.runInNewContext("'use strict'; x = 2", Object.create({ get x() { return 1; }, set x(v) {} }))`,
    cases: {
      'global.matrix_writes':
        /^inherited (accessor|getter only): (strict assignment|assignment in a strict function)$/,
    },
  },
  {
    reason: 'Strict code that deletes a fixed global gets the TypeError of the language.',
    example: `vm.runInNewContext("'use strict'; delete this.x", Object.freeze({ x: 1 }))`,
    cases: {
      'global.delete': ['strict delete of a fixed property'],
      'global.matrix_definitions':
        /^(not configurable|read-only and not configurable|frozen|sealed|fixed accessor): strict delete through this$/,
    },
  },
  {
    reason: 'A definition that names no value leaves the value or the accessor that was there.',
    example:
      'vm.runInNewContext(\'Object.defineProperty(globalThis, "x", { enumerable: false }).x\', { get x() { return 1; } })',
    cases: {
      'global.definitions': ['an existing name made read-only'],
      'global.undefined_values': ['present: a definition'],
      'global.matrix_definitions':
        /^((data|not configurable|sealed|null prototype): define nothing|(read-only|not enumerable|accessor|getter only|setter only|throwing accessor): define (nothing|enumerable only))$/,
    },
  },
  {
    reason: 'A definition of a getter leaves the setter that was there.',
    example:
      "const o = { get x() { return 1; }, set x(v) {} }; vm.runInNewContext('Object.defineProperty(globalThis, \"x\", { get() { return 2; } })', o); typeof Object.getOwnPropertyDescriptor(o, 'x').set",
    cases: {
      'global.matrix_definitions':
        /^(accessor|setter only|throwing accessor): (define a getter only|define a fixed accessor|__defineGetter__)$/,
    },
  },
  {
    reason: '`propertyIsEnumerable` is true for the enumerable globals.',
    example: 'vm.runInNewContext(\'globalThis.propertyIsEnumerable("x")\', { x: 1 })',
    cases: {
      'global.matrix_reads':
        /^(data|undefined value|read-only|not configurable|frozen|sealed|((inherited|throwing) )?accessor|(inherited )?getter only|setter only|inherited (data|read-only)|null prototype): propertyIsEnumerable$/,
    },
  },
  {
    reason:
      '`Reflect.ownKeys` and `Object.getOwnPropertyNames` list globals that are not enumerable too.',
    example:
      "vm.runInNewContext('Reflect.ownKeys(globalThis).includes(\"x\")', Object.defineProperty({}, 'x', {}))",
    cases: {
      'global.keys': ['keys with a hidden name'],
      'global.matrix_reads':
        /^(not enumerable|read-only and not configurable|fixed accessor): (ownKeys|getOwnPropertyNames)$/,
    },
  },
  {
    reason:
      'A global that the context object inherits has a descriptor, as it is an own name by `Object.hasOwn`.',
    example: "vm.runInNewContext('({ ...globalThis }).x', Object.create({ x: 1 }))",
    cases: {
      'global.matrix_reads':
        /^inherited (data|read-only|accessor|getter only): (descriptor|spread)$/,
      'global.matrix_definitions':
        /^inherited (data|read-only|accessor|getter only): (bare delete|delete through this|strict delete through this|Reflect\.deleteProperty|delete from the host|delete after assignment)$/,
    },
  },
  {
    reason: 'A look whether a global exists does not run its getter.',
    example: 'vm.runInNewContext(\'"x" in globalThis\', { get x() { throw new Error(); } })',
    cases: {
      'global.matrix_reads': /^throwing accessor: (in|hasOwn|for-in)$/,
      'global.matrix_writes': ['throwing accessor: Reflect.set with a receiver'],
      'global.matrix_definitions':
        /^throwing accessor: (bare delete|delete after assignment|delete after var)$/,
    },
  },
  {
    reason: 'A function declaration takes the place of an accessor, and calls no setter.',
    example: "const c = { set f(value) {} }; vm.runInNewContext('function f() {}', c); typeof c.f",
    cases: {
      'global.matrix_declarations':
        /^((inherited )?(accessor|getter only)|setter only|throwing accessor): (function|strict function|async and generator|function in eval)$/,
      'global.bare_delete': ['getter: a function'],
    },
  },
  {
    reason: 'The keys of `globalThis` include the symbols that the context object has.',
    example:
      "vm.runInNewContext('Object.getOwnPropertySymbols(globalThis).length', { [Symbol()]: 1 })",
    cases: {
      'global.keys': [
        'Reflect.ownKeys',
        'getOwnPropertySymbols',
        'spread of globalThis',
        'Object.assign from globalThis',
      ],
    },
  },
  {
    reason: 'A function declared over a global that cannot be changed is a TypeError.',
    example: "vm.runInNewContext('function undefined() {}')",
    cases: {
      'global.definitions': ['function after a read-only definition'],
      'global.redeclaration': ['function undefined'],
    },
  },
  {
    reason: '`Reflect.set` with `globalThis` as the receiver reaches the context object.',
    example: 'const c = {}; vm.runInNewContext(\'Reflect.set({}, "x", 1, globalThis)\', c); c.x',
    cases: { 'global.definitions': ['Reflect.set with globalThis as the receiver'] },
  },
  {
    reason: 'Where strings may not be compiled, `eval` of something else gives it back.',
    example: "vm.runInNewContext('eval(5)', {}, { contextCodeGeneration: { strings: false } })",
    cases: { 'script.script_class': ['forbidden eval of no string'] },
  },
];
