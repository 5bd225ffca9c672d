'use strict';

/**
 * Every case of every corpus, run by `node:vm` and by this package: results, thrown errors, logs
 * and the context object afterwards must agree, except where a case says why they must not.
 */

const assert = require('node:assert');
const { test } = require('node:test');
const oracle = require('node:vm');

const { casesOf, topics } = require('./support/corpus.js');
const { compareCase } = require('./support/differential.js');
const subject = require('./support/subject.js');

const vm = subject.load();

for (const topic of topics()) {
  const cases = casesOf(topic, subject.only);
  if (cases.length === 0) continue;
  test(topic, async (t) => {
    for (const one of cases) {
      await t.test(one.name, async () => {
        const { same, expected, actual } = await compareCase(one, oracle, vm);
        if (one.differs === undefined || subject.isOracle) {
          if (!same) assert.deepStrictEqual(actual, expected);
        } else {
          assert.ok(!same, `must differ (${one.differs}) but is the same:\n${actual.join('\n')}`);
        }
      });
    }
  });
}
