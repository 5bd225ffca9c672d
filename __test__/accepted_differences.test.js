'use strict';

/**
 * The ledger of accepted differences names what there is, once, and its page for users is up to date.
 * That each named case does differ is for differential.test.js.
 */

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const { PAGE, render } = require('../scripts/compatibility.js');
const { namedInVain, rules } = require('./support/accepted.js');
const { exampleResults } = require('./support/example_results.js');
const { casesOf, topics } = require('./support/corpus.js');
const subject = require('./support/subject.js');

const known = new Map(topics().map((topic) => [topic, casesOf(topic)]));

// The subject is named as from the folder of the harness.
const results = exampleResults(subject.name.replace(/^\.\.\/\.\.$/, '..'));

for (const [index, rule] of rules.entries()) {
  test(`accepted: ${rule.reason}`, () => {
    assert.deepStrictEqual(
      namedInVain(rule, (topic) => known.get(topic) ?? []),
      [],
      'named, but not there',
    );
    for (const [file, titles] of Object.entries(rule.tests)) {
      const source = fs.readFileSync(path.join(__dirname, file), 'utf8');
      for (const title of titles)
        assert.ok(source.includes(title), `no test '${title}' in ${file}`);
    }
    const [expected, actual] = results[index];
    if (subject.isOracle) assert.strictEqual(actual, expected);
    else assert.notStrictEqual(actual, expected, 'the example comes out the same');
  });
}

test('no two rules give the same reason', () => {
  const reasons = rules.map(({ reason }) => reason);
  assert.deepStrictEqual([...new Set(reasons)], reasons);
});

test('docs/compatibility.md is what scripts/compatibility.js writes', () => {
  assert.strictEqual(fs.readFileSync(PAGE, 'utf8'), render());
});
