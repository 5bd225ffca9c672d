'use strict';

/** Lifetimes of `Intl` objects, in processes of their own with `--expose-gc`, as in gc.test.js. */

const assert = require('node:assert');
const { test } = require('node:test');

const { inChild } = require('./support/gc_child.js');

test('Intl objects made and dropped leave nothing', async () => {
  const grown = await inChild(
    `const context = vm.createContext({});
    vm.runInContext(\`function work() {
      for (let i = 0; i < 300; i++) {
        new Intl.NumberFormat('de', { style: 'percent' }).format(i);
        new Intl.Collator('sv').compare('a', 'b');
        new Intl.Locale('de').maximize();
        [...new Intl.Segmenter('en', { granularity: 'word' }).segment('a b c')];
      }
    }\`, context);
    return growthOf(() => context.work());`,
    240_000,
  );
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('one run that makes many Intl objects keeps few', async () => {
  const grown = await inChild(
    `const context = vm.createContext({});
    vm.runInContext("function work(n) { for (let i = 0; i < n; i++) new Intl.NumberFormat('de').format(i); }", context);
    context.work(2000);
    const before = megabytes();
    context.work(20000);
    return megabytes() - before;`,
    240_000,
  );
  assert.ok(grown < 60, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('contexts with Intl objects that nobody holds leave nothing', async () => {
  const grown = await inChild(
    `const work = () => {
      for (let i = 0; i < 20; i++) {
        const context = vm.createContext({ keep: [] });
        vm.runInContext("const nf = new Intl.NumberFormat('de'); keep.push(nf, nf.format); nf.format(1.5)", context);
      }
    };
    return growthOf(work);`,
    240_000,
  );
  assert.ok(grown < 20, `resident memory grew by ${grown.toFixed(1)} MB`);
});

test('an Intl object kept alone keeps working', async () => {
  const found = await inChild(`
    const kept = vm.runInNewContext("new Intl.NumberFormat('de').format");
    const iterator = vm.runInNewContext("new Intl.Segmenter('en').segment('ab')[Symbol.iterator]()");
    for (let i = 0; i < 300; i++) vm.runInNewContext("new Intl.NumberFormat('en').format(1)");
    await settle();
    return [kept(1.5), iterator.next().value.segment, iterator.next().value.segment, iterator.next().done];
  `);
  assert.deepStrictEqual(found, ['1,5', 'a', 'b', true]);
});
