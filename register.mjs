/** `boa-vm/register` for `import` and `node --import`. */

import registration from './register.js';

export const { register } = registration;
