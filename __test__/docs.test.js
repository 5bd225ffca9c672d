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
const { promisify } = require('node:util');
const hostVm = require('node:vm');

const root = path.join(__dirname, '..');
const PAGES = ['README.md', 'docs/recipes.md', 'docs/migrating.md'];

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
    } else if (language.startsWith('js ')) {
      test(name, () => void new hostVm.Script(text));
    } else {
      test(name, () => assert.ok(['text', 'sh'].includes(language)));
    }
  }
}

test('every page with programs is among them', () => {
  const pages = [
    'README.md',
    'SECURITY.md',
    ...fs
      .readdirSync(path.join(root, 'docs'), { recursive: true })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `docs/${file.replaceAll(path.sep, '/')}`),
  ];
  const withPrograms = pages.filter((page) =>
    /^```js/m.test(fs.readFileSync(path.join(root, page), 'utf8')),
  );
  assert.deepStrictEqual(withPrograms.sort(), [...PAGES].sort());
});
