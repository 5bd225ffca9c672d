'use strict';

/**
 * The kernel of a notebook: a context that holds a copy of the host's globals and a `display` hook.
 * Cells run one after another and share their variables; what they show, at once or later, reaches
 * the reader through the hook.
 */

const util = require('node:util');
const vm = require('boa-vm');

const inspect = (value) => util.inspect(value, { depth: 0 });

class Kernel {
  /** @param {(cell: number, text: string) => void} output receives all that cells show */
  constructor(output) {
    this.cells = 0;
    this.output = output;
    this.context = vm.createContext(Object.assign({}, globalThis));
    this.context.require = require;
  }

  /**
   * Runs a cell to its end: its value, awaited when it is a promise, is shown like anything else.
   * @param {string} code
   * @returns {Promise<unknown>} the value
   */
  async run(code) {
    const cell = ++this.cells;
    const display = (...values) => {
      const texts = values.map((value) => (typeof value === 'string' ? value : inspect(value)));
      this.output(cell, texts.join(' '));
    };
    this.context.display = display;
    const value = await vm.runInContext(code, this.context, { filename: `cell-${cell}.js` });
    if (value !== undefined) {
      display(value);
    }
    return value;
  }
}

async function main() {
  const kernel = new Kernel((cell, text) => console.log(`[${cell}] ${text}`));

  await kernel.run('const measured = [12, 15, 11, 19]; let rounds = 0;');
  await kernel.run('function mean(list) { return list.reduce((a, b) => a + b) / list.length; }');
  await kernel.run('mean(measured)');
  await kernel.run(`
    const path = require('node:path');
    ({ file: path.posix.join('results', 'mean.txt'), rounded: Math.round(mean(measured)) })`);

  const b = await kernel.run('var b = { a: 2, require }; b');
  console.log('    b.a === 2:', b.a === 2);
  console.log('    b.require === require:', b.require === require);

  await kernel.run(`
    new Promise((resolve) => {
      const timer = setInterval(() => {
        display('working', ++rounds);
        if (rounds === 3) {
          clearInterval(timer);
          resolve(new Map([['rounds', rounds]]));
        }
      }, 5);
    })`);
  await kernel.run(`
    (async () => {
      const squares = [];
      for (const value of measured) {
        squares.push(await new Promise((resolve) => setTimeout(resolve, 1, value ** 2)));
      }
      return squares;
    })()`);

  try {
    await kernel.run('rounds += 1;\nmean(measurements)');
  } catch (error) {
    const [place] = /cell-\d+\.js:\d+/.exec(error.stack);
    console.log(`[${kernel.cells}] ${error.name}: ${error.message} (${place})`);
  }
  await kernel.run('`${rounds} rounds, the failed cell included`');
}

main();
