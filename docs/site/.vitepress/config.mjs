import fs from 'node:fs';
import { defineConfig } from 'vitepress';

const read = (file) => JSON.parse(fs.readFileSync(new URL(file, import.meta.url), 'utf8'));

/** The title of each page, by its link. */
const page = (link, text) => ({ text, link });

const guide = [
  page('/recipes', 'Recipes'),
  page('/limits', 'Limits'),
  page('/async', 'Async code and jobs'),
  page('/errors', 'Errors'),
  page('/performance', 'Performance'),
  page('/security', 'Security'),
  page('/deploying', 'Deploying'),
  page('/faq', 'Questions'),
  page('/examples/', 'Examples'),
];

const details = [
  page('/migrating', 'From vm2, isolated-vm, QuickJS'),
  page('/compatibility', 'What differs from node:vm'),
  page('/looking_at_values', 'Looking at values'),
];

const inside = [
  page('/architecture', 'Architecture'),
  page('/design/', 'Design'),
  page('/engine', 'Changes to the engine'),
  page('/development', 'Development'),
];

export default defineConfig({
  title: 'boa-vm',
  description: "Node's vm module on the Boa engine: live objects across a boundary, with limits",
  srcDir: 'content',
  outDir: 'dist',
  cacheDir: 'node_modules/.vitepress',
  cleanUrls: false,
  lastUpdated: false,
  // Tables of what the tests know are wide: they scroll on their own.
  markdown: {
    config(md) {
      const { code_inline: inline } = md.renderer.rules;
      // Code may hold what a template would take for an expression.
      md.renderer.rules.code_inline = (...args) => inline(...args).replace('<code', '<code v-pre');
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [page('/recipes', 'Guide'), page('/api/', 'API'), page('/security', 'Security')],
    sidebar: {
      '/': [
        { text: 'Guide', items: guide },
        { text: 'Compared', items: details },
        { text: 'Inside', collapsed: true, items: inside },
      ],
      '/api/': [{ text: 'API', items: read('../content/api/typedoc-sidebar.json') }],
    },
  },
});
