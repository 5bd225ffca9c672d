'use strict';

/** Names that the host changes between runs and while guest code is on the stack, and the reverse. */

module.exports = [
  {
    context: '{ a: 1, o: { deep: 1 } }',
    cases: {
      'changed between runs': ['a', { host: 'ctx.a = 2' }, 'a', { host: 'ctx.a = 3' }, 'this.a'],
      'added between runs': ['typeof b', { host: 'ctx.b = 2' }, 'b', "'b' in globalThis"],
      'changed after the guest wrote it': [
        'a = 10',
        { host: 'ctx.a = 20' },
        'a',
        'a += 1',
        { host: 'ctx.a' },
      ],
      'a var changed by the host': [
        'var v = 1;',
        { host: 'ctx.v = 2' },
        'v',
        'v = 3',
        { host: 'ctx.v' },
      ],
      'a function replaced by the host': [
        'function f() { return 1; }',
        { host: 'ctx.f = () => 2; 0' },
        'f()',
      ],
      'an implicit global changed by the host': ['g = 1', { host: 'ctx.g = 2' }, 'g'],
      'a let hides what the host writes': [
        'let l = 1;',
        { host: 'ctx.l = 2' },
        '[l, globalThis.l]',
      ],
      'the type changes': [
        'a',
        { host: "ctx.a = 'text'" },
        'typeof a',
        { host: 'ctx.a = () => 5; 0' },
        'a()',
        { host: 'ctx.a = null' },
        'a',
      ],
      'to undefined': ['a', { host: 'ctx.a = undefined' }, '[typeof a, "a" in globalThis]'],
      'to NaN and back': [
        'a',
        { host: 'ctx.a = NaN' },
        'a',
        { host: 'ctx.a = NaN' },
        'a = a',
        { host: 'ctx.a' },
      ],
      'to -0': [
        { host: 'ctx.a = 0' },
        'Object.is(a, 0)',
        { host: 'ctx.a = -0' },
        'Object.is(a, -0)',
        'a = 0',
        { host: 'Object.is(ctx.a, 0)' },
        'a = -0',
        { host: 'Object.is(ctx.a, -0)' },
      ],
      'deep objects are live both ways': [
        'o.deep = 2',
        { host: 'ctx.o.deep' },
        { host: 'ctx.o.deep = 3' },
        'o.deep',
        { host: 'ctx.o.more = 4' },
        'o.more',
      ],
      'the same object set again': [
        { host: 'const o = ctx.o; ctx.o = o; 0' },
        'o.deep',
        'o === this.o',
      ],
      'Object.assign by the host': [
        { host: 'Object.assign(ctx, { p: 1, q: 2, a: 3 }); 0' },
        '[p, q, a]',
      ],
      'many changes by the host': [
        { host: 'for (let i = 0; i < 100; i++) ctx[`n${i}`] = i; 0' },
        'n0 + n50 + n99',
        { host: 'for (let i = 0; i < 100; i++) delete ctx[`n${i}`]; 0' },
        'typeof n50',
      ],
    },
  },
  {
    context: `{
      n: 0,
      get: (k) => ctx[k],
      put: (k, v) => { ctx[k] = v; },
      drop: (k) => delete ctx[k],
      call: (f, ...args) => f(...args),
      keys: () => Object.keys(ctx).filter((k) => k.length < 3),
    }`,
    cases: {
      'a callback sees an assignment': "n = 5; get('n')",
      'a callback sees a var': "var v = 5; get('v')",
      'a callback sees a function': "get('f')(); function f() { return 'f'; }",
      'a callback does not see let': "let l = 5; get('l')",
      'a callback sees a new name': "fresh = 5; get('fresh')",
      'a callback sees what was set through this': "this.t = 5; get('t')",
      'a callback sees a definition':
        "Object.defineProperty(globalThis, 'd', { value: 5 }); get('d')",
      'a callback sees a deletion': "delete n; get('n')",
      'a callback sees each value of a loop':
        "const seen = []; for (n = 0; n < 5; n++) seen.push(get('n')); seen",
      'a callback sees changes in a function': "function f() { n = 7; return get('n'); } f()",
      'a callback sees changes in a strict function':
        "function f() { 'use strict'; n = 7; return get('n'); } f()",
      'a callback sees changes made in eval': "eval('n = 8'); get('n')",
      'a callback sees changes made in Function': "Function('n = 9')(); get('n')",
      'a callback changes a name': "put('n', 5); n",
      'a callback adds a name': "put('fresh', 5); fresh",
      'a callback adds a name that was unknown before':
        "const before = typeof fresh; put('fresh', 5); [before, typeof fresh]",
      'a callback changes a var': "var v = 1; put('v', 5); v",
      'a callback changes a function': "function f() { return 1; } put('f', () => 5); f()",
      'a callback deletes a name': "drop('n'); typeof n",
      'a callback deletes an implicit global': "g = 1; drop('g'); typeof g",
      'a callback deletes a var': "var v = 1; drop('v'); v",
      'a callback deletes, the guest sets': "drop('n'); n = 3; get('n')",
      'a callback changes a name in the middle of an expression': "n + (put('n', 10), n) + n",
      'a callback changes a name between operands': "var v = 1; v + (put('v', 5), 0) + v",
      'a compound assignment reads before the callback':
        "n = 1; n += (put('n', 100), 5); [n, get('n')]",
      'an assignment after the callback wins': "n = (put('n', 100), 5); [n, get('n')]",
      'the guest and the host count together':
        "for (let i = 0; i < 3; i++) { n++; put('n', get('n') + 10); } n",
      'nested: the callback calls the guest, which changes':
        "call(() => { n = 5; }); [n, get('n')]",
      'nested: the guest function sees what the callback changed':
        "call((v) => { put('n', v); return n; }, 6)",
      'nested: three levels':
        "call(() => call(() => { n = 1; put('m', 2); return call(() => [n, m]); }))",
      'nested: changes survive a throw':
        "try { call(() => { n = 5; put('m', 6); throw new Error('x'); }); } catch (e) {} [n, m]",
      'a callback that throws after a change':
        "try { call(() => { put('n', 9); null.x; }); } catch (e) {} n",
      'order of names in a callback': 'z = 1; var y = 2; function x() {} this.w = 3; keys()',
      'a host array method calls the guest': {
        steps: [
          'var total = 0;',
          { host: 'ctx.list = [1, 2, 3]; 0' },
          'list.forEach((i) => { total += i; n = total; }); [total, get("n")]',
        ],
      },
      'a guest array method calls the host': "[1, 2, 3].map((i) => { put('n', i); return n; })",
      'a replaced callback': "put('put', 'gone'); typeof put",
      'a callback swaps two names': [
        { host: 'ctx.swap = () => { [ctx.a, ctx.b] = [ctx.b, ctx.a]; }; 0' },
        'a = 1; b = 2; swap(); [a, b]',
      ],
      'a callback redefines a name as an accessor': [
        {
          host: "ctx.redefine = () => { Object.defineProperty(ctx, 'n', { get: () => 'accessor', configurable: true }); }; 0",
        },
        'n = 1; redefine(); n',
        'n = 2; n',
      ],
      'a callback makes a name read-only': [
        { host: "ctx.fix = () => { Object.defineProperty(ctx, 'n', { writable: false }); }; 0" },
        'n = 1; fix(); n = 2; n',
        "(function () { 'use strict'; n = 3; })()",
      ],
      'a callback freezes the context object': [
        { host: 'ctx.freeze = () => { Object.freeze(ctx); }; 0' },
        'n = 1; freeze(); n = 2; m = 3; [n, typeof m]',
      ],
      'a callback changes the prototype': [
        { host: 'ctx.proto = () => { Object.setPrototypeOf(ctx, { inherited: 1 }); }; 0' },
        'const t = typeof inherited; proto(); [t, typeof inherited]',
      ],
      'a getter of the context object changes a name': [
        { host: "Object.defineProperty(ctx, 'bump', { get() { ctx.n += 1; return ctx.n; } }); 0" },
        'n = 1; [n, bump, n, bump, n]',
      ],
      'a conversion calls the host': [
        { host: 'ctx.obj = { valueOf: () => { ctx.n = 50; return 1; } }; 0' },
        'n = 1; obj + n',
      ],
      'a conversion sees the guest': [
        { host: 'ctx.obj = { toString: () => `n is ${ctx.n}` }; 0' },
        'n = 33; String(obj)',
      ],
      'a host iterator changes a name': [
        {
          host: 'ctx.iter = { *[Symbol.iterator]() { for (let i = 0; i < 3; i++) { ctx.n = i * 10; yield i; } } }; 0',
        },
        'const seen = []; for (const i of iter) seen.push([i, n]); seen',
      ],
      'a proxy handed in changes a name': [
        { host: 'ctx.p = new Proxy({}, { get: (t, k) => { ctx.n = k; return 1; } }); 0' },
        'p.something; n',
      ],
    },
  },
  {
    // The host assigns to `globalThis` of the guest.
    context: "Object.defineProperty({ get g() { return 2; } }, 'fixed', { value: 1 })",
    compareMessage: true,
    cases: Object.fromEntries(
      Object.entries({
        'a read-only name, strictly': "(() => { 'use strict'; results[0].fixed = 5; })()",
        'a read-only name, in a class': 'new (class { constructor() { results[0].fixed = 5; } })()',
        'a read-only name, loosely': 'results[0].fixed = 5',
        'a read-only name, by Reflect.set':
          "(() => { 'use strict'; return Reflect.set(results[0], 'fixed', 5); })()",
        'a read-only name, as an own property of an heir':
          "const o = Object.create(results[0]); try { (() => { 'use strict'; o.fixed = 5; })() } catch (e) { e.name }",
        'a getter without a setter': "(() => { 'use strict'; results[0].g = 5; })()",
        'with an own way to prepare stacks':
          "const was = Error.prepareStackTrace; Error.prepareStackTrace = () => 'mine'; try { (() => { 'use strict'; results[0].fixed = 5; })() } catch (e) { e.stack } finally { Error.prepareStackTrace = was; }",
        'what is left on Error':
          "const before = Object.getOwnPropertyNames(Error).join(); try { (() => { 'use strict'; results[0].fixed = 5; })() } catch {} Object.getOwnPropertyNames(Error).join() === before",
      }).map(([name, host]) => [
        `the host assigns to ${name}`,
        ['globalThis', { host }, { host: 'ctx.fixed' }],
      ]),
    ),
  },
];
