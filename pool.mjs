/** boa-vm/pool for `import`. */

import pool from './pool.js';

export const { JobError, createPool } = pool;
export default pool;
