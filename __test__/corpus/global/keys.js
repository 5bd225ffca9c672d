'use strict';

/** Which names and symbols globalThis lists, and in which order. */

/** Guest code: the own keys without those that any fresh realm lists. */
const added = (list) => `(() => {
  const builtIn = /^([A-Z]|(globalThis|undefined|escape|unescape|eval|console|is(Finite|NaN))$|parse|(de|en)codeURI)/;
  return ${list}.filter((key) => typeof key === 'symbol' || !builtIn.test(key));
})()`;

module.exports = [
  {
    context: "{ b: 1, a: 2, 2: 'two', 1: 'one', [Symbol.for('s')]: 3 }",
    cases: {
      'Object.keys': 'Object.keys(globalThis)',
      'Object.values': 'Object.values(globalThis)',
      'Object.entries': 'Object.entries(globalThis)',
      getOwnPropertyNames: added('Object.getOwnPropertyNames(globalThis)'),
      'Reflect.ownKeys': added('Reflect.ownKeys(globalThis)'),
      getOwnPropertySymbols: added('Object.getOwnPropertySymbols(globalThis)'),
      'for-in': 'const seen = []; for (const k in globalThis) seen.push(k); seen',
      'JSON.stringify of globalThis': 'JSON.stringify(globalThis)',
      'spread of globalThis': '({ ...globalThis })',
      'Object.assign from globalThis': 'Object.assign({}, globalThis)',
      'keys after assignments': 'z = 1; y = 2; Object.keys(globalThis)',
      'keys after var and function': [
        'var v = 1; function f() {} w = 2;',
        'Object.keys(globalThis)',
      ],
      'names after var and function': [
        'var v = 1; function f() {} w = 2;',
        added('Object.getOwnPropertyNames(globalThis)'),
      ],
      'keys after let and const': 'let l = 1; const c = 2; class K {} Object.keys(globalThis)',
      'keys after delete': 'delete a; Object.keys(globalThis)',
      'keys after delete and assignment': 'delete b; b = 9; Object.keys(globalThis)',
      'keys after the host adds one': ['0', { host: 'ctx.added = 1' }, 'Object.keys(globalThis)'],
      'keys after the host deletes one': ['b', { host: 'delete ctx.b' }, 'Object.keys(globalThis)'],
      'keys after the host deletes a var': [
        'var v = 1;',
        { host: 'delete ctx.v' },
        'Object.keys(globalThis)',
      ],
      'keys with a hidden name': [
        { host: "Object.defineProperty(ctx, 'hidden', { value: 1, configurable: true })" },
        'Object.keys(globalThis)',
        added('Object.getOwnPropertyNames(globalThis)'),
      ],
      'keys on the host side after the guest': [
        'z = 1; var y = 2; this.x = 3;',
        { host: 'Reflect.ownKeys(ctx)' },
      ],
      'a shadowed built-in is listed': [
        'Array = 5; Object.keys(globalThis)',
        { host: 'Object.keys(ctx)' },
      ],
      'built-ins are not enumerable': "Object.keys(globalThis).includes('Array')",
      'every built-in of the language is a name': `['Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Infinity', 'NaN', 'undefined', 'Boolean', 'String', 'Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'globalThis', 'JSON', 'Math', 'Proxy', 'Reflect', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'BigInt', 'ArrayBuffer', 'SharedArrayBuffer', 'Atomics', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'eval', 'isFinite', 'isNaN'].filter((name) => !Object.getOwnPropertyNames(globalThis).includes(name))`,
      'nothing of the host is a name': `['process', 'require', 'module', 'exports', 'global', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'structuredClone', 'URL', 'fetch', 'TextEncoder', 'AbortController', 'Event', 'performance', '__filename', 'navigator', 'crypto', 'window', 'self'].filter((name) => name in globalThis)`,
    },
  },
  {
    context: '{}',
    cases: {
      'a symbol set by the guest': [
        "globalThis[Symbol.for('g')] = 1; globalThis[Symbol.for('g')]",
        { host: "ctx[Symbol.for('g')]" },
      ],
      'a symbol set by the host': [
        { host: "ctx[Symbol.for('h')] = 1" },
        "[globalThis[Symbol.for('h')], Symbol.for('h') in globalThis]",
      ],
      'a unique symbol shared with the host': [
        { host: "ctx.key = Symbol('unique'); ctx[ctx.key] = 'value'" },
        '[globalThis[key], key in globalThis, typeof key, key.description]',
        'globalThis[key] = 2; globalThis[key]',
        { host: 'ctx[ctx.key]' },
      ],
      'a symbol made by the guest': [
        "var mine = Symbol('mine'); globalThis[mine] = 5; globalThis[mine]",
        { host: '[typeof ctx.mine, ctx[ctx.mine]]' },
      ],
      'a symbol deleted by the guest': [
        "globalThis[Symbol.for('g')] = 1; delete globalThis[Symbol.for('g')]",
        { host: "Symbol.for('g') in ctx" },
      ],
      'a symbol defined by the guest': [
        "Object.defineProperty(globalThis, Symbol.for('d'), { value: 1 }) === globalThis",
        { host: "Object.getOwnPropertyDescriptor(ctx, Symbol.for('d'))" },
        "Object.getOwnPropertyDescriptor(globalThis, Symbol.for('d'))",
      ],
      'Symbol.toStringTag on the context object': [
        { host: "ctx[Symbol.toStringTag] = 'Tagged'" },
        'Object.prototype.toString.call(globalThis)',
      ],
      'Symbol.toStringTag set by the guest': [
        "globalThis[Symbol.toStringTag] = 'Guest'; String(Object.prototype.toString.call(globalThis))",
        { host: 'Object.prototype.toString.call(ctx)' },
      ],
      'Symbol.unscopables on the context object': [
        { host: 'ctx.hidden = 1; ctx[Symbol.unscopables] = { hidden: true }; 0' },
        'typeof hidden',
      ],
      'Symbol.iterator on the context object': [
        { host: 'ctx[Symbol.iterator] = function* () { yield 1; yield 2; }; 0' },
        '[...globalThis]',
      ],
      'Symbol.toPrimitive on the context object': [
        { host: 'ctx[Symbol.toPrimitive] = (hint) => hint; 0' },
        '[`${globalThis}`, +globalThis, globalThis + ""]',
      ],
      'an index set by the guest': [
        'globalThis[0] = "zero"; this[0]',
        { host: '[ctx[0], Object.keys(ctx)]' },
      ],
      'an index set by the host': [
        { host: "ctx[7] = 'seven'" },
        "[globalThis[7], 7 in globalThis, '7' in globalThis]",
      ],
      'an index deleted by the guest': [
        { host: 'ctx[3] = 1' },
        'delete globalThis[3]',
        { host: '3 in ctx' },
        '3 in globalThis',
      ],
      'an index deleted by the host': [
        'globalThis[4] = 1;',
        { host: 'delete ctx[4]' },
        '4 in globalThis',
      ],
      'an index defined by the guest': [
        "Object.defineProperty(globalThis, 5, { value: 'five', enumerable: true })  === globalThis",
        { host: 'Object.getOwnPropertyDescriptor(ctx, 5)' },
        'Object.getOwnPropertyDescriptor(globalThis, 5)',
      ],
      'an index accessor': [
        {
          host: "Object.defineProperty(ctx, 1, { get() { return 'got'; }, set(v) { log(v); }, enumerable: true })",
        },
        'globalThis[1]',
        'globalThis[1] = 8',
      ],
      'a read-only index': [
        { host: "Object.defineProperty(ctx, 1, { value: 'ro' })" },
        'globalThis[1] = 2; globalThis[1]',
        "'use strict'; globalThis[1] = 2",
      ],
      'large and odd indices': [
        "for (const k of [4294967295, -1, 1.5, '01', '1e3']) globalThis[k] = String(k); Object.keys(globalThis).filter((k) => k !== 'k')",
        { host: 'Object.keys(ctx)' },
      ],
      'an empty name': ["globalThis[''] = 1; '' in globalThis", { host: "ctx['']" }],
      'names that are no identifiers': [
        "globalThis['a b'] = 1; globalThis['ü'] = 2; globalThis['\\ud800'] = 3; globalThis['日本'] = 4; ü",
        { host: 'Object.keys(ctx)' },
      ],
      'an escaped identifier': [
        { host: 'ctx.name = 1' },
        'n\\u0061me',
        'n\\u{61}me = 2',
        { host: 'ctx.name' },
      ],
      'names like those of Object.prototype': [
        'toString = 1; valueOf = 2; hasOwnProperty = 3; constructor = 4; [toString, valueOf]',
        { host: 'Object.keys(ctx)' },
      ],
      '__proto__ assigned through a bare name': [
        '__proto__ = { z: 1 }; typeof z',
        { host: 'Object.keys(ctx)' },
      ],
      'keyword-like names': [
        'var of = 1, async = 2, get = 3, set = 4, let_ = 5, static_ = 6; [of, async, get]',
        { host: 'Object.keys(ctx)' },
      ],
    },
  },
];
