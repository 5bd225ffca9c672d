'use strict';

/**
 * What programs get for `vm`: this package, or this package with V8 behind `runInThisContext`.
 */

const hostVm = require('node:vm');
const vm = require('../../index.js');

/** A script that runs in V8 where it runs in this context. */
class HostScript extends vm.Script {
  #code;
  #options;

  constructor(code, options) {
    super(code, options);
    this.#code = code;
    this.#options = options;
  }

  runInThisContext(options) {
    return new hostVm.Script(this.#code, this.#options).runInThisContext(options);
  }
}
Object.defineProperty(HostScript, 'name', { value: 'Script' });

const withHost = {
  ...vm,
  Script: HostScript,
  createScript: (code, options) => new HostScript(code, options),
  runInThisContext: hostVm.runInThisContext,
};

/** @param {{ runInThisContext: 'guest' | 'host' }} options */
const replacementFor = ({ runInThisContext }) => (runInThisContext === 'host' ? withHost : vm);

module.exports = { replacementFor };
