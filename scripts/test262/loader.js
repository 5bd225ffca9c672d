'use strict';

/**
 * Loads the modules of one realm from files, as test262 wants a host to: one module for each file and type,
 * relative names, `import()` from scripts and modules, JSON.
 */

const fs = require('node:fs');
const path = require('node:path');

/**
 * @param {object} options
 * @param {typeof import('node:vm')} options.vm
 * @param {object} options.context
 * @param {number} options.milliseconds how long an evaluation may run without a pause
 */
function makeLoader({ vm, context, milliseconds }) {
  /** By file and type: `{ module }`, or `{ error }`, which each later import gets again. */
  const loaded = new Map();
  const evaluations = new Map();
  const links = new Map();
  /** Node's modules can't be linked while another graph with the same modules in it is being linked. */
  let lastLink = Promise.resolve();

  const importer = (file) => (specifier, _referrer, attributes) =>
    importFrom(specifier, file, attributes);

  const compile = (file) =>
    new vm.SourceTextModule(fs.readFileSync(file, 'utf8'), {
      context,
      identifier: file,
      importModuleDynamically: importer(file),
    });

  function jsonModule(file) {
    const value = vm.runInContext('JSON.parse', context)(fs.readFileSync(file, 'utf8'));
    const module = new vm.SyntheticModule(['default'], () => module.setExport('default', value), {
      context,
      identifier: file,
    });
    return module;
  }

  function make(file, type) {
    if (type === 'json') return jsonModule(file);
    if (type === undefined) return compile(file);
    throw new TypeError(`there are no modules of type ${type}`);
  }

  function load(specifier, referrer, { type } = {}) {
    const file = path.resolve(path.dirname(referrer), specifier);
    const key = `${type}:${file}`;
    if (!loaded.has(key)) {
      try {
        loaded.set(key, { module: make(file, type) });
      } catch (error) {
        loaded.set(key, { error });
      }
    }
    const { module, error } = loaded.get(key);
    if (module === undefined) throw error;
    return module;
  }

  const linker = (specifier, { identifier }, { attributes, assert } = {}) =>
    load(specifier, identifier, attributes ?? assert);

  function link(module) {
    if (!links.has(module)) {
      const linked = lastLink.then(() =>
        module.status === 'unlinked' ? module.link(linker) : undefined,
      );
      links.set(module, linked);
      lastLink = linked.catch(() => {});
    }
    return links.get(module);
  }

  function evaluate(module) {
    if (!evaluations.has(module)) {
      evaluations.set(module, module.evaluate({ timeout: milliseconds }));
    }
    return evaluations.get(module);
  }

  /** What `import()` gives. A module that imports itself while it runs is there already. */
  async function importFrom(specifier, file, attributes) {
    const module = load(specifier, file, attributes);
    if (module.status === 'unlinked' || module.status === 'linking') await link(module);
    if (module.status === 'errored') throw module.error;
    const isUnderWay = module.status === 'evaluating' && !evaluations.has(module);
    if (!isUnderWay) await evaluate(module);
    return module;
  }

  /** Compiles the module that a test is. */
  function root(file) {
    return load(file, file);
  }

  return { root, link, evaluate, importer };
}

module.exports = { makeLoader };
