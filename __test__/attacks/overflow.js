'use strict';

/** The end of the stack: in a callout, in a conversion, in what the host does with guest values. */

module.exports = [
  {
    name: 'an overflow in a callout to the host',
    context: () => ({ f: (g) => g() }),
    guest:
      'let e0; const down = () => f(down); try { down() } catch (e) { e0 = e } say(e0); climb(e0, 5)',
  },
  {
    name: 'an overflow of a host function near the end',
    context: () => ({
      deep: function deep(n) {
        return n === 0 ? 0 : 1 + deep(n - 1);
      },
    }),
    guest: `const errors = new Set(); const down = (n) => { try { deep(2000) } catch (e) { errors.add(e) } if (n > 0) down(n - 1) }; try { down(9000) } catch (e) { errors.add(e) } report('over'); let left = 3; for (const e of errors) if (left-- > 0) { say(e); climb(e, 5) }`,
  },
  {
    name: 'errors of every host function at the end of the stack',
    context: () => ({
      list: [1],
      map: new Map([[1, 2]]),
      url: new URL('http://a/'),
      buffer: Buffer.from('a'),
    }),
    guest: `report('begun'); const found = new Set(); const tries = [() => list.map((x) => x), () => map.get(1), () => url.href, () => buffer.toString('hex'), () => list.constructor, () => Object.keys(map)]; const down = () => { for (const f of tries) try { f() } catch (e) { if (found.size < 5) found.add(e) } down() }; try { down() } catch (e) { found.add(e) } for (const e of found) { say(e); climb(e, 5) }`,
  },
  {
    name: 'a getter at the end of the stack',
    context: () => ({
      o: {
        get x() {
          return Error('x').stack.length;
        },
      },
    }),
    guest: `report('begun'); let found; const down = () => { try { o.x } catch (e) { found ??= e } down() }; try { down() } catch (e) { found ??= e } say(found); climb(found, 5)`,
  },
  {
    name: 'a rejection at the end of the stack',
    context: () => ({ f: async (g) => g() }),
    guest: `const seen = []; const down = () => { f(down).catch((e) => seen.push(e)); }; try { down() } catch (e) { seen.push(e) } Promise.resolve().then(() => new Promise((r) => r())).then(() => { report(String(seen.length)); for (const e of seen.slice(0, 3)) { say(e); climb(e) } })`,
  },
  {
    name: 'host code recursing over guest data near its end',
    context: () => ({
      walk: function walk(o) {
        return o.next ? walk(o.next) : 0;
      },
    }),
    guest: `let o = {}; for (let n = 0; n < 30000; n++) o = { next: o }; try { walk(o); report('walked') } catch (e) { say(e); climb(e, 5) }`,
  },
  {
    name: 'JSON.stringify of the host over a deep guest object',
    context: () => ({ write: (o) => JSON.stringify(o) }),
    guest: `let o = {}; for (let n = 0; n < 20000; n++) o = { next: o }; try { report(String(write(o).length)) } catch (e) { say(e); climb(e, 5) }`,
  },
  {
    name: 'the membrane tells nothing of itself when a conversion overflows',
    context: () => ({ f: (x) => x }),
    guest: `report('begun'); let found; const down = () => { try { f({ a: [() => {}] }).a[0].name } catch (e) { found ??= e } down() }; try { down() } catch (e) { found ??= e } say(found); climb(found, 5)`,
  },
  {
    name: 'buffers stay in step after an overflow',
    context: () => ({ bytes: new Uint8Array(1), f: (g) => g() }),
    guest:
      'const down = () => { bytes[0]++; f(down) }; try { down() } catch {} bytes[0] = 99; report("done")',
    broken: ({ context }) => context.bytes[0] !== 99 && `the host sees ${context.bytes[0]}`,
  },
  {
    name: 'buffers stay in step after a timeout',
    context: () => ({
      bytes: new Uint8Array(1),
      f: () => {
        const end = Date.now() + 3;
        while (Date.now() < end);
      },
    }),
    guest: 'report("begun")',
    host: (_result, context, { vm, run }) => {
      try {
        vm.runInContext('for (;;) { f(); bytes[0]++ }', context, { timeout: 30 });
      } catch {
        // The timeout's.
      }
      run('bytes[0] = 99', context);
    },
    broken: ({ context }) => context.bytes[0] !== 99 && `the host sees ${context.bytes[0]}`,
  },
];
