'use strict';

/** Programs that do not print the same with this package, each with the reason. */

module.exports = {
  jsdom: 'a context lacks `WebAssembly`',
};
