'use strict';

/**
 * `npm run docs`: makes the site of the documentation, static pages in docs/site/dist, out of the pages of the repository and
 * of the types. VitePress refuses links to pages that are not there.
 */

const fs = require('node:fs');
const path = require('node:path');
const { root, writePages } = require('./pages.js');

const content = path.join(__dirname, 'content');

/** The reference: a page for each function, class and type. */
async function writeReference() {
  const { Application } = await import('typedoc');
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown', 'typedoc-vitepress-theme'],
    entryPoints: ['index.d.ts', 'pool.d.ts', 'register.d.ts'].map((name) => path.join(root, name)),
    basePath: root,
    tsconfig: path.join(__dirname, 'tsconfig.json'),
    out: path.join(content, 'api'),
    docsRoot: content,
    name: 'API',
    readme: 'none',
    disableSources: true,
    excludeExternals: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    parametersFormat: 'table',
    useCodeBlocks: true,
    sort: ['source-order'],
    logLevel: 'Warn',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('the types cannot be read');
  await app.generateOutputs(project);
}

async function main() {
  fs.rmSync(content, { recursive: true, force: true });
  writePages(content);
  await writeReference();
  const { build } = await import('vitepress');
  await build(__dirname);
  console.log(`the site: ${path.join(__dirname, 'dist', 'index.html')}`);
}

main();
