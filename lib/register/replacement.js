'use strict';

/**
 * What programs get for `vm`: this package, with V8 where the options of `register` want it.
 */

const hostVm = require('node:vm');
const vm = require('../../index.js');
const { getContextOptions } = require('../context_options.js');

/** A `vm` with another `Script`, under that name. */
function withScript(base, Script) {
  Object.defineProperty(Script, 'name', { value: 'Script' });
  return { ...base, Script, createScript: (code, options) => new Script(code, options) };
}

/** V8 runs what runs in this context. */
function withHostThisContext(base) {
  class HostScript extends base.Script {
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
  return { ...withScript(base, HostScript), runInThisContext: hostVm.runInThisContext };
}

/** New contexts have the host's `WebAssembly`. */
function withWebAssembly(base) {
  function createContext(contextObject, options = {}) {
    const isObject = typeof options === 'object' && options !== null;
    // What is no object is left to the check of arguments.
    const own = isObject ? { __proto__: options, webAssembly: 'host' } : options;
    return base.createContext(contextObject, own);
  }

  class WasmScript extends base.Script {
    runInNewContext(contextObject, options) {
      const context = createContext(contextObject, getContextOptions(options));
      return this.runInContext(context, options);
    }
  }

  return {
    ...withScript(base, WasmScript),
    createContext,
    runInNewContext(code, contextObject, options) {
      const context = createContext(contextObject, getContextOptions(options));
      return base.runInContext(code, context, options);
    },
  };
}

/** @param {{ runInThisContext: 'guest' | 'host', webAssembly: 'none' | 'host', limits: object }} options */
function replacementFor({ runInThisContext, webAssembly, limits }) {
  vm.setDefaultLimits(limits);
  const withWasm = webAssembly === 'host' ? withWebAssembly(vm) : vm;
  return runInThisContext === 'host' ? withHostThisContext(withWasm) : withWasm;
}

module.exports = { replacementFor };
