'use strict';

/**
 * An ES package from node_modules, many files as they are, in a context of its own: the linker below
 * finds files as Node does, and nothing is bundled or rewritten.
 */

const fs = require('node:fs');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const vm = require('boa-vm');

/** Loads ES modules from files into one context, each file once. */
class FileLoader {
  constructor(context) {
    this.context = context;
    this.modules = new Map();
  }

  /** @param {string} file */
  load(file) {
    const known = this.modules.get(file);
    if (known !== undefined) return known;
    const module = new vm.SourceTextModule(fs.readFileSync(file, 'utf8'), {
      context: this.context,
      identifier: pathToFileURL(file).href,
      initializeImportMeta(meta) {
        meta.url = pathToFileURL(file).href;
      },
      importModuleDynamically: (specifier) => this.import(specifier, file),
    });
    this.modules.set(file, module);
    return module;
  }

  /** The namespace of a module, linked and evaluated with all that it needs. */
  async import(specifier, from) {
    const module = this.load(createRequire(from).resolve(specifier));
    if (module.status === 'unlinked') {
      await module.link((request, parent) =>
        this.load(createRequire(parent.identifier).resolve(request)),
      );
    }
    await module.evaluate();
    return module.namespace;
  }
}

async function main() {
  const context = vm.createContext({ rows: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5] });
  const loader = new FileLoader(context);
  const d3 = await loader.import('d3-array', __filename);

  console.log(`${loader.modules.size} files, ${Object.keys(d3).length} exports`);
  console.log('extent:   ', ...d3.extent(context.rows));
  console.log('quartiles:', ...[0.25, 0.5, 0.75].map((p) => d3.quantile(context.rows, p)));
  console.log('ticks:    ', ...d3.ticks(0, 10, 4));
  const counts = d3.rollup(
    context.rows,
    (group) => group.length,
    (row) => (row % 2 ? 'odd' : 'even'),
  );
  console.log('rollup:   ', [...counts].map(([key, count]) => `${key} ${count}`).join(', '));

  // Code of the context gets the same modules.
  const spread = vm.runInContext(
    "(async () => { const { deviation } = await import('d3-array'); return deviation(rows); })()",
    context,
    { importModuleDynamically: (specifier) => loader.import(specifier, __filename) },
  );
  console.log('deviation:', (await spread).toFixed(3));
}

main();
