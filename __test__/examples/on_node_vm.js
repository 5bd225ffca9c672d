'use strict';

/**
 * Preloaded with `node --require`, makes an example's `require('boa-vm')` give `node:vm`, so that
 * the same program shows what Node itself prints. For tests only.
 */

const Module = require('node:module');
const vm = require('node:vm');

const load = Module._load;

Module._load = function loadWithNodeVm(request, ...rest) {
  return request === 'boa-vm' ? vm : Reflect.apply(load, this, [request, ...rest]);
};
