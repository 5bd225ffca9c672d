'use strict';

/** Property descriptors, accessors, enumeration: what the objects are that describe properties, and who calls accessors. */

module.exports = [
  {
    name: 'descriptors of a host object',
    context: () => ({
      o: {
        a: {},
        get b() {
          return {};
        },
        set b(_v) {},
        c() {},
      },
    }),
    guest: `const ds = Object.getOwnPropertyDescriptors(o); climb(ds, 6); for (const d of Object.values(ds)) { climb(d, 5); compile(d.constructor.constructor) }`,
  },
  {
    name: 'descriptors along the whole chain',
    context: () => ({
      list: [{}],
      f() {},
      map: new Map(),
      error: Object.assign(new Error('x'), { stack: '' }),
    }),
    guest: `for (const o of [list, f, map, error]) for (let p = o; p; p = Object.getPrototypeOf(p)) for (const k of Reflect.ownKeys(p)) { const d = Object.getOwnPropertyDescriptor(p, k); for (const h of ['value', 'get', 'set']) { report(d[h]); if (k === 'constructor' && h === 'value') compile(d.value.constructor) } }`,
  },
  {
    name: 'legacy accessors',
    context: () => ({
      o: {
        get a() {
          return 1;
        },
      },
    }),
    guest: `for (const k of ['a', '__proto__', 'constructor']) { climb(o.__lookupGetter__(k), 4); climb(o.__lookupSetter__(k), 4) } const get = o.__lookupGetter__('__proto__'); climb(attempt(() => get.call(report)), 4); climb(attempt(() => get.call(get)), 4); compile(attempt(() => get.call(report).constructor) ?? report)`,
  },
  {
    name: 'a getter that is defined on a host object and called in the host',
    context: () => ({ o: {} }),
    guest: `Object.defineProperty(o, 'x', { get() { climb(this, 3); climb(arguments, 3); climb(attempt(() => arguments.callee.caller), 3); return 1 }, set(...all) { climb(all, 3) }, configurable: true }); report('defined')`,
    host: (_result, { o }) => {
      void o.x;
      o.x = { a: 1 };
      void { ...o };
      JSON.stringify(o);
    },
  },
  {
    name: 'a descriptor of the guest that the host applies',
    context: () => ({
      define: (o, k, d) => Object.defineProperty(o, k, d),
      create: (p, ds) => Object.create(p, ds),
    }),
    guest: `const d = new Proxy({ value: 1, configurable: true }, { get(...all) { climb(all, 3); return Reflect.get(...all) }, has(...all) { climb(all, 3); return Reflect.has(...all) } }); climb(attempt(() => define({}, 'x', d)), 3); climb(attempt(() => create(null, { x: d })), 3); climb(attempt(() => create(report, {})), 3); report('applied')`,
  },
  {
    name: 'a descriptor that inherits from the host',
    context: () => ({ base: { get: () => 1 }, o: {} }),
    guest: `climb(attempt(() => Object.defineProperty({}, 'x', Object.create(base))), 3); climb(attempt(() => Object.defineProperty(o, 'x', Object.create(base))), 3); report('tried')`,
  },
  {
    name: 'Proxy traps of the guest get nothing of the host',
    guest: `report('made'); const seen = []; new Proxy(function () {}, new Proxy({}, { get(_t, trap) { return (...all) => { climb(all, 4); climb(this, 2); return Reflect[trap](...all) } } }))`,
    host: (p, _context, { secrets }) => {
      const inner = { size: secrets.word.length };
      const tries = [
        () => p.x,
        () => Reflect.get(p, 'x', inner),
        () => Reflect.set(p, 'x', 1, inner),
        () => 'z' in p,
        () => delete p.q,
        () => Object.defineProperty(p, 'd', { value: inner, configurable: true }),
        () => Object.keys(p),
        () => p(inner),
        () => new p(inner),
        () => Reflect.construct(p, [], class {}),
        () => Object.getPrototypeOf(p),
        () => ({ ...p }),
        () => JSON.stringify(p),
        () => Object.create(p).inherited,
      ];
      for (const attempt of tries) {
        try {
          attempt();
        } catch {
          // What a trap answers may be refused.
        }
      }
    },
  },
  {
    name: "a getter behind a host object's prototype",
    context: () => ({ o: {} }),
    guest: `attempt(() => Object.setPrototypeOf(o, { get secretish() { climb(this, 3); return 1 } })); attempt(() => Object.setPrototypeOf(o, new Proxy({}, { get(...all) { climb(all, 3) }, has(...all) { climb(all, 3); return false } }))); report('set')`,
    host: (_result, { o }) => {
      void o.secretish;
      void o.other;
      void ('x' in o);
    },
  },
  {
    name: 'enumeration of a host object that the host watches',
    context: ({ secrets }) => ({
      guarded: new Proxy(
        { word: secrets.word },
        {
          get: () => 'denied',
          ownKeys: () => [],
          getOwnPropertyDescriptor: () => undefined,
          has: () => false,
        },
      ),
    }),
    guest: `report(guarded.word); report(JSON.stringify(guarded)); report(JSON.stringify({ ...guarded })); for (const k in guarded) report(guarded[k]); report(Object.values(guarded).join()); report(Object.entries(guarded).join()); report(String(Object.getOwnPropertyNames(guarded))); climb(guarded, 3); report(attempt(() => structuredClone(guarded)))`,
  },
  {
    name: 'a guarded proxy of the host that the guest prints',
    context: ({ secrets }) => ({
      guarded: new Proxy(
        { word: secrets.word },
        { get: () => 'denied', ownKeys: () => [], getOwnPropertyDescriptor: () => undefined },
      ),
      print: (x) => require('node:util').inspect(x),
    }),
    guest: `report(String(print({ constructor: undefined, [kInspect](d, o, inspect) { const out = []; out.push(inspect(guarded, { showProxy: true })); out.push(inspect([guarded], { showProxy: 1, showHidden: true, customInspect: false })); out.push(inspect({ guarded }, { ...o, showProxy: true })); report(out.join()); return 'x' } })))`,
  },
  {
    name: 'a setter of the host by its descriptor',
    context: ({ secrets }) => {
      let value = secrets.word;
      return {
        o: {
          set word(next) {
            value = next;
          },
          get size() {
            return value.length;
          },
        },
      };
    },
    guest: `const d = Object.getOwnPropertyDescriptor(o, 'word'); climb(d, 4); climb(d.set, 4); climb(attempt(() => d.set.call(undefined, 'x')), 3); report(String(o.size))`,
  },
  {
    name: 'attributes that the guest gives a context property',
    context: () => ({ fixed: 1 }),
    guest: `report('tried'); attempt(() => Object.defineProperty(globalThis, 'report', { get() { climb(this, 3); climb(arguments, 3) } })); attempt(() => Object.defineProperty(globalThis, 'fixed', { get() { climb(this, 3); return robber() }, configurable: true }))`,
    host: (_result, context) => {
      void context.fixed;
      require('node:util').inspect(context.fixed);
      require('node:util').inspect(context, { getters: true });
    },
  },
  {
    name: 'a global setter for what the host assigns',
    guest: `Object.defineProperty(globalThis, 'later', { set(...all) { climb(all, 4); climb(this, 3) }, configurable: true }); report('set')`,
    host: (_result, context) => {
      context.later = { a: () => {} };
    },
  },
  {
    name: 'Object.groupBy, fromEntries and entries of the host with guest iterables',
    context: () => ({
      entries: (x) => Object.fromEntries(x),
      copy: (x) => ({ ...x }),
      assign: (x) => Object.assign({}, x),
    }),
    guest: `climb(attempt(() => entries({ *[Symbol.iterator]() { yield new Proxy(['a', report], { get(...all) { climb(all, 3); return Reflect.get(...all) } }) } })), 4); climb(copy({ get a() { climb(this, 3); return report } }), 4); climb(assign(new Proxy({ a: 1 }, { get(...all) { climb(all, 3) } })), 4)`,
  },
  {
    name: 'a property of the host that the guest makes final',
    context: () => ({ o: { a: 1 } }),
    guest: `Object.defineProperty(o, 'x', { value: {}, writable: false, configurable: false }); Object.freeze(o.x); report('defined'); climb(o.x, 3); climb(Object.getOwnPropertyDescriptor(o, 'x'), 4)`,
    host: (_result, { o }) => Object.getOwnPropertyDescriptor(o, 'x').value,
  },
  {
    name: 'arguments objects of the host',
    context: () => ({ give: Function('return arguments'), strict: (...all) => all }),
    guest:
      'const a = give(1, {}); climb(a, 5); climb(attempt(() => a.callee), 5); climb(attempt(() => a.callee.caller), 5); climb(Object.getOwnPropertyDescriptors(a), 5); climb(a[Symbol.iterator], 4); climb(strict({}), 4)',
  },
];
