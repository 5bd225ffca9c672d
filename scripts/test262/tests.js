'use strict';

/** Finds the tests of test262 and in which ways each runs. Must never change a test. */

const fs = require('node:fs');
const path = require('node:path');
const { readFrontmatter } = require('./frontmatter.js');

/** What is reported apart, by the first folder of a test's name. */
const AREAS = { intl402: 'intl402', staging: 'staging' };
const MAIN = 'main';

/**
 * @typedef {'sloppy' | 'strict' | 'module' | 'raw'} Variant
 * @typedef {object} Test
 * @property {string} key of a run: the name and, where a test runs in two ways, the variant
 * @property {string} name such as `language/types/null/S8.2_A1_T1.js`
 * @property {string} file
 * @property {Variant} variant
 * @property {'main' | 'intl402' | 'staging'} area
 * @property {boolean} crossRealm whether it is about two realms that share objects
 * @property {import('./frontmatter.js').Frontmatter} frontmatter
 */

/** @returns {Variant[]} as INTERPRETING.md of test262 says */
function variantsOf(flags) {
  for (const only of ['module', 'raw']) if (flags.includes(only)) return [only];
  if (flags.includes('onlyStrict')) return ['strict'];
  return flags.includes('noStrict') ? ['sloppy'] : ['sloppy', 'strict'];
}

/** @returns {Test[]} one for each variant */
function readTest(folder, name) {
  const file = path.join(folder, name);
  const source = fs.readFileSync(file, 'utf8');
  const frontmatter = readFrontmatter(source);
  const variants = variantsOf(frontmatter.flags);
  const crossRealm = frontmatter.features.includes('cross-realm') || source.includes('createRealm');
  const area = AREAS[name.split('/')[0]] ?? MAIN;
  return variants.map((variant) => ({
    key: variants.length === 1 ? name : `${name} (${variant})`,
    name,
    file,
    variant,
    area,
    crossRealm,
    frontmatter,
  }));
}

/**
 * @param {string} tree a folder with test262 in it
 * @param {object} [choice]
 * @param {[number, number]} [choice.slice] `[2, 10]` takes the second of ten parts, each from all folders
 * @param {string[]} [choice.words] that must be in a test's name
 * @returns {Test[]} in the order of their names
 * @throws {Error} if there are no tests
 */
function findTests(tree, { slice: [nth, parts] = [1, 1], words = [] } = {}) {
  const folder = path.join(tree, 'test');
  if (!fs.existsSync(path.join(tree, 'harness', 'assert.js')) || !fs.existsSync(folder)) {
    throw new Error(`${tree} is no source tree of test262: it has no harness`);
  }
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.endsWith('_FIXTURE.js'))
    .map((name) => name.replaceAll(path.sep, '/'))
    .sort()
    .filter(
      (name, index) => index % parts === nth - 1 && words.every((word) => name.includes(word)),
    )
    .flatMap((name) => readTest(folder, name));
}

/** @returns {boolean} whether there is such a test at all, whatever was chosen to run */
function isTest(tree, name) {
  return fs.existsSync(path.join(tree, 'test', name));
}

module.exports = { findTests, isTest, readTest };
