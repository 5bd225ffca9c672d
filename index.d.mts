/** The types of boa-vm for `import`: those of `index.d.ts`, by name and as the default. */

import vm from './index.js';

export * from './index.js';
export default vm;
