'use strict';

/**
 * CommonJS inside a context, as a user of `vm` writes it: files are read and compiled by the host,
 * `require` is guest code and looks for packages where Node would. Must use nothing but the API of
 * `vm`, so that `node:vm` can take the package's place.
 */

const fs = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');

const folder = path.join(__dirname, 'node_modules');
const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];

/** The loader proper; it runs in the context and gets four functions of the host. */
const loader = `(function (resolve, read, compile, builtin) {
  const cache = new Map();
  function load(filename, dirname) {
    const known = cache.get(filename);
    if (known !== undefined) return known.exports;
    const module = { exports: {}, id: filename, filename, loaded: false };
    cache.set(filename, module);
    if (filename.endsWith('.json')) module.exports = JSON.parse(read(filename));
    else compile(filename).call(
      module.exports, module.exports, requireFrom(filename), module, filename, dirname,
    );
    module.loaded = true;
    return module.exports;
  }
  function requireFrom(parent) {
    function require(id) {
      const found = resolve(id, parent);
      if (found.script) return found.script();
      return found.builtin ? builtin(id) : load(found.filename, found.dirname);
    }
    require.resolve = (id) => resolve(id, parent).filename;
    return require;
  }
  return load;
})`;

/**
 * @param {object} vm the module with the API of `vm`
 * @param {import('./libraries.js').Needs} needs
 * @returns {(filename: string) => unknown} loads a module and gives its exports
 */
function createSandbox(vm, { builtins = [], globals = [], scripts = {} }) {
  const given = Object.fromEntries(globals.map((name) => [name, globalThis[name]]));
  const context = vm.createContext(given);
  const read = (filename) => fs.readFileSync(filename, 'utf8');

  function resolve(id, parent) {
    if (Object.hasOwn(scripts, id)) return { script: () => runScript(...scripts[id]) };
    if (nodeModule.isBuiltin(id)) return { builtin: true };
    const filename = nodeModule.createRequire(parent).resolve(id);
    return { filename, dirname: path.dirname(filename) };
  }

  function runScript(file, name) {
    const filename = path.join(folder, file);
    new vm.Script(read(filename), { filename }).runInContext(context);
    return vm.runInContext(name, context);
  }

  function builtin(id) {
    const name = id.replace(/^node:/, '');
    if (!builtins.includes(name)) {
      throw Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
    }
    return require(`node:${name}`);
  }

  const compile = (filename) =>
    vm.compileFunction(read(filename), parameters, { filename, parsingContext: context });
  const load = vm.runInContext(loader, context, { filename: 'loader.js' });
  const loadWithHost = load(resolve, read, compile, builtin);
  return (filename) => loadWithHost(filename, path.dirname(filename));
}

/**
 * The same without any context: Node's own `require`, and scripts in Node's own global.
 * @param {import('./libraries.js').Needs} needs
 * @returns {(filename: string) => unknown}
 */
function createPlain({ scripts = {} }) {
  const vm = require('node:vm');
  return (filename) => {
    const nodeRequire = nodeModule.createRequire(filename);
    const requireHere = (id) => {
      if (!Object.hasOwn(scripts, id)) return nodeRequire(id);
      const [file, name] = scripts[id];
      vm.runInThisContext(fs.readFileSync(path.join(folder, file), 'utf8'));
      return vm.runInThisContext(name);
    };
    const module = { exports: {} };
    const compiled = vm.compileFunction(fs.readFileSync(filename, 'utf8'), parameters, {
      filename,
    });
    compiled(module.exports, requireHere, module, filename, path.dirname(filename));
    return module.exports;
  };
}

module.exports = { createPlain, createSandbox };
