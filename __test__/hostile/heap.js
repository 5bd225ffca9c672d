'use strict';

/** Guests that make the collector work: chains of weak references, callbacks of registries, much that lives and much that dies. */

const weak = {
  'a chain of keys and values':
    'const w = new WeakMap(); let k = {}; globalThis.k = k; for (;;) { const n = {}; w.set(k, n); k = n; }',
  'a chain of keys and values, from the last':
    'globalThis.w = new WeakMap(); const k = Array.from({ length: 2e5 }, () => ({})); for (let i = k.length - 2; i >= 0; i--) w.set(k[i], k[i + 1]); globalThis.k0 = k[0]; for (;;) ({ x: [1] });',
  'a chain of maps':
    'let m = new WeakMap(); globalThis.k = {}; globalThis.m = m; for (;;) { const n = new WeakMap(); m.set(k, n); m = n; }',
  'a chain of sets':
    'let s = {}; globalThis.all = []; for (;;) { const n = new WeakSet([s]); all.push(n); s = n; }',
  'a value that is its own key': 'const w = new WeakMap(); for (;;) { const k = {}; w.set(k, k); }',
  'keys that refer to each other':
    'const a = new WeakMap(), b = new WeakMap(); for (;;) { const x = {}, y = {}; a.set(x, y); b.set(y, x); }',
  'many maps of one key':
    'globalThis.k = {}; globalThis.all = []; for (;;) all.push(new WeakMap([[k, all]]));',
  'many keys of one map':
    'globalThis.w = new WeakMap(); globalThis.all = []; for (;;) { const k = {}; all.push(k); w.set(k, w); }',
  'symbols as keys': 'const w = new WeakMap(); for (;;) w.set(Symbol("x"), {});',
  'a chain of WeakRefs':
    'let r = new WeakRef({}); globalThis.all = []; for (;;) { r = new WeakRef(r); all.push(r); }',
  'WeakRefs that are read': 'const r = new WeakRef({}); for (;;) r.deref();',
  'a key that a Proxy is':
    'const w = new WeakMap(); let p = {}; globalThis.p = p; for (;;) { const q = new Proxy(p, {}); w.set(p, q); p = q; }',
  'private fields as a chain':
    'class A extends (class { constructor(o) { return o; } }) { #x; static put(o, x) { new A(o); o.#x = x; } } let k = {}; globalThis.k = k; for (;;) { const n = {}; A.put(k, n); k = n; }',
  'maps that die': 'for (;;) new WeakMap(Array.from({ length: 100 }, () => [{}, {}]));',
  'maps that are deleted from':
    'const w = new WeakMap(); for (;;) { const k = {}; w.set(k, 1); w.delete(k); }',
};

/** How much is registered until the collector comes by itself. */
const register = (callback, value = 'i') =>
  `globalThis.fr = new FinalizationRegistry(${callback}); for (let i = 0; i < 2e5; i++) fr.register({}, ${value}); 0`;

const registries = {
  'a callback without an end': register('() => { for (;;); }'),
  'a callback that recurses': register('function f() { f(); }'),
  'a callback that registers': register(
    '(n) => { for (let i = 0; i < 100; i++) fr.register({}, n); }',
  ),
  'a callback that throws': register('() => { throw new Error("x"); }'),
  'a callback that calls the host': register('(n) => { call(() => { for (;;); }); }'),
  'a callback that starts jobs': register('() => { (async () => { for (;;) await 0; })(); }'),
  'a callback that keeps everything': register(
    '(n) => { (globalThis.kept ??= []).push(new Array(1e4).fill(n)); }',
  ),
  'held values that are large': register('() => {}', 'new Array(1000).fill(i)'),
  tokens:
    'const fr = new FinalizationRegistry(() => {}); for (;;) { const t = {}; fr.register({}, 1, t); fr.unregister(t); }',
  'registries without an end':
    'globalThis.all = []; for (;;) { const fr = new FinalizationRegistry(() => {}); fr.register({}, 1); all.push(fr); }',
  'one token for all':
    'const fr = new FinalizationRegistry(() => {}), t = {}; for (let i = 0; i < 3e5; i++) fr.register({}, 1, t); fr.unregister(t); for (;;) fr.register({}, 1, t);',
};

const garbage = {
  objects: 'for (;;) ({ a: 1 });',
  'objects that live': 'const a = []; for (;;) a.push({ i: 1 });',
  cycles: 'for (;;) { const a = {}, b = { a }; a.b = b; }',
  'a list that grows at its front': 'let l = null; for (;;) l = { l };',
  'a list that is dropped again and again':
    'for (;;) { let l = null; for (let i = 0; i < 1e5; i++) l = { l }; }',
  closures: 'for (;;) (() => () => 1)();',
  'closures that live': 'const a = []; for (let i = 0; ; i++) a.push(() => i);',
  functions: 'for (;;) Function("return 1");',
  classes: 'for (;;) (class { #x = 1; static y = 2; m() {} });',
  generators: 'for (;;) (function* () { yield 1; })().next();',
  'generators that live':
    'const a = []; for (;;) { const g = (function* () { yield 1; })(); g.next(); a.push(g); }',
  promises: 'for (;;) new Promise(() => {});',
  'promises that live': 'const a = []; for (;;) a.push(new Promise(() => {}));',
  'promises that wait for one': 'const p = new Promise(() => {}); for (;;) p.then(() => 1);',
  'async functions that wait':
    'const p = new Promise(() => {}); for (;;) (async () => { await p; })();',
  rejections: 'for (;;) Promise.reject(1);',
  errors: 'for (;;) new Error("x");',
  'errors that are caught': 'for (;;) try { null.x; } catch {}',
  symbols: 'for (;;) Symbol("x");',
  'symbols of the registry': 'for (let i = 0; ; i++) Symbol.for("x" + i);',
  'names of properties': 'const o = {}; for (let i = 0; ; i++) o["x" + i] = 1;',
  'names that come and go':
    'const o = {}; for (let i = 0; ; i++) { o["x" + i] = 1; delete o["x" + i]; }',
  shapes: 'for (let i = 0; ; i++) ({ ["a" + i]: 1, ["b" + i]: 2 });',
  prototypes: 'for (;;) Object.create({});',
  'prototypes that change': 'const o = {}; for (;;) Object.setPrototypeOf(o, {});',
  'regular expressions': 'for (let i = 0; ; i++) RegExp("a" + i).test("b");',
  dates: 'for (;;) new Date().toString();',
  BigInts: 'for (;;) 2n ** 5000n;',
  buffers: 'for (;;) new ArrayBuffer(1e6);',
  'buffers that live': 'const a = []; for (;;) a.push(new ArrayBuffer(1000));',
  'views of one buffer': 'const b = new ArrayBuffer(8), a = []; for (;;) a.push(new DataView(b));',
  Proxies: 'for (;;) new Proxy({}, {});',
  'revoked Proxies': 'for (;;) Proxy.revocable({}, {}).revoke();',
  iterators: 'for (;;) [1][Symbol.iterator]();',
  arguments: 'function f() { return arguments; } for (;;) f(1, 2, 3);',
  'bound functions that live': 'const a = []; for (;;) a.push(f.bind(1, 2)); function f() {}',
  'Intl objects': 'for (;;) new Intl.NumberFormat("de");',
  'a Map in a Map': 'let m = new Map(); for (;;) m = new Map([[m, m]]);',
  'texts that are new': 'for (let i = 0; ; i++) eval("\'text " + i + "\'");',
  'names that are new': 'for (let i = 0; ; i++) eval("var name" + i + " = 1");',
  'templates that are new': 'for (let i = 0; ; i++) eval("(() => 1)`a" + i + "`");',
  'scripts of the host': 'for (let i = 0; ; i++) script("1 + " + i);',
};

const entries = (kind, texts) =>
  Object.entries(texts).map(([title, text]) => [`${kind}: ${title}`, text]);

module.exports = Object.fromEntries([
  ...entries('weak', weak),
  ...entries('registries', registries),
  ...entries('garbage', garbage),
]);
