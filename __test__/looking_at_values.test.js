'use strict';

/**
 * The tables of looking are as large as they are meant to be, and the page about them is up to date. What
 * their cases give is for differential.test.js.
 */

const assert = require('node:assert');
const fs = require('node:fs');
const { test } = require('node:test');

const { PAGE, render } = require('../scripts/looking_at_values.js');
const { classes } = require('./support/host_looks.js');
const values = require('./support/values_to_look_at.js');

test('150 values or more are looked at, and 40 built-in classes', () => {
  assert.ok(Object.values(values).flatMap(Object.keys).length >= 150);
  assert.ok(classes.length >= 40);
});

test('each value has a name of its own', () => {
  const names = Object.values(values).flatMap(Object.keys);
  assert.deepStrictEqual([...new Set(names)], names);
});

test('docs/looking_at_values.md is what scripts/looking_at_values.js writes', () => {
  assert.strictEqual(fs.readFileSync(PAGE, 'utf8'), render());
});
