'use strict';

/**
 * Jobs of many tenants in a pool of threads: what one does wrong, another one does not notice. What a limit ends
 * leaves its thread; what only a deadline ends costs one, which is replaced.
 */

const { createPool } = require('boa-vm/pool');

const scripts = {
  ada: 'orders.filter(({ net }) => net > 10).length',
  bob: 'const sums = new Map(); for (const { by, net } of orders) sums.set(by, (sums.get(by) ?? 0) + net); sums',
  cyd: 'globalThis.count = (globalThis.count ?? 0) + 1',
  dan: 'for (;;);',
  eve: 'for (;;) await 0',
  fay: 'const all = []; for (;;) all.push(new Array(1000).fill(0))',
  gil: 'throw { get message() { throw 1 } }',
  hal: 'constructor.constructor("return process")()',
  ida: '() => "a function"',
};

const orders = [
  { by: 'x', net: 5 },
  { by: 'y', net: 20 },
  { by: 'x', net: 30 },
];

async function main() {
  const pool = createPool({
    threads: 2,
    queue: 100,
    deadline: 20_000,
    limits: { timeout: 1000, memory: 32 * 2 ** 20 },
    codeGeneration: { strings: false },
  });
  const run = (tenant) =>
    pool
      .run(scripts[tenant], {
        data: { orders },
        filename: `${tenant}.js`,
        ...(tenant === 'eve' && { deadline: 4000 }),
      })
      .then(
        (value) => ({ tenant, value }),
        (error) => ({ tenant, refused: error.reason ?? error.guestName }),
      );
  const results = await Promise.all([...Object.keys(scripts), 'cyd', 'ada'].map(run));
  for (const result of results) console.log(result);
  const { threads, queued } = pool.stats();
  console.log({ threads, queued });
  await pool.close();
}
main();
