'use strict';

/**
 * Every case of every corpus, run by `node:vm` and by this package: results, thrown errors, logs
 * and the context object afterwards must agree, except where the ledger says why they must not.
 * `BOA_VM_ONLY=text` keeps the cases that have the text in `topic > name`.
 */

const assert = require('node:assert');
const { test } = require('node:test');

const { topics } = require('./support/corpus.js');
const { runIsolated } = require('./support/isolated.js');
const subject = require('./support/subject.js');

for (const topic of topics()) {
  test(topic, async (t) => {
    const results = await runIsolated(`${topic} > `);
    for (const { one, failure } of results) {
      if (!`${topic} > ${one.name}`.includes(subject.only)) continue;
      await t.test(one.name, () => {
        if (failure === undefined) return;
        const { expected, actual } = failure;
        const same = expected.join('\n') === actual.join('\n');
        assert.ok(!same, `agrees with node:vm, so its rule is stale: ${one.accepted?.reason}`);
        assert.deepStrictEqual(actual, expected);
      });
    }
  });
}
