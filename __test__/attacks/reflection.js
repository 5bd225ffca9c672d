'use strict';

/** Reflection on the membrane's own functions: text, callers, arguments, hidden properties, forged receivers. */

module.exports = [
  {
    name: 'the text of host functions',
    context: () => ({
      f: () => 'secretFrame',
      K: class K {
        m() {
          return 'secretFrame';
        }
      },
      o: {
        get g() {
          return 'secretFrame';
        },
      },
      af: async () => 'secretFrame',
      b: (() => 'secretFrame').bind(null),
    }),
    guest: `const T = Function.prototype.toString; report('looked'); for (const x of [f, K, af, b, K.prototype.m, Object.getOwnPropertyDescriptor(o, 'g').get]) for (const w of [() => String(x), () => x + '', () => T.call(x), () => x.toString(), () => \`\${x}\`, () => [x].join(), () => x.toLocaleString(), () => String(new Proxy(x, {})), () => T.call(new Proxy(x, {})), () => T.call(x.bind()), () => JSON.stringify({ x: String(x) }), () => x.toString.call(x), () => Reflect.apply(T, x, []), () => new Map([[x, 1]]).keys().next().value + '']) report(attempt(w))`,
  },
  {
    name: 'the text of host functions by their own methods',
    context: () => ({ f: () => 'secretFrame', emitter: new (require('node:events'))() }),
    guest: `report('looked'); for (const t of [emitter.on.toString, emitter.constructor.toString, f.toString, f.call.toString, report.toString]) { report(attempt(() => t.call(f))); report(attempt(() => t.call(emitter.on))); report(attempt(() => Reflect.apply(t, f, []))) }`,
  },
  {
    name: 'caller and arguments of host functions',
    context: () => ({ call: (f) => f(), f() {} }),
    guest: `report('looked'); for (const x of [call, f, report]) for (const k of ['caller', 'arguments', 'callee', 'name', 'length', 'prototype', 'displayName', 'scopeNames']) { climb(attempt(() => x[k]), 4); climb(attempt(() => Object.getOwnPropertyDescriptor(x, k)), 4) } call(function g() { climb(attempt(() => g.caller), 4); climb(attempt(() => arguments.callee.caller), 4); climb(attempt(() => g.arguments), 3) })`,
  },
  {
    name: 'properties of host functions',
    context: () => ({
      f: Object.assign(
        function named(_a, _b, _c) {
          return 'secretFrame';
        },
        { extra: { a: 1 } },
      ),
      arrow: () => {},
    }),
    guest: `report('looked'); for (const x of [f, arrow, report]) { for (const k of Reflect.ownKeys(x)) climb(attempt(() => x[k]), 4); report(String(x.name)); report(String(x.length)); climb(Object.getOwnPropertyDescriptors(x), 4); climb(x.prototype, 4); compile(x.constructor) }`,
  },
  {
    name: "the membrane's proxies are seen as proxies",
    context: () => ({ o: { a: 1 }, f() {}, list: [1], map: new Map() }),
    guest: `report('looked'); for (const x of [o, f, list, map, report]) { climb(attempt(() => Object.getPrototypeOf(x)), 4); for (const t of ['getOwnPropertyDescriptor', 'ownKeys', 'get', 'has', 'apply', 'construct', 'getPrototypeOf', 'isExtensible', 'preventExtensions', 'set', 'setPrototypeOf', 'deleteProperty', 'defineProperty']) climb(attempt(() => Reflect[t](x)), 3); say(attempt(() => Object.isFrozen(x))) }`,
  },
  {
    name: 'handlers of the membrane in the host are not shown',
    guest: 'report("made"); ({ a: { b: 1 }, f() {} })',
    host: (value, _context, { report, forbid }) => {
      const util = require('node:util');
      const seen = [];
      const found = [];
      const stylize = function stylize(text) {
        if (this?.seen) for (const x of this.seen) found.push(x);
        return text;
      };
      util.inspect(value, { showProxy: true, showHidden: true, depth: 9, stylize });
      for (const x of seen) forbid(x, 'a part of the membrane');
      for (const x of found) {
        if (x === value || x === null || typeof x !== 'object') continue;
        if (
          util.inspect(x, { showProxy: false }).includes('Handler') ||
          'record' in x ||
          'codes' in x ||
          'hostObjects' in x
        )
          seen.push(x);
      }
      report(...seen);
      if (seen.length > 0) return value;
      return undefined;
    },
    after: 'report("over")',
  },
  {
    name: 'the names of functions that throw',
    context: () => ({
      f: function secretFrameInner() {
        throw new TypeError('x');
      },
    }),
    guest: `for (const g of [() => f(), () => f.call({}), () => new f(), () => f.bind()(), () => Reflect.apply(f, 1, []), () => Reflect.construct(f, [])]) try { g() } catch (e) { report(String(e.stack)); report(e.message) }`,
  },
  {
    name: 'what is in the realm that the guest did not make',
    guest: `report('looked'); const names = Object.getOwnPropertyNames(globalThis); for (const k of names) { const v = attempt(() => globalThis[k]); climb(v, 3); const d = attempt(() => Object.getOwnPropertyDescriptor(globalThis, k)); climb(d, 3) } for (let p = Object.getPrototypeOf(globalThis); p; p = Object.getPrototypeOf(p)) for (const k of Reflect.ownKeys(p)) climb(attempt(() => p[k]), 2); report(names.join())`,
  },
  {
    name: 'forged receivers of functions that the membrane made',
    context: () => ({
      o: {
        get g() {
          return 1;
        },
      },
      f() {},
      map: new Map(),
    }),
    guest: `report('looked'); const members = []; for (const x of [o, f, map]) for (const k of Reflect.ownKeys(Object.getPrototypeOf(x) ?? {})) { const d = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(x), k); if (d && typeof d.value === 'function') members.push(d.value); if (d && d.get) members.push(d.get) } for (const m of members.slice(0, 40)) for (const r of [undefined, null, 1, 'x', {}, [], report, o, map, globalThis, Object.prototype, Symbol.iterator, new Proxy({}, { get(...all) { climb(all, 2) }, getPrototypeOf(...all) { climb(all, 2); return null } })]) climb(attempt(() => m.call(r)), 3)`,
  },
  {
    name: 'the arguments object of a host function that keeps it',
    context: (host) => {
      host.kept = [];
      return { keep: Function('host', 'return (...all) => { host.kept.push(all) }')(host) };
    },
    guest: `report('given'); keep({}, [], () => {}); const evil = []; evil.length = 3; attempt(() => keep.apply(null, evil)); attempt(() => keep.apply(null, { length: 2, 0: report, 1: 1 }))`,
    after: 'report("over")',
  },
  {
    name: 'a generator object of the host and its prototype',
    context: () => ({
      numbers: function* numbers() {
        yield 1;
      },
    }),
    guest: `report('looked'); const it = numbers(); climb(it, 5); climb(numbers.prototype, 5); compile(numbers.constructor); climb(Object.getPrototypeOf(numbers), 4); compile(attempt(() => Object.getPrototypeOf(Object.getPrototypeOf(it)).constructor) ?? report)`,
  },
  {
    name: 'the text of host functions in what Node makes of them',
    context: () => ({
      f: () => 'secretFrame',
      ...{ Headers, FormData, Event, Request, Response, structuredClone, performance, atob, btoa },
      assert: { ...require('node:assert') },
      StringDecoder: require('node:string_decoder').StringDecoder,
      File: require('node:buffer').File,
    }),
    guest: `const all = [f, { a: f }, [['a', f]]]; report('looked'); for (const x of all) for (const w of [() => new Headers(x).get('a'), () => { const h = new Headers(); h.set('a', x); return h.get('a') }, () => { const d = new FormData(); d.append('a', x); return d.get('a') }, () => new Event(x).type, () => new Request('http://a/', { headers: x, method: x }).headers.get('a'), () => new Request(x).url, () => new Response('', { headers: x, statusText: x }).statusText, () => performance.mark(x).name, () => atob(btoa(x)), () => new File([], x).name, () => structuredClone(x), () => assert.fail(x), () => assert.ok(false, x), () => new StringDecoder(x)]) tell(() => { const text = w(); report(String(text)) })`,
  },
  {
    name: 'the text of host functions by functions of Node',
    context: () => ({
      f: () => 'secretFrame',
      emitter: new (require('node:events'))(),
      params: new URLSearchParams(),
      url: new URL('http://a/'),
      buffer: Buffer.from('a'),
      escape: require('node:querystring').escape,
    }),
    guest: `report('looked'); attempt(() => emitter.on(f, () => {})); for (const n of attempt(() => emitter.eventNames()) ?? []) report(String(n)); attempt(() => params.append('x', f)); report(attempt(() => params.get('x'))); attempt(() => { url.hash = f }); report(decodeURIComponent(url.href)); report(attempt(() => decodeURIComponent(escape(f)))); attempt(() => buffer.write(f)); tell(() => buffer.toString(f)); tell(() => buffer.constructor.from('a', f)); tell(() => buffer.indexOf('a', 0, f)); tell(() => new url.constructor(f))`,
  },
];
