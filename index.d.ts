/**
 * boa-vm: the API of Node's `vm`, on the Boa engine. The shapes are those of `@types/node`, so that
 * this module can stand where `node:vm` stood.
 *
 * Errors of wrong arguments are Node's: TypeError `ERR_INVALID_ARG_TYPE` or `ERR_INVALID_ARG_VALUE`,
 * RangeError `ERR_OUT_OF_RANGE`. The comments below do not repeat them.
 * @module boa-vm
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
  /**
   * Default: `'evalmachine.<anonymous>'`, of a compiled function `''`.
   * @example
   * new vm.Script('null.x', { filename: 'cell-1.js' });
   */
  filename?: string | undefined;
  /**
   * Added to every line number. Default: `0`.
   * @example
   * new vm.Script('null.x', { filename: 'page.html', lineOffset: 12 });
   */
  lineOffset?: number | undefined;
  /**
   * Added to the column numbers of the first line. Default: `0`.
   * @example
   * new vm.Script('null.x', { filename: 'page.html', columnOffset: 8 });
   */
  columnOffset?: number | undefined;
}

/**
 * Called when the code calls `import()`. Return a linked module or a module namespace, or a promise for one; `import()`
 * resolves to the namespace. `ERR_VM_MODULE_NOT_MODULE` for anything else.
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
  /**
   * What `createCachedData()` gave for the same code. Anything else is rejected, and does no harm.
   * @example
   * const cachedData = new vm.Script('1 + 1').createCachedData();
   * new vm.Script('1 + 1', { cachedData }).cachedDataRejected; // false
   */
  cachedData?: NodeJS.ArrayBufferView | undefined;
  /**
   * Sets `cachedData` on the result. Default: `false`. `createCachedData()` does it when needed.
   * @example
   * new vm.Script('1 + 1', { produceCachedData: true }).cachedDataProduced; // true
   */
  produceCachedData?: boolean | undefined;
  /**
   * What `import()` in the code gives. Default: that of the context.
   * @example
   * const context = vm.createContext();
   * const script = new vm.Script('import("x")', {
   *   importModuleDynamically: (specifier) => vm.wrapHostModule({ specifier }, { context }),
   * });
   * (await script.runInContext(context)).specifier; // 'x'
   */
  importModuleDynamically?: ImportOption<Script>;
  /**
   * Milliseconds: the limit of each run that has no `timeout` of its own. Default: none.
   * @example
   * new vm.Script('6 * 7', { timeout: 1000 }).runInThisContext(); // 42
   */
  timeout?: number | undefined;
}

export interface RunningScriptOptions extends BaseOptions {
  /**
   * Puts the line that threw, with a caret, above the stack trace. Default: `true`.
   * @example
   * try {
   *   vm.runInNewContext('null.x', {}, { displayErrors: false });
   * } catch (error) {
   *   error.stack.startsWith('TypeError'); // true
   * }
   */
  displayErrors?: boolean | undefined;
  /**
   * Milliseconds after which the run ends with `ERR_SCRIPT_EXECUTION_TIMEOUT`. Default: none.
   * @example
   * vm.runInNewContext('6 * 7', {}, { timeout: 1000 }); // 42
   */
  timeout?: number | undefined;
  /**
   * Milliseconds from the start of the run to the settlement of the promise that it gives, if it gives one. Past them
   * the promise rejects with `ERR_SCRIPT_EXECUTION_TIMEOUT`, and what would have settled it does not go on: the async
   * functions that it waits for, as far as nothing else waits for them, and jobs that run at that moment. Of a run
   * that gives no promise it is the `timeout`. Not in `node:vm`. Default: none.
   * @example
   * await vm.runInNewContext('(async () => 42)()', {}, { deadline: 1000 }); // 42
   */
  deadline?: number | undefined;
  /**
   * Ends the run with `ERR_SCRIPT_EXECUTION_INTERRUPTED`, whose `cause` is the reason of the signal: before it begins,
   * when guest code calls something that aborts the signal, and while the promise that the run has given is pending.
   * A thread that is busy with guest code hears of no other events: see `interrupt`. Not in `node:vm`.
   * @example
   * const signal = AbortSignal.timeout(1000);
   * await vm.runInNewContext('(async () => 42)()', {}, { signal }); // 42
   */
  signal?: AbortSignal | undefined;
  /**
   * Instructions that the run may take, as `limits.instructions` of a context counts them. What takes more ends with
   * `ERR_VM_INSTRUCTION_LIMIT`. Jobs are not counted, unless the context has a queue of its own. Not in `node:vm`. Default: none.
   * @example
   * vm.runInNewContext('6 * 7', {}, { instructions: 1000 }); // 42
   */
  instructions?: number | undefined;
  /**
   * Ctrl+C ends the run with `ERR_SCRIPT_EXECUTION_INTERRUPTED`. Listeners for SIGINT are not called
   * during the run, and work again after it. Default: `false`.
   * @example
   * vm.runInNewContext('6 * 7', {}, { breakOnSigint: process.platform !== 'win32' }); // 42
   */
  breakOnSigint?: boolean | undefined;
}

export interface RunningScriptInNewContextOptions
  extends RunningScriptOptions,
    Pick<CreateContextOptions, 'microtaskMode'> {
  /**
   * The `name` of the new context.
   * @example
   * vm.runInNewContext('6 * 7', {}, { contextName: 'tenant 1' }); // 42
   */
  contextName?: CreateContextOptions['name'];
  /**
   * The `origin` of the new context.
   * @example
   * vm.runInNewContext('6 * 7', {}, { contextOrigin: 'https://example.org' }); // 42
   */
  contextOrigin?: CreateContextOptions['origin'];
  /**
   * The `codeGeneration` of the new context.
   * @example
   * const options = { contextCodeGeneration: { strings: false } };
   * vm.runInNewContext('try { eval("1") } catch ({ name }) { name }', {}, options); // 'EvalError'
   */
  contextCodeGeneration?: CreateContextOptions['codeGeneration'];
  /**
   * The `limits` of the new context; `limits` says the same. Not in `node:vm`.
   * @example
   * vm.runInNewContext('6 * 7', {}, { contextLimits: { timeout: 1000 } }); // 42
   */
  contextLimits?: ContextLimits | undefined;
  /**
   * The same as `contextLimits`. Not in `node:vm`.
   * @example
   * vm.runInNewContext('6 * 7', {}, { limits: { timeout: 1000 } }); // 42
   */
  limits?: ContextLimits | undefined;
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
  /**
   * The context whose globals the function sees. Default: that of `runInThisContext`.
   * @example
   * const parsingContext = vm.createContext({ rate: 1.25 });
   * vm.compileFunction('return 8 * rate', [], { parsingContext })(); // 10
   */
  parsingContext?: Context | undefined;
  /**
   * Objects whose properties are names for the function, the last one innermost. Default: `[]`.
   * @example
   * const contextExtensions = [{ name: 'Ada' }];
   * vm.compileFunction('return `Dear ${name}`', [], { contextExtensions })(); // 'Dear Ada'
   */
  contextExtensions?: object[] | undefined;
  /**
   * What `import()` in the code gives. Default: that of the context.
   * @example
   * const parsingContext = vm.createContext();
   * const load = vm.compileFunction('return import(name)', ['name'], {
   *   parsingContext,
   *   importModuleDynamically: (specifier) =>
   *     vm.wrapHostModule({ specifier }, { context: parsingContext }),
   * });
   * (await load('x')).specifier; // 'x'
   */
  importModuleDynamically?: ImportOption<CompiledFunction>;
}

/** Limits of a context. A name that is none of these is an error. */
export interface ContextLimits {
  /**
   * Milliseconds that each entry may take: a run, a call of a guest function, a read of a guest object, a job. What
   * takes longer ends with `ERR_SCRIPT_EXECUTION_TIMEOUT`. Jobs, and calls of guest functions in microtasks, count
   * together until the event loop goes on, so a chain of promises without end is stopped as well. A call begins anew
   * if guest code has neither jobs nor called a function of the host's that could be behind it.
   *
   * Where jobs are stopped, promises that the host holds and that nothing can settle any more reject with that error;
   * guest code does not hear of it. One job that takes the whole time by itself is stopped alone, once in each turn of
   * the event loop; otherwise all jobs that wait are dropped.
   * @example
   * const context = vm.createContext({}, { limits: { timeout: 1000 } });
   * const twice = vm.runInContext('(n) => n * 2', context);
   * twice(21); // 42
   */
  timeout?: number | undefined;
  /**
   * Bytes that the context may hold, the engine's own for it among them (some 400 KB). Who holds more when the garbage
   * is gone ends with `ERR_VM_MEMORY_LIMIT`, and so does each entry until less is held. What the host keeps for a
   * context is not counted.
   * @example
   * const context = vm.createContext({}, { limits: { memory: 64 * 2 ** 20 } });
   */
  memory?: number | undefined;
  /**
   * Calls within calls. Default, and at most: 10,800.
   * @example
   * const context = vm.createContext({}, { limits: { stackDepth: 100 } });
   */
  stackDepth?: number | undefined;
  /**
   * Instructions that each entry may take: a budget that the engine counts, so the same code takes the same number of them on
   * every machine, however busy it is. What takes more ends with `ERR_VM_INSTRUCTION_LIMIT`. Entries and jobs are as for
   * `timeout`. An instruction is one of the engine's bytecode, a step of a loop within a built-in, a step of a
   * regular expression, 16 characters or elements that a built-in goes through at once, or a character of a text that
   * guest code compiles. The numbers may be others in another version of this package.
   * @example
   * const context = vm.createContext({}, { limits: { instructions: 1e6 } });
   * vm.runInContext('let sum = 0; for (let i = 0; i < 1000; i++) sum += i; sum', context); // 499500
   */
  instructions?: number | undefined;
}

/** A group of globals that a context can be given. */
export type GlobalsGroup =
  | 'console'
  | 'timers'
  | 'url'
  | 'encoding'
  | 'abort'
  | 'fetch'
  | 'structuredClone'
  | 'queueMicrotask'
  | 'crypto'
  | 'performance';

export type ConsoleLevel = 'log' | 'info' | 'debug' | 'warn' | 'error';

/**
 * Where a context's `console` prints: a function, or an object with methods such as `log` and `error`, which get
 * the text. A text has no escape codes of the guest's, which are shown as `\\x1B`, and at most a megabyte.
 */
export type ConsoleSink =
  | ((level: ConsoleLevel, text: string, values: GuestValue[]) => void)
  | { [Level in ConsoleLevel]?: (text: string) => unknown };

/** What a function that fetches for a context is given. */
export interface GuestRequest {
  method: string;
  /** By lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | undefined;
  /** Aborted by the guest's own signal, and when the context is disposed of. */
  signal: AbortSignal;
}

/** Fetches for a context. Guest code hears of an error only that there was one. */
export type GuestFetch = (url: string, request: GuestRequest) => Promise<Response>;

export interface CreateContextOptions {
  /**
   * Globals that are made for this context, in groups; `'web'` is all of them but `fetch`. Of `crypto.subtle` there are the
   * digests. They run within the
   * context's limits and lead to nothing of the host's, and the properties of the context object hide them. Timers
   * belong to the context: their ids are numbers, they end with `dispose`, and until then they keep the process alive.
   * Not in `node:vm`. Default: none.
   * @example
   * const context = vm.createContext({}, { globals: ['console', 'timers'], limits: { timeout: 1000 } });
   * vm.runInContext('setTimeout(() => console.log("later"), 10)', context);
   */
  globals?: 'web' | readonly GlobalsGroup[] | undefined;
  /**
   * Gives the context a `console` that prints here. Default: the host's console, where `globals` has `'console'`.
   * @example
   * const lines = [];
   * const context = vm.createContext({}, { console: (level, text) => lines.push(`${level}: ${text}`) });
   * vm.runInContext('console.warn("low")', context);
   * lines; // [ 'warn: low' ]
   */
  console?: ConsoleSink | undefined;
  /**
   * Gives the context `fetch`: a function that does it, or the origins (`'https://example.org'`) that the host's own
   * may ask, redirects included. Bodies are sent and come in one piece, 16 megabytes at most.
   * @example
   * const context = vm.createContext({}, { fetch: ['https://api.example.org'] });
   * typeof vm.runInContext('fetch', context); // 'function'
   */
  fetch?: GuestFetch | readonly string[] | undefined;
  /**
   * Hears of what nobody catches in callbacks of timers, in `queueMicrotask` and in listeners. Default: it is printed
   * as an error of the context's console.
   * @example
   * const context = vm.createContext({}, {
   *   globals: ['timers'],
   *   onUncaughtError: (error) => console.error(vm.reasonOf(error) ?? error),
   * });
   */
  onUncaughtError?: ((error: unknown) => void) | undefined;
  /**
   * Default: `'VM Context i'`, counted from 1.
   * @example
   * const context = vm.createContext({}, { name: 'tenant 1' });
   */
  name?: string | undefined;
  /**
   * The scheme, host and port of a URL, for tools that show it. Default: `''`.
   * @example
   * const context = vm.createContext({}, { origin: 'https://example.org' });
   */
  origin?: string | undefined;
  /**
   * Whether guest code may compile code from strings, and WebAssembly.
   * @example
   * const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
   * vm.runInContext('try { eval("1") } catch ({ name }) { name }', context); // 'EvalError'
   */
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
   * @example
   * const context = vm.createContext({ log: [] }, { microtaskMode: 'afterEvaluate' });
   * vm.runInContext('Promise.resolve(42).then((n) => log.push(n))', context);
   * context.log; // [ 42 ]
   */
  microtaskMode?: 'afterEvaluate' | undefined;
  /**
   * The default for code that has no callback of its own; node:vm asks it more rarely.
   * @example
   * const context = vm.createContext({}, {
   *   importModuleDynamically: (specifier) => vm.wrapHostModule({ specifier }, { context }),
   * });
   * (await vm.runInContext('import("x")', context)).specifier; // 'x'
   */
  importModuleDynamically?: ImportOption<Context>;
  /**
   * Not in `node:vm`. Default: none.
   * @example
   * const context = vm.createContext({}, { limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
   */
  limits?: ContextLimits | undefined;
  /**
   * Called when a job of the context was stopped by a limit, which no caller hears of otherwise, or a promise at its
   * `deadline` or by its `signal`: in a microtask of its own, never within guest code. What it throws is an uncaught
   * exception. Not in `node:vm`.
   * @example
   * const context = vm.createContext({}, {
   *   limits: { timeout: 1000 },
   *   onLimit: (error) => console.error('stopped:', vm.reasonOf(error)),
   * });
   */
  onLimit?: ((error: Error) => void) | undefined;
  /**
   * Gives the object a `[Symbol.dispose]()` that does what `dispose` does. Not in `node:vm`.
   * @example
   * const context = vm.createContext({}, { disposable: true });
   * typeof context[Symbol.dispose]; // 'function'
   */
  disposable?: boolean | undefined;
  /**
   * The engine has no WebAssembly. `'host'` gives the context that of the host: V8 compiles and runs the
   * modules, so no `timeout` stops a loop within one, and their memory counts for the host. Not for code
   * that nobody trusts. Not in `node:vm`. Default: `'none'`.
   * @example
   * const context = vm.createContext({}, { webAssembly: 'host' });
   * vm.runInContext('typeof WebAssembly', context); // 'object'
   */
  webAssembly?: 'none' | 'host' | undefined;
}

export type MeasureMemoryMode = 'summary' | 'detailed';

export interface MeasureMemoryOptions {
  /**
   * `'detailed'` adds `current` and `other` to the result. Default: `'summary'`.
   * @example
   * const { other } = await vm.measureMemory({ mode: 'detailed' });
   */
  mode?: MeasureMemoryMode | undefined;
  /**
   * Accepted for compatibility; has no effect. Default: `'default'`.
   * @example
   * await vm.measureMemory({ execution: 'eager' });
   */
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

/**
 * Source that is parsed once, is bound to no context, and can run in any, any number of times.
 * @example
 * const script = new vm.Script('count += 1', { filename: 'count.js' });
 * const context = vm.createContext({ count: 1 });
 * script.runInContext(context);
 * script.runInContext(context); // 3
 */
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
   * @example
   * new vm.Script('6 * n').runInContext(vm.createContext({ n: 7 }), { timeout: 1000 }); // 42
   */
  runInContext<R = GuestValue>(contextifiedObject: Context, options?: RunningScriptOptions): R;

  /**
   * Contextifies the object, unless it is a context already, and runs in it.
   * @example
   * new vm.Script('6 * n').runInNewContext({ n: 7 }); // 42
   */
  runInNewContext<R = GuestValue>(
    contextObject?: Context | Choice,
    options?: RunningScriptInNewContextOptions,
  ): R;

  /**
   * Runs in the context whose globals are the host's own. It sees no local variables.
   * @example
   * globalThis.answer = 42;
   * new vm.Script('answer').runInThisContext(); // 42
   */
  runInThisContext<R = GuestValue>(options?: RunningScriptOptions): R;

  /**
   * A certificate for this code, to be given back as `cachedData`.
   * @example
   * const cachedData = new vm.Script('1 + 1').createCachedData();
   * new vm.Script('1 + 1', { cachedData }).cachedDataRejected; // false
   */
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

/**
 * As for the run of a script. What `timeout` and `breakOnSigint` stop is the evaluation up to its first `await`; the
 * others hold until it has come to its end.
 */
export type ModuleEvaluateOptions = Pick<
  RunningScriptOptions,
  'timeout' | 'instructions' | 'breakOnSigint' | 'deadline' | 'signal'
>;

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
   * @example
   * const context = vm.createContext();
   * const other = new vm.SourceTextModule('export const n = 42', { context });
   * const main = new vm.SourceTextModule('import { n } from "other"; export default n', { context });
   * await main.link((specifier) => other);
   * main.status; // 'linked'
   */
  link(linker: ModuleLinker): Promise<void>;
  /**
   * Runs the module after those that it imports, each once.
   * @returns rejects with what the module throws, each time; `ERR_VM_MODULE_STATUS`,
   * `ERR_SCRIPT_EXECUTION_TIMEOUT`, `ERR_SCRIPT_EXECUTION_INTERRUPTED`
   * @example
   * const module = new vm.SourceTextModule('export default await 42', { context: vm.createContext() });
   * await module.link(() => {});
   * await module.evaluate({ timeout: 1000 });
   * module.namespace.default; // 42
   */
  evaluate(options?: ModuleEvaluateOptions): Promise<void>;
}

export interface ModuleOptions extends Pick<BaseOptions, 'lineOffset' | 'columnOffset'> {
  /**
   * An absolute URL. Default: `'vm:module(i)'`, counted in each context.
   * @example
   * new vm.Module('', { url: 'app:///main.js' }).url; // 'app:///main.js'
   */
  url?: string | undefined;
  /**
   * Default: the context of `runInThisContext`.
   * @example
   * const context = vm.createContext();
   * new vm.Module('', { context }).context === context; // true
   */
  context?: Context | undefined;
  /**
   * Puts properties on the `import.meta` of the module, when it is asked for.
   * @example
   * const module = new vm.Module('import.meta.n', {
   *   initializeImportMeta: (meta) => {
   *     meta.n = 42;
   *   },
   * });
   * await module.link(() => {});
   * module.instantiate();
   * (await module.evaluate()).result; // 42
   */
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
   * @example
   * const module = new vm.Module('6 * 7');
   * await module.link(() => {});
   * module.linkingStatus; // 'linked'
   */
  link(linker: (specifier: string, referencingModule: LegacyModule) => unknown): Promise<void>;
  /**
   * Connects imports with exports.
   * @throws {SyntaxError} for a name that is not exported; `ERR_VM_MODULE_NOT_LINKED`
   * @example
   * const module = new vm.Module('6 * 7');
   * await module.link(() => {});
   * module.instantiate();
   * module.status; // 'instantiated'
   */
  instantiate(): void;
  /**
   * @returns the value of the last expression statement that ran at the top level of the module, and
   * undefined when it was evaluated before; rejects as `Module.evaluate`
   * @example
   * const module = new vm.Module('6 * 7');
   * await module.link(() => {});
   * module.instantiate();
   * (await module.evaluate()).result; // 42
   */
  evaluate(options?: ModuleEvaluateOptions): Promise<{ result: GuestValue } | undefined>;
}

/**
 * Stands for all modules in `instanceof`, and makes the modules of Node 10.
 * @example
 * new vm.SourceTextModule('') instanceof vm.Module; // true
 */
export const Module: {
  readonly prototype: Module;
  /** @throws {SyntaxError} */
  new (code: string, options?: ModuleOptions): LegacyModule;
  /** As `@types/node` has it, for what is typed with that. It throws. */
  new (): Module;
};

export interface SourceTextModuleOptions
  extends Pick<ScriptOptions, 'cachedData' | 'lineOffset' | 'columnOffset'> {
  /**
   * For stack traces. Default: `'vm:module(i)'`, counted in each context.
   * @example
   * new vm.SourceTextModule('', { identifier: 'main.mjs' }).identifier; // 'main.mjs'
   */
  identifier?: string | undefined;
  /**
   * Default: the context of `runInThisContext`.
   * @example
   * const context = vm.createContext();
   * new vm.SourceTextModule('', { context }).context === context; // true
   */
  context?: Context | undefined;
  /**
   * Puts properties on the `import.meta` of the module, when it is asked for.
   * @example
   * const module = new vm.SourceTextModule('export default import.meta.url', {
   *   initializeImportMeta: (meta) => {
   *     meta.url = 'app:///main.mjs';
   *   },
   * });
   * await module.link(() => {});
   * await module.evaluate();
   * module.namespace.default; // 'app:///main.mjs'
   */
  initializeImportMeta?: ((meta: GuestValue, module: SourceTextModule) => void) | undefined;
  /**
   * What `import()` in the text gives. Default: that of the context.
   * @example
   * const context = vm.createContext();
   * const module = new vm.SourceTextModule('export const { specifier } = await import("x")', {
   *   context,
   *   importModuleDynamically: (specifier) => vm.wrapHostModule({ specifier }, { context }),
   * });
   * await module.link(() => {});
   * await module.evaluate();
   * module.namespace.specifier; // 'x'
   */
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
   * @example
   * const context = vm.createContext();
   * const other = new vm.SourceTextModule('export const n = 42', { context });
   * const main = new vm.SourceTextModule('import { n } from "other"; export default n', { context });
   * main.moduleRequests.map(({ specifier }) => specifier); // [ 'other' ]
   * main.linkRequests([other]);
   * main.instantiate();
   */
  linkRequests(modules: readonly Module[]): void;
  /**
   * Links a graph whose modules all have been given theirs. As in Node 24.
   * @throws {SyntaxError} for a name that is not exported; `ERR_VM_MODULE_LINK_FAILURE`,
   * `ERR_VM_MODULE_STATUS`
   * @example
   * const module = new vm.SourceTextModule('export default 42', { context: vm.createContext() });
   * module.linkRequests([]);
   * module.instantiate();
   * await module.evaluate();
   */
  instantiate(): void;
  /**
   * Whether the text awaits at its top level. As in Node 24.
   * @example
   * new vm.SourceTextModule('await 1').hasTopLevelAwait(); // true
   */
  hasTopLevelAwait(): boolean;
  /**
   * Whether it, or a module that it imports, does. As in Node 24.
   * @example
   * const module = new vm.SourceTextModule('await 1');
   * await module.link(() => {});
   * module.hasAsyncGraph(); // true
   */
  hasAsyncGraph(): boolean;
  /**
   * A certificate for this text, to be given back as `cachedData`.
   * @throws `ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA` once it is evaluated
   * @example
   * const cachedData = new vm.SourceTextModule('export default 1').createCachedData();
   * const module = new vm.SourceTextModule('export default 1', { cachedData });
   */
  createCachedData(): ReturnType<typeof Buffer.alloc>;
}

/**
 * Makes modules of source text.
 * @example
 * const context = vm.createContext({ rate: 1.25 });
 * const module = new vm.SourceTextModule('export const gross = (net) => net * rate', { context });
 * await module.link(() => {});
 * await module.evaluate();
 * module.namespace.gross(8); // 10
 */
export const SourceTextModule: {
  readonly prototype: SourceTextModule;
  /** @throws {SyntaxError}; `ERR_VM_MODULE_CACHED_DATA_REJECTED` */
  new (code: string, options?: SourceTextModuleOptions): SourceTextModule;
};

export interface SyntheticModuleOptions {
  /**
   * For stack traces. Default: `'vm:module(i)'`, counted in each context.
   * @example
   * new vm.SyntheticModule([], () => {}, { identifier: 'settings' }).identifier; // 'settings'
   */
  identifier?: string | undefined;
  /**
   * Default: the context of `runInThisContext`.
   * @example
   * const context = vm.createContext();
   * new vm.SyntheticModule([], () => {}, { context }).context === context; // true
   */
  context?: Context | undefined;
}

/** A module whose exports the host sets. */
export interface SyntheticModule extends Module {
  /**
   * Sets an export, for all who import it. The module must be linked: `ERR_VM_MODULE_STATUS`.
   * @throws {ReferenceError} for a name that is none of its exports
   * @example
   * const module = new vm.SyntheticModule(['now'], function () {
   *   this.setExport('now', () => 42);
   * });
   * await module.link(() => {});
   * await module.evaluate();
   * module.namespace.now(); // 42
   */
  setExport(name: string, value: GuestValue): void;
}

/**
 * Makes modules whose exports the host sets.
 * @example
 * const context = vm.createContext();
 * const settings = new vm.SyntheticModule(
 *   ['color'],
 *   function () {
 *     this.setExport('color', 'blue');
 *   },
 *   { context },
 * );
 * const main = new vm.SourceTextModule('export { color } from "settings"', { context });
 * await main.link(() => settings);
 * await main.evaluate();
 * main.namespace.color; // 'blue'
 */
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
 * @example
 * const context = vm.createContext();
 * const main = new vm.SourceTextModule('export { basename } from "node:path"', { context });
 * await main.link(() => vm.wrapHostModule(require('node:path'), { context }));
 * await main.evaluate();
 * main.namespace.basename('/a/b'); // 'b'
 */
export function wrapHostModule(
  namespaceOrExports: GuestValue,
  options?: SyntheticModuleOptions,
): SyntheticModule;

export interface LoaderOptions {
  /**
   * The folder whose files may be loaded; no file outside of it is there, whatever leads to it.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins' });
   * loader.require('./settings.json').color; // 'blue'
   */
  root: string;
  /**
   * Modules of Node that may be had, as they are: what they can do, guest code can do. Default: `[]`.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins', builtin: ['path'] });
   * loader.require('path').basename('/a/b'); // 'b'
   */
  builtin?: readonly string[] | undefined;
  /**
   * Packages in node_modules that may be had, with what they depend on: all, or those named. Default: `false`.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins', external: ['ms'] });
   * typeof loader.require; // 'function'
   */
  external?: boolean | readonly string[] | undefined;
  /**
   * What stands in the place of modules, by their specifiers.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins', mock: { mailer: () => 'sent' } });
   * loader.require('mailer')(); // 'sent'
   */
  mock?: Record<string, GuestValue> | undefined;
  /**
   * Asked first: a path from the root on, or undefined to go on as Node does.
   * @param parent the `app:///` URL of the file that asks
   * @example
   * const loader = vm.createLoader(vm.createContext(), {
   *   root: 'plugins',
   *   resolve: (specifier) => (specifier === 'settings' ? './settings.json' : undefined),
   * });
   * loader.require('settings').color; // 'blue'
   */
  resolve?: ((specifier: string, parent: string) => string | undefined) | undefined;
  /**
   * Makes JavaScript of a file's text, for TypeScript say. Not asked about JSON.
   * @example
   * const loader = vm.createLoader(vm.createContext(), {
   *   root: 'plugins',
   *   transform: (source) => source.replaceAll('hello', 'good morning'),
   * });
   * (await loader.import('./hello.mjs')).default('Ada'); // 'good morning Ada'
   */
  transform?:
    | ((
        source: string,
        file: { url: string; filename: string; format: 'module' | 'commonjs' },
      ) => string)
    | undefined;
  /**
   * Conditions for the `exports` of packages, beside `import` or `require`. Default: `['node']`.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins', conditions: ['browser'] });
   * typeof loader.require; // 'function'
   */
  conditions?: readonly string[] | undefined;
  /**
   * Milliseconds for the evaluation of each graph of ES modules. The limits of the context hold in any case.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins', timeout: 1000 });
   * (await loader.import('./hello.mjs')).default('Ada'); // 'hello Ada'
   */
  timeout?: number | undefined;
  /**
   * The folder below which node_modules may be. Default: `root`.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins', packageRoot: '.', external: true });
   * typeof loader.require; // 'function'
   */
  packageRoot?: string | undefined;
}

/** Loads modules in a context. A module runs once, whoever asks for it. */
export interface Loader {
  /**
   * @param specifier `./main.mjs` from the root on, or the name of a package
   * @returns the namespace; rejects with a `LoadError` for what is not there (`ERR_MODULE_NOT_FOUND`) or not to be had
   *   (`ERR_VM_MODULE_NOT_ALLOWED`), and with what the module throws
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins' });
   * const { default: plugin } = await loader.import('./hello.mjs');
   * plugin('Ada'); // 'hello Ada'
   */
  import(specifier: string): Promise<GuestValue>;
  /**
   * Runs a text as an ES module of a file, which need not be there; gives its namespace.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins' });
   * const { length } = await loader.evaluate('export const length = "hello".length', 'cell.mjs');
   * length; // 5
   */
  evaluate(text: string, file: string): Promise<GuestValue>;
  /**
   * By the rules of CommonJS. `ERR_REQUIRE_ESM` for an ES module.
   * @example
   * const loader = vm.createLoader(vm.createContext(), { root: 'plugins' });
   * loader.require('./settings.json').color; // 'blue'
   */
  require(specifier: string): GuestValue;
}

/**
 * Makes a loader for ES modules, CommonJS and JSON in a folder, with Node's resolution: `exports`, `imports` and
 * conditions of packages among it. CommonJS that an ES module imports has run before it. Not in `node:vm`.
 * @example
 * const context = vm.createContext({}, { limits: { timeout: 1000 } });
 * const loader = vm.createLoader(context, { root: 'plugins', builtin: ['path'], external: ['ms'] });
 * const { default: plugin } = await loader.import('./hello.mjs');
 * plugin('Ada'); // 'hello Ada'
 */
export function createLoader(contextifiedObject: Context, options: LoaderOptions): Loader;

/** Options of `createPool`: those of `createContext`, which hold for each context of the pool, and two more. */
export interface ContextPoolOptions extends CreateContextOptions {
  /**
   * How many contexts to keep in store, from 1 to 10,000. Default: 4.
   * @example
   * const pool = vm.createPool({ size: 16 });
   */
  size?: number | undefined;
  /**
   * What each context goes through before it is in store: code to run in it, or a function that gets it.
   * @example
   * const pool = vm.createPool({ setup: 'const tax = (price) => price * 1.25;' });
   * pool.use((context) => vm.runInContext('tax(40)', context)); // 50
   */
  setup?: string | ((context: Context) => void) | undefined;
}

/** Contexts that were made in idle time. Not in `node:vm`. */
export interface ContextPool extends Disposable {
  /**
   * How many contexts are in store.
   * @example
   * const pool = vm.createPool({ size: 1 });
   * pool.ready; // 1
   */
  readonly ready: number;
  /**
   * Gives a context that nobody has had before: one from the store, or a new one. It never comes back: dispose of it.
   * @param properties what the context object gets
   * @throws `ERR_VM_POOL_CLOSED` after `close`, and what `setup` throws
   * @example
   * const pool = vm.createPool();
   * const context = pool.take({ n: 6 });
   * vm.runInContext('n * 7', context); // 42
   * vm.dispose(context);
   */
  take<T extends object = object>(properties?: T): T & Context;
  /**
   * Calls a function with such a context, and disposes of it when the function returns or, where it gives a promise, when that
   * settles. Objects of the context end with it: `vm.copyOut` gives a copy that stays.
   * @example
   * const pool = vm.createPool();
   * pool.use((context) => vm.copyOut(vm.runInContext('({ sum: a + b })', context)), { a: 1, b: 2 }); // { sum: 3 }
   */
  use<R, T extends object = object>(callback: (context: T & Context) => R, properties?: T): R;
  /**
   * Disposes of what is in store; contexts that were taken stay as they are.
   * @example
   * const pool = vm.createPool();
   * pool.close();
   */
  close(): void;
}

/**
 * Makes a pool of contexts: they are made and set up while the event loop has nothing to do, one in each of its turns, and
 * nobody gets one that was used before. Not in `node:vm`; `boa-vm/pool` has threads.
 * @throws what `createContext` and `setup` throw, for the first context
 * @example
 * const pool = vm.createPool({ size: 8, limits: { timeout: 100 }, globals: ['url'] });
 * pool.use((context) => vm.runInContext('new URL(link).host', context), { link: 'https://example.org/x' }); // 'example.org'
 */
export function createPool(options?: ContextPoolOptions): ContextPool;

/**
 * Makes a `require` for a context, with allow-lists and mocks. Not in `node:vm`.
 * @example
 * const context = vm.createContext();
 * context.require = vm.createRequire(context, { root: 'plugins', mock: { fs: {} } });
 * vm.runInContext('require("./settings.json").color', context); // 'blue'
 */
export function createRequire(
  contextifiedObject: Context,
  options: LoaderOptions,
): (specifier: string) => GuestValue;

/**
 * Gives an object a context, in which the object's properties are the global names. An object that
 * has one already comes back as it is.
 * @param contextObject `constants.DONT_CONTEXTIFY` for a context with an ordinary global object
 * @returns the same object, or the global object of the context
 * @example
 * const context = vm.createContext({ price: 40 }, { limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
 * vm.runInContext('price * 1.25', context); // 50
 */
export function createContext<T extends object>(
  contextObject: T,
  options: CreateContextOptions & { disposable: true },
): T & Context & Disposable;
/**
 * Gives an object a context, in which the object's properties are the global names. An object that
 * has one already comes back as it is.
 * @param contextObject `constants.DONT_CONTEXTIFY` for a context with an ordinary global object
 * @returns the same object, or the global object of the context
 * @example
 * const context = vm.createContext({ price: 40 }, { limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
 * vm.runInContext('price * 1.25', context); // 50
 */
export function createContext(
  contextObject: Context | Choice | undefined,
  options: CreateContextOptions & { disposable: true },
): Context & Disposable;
/**
 * Gives an object a context, in which the object's properties are the global names. An object that
 * has one already comes back as it is.
 * @param contextObject `constants.DONT_CONTEXTIFY` for a context with an ordinary global object
 * @returns the same object, or the global object of the context
 * @example
 * const context = vm.createContext({ price: 40 }, { limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
 * vm.runInContext('price * 1.25', context); // 50
 */
export function createContext<T extends object>(
  contextObject: T,
  options?: CreateContextOptions,
): T & Context;
/**
 * Gives an object a context, in which the object's properties are the global names. An object that
 * has one already comes back as it is.
 * @param contextObject `constants.DONT_CONTEXTIFY` for a context with an ordinary global object
 * @returns the same object, or the global object of the context
 * @example
 * const context = vm.createContext({ price: 40 }, { limits: { timeout: 1000, memory: 64 * 2 ** 20 } });
 * vm.runInContext('price * 1.25', context); // 50
 */
export function createContext(
  contextObject?: Context | Choice,
  options?: CreateContextOptions,
): Context;

/**
 * `new Script(code, options)`.
 * @example
 * vm.createScript('6 * n').runInNewContext({ n: 7 }); // 42
 */
export function createScript(code: string, options?: ScriptOptions | string): Script;

/**
 * Compiles code and runs it in a context.
 * @param options a string is the `filename`
 * @returns the value of the last statement
 * @throws as `new Script` and its `runInContext`
 * @example
 * const context = vm.createContext({ n: 7 });
 * vm.runInContext('var answer = 6 * n; answer', context, { filename: 'cell.js', timeout: 1000 }); // 42
 * context.answer; // 42
 */
export function runInContext<R = GuestValue>(
  code: string,
  contextifiedObject: Context,
  options?: RunningCodeOptions | string,
): R;

/**
 * Runs code in a context as a REPL or a notebook does: it may `await` at its top level, and what it declares stays for
 * the code after it; with `await`, `const` becomes `let`. Not in `node:vm`.
 * @param options a string is the `filename`. `timeout` is that of the code up to its first `await`; from there on the
 *   `limits` of the context hold
 * @returns the value of the last expression; rejects with what the code throws, a SyntaxError among it
 * @throws {TypeError} ERR_INVALID_ARG_TYPE
 * @example
 * const context = vm.createContext({ load: async () => 'a page' });
 * await vm.runCell('const page = await load("/")', context);
 * await vm.runCell('page.length', context); // 6
 */
export function runCell<R = GuestValue>(
  code: string,
  contextifiedObject: Context,
  options?: RunningCodeOptions | string,
): Promise<R>;

/**
 * The same function as `runInContext`.
 * @example
 * vm.runInContextSync('6 * 7', vm.createContext()); // 42
 */
export const runInContextSync: typeof runInContext;

/**
 * Contextifies the object, unless it is a context already, and runs code in it.
 * @param options a string is the `filename`
 * @example
 * vm.runInNewContext('6 * n', { n: 7 }, { timeout: 1000, limits: { memory: 64 * 2 ** 20 } }); // 42
 */
export function runInNewContext<R = GuestValue>(
  code: string,
  contextObject?: Context | Choice,
  options?: RunningCodeInNewContextOptions | string,
): R;

/**
 * Runs code in the context whose globals are the host's own. It sees no local variables.
 * @param options a string is the `filename`
 * @example
 * globalThis.answer = 42;
 * vm.runInThisContext('answer'); // 42
 */
export function runInThisContext<R = GuestValue>(
  code: string,
  options?: RunningCodeOptions | string,
): R;

/**
 * Whether the object has a context.
 * @example
 * const object = {};
 * vm.createContext(object);
 * vm.isContext(object); // true
 */
export function isContext(object: Context): boolean;

/**
 * Makes a function from the source of its body.
 * @param params the names of its parameters
 * @throws {SyntaxError}
 * @example
 * const parsingContext = vm.createContext({ rate: 1.25 });
 * const gross = vm.compileFunction('return net * rate', ['net'], { parsingContext });
 * gross(8); // 10
 */
export function compileFunction(
  code: string,
  params?: readonly string[],
  options?: CompileFunctionOptions,
): CompiledFunction;

/**
 * Measures the engine's heap in this thread.
 * @example
 * const { total } = await vm.measureMemory();
 * total.jsMemoryEstimate > 0; // true
 */
export function measureMemory(options?: MeasureMemoryOptions): Promise<MemoryMeasurement>;

/**
 * Node 8's: runs code in a context of its own, whose global `Debug` tells about the engine.
 * @example
 * typeof vm.runInDebugContext('Debug'); // 'object'
 */
export function runInDebugContext(code: string): GuestValue;

/**
 * Copies plain data out of its context, in a crossing or two however large it is: what structured clone takes,
 * collections, dates, buffers and cycles among it. The result is the host's own. (`structuredClone` itself refuses
 * guest objects.) Getters run, within the limits of the context. Not in `node:vm`.
 * @throws a DataCloneError for functions, symbols and whatever else has no copy
 * @example
 * const context = vm.createContext({ table: [{ ok: true }, { ok: false }] });
 * structuredClone(vm.copyOut(vm.runInContext('table.filter((row) => row.ok)', context))); // [ { ok: true } ]
 */
export function copyOut<T>(value: T): T;

/**
 * Copies plain data into a context, as {@link copyOut} does out of it: guest code reads the copy without asking the
 * host, which is many times faster than a live object. Not in `node:vm`.
 * @returns the copy, a guest object
 * @throws a DataCloneError for functions, symbols and whatever else has no copy
 * @example
 * const context = vm.createContext();
 * context.records = vm.copyIn([{ id: 1 }, { id: 2 }], context);
 * vm.runInContext('records.length', context); // 2
 */
export function copyIn<T>(value: T, contextifiedObject: Context): T;

/**
 * Makes a read-only view of an object, deep, alive and without a copy: whoever has the view sees every change that
 * the host makes, and can make none. Methods are called with the view for `this`, so those of classes with private
 * fields fail; methods of built-ins work, unless they change what they are called on. Not in `node:vm`.
 * @returns the same view each time
 * @example
 * const settings = { color: 'blue' };
 * const context = vm.createContext({ settings: vm.readonly(settings) });
 * settings.color = 'green';
 * vm.runInContext('settings.color', context); // 'green'
 * vm.runInContext('try { settings.color = "red" } catch ({ name }) { name }', context); // 'TypeError'
 */
export function readonly<T extends object>(object: T): Readonly<T>;

/**
 * Frees a context now. From here on, every entry into it throws `ERR_VM_CONTEXT_DISPOSED`. Not needed:
 * a context that nobody refers to is freed by itself. Not in `node:vm`.
 * @example
 * const context = vm.createContext();
 * vm.dispose(context);
 */
export function dispose(contextifiedObject: Context): void;

/** What a context holds and has done. */
export interface ContextStats {
  /** Bytes that the engine holds for it, as `measureMemory` counts them. */
  heapBytes: number;
  /** The most that it has held at a time. */
  peakHeapBytes: number;
  /** How often its heap was collected. */
  collections: number;
  /**
   * Processor time that it has taken, in nanoseconds: in entries, without what functions of the host's took that guest
   * code called. What is shorter than a fifth of a millisecond is measured by the clock, and so is everything on Windows.
   */
  cpuNanoseconds: number;
  /** How often the host has entered it: runs, calls, reads of guest objects, batches of jobs. */
  entries: number;
  /** How often guest code has called the host. Reads of plain properties are none. */
  callouts: number;
  /** Promise jobs that it has run. */
  jobs: number;
  /** Guest objects that the host has, as far as V8 has collected the others. */
  exports: number;
  /** Host objects that the guest has, likewise. */
  imports: number;
  /** Instructions that guest code has taken while a limit was there to count them for (`limits.instructions`). */
  instructions: number;
}

/**
 * Tells what a context holds and has done, without entering it. Not in `node:vm`.
 * @example
 * const context = vm.createContext();
 * vm.runInContext('1', context);
 * vm.stats(context).entries > 0; // true
 */
export function stats(contextifiedObject: Context): ContextStats;

/** What can interrupt a context. It is data and can be posted to a worker. */
export interface InterruptHandle {
  readonly interruptKey: string;
}

/**
 * Makes a context one that `interrupt` can stop. Not in `node:vm`.
 * @returns always the same for a context
 * @example
 * const context = vm.createContext();
 * const handle = vm.interruptHandle(context);
 * // In another thread: vm.interrupt(handle)
 */
export function interruptHandle(contextifiedObject: Context): InterruptHandle;

/**
 * Stops what runs in a context at this moment, with what that has called; it ends with
 * `ERR_SCRIPT_EXECUTION_INTERRUPTED`, and the context can be used again. Any thread may do it, and has to where the
 * context's own thread is busy. Not in `node:vm`.
 * @param handle what `interruptHandle` has given
 * @returns whether anything was running
 * @example
 * const context = vm.createContext();
 * const handle = vm.interruptHandle(context);
 * vm.interrupt(handle); // false
 */
export function interrupt(handle: InterruptHandle): boolean;

/**
 * Why a run ended: it timed out, it was interrupted, it wanted more memory, instructions or stack than it may have, its
 * context was disposed of, or its engine failed.
 */
export type Reason =
  | 'timeout'
  | 'interrupted'
  | 'memory'
  | 'instructions'
  | 'stack'
  | 'disposed'
  | 'poisoned';

/** The codes of errors that are this package's own, beside those of Node. */
export type ErrorCode =
  | 'ERR_VM_CONTEXT_DISPOSED'
  | 'ERR_VM_CONTEXT_POISONED'
  | 'ERR_VM_MEMORY_LIMIT'
  | 'ERR_VM_INSTRUCTION_LIMIT'
  | 'ERR_VM_POOL_CLOSED'
  | 'ERR_VM_HOST_OBJECT_READ_ONLY'
  | 'ERR_VM_HOST_CALL_REFUSED'
  | 'ERR_VM_MODULE_NOT_ALLOWED'
  | 'ERR_BOA_VM_NO_BINARY'
  | 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  | 'ERR_SCRIPT_EXECUTION_INTERRUPTED';

/**
 * Tells why a run ended, by the error that it threw. Guest code can give an error of its own any `code`; this
 * it can't forge. Not in `node:vm`.
 * @param error what was thrown
 * @returns `undefined` for everything that this package did not throw itself: what guest code throws, a stack
 *   overflow that it has caught and thrown again among it. An error of ours that guest code has caught keeps its
 *   reason
 * @example
 * try {
 *   vm.runInNewContext('for (;;);', {}, { timeout: 50 });
 * } catch (error) {
 *   console.log(vm.reasonOf(error) === 'timeout' ? 'too slow' : 'failed');
 * }
 */
export function reasonOf(error: unknown): Reason | undefined;

/**
 * Sets the limits of all contexts that are made from now on, where their own `limits` do not name one.
 * Those that are left out are none. Not in `node:vm`.
 * @param limits of each context
 * @throws {TypeError} ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE for a limit that there is not
 * @throws {RangeError} ERR_OUT_OF_RANGE
 * @example
 * vm.setDefaultLimits({ timeout: 1000, memory: 256 * 2 ** 20 });
 */
export function setDefaultLimits(limits: ContextLimits): void;

/**
 * Symbols that stand for a choice.
 * @example
 * vm.createContext(vm.constants.DONT_CONTEXTIFY);
 */
export const constants: {
  /**
   * For `importModuleDynamically`: load as the program itself does.
   * @example
   * const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
   * const { sep } = await vm.runInThisContext('import("node:path")', { importModuleDynamically });
   */
  readonly USE_MAIN_CONTEXT_DEFAULT_LOADER: Choice;
  /**
   * For `createContext` in place of an object: a context with an ordinary global object.
   * @example
   * const global = vm.createContext(vm.constants.DONT_CONTEXTIFY);
   * global === vm.runInContext('globalThis', global); // true
   */
  readonly DONT_CONTEXTIFY: Choice;
};
