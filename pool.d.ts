/**
 * `boa-vm/pool`: guest code in threads, on [piscina](https://www.npmjs.com/package/piscina), which is to be installed
 * beside boa-vm. Each job runs in a fresh context, made before the job came; data is copied in, the value copied out.
 * @module boa-vm/pool
 */

import type { ContextLimits, CreateContextOptions, GlobalsGroup, Reason } from './index.js';

export interface PoolOptions {
  /**
   * Default: as many as the machine runs at once.
   * @example
   * const pool = createPool({ threads: 2 });
   * await pool.run('6 * 7'); // 42
   * await pool.close();
   */
  threads?: number | undefined;
  /**
   * Jobs that may wait; one more rejects with `ERR_VM_POOL_FULL`. Default: `1000`.
   * @example
   * const pool = createPool({ threads: 1, queue: 100 });
   * await pool.run('6 * 7'); // 42
   * await pool.close();
   */
  queue?: number | undefined;
  /**
   * Of each context, as for `createContext`.
   * @example
   * const pool = createPool({ threads: 1, limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
   * await pool.run('6 * 7'); // 42
   * await pool.close();
   */
  limits?: ContextLimits | undefined;
  /**
   * Of each context, as for `createContext`. Default: none.
   * @example
   * const pool = createPool({ threads: 1, globals: 'web' });
   * await pool.run('6 * 7'); // 42
   * await pool.close();
   */
  globals?: 'web' | readonly Exclude<GlobalsGroup, 'fetch'>[] | undefined;
  /**
   * Of each context, as for `createContext`.
   * @example
   * const pool = createPool({ threads: 1, codeGeneration: { strings: false } });
   * await pool.run('6 * 7'); // 42
   * await pool.close();
   */
  codeGeneration?: CreateContextOptions['codeGeneration'];
  /**
   * A script that each context has run before its job.
   * @example
   * const pool = createPool({ threads: 1, setup: 'const gross = (net) => net * 1.25' });
   * await pool.run('gross(8)'); // 10
   * await pool.close();
   */
  setup?: string | undefined;
  /**
   * Milliseconds for each job, from its call to its value, waiting included. Default: none.
   * @example
   * const pool = createPool({ threads: 1, deadline: 10_000 });
   * await pool.run('6 * 7'); // 42
   * await pool.close();
   */
  deadline?: number | undefined;
}

export interface JobOptions {
  /**
   * Global names of the job, copied in: what structured clone takes.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.run('net * 1.25', { data: { net: 8 } }); // 10
   * await pool.close();
   */
  data?: Record<string, unknown> | undefined;
  /**
   * For stack traces. Default: `'job'`.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.run('6 * 7', { filename: 'tenant-1.js' }); // 42
   * await pool.close();
   */
  filename?: string | undefined;
  /**
   * Milliseconds for the code up to its first `await`.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.run('6 * 7', { timeout: 1000 }); // 42
   * await pool.close();
   */
  timeout?: number | undefined;
  /**
   * That of this job, instead of the pool's.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.run('await 42', { deadline: 10_000 }); // 42
   * await pool.close();
   */
  deadline?: number | undefined;
  /**
   * Ends the job: one that waits is forgotten, one that runs loses its thread, which is replaced.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.run('6 * 7', { signal: AbortSignal.timeout(10_000) }); // 42
   * await pool.close();
   */
  signal?: AbortSignal | undefined;
}

export interface PoolStats {
  completed: number;
  /** Milliseconds since the pool was made. */
  duration: number;
  queued: number;
  threads: number;
  /** The part of the threads' time that jobs took, from 0 to 1. */
  utilization: number;
  runTime: { average: number; p50: number; p99: number };
  waitTime: { average: number; p50: number; p99: number };
}

/**
 * A job that gave no value.
 * @example
 * const pool = createPool({ threads: 1, limits: { timeout: 1000 } });
 * try {
 *   await pool.run('for (;;);');
 * } catch (error) {
 *   error instanceof JobError && error.reason; // 'timeout'
 * }
 * await pool.close();
 */
export class JobError extends Error {
  /** Why it was ended; undefined for what its own code threw. A guest can't forge it. */
  readonly reason: Reason | undefined;
  /** The `name` and the `stack` of what the code threw. */
  readonly guestName: string | undefined;
  readonly guestStack: string | undefined;
  readonly code: string | undefined;
}

export interface Pool extends AsyncDisposable {
  /**
   * Runs a cell: it may `await`, and its last expression is the value.
   * @returns a copy of the value; rejects with a {@link JobError}
   * @example
   * const pool = createPool({ threads: 1 });
   * const orders = [{ net: 10 }, { net: 32 }];
   * await pool.run('orders.reduce((sum, { net }) => sum + net, 0)', { data: { orders } }); // 42
   * await pool.close();
   */
  run<R = unknown>(code: string, options?: JobOptions): Promise<R>;
  /**
   * Tells what the pool has done, and what it has before it.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.run('6 * 7');
   * pool.stats().completed; // 1
   * await pool.close();
   */
  stats(): PoolStats;
  /**
   * Ends all threads; jobs that run or wait reject.
   * @example
   * const pool = createPool({ threads: 1 });
   * await pool.close();
   */
  close(): Promise<void>;
}

/**
 * Makes a pool. Its threads start at once.
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 * @throws {RangeError} ERR_OUT_OF_RANGE
 * @example
 * const pool = createPool({ threads: 2, deadline: 10_000, limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
 * await pool.run('orders.length', { data: { orders: [1, 2] } }); // 2
 * await pool.close();
 */
export function createPool(options?: PoolOptions): Pool;
