'use strict';

/**
 * Lifetimes of modules and of the callbacks behind `import()`, in processes of their own: what nobody
 * can reach goes away, and what can still be reached works. Must never assert how long anything takes.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { inChild } = require('./support/gc_child.js');

/** Megabytes by which the process grows while a context makes and drops 10,000 modules, after 5,000 others. */
const growth = (life, cycles = 15_000, warmUp = 5000) => `
  const context = vm.createContext({ n: 0 });
  const life = async (i) => { ${life} };
  let before;
  for (let i = 0; i < ${cycles}; i++) {
    await life(i);
    if (i % 100 === 99) await turn();
    if (i % 1000 === 999) await settle(4);
    if (i === ${warmUp} - 1) { await settle(); before = megabytes(); }
  }
  await settle();
  return megabytes() - before;
`;

const LIVES = {
  'source text modules': `
    const dep = new vm.SourceTextModule('export let x = 1; export const f = () => x++;', { context });
    const module = new vm.SourceTextModule('import { f } from "dep"; import * as ns from "dep"; f(); export { ns }', { context });
    await module.link(() => dep);
    await module.evaluate();
    if (module.namespace.ns.x !== 2) throw new Error('wrong');`,
  'modules that import each other and hold themselves through their callbacks': `
    const modules = {};
    const options = { context, initializeImportMeta(meta) { meta.names = Object.keys(modules); } };
    modules.a = new vm.SourceTextModule('import { b } from "b"; export let a = 1; export const m = import.meta;', options);
    modules.b = new vm.SourceTextModule('import { a } from "a"; export let b = () => a;', options);
    await modules.a.link((specifier) => modules[specifier]);
    await modules.a.evaluate();`,
  'modules that await': `
    const module = new vm.SourceTextModule('await 0; export default 1', { context });
    await module.link(() => {});
    await module.evaluate();`,
  'modules that throw': `
    const module = new vm.SourceTextModule('throw new Error("no")', { context });
    await module.link(() => {});
    await module.evaluate().catch(() => {});`,
  'synthetic modules': `
    const dep = new vm.SyntheticModule(['x'], function () { this.setExport('x', { i }); }, { context });
    const module = new vm.SourceTextModule('import { x } from "dep"; export { x }', { context });
    await module.link(() => dep);
    await module.evaluate();
    if (module.namespace.x.i !== i) throw new Error('wrong');`,
  'modules of Node 10': `
    const module = new vm.Module('1 + 1', { context });
    await module.link(() => {});
    module.instantiate();
    if ((await module.evaluate()).result !== 2) throw new Error('wrong');`,
  'scripts that import': `
    const module = new vm.SyntheticModule(['x'], () => {}, { context });
    await module.link(() => {});
    await vm.runInContext('import("x")', context, { importModuleDynamically: () => module });`,
};

for (const [name, life] of Object.entries(LIVES)) {
  test(`10,000 ${name} leave memory flat`, async () => {
    const megabytes = await inChild(growth(life), 120_000);
    assert.ok(megabytes < 30, `grew by ${megabytes.toFixed(1)} MB`);
  });
}

/** Guest code by the way in which it is made, as a function that imports when it is called. */
const MAKERS = {
  'a script': `new vm.Script('() => import("x")', options).runInContext(context)`,
  'a function': `vm.compileFunction('return import("x")', [], { ...options, parsingContext: context })`,
  'a module': `await (async () => {
    const module = new vm.SourceTextModule('export const f = () => import("x")', { ...options, context });
    await module.link(() => {});
    await module.evaluate();
    return module.namespace.f;
  })()`,
};

for (const [name, maker] of Object.entries(MAKERS)) {
  const setUp = `
    const context = vm.createContext({});
    const made = new vm.SyntheticModule(['x'], () => {}, { context });
    await made.link(() => {});
    let collected = 0;
    const registry = new FinalizationRegistry(() => { collected += 1; });
    const make = async () => {
      const importModuleDynamically = (specifier, referrer) => {
        globalThis.referrer = referrer;
        return made;
      };
      registry.register(importModuleDynamically);
      const options = { importModuleDynamically };
      return ${maker};
    };
  `;

  test(`a callback that only ${name} needs is alive as long as its code`, async () => {
    const type = await inChild(`${setUp}
      const imports = await make();
      await settle(30);
      const namespace = await imports();
      return [namespace === made.namespace, collected, Object.prototype.toString.call(globalThis.referrer)];
    `);
    const tag = name === 'a function' ? '[object Function]' : '[object Object]';
    assert.deepStrictEqual(type, [true, 0, tag]);
  });

  test(`a callback goes with the code of ${name}`, async () => {
    const collected = await inChild(`${setUp}
      for (let i = 0; i < 50; i++) await make();
      for (let i = 0; i < 20; i++) {
        // The realm's own collector runs when its code allocates.
        vm.runInContext('Array.from({ length: 20000 }, () => ({})).length', context);
        await settle(2);
      }
      return collected;
    `);
    assert.ok(collected >= 45, `${collected} of 50 were collected`);
  });
}

test('a module object that is gone is made again for its callbacks', async () => {
  const seen = await inChild(`
    const context = vm.createContext({});
    const module = await (async () => {
      const options = {
        context,
        identifier: 'the one',
        importModuleDynamically: (specifier, referrer) => referrer,
      };
      const module = new vm.SourceTextModule('globalThis.f = () => import("self"); export let n = 1', options);
      await module.link(() => {});
      await module.evaluate();
      return new WeakRef(module);
    })();
    await settle(30);
    const wasCollected = module.deref() === undefined;
    const namespace = await vm.runInContext('f()', context);
    return [wasCollected, namespace.n];
  `);
  assert.deepStrictEqual(seen, [true, 1]);
});
