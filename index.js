'use strict';

/**
 * boa-vm: the API of Node's `vm`, on the Boa engine. This file only gathers what `lib` has, in the
 * order in which `node:vm` lists it, with what is ours at the end.
 */

const { compileFunction } = require('./lib/compile_function.js');
const constants = require('./lib/constants.js');
const { createContext, dispose, isContext } = require('./lib/context.js');
const { Module } = require('./lib/module/module.js');
const { SourceTextModule } = require('./lib/module/source_text_module.js');
const { SyntheticModule, wrapHostModule } = require('./lib/module/synthetic_module.js');
const { runInDebugContext } = require('./lib/debug_context.js');
const { measureMemory } = require('./lib/measure_memory.js');
const { closeToGuests } = require('./lib/own_functions.js');
const { setDefaultLimits } = require('./lib/limits.js');
const { stats } = require('./lib/stats.js');
const { interrupt, interruptHandle } = require('./lib/interrupt.js');
const { reasonOf } = require('./lib/reason_of.js');
const { createScript, runInContext, runInNewContext, runInThisContext } = require('./lib/run.js');
const { createPool } = require('./lib/vm/context_pool.js');
const { copyIn, copyOut } = require('./lib/vm/copy.js');
const { Loader, createLoader, createRequire } = require('./lib/module/loader/loader.js');
const { readonly } = require('./lib/vm/readonly.js');
const { runCell } = require('./lib/vm/run_cell.js');
const { Script } = require('./lib/script.js');

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants,
  Module,
  SourceTextModule,
  SyntheticModule,
  runInContextSync: runInContext,
  runInDebugContext,
  copyIn,
  copyOut,
  createLoader,
  createPool,
  createRequire,
  dispose,
  interrupt,
  interruptHandle,
  readonly,
  reasonOf,
  runCell,
  setDefaultLimits,
  stats,
  wrapHostModule,
};

closeToGuests([
  Script,
  createScript,
  compileFunction,
  runInThisContext,
  runInDebugContext,
  Module,
  SourceTextModule,
  SyntheticModule,
  wrapHostModule,
  Loader,
  createLoader,
  createRequire,
]);
