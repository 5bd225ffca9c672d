/**
 * boa-vm where `node:vm` stood, with the types of `@types/node`: whatever is typed for the one takes
 * the other. Compiled and never run. And every name arrives by `import`, as does the default.
 */

import type * as nodeVm from 'node:vm';
import boaVm, {
  compileFunction,
  constants,
  createContext,
  createScript,
  dispose,
  isContext,
  measureMemory,
  runInContext,
  runInContextSync,
  runInDebugContext,
  runInNewContext,
  runInThisContext,
  Script,
} from 'boa-vm';

type ScriptPart = Omit<typeof nodeVm, 'Module' | 'SourceTextModule' | 'SyntheticModule'>;

/** Fails to compile where a member is missing or does not fit. */
const asNodeVm: ScriptPart = boaVm;
const byName: ScriptPart = {
  compileFunction,
  constants,
  createContext,
  isContext,
  measureMemory,
  runInContext,
  runInNewContext,
  runInThisContext,
  Script,
};
export const ours: Omit<typeof boaVm, keyof ScriptPart> = {
  createScript,
  dispose,
  runInContextSync,
  runInDebugContext,
};

/** Options and results that are typed for the one are good for the other. */
export function exchange(
  context: nodeVm.Context,
  create: nodeVm.CreateContextOptions,
  script: nodeVm.ScriptOptions,
  running: nodeVm.RunningCodeInNewContextOptions,
  compile: nodeVm.CompileFunctionOptions,
): nodeVm.Script {
  boaVm.createContext(context, create);
  boaVm.runInNewContext('1', context, running);
  const compiled: ReturnType<typeof nodeVm.compileFunction> = boaVm.compileFunction(
    '1',
    [],
    compile,
  );
  const made: nodeVm.Script = new byName.Script(compiled.name, script);
  return made satisfies boaVm.Script;
}

export const measured: Promise<nodeVm.MemoryMeasurement> = asNodeVm.measureMemory();
