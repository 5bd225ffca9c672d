'use strict';

/** Mistakes in arguments and options, limits above all. */

const CODE = '"ran without limit"';
const ENDLESS = 'for (;;);';

module.exports = [
  { title: 'code is a number', call: (vm) => vm.runInContext(5, vm.createContext()), gives: 5 },
  { title: 'code is undefined', call: (vm) => typeof new vm.Script(undefined), like: 'node:vm' },
  {
    title: 'code is a Buffer',
    call: (vm) => new vm.Script(Buffer.from('1+1')).runInThisContext(),
    like: 'node:vm',
  },
  {
    title: 'createContext was forgotten',
    call: (vm) => vm.runInContext('1', {}),
    says: /"contextifiedObject" argument must be an vm\.Context.*\nhint: vm\.createContext\(object\) makes/,
  },
  {
    title: 'context and options are swapped',
    call: (vm) => vm.runInContext('1', { timeout: 5 }, vm.createContext()),
    says: /hint: vm\.createContext\(object\) makes a context/,
  },
  {
    title: 'a run with timeOut',
    call: (vm) => vm.runInContext(CODE, vm.createContext(), { timeOut: 5 }),
    says: /'options\.timeOut' is no option: use 'timeout'/,
  },
  {
    title: 'a run with timeoutMs',
    call: (vm) => new vm.Script(CODE).runInContext(vm.createContext(), { timeoutMs: 5 }),
    says: /'options\.timeoutMs' is no option: use 'timeout'/,
  },
  {
    title: 'a script with time_out',
    call: (vm) => new vm.Script(CODE, { time_out: 5 }),
    says: /'options\.time_out' is no option: use 'timeout'/,
  },
  {
    title: 'an abortSignal of a run',
    call: (vm) =>
      vm.runInContext(CODE, vm.createContext(), { abortSignal: AbortSignal.timeout(1) }),
    says: /'options\.abortSignal' is no option: use 'signal'/,
  },
  {
    title: 'breakOnSIGINT',
    call: (vm) => vm.runInThisContext(CODE, { breakOnSIGINT: true }),
    says: /'options\.breakOnSIGINT' is no option: use 'breakOnSigint'/,
  },
  {
    title: 'timeOut beside the right one',
    call: (vm) => vm.runInContext('1', vm.createContext(), { timeOut: 5, timeout: 1000 }),
    like: 'node:vm',
  },
  {
    title: 'options of other names',
    call: (vm) => vm.runInContext('1', vm.createContext(), { comment: 5, time: 1, signalling: 2 }),
    like: 'node:vm',
  },
  {
    title: 'limits.timeOut',
    call: (vm) => vm.createContext({}, { limits: { timeOut: 5 } }),
    says: /'options\.limits\.timeOut' is no limit: use 'timeout'/,
  },
  {
    title: 'limit',
    call: (vm) => vm.createContext({}, { limit: { timeout: 5 } }),
    says: /'options\.limit' is no option: use 'limits'/,
  },
  {
    title: 'a context with a timeout',
    call: (vm) => vm.createContext({}, { timeout: 5 }),
    says: /use \{ limits: \{ timeout \} \} for a context/,
  },
  {
    title: 'a run with limits',
    call: (vm) => vm.runInContext(CODE, vm.createContext(), { limits: { timeout: 5 } }),
    says: /'options\.limits' is an option of a context: give createContext limits/,
  },
  {
    title: 'a cell with limits',
    call: (vm) => vm.runCell(CODE, vm.createContext(), { limits: { timeout: 5 } }),
    says: /'options\.limits' is an option of a context: give createContext limits/,
  },
  {
    title: 'a module that is evaluated with timeOut',
    call: (vm) => new vm.SourceTextModule('').evaluate({ timeOut: 5 }),
    says: /'options\.timeOut' is no option: use 'timeout'/,
  },
  {
    title: 'runInNewContext with limits',
    call: (vm) => vm.runInNewContext(ENDLESS, {}, { limits: { timeout: 5 } }),
    says: /timed out after 5ms/,
  },
  {
    title: 'runInNewContext with contextLimits',
    call: (vm) => vm.runInNewContext(ENDLESS, {}, { contextLimits: { timeout: 5 } }),
    says: /timed out after 5ms/,
  },
  {
    title: 'runInNewContext with codeGeneration',
    call: (vm) => vm.runInNewContext('eval("1")', {}, { codeGeneration: { strings: false } }),
    says: /'options\.codeGeneration' is no option: use 'contextCodeGeneration'/,
  },
  {
    title: 'contextCodeGeneration.string',
    call: (vm) => vm.runInNewContext('eval("1")', {}, { contextCodeGeneration: { string: false } }),
    says: /contextCodeGeneration\.string' is no option: use 'strings'/,
  },
  {
    title: 'timeout is a string',
    call: (vm) => vm.runInContext('1', vm.createContext(), { timeout: '100' }),
    like: 'node:vm',
  },
  ...[0, Number.NaN, Number.POSITIVE_INFINITY, 0.5].map((timeout) => ({
    title: `timeout is ${timeout}`,
    call: (vm) => vm.runInContext('1', vm.createContext(), { timeout }),
    like: 'node:vm',
  })),
  {
    title: 'limits.memory is a string',
    call: (vm) => vm.createContext({}, { limits: { memory: '64mb' } }),
    says: /"options\.limits\.memory" property must be of type number \(of bytes: 64 \* 2 \*\* 20, say\)/,
  },
  {
    title: 'limits.memory is too little',
    call: (vm) =>
      vm.runInContext(
        'const a = []; for (let i = 0; i < 300000; i++) a.push("x".repeat(10) + i); a.length',
        vm.createContext({}, { limits: { memory: 2 ** 20 } }),
      ),
    says: /holds more than its memory limit of 1048576 bytes/,
  },
  {
    title: 'limits.stackDepth is more than there is',
    call: (vm) => typeof vm.createContext({}, { limits: { stackDepth: 1e9 } }),
    gives: 'object',
  },
  {
    title: 'limits are null',
    call: (vm) => vm.createContext({}, { limits: null }),
    says: /"options\.limits" property must be of type object\. Received null/,
  },
  {
    title: 'limits are a number',
    call: (vm) => vm.createContext({}, { limits: 100 }),
    says: /"options\.limits" property must be of type object\. Received type number \(100\)/,
  },
  {
    title: 'microtaskMode',
    call: (vm) => vm.createContext({}, { microtaskMode: 'after' }),
    says: /must be one of: 'afterEvaluate'/,
  },
  {
    title: 'codegeneration',
    call: (vm) => vm.createContext({}, { codegeneration: { strings: false } }),
    says: /'options\.codegeneration' is no option: use 'codeGeneration'/,
  },
  {
    title: 'codeGeneration.string',
    call: (vm) => vm.createContext({}, { codeGeneration: { string: false } }),
    says: /'options\.codeGeneration\.string' is no option: use 'strings'/,
  },
  { title: 'createContext(null)', call: (vm) => vm.createContext(null), like: 'node:vm' },
  {
    title: 'createContext of a function',
    call: (vm) => vm.createContext(() => {}),
    like: 'node:vm',
  },
  {
    title: 'createContext of what is frozen',
    call: (vm) => vm.runInContext('var b = 2; a + b', vm.createContext(Object.freeze({ a: 1 }))),
    like: 'node:vm',
  },
  {
    title: 'parameters are a string',
    call: (vm) => vm.compileFunction('return a', 'a'),
    like: 'node:vm',
  },
  {
    title: 'parsingContext is no context',
    call: (vm) => vm.compileFunction('return 1', [], { parsingContext: {} }),
    says: /"options\.parsingContext" property must be an instance of Context.*\nhint: vm\.createContext/,
  },
  {
    title: 'compileFunction with context',
    call: (vm) =>
      vm.compileFunction('return typeof q', [], { context: vm.createContext({ q: 1 }) }),
    says: /'options\.context' is no option: use 'parsingContext'/,
  },
  {
    title: 'filename is a number',
    call: (vm) => new vm.Script('1', { filename: 5 }),
    like: 'node:vm',
  },
  {
    title: 'importModuleDynamically is no function',
    call: (vm) => new vm.Script('1', { importModuleDynamically: {} }),
    like: 'node:vm',
  },
  {
    title: 'a loader with builtins',
    call: (vm) => vm.createLoader(vm.createContext(), { root: '.', builtins: ['path'] }),
    says: /'options\.builtins' is no option of a loader: there are 'root', 'builtin'/,
  },
  {
    title: 'a pool with a limit',
    call: () => require('../../pool.js').createPool({ limit: { timeout: 5 } }),
    says: /'options\.limit' is no option of a pool: there are .*'limits'/,
  },
  {
    title: 'register with a limit',
    call: () => require('../../lib/register/register.js').register({ limit: { timeout: 5 } }),
    says: /'options\.limit' is no option: options are .*limits/,
  },
  {
    title: 'a group of globals that is a global',
    call: (vm) => vm.createContext({}, { globals: ['setTimeout'] }),
    says: /is no group of globals: use 'timers'/,
  },
];
