'use strict';

/**
 * Every program in the README and in docs/: each block of ours is run and must print what stands under it,
 * blocks of other packages must at least be JavaScript.
 */

const assert = require('node:assert');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const os = require('node:os');
const { promisify } = require('node:util');
const hostVm = require('node:vm');
const { SourceTextModule } = require('..');
const { chartOf } = require('../benches/peers/chart.js');
const { writePages } = require('../docs/site/pages.js');

const root = path.join(__dirname, '..');
const PAGES = [
  'README.md',
  ...['async', 'deploying', 'faq', 'limits', 'migrating', 'recipes'].map(
    (name) => `docs/${name}.md`,
  ),
];

/** The blocks of a page: the language line, the text, and the heading above. */
function blocksOf(page) {
  const blocks = [];
  let heading = '';
  for (const [, title, language, text] of fs
    .readFileSync(path.join(root, page), 'utf8')
    .matchAll(/^#+ (.*)$|^```(.*)\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else blocks.push({ heading, language, text });
  }
  return blocks;
}

for (const page of PAGES) {
  const blocks = blocksOf(page);
  for (const [index, { heading, language, text }] of blocks.entries()) {
    const name = `${page}, ${heading} (${index + 1}, ${language})`;
    if (language === 'js') {
      test(name, async () => {
        const { stdout } = await promisify(execFile)(process.execPath, ['-e', text], { cwd: root });
        const next = blocks[index + 1];
        assert.strictEqual(next?.language, 'text', 'a program is followed by what it prints');
        assert.strictEqual(stdout, next.text);
      });
    } else if (language.endsWith('.mjs')) {
      test(name, () => void new SourceTextModule(text));
    } else if (language.startsWith('js ')) {
      test(name, () => void new hostVm.Script(text));
    } else {
      test(name, () => assert.ok(['text', 'sh'].includes(language)));
    }
  }
}

/** The texts of all sources below a folder. */
const sourcesIn = (folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => /\.(js|rs)$/.test(file))
    .map((file) => fs.readFileSync(path.join(root, folder, file), 'utf8'))
    .join('\n');

test('every code on the page of errors is one that the package gives, and every code of ours is there', () => {
  const page = fs.readFileSync(path.join(root, 'docs/errors.md'), 'utf8');
  const sources = ['lib', 'src', 'crates'].map(sourcesIn).join('\n');
  const named = page.match(/ERR_\w+[A-Z]\b/g);
  assert.deepStrictEqual(
    named.filter((code) => !sources.includes(`${code}`)),
    [],
  );
  const types = fs.readFileSync(path.join(root, 'index.d.ts'), 'utf8');
  const [, union] = /type ErrorCode =([^;]*);/.exec(types);
  for (const [, code] of union.matchAll(/'(\w+)'/g)) assert.ok(named.includes(code), code);
});

test('the chart is drawn from the tables', () => {
  const read = (name) => fs.readFileSync(path.join(root, 'docs', name), 'utf8');
  assert.strictEqual(chartOf(read('performance.md')), read('performance.svg'));
});

test('no page has a link to a file that is not there', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boa-vm-pages-'));
  writePages(folder);
  assert.ok(fs.existsSync(path.join(folder, 'index.md')));
  fs.rmSync(folder, { recursive: true });
});

test('every page with programs is among them', () => {
  const pages = [
    'README.md',
    'SECURITY.md',
    ...fs
      .readdirSync(path.join(root, 'docs'), { recursive: true })
      .filter((file) => file.endsWith('.md') && !file.startsWith('site'))
      .map((file) => `docs/${file.replaceAll(path.sep, '/')}`),
  ];
  const withPrograms = pages.filter((page) =>
    /^```js/m.test(fs.readFileSync(path.join(root, page), 'utf8')),
  );
  assert.deepStrictEqual(withPrograms.sort(), [...PAGES].sort());
});
