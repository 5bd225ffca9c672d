'use strict';

/**
 * The pages of the site: which file of the repository each is made from, and what its links become. A link to a file that is
 * no page becomes plain text, since the repository is not part of the site.
 */

const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const { posix } = path;

const HOME = `---
layout: home
hero:
  name: boa-vm
  text: Node's vm module, on an engine of its own
  tagline: Run code you did not write, with live objects, callbacks, and limits of time and memory, in your process
  actions:
    - { theme: brand, text: Recipes, link: /recipes }
    - { theme: alt, text: API, link: /api/ }
    - { theme: alt, text: Security, link: /security }
---

`;

const filesIn = (folder, end) =>
  fs.readdirSync(path.join(root, folder)).filter((name) => name.endsWith(end));

/** A program under examples/ as a page. */
function programPage(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  return `# ${path.basename(file)}\n\n\`\`\`js\n${text}\`\`\`\n`;
}

/** File of the repository → page. */
function pages() {
  const found = new Map([
    ['README.md', 'index.md'],
    ['SECURITY.md', 'security.md'],
    ['ARCHITECTURE.md', 'architecture.md'],
    ['engine/README.md', 'engine.md'],
    ['examples/fleet/README.md', 'examples/fleet.md'],
  ]);
  for (const name of filesIn('docs', '.md')) found.set(`docs/${name}`, name);
  for (const name of filesIn('docs/design', '.md')) {
    found.set(`docs/design/${name}`, `design/${name === 'README.md' ? 'index.md' : name}`);
  }
  for (const name of filesIn('examples', '.js')) {
    found.set(`examples/${name}`, `examples/${name.replace(/\.js$/, '.md')}`);
  }
  return found;
}

/** A list of the programs, for the folder. */
function listOfPrograms(known) {
  const programs = [...known].filter(([file]) => file.startsWith('examples/'));
  const lines = programs.map(
    ([, page]) => `- [${posix.basename(page, '.md')}](/${page.replace(/\.md$/, '')})`,
  );
  return `# Examples\n\nEach is a program of its own, and a test runs it.\n\n${lines.join('\n')}\n`;
}

/** What a link in a file is on the site; undefined where it leads to no page. */
function linkFor(target, file, known) {
  if (/^[a-z]+:/.test(target) || target.startsWith('#')) return target;
  const [place, fragment = ''] = target.split('#');
  const linked = posix.normalize(posix.join(posix.dirname(file), place)).replace(/\/$/, '');
  if (!fs.existsSync(path.join(root, linked))) throw new Error(`${file}: dead link to ${target}`);
  const page =
    { examples: 'examples/index.md', 'docs/design': 'design/index.md' }[linked] ??
    known.get(linked);
  if (page === undefined) return undefined;
  const url = `/${page.replace(/(index)?\.md$/, '')}`;
  return fragment === '' ? url : `${url}#${fragment}`;
}

/** A page with its links as they are on the site. Code keeps what looks like one. */
function withLinks(text, file, known) {
  const isCode = /(^```[\s\S]*?^```$|``[^\n]*?``|`[^`\n]*`)/m;
  const parts = text.split(new RegExp(isCode.source, 'gm'));
  const link = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;
  // Code within the words of a link: marks stand for it meanwhile.
  const marked = parts.map((part, index) => (index % 2 === 1 ? `\0${index}\0` : part)).join('');
  const linked = marked.replace(link, (whole, image, words, target) => {
    if (image === '!') return whole;
    const url = linkFor(target, file, known);
    return url === undefined ? words : `[${words}](${url})`;
  });
  return linked.replace(/\0(\d+)\0/g, (_, index) => parts[index]);
}

/**
 * Writes the pages.
 * @param {string} folder
 */
function writePages(folder) {
  const known = pages();
  const write = (page, text) => {
    const to = path.join(folder, page);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, text);
  };
  for (const [file, page] of known) {
    if (file.endsWith('.js')) {
      write(page, programPage(file));
      continue;
    }
    const text = withLinks(fs.readFileSync(path.join(root, file), 'utf8'), file, known);
    write(page, page === 'index.md' ? HOME + text : text);
    for (const [, image] of text.matchAll(/!\[[^\]]*\]\(([^():]+)\)/g)) {
      const from = path.join(root, path.dirname(file), image);
      fs.mkdirSync(path.join(folder, path.dirname(page), path.dirname(image)), { recursive: true });
      fs.copyFileSync(from, path.join(folder, path.dirname(page), image));
    }
  }
  write('examples/index.md', listOfPrograms(known));
}

module.exports = { root, writePages };
