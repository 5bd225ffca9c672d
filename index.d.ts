/**
 * boa-vm: the API of Node's `vm`, on the Boa engine. The shapes are those of `@types/node`, so that
 * this module can stand where `node:vm` stood.
 *
 * Errors of wrong arguments are Node's: TypeError `ERR_INVALID_ARG_TYPE` or `ERR_INVALID_ARG_VALUE`,
 * RangeError `ERR_OUT_OF_RANGE`. The comments below do not repeat them.
 */

/// <reference types="node" />

// biome-ignore lint/suspicious/noExplicitAny: nothing is known of what guest code gives or takes.
type GuestValue = any;

/** `constants` are symbols, but `@types/node` calls them numbers, and what is typed with it must fit. */
type Choice = number;

/** A contextified object: what code in its context sees as global names. */
export interface Context extends NodeJS.Dict<GuestValue> {}

/** Where the code comes from, for stack traces. */
export interface BaseOptions {
  /** Default: `'evalmachine.<anonymous>'`, of a compiled function `''`. */
  filename?: string | undefined;
  /** Added to every line number. Default: `0`. */
  lineOffset?: number | undefined;
  /** Added to the column numbers of the first line. Default: `0`. */
  columnOffset?: number | undefined;
}

/**
 * Called for `import()` in the code, while that runs. It gives a module that is linked, whose namespace the
 * promise of `import()` becomes, or a namespace; or a promise of one. `ERR_VM_MODULE_NOT_MODULE` for
 * anything else.
 * @param referrer the script, function or module that calls `import()`; for the callback of a context, the
 * context
 */
export type DynamicModuleLoader<T> = (
  specifier: string,
  referrer: T,
  importAttributes: NodeJS.Dict<string>,
  phase: 'source' | 'evaluation',
) => unknown;

type ImportOption<T> = DynamicModuleLoader<T> | Choice | undefined;

export interface ScriptOptions extends BaseOptions {
  /** What `createCachedData()` gave for the same code. Anything else is rejected, and does no harm. */
  cachedData?: NodeJS.ArrayBufferView | undefined;
  /** Sets `cachedData` on the result. Default: `false`. `createCachedData()` does it when needed. */
  produceCachedData?: boolean | undefined;
  importModuleDynamically?: ImportOption<Script>;
  /** Milliseconds: the limit of each run that has no `timeout` of its own. Default: none. */
  timeout?: number | undefined;
}

export interface RunningScriptOptions extends BaseOptions {
  /** Puts the line that threw, with a caret, above the stack trace. Default: `true`. */
  displayErrors?: boolean | undefined;
  /** Milliseconds after which the run ends with `ERR_SCRIPT_EXECUTION_TIMEOUT`. Default: none. */
  timeout?: number | undefined;
  /**
   * Ctrl+C ends the run with `ERR_SCRIPT_EXECUTION_INTERRUPTED`. Listeners for SIGINT are not called
   * during the run, and work again after it. Default: `false`.
   */
  breakOnSigint?: boolean | undefined;
}

export interface RunningScriptInNewContextOptions
  extends RunningScriptOptions,
    Pick<CreateContextOptions, 'microtaskMode'> {
  /** The `name` of the new context. */
  contextName?: CreateContextOptions['name'];
  /** The `origin` of the new context. */
  contextOrigin?: CreateContextOptions['origin'];
  /** The `codeGeneration` of the new context. */
  contextCodeGeneration?: CreateContextOptions['codeGeneration'];
}

export interface RunningCodeOptions
  extends RunningScriptOptions,
    Pick<ScriptOptions, 'cachedData' | 'importModuleDynamically'> {}

export interface RunningCodeInNewContextOptions
  extends RunningScriptInNewContextOptions,
    Pick<ScriptOptions, 'cachedData' | 'importModuleDynamically'> {}

export interface CompileFunctionOptions
  extends BaseOptions,
    Pick<ScriptOptions, 'cachedData' | 'produceCachedData'> {
  /** The context whose globals the function sees. Default: that of `runInThisContext`. */
  parsingContext?: Context | undefined;
  /** Objects whose properties are names for the function, the last one innermost. Default: `[]`. */
  contextExtensions?: object[] | undefined;
  importModuleDynamically?: ImportOption<CompiledFunction>;
}

/**
 * Limits of every entry into a context: runs, calls of its functions, reads of its objects, jobs.
 * `memory` is accepted and checked, and not enforced yet.
 */
export interface ContextLimits {
  /** Milliseconds. */
  timeout?: number | undefined;
  /** Bytes of the engine's heap. */
  memory?: number | undefined;
  /** Calls within calls. Default, and at most: 10,800. */
  stackDepth?: number | undefined;
}

export interface CreateContextOptions {
  /** Default: `'VM Context i'`, counted from 1. */
  name?: string | undefined;
  /** The scheme, host and port of a URL, for tools that show it. Default: `''`. */
  origin?: string | undefined;
  codeGeneration?:
    | {
        /** `false`: `eval` and `Function` throw an EvalError. Default: `true`. */
        strings?: boolean | undefined;
        /** `false`: no `WebAssembly`, whatever the option of that name says. Default: `true`. */
        wasm?: boolean | undefined;
      }
    | undefined;
  /**
   * `'afterEvaluate'`: the context has a queue of its own for microtasks, emptied at the end of each
   * run and within its `timeout`. Default: the queue of the host.
   */
  microtaskMode?: 'afterEvaluate' | undefined;
  /** The default for code that has no callback of its own; node:vm asks it more rarely. */
  importModuleDynamically?: ImportOption<Context>;
  /** Not in `node:vm`. Default: none. */
  limits?: ContextLimits | undefined;
  /** Gives the object a `[Symbol.dispose]()` that does what `dispose` does. Not in `node:vm`. */
  disposable?: boolean | undefined;
  /**
   * The engine has no WebAssembly. `'host'` gives the context that of the host: V8 compiles and runs the
   * modules, so no `timeout` stops a loop within one, and their memory counts for the host. Not for code
   * that nobody trusts. Not in `node:vm`. Default: `'none'`.
   */
  webAssembly?: 'none' | 'host' | undefined;
}

export type MeasureMemoryMode = 'summary' | 'detailed';

export interface MeasureMemoryOptions {
  /** `'detailed'` adds `current` and `other` to the result. Default: `'summary'`. */
  mode?: MeasureMemoryMode | undefined;
  /** Accepted: the answer comes at once either way. Default: `'default'`. */
  execution?: 'default' | 'eager' | undefined;
}

/** Bytes of the engine's heap. They are counted, so both ends of the range are the same. */
export interface MemoryCount {
  jsMemoryEstimate: number;
  jsMemoryRange: [number, number];
}

export interface MemoryMeasurement {
  /** All contexts of this thread. */
  total: MemoryCount;
  /** The context of `runInThisContext`: zero until it is used. Only in detailed mode. */
  current?: MemoryCount;
  /** Every other context. Only in detailed mode. */
  other?: MemoryCount[];
}

type CachedDataProperties = Pick<
  Script,
  'cachedData' | 'cachedDataProduced' | 'cachedDataRejected'
>;

/** What `compileFunction` gives. */
export type CompiledFunction = ((...args: GuestValue[]) => GuestValue) & CachedDataProperties;

/** Source that is parsed once, is bound to no context, and can run in any, any number of times. */
export class Script {
  /**
   * @param code parsed at once
   * @param options a string is the `filename`
   * @throws {SyntaxError} with the line and a caret above its stack trace
   */
  constructor(code: string, options?: ScriptOptions | string);

  /**
   * Runs in a context.
   * @returns the value of the last statement
   * @throws whatever the code throws; `ERR_SCRIPT_EXECUTION_TIMEOUT`,
   * `ERR_SCRIPT_EXECUTION_INTERRUPTED`, `ERR_VM_CONTEXT_DISPOSED`
   */
  runInContext(contextifiedObject: Context, options?: RunningScriptOptions): GuestValue;

  /** Contextifies the object, unless it is a context already, and runs in it. */
  runInNewContext(
    contextObject?: Context | Choice,
    options?: RunningScriptInNewContextOptions,
  ): GuestValue;

  /** Runs in the context whose globals are the host's own. It sees no local variables. */
  runInThisContext(options?: RunningScriptOptions): GuestValue;

  /** A certificate for this code, to be given back as `cachedData`. */
  createCachedData(): ReturnType<typeof Buffer.alloc>;

  /** Set by the option `produceCachedData`. */
  cachedDataProduced?: boolean;
  /** Set by the option `cachedData`: whether it was of no use. */
  cachedDataRejected?: boolean;
  /** Set by the option `produceCachedData`. */
  cachedData?: ReturnType<typeof Buffer.alloc>;
  /** What the last `//# sourceMappingURL=` comment of the code says. */
  sourceMapURL: string | undefined;
}

/** Import attributes: `with { type: 'json' }`. */
export type ImportAttributes = Readonly<NodeJS.Dict<string>>;

export type ModuleStatus =
  | 'unlinked'
  | 'linking'
  | 'linked'
  | 'evaluating'
  | 'evaluated'
  | 'errored';

/**
 * Gives the module behind a request, or a promise of one: of the same context, and not `errored`.
 * @param extra the attributes, under both of their names
 */
export type ModuleLinker = (
  specifier: string,
  referencingModule: SourceTextModule,
  extra: { attributes: ImportAttributes; assert: ImportAttributes },
) => unknown;

/** As for the run of a script. What they stop is the evaluation up to its first `await`. */
export type ModuleEvaluateOptions = Pick<RunningScriptOptions, 'timeout' | 'breakOnSigint'>;

/** What source text modules and synthetic ones have in common. */
export interface Module {
  /** For stack traces; by default `'vm:module(i)'`, counted in each context. */
  readonly identifier: string;
  /** The contextified object, or undefined for the context of `runInThisContext`. */
  readonly context: Context;
  /** The exports. `ERR_VM_MODULE_STATUS` before the module is linked. */
  readonly namespace: GuestValue;
  readonly status: ModuleStatus;
  /** What the module threw, or what stopped it. `ERR_VM_MODULE_STATUS` unless it is `'errored'`. */
  readonly error: GuestValue;
  /** Frozen. Only of a `SourceTextModule`. */
  readonly dependencySpecifiers: readonly string[];
  /**
   * Links the module and all that it imports, asking for each request once.
   * @returns rejects with what the linker throws, with a SyntaxError for a name that is not exported,
   * and with `ERR_VM_MODULE_ALREADY_LINKED`, `ERR_VM_MODULE_STATUS`, `ERR_VM_MODULE_NOT_MODULE`,
   * `ERR_VM_MODULE_DIFFERENT_CONTEXT`, `ERR_VM_MODULE_LINK_FAILURE`
   */
  link(linker: ModuleLinker): Promise<void>;
  /**
   * Runs the module after those that it imports, each once.
   * @returns rejects with what the module throws, each time; `ERR_VM_MODULE_STATUS`,
   * `ERR_SCRIPT_EXECUTION_TIMEOUT`, `ERR_SCRIPT_EXECUTION_INTERRUPTED`
   */
  evaluate(options?: ModuleEvaluateOptions): Promise<void>;
}

export interface ModuleOptions extends Pick<BaseOptions, 'lineOffset' | 'columnOffset'> {
  /** An absolute URL. Default: `'vm:module(i)'`, counted in each context. */
  url?: string | undefined;
  /** Default: the context of `runInThisContext`. */
  context?: Context | undefined;
  /** Puts properties on the `import.meta` of the module, when it is asked for. */
  initializeImportMeta?: ((meta: GuestValue, module: LegacyModule) => void) | undefined;
}

/** A module as in Node 10, in four steps: create, link, instantiate, evaluate. */
export interface LegacyModule {
  readonly url: string;
  readonly context: Context | undefined;
  /** Frozen. */
  readonly dependencySpecifiers: readonly string[];
  readonly linkingStatus: 'unlinked' | 'linking' | 'linked' | 'errored';
  readonly status:
    | 'uninstantiated'
    | 'instantiating'
    | 'instantiated'
    | 'evaluating'
    | 'evaluated'
    | 'errored';
  /** What the module threw. `ERR_VM_MODULE_STATUS` unless it is `'errored'`. */
  readonly error: GuestValue;
  /** The exports. `ERR_VM_MODULE_STATUS` before the module is instantiated. */
  readonly namespace: GuestValue;
  /**
   * Finds the modules behind the requests, and theirs. Once for each module.
   * @returns rejects with what the linker throws, `ERR_VM_MODULE_ALREADY_LINKED`,
   * `ERR_VM_MODULE_NOT_MODULE`, `ERR_VM_MODULE_DIFFERENT_CONTEXT`, `ERR_VM_MODULE_LINKING_ERRORED`
   */
  link(linker: (specifier: string, referencingModule: LegacyModule) => unknown): Promise<void>;
  /**
   * Connects imports with exports.
   * @throws {SyntaxError} for a name that is not exported; `ERR_VM_MODULE_NOT_LINKED`
   */
  instantiate(): void;
  /**
   * @returns the value of the last expression statement that ran at the top level of the module, and
   * undefined when it was evaluated before; rejects as `Module.evaluate`
   */
  evaluate(options?: ModuleEvaluateOptions): Promise<{ result: GuestValue } | undefined>;
}

/** Stands for all modules in `instanceof`, and makes the modules of Node 10. */
export const Module: {
  readonly prototype: Module;
  /** @throws {SyntaxError} */
  new (code: string, options?: ModuleOptions): LegacyModule;
  /** As `@types/node` has it, for what is typed with that. It throws. */
  new (): Module;
};

export interface SourceTextModuleOptions
  extends Pick<ScriptOptions, 'cachedData' | 'lineOffset' | 'columnOffset'> {
  /** For stack traces. Default: `'vm:module(i)'`, counted in each context. */
  identifier?: string | undefined;
  /** Default: the context of `runInThisContext`. */
  context?: Context | undefined;
  /** Puts properties on the `import.meta` of the module, when it is asked for. */
  initializeImportMeta?: ((meta: GuestValue, module: SourceTextModule) => void) | undefined;
  importModuleDynamically?: DynamicModuleLoader<SourceTextModule> | undefined;
}

/** A request of a module: `import … from 'specifier' with { … }`. Frozen. */
export interface ModuleRequest {
  readonly specifier: string;
  readonly attributes: ImportAttributes;
  readonly phase: 'evaluation';
}

/** A module with a source text. */
export interface SourceTextModule extends Module {
  /** Each specifier with each set of attributes once, in order. Frozen. As in Node 24. */
  readonly moduleRequests: readonly ModuleRequest[];
  /**
   * Gives the modules behind `moduleRequests`, in their order. As in Node 24.
   * @throws `ERR_MODULE_LINK_MISMATCH`, `ERR_VM_MODULE_NOT_MODULE`, `ERR_VM_MODULE_DIFFERENT_CONTEXT`,
   * `ERR_VM_MODULE_STATUS`
   */
  linkRequests(modules: readonly Module[]): void;
  /**
   * Links a graph whose modules all have been given theirs. As in Node 24.
   * @throws {SyntaxError} for a name that is not exported; `ERR_VM_MODULE_LINK_FAILURE`,
   * `ERR_VM_MODULE_STATUS`
   */
  instantiate(): void;
  /** Whether the text awaits at its top level. As in Node 24. */
  hasTopLevelAwait(): boolean;
  /** Whether it, or a module that it imports, does. As in Node 24. */
  hasAsyncGraph(): boolean;
  /**
   * A certificate for this text, to be given back as `cachedData`.
   * @throws `ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA` once it is evaluated
   */
  createCachedData(): ReturnType<typeof Buffer.alloc>;
}

export const SourceTextModule: {
  readonly prototype: SourceTextModule;
  /** @throws {SyntaxError}; `ERR_VM_MODULE_CACHED_DATA_REJECTED` */
  new (code: string, options?: SourceTextModuleOptions): SourceTextModule;
};

export interface SyntheticModuleOptions {
  /** For stack traces. Default: `'vm:module(i)'`, counted in each context. */
  identifier?: string | undefined;
  /** Default: the context of `runInThisContext`. */
  context?: Context | undefined;
}

/** A module whose exports the host sets. */
export interface SyntheticModule extends Module {
  /**
   * Sets an export, for all who import it. The module must be linked: `ERR_VM_MODULE_STATUS`.
   * @throws {ReferenceError} for a name that is none of its exports
   */
  setExport(name: string, value: GuestValue): void;
}

export const SyntheticModule: {
  readonly prototype: SyntheticModule;
  /** @param evaluateCallback called when the module is evaluated, to set its exports */
  new (
    exportNames: string[],
    evaluateCallback: (this: SyntheticModule) => void,
    options?: SyntheticModuleOptions,
  ): SyntheticModule;
};

/**
 * Makes a module of the host one that modules of a context can import: an ES module from its namespace,
 * a CommonJS or built-in one from its exports, which become the default export, and each of whose
 * enumerable properties becomes a named one. Guest code can do with it whatever the module can do. Not in
 * `node:vm`.
 * @returns linked, its exports set: for a linker or `importModuleDynamically` to give
 */
export function wrapHostModule(
  namespaceOrExports: GuestValue,
  options?: SyntheticModuleOptions,
): SyntheticModule;

/**
 * Gives an object a context, in which the object's properties are the global names. An object that
 * has one already comes back as it is.
 * @param contextObject `constants.DONT_CONTEXTIFY` for a context with an ordinary global object
 * @returns the same object, or the global object of the context
 */
export function createContext(
  contextObject: Context | Choice | undefined,
  options: CreateContextOptions & { disposable: true },
): Context & Disposable;
export function createContext(
  contextObject?: Context | Choice,
  options?: CreateContextOptions,
): Context;

/** `new Script(code, options)`. */
export function createScript(code: string, options?: ScriptOptions | string): Script;

/**
 * Compiles code and runs it in a context.
 * @param options a string is the `filename`
 * @returns the value of the last statement
 * @throws as `new Script` and its `runInContext`
 */
export function runInContext(
  code: string,
  contextifiedObject: Context,
  options?: RunningCodeOptions | string,
): GuestValue;

/** The same function as `runInContext`. */
export const runInContextSync: typeof runInContext;

/**
 * Contextifies the object, unless it is a context already, and runs code in it.
 * @param options a string is the `filename`
 */
export function runInNewContext(
  code: string,
  contextObject?: Context | Choice,
  options?: RunningCodeInNewContextOptions | string,
): GuestValue;

/**
 * Runs code in the context whose globals are the host's own. It sees no local variables.
 * @param options a string is the `filename`
 */
export function runInThisContext(code: string, options?: RunningCodeOptions | string): GuestValue;

/** Whether the object has a context. */
export function isContext(object: Context): boolean;

/**
 * Makes a function from the source of its body.
 * @param params the names of its parameters
 * @throws {SyntaxError}
 */
export function compileFunction(
  code: string,
  params?: readonly string[],
  options?: CompileFunctionOptions,
): CompiledFunction;

/** Measures the engine's heap in this thread. */
export function measureMemory(options?: MeasureMemoryOptions): Promise<MemoryMeasurement>;

/** Node 8's: runs code in a context of its own, whose global `Debug` tells about the engine. */
export function runInDebugContext(code: string): GuestValue;

/**
 * Frees a context now. From here on, every entry into it throws `ERR_VM_CONTEXT_DISPOSED`. Not needed:
 * a context that nobody refers to is freed by itself. Not in `node:vm`.
 */
export function dispose(contextifiedObject: Context): void;

/**
 * Why a run ended: its time was up, it was interrupted, it wanted more memory or more stack than it may have, its
 * context was disposed of, or its engine failed. `memory` is kept for `limits.memory`, which is not enforced yet.
 */
export type Reason = 'timeout' | 'interrupted' | 'memory' | 'stack' | 'disposed' | 'poisoned';

/**
 * Tells why a run ended, by the error that it threw. Guest code can give an error of its own any `code`; this
 * it can't forge. Not in `node:vm`.
 * @param error what was thrown
 * @returns `undefined` for everything that this package did not throw itself: what guest code throws, a stack
 *   overflow that it has caught and thrown again among it. An error of ours that guest code has caught keeps its
 *   reason
 */
export function reasonOf(error: unknown): Reason | undefined;

/** Symbols that stand for a choice. */
export const constants: {
  /** For `importModuleDynamically`: load as the program itself does. */
  readonly USE_MAIN_CONTEXT_DEFAULT_LOADER: Choice;
  /** For `createContext` in place of an object: a context with an ordinary global object. */
  readonly DONT_CONTEXTIFY: Choice;
};
