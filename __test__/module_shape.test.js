'use strict';

/**
 * The package as a module: its names, their order and attributes, and the functions' names and
 * lengths are those of node:vm; `require`, `import` and the typings agree. Runs no code.
 */

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const nodeVm = require('node:vm');
const boaVm = require('..');

const SCRIPT_PART = Object.keys(nodeVm).filter((name) => !name.endsWith('Module'));
/** In node:vm these need a flag. */
const MODULE_PART = ['Module', 'SourceTextModule', 'SyntheticModule'];
const OURS = [
  'runInContextSync',
  'runInDebugContext',
  'copyIn',
  'copyOut',
  'createLoader',
  'createPool',
  'createRequire',
  'dispose',
  'interrupt',
  'interruptHandle',
  'readonly',
  'reasonOf',
  'runCell',
  'setDefaultLimits',
  'stats',
  'wrapHostModule',
];

/** What can be seen of a property without calling it. */
function facts(object, key) {
  const { value, ...attributes } = Object.getOwnPropertyDescriptor(object, key);
  const { name, length } = typeof value === 'function' ? value : {};
  return { key, type: typeof value, name, length, ...attributes };
}

test('the names of node:vm come first and in its order, ours follow', () => {
  assert.deepEqual(Reflect.ownKeys(boaVm), [...SCRIPT_PART, ...MODULE_PART, ...OURS]);
});

for (const name of SCRIPT_PART) {
  test(`${name} is exported as node:vm exports it`, () => {
    assert.deepEqual(facts(boaVm, name), facts(nodeVm, name));
  });
}

test('runInContextSync is runInContext', () => {
  assert.equal(boaVm.runInContextSync, boaVm.runInContext);
});

test('constants have the shape of those of node:vm', () => {
  assert.deepEqual(
    Object.entries(Object.getOwnPropertyDescriptors(boaVm.constants)).map(([name, property]) => ({
      ...property,
      name,
      value: String(property.value),
    })),
    Object.entries(Object.getOwnPropertyDescriptors(nodeVm.constants)).map(([name, property]) => ({
      ...property,
      name,
      value: String(property.value),
    })),
  );
  assert.equal(Object.getPrototypeOf(boaVm.constants), null);
  assert.ok(Object.isFrozen(boaVm.constants));
});

test('Script.prototype has the methods of node:vm', () => {
  for (const name of ['constructor', 'runInThisContext', 'runInContext', 'runInNewContext']) {
    assert.deepEqual(facts(boaVm.Script.prototype, name), facts(nodeVm.Script.prototype, name));
  }
  const { createCachedData } = boaVm.Script.prototype;
  assert.equal(createCachedData.length, nodeVm.Script.prototype.createCachedData.length);
  assert.deepEqual(Reflect.ownKeys(boaVm.Script), Reflect.ownKeys(nodeVm.Script));
});

test('a script has the own properties that one of node:vm has', () => {
  for (const options of [undefined, { produceCachedData: true }]) {
    const [mine, theirs] = [boaVm, nodeVm].map((vm) => new vm.Script('1', options));
    // Later lines of Node have an undocumented `sourceURL`.
    const names = Reflect.ownKeys(theirs).filter((name) => name !== 'sourceURL');
    assert.deepEqual(Reflect.ownKeys(mine), names);
    for (const name of names) assert.deepEqual(facts(mine, name), facts(theirs, name));
  }
});

test('a subclass of Script makes instances of itself', () => {
  class Special extends boaVm.Script {}
  const script = new Special('1');
  assert.ok(script instanceof Special);
  assert.ok(boaVm.createScript('1') instanceof boaVm.Script);
});

test('import gives what require gives, by name and as the default', async () => {
  const imported = await import('../index.mjs');
  assert.equal(imported.default, boaVm);
  assert.deepEqual({ ...imported, default: undefined }, { ...boaVm, default: undefined });
});

test('index.d.ts declares exactly the names that exist', () => {
  const text = fs.readFileSync(path.join(__dirname, '..', 'index.d.ts'), 'utf8');
  const declared = text.matchAll(/^export (?:class|function|const) (\w+)/gm);
  const names = new Set(Array.from(declared, ([, name]) => name));
  assert.deepEqual([...names].sort(), Object.keys(boaVm).sort());
});
