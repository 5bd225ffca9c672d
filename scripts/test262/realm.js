'use strict';

/**
 * Makes the realm that a test runs in: a context, test262's harness, and `$262` (INTERPRETING.md of test262)
 * in it. What is the guest's is written in the guest's own language, so that its errors are the realm's.
 *
 * `$262.agent`, `IsHTMLDDA` and `AbstractModuleSource` are not there: tests that need them are not passed by
 * `node:vm` either, and so do not count.
 */

const fs = require('node:fs');
const path = require('node:path');
const { makeLoader } = require('./loader.js');

/** Host functions come in as arguments. They return what went wrong: an error of the host is not the realm's. */
const HOST_OBJECT = `(function (createRealm, compile, runCompiled, detach, collect, done) {
  'use strict';
  const { String, SyntaxError } = globalThis;
  const hidden = (value) => ({ __proto__: null, value, writable: true, configurable: true });
  const $262 = {
    global: globalThis,
    createRealm() { return createRealm(); },
    evalScript(text) {
      const fault = compile(String(text));
      if (fault !== undefined) throw new SyntaxError(fault);
      return runCompiled();
    },
    detachArrayBuffer(buffer) { detach(buffer); },
    gc() { return collect(); },
  };
  const tell = (error) => {
    if (typeof error === 'object' && error !== null && 'name' in error) {
      return String(error.name) + ': ' + String(error.message);
    }
    return String(error);
  };
  // Ordinary globals: tests look for both, and one of them replaces \`$DONE\`.
  globalThis.$262 = $262;
  Object.defineProperty(globalThis, 'print', hidden(function print(line) { done(String(line)); }));
  return {
    $262,
    installDone() {
      globalThis.$DONE = function $DONE(error) { done(error ? tell(error) : ''); };
    },
  };
})`;

/** Every realm has these files of the harness, `raw` tests excepted. */
const ALWAYS = ['assert.js', 'sta.js'];

/**
 * @param {object} environment
 * @param {typeof import('node:vm')} environment.vm the module that is tested
 * @param {string} environment.harness the folder
 * @param {number} environment.milliseconds how long one entry may run
 * @param {boolean} environment.isNodes whether `vm` is Node's own
 */
function makeRealms({ vm, harness, milliseconds, isNodes }) {
  const scripts = new Map();
  const hostObject = new vm.Script(HOST_OBJECT, { filename: 'host_object.js' });

  function harnessScript(name) {
    let script = scripts.get(name);
    if (script === undefined) {
      const filename = path.join(harness, name);
      script = new vm.Script(fs.readFileSync(filename, 'utf8'), { filename });
      scripts.set(name, script);
    }
    return script;
  }

  /** `contextified` is an object of the host that became a global, `vanilla` is a global by itself. */
  function makeContext(kind) {
    const object = kind === 'vanilla' ? vm.constants.DONT_CONTEXTIFY : {};
    return vm.createContext(object, isNodes ? {} : { limits: { timeout: milliseconds } });
  }

  /**
   * @param {object} life what the realms of one test have in common
   * @param {'contextified' | 'vanilla'} life.kind
   * @param {string} life.file of the test
   * @param {object[]} life.contexts gets the context
   * @param {(message: string) => void} life.done is called by `$DONE`, with '' when all is well
   */
  function makeRealm(life) {
    const context = makeContext(life.kind);
    life.contexts.push(context);
    const loader = makeLoader({ vm, context, milliseconds });
    let compiled;
    const compile = (text) => {
      try {
        const importModuleDynamically = loader.importer(life.file);
        compiled = new vm.Script(text, { filename: 'evalScript.js', importModuleDynamically });
        return undefined;
      } catch (error) {
        return error.message;
      }
    };
    const inside = hostObject.runInContext(context)(
      () => makeRealm(life).$262,
      compile,
      () => compiled.runInContext(context, { displayErrors: false }),
      (buffer) => void structuredClone(buffer, { transfer: [buffer] }),
      () => globalThis.gc(),
      life.done,
    );
    return { context, loader, $262: inside.$262, installDone: inside.installDone };
  }

  /** Runs the harness's files in a realm. */
  function install(realm, { includes, isAsync }) {
    if (isAsync) realm.installDone();
    for (const name of [...ALWAYS, ...includes]) {
      harnessScript(name).runInContext(realm.context, { displayErrors: false });
    }
  }

  return { makeRealm, install };
}

module.exports = { makeRealms };
