'use strict';

/** Everything that can be thrown, thrown across the membrane in both directions. */

const values = {
  undefined: 'undefined',
  null: 'null',
  'a number': '5',
  'a string': "'thrown'",
  'a symbol': "Symbol.for('thrown')",
  'a bigint': '5n',
  'a plain object': "({ code: 'E_PLAIN', message: 'plain' })",
  'an array': '[1, 2]',
  'a function': 'function thrownFunction() {}',
  'an Error': "new Error('message')",
  'a TypeError': "new TypeError('message')",
  'a RangeError': "new RangeError('message')",
  'a SyntaxError': "new SyntaxError('message')",
  'a ReferenceError': "new ReferenceError('message')",
  'an EvalError': "new EvalError('message')",
  'a URIError': "new URIError('message')",
  'an AggregateError': "new AggregateError([new Error('one'), new TypeError('two'), 3], 'all')",
  'an error without a message': 'new Error()',
  'an error with an empty message': "new Error('')",
  'an error with a cause': "new Error('outer', { cause: new RangeError('inner') })",
  'an error with an undefined cause': "new Error('outer', { cause: undefined })",
  'an error with a primitive cause': "new Error('outer', { cause: 'because' })",
  'an error with own properties':
    "Object.assign(new Error('props'), { code: 'E_CODE', errno: -2, data: { deep: [1] } })",
  'an error with a symbol property':
    "Object.assign(new Error('sym'), { [Symbol.for('extra')]: 1 })",
  'an error that refers to itself':
    "(() => { const e = new Error('cycle'); e.self = e; e.cause = e; return e; })()",
  'two errors that refer to each other':
    "(() => { const a = new Error('a'); const b = new Error('b', { cause: a }); a.cause = b; return a; })()",
  'a frozen error': "Object.freeze(new Error('frozen'))",
  'an error with a changed name': "Object.assign(new Error('named'), { name: 'CustomName' })",
  'an error with a changed message':
    "(() => { const e = new Error('before'); e.message = 'after'; return e; })()",
  'an error with an accessor message':
    "Object.defineProperty(new Error('x'), 'message', { get: () => 'computed', configurable: true })",
  'an error with a number message': 'Object.assign(new Error(), { message: 5 })',
  'a subclass':
    "new (class MyError extends TypeError { constructor(m) { super(m); this.name = 'MyError'; this.extra = 1; } describe() { return `d:${this.message}`; } })('sub')",
  'an object made like an error':
    "Object.assign(Object.create(Error.prototype), { message: 'fake' })",
  'an object with a null prototype': "Object.assign(Object.create(null), { message: 'bare' })",
  'a proxy of an error': "new Proxy(new Error('proxied'), {})",
  'a promise': "Promise.resolve('p')",
  'a Date': 'new Date(0)',
  'a Map': "new Map([['k', 'v']])",
  'a typed array': 'new Uint8Array([1])',
};

const inward = {};
const outward = {};
for (const [name, code] of Object.entries(values)) {
  outward[`${name}, from the guest`] = [
    `var thrownValue = ${code}; throw thrownValue`,
    {
      host: 'thrown[0] === ctx.thrownValue || [typeof thrown[0], Object.is(thrown[0], ctx.thrownValue)]',
    },
    {
      host: 'const e = thrown[0]; [e?.message, e?.name, e?.code, String(e?.stack).split("\\n")[0] === String(e?.stack)]; [e?.message, e?.name]',
    },
  ];
  outward[`${name}, from a guest function`] = [
    `var thrownValue = ${code}; (function () { throw thrownValue; })`,
    { host: 'try { results[0](); } catch (e) { [Object.is(e, ctx.thrownValue), e] }' },
  ];
  inward[`${name}, from the host`] = [
    { host: `ctx.value = ${code}; ctx.f = () => { throw ctx.value; }; 0` },
    'try { f(); } catch (e) { [typeof e, Object.is(e, value), e === undefined || e === null ? e : e.message, e?.name] }',
    'f()',
    { host: 'Object.is(thrown[2], ctx.value)' },
  ];
  inward[`${name}, from the host through guest and back`] = [
    { host: `ctx.value = ${code}; ctx.f = () => { throw ctx.value; }; 0` },
    '(function () { try { f(); } finally { this.passed = true; } })',
    {
      host: 'let same; try { results[1](); } catch (e) { same = Object.is(e, ctx.value); } [same, ctx.passed]',
    },
  ];
}

module.exports = [
  { context: '{}', cases: outward },
  { context: '{}', cases: inward },
  {
    context: '{ log, f: (x) => x }',
    cases: {
      'a guest error is genuine': [
        "new TypeError('g')",
        {
          host: "const { types } = require('util'); [types.isNativeError(results[0]), Object.prototype.toString.call(results[0]), results[0] instanceof Error]",
        },
      ],
      'a guest error is an instance of the guest class': [
        "const e = new TypeError('g'); e",
        'TypeError',
        'Error',
        { host: '[results[0] instanceof results[1], results[0] instanceof results[2]]' },
      ],
      'a guest subclass error': [
        "class MyError extends Error { get kind() { return 'mine'; } } this.MyError = MyError; throw new MyError('m')",
        { host: '[thrown[0] instanceof ctx.MyError, thrown[0].kind, thrown[0].message]' },
      ],
      'a host subclass of a guest error class': [
        'TypeError',
        {
          host: "class H extends results[0] {} const e = new H('h'); [e instanceof H, e.message, e.name]",
        },
      ],
      'a guest subclass of a host error class': [
        {
          host: 'ctx.HostError = class HostError extends Error { constructor(m) { super(m); this.own = 1; } }; 0',
        },
        "class G extends HostError {} const e = new G('g'); [e.message, e.own, e instanceof HostError, e instanceof G]",
        "throw new HostError('thrown by the guest')",
        { host: 'thrown[2] instanceof ctx.HostError' },
      ],
      'a host error in the guest': [
        { host: "ctx.e = Object.assign(new RangeError('h'), { code: 'E', list: [1] }); 0" },
        '[e.message, e.name, e.code, e.list[0], String(e), typeof e.stack, Object.prototype.toString.call(e)]',
      ],
      'a property set on a guest error by the host': [
        "var e = new Error('x'); throw e",
        { host: 'thrown[0].added = { by: "host" }; thrown[0].message = "changed"; 0' },
        '[e.added.by, e.message]',
      ],
      'a property set on a guest error by the guest later': [
        "var e = new Error('x'); throw e",
        "e.later = 5; e.message = 'new'; 0",
        { host: '[thrown[0].later, thrown[0].message]' },
      ],
      'a property deleted from a guest error': [
        "var e = Object.assign(new Error('x'), { a: 1 }); e",
        { host: '[delete results[0].a, delete results[0].message]' },
        "['a' in e, Object.hasOwn(e, 'message'), e.message]",
      ],
      'a frozen guest error': [
        "var e = Object.freeze(new Error('x')); e",
        { host: '[Object.isFrozen(results[0]), Reflect.set(results[0], "a", 1)]' },
      ],
      'a guest error frozen by the host': [
        "var e = new Error('x'); e",
        { host: 'Object.freeze(results[0]); 0' },
        'Object.isFrozen(e)',
      ],
      'a host error frozen by the guest': [
        { host: "ctx.e = new Error('x'); 0" },
        'Object.freeze(e); Object.isFrozen(e)',
        { host: 'Object.isFrozen(ctx.e)' },
      ],
      'a property set on a host error by the guest': [
        { host: "ctx.e = new Error('x'); 0" },
        "e.added = 1; e.message = 'by guest'; 0",
        { host: '[ctx.e.added, ctx.e.message]' },
      ],
      'a cause across': [
        { host: "ctx.cause = new Error('host cause'); 0" },
        "throw new Error('guest', { cause })",
        { host: 'thrown[1].cause === ctx.cause' },
      ],
      'a guest cause in a host error': [
        { host: "ctx.wrap = (e) => new Error('wrapped', { cause: e }); 0" },
        "const inner = new TypeError('inner'); const outer = wrap(inner); [outer.cause === inner, outer.message]",
      ],
      'rethrown by the host': [
        { host: 'ctx.rethrow = (g) => { try { g(); } catch (e) { throw e; } }; 0' },
        "const e = new Error('r'); try { rethrow(() => { throw e; }); } catch (c) { c === e }",
      ],
      'rethrown by the guest': [
        { host: "ctx.e = new Error('r'); ctx.f = () => { throw ctx.e; }; 0" },
        'try { f(); } catch (c) { throw c; }',
        { host: 'thrown[1] === ctx.e' },
      ],
      'rethrown through five levels': [
        { host: 'ctx.call = (g) => g(); 0' },
        "const e = new Error('deep'); try { call(() => call(() => call(() => call(() => { throw e; })))); } catch (c) { c === e }",
      ],
      'finally runs on both sides': [
        { host: 'ctx.call = (g) => { try { return g(); } finally { log("host finally"); } }; 0' },
        'try { call(() => { try { throw 1; } finally { log("inner finally"); } }); } catch (e) { log("caught", e); } finally { log("outer finally"); }',
      ],
      'finally that overrides': [
        { host: 'ctx.call = (g) => { try { g(); } finally { return "overridden"; } }; 0' },
        "call(() => { throw new Error('lost'); })",
      ],
      'a throw in a getter': [
        "var o = { get g() { throw new RangeError('getter'); } }; 0",
        { host: 'ctx.o.g' },
      ],
      'a throw in toString': [
        "var o = { toString() { throw new RangeError('toString'); } }; 0",
        { host: '`${ctx.o}`' },
      ],
      'a throw in a trap': [
        "var p = new Proxy({}, { get() { throw new RangeError('trap'); } }); 0",
        { host: 'ctx.p.x' },
      ],
      'a throw in a constructor': [
        "class K { constructor() { throw new RangeError('ctor'); } } this.K = K; 0",
        { host: 'new ctx.K()' },
      ],
      'a throw in an iterator': [
        "var it = { *[Symbol.iterator]() { yield 1; throw new RangeError('iter'); } }; 0",
        {
          host: 'const seen = []; try { for (const v of ctx.it) seen.push(v); } catch (e) { seen.push(e.message); } seen',
        },
      ],
      'engine errors of the guest by class': [
        "[() => null.x, () => undefined.x, () => (5)(), () => nowhere, () => new Array(-1), () => 'x'.repeat(-1), () => decodeURIComponent('%'), () => (1n + 1), () => Symbol() + '', () => new (class { constructor() { this.#x; } #x; static y = 1; })(), () => JSON.parse('{'), () => eval('1+'), () => ({}) instanceof 5, () => 'a' in 'b', () => { 'use strict'; Object.freeze([]).push(1); }, () => [].reduce((a) => a), () => structuredClone, () => BigInt(1.5), () => new Proxy(1, {}), () => Reflect.construct(1), () => [...5], () => { const c = 1; c = 2; }].map((f) => { try { f(); return 'no error'; } catch (e) { return [e.name, e instanceof Error, e.constructor === globalThis[e.name]]; } })",
      ],
      'a thrown error has a stack': [
        "throw new Error('with a stack')",
        {
          host: "[typeof thrown[0].stack, thrown[0].stack.startsWith('Error: with a stack'), thrown[0].stack.includes('\\n    at ')]",
        },
      ],
      'toString of a guest error': [
        "var e = new RangeError('text'); e",
        { host: '[String(results[0]), `${results[0]}`, results[0].toString()]' },
      ],
      'console-like inspection of a guest error': [
        "Object.assign(new RangeError('text'), { code: 'E_X' })",
        {
          host: "const t = require('util').inspect(results[0]); [t.startsWith('RangeError: text'), t.includes(\"code: 'E_X'\")]",
        },
      ],
      'assert.throws with a guest error': [
        "(function () { throw new TypeError('checked'); })",
        {
          host: "require('assert').throws(results[0], { name: 'TypeError', message: 'checked' }); 'passed'",
        },
      ],
      'structuredClone of a guest error': [
        "new RangeError('cloned')",
        {
          host: 'const c = structuredClone(results[0]); [c.message, c.name, c instanceof RangeError]',
        },
      ],
      'JSON of an error': [
        "Object.assign(new Error('hidden'), { shown: 1 })",
        { host: 'JSON.stringify(results[0])' },
      ],
      'enumerable keys of a thrown error': [
        "throw Object.assign(new Error('x'), { a: 1, b: 2 })",
        { host: 'Object.keys(thrown[0])' },
      ],
      'throwing while throwing': [
        { host: "ctx.bad = { get message() { throw new Error('in message'); } }; 0" },
        'throw bad',
        { host: 'thrown[1] === ctx.bad' },
      ],
    },
  },
];
