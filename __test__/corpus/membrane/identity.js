'use strict';

/** One object, one identity: round trips through the membrane in both directions. */

module.exports = [
  {
    context: '{ id: (x) => x, same: (a, b) => a === b, box: (x) => ({ x }), list: (...x) => x }',
    cases: {
      'a guest object through a host function': 'const o = {}; id(o) === o',
      'a guest function through a host function': 'const f = () => 1; id(f) === f',
      'a guest array in a host object': 'const a = [1]; box(a).x === a',
      'a guest object in a host array':
        'const o = {}; const l = list(o, o); [l[0] === o, l[0] === l[1]]',
      'the host sees one object twice': 'const o = {}; same(o, o)',
      'the host sees two objects': 'same({}, {})',
      'a guest symbol': "const s = Symbol('s'); [id(s) === s, same(s, s)]",
      'a guest error': "const e = new Error('e'); [id(e) === e, same(e, e)]",
      'a guest promise': 'const p = Promise.resolve(); [id(p) === p, same(p, p)]',
      'a guest typed array':
        'const t = new Uint8Array(2); [id(t) === t, same(t, t), id(t.buffer) === t.buffer]',
      'a guest Map': 'const m = new Map(); [id(m) === m, same(m, m)]',
      'a guest class': 'class K {} [id(K) === K, id(K.prototype) === K.prototype]',
      'a guest proxy': 'const p = new Proxy({}, {}); [id(p) === p, same(p, p)]',
      'a guest generator': 'const g = (function* () {})(); id(g) === g',
      'a guest built-in':
        '[id(Array) === Array, id(Object.prototype) === Object.prototype, id(Function.prototype) === Function.prototype]',
      globalThis: 'id(globalThis) === globalThis',
      'a host object twice': [
        { host: 'ctx.h = { n: 1 }; ctx.h2 = ctx.h; 0' },
        '[h === h2, h === h, id(h) === h]',
      ],
      'a host function twice': '[id === id, id(id) === id]',
      'a host object in two places': [
        { host: 'const n = {}; ctx.a = { n }; ctx.b = [n]; 0' },
        'a.n === b[0]',
      ],
      'a property read twice': [
        { host: 'ctx.h = { deep: { er: {} } }; 0' },
        'h.deep.er === h.deep.er',
      ],
      'a guest property read twice': [
        'var o = { deep: { er: {} } };',
        { host: 'ctx.o.deep.er === ctx.o.deep.er' },
      ],
      'a method read twice': [
        'var o = { m() {} };',
        {
          host: '[ctx.o.m === ctx.o.m, Object.getPrototypeOf(ctx.o) === Object.getPrototypeOf(ctx.o)]',
        },
      ],
      'the results of two runs': [
        'var o = {}; o',
        'o',
        { host: '[results[0] === results[1], results[0] === ctx.o]' },
      ],
      'a host object set and read by the guest': [
        { host: 'ctx.h = {}; 0' },
        'var kept = h; kept',
        { host: 'results[1] === ctx.h' },
      ],
      'a host object stored in a guest object': [
        { host: 'ctx.h = {}; 0' },
        'var o = { h }; o',
        { host: '[results[1].h === ctx.h, ctx.o.h === ctx.h]' },
      ],
      'a host object in a guest Map': [
        { host: 'ctx.h = {}; 0' },
        'var m = new Map([[h, 1]]); [m.get(h), m.has(h)]',
        { host: '[...ctx.m.keys()][0] === ctx.h' },
      ],
      'a guest object in a host Map': [
        { host: 'ctx.m = new Map(); 0' },
        'const o = {}; m.set(o, 1); [m.get(o), m.has({}), [...m.keys()][0] === o]',
      ],
      'a guest object in a host WeakMap': [
        { host: 'ctx.w = new WeakMap(); 0' },
        'const o = {}; w.set(o, 5); [w.get(o), w.has({})]',
      ],
      'a host object in a guest WeakMap': [
        { host: 'ctx.h = {}; 0' },
        'const w = new WeakMap([[h, 6]]); [w.get(h), w.has(id(h))]',
      ],
      'a guest object in a host Set': [
        { host: 'ctx.s = new Set(); 0' },
        'const o = {}; s.add(o); s.add(o); [s.size, s.has(o)]',
      ],
      'indexOf and includes across': [
        { host: 'ctx.h = {}; ctx.arr = [1, ctx.h]; 0' },
        '[arr.indexOf(h), arr.includes(h), [h].indexOf(arr[1]), [h].includes(h)]',
      ],
      'as this': [
        { host: 'ctx.o = { me() { return this; } }; 0' },
        'o.me() === o',
        'const own = { me: o.me }; own.me() === own',
      ],
      'this of a guest method': [
        'var o = { me() { return this; } };',
        { host: 'ctx.o.me() === ctx.o' },
        { host: 'const own = { me: ctx.o.me }; own.me() === own' },
      ],
      'as new.target': [
        { host: 'ctx.T = function () { this.target = new.target; }; 0' },
        'class G extends T {} new G().target === G',
      ],
      'as a prototype': [
        { host: 'ctx.proto = {}; 0' },
        'const o = Object.create(proto); Object.getPrototypeOf(o) === proto',
      ],
      'a guest prototype of a host object': [
        'var proto = { p: 1 };',
        {
          host: 'const o = Object.create(ctx.proto); ctx.o = o; [Object.getPrototypeOf(o) === ctx.proto, o.p]',
        },
        'Object.getPrototypeOf(o) === proto',
      ],
      'in a descriptor': [
        'var o = {}; const inner = {}; Object.defineProperty(o, "p", { value: inner }); var keep = inner;',
        { host: 'Object.getOwnPropertyDescriptor(ctx.o, "p").value === ctx.keep' },
      ],
      'an accessor in a descriptor': [
        'var get = () => 1; var o = Object.defineProperty({}, "p", { get });',
        { host: 'Object.getOwnPropertyDescriptor(ctx.o, "p").get === ctx.get' },
      ],
      'thrown and caught':
        "const e = new Error('x'); try { [1].forEach(() => { throw id(e); }); } catch (c) { c === e }",
      'the context of closures': [
        'var make = () => ({});',
        { host: '[ctx.make() === ctx.make(), ctx.make === ctx.make]' },
      ],
      'a hundred objects, there and back':
        'const objects = Array.from({ length: 100 }, (_, i) => ({ i })); const back = list(...objects); objects.every((o, i) => back[i] === o)',
      'a hundred host objects': [
        { host: 'ctx.hosts = Array.from({ length: 100 }, (_, i) => ({ i })); 0' },
        'const copy = [...hosts]; copy.every((o, i) => hosts[i] === o && id(o) === o)',
      ],
      'Object.is and switch': [
        { host: 'ctx.h = {}; 0' },
        '[Object.is(h, id(h)), (() => { switch (id(h)) { case h: return "same"; default: return "other"; } })()]',
      ],
      'arguments keep their identity': [
        'function f(...args) { return args; }',
        { host: 'const o = {}; const back = ctx.f(o, o); [back[0] === o, back[1] === o]' },
      ],
      'a guest function and its prototype': [
        'function F() {}',
        {
          host: 'const f = new ctx.F(); [Object.getPrototypeOf(f) === ctx.F.prototype, f.constructor === ctx.F]',
        },
      ],
      'two contexts and one host object': [
        {
          host: "const o = {}; const other = vm.createContext({ o }); ctx.o = o; vm.runInContext('o', other) === vm.runInContext('o', ctx)",
        },
      ],
      'an object of another context and back': [
        {
          host: "const other = vm.createContext({}); ctx.theirs = vm.runInContext('var o = { there: 1 }; o', other); ctx.other = other; 0",
        },
        '[theirs === id(theirs), theirs.there]',
        { host: "vm.runInContext('o', ctx.other) === ctx.theirs" },
      ],
      'an object that comes home through another context': [
        'var mine = { m: 1 };',
        {
          host: "const other = vm.createContext({ theirs: ctx.mine }); ctx.home = vm.runInContext('theirs', other); ctx.home === ctx.mine",
        },
        'home === mine',
      ],
    },
  },
];
