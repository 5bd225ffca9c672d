'use strict';

/** Code that asks for what a context has not, or is of another kind. */

const inContext = (code, object) => (vm) => vm.runInContext(code, vm.createContext(object));

/** Names that a context lacks, in code, and what gives them. */
const GLOBALS = {
  'setTimeout(() => {}, 1)': /globals: \['timers'\] \}\) gives a context setTimeout/,
  'require("fs")': /hint: vm\.createRequire\(context, .*\) or vm\.createLoader/,
  'fetch("http://x")': /createContext\(object, \{ fetch: \['https:/,
  'Buffer.from("a")': /createContext\(\{ Buffer \}\) hands it in/,
  'new URL("http://x")': /globals: \['url'\]/,
  'new TextEncoder()': /globals: \['encoding'\]/,
  'structuredClone({})': /globals: \['structuredClone'\]/,
  'queueMicrotask(() => {})': /globals: \['queueMicrotask'\]/,
  'new AbortController()': /globals: \['abort'\]/,
  'crypto.randomUUID()': /globals: \['crypto'\]/,
  'performance.now()': /globals: \['performance'\]/,
  'new ReadableStream()': /createContext\(\{ ReadableStream \}\) hands it in/,
};

const SYNTAX = {
  'import fs from "fs"': /hint: only modules import .*SourceTextModule.*createLoader/,
  'export const a = 1': /hint: only modules import .*SourceTextModule.*createLoader/,
  'import.meta': /hint: only modules import .*SourceTextModule.*createLoader/,
  'await 1': /hint: vm\.runCell\(code, context\) runs code that awaits/,
  'return 5': /hint: vm\.compileFunction\(code\) makes a function/,
  'const a: number = 1': /hint: TypeScript must be compiled first/,
  'let a: number = 1': /hint: TypeScript must be compiled first/,
  'const a = <div/>': /hint: JSX must be compiled first/,
  '@dec class A {}': /hint: Decorators must be compiled first/,
};

/** Code that fails for reasons of its own: nothing is added. */
const OWN_FAULTS = ['missing', 'const a', '({ "a": 1 ', 'a < < b', '"b'];

module.exports = [
  ...Object.entries(GLOBALS).map(([code, says]) => ({ title: code, call: inContext(code), says })),
  ...Object.entries(SYNTAX).map(([code, says]) => ({ title: code, call: inContext(code), says })),
  ...Object.entries(SYNTAX).map(([code, says]) => ({
    title: `new Script: ${code}`,
    call: (vm) => new vm.Script(code),
    says,
  })),
  ...OWN_FAULTS.map((code) => ({ title: code, call: inContext(code), says: /^(?!.*hint:)/s })),
  {
    title: 'a name in a function of another file',
    call: (vm) => {
      const context = vm.createContext();
      vm.runInContext('function later() { setTimeout(() => {}); }', context);
      vm.runInContext('later()', context);
    },
    says: /globals: \['timers'\]/,
  },
  {
    title: 'guest code does not see the hint',
    call: inContext('try { setTimeout() } catch (error) { error.stack.includes("hint") }'),
    gives: false,
  },
  { title: 'console without a sink', call: inContext('console.log("where?")'), gives: undefined },
  {
    title: 'import() without a callback',
    call: inContext('import("fs")'),
    says: /callback was not specified\.\nhint: give the code an importModuleDynamically/,
  },
  {
    title: 'await of an async result was forgotten',
    call: (vm) => `${vm.runInContext('(async () => 5)()', vm.createContext())}1`,
    like: 'node:vm',
  },
  {
    title: 'a regular expression without end',
    call: (vm) =>
      vm.runInContext('/^(a+)+$/.test("a".repeat(28) + "b")', vm.createContext(), { timeout: 50 }),
    says: /timed out after 50ms/,
  },
  { title: 'a string that is too long', call: inContext('"x".repeat(2 ** 29)'), like: 'node:vm' },
  {
    title: 'recursion without end',
    call: inContext('function f() { return f() + 1 } f()'),
    says: /RangeError: Maximum call stack size exceeded/,
  },
  {
    title: 'a timeout does not hold for jobs',
    call: (vm) =>
      vm.runInContext(
        '(async () => { await 0; for (let i = 0; i < 1e6; i++); return "done" })()',
        vm.createContext(),
        { timeout: 50 },
      ),
    like: 'node:vm',
  },
  ...['(async () => { await 0; for (;;); })()', '(async () => { for (;;) await 0; })()'].map(
    (code) => ({
      title: `limits.timeout holds for jobs: ${code}`,
      call: (vm) => vm.runInContext(code, vm.createContext({}, { limits: { timeout: 50 } })),
      says: /timed out after 50ms/,
    }),
  ),
  {
    title: 'limits.timeout holds for a function that the host calls',
    call: (vm) => {
      const context = vm.createContext({}, { limits: { timeout: 500 } });
      return vm.runInContext('(async () => { for (;;); })', context)();
    },
    says: /timed out after 500ms/,
  },
  {
    title: 'Atomics.wait',
    call: (vm) =>
      vm.runInContext(
        'Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 10)',
        vm.createContext(),
        { timeout: 1000 },
      ),
    like: 'node:vm',
  },
];
