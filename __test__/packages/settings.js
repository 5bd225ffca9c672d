'use strict';

/** Programs that need an option of `boa-vm/register`, each with the reason: data alone. */

module.exports = {
  jsdom: {
    options: { webAssembly: 'host' },
    reason: 'A window gets each built-in that V8 has, `WebAssembly` among them.',
  },
};
