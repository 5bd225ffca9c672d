/** What `import` gives for `node:vm` once it is replaced: by name and as the default. */

import state from './current.js';

const vm = state.current();

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
  dispose,
  reasonOf,
  wrapHostModule,
} = vm;

export default vm;
