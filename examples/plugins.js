'use strict';

/**
 * A plugin loader. Plugins are CommonJS files that run in contexts of their own; `require` gives
 * them the modules on a list and nothing else. What a plugin exports is called like any object.
 */

const fs = require('node:fs');
const path = require('node:path');
const vm = require('boa-vm');

const allowed = new Set(['node:crypto', 'node:path']);

function requireForPlugins(name) {
  if (!allowed.has(name)) {
    throw Object.assign(new Error(`plugins may not require ${name}`), { code: 'ERR_NOT_ALLOWED' });
  }
  return require(name);
}

/**
 * @param {string} file
 * @returns {{ name: string, transform: (text: string) => string }} the plugin's exports
 */
function load(file) {
  const module = { exports: {} };
  const wrapper = vm.compileFunction(
    fs.readFileSync(file, 'utf8'),
    ['exports', 'require', 'module'],
    { filename: path.basename(file), parsingContext: vm.createContext({}, { name: file }) },
  );
  wrapper(module.exports, requireForPlugins, module);
  return module.exports;
}

const folder = path.join(__dirname, 'plugins');

for (const file of fs.readdirSync(folder).sort()) {
  try {
    const plugin = load(path.join(folder, file));
    for (const text of ['live objects', 'a real boundary']) {
      console.log(`${plugin.name}: ${text} -> ${plugin.transform(text)}`);
    }
  } catch (error) {
    console.log(`${file} was not loaded: ${error.message} (${error.code})`);
  }
}
