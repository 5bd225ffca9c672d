/**
 * Every member of index.d.ts, used as a program would use it. It is compiled and never run; an
 * `@ts-expect-error` line is a test that fails when the mistake below it is accepted.
 */

import vm = require('boa-vm');

declare function is<Type>(value: Type): void;

const context: vm.Context = vm.createContext(
  { x: 1 },
  {
    name: 'name',
    origin: 'https://example.com',
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
    importModuleDynamically: (specifier, referrer, attributes) =>
      `${specifier} ${referrer['x']} ${attributes['type']}`,
    limits: { timeout: 100, memory: 2 ** 24, stackDepth: 500 },
  },
);
context['added'] = () => 1;
vm.createContext({}, { globals: 'web', console, fetch: ['https://example.com'] });
vm.createContext(
  {},
  {
    globals: ['timers', 'structuredClone'],
    console: (level, text, values) =>
      is<[vm.ConsoleLevel, string, unknown[]]>([level, text, values]),
    fetch: async (url, { method, headers, body, signal }) =>
      fetch(url, { method, headers, body: body ?? null, signal }),
    onUncaughtError: (error) => is<unknown>(error),
  },
);
const loader = vm.createLoader(context, {
  root: '.',
  builtin: ['path'],
  external: true,
  mock: { fs: {} },
  transform: (source, { format }) => `${source}${format}`,
});
is<Promise<unknown>>(loader.import('./a.mjs'));
is<unknown>(vm.createRequire(context, { root: '.' })('./a.cjs'));
// @ts-expect-error: a loader has a root.
vm.createLoader(context, {});
const pool = vm.createPool({
  size: 2,
  setup: (each) => is<vm.Context>(each),
  limits: { timeout: 1 },
});
is<vm.Context & { n: number }>(pool.take({ n: 1 }));
is<string>(pool.use((each) => String(each.n), { n: 1 }));
is<Promise<number>>(pool.use(async () => 1));
// @ts-expect-error: a pool has a number of contexts.
vm.createPool({ size: '2' });
is<{ a: number }>(vm.copyOut({ a: 1 }));
is<{ a: number }>(vm.copyIn({ a: 1 }, context));
is<Readonly<{ a: number }>>(vm.readonly({ a: 1 }));
// @ts-expect-error: a primitive needs no view.
vm.readonly(1);
is<Promise<unknown>>(vm.runCell('await 1', context, { filename: 'cell.js', timeout: 5 }));
// @ts-expect-error: there is no such group.
vm.createContext({}, { globals: ['setTimeout'] });
const vanilla: vm.Context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
const empty: vm.Context = vm.createContext();
is<boolean>(vm.isContext(empty));

const disposable: vm.Context & Disposable = vm.createContext({}, { disposable: true });
disposable[Symbol.dispose]();
// @ts-expect-error: without the option there is no such method.
empty[Symbol.dispose]();
vm.dispose(context);

interface Sandbox {
  count: number;
}
const typed: Sandbox = { count: 0 };
is<number>(vm.createContext(typed).count);
is<Sandbox & Disposable>(vm.createContext(typed, { disposable: true }));
const sum: number = vm.runInContext<number>('1 + 1', context);
is<number>(sum);
is<vm.ErrorCode>('ERR_VM_MEMORY_LIMIT');
is<vm.ErrorCode>('ERR_VM_INSTRUCTION_LIMIT');
is<vm.Reason>('instructions');
is<number>(vm.stats(vm.createContext({}, { limits: { instructions: 1e6 } })).instructions);

const script = new vm.Script('x', {
  filename: 'x.js',
  lineOffset: 1,
  columnOffset: -1,
  cachedData: Buffer.alloc(8),
  produceCachedData: true,
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  timeout: 100,
});
const runOptions: vm.RunningScriptOptions = {
  displayErrors: false,
  timeout: 10,
  instructions: 1000,
  breakOnSigint: true,
  filename: 'ignored.js',
};
is<number>(script.runInContext(context, runOptions));
is<string>(script.runInThisContext({ ...runOptions }));
is<{ deep: string }>(
  script.runInNewContext(vm.constants.DONT_CONTEXTIFY, {
    ...runOptions,
    contextName: 'name',
    contextOrigin: 'https://example.com',
    contextCodeGeneration: { strings: true },
    microtaskMode: 'afterEvaluate',
  }),
);
const data: Buffer = script.createCachedData();
is<[boolean, boolean, Buffer]>([
  script.cachedDataProduced ?? false,
  script.cachedDataRejected ?? false,
  script.cachedData ?? data,
]);
is<string | undefined>(script.sourceMapURL);
is<vm.Script>(vm.createScript('x', 'x.js'));
class Subclass extends vm.Script {}
new Subclass('x', { cachedData: new DataView(data.buffer) }).runInThisContext();

vm.runInContext('x', context, 'x.js').anything.goes();
vm.runInContextSync('x', context, { cachedData: data, timeout: 5 });
vm.runInNewContext('x', typed, { filename: 'x.js', microtaskMode: 'afterEvaluate' });
vm.runInNewContext('x', undefined, 'x.js');
vm.runInThisContext('x', { breakOnSigint: false, importModuleDynamically: async () => vanilla });
vm.runInDebugContext('Debug').heapBytes();

const compiled: vm.CompiledFunction = vm.compileFunction('return a', ['a'] as const, {
  parsingContext: context,
  contextExtensions: [{ b: 1 }],
  produceCachedData: true,
  importModuleDynamically: (_specifier, referrer) => referrer(1),
});
is<number>(compiled(1, 'two'));
is<Buffer | undefined>(compiled.cachedData);
is<boolean | undefined>(compiled.cachedDataProduced);
is<boolean | undefined>(compiled.cachedDataRejected);

const mode: vm.MeasureMemoryMode = 'detailed';
const measured: Promise<vm.MemoryMeasurement> = vm.measureMemory({ mode, execution: 'eager' });
measured.then(({ total, current, other }) => {
  const [low, high]: [number, number] = total.jsMemoryRange;
  return low + high + (current?.jsMemoryEstimate ?? 0) + (other ?? []).length;
});

// @ts-expect-error: code is a string.
vm.runInThisContext(1);
// @ts-expect-error: a context object is an object.
vm.createContext('x');
// @ts-expect-error: there is one mode, and undefined.
vm.createContext({}, { microtaskMode: 'never' });
// @ts-expect-error: no such option.
vm.createContext({}, { limit: {} });
// @ts-expect-error: milliseconds are a number.
script.runInContext(context, { timeout: '10' });
// @ts-expect-error: an ArrayBuffer is not a view of one.
new vm.Script('x', { cachedData: new ArrayBuffer(1) });
// @ts-expect-error: the names of the parameters are an array.
vm.compileFunction('x', 'a');
// @ts-expect-error: constants are constant.
vm.constants.DONT_CONTEXTIFY = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;

async function modules(): Promise<void> {
  const module = new vm.SourceTextModule('export default 1', {
    identifier: 'main.js',
    context,
    lineOffset: 1,
    columnOffset: 1,
    cachedData: Buffer.alloc(0),
    initializeImportMeta: (meta, self) => {
      meta.url = self.identifier;
    },
    importModuleDynamically: (specifier, referrer, attributes) =>
      `${specifier} ${referrer.identifier} ${attributes['type']}`,
  });
  await module.link((specifier, referencing, { attributes }) =>
    vm.wrapHostModule(
      { specifier, status: referencing.status, type: attributes['type'] },
      { context },
    ),
  );
  const [request] = module.moduleRequests;
  is<string | undefined>(request?.specifier);
  is<readonly string[]>(module.dependencySpecifiers);
  module.linkRequests([module]);
  module.instantiate();
  is<boolean>(module.hasTopLevelAwait() || module.hasAsyncGraph());
  is<Buffer>(module.createCachedData());
  await module.evaluate({ timeout: 10, breakOnSigint: true });
  is<vm.ModuleStatus>(module.status);
  module.namespace.default;
  throwsAny(module.error);
  // @ts-expect-error: it is read only.
  module.status = 'linked';

  const synthetic: vm.SyntheticModule = new vm.SyntheticModule(
    ['x'],
    function () {
      this.setExport('x', 1);
    },
    { context, identifier: 'x' },
  );
  is<boolean>(synthetic instanceof vm.Module);

  const legacy = new vm.Module('1', { url: 'file:///main.js', context, lineOffset: 1 });
  await legacy.link((specifier, referencing) => `${specifier} ${referencing.url}`);
  legacy.instantiate();
  const outcome = await legacy.evaluate({ timeout: 10 });
  is<number | undefined>(outcome?.result);
  is<'unlinked' | 'linking' | 'linked' | 'errored'>(legacy.linkingStatus);
}
is<vm.Reason | undefined>(vm.reasonOf(undefined));

const stoppable = vm.createContext({}, { onLimit: (error) => is<Error>(error) });
vm.runInContext('1', stoppable, { deadline: 10, signal: new AbortController().signal });
is<vm.InterruptHandle>(vm.interruptHandle(stoppable));
is<boolean>(vm.interrupt(vm.interruptHandle(stoppable)));
is<number>(vm.stats(stoppable).heapBytes);
// @ts-expect-error a signal is an AbortSignal
vm.runInContext('1', stoppable, { signal: {} });
// @ts-expect-error a handle is no number
vm.interrupt(1);
declare function throwsAny(error: unknown): void;
modules();
