'use strict';

/**
 * Loaded with `--require` into the process of a test, and into every process and worker that it
 * starts: `vm` and `node:vm` are the module that BOA_VM_INSTEAD names, whoever asks for them by
 * `require`, and in a test that is a module by `import`. What Node itself uses stays as it is.
 */

const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const { BOA_VM_INSTEAD: instead } = process.env;

const { require: load } = Module.prototype;

/** The package itself must get what it asks for. */
function isOurs({ filename }) {
  return typeof filename === 'string' && filename.startsWith(instead + path.sep);
}

// Not `Module._load`, which would be among the calls below every test: some look at those.
Module.prototype.require = function require(request) {
  const isVm = (request === 'vm' || request === 'node:vm') && !isOurs(this);
  return Reflect.apply(load, this, [isVm ? instead : request]);
};

// A loader of modules is a thread of its own: only where it has something to do.
if (process.argv[1]?.endsWith('.mjs')) {
  const url = JSON.stringify(pathToFileURL(path.join(instead, 'index.mjs')).href);
  const loader = `export function resolve(specifier, context, next) {
    const isVm = specifier === 'vm' || specifier === 'node:vm';
    return isVm ? { url: ${url}, format: 'module', shortCircuit: true } : next(specifier, context);
  }`;
  Module.register(`data:text/javascript,${encodeURIComponent(loader)}`);
}
