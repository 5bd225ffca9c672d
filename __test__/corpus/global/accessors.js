'use strict';

/** Accessors on the context object: who calls them, with which `this`, and what they throw. */

module.exports = [
  {
    // How often a getter runs is part of the behaviour only where it runs once.
    context: "{ get x() { log('get'); return 1; }, set x(v) { log('set', v); } }",
    cases: {
      'a bare read calls the getter': 'x',
      'a read through this calls the getter': 'this.x',
      'an assignment calls the setter only': 'x = 5',
      'a strict assignment calls the setter only': "'use strict'; x = 5",
      'an assignment through this calls the setter only': 'this.x = 5',
      'typeof calls the getter': 'typeof x',
      'an increment reads, then writes': 'x++',
      'each read calls the getter again': 'x; x; x',
      'a read in a function called twice': 'function f() { return x; } f() + f()',
      'var with a value calls the setter': 'var x = 9',
      'the getter is not called to declare': 'var x;',
    },
  },
  {
    context: `{
      seen: [],
      get self() { return this; },
      set self(v) { this.seen.push(this === ctx, v); },
      get strictSelf() { 'use strict'; return this === ctx; },
    }`,
    cases: {
      'this of a getter is the context object': [
        'self === globalThis',
        { host: 'results[0]' },
        'strictSelf',
        { host: 'ctx.self === ctx' },
      ],
      'this of a setter': ['self = 1; this.self = 2;', { host: 'ctx.seen' }],
    },
  },
  {
    context: `Object.create({
      get self() { return this === ctx; },
      set kept(v) { this._kept = [this === ctx, v]; },
    })`,
    cases: {
      'this of an inherited getter': ['self', 'this.self'],
      'this of an inherited setter': ['kept = 1', { host: 'ctx._kept' }, 'this.kept = 2', '_kept'],
    },
  },
  {
    context: `{
      get bad() { throw new RangeError('from the getter'); },
      set bad(v) { throw new TypeError('from the setter ' + v); },
      get nothing() { throw undefined; },
      get five() { throw 5; },
      after: 1,
    }`,
    cases: {
      'a throwing getter throws in the guest': 'try { bad } catch (e) { [e.name, e.message] }',
      'a throwing getter throws through': 'bad',
      'a throwing getter throws through typeof': 'typeof bad',
      'a throwing setter throws in the guest': 'try { bad = 1 } catch (e) { [e.name, e.message] }',
      'a throwing setter throws through': ['bad = 2', 'after'],
      'a throwing setter throws from var': ['var bad = 3', 'after'],
      'a throwing getter does not disturb its neighbours': 'after',
      'a getter that throws undefined': ['try { nothing } catch (e) { [e] }', 'nothing'],
      'a getter that throws a primitive': ['try { five } catch (e) { [e] }', 'five'],
      'identity of what a getter throws': [
        {
          host: "const e = new Error('kept'); Object.defineProperty(ctx, 'k', { get() { throw e; } }); ctx.e = e;",
        },
        'try { k } catch (caught) { caught === e }',
        'k',
        { host: 'thrown[2] === ctx.e' },
      ],
    },
  },
  {
    context: '{ store: 1, get x() { return this.store; }, set x(v) { this.store = v; } }',
    cases: {
      'a value set is read back': ['x = 10; x', 'store', { host: '[ctx.x, ctx.store]' }],
      'the host changes the store between reads': [
        'x',
        { host: 'ctx.store = 50' },
        'x',
        { host: 'ctx.x = 60' },
        '[x, store]',
      ],
      'the descriptor that the guest sees': [
        "const d = Object.getOwnPropertyDescriptor(globalThis, 'x'); [typeof d.get, typeof d.set, d.enumerable, d.configurable]",
      ],
      'the getter taken out of the descriptor': [
        "Object.getOwnPropertyDescriptor(globalThis, 'x').get.call({ store: 'other' })",
      ],
      'an accessor replaced by the host with data': [
        'x',
        { host: "Object.defineProperty(ctx, 'x', { value: 'data', configurable: true })" },
        'x',
        'x = 2; x',
      ],
      'data replaced by the host with an accessor': [
        'store',
        { host: "Object.defineProperty(ctx, 'store', { get() { return 'accessor'; } })" },
        'store',
        'x',
        "store = 'no'; store",
      ],
      'an accessor deleted by the host': ['x', { host: 'delete ctx.x' }, 'typeof x', 'x'],
      'an accessor deleted by the guest': ['delete this.x', 'typeof x', { host: "'x' in ctx" }],
    },
  },
  {
    context: '{}',
    cases: {
      'a guest getter on globalThis is seen by the host': [
        "let n = 0; Object.defineProperty(globalThis, 'count', { get() { return ++n; }, configurable: true, enumerable: true })",
        { host: '[ctx.count, ctx.count]' },
        'count',
      ],
      'a guest setter on globalThis is called by the host': [
        "var kept = []; Object.defineProperty(globalThis, 'in', { set(v) { kept.push(v); }, get() { return kept.length; } })",
        { host: "ctx.in = 'a'; ctx.in = 'b'; ctx.in" },
        'kept',
      ],
      'a guest getter gets the receiver': [
        "Object.defineProperty(globalThis, 'me', { get() { 'use strict'; return this === globalThis; } })",
        'me',
        { host: 'ctx.me' },
      ],
      'a guest getter that throws reaches the host': [
        "Object.defineProperty(globalThis, 'bad', { get() { throw new TypeError('guest getter'); } })",
        { host: 'ctx.bad' },
        'bad',
      ],
      'a lazy getter replaces itself': [
        "Object.defineProperty(globalThis, 'lazy', { configurable: true, get() { Object.defineProperty(globalThis, 'lazy', { value: 'ready' }); return 'first'; } })",
        'lazy',
        'lazy',
      ],
      'a host getter that replaces itself': [
        {
          host: "Object.defineProperty(ctx, 'lazy', { configurable: true, get() { Object.defineProperty(ctx, 'lazy', { value: 'ready' }); return 'first'; } }); 0",
        },
        'lazy',
        'lazy',
      ],
      'a host getter that runs guest code': [
        {
          host: "Object.defineProperty(ctx, 'run', { get() { return vm.runInContext('y = 5; y + 1', ctx); } }); 0",
        },
        '[run, y]',
      ],
      'a host getter that changes another name': [
        'var other = 1;',
        {
          host: "Object.defineProperty(ctx, 'poke', { get() { ctx.other = 2; return 'poked'; } }); 0",
        },
        '[other, poke, other]',
      ],
      'a host setter that sees what the guest changed before': [
        { host: "Object.defineProperty(ctx, 'tell', { set(v) { log(v, ctx.a, ctx.b); } }); 0" },
        'a = 1; var b = 2; tell = 0; a = 3; b = 4; tell = 1;',
      ],
    },
  },
];
