/** The types of boa-vm/pool for `import`: those of `pool.d.ts`, by name and as the default. */

import pool from './pool.js';

export * from './pool.js';
export default pool;
