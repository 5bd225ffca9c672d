'use strict';

/**
 * Puts this package where a program asks for `vm`. Node's own modules and this package keep theirs: only
 * the ways by which programs load modules are changed.
 */

const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const workers = require('node:worker_threads');
const { current, flag, giveBack, replaceBy } = require('./current.js');
const { VARIABLE, validateOptions } = require('./options.js');
const { replacementFor } = require('./replacement.js');

/** This package's own files need the vm of Node. */
const ownFolder = path.join(__dirname, '..', '..', 'lib') + path.sep;

const isVm = (request) => request === 'vm' || request === 'node:vm';

let isHooked = false;

/** Hooks each way of loading, once; the hooks look up what `vm` means. */
function hook() {
  if (isHooked) return;
  isHooked = true;
  const load = Module._load;
  Module._load = function _load(request, parent, isMain) {
    const isOurs = parent?.filename?.startsWith(ownFolder) === true;
    if (isVm(request) && !isOurs) return current();
    return Reflect.apply(load, this, [request, parent, isMain]);
  };
  const { getBuiltinModule } = process;
  if (getBuiltinModule !== undefined) {
    process.getBuiltinModule = (id) => (isVm(id) ? current() : getBuiltinModule(id));
  }
  const data = { flag, ownURL: pathToFileURL(ownFolder).href };
  Module.register('./esm_hooks.mjs', { parentURL: pathToFileURL(__filename).href, data });
  hookWorkers();
}

const preload = path.join(__dirname, '..', '..', 'register.js');

/**
 * Starts a worker that registers first. Flags of the process that are none for workers Node leaves out
 * where nobody gives flags; where we give them all, it names them and refuses.
 */
function startWorker(Worker, file, options, newTarget) {
  const start = (flags) => {
    const given = { ...options, execArgv: [...flags, '--require', preload] };
    return Reflect.construct(Worker, [file, given], newTarget);
  };
  const flags = options?.execArgv ?? process.execArgv;
  try {
    return start(flags);
  } catch (error) {
    if (error?.code !== 'ERR_WORKER_INVALID_EXEC_ARGV' || options?.execArgv) throw error;
    return start(flags.filter((each) => !error.message.includes(each)));
  }
}

/** Workers register too, while their maker has. */
function hookWorkers() {
  const { Worker } = workers;
  // A function, so that a worker which Node refuses can be tried again.
  function RegisteredWorker(file, options = {}) {
    if (new.target === undefined) return Worker(file, options);
    return Atomics.load(flag, 0) === 0
      ? Reflect.construct(Worker, [file, options], new.target)
      : startWorker(Worker, file, options, new.target);
  }
  Object.setPrototypeOf(RegisteredWorker, Worker);
  RegisteredWorker.prototype = Object.create(Worker.prototype, {
    constructor: { value: RegisteredWorker, writable: true, configurable: true },
  });
  Object.defineProperty(RegisteredWorker, 'name', { value: 'Worker' });
  workers.Worker = RegisteredWorker;
  Module.syncBuiltinESMExports();
}

/**
 * @param {import('../../register').RegisterOptions} [options]
 * @returns {() => void} gives `vm` back
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE
 */
function register(options = {}) {
  const settings = validateOptions(options);
  hook();
  const replacement = replacementFor(settings);
  replaceBy(replacement);
  const text = JSON.stringify(settings);
  process.env[VARIABLE] = text;
  return function unregister() {
    if (current() === replacement) giveBack();
    if (process.env[VARIABLE] === text) delete process.env[VARIABLE];
  };
}

module.exports = { register };
