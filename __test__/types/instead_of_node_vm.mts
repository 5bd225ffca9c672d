/**
 * boa-vm where `node:vm` stood, with the types of `@types/node`: whatever is typed for the one takes
 * the other. Compiled and never run. And every name arrives by `import`, as does the default.
 */

import type * as nodeVm from 'node:vm';
import boaVm, {
  compileFunction,
  constants,
  createContext,
  copyIn,
  copyOut,
  createLoader,
  createPool,
  createRequire,
  createScript,
  dispose,
  interrupt,
  interruptHandle,
  readonly,
  reasonOf,
  runCell,
  setDefaultLimits,
  stats,
  isContext,
  Module,
  measureMemory,
  runInContext,
  runInContextSync,
  runInDebugContext,
  runInNewContext,
  runInThisContext,
  Script,
  SourceTextModule,
  SyntheticModule,
  wrapHostModule,
} from 'boa-vm';

/** Fails to compile where a member is missing or does not fit. */
const asNodeVm: typeof nodeVm = boaVm;
const byName: typeof nodeVm = {
  compileFunction,
  constants,
  createContext,
  isContext,
  Module,
  measureMemory,
  runInContext,
  runInNewContext,
  runInThisContext,
  Script,
  SourceTextModule,
  SyntheticModule,
};
export const ours: Omit<typeof boaVm, keyof typeof nodeVm> = {
  copyIn,
  copyOut,
  createLoader,
  createPool,
  createRequire,
  createScript,
  dispose,
  interrupt,
  interruptHandle,
  readonly,
  reasonOf,
  runCell,
  setDefaultLimits,
  stats,
  runInContextSync,
  runInDebugContext,
  wrapHostModule,
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

/** So are modules, and what is written for those of the one. */
export async function modules(
  options: nodeVm.SourceTextModuleOptions,
  linker: nodeVm.ModuleLinker,
): Promise<nodeVm.Module> {
  const module = new SourceTextModule('', options);
  await (module satisfies nodeVm.SourceTextModule).link((specifier, referrer, extra) =>
    // The types of Node 20 have both, later ones have `attributes` alone.
    linker(specifier, referrer, {
      attributes: { ...extra.attributes },
      assert: { ...extra.assert },
    } as Parameters<nodeVm.ModuleLinker>[2]),
  );
  return new SyntheticModule(['x'], function (this: nodeVm.SyntheticModule) {
    this.setExport('x', 1);
  });
}
