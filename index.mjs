/**
 * boa-vm for `import`: the same functions as `require('boa-vm')` gives, by name and as the default.
 */

import vm from './index.js';

export const {
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
  runInContextSync,
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
} = vm;

export default vm;
