'use strict';

/** Numbers and references after collection: what one side forgets, the other must not find again. */

/** Host and guest code that makes and forgets many objects, with V8's collector run between. */
const churn = (host, times = 20) => {
  const { run, context } = host;
  for (let n = 0; n < times; n++) {
    run(
      'globalThis.made = Array.from({ length: 500 }, (_, i) => ({ number: i })); made.length',
      context,
    );
    host.objects = Array.from({ length: 500 }, (_, i) => ({ number: i }));
    context.given = host.objects;
    global.gc?.();
  }
};

module.exports = [
  {
    name: 'a guest object that the host forgot is not another one',
    context: (host) => {
      host.churn = () => churn(host);
      return { keep: [] };
    },
    guest: 'report("made"); globalThis.first = { mark: "first" }; first',
    host: async (first, context, host) => {
      host.first = new WeakRef(first);
      host.churn();
      for (let n = 0; n < 5; n++) await host.tick();
      host.run('globalThis.second = { mark: "second" }; report(second.mark)', context);
      const now = host.run('globalThis.second', context);
      if (now === host.first.deref()) host.find('two guest objects are one');
    },
    after: 'report(first.mark)',
  },
  {
    name: 'a host object that the guest forgot is not another one',
    context: () => ({ give: (n) => ({ number: n, secretish: n === 0 }) }),
    guest: `report('made'); let first = give(0); globalThis.first = undefined; first = undefined; for (let n = 1; n < 3000; n++) give(n)`,
    host: (_result, _context, host) => churn(host, 5),
    after: `report('over'); let wrong = 0; for (let n = 1; n < 500; n++) { const o = give(n); if (o.number !== n || o.secretish) wrong++ } report(wrong === 0 ? 'right' : 'wrong ' + wrong)`,
    broken: ({ run, context }) =>
      run('typeof wrong === "number" ? wrong : 0', context) > 0 && 'the guest got another object',
  },
  {
    name: 'numbers that wrap around',
    context: () => ({ f: (x) => x }),
    guest: `report('begun'); let wrong = 0; for (let n = 0; n < 6000; n++) { const o = { n }; if (f(o) !== o) wrong++ } report(wrong === 0 ? 'right' : 'wrong ' + wrong); globalThis.wrong = wrong`,
    broken: ({ context, run }) =>
      run('wrong', context) > 0 && 'an object is another one after a round trip',
  },
  {
    name: 'symbols that cross and are forgotten',
    context: () => ({ f: (x) => x }),
    guest: `report('begun'); let wrong = 0; for (let n = 0; n < 3000; n++) { const s = Symbol('s' + n); if (f(s) !== s) wrong++ } globalThis.wrong = wrong; report('over')`,
    host: () => global.gc?.(),
    broken: ({ context, run }) =>
      run('wrong', context) > 0 && 'a symbol is another one after a round trip',
  },
  {
    name: 'objects of a collected context',
    needs: ['dispose'],
    guest: 'report("begun")',
    host: async (_result, context, { vm, tick, run }) => {
      for (let n = 0; n < 20; n++) {
        const other = vm.createContext({ report: context.report });
        vm.runInContext('globalThis.o = { mark: 1 }; globalThis.f = () => o', other);
        context.o = vm.runInContext('f', other);
        global.gc?.();
        await tick();
        run('report(String(attempt(() => o().mark))); climb(attempt(() => o()), 4)', context);
      }
    },
  },
  {
    name: 'a WeakRef of the guest to a host object',
    context: () => ({ give: () => ({ a: {} }) }),
    guest: `report('begun'); const refs = []; for (let n = 0; n < 200; n++) refs.push(new WeakRef(give())); globalThis.refs = refs; const w = new WeakSet(); for (let n = 0; n < 200; n++) w.add(give()); climb(give(), 4)`,
    host: async (_result, _context, { tick }) => {
      global.gc?.();
      for (let n = 0; n < 3; n++) await tick();
    },
    after: 'report("over"); for (const r of refs) climb(attempt(() => r.deref()), 3)',
  },
  {
    name: 'a host object that the guest forgot comes again as itself',
    context: () => {
      const first = { mark: 'first' };
      return { again: () => first, give: (n) => ({ n }), keep: [] };
    },
    guest: `report('made'); again().mark`,
    host: async (_result, _context, host) => {
      for (let n = 0; n < 3; n++) {
        churn(host, 5);
        await host.tick();
      }
    },
    after: `report('over'); for (let n = 0; n < 500; n++) keep.push(give(n)); var wrong = again().mark === 'first' ? 0 : 1`,
    broken: ({ context, run }) =>
      run('typeof wrong === "number" ? wrong : 1', context) > 0 && 'the guest got another object',
  },
];
