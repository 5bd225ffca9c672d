/** Every member of pool.d.ts, used as a program would use it. It is compiled and never run. */

import pool, { createPool, JobError } from 'boa-vm/pool';

declare function is<Type>(value: Type): void;

await using threads = createPool({
  threads: 2,
  queue: 10,
  limits: { timeout: 5 },
  globals: ['timers'],
});
const value = await threads.run<number>('1', {
  data: { a: 1 },
  deadline: 5,
  signal: AbortSignal.abort(),
});
is<number>(value);
is<number>(threads.stats().waitTime.p99);
is<typeof createPool>(pool.createPool);
const error: unknown = undefined;
if (error instanceof JobError) is<string | undefined>(error.reason);
// @ts-expect-error: there is no such option.
createPool({ size: 2 });
// @ts-expect-error: no function crosses threads.
createPool({ globals: ['fetch'] });
