'use strict';

/**
 * What is made and dropped in one synchronous loop goes while it runs: nothing waits for the end of the job. V8 is asked to
 * collect, so no test here depends on when it would.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { inChild } = require('./support/gc_child.js');
const subject = require('./support/subject.js');

const options = { skip: subject.isOracle && 'node:vm counts nothing' };

/** Runs `life` in ten rounds of 300, V8 collecting after each; gives what is left at the end, by `count`. */
const rounds = (life, count) => `
  const context = vm.createContext({});
  const life = (i) => { ${life} };
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 300; i++) life(i);
    gc();
  }
  life(0);
  return ${count};
`;

test('modules', options, async () => {
  const source = 'new vm.SourceTextModule(`export const a = ${i};`, { context });';
  const left = await inChild(rounds(source, 'vm.stats(context).exports'));
  assert.ok(left < 1500, `${left} of 3000`);
});

test('synthetic modules', options, async () => {
  const source = "new vm.SyntheticModule(['a'], () => {}, { context });";
  const left = await inChild(rounds(source, 'vm.stats(context).exports'));
  assert.ok(left < 1500, `${left} of 3000`);
});

const SYMBOLS = {
  'symbols of the host': `vm.runInContext('(s) => typeof s', context)(Symbol('x'.repeat(10000) + i));`,
  'symbols of the guest': `vm.runInContext('Symbol("x".repeat(10000))', context);`,
};

for (const [name, life] of Object.entries(SYMBOLS)) {
  test(name, options, async () => {
    const bytes = await inChild(rounds(life, 'vm.stats(context).heapBytes'));
    assert.ok(bytes < 20e6, `${bytes} bytes of 60 million`);
  });
}

test('a symbol that somebody has stays one and the same', options, async () => {
  const same = await inChild(`
    const context = vm.createContext({});
    const [mine, its] = [Symbol('mine'), vm.runInContext('var its = Symbol("its"); its', context)];
    context.mine = mine;
    for (let i = 0; i < 2000; i++) {
      vm.runInContext('(s) => s', context)(Symbol(i));
      if (i % 500 === 0) gc();
    }
    return [vm.runInContext('mine', context) === mine, vm.runInContext('its', context) === its].join();
  `);
  assert.strictEqual(same, 'true,true');
});
