'use strict';

/**
 * A host for plugins that may fail: each has a context with timers and a console of its own, reads the host's settings
 * and changes none, is loaded again when its text changes, and goes with all that it has started.
 */

const vm = require('boa-vm');

const settings = { currency: 'EUR', rates: new Map([['EUR', 1]]) };

class PluginHost {
  #plugins = new Map();

  /** Loads a plugin, in the place of one with the same name. */
  load(name, source) {
    this.unload(name);
    const plugin = { handlers: new Map(), failures: 0 };
    plugin.context = vm.createContext(
      {
        host: { on: (event, handler) => void plugin.handlers.set(event, handler) },
        settings: vm.readonly(settings),
      },
      {
        name,
        globals: ['timers'],
        console: (level, text) => console.log(`  [${name}] ${level}: ${text}`),
        onUncaughtError: (error) => this.#failed(name, plugin, 'timer', error),
        limits: { timeout: 200 },
        codeGeneration: { strings: false },
      },
    );
    this.#plugins.set(name, plugin);
    this.#guard(name, plugin, 'load', () =>
      vm.runInContext(`(() => { 'use strict'; ${source}\n})()`, plugin.context, `${name}.js`),
    );
  }

  unload(name) {
    const plugin = this.#plugins.get(name);
    if (plugin === undefined) return;
    this.#plugins.delete(name);
    vm.dispose(plugin.context);
  }

  /** Asks every plugin; only data comes back. */
  dispatch(event, payload) {
    const answers = {};
    for (const [name, plugin] of [...this.#plugins]) {
      const handler = plugin.handlers.get(event);
      if (handler === undefined) continue;
      const ask = () => vm.copyOut(handler(vm.readonly(payload)));
      answers[name] = this.#guard(name, plugin, event, ask);
    }
    return answers;
  }

  names() {
    return [...this.#plugins.keys()];
  }

  #guard(name, plugin, where, act) {
    try {
      return act();
    } catch (error) {
      return this.#failed(name, plugin, where, error);
    }
  }

  /** A plugin that fails three times is unloaded. */
  #failed(name, plugin, where, error) {
    plugin.failures += 1;
    console.log(`  [${name}] failed (${where}): ${describe(error)}`);
    if (plugin.failures === 3 && this.#plugins.get(name) === plugin) {
      console.log(`  [${name}] is unloaded`);
      this.unload(name);
    }
  }
}

/** A guest may throw anything, also what can't be read. */
function describe(error) {
  try {
    return vm.reasonOf(error) ?? `${error?.message ?? error}`;
  } catch {
    return 'something that cannot be read';
  }
}

const host = new PluginHost();
const order = { items: [{ name: 'tea', net: 3, count: 2 }] };

host.load(
  'price',
  `host.on('order', ({ items }) => ({
  total: items.reduce((sum, { net, count }) => sum + net * count, 0), in: settings.currency }));`,
);
host.load('stuck', `host.on('order', () => { for (;;); });`);
host.load('greedy', `host.on('order', (order) => { order.items[0].net = 0; });`);
host.load(
  'nosy',
  `host.on('order', (order) => order.constructor.constructor('return process')());`,
);
host.load('ticking', `console.log('ready'); setInterval(() => { throw null; }, 5);`);
host.load('wrong', 'host.on(');

console.log(host.dispatch('order', order));
host.load('price', `host.on('order', () => 'version 2');`);

setTimeout(() => {
  console.log(host.dispatch('order', order));
  console.log(order.items[0], host.names());
  for (const name of host.names()) host.unload(name);
}, 500);
