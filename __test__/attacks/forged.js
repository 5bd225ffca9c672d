'use strict';

/** Receivers and `new.target` that do not belong to the function that is called. */

const EventEmitter = require('node:events');

module.exports = [
  {
    name: "a function of the host called on the guest's global",
    context: () => ({
      who: function who() {
        return this;
      },
    }),
    guest: `for (const f of [() => who.call(undefined), () => who.call(null), () => who(), () => (0, who)(), () => [who][0](), () => who.apply(globalThis), () => Reflect.apply(who, undefined, []), () => who.bind()()]) climb(attempt(f), 4)`,
  },
  {
    name: 'a sloppy function of the host without a receiver',
    context: () => ({ who: Function('return this') }),
    guest:
      'for (const f of [() => who(), () => who.call(null), () => who.call(), () => new Proxy(who, {})(), () => who.bind(undefined)(), () => Reflect.apply(who, null, [])]) { const x = attempt(f); report(x); report(attempt(() => x.hostMarker)); report(attempt(() => x.process)); climb(x, 2) }',
  },
  {
    name: 'a sloppy accessor of the host without a receiver',
    context: () => ({
      o: Object.defineProperty({}, 'who', {
        get: Function('return this'),
        set: Function('x', 'x.got = this'),
        configurable: true,
      }),
    }),
    guest: `const d = Object.getOwnPropertyDescriptor(o, 'who'); for (const f of [() => d.get(), () => d.get.call(null), () => Reflect.get(o, 'who', undefined), () => Reflect.get(o, 'who', 1)]) { const x = attempt(f); report(x); report(attempt(() => x.process)); report(attempt(() => x.hostMarker)) } const box = {}; attempt(() => d.set(box)); report(box.got); report(attempt(() => box.got.process))`,
  },
  {
    name: 'sloppy callbacks that host code calls back',
    context: () => ({ call: (f) => f(), setTimeout, each: (f) => [1].forEach(f) }),
    guest: `const f = function () { report(this); report(attempt(() => this.hostMarker)); report(attempt(() => this.process)); climb(this, 2) }; call(f); each(f); call(Function('report(this); report(this.hostMarker)'))`,
  },
  {
    name: "methods of Map and Set on the membrane's own objects",
    context: () => ({ map: new Map(), set: new Set(), weak: new WeakMap() }),
    guest: `for (const o of [map, set, weak]) for (const m of ['get', 'has', 'set', 'add', 'delete', 'forEach', 'entries', 'keys']) { const f = o[m]; if (!f) continue; for (const r of [report, globalThis, {}, [], new Map(), new Proxy({}, {}), f]) climb(attempt(() => f.call(r, report, 1)), 2) } report('tried')`,
  },
  {
    name: 'the traps of a host proxy with a forged handler',
    context: () => ({ P: Proxy }),
    guest: `const handler = new Proxy({}, { get(_t, trap) { return (...all) => { climb(all, 3); return Reflect[trap](...all) } } }); const p = attempt(() => new P(report, handler)); report('made'); for (const f of [() => p.x, () => p(1), () => new p(), () => Object.keys(p), () => { p.y = 1 }]) climb(attempt(f), 3)`,
    after: 'report("over")',
  },
  {
    name: 'new.target that is a compiler',
    context: () => ({
      C: Function,
      K: class K {
        constructor() {
          this.target = new.target;
        }
      },
    }),
    guest: `for (const f of [() => Reflect.construct(K, [], C), () => Reflect.construct(K, [], report.constructor), () => Reflect.construct(C, [probe], K), () => Reflect.construct(Object, [], C)]) { const x = attempt(f); climb(x, 4); open(attempt(() => x())); climb(attempt(() => x.target), 4); compile(attempt(() => x.target) ?? report) }`,
  },
  {
    name: 'new.target whose prototype is looked up on a proxy',
    context: () => ({ K: class K {}, map: new Map() }),
    guest: `const target = new Proxy(function () {}, { get(...all) { climb(all, 3); return all[1] === 'prototype' ? null : undefined } }); for (const C of [K, map.constructor, report]) climb(attempt(() => Reflect.construct(C, [], target)), 5)`,
  },
  {
    name: 'new.target of the host with a guest function',
    context: () => ({ K: class K {} }),
    guest: `function Mine() { climb(new.target, 4); climb(this, 4) } climb(Reflect.construct(Mine, [], K), 4); class B { constructor() { climb(new.target, 4) } } climb(Reflect.construct(B, [], K), 4)`,
  },
  {
    name: "a host class constructed with a guest's new.target and prototype",
    context: () => ({ E: EventEmitter, U: URL }),
    guest: `function T() {} T.prototype = null; climb(attempt(() => Reflect.construct(E, [], T)), 3); T.prototype = report; climb(attempt(() => Reflect.construct(U, ['http://a/'], T)), 3); report('tried')`,
  },
  {
    name: 'super of a host class called on something else',
    context: () => ({
      Base: class Base {
        whoami() {
          return this;
        }
        static made() {
          return new this();
        }
      },
    }),
    guest: `class Mine extends Base { test() { return super.whoami.call(undefined) } } climb(attempt(() => new Mine().test()), 4); climb(attempt(() => Base.made.call(Function, probe)), 3); open(attempt(() => Base.made.call(report.constructor))); climb(attempt(() => Base.made.call(function () { return new.target })), 3)`,
  },
  {
    name: 'a static method that constructs this',
    context: () => ({
      Factory: class Factory {
        made = 1;
        static from(...all) {
          return new this(...all);
        }
      },
    }),
    guest: `open(attempt(() => Factory.from.call(report.constructor, probe)())); open(attempt(() => Factory.from.call(Factory.from.constructor, 'return ' + probe)())); report('tried')`,
  },
  {
    name: 'a getter of a Node class on guest objects',
    context: () => ({
      signal: new AbortController().signal,
      stream: new (require('node:stream').PassThrough)(),
      blob: new Blob(['a']),
      url: new URL('http://a'),
    }),
    guest: `for (const o of [signal, stream, blob, url]) for (let p = Object.getPrototypeOf(o); p && p !== Object.prototype; p = Object.getPrototypeOf(p)) for (const k of Reflect.ownKeys(p)) { const d = Object.getOwnPropertyDescriptor(p, k); if (d && d.get) for (const r of [{}, globalThis, report, new Proxy({}, { get(...all) { climb(all, 2) } })]) tell(() => d.get.call(r)) } report('tried')`,
  },
  {
    name: 'an async function of the host on a forged receiver',
    context: () => ({
      who: async function who() {
        await null;
        return this;
      },
    }),
    guest: 'for (const r of [undefined, null, globalThis, 1]) who.call(r).then((x) => climb(x, 4))',
  },
  {
    name: 'a generator of the host resumed on a forged receiver',
    context: () => ({
      numbers: function* numbers() {
        yield this;
      },
    }),
    guest: `const it = numbers(); for (const r of [{}, globalThis, (function* () { yield 1 })()]) tell(() => it.next.call(r)); climb(it.next(), 4); climb(attempt(() => (function* () {})().next.call(it)), 4)`,
  },
  {
    name: 'Function.prototype.call of the host on its own functions',
    context: () => ({ f() {}, apply: Reflect.apply, call: Function.prototype.call }),
    guest: `report(call); open(attempt(() => call.call(f.constructor, null, probe)())); open(attempt(() => apply(f.constructor, null, ['return ' + probe])())); open(attempt(() => call.call(call, f.constructor, null, 'return ' + probe)())); climb(attempt(() => apply(Object.getPrototypeOf, null, [f])), 4)`,
  },
  {
    name: 'private fields of the host read with forged objects',
    context: ({ secrets }) => {
      class Vault {
        #word = secrets.word;
        static peek(vault) {
          return #word in vault;
        }
        size() {
          return this.#word.length;
        }
      }
      return { Vault, vault: new Vault() };
    },
    guest: `for (const r of [{}, Object.create(vault), new Proxy(vault, {}), Vault]) { tell(() => vault.size.call(r)); tell(() => Vault.peek(r)) } class Mine extends Vault {} climb(new Mine(), 4); climb(vault, 4)`,
  },
  {
    name: 'a timer that is none is started',
    context: ({ forbid }) => {
      forbid(
        setTimeout(() => {}, 70),
        "another timer of the host's",
      );
      return { setTimeout, setImmediate };
    },
    guest: `report('tried'); const t = setTimeout(() => {}, 70); const links = (o) => { for (let n = 0; n < 6 && o; n++) { report(o); climb(o, 3); o = attempt(() => o._idlePrev) ?? attempt(() => o._idleNext) } }; for (const made of [{ _idleTimeout: 70, _onTimeout() {} }, { __proto__: t, _idleTimeout: 70 }, new Proxy({}, { get: (o, k) => (k in o ? o[k] : k === '_idleTimeout' ? 70 : undefined) })]) for (const k of Reflect.ownKeys(Object.getPrototypeOf(t))) { attempt(() => t[k].call(made)); attempt(() => setImmediate(() => {})[k].call(made)); links(made._idleNext); links(made._idlePrev) }`,
  },
  {
    name: 'a timer that is none is cleared',
    context: (host) => {
      host.timer = setTimeout(() => {}, 70);
      host.immediate = setImmediate(() => {});
      const plain = {};
      return {
        timers: { ...require('node:timers') },
        timer: host.timer,
        immediate: host.immediate,
        plain,
      };
    },
    guest: `report('tried'); const links = (next) => ({ _onTimeout() {}, _onImmediate() {}, _idleTimeout: 70, _idleNext: next, _idlePrev: {} }); for (const f of ['clearTimeout', 'clearInterval', 'clearImmediate', 'unenroll', 'enroll', 'active', '_unrefActive']) for (const next of [timer, immediate]) { attempt(() => timers[f](links(next), 70)); attempt(() => timers[f](Object.assign(() => {}, links(next)), 70)); attempt(() => timers[f](Object.assign(plain, links(next)), 70)) }`,
    broken: ({ timer, immediate }) => {
      const { isProxy } = require('node:util').types;
      const links = [timer._idlePrev, timer._idleNext, immediate._idlePrev, immediate._idleNext];
      return links.some((link) => isProxy(link)) && 'a guest object is among the timers of Node';
    },
  },
  {
    name: 'immediates that are none are cleared',
    context: () => ({ setTimeout, clearImmediate }),
    guest: `report('tried'); const t = setTimeout(() => {}, 5); for (let n = 0; n < 50; n++) for (const bad of [5, 'x', true, t, {}, () => {}]) attempt(() => clearImmediate(bad))`,
    host: async (_result, _context, { find, sleep }) => {
      let hasRun = false;
      setImmediate(() => {
        hasRun = true;
      });
      await sleep(50);
      if (hasRun) return;
      find('no immediate of the host runs any more');
      process.exit();
    },
  },
  {
    name: 'a Proxy that has all symbols of Node',
    context: () => ({ URL, Blob, AbortSignal, MessageChannel, Response, EventTarget, Event }),
    guest: `var heard = 0; report('tried'); const known = new Set(Reflect.ownKeys(Symbol).map((k) => Symbol[k])); const hear = (k) => { if (typeof k === 'symbol' && !known.has(k) && Symbol.keyFor(k) === undefined) heard++ }; const any = new Proxy(function () {}, { get(t, k) { hear(k); return k === 'prototype' ? t.prototype : typeof k === 'symbol' ? any : 1 }, has(t, k) { hear(k); return true }, set(t, k) { hear(k); return true }, getOwnPropertyDescriptor(t, k) { hear(k); return Reflect.getOwnPropertyDescriptor(t, k) }, defineProperty(t, k, d) { hear(k); return Reflect.defineProperty(t, k, d) } }); for (const o of [any, Object.create(any), class extends any {}]) for (const f of [() => URL.createObjectURL(o), () => new Blob([o]), () => AbortSignal.any([o]), () => Blob.prototype.slice.call(o), () => new Response(o), () => new MessageChannel().port1.postMessage(o), () => EventTarget.call(o), () => new EventTarget().dispatchEvent(o), () => new EventTarget().addEventListener('a', () => {}, { signal: o })]) attempt(f)`,
    broken: ({ context, run }) =>
      run('heard', context) > 0 && 'a Proxy of the guest heard of symbols of Node',
  },
  {
    name: 'methods of classes of Node on other objects',
    context: (host) => {
      const { AsyncLocalStorage } = require('node:async_hooks');
      host.storage = new AsyncLocalStorage();
      return { storage: host.storage, plain: {}, dc: require('node:diagnostics_channel') };
    },
    guest: `report('tried'); var heard = 0; for (const o of [{ _propagate() { heard++ }, enabled: false }, Object.assign(plain, { _propagate() { heard++ } })]) for (const k of Reflect.ownKeys(Object.getPrototypeOf(storage))) { attempt(() => storage[k].call(o, {}, () => 1)) }`,
    host: async (_result, { plain }, { storage }) => {
      await storage.run({}, async () => await null);
      plain._propagate = () => {};
    },
    broken: ({ context, run }) =>
      run('heard', context) > 0 && 'the guest hears of all that goes on in the process',
  },
];
