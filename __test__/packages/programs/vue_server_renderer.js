'use strict';

const { createBundleRenderer } = require('vue-server-renderer');

const files = {
  'entry.js': `
    const Vue = require('vue');
    const Item = require('./item.js');
    globalThis.renders = (globalThis.renders || 0) + 1;
    module.exports = (context) => new Vue({
      data: { title: context.title, list: context.list },
      components: { Item },
      render(h) {
        return h('main', { attrs: { id: 'app' } }, [
          h('h1', this.title + ' ' + globalThis.renders),
          h('ul', this.list.map((text) => h('Item', { props: { text } }))),
        ]);
      },
    });`,
  'item.js': `module.exports = {
      props: ['text'],
      computed: { shown() { return this.text.toUpperCase(); } },
      render(h) { return h('li', { class: { long: this.text.length > 3 } }, this.shown); },
    };`,
};
const bundle = { entry: 'entry.js', files, maps: {} };

async function main() {
  for (const runInNewContext of [true, 'once', false]) {
    const renderer = createBundleRenderer(bundle, { runInNewContext, basedir: __dirname });
    for (const list of [['a', 'long'], ['<b>']]) {
      console.log(String(runInNewContext), await renderer.renderToString({ title: 'Hi', list }));
    }
  }
  const broken = {
    entry: 'entry.js',
    files: { 'entry.js': 'module.exports = () => missing' },
    maps: {},
  };
  await createBundleRenderer(broken, { runInNewContext: true, basedir: __dirname })
    .renderToString({})
    .catch((error) => console.log(error.name));
}
main();
