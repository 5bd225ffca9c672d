'use strict';

/** The package's own objects handed in: scripts, modules, contexts, functions, the module itself. */

/** Guest code: tries a class or function of ours as a compiler in the main realm. */
const TRY = `function tryAll(o) { report('tried'); climb(o, 4); const text = 'globalThis.pwned = typeof hostMarker; ' + probe; const C = attempt(() => o.constructor); report(C); for (const make of [() => new C(text), () => new C(text, {}), () => Reflect.construct(C, [text]), () => C(text), () => new C(text, { context: undefined })]) { const made = attempt(make); climb(made, 2); if (!made) continue; for (const m of ['runInThisContext', 'runInNewContext', 'runInContext']) { open(attempt(() => made[m]())); open(attempt(() => made[m]({}))); open(attempt(() => o[m].call(made))) } if (attempt(() => typeof made.link) === 'function') attempt(() => made.link(() => {}).then(() => { attempt(() => made.instantiate()); return made.evaluate() }).then(() => open(made.namespace.default), () => {})); open(attempt(() => made())) } }`;

const ours = {
  'a script': ({ vm }) => new vm.Script('1'),
  'a script that was run': ({ vm }) => {
    const script = new vm.Script('typeof x');
    script.runInNewContext({});
    return script;
  },
  'a compiled function': ({ vm }) => vm.compileFunction('return a', ['a']),
  'a compiled function of a context': ({ vm }) =>
    vm.compileFunction('return a', ['a'], { parsingContext: vm.createContext({}) }),
  'a module': ({ vm, context }) =>
    new vm.SourceTextModule('export default 1', context ? { context } : {}),
  'a synthetic module': ({ vm }) => new vm.SyntheticModule(['a'], () => {}),
  'a legacy module': ({ vm }) =>
    vm.Module.prototype?.link && vm.dispose ? new vm.Module('1') : undefined,
  'another context': ({ vm }) => vm.createContext({ a: 1 }),
  'a context without a context object': ({ vm }) =>
    vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {}),
  'a function of another context': ({ vm }) => vm.runInNewContext('() => 1', {}),
};

module.exports = [
  ...Object.entries(ours).map(([name, make]) => ({
    name: `${name} compiles`,
    context: (host) => ({ ours: make(host) }),
    guest: `${TRY} tryAll(ours)`,
    waitMs: 20,
  })),
  {
    name: 'the methods of a script on other receivers',
    context: ({ vm, secrets }) => {
      const hidden = vm.createContext({ word: secrets.word });
      return { script: new vm.Script('typeof word'), hidden: Object.create(hidden) };
    },
    guest: `report('tried'); for (const m of ['runInThisContext', 'runInContext', 'runInNewContext', 'createCachedData']) for (const r of [script, {}, Object.create(script), report, Object.getPrototypeOf(script)]) { say(attempt(() => script[m].call(r))); say(attempt(() => script[m].call(r, hidden))); say(attempt(() => script[m].call(r, globalThis))) } for (const k of Reflect.ownKeys(script)) climb(script[k], 4)`,
  },
  {
    name: 'the classes of the package are changed through an instance',
    context: ({ vm }) => ({
      script: new vm.Script('1'),
      module: new vm.SourceTextModule('1'),
      synthetic: new vm.SyntheticModule([], () => {}),
    }),
    guest: `report('tried'); for (const o of [script, module, synthetic]) for (let p = Object.getPrototypeOf(o); p && p !== Object.prototype; p = Object.getPrototypeOf(p)) { for (const k of Reflect.ownKeys(p)) { attempt(() => { p[k] = function () { return 'attacked' } }); attempt(() => Object.defineProperty(p, k, { value: () => 'attacked' })) } attempt(() => { p.attacked = 1 }); attempt(() => { p.constructor.attacked = 1 }) }`,
    broken: ({ vm }) => {
      for (const C of [vm.Script, vm.SourceTextModule, vm.SyntheticModule]) {
        if (Object.hasOwn(C, 'attacked') || Object.hasOwn(C.prototype, 'attacked'))
          return `${C.name} was changed`;
      }
      return new vm.Script('1').runInNewContext({}) !== 1 && 'scripts give something else';
    },
  },
  {
    name: 'a script is run in the main realm by another road',
    context: ({ vm }) => ({
      script: new vm.Script(
        'globalThis.pwned = typeof hostMarker; typeof hostMarker === "string" ? hostMarker : 0',
      ),
    }),
    guest: `report('tried'); for (const f of [() => script.runInContext(globalThis), () => script.runInContext({}), () => script.runInNewContext(globalThis), () => script.runInNewContext(), () => Reflect.apply(script.runInContext, script, [globalThis])]) open(attempt(f))`,
    broken: ({ context }) => {
      // The guest runs it in its own context, where it may write what it likes.
      delete context.pwned;
      return false;
    },
  },
  {
    name: 'the symbol of disposal',
    needs: ['dispose'],
    options: { disposable: true },
    guest: `report('tried'); for (const s of [Symbol.dispose, Symbol.for('nodejs.dispose'), ...Object.getOwnPropertySymbols(globalThis)]) { if (s === undefined) continue; const f = attempt(() => globalThis[s]); climb(f, 4); compile(attempt(() => f.constructor) ?? report); say(attempt(() => f.call({}))); say(attempt(() => f.call(report))) }`,
  },
  {
    name: 'vm.constants and its symbols',
    context: ({ vm }) => ({ constants: { ...vm.constants } }),
    guest:
      'report("looked"); climb(constants, 4); for (const k of Object.keys(constants)) { report(constants[k]); climb(Object(constants[k]), 4) }',
  },
  {
    name: 'onLimit and what it is given',
    needs: ['dispose'],
    options: { limits: { timeout: 50 } },
    guest: `var heard; report('set'); Object.defineProperty(globalThis, 'onLimit', { set(...all) { climb(all, 4) }, get() { climb(this, 2); return (...all) => climb(all, 4) }, configurable: true })`,
    host: (_result, context, { vm }) => {
      try {
        vm.runInContext('for (;;);', context);
      } catch (error) {
        context.error = error;
      }
    },
    after:
      'say(globalThis.error); climb(globalThis.error, 4); compile(globalThis.error.constructor.constructor)',
  },
  {
    name: 'measureMemory and runInDebugContext',
    needs: ['measureMemory', 'runInDebugContext'],
    context: ({ vm }) => ({
      memory: vm.measureMemory({ mode: 'detailed' }),
      debug: vm.runInDebugContext('Debug'),
    }),
    guest: `report('asked'); climb(debug, 5); compile(debug.constructor.constructor); memory.then((x) => climb(x, 5))`,
  },
  {
    name: 'an error of the package and its class',
    context: ({ vm }) => ({
      stop: () => vm.runInNewContext('for (;;);', {}, { timeout: 5 }),
      wrong: () => vm.runInContext('1', {}),
      bad: () => new vm.Script('('),
    }),
    guest:
      'for (const f of [stop, wrong, bad]) try { f(); report("nothing") } catch (e) { say(e); climb(e, 5); compile(e.constructor.constructor); compile(Object.getPrototypeOf(e).constructor.constructor) }',
  },
  {
    name: 'the functions behind Intl, console and import',
    guest: `report('looked'); for (const f of [() => Intl.NumberFormat, () => new Intl.NumberFormat(), () => Intl.NumberFormat.prototype.format, () => Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, 'format').get, () => console.log, () => console, () => Date.prototype.toLocaleString, () => eval, () => globalThis.console && Object.getPrototypeOf(console)]) { climb(attempt(f), 5); compile(attempt(() => f().constructor.constructor) ?? report) }`,
  },
];
