'use strict';

/** A context object that has itself as a property, and other roads to globalThis. */

module.exports = [
  {
    contexts: {
      'ctx.self = ctx': '(() => { const o = { a: 1 }; o.self = o; return o; })()',
      'ctx.window = ctx.global = ctx':
        '(() => { const o = { a: 1 }; o.window = o.global = o.self = o; return o; })()',
      'a getter that returns it': '{ a: 1, get self() { return this; } }',
      inherited:
        '(() => { const proto = { a: 1 }; const o = Object.create(proto); proto.self = o; return o; })()',
    },
    cases: {
      'reads as globalThis': '[self === globalThis, self === this, self.self === self]',
      'names through it': ['self.a', 'self.b = 2; b', { host: 'ctx.b' }],
      'var shows through it': 'var v = 3; self.v',
      'let does not show through it': 'let l = 3; self.l',
      'built-ins through it': '[typeof self.Array, self.Array === Array]',
      typeof: 'typeof self',
      'keys through it': 'Object.keys(self).includes("a")',
      'in through it': "['a' in self, 'zzz' in self, 'Array' in self]",
      'delete through it': ['c = 1; delete self.c', 'typeof c'],
      'its identity in the host': { host: 'ctx.self === ctx' },
      'returned to the host': ['self', { host: '[results[0] === ctx, results[0].a]' }],
      'passed to a host function': [
        { host: 'ctx.f = (x) => [x === ctx, x.a]; 0' },
        'f(self)',
        'f(this)',
        'f(globalThis)',
      ],
    },
  },
  {
    context: '{ a: 1 }',
    cases: {
      'globalThis returned to the host': [
        'globalThis',
        { host: '[results[0] === ctx, results[0].a, Object.keys(results[0])]' },
      ],
      'globalThis changed by the host': [
        'this',
        { host: 'results[0].viaThis = 5; ctx.viaThis' },
        'viaThis',
      ],
      'globalThis read by the host': [
        'var v = 1; let l = 2; this',
        { host: '[results[0].v, results[0].l, typeof results[0].Array]' },
      ],
      'globalThis, in and delete by the host': [
        'this',
        { host: "['a' in results[0], delete results[0].a, 'a' in ctx]" },
      ],
      'globalThis kept in a name': [
        'var me = this; me === globalThis',
        { host: 'ctx.me === ctx' },
        'me.a',
      ],
      'globalThis in an object': [
        'var box = { me: this };',
        { host: 'ctx.box.me === ctx' },
        'box.me === this',
      ],
      'globalThis as an argument': [
        { host: 'ctx.f = (g) => { g.fromHost = 1; return g === ctx; }; 0' },
        'f(this)',
        'fromHost',
      ],
      'globalThis of a later run is the same': [
        'this',
        'this',
        { host: 'results[0] === results[1]' },
      ],
      'the host hands the context object as an argument': [
        'function f(o) { return [o === globalThis, o.a]; }',
        { host: 'ctx.f(ctx)' },
      ],
      'the host hands it within an object': [
        'function f(o) { return o.ctx === globalThis; }',
        { host: 'ctx.f({ ctx })' },
      ],
      'a cycle through the context object': [
        { host: 'ctx.o = { back: ctx }; 0' },
        '[o.back.a, o.back === globalThis]',
      ],
      'globalThis and a property named this': [
        "globalThis['this'] = 5; this === globalThis",
        { host: "ctx['this']" },
      ],
      'instanceof and typeof of globalThis':
        '[typeof globalThis, globalThis instanceof Object, String(globalThis)]',
      'globalThis as a Map key': ['const m = new Map([[globalThis, 1]]); m.get(this)'],
      'console-like inspection by the host': [
        'this',
        { host: "require('util').inspect(results[0]).includes('a: 1')" },
      ],
      'two contexts that refer to each other': [
        { host: 'ctx.other = vm.createContext({ b: 2 }); ctx.other.back = ctx; 0' },
        '[other.b, other.back.a]',
        { host: "vm.runInContext('[b, back.a, back.other === globalThis]', ctx.other)" },
        { host: "vm.runInContext('back.fromOther = 5', ctx.other)" },
        'fromOther',
      ],
    },
  },
];
