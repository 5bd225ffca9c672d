'use strict';

/**
 * A project of a few ES modules, run as it is, with a time limit: its files come from examples/project,
 * the modules of the host from a list, and what is imported later is asked for when it is needed.
 */

const fs = require('node:fs');
const path = require('node:path');
const vm = require('boa-vm');

const folder = path.join(__dirname, 'project');

/** What the project may have of the host. */
const allowed = { 'node:path': path, settings: { currency: 'EUR', digits: 2 } };

function createProject(context) {
  const modules = new Map();

  function find(specifier, parent) {
    if (Object.hasOwn(allowed, specifier)) {
      return vm.wrapHostModule(allowed[specifier], { context, identifier: specifier });
    }
    const file = path.posix.join(path.posix.dirname(parent), specifier);
    if (!specifier.startsWith('./') || !fs.existsSync(path.join(folder, file))) {
      throw new Error(`${parent} imports '${specifier}', which is not in the project`);
    }
    return open(file);
  }

  function open(file) {
    if (!modules.has(file)) {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      const options = {
        context,
        identifier: file,
        importModuleDynamically: (specifier) => run(find(specifier, file)),
      };
      modules.set(file, new vm.SourceTextModule(text, options));
    }
    return modules.get(file);
  }

  /** Runs a module of the project, for at most `timeout` milliseconds. */
  async function run(module, timeout = 1000) {
    if (module.status === 'unlinked') {
      await module.link((specifier, parent) => find(specifier, parent.identifier));
    }
    await module.evaluate({ timeout });
    return module;
  }

  return { start: (file, timeout) => run(open(file), timeout) };
}

async function attempt(project, file, timeout) {
  try {
    const { namespace } = await project.start(file, timeout);
    console.log(`${file} exports ${Object.keys(namespace).join(', ')}`);
  } catch (error) {
    console.log(`${file} failed: ${error.code ?? error.name}: ${error.message}`);
  }
}

async function main() {
  const context = vm.createContext({ print: (line) => console.log(`  ${line}`) });
  const project = createProject(context);
  await attempt(project, 'main.mjs');
  await attempt(project, 'endless.mjs', 50);
  await attempt(project, 'curious.mjs');
}

main();
