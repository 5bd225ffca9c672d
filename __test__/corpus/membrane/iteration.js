'use strict';

/** Iterators, generators and async iterators across the membrane. */

const bodies = {
  generator:
    '(function* () { log("start"); try { const r = yield 1; log("got", r); yield 2; } finally { log("finally"); } return 3; })',
  'plain iterator':
    '(() => { let n = 0; return { [Symbol.iterator]() { return this; }, next() { log("next"); return n < 2 ? { value: ++n, done: false } : { value: 9, done: true }; }, return(v) { log("return"); return { value: v, done: true }; } }; })',
};

const uses = {
  'for-of': 'for (const v of make()) log(v);',
  'for-of with break': 'for (const v of make()) { log(v); break; }',
  'for-of with throw':
    'try { for (const v of make()) { throw new Error("body"); } } catch (e) { log(e.message); }',
  'for-of with continue': 'for (const v of make()) { if (v === 1) continue; log(v); }',
  spread: '[...make()].join()',
  destructuring: 'const [a] = make(); log(a);',
  'destructuring of all': 'const [a, b, c = "none"] = make(); log(a, b, c);',
  rest: 'const [a, ...b] = make(); log(a, b.length);',
  'Array.from': 'Array.from(make()).join()',
  'new Set': 'new Set(make()).size',
  'Math.max': 'Math.max(...make())',
  'next by hand':
    'const it = make(); log(it.next().value); log(it.next("sent").value); log(it.next().done); log(it.next().value);',
  'the result object':
    'const r = make().next(); log(typeof r, Object.keys(r).join(), r.value, r.done);',
  return: 'const it = make(); it.next(); log(it.return("r").value); log(it.next().done);',
  throw:
    'const it = make(); it.next(); try { it.throw?.(new RangeError("in")); } catch (e) { log(e.name); }',
  'an iterator is its own iterable': 'const it = make(); log(it[Symbol.iterator]() === it);',
  'yield star': '[...(function* () { yield 0; yield* make(); })()].join()',
  'Object.fromEntries':
    'log(Object.keys(Object.fromEntries([...make()].map((v) => ["k" + v, v]))).join());',
  'two at once':
    'const a = make(); const b = make(); log(a.next().value, b.next().value, a.next().value);',
};

const groups = [];
for (const [kind, body] of Object.entries(bodies)) {
  groups.push(
    {
      contexts: { [`host ${kind}`]: `{ log, make: ${body} }` },
      cases: uses,
    },
    {
      contexts: { [`guest ${kind}`]: '{ log }' },
      cases: Object.fromEntries(
        Object.entries(uses).map(([name, code]) => [
          name,
          [`var make = ${body}; 0`, { host: `const { make } = ctx; ${code}` }],
        ]),
      ),
    },
  );
}

module.exports = [
  ...groups,
  {
    context: '{ log }',
    cases: {
      'a host Map in for-of': [
        { host: 'ctx.m = new Map([["a", 1], ["b", 2]]); 0' },
        'for (const [k, v] of m) log(k, v);',
      ],
      'a host Set in for-of': [
        { host: 'ctx.s = new Set(["x", "y"]); 0' },
        'for (const v of s) log(v);',
      ],
      'a host string iterator': [
        { host: 'ctx.it = "a\\u{1F600}b"[Symbol.iterator](); 0' },
        '[...it]',
      ],
      'a host matchAll': [
        { host: 'ctx.it = "a1b2".matchAll(/\\d/g); 0' },
        '[...it].map((m) => [m[0], m.index])',
      ],
      'a host entries()': [{ host: 'ctx.it = ["p", "q"].entries(); 0' }, '[...it]'],
      'a guest Map in for-of': [
        'var m = new Map([["a", 1], ["b", 2]]); 0',
        { host: 'for (const [k, v] of ctx.m) log(k, v);' },
      ],
      'a guest Set in for-of': [
        'var s = new Set(["x", "y"]); 0',
        { host: 'for (const v of ctx.s) log(v);' },
      ],
      'a guest string iterator': [
        'var it = "a\\u{1F600}b"[Symbol.iterator](); 0',
        { host: '[...ctx.it]' },
      ],
      'a guest entries()': [
        'var it = ["p", "q"].entries(); 0',
        { host: '[...ctx.it].map((e) => [...e])' },
      ],
      'new Map over a guest iterable': [
        'var entries = [["a", 1], ["b", 2]]; 0',
        { host: 'new Map(ctx.entries)' },
      ],
      'new Map over a host iterable': [
        { host: 'ctx.entries = [["a", 1], ["b", 2]]; 0' },
        'new Map(entries)',
      ],
      'Promise.all over a host iterable': {
        steps: [
          { host: 'ctx.list = [1, Promise.resolve(2)]; 0' },
          { run: 'Promise.all(list)', wait: true },
        ],
      },
      'Promise.all over a guest iterable': {
        steps: [
          'var list = [1, Promise.resolve(2)]; 0',
          { host: 'Promise.all(ctx.list)', wait: true },
        ],
      },
      'an iterator that throws in next': [
        {
          host: 'ctx.bad = { [Symbol.iterator]: () => ({ next() { throw new RangeError("next"); } }) }; 0',
        },
        '[...bad]',
      ],
      'an iterator with a bad result': [
        { host: 'ctx.bad = { [Symbol.iterator]: () => ({ next: () => 5 }) }; 0' },
        '[...bad]',
      ],
      'an iterator without next': [
        { host: 'ctx.bad = { [Symbol.iterator]: () => ({}) }; 0' },
        '[...bad]',
      ],
      'an iterator method that returns no object': [
        { host: 'ctx.bad = { [Symbol.iterator]: () => 5 }; 0' },
        '[...bad]',
      ],
      'a guest iterator that throws in next': [
        'var bad = { [Symbol.iterator]: () => ({ next() { throw new RangeError("next"); } }) }; 0',
        { host: '[...ctx.bad]' },
      ],
      'not iterable': [{ host: 'ctx.plain = {}; 0' }, '[...plain]', 'for (const x of plain);'],
      'a guest object that is not iterable': ['var plain = {}; 0', { host: '[...ctx.plain]' }],
      'an infinite host generator': [
        { host: 'ctx.naturals = function* () { let n = 0; while (true) yield n++; }; 0' },
        'const out = []; for (const n of naturals()) { if (n > 4) break; out.push(n); } out',
      ],
      'an infinite guest generator': [
        'function* naturals() { let n = 0; while (true) yield n++; }',
        {
          host: 'const out = []; for (const n of ctx.naturals()) { if (n > 4) break; out.push(n); } out',
        },
      ],
      'a generator method': [
        'class Tree { constructor(v, ...c) { this.v = v; this.c = c; } *[Symbol.iterator]() { yield this.v; for (const x of this.c) yield* x; } } this.tree = new Tree(1, new Tree(2), new Tree(3)); 0',
        { host: '[...ctx.tree]' },
      ],
      'a host async iterator in the guest': {
        steps: [
          { host: 'ctx.ai = async function* () { yield 1; log("between"); yield 2; }; 0' },
          {
            run: '(async () => { for await (const v of ai()) log(v); return "done"; })()',
            wait: true,
          },
        ],
      },
      'a host async iterator with break': {
        steps: [
          {
            host: 'ctx.ai = async function* () { try { yield 1; yield 2; } finally { log("cleanup"); } }; 0',
          },
          {
            run: '(async () => { for await (const v of ai()) break; return "done"; })()',
            wait: true,
          },
        ],
      },
      'a host async iterator that throws': {
        steps: [
          { host: 'ctx.ai = async function* () { yield 1; throw new RangeError("async"); }; 0' },
          {
            run: '(async () => { try { for await (const v of ai()) log(v); } catch (e) { return [e.name, e.message]; } })()',
            wait: true,
          },
        ],
      },
      'a guest async iterator in the host': {
        steps: [
          'async function* ai() { yield 1; log("between"); yield 2; }',
          {
            host: '(async () => { for await (const v of ctx.ai()) log(v); return "done"; })()',
            wait: true,
          },
        ],
      },
      'a guest async iterator with break': {
        steps: [
          'async function* ai() { try { yield 1; yield 2; } finally { log("cleanup"); } }',
          {
            host: '(async () => { for await (const v of ctx.ai()) break; return "done"; })()',
            wait: true,
          },
        ],
      },
      'a guest async iterator that throws': {
        steps: [
          'async function* ai() { yield 1; throw new RangeError("async"); }',
          { host: '(async () => { for await (const v of ctx.ai()) log(v); })()', wait: true },
        ],
      },
      'for await over host promises': {
        steps: [
          { host: 'ctx.list = [Promise.resolve(1), 2, Promise.resolve(3)]; 0' },
          {
            run: '(async () => { const out = []; for await (const v of list) out.push(v); return out; })()',
            wait: true,
          },
        ],
      },
      'a stream of the host': {
        steps: [
          { host: "ctx.stream = require('stream').Readable.from(['a', 'b']); 0" },
          {
            run: '(async () => { const out = []; for await (const v of stream) out.push(v); return out; })()',
            wait: true,
          },
        ],
      },
      'events.on read by the guest': {
        steps: [
          {
            host: "const e = new (require('events'))(); ctx.it = require('events').on(e, 'x'); e.emit('x', 1); e.emit('x', 2); 0",
          },
          {
            run: '(async () => { const out = []; for await (const [v] of it) { out.push(v); if (out.length === 2) break; } return out; })()',
            wait: true,
          },
        ],
      },
    },
  },
];
