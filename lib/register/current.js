'use strict';

/**
 * What `vm` means now. Shared by the hooks for `require` and by the module that stands for `node:vm` in
 * `import`.
 */

const hostVm = require('node:vm');

/** 1 while `vm` is replaced; the hooks of ES modules, on a thread of their own, look at it. */
const flag = new Int32Array(new SharedArrayBuffer(4));

let replacement = hostVm;

function replaceBy(module) {
  replacement = module;
  Atomics.store(flag, 0, module === hostVm ? 0 : 1);
}

module.exports = { current: () => replacement, flag, giveBack: () => replaceBy(hostVm), replaceBy };
