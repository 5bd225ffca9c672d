'use strict';

/**
 * Mistakes that people make: what comes of each says what to do, or is what node:vm gives. A mistake `says` what its error
 * prints as, `gives` a value, or is `like` node:vm.
 */

const assert = require('node:assert/strict');
const { describe, test } = require('node:test');
const nodeVm = require('node:vm');
const boaVm = require('..');

/** What comes of a call: of an error its class and words, which engines and Node have in common. */
async function outcome(vm, call) {
  try {
    return { value: await call(vm) };
  } catch (error) {
    return { name: error.name, code: error.code, message: error.message };
  }
}

async function errorOf(call) {
  try {
    await call(boaVm);
  } catch (error) {
    return error;
  }
  return undefined;
}

for (const group of ['options', 'code', 'values', 'life', 'modules']) {
  describe(group, () => {
    for (const { title, call, says, like, ...rest } of require(`./mistakes/${group}.js`)) {
      test(title, async () => {
        if (says !== undefined) assert.match((await errorOf(call)).stack, says);
        else if (like === undefined) assert.deepEqual(await call(boaVm), rest.gives);
        else assert.deepEqual(await outcome(boaVm, call), await outcome(nodeVm, call));
      });
    }
  });
}
