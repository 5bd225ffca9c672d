'use strict';

/** Disposal, timeouts and re-entry at bad moments: nothing comes through, and the host survives. */

module.exports = [
  {
    name: 'disposal in a callback',
    needs: ['dispose'],
    context: (host) => ({ end: () => host.vm.dispose(host.context), o: { a: {} } }),
    guest: `report('begun'); const f = attempt(() => { end(); return 1 }); report(String(f)); climb(attempt(() => o), 4); report(attempt(() => typeof process))`,
  },
  {
    name: 'disposal in a getter that the host reads',
    needs: ['dispose'],
    context: (host) => ({ end: () => host.vm.dispose(host.context) }),
    guest: `report('made'); ({ get a() { attempt(end); return { b: 1 } }, get b() { return 2 } })`,
    host: (value) => {
      const seen = { ...value };
      void seen;
    },
  },
  {
    name: 'disposal while the host iterates',
    needs: ['dispose'],
    context: (host) => ({ end: () => host.vm.dispose(host.context) }),
    guest: `report('made'); ({ *[Symbol.iterator]() { yield 1; attempt(end); yield 2; yield 3 } })`,
    host: (value) => {
      for (const x of value) void x;
    },
  },
  {
    name: 'disposal while printing',
    needs: ['dispose'],
    context: (host) => ({ end: () => host.vm.dispose(host.context) }),
    guest: `report('made'); ({ a: { [kInspect](d, o, inspect) { attempt(end); loot(inspect, o); return 'x' } }, b: { c: 1 } })`,
    host: (value) => require('node:util').inspect(value, { showProxy: true, depth: 9 }),
  },
  {
    name: 'disposal in a job',
    needs: ['dispose'],
    context: (host) => ({ end: () => host.vm.dispose(host.context), p: Promise.resolve({}) }),
    guest: `report('begun'); p.then(() => attempt(end)).then((x) => report('after')); p.then((x) => climb(x, 4)); (async () => { await p; attempt(end); await p; report('later') })()`,
  },
  {
    name: 'an error of a disposed context is read and printed',
    needs: ['dispose'],
    guest:
      'report("made"); Object.assign(new TypeError("x", { cause: { a: 1 } }), { extra: [1], code: "E" })',
    host: (error, context, { vm, find }) => {
      vm.dispose(context);
      for (const key of ['name', 'message', 'stack', 'code', 'cause', 'extra']) {
        try {
          void error[key];
        } catch (thrown) {
          find(`error.${key} throws ${thrown.code ?? thrown.message}`);
        }
      }
      try {
        require('node:util').inspect(error);
      } catch (thrown) {
        find(`inspect throws ${thrown.code ?? thrown.message}`);
      }
    },
  },
  {
    name: 'a value of a disposed context',
    needs: ['dispose'],
    guest: 'report("made"); ({ a: 1, f() { return 1 }, get g() { return 2 }, list: [1] })',
    host: (value, context, { vm }) => {
      vm.dispose(context);
      for (const f of [
        () => value.a,
        () => value.f(),
        () => value.list.map((x) => x),
        () => JSON.stringify(value),
        () => Object.keys(value),
        () => {
          value.a = 2;
        },
        () => delete value.a,
        () => value.g,
      ]) {
        try {
          f();
        } catch {
          // ERR_VM_CONTEXT_DISPOSED is what should come.
        }
      }
    },
  },
  {
    name: 'nested runs in the same context',
    context: (host) => ({ again: (code) => host.vm.runInContext(code, host.context), o: {} }),
    guest: `report('begun'); globalThis.depth = 0; function down() { if (depth++ > 20) return; again('down()'); climb(attempt(() => again('({})')), 3); say(attempt(() => again('new Error("x")'))) } down(); climb(again('this'), 3)`,
  },
  {
    name: 'a timeout inside a nested run inside a callback',
    context: (host) => ({
      again: (code) => {
        try {
          return host.vm.runInContext(code, host.context, { timeout: 20 });
        } catch (error) {
          return error;
        }
      },
    }),
    guest: `report('begun'); for (let n = 0; n < 3; n++) { const e = again('for (;;);'); say(e); climb(e, 4) } report(String(1 + 1))`,
  },
  {
    name: 'a timeout while the host reads a guest object',
    guest: `report('made'); ({ get a() { for (;;); }, f() { for (;;); } })`,
    host: (value, context, { vm }) => {
      for (const read of [
        () => value.a,
        () => value.f(),
        () => JSON.stringify(value),
        () => ({ ...value }),
      ]) {
        try {
          vm.runInContext('give(o)', Object.assign(context, { give: () => read() }), {
            timeout: 20,
          });
        } catch {
          // The timeout's.
        }
      }
    },
    after: 'report("over")',
  },
  {
    name: 'a stop inside a host function that the guest called',
    context: () => ({
      slow: () => {
        const end = Date.now() + 20;
        while (Date.now() < end);
        return { a: {} };
      },
      bytes: new Uint8Array(2),
    }),
    guest: 'report("begun")',
    host: (_result, context, { vm }) => {
      for (let n = 0; n < 3; n++) {
        try {
          vm.runInContext('for (;;) { bytes[0] = 7; slow(); bytes[1] = 9 }', context, {
            timeout: 15,
          });
        } catch {
          // The timeout's.
        }
      }
      vm.runInContext('report(String(bytes[0] + bytes[1]))', context);
    },
    after: 'bytes[0] = 42; report("over")',
    broken: ({ context }) => context.bytes[0] !== 42 && `the host sees ${context.bytes[0]}`,
  },
  {
    name: 're-entry from a Proxy trap of the guest',
    context: (host) => ({
      again: (code) => host.vm.runInContext(code, host.context),
      read: (o) => o.x,
    }),
    guest: `report('begun'); const p = new Proxy({}, { get(...all) { climb(all, 3); return again('({})') }, has() { again('1'); return false } }); climb(read(p), 4); read({ get x() { again('globalThis.seen = 1'); return 1 } })`,
  },
  {
    name: 're-entry while the host iterates the guest',
    context: (host) => ({
      again: (code) => host.vm.runInContext(code, host.context),
      spread: (o) => [...o],
    }),
    guest: `report('begun'); climb(attempt(() => spread({ *[Symbol.iterator]() { yield again('1'); yield* spread([1, 2]) } })), 3)`,
  },
  {
    name: 'a worker that ends in the middle',
    guest: 'report("begun")',
    host: (_result, context, { vm, program }) =>
      program(`vm.runInNewContext('for (;;);', {}, { timeout: 20 });`).then(() =>
        vm.runInContext('1', context),
      ),
  },
  {
    name: 'jobs that never end after a run with a limit',
    options: { limits: { timeout: 60 } },
    guest: `report('begun'); const f = () => Promise.resolve().then(f); f(); 1`,
    waitMs: 150,
    after: 'report("over")',
  },
];
