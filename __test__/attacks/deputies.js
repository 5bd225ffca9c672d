'use strict';

/**
 * Confused deputies: functions of the host that call what they are given, copy properties, resolve paths or
 * compile strings, put together by a guest so that values of the host meet without ever crossing.
 */

const util = require('node:util');

/** What a helper library of the host might offer. */
const helpers = {
  get: (o, path) => path.split('.').reduce((x, key) => x?.[key], o),
  set: (o, path, value) => {
    const keys = path.split('.');
    const last = keys.pop();
    const target = keys.reduce((x, key) => x[key], o);
    target[last] = value;
    return o;
  },
  invoke: (o, path, ...all) => path.split('.').reduce((x, key) => x[key], o)(...all),
  call: (f, ...all) => f(...all),
  apply: (f, self, all) => f.apply(self, all),
  construct: (C, ...all) => new C(...all),
  pipe:
    (...fs) =>
    (x) =>
      fs.reduce((value, f) => f(value), x),
  map: (list, f) => list.map((x) => f(x)),
  pluck: (list, key) => list.map((x) => x[key]),
  assign: (target, ...sources) => Object.assign(target, ...sources),
  clone: (o) => ({ ...o }),
  deepMerge: function deepMerge(target, source) {
    for (const key of Object.keys(source)) {
      const value = source[key];
      if (value && typeof value === 'object') {
        target[key] ??= {};
        deepMerge(target[key], value);
      } else target[key] = value;
    }
    return target;
  },
  describe: (o) => Object.getOwnPropertyDescriptors(o),
  prototype: (o) => Object.getPrototypeOf(o),
  constructorOf: (o) => o.constructor,
  keys: (o) => Reflect.ownKeys(o),
  bind: (f, ...all) => f.bind(...all),
  curry: (f) => (a) => (b) => f(a, b),
  memo: (f) => {
    const known = new Map();
    return (x) => {
      if (!known.has(x)) known.set(x, f(x));
      return known.get(x);
    };
  },
  later: (f, ...all) => Promise.resolve().then(() => f(...all)),
  sort: (list, f) => [...list].sort(f),
  text: (o) => String(o),
};

/** An attack with host functions of the language under names of their own. */
const composed = (name, names, guest) => ({
  name,
  context: () => ({ ...names(), f() {} }),
  guest: `report('tried'); ${guest}`,
});

module.exports = [
  composed(
    'Array.from maps with Object.getPrototypeOf',
    () => ({ A: Array, O: Object }),
    'const protos = attempt(() => A.from([f], O.getPrototypeOf)); climb(protos, 4); const ds = attempt(() => A.from(protos, O.getOwnPropertyDescriptors)); climb(ds, 5); compile(attempt(() => ds[0].constructor.value) ?? report)',
  ),
  composed(
    'a descriptor becomes toJSON, and JSON calls it',
    () => ({ A: Array, O: Object, J: JSON }),
    `const D = A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0].constructor; const entries = O.entries(D); entries[0][0] = 'toJSON'; const box = O.fromEntries(entries); J.stringify({ ['return ' + probe]: box }, (k, v) => { if (typeof v === 'function') open(attempt(() => v())); return v })`,
  ),
  composed(
    'call and bind of the host within Array.from',
    () => ({ A: Array, O: Object }),
    `const ds = A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0]; const one = O.values(ds.constructor); one.length = 1; const made = attempt(() => A.from(one, ds.call.value, ds.bind.value)); climb(made, 3); open(attempt(() => made[0]('return ' + probe)()))`,
  ),
  composed(
    'Reflect.apply over arrays of the host',
    () => ({ R: Reflect, A: Array }),
    `const protos = attempt(() => A.from([f], R.getPrototypeOf)); climb(protos, 3); open(attempt(() => R.apply(R.construct, R, [f.constructor, ['return ' + probe]])())); open(attempt(() => R.apply(R.get(R.getPrototypeOf(f), 'constructor'), undefined, ['return ' + probe])())); climb(attempt(() => R.ownKeys(R.getPrototypeOf(f))), 3)`,
  ),
  composed(
    'Reflect.construct over Reflect.construct',
    () => ({ R: Reflect }),
    `open(attempt(() => R.construct(R.get(f, 'constructor'), [probe])())); open(attempt(() => R.construct(f.constructor, ['return ' + probe], f.constructor)())); open(attempt(() => R.apply(R.apply, R, [f.constructor, null, ['return ' + probe]])()))`,
  ),
  composed(
    'entries and fromEntries pass the compiler on',
    () => ({ O: Object, A: Array }),
    `const ds = A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0]; climb(O.entries(ds), 5); for (const [k, d] of O.entries(ds)) { report(d.value); if (k === 'constructor') compile(d.value) } climb(O.fromEntries(O.entries(ds)), 5); climb(O.values(ds), 5); climb(O.assign({}, ds), 5)`,
  ),
  composed(
    'Object.create and defineProperties from descriptors of the host',
    () => ({ O: Object, A: Array }),
    `const o = O.create(null, A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0]); climb(o, 4); compile(attempt(() => o.constructor) ?? report); const q = attempt(() => O.defineProperties({}, A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0])); climb(q, 4); compile(attempt(() => q.constructor) ?? report)`,
  ),
  composed(
    'a setter of the guest receives what assign copies in the host',
    () => ({ O: Object, A: Array }),
    `const box = { set constructor(x) { climb(x, 3); compile(x) }, set call(x) { climb(x, 3) } }; const src = O.create(null, A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0]); attempt(() => O.assign(box, src)); for (const k of ['constructor', 'call']) attempt(() => O.defineProperty(src, k, { enumerable: true })); attempt(() => O.assign(box, src))`,
  ),
  composed(
    "iteration of the host over the host's values",
    () => ({ A: Array, O: Object, M: Map, S: Set }),
    `const values = O.values(A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0]); climb(attempt(() => new M([[1, O.getPrototypeOf(f)]]).get(1)), 4); climb(attempt(() => [...new S(values)]), 4); climb(attempt(() => A.of(O.getPrototypeOf(f))), 4); climb(attempt(() => new M(O.entries(A.from(A.from([f], O.getPrototypeOf), O.getOwnPropertyDescriptors)[0])).get('constructor')), 4)`,
  ),
  composed(
    'Promise reactions of the host',
    () => ({ P: Promise, O: Object, A: Array }),
    `const then = P.prototype.then; const react = (p, g) => attempt(() => then.call(p, g)) ?? p; const chain = react(react(react(P.resolve(f), O.getPrototypeOf), O.getOwnPropertyDescriptors), O.values); chain.then((x) => { climb(x, 5); for (const d of x) compile(attempt(() => d.value) ?? report) }, say); const go = P.resolve([f]).then((l) => A.from(l, O.getPrototypeOf)); go.then((x) => climb(x, 4)); const raw = P.resolve(f).then(O.getPrototypeOf); raw.then((x) => climb(x, 4)); raw.then(O.getOwnPropertyDescriptors).then(O.values).then((x) => climb(x, 5)); P.all([f].map((x) => P.resolve(x).then(O.getPrototypeOf))).then((x) => climb(x, 4))`,
  ),
  composed(
    'sort and reduce with functions of the host',
    () => ({ A: Array, O: Object, list: [() => {}, () => {}] }),
    `climb(attempt(() => list.map(O.getPrototypeOf)), 4); climb(attempt(() => list.flatMap(O.getPrototypeOf)), 4); climb(attempt(() => list.reduce(O.getOwnPropertyDescriptor)), 4); climb(attempt(() => A.prototype.map.call(list, O.getPrototypeOf)), 4); climb(attempt(() => list.find(O.getPrototypeOf)), 3); climb(attempt(() => list.concat(O.getPrototypeOf(list))), 3)`,
  ),
  composed(
    'replace with a function of the host',
    () => ({ text: Object('constructor'), O: Object, C: Function }),
    `report(String(attempt(() => text.replace('constructor', C)))); report(String(attempt(() => 'hostMarker'.replace(/.*/, C)))); report(String(attempt(() => text.replace(/c/, O.getPrototypeOf))))`,
  ),
  composed(
    'a Proxy of the host with functions of the host as traps',
    () => ({ P: Proxy, O: Object, R: Reflect }),
    `const p = attempt(() => new P(f, { get: R.getPrototypeOf, getPrototypeOf: O.getPrototypeOf, apply: R.construct, getOwnPropertyDescriptor: O.getOwnPropertyDescriptor })); for (const g of [() => p.x, () => p('x'), () => O.getPrototypeOf(p), () => O.getOwnPropertyDescriptor(p, 'name')]) climb(attempt(g), 4)`,
  ),
  composed(
    'WeakMap and Map methods of the host as callbacks',
    () => ({ M: Map, O: Object, A: Array }),
    `const m = new M(); attempt(() => [f].forEach(m.set, m)); climb(attempt(() => A.from([f], m.get, m)), 3); climb(attempt(() => A.from(m.entries())), 3); climb(attempt(() => O.fromEntries(m)), 3)`,
  ),
  composed(
    'structuredClone and serialisation of compiled things',
    () => ({ clone: structuredClone, v8: { ...require('node:v8') } }),
    `climb(attempt(() => clone({ a: [new Error('x'), new Map([[1, {}]]), /x/] })), 6); climb(attempt(() => v8.deserialize(v8.serialize({ e: new Error('x'), m: new Map() }))), 6); say(attempt(() => clone(new Error('y'))))`,
  ),
  // What such a helper does with the host's own data by itself was handed in; what it gives still crosses.
  ...['get', 'invoke', 'pluck'].map((helper) => ({
    name: `a helper that follows paths: ${helper}`,
    context: () => ({ helper: helpers[helper], data: { list: [{ a: () => {} }] } }),
    guest: `report('tried'); for (const path of ['constructor', 'constructor.constructor', '__proto__', 'list.constructor.constructor', '__proto__.constructor', 'constructor.prototype.constructor', 'list.0.a.constructor', 'toString.constructor', 'constructor.constructor.prototype.constructor']) { for (const o of ${helper === 'invoke' ? '[{ f() {} }, [1], () => {}]' : '[data, [data], {}]'}) { const x = attempt(() => helper(o, path, 'return ' + probe)); climb(x, 3); if (typeof x === 'function') { compile(x); open(attempt(() => x())) } } }`,
  })),
  ...['call', 'apply', 'construct', 'bind', 'curry', 'memo', 'later', 'map', 'sort'].map(
    (helper) => ({
      name: `a helper that calls what it is given: ${helper}`,
      context: () => ({ helper: helpers[helper], f() {} }),
      guest: `report('tried'); const F = f.constructor; for (const g of [() => helper(F, 'return ' + probe), () => helper(F, undefined, ['return ' + probe]), () => helper(F)('')('return ' + probe), () => helper(F)('return ' + probe), () => helper(F, null, 'return ' + probe)(), () => helper(['return ' + probe], F), () => helper(Object.getPrototypeOf(F).call, F, 'return ' + probe), () => helper(eval, probe), () => helper(['a', probe], F)]) { const x = attempt(g); open(x); climb(x, 3); if (typeof x === 'function') open(attempt(() => x())); for (const y of Array.isArray(x) ? x : []) open(attempt(() => y())); if (x && typeof x.then === 'function') x.then((y) => { climb(y, 3); open(attempt(() => y())) }, () => {}) }`,
    }),
  ),
  ...['assign', 'clone', 'describe', 'prototype', 'constructorOf'].map((helper) => ({
    name: `a helper that copies or looks: ${helper}`,
    context: () => ({ helper: helpers[helper], data: { a: {}, f() {} } }),
    guest: `report('tried'); for (const o of [data, data.f, helper, {}, () => {}, report]) { let x = o; for (let n = 0; n < 4; n++) { x = attempt(() => helper(x)); climb(x, 4); if (typeof x === 'function') compile(x) } }`,
  })),
  {
    name: 'a helper that pipes functions of the host',
    context: () => ({
      pipe: helpers.pipe,
      prototype: helpers.prototype,
      constructorOf: helpers.constructorOf,
      f() {},
    }),
    guest: `report('tried'); for (const fs of [[constructorOf, constructorOf], [prototype, constructorOf], [constructorOf, (F) => { climb(F, 3); compile(F); return F }], [prototype, prototype, constructorOf, constructorOf]]) { const x = attempt(() => pipe(...fs)(f)); climb(x, 3); compile(x ?? report) } open(attempt(() => pipe(constructorOf, (F) => F('return ' + probe), (g) => g())(f)))`,
  },
  {
    name: 'a helper that sets paths',
    context: () => ({ set: helpers.set, data: { list: [] } }),
    guest: `report('tried'); for (const [path, value] of [['__proto__.polluted', 1], ['constructor.prototype.polluted', 1], ['list.__proto__.polluted', 1], ['list.constructor.prototype.polluted', 1], ['constructor.polluted', 1], ['constructor.constructor.prototype.polluted', 1]]) for (const o of [{}, [], () => {}]) attempt(() => set(o, path, value))`,
    broken: () => ({}).polluted !== undefined && 'Object.prototype was written',
  },
  {
    name: 'a helper that merges deeply',
    context: () => ({ merge: helpers.deepMerge }),
    guest: `report('tried'); const o = merge({}, { a: { b: report } }); climb(o, 4); attempt(() => merge(merge, { prototype: { x: 1 } })); climb(attempt(() => merge({}, new Proxy({ a: { b: 1 } }, { get(...all) { climb(all, 3); return Reflect.get(...all) } }))), 4)`,
  },
  {
    name: 'a helper that makes text',
    context: () => ({ text: helpers.text, f: () => 'secretFrame' }),
    // The helper's own text of `f` is what was handed in; the guest's ways to it are not.
    guest: `say(attempt(() => text({ toString() { climb(this, 2); climb(arguments, 3); return 'x' } }))); report(text(f.bind())); report(\`\${f}\`); report(f + ''); report(Function.prototype.toString.call(f)); report([f].join()); report(String(class extends f.constructor {}))`,
  },
  {
    name: 'source text by methods of Node',
    context: () => ({
      f: () => 'secretFrame',
      params: new URLSearchParams('a=1'),
      buffer: Buffer.from('a'),
      emitter: new (require('node:events'))(),
      format: util.format,
      qs: require('node:querystring').stringify,
    }),
    guest: `report('tried'); tell(() => { params.append('a', f); return params.toString() }); tell(() => buffer.constructor.from(f)); tell(() => { emitter.on(f, () => {}); return String(emitter.eventNames()) }); tell(() => format('%s', f)); tell(() => qs({ a: f })); tell(() => buffer.toString(f)); tell(() => buffer.write(f)); tell(() => new URL(f)); tell(() => params.get(f))`,
  },
  {
    name: 'functions of Node that make texts of functions in options, and later',
    context: () => ({
      f: () => 'secretFrame',
      tools: { util, BroadcastChannel, performance, DOMException, fetch },
      subtle: globalThis.crypto.subtle,
      Readable: require('node:stream').Readable,
      AssertionError: require('node:assert').AssertionError,
    }),
    guest: `report('tried'); const { util, BroadcastChannel, performance, DOMException, fetch } = tools; tell(() => { const c = new BroadcastChannel(f); c.close(); return c.name }); tell(() => performance.mark('x', { detail: f })); tell(() => performance.mark(f).name); tell(() => new DOMException(f).message); tell(() => new DOMException('a', f).name); tell(() => { new util.MIMEType('a/b').subtype = f }); tell(() => new AssertionError({ message: f }).message); tell(() => new Readable({ encoding: f })); tell(() => util.parseArgs({ args: [f] })); fetch(f).catch((e) => report(e.message)); subtle.importKey(f, f, f, 1, [f]).catch((e) => report(e.message)); subtle.digest(f, new Uint8Array(1)).catch((e) => report(e.message))`,
    waitMs: 300,
  },
  {
    name: 'a template engine of the host that compiles',
    context: () => ({ compileTemplate: (names) => Function(...names, 'return 1') }),
    guest: `report('tried'); const g = compileTemplate(['a', 'b']); climb(g, 4); compile(g.constructor); climb(g.prototype, 4)`,
  },
  {
    name: 'a scheduler of the host that gives its arguments back',
    context: () => ({ setTimeout, setImmediate, queueMicrotask, nextTick: process.nextTick }),
    guest: `for (const f of [() => setTimeout(function (...all) { climb(all, 4); climb(this, 3) }, 0, {}), () => setImmediate(function (...all) { climb(all, 4); climb(this, 3) }, {}), () => queueMicrotask(function (...all) { climb(all, 4); report(this) }), () => nextTick(function (...all) { climb(all, 4); report(this) }, {})]) climb(attempt(f), 4)`,
    waitMs: 20,
  },
  {
    name: 'a string for a timer',
    context: () => ({ setTimeout, setInterval, setImmediate }),
    guest: `for (const f of [setTimeout, setInterval, setImmediate]) tell(() => f('globalThis.pwned = 1')); for (const F of [report.constructor, setTimeout.constructor]) attempt(() => setTimeout(F, 0, 'globalThis.pwned = 2')); attempt(() => setTimeout(eval, 0, probe))`,
    waitMs: 20,
  },
  {
    name: 'an emitter that calls compilers',
    context: () => ({ emitter: new (require('node:events'))() }),
    guest: `report('tried'); const F = emitter.on.constructor; emitter.on('x', F); attempt(() => emitter.emit('x', probe)); emitter.on('newListener', F); attempt(() => emitter.on('y', () => {})); climb(emitter.listeners('x'), 3); climb(emitter.rawListeners('x'), 3); for (const l of emitter.listeners('x')) open(attempt(() => l('return ' + probe)()))`,
  },
  {
    name: 'promisify and callbackify over compilers',
    context: () => ({ promisify: util.promisify, callbackify: util.callbackify, f() {} }),
    guest: `report('tried'); const F = f.constructor; attempt(() => promisify(F)('return ' + probe).then((x) => open(attempt(() => x())))); attempt(() => callbackify(F)('return ' + probe, (...all) => { climb(all, 3); open(attempt(() => all[1]())) })); climb(attempt(() => promisify(f)), 4); climb(attempt(() => promisify.custom), 3)`,
  },
  {
    name: 'AsyncLocalStorage and AsyncResource run what they are given',
    context: () => ({ storage: new (require('node:async_hooks').AsyncLocalStorage)() }),
    guest: `report('tried'); const F = storage.run.constructor; open(attempt(() => storage.run({}, F, 'return ' + probe)())); open(attempt(() => storage.exit(F, 'return ' + probe)())); open(attempt(() => storage.constructor.bind(F)('return ' + probe)())); climb(attempt(() => storage.constructor.snapshot()), 3); climb(attempt(() => storage.constructor.snapshot()(() => storage.getStore())), 3)`,
  },
];
