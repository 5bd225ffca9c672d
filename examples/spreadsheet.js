'use strict';

/**
 * A spreadsheet: formulas are expressions over cells, and a cell is worked out when another one asks for it, so host
 * and guest call each other. What a formula does wrong stays in its cell.
 */

const vm = require('boa-vm');

const HELPERS = `
  const numbers = (values) => values.flat(Infinity).filter((value) => typeof value === 'number');
  const SUM = (...values) => numbers(values).reduce((sum, value) => sum + value, 0);
  const AVG = (...values) => SUM(...values) / numbers(values).length;
  const ROUND = (value, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits;
  const RANGE = (column, from, to) =>
    Array.from({ length: to - from + 1 }, (_, index) => cell(column + (from + index)));`;

/** What a cell shows for an error of its formula. */
function errorValue(error) {
  if (error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return '#TIMEOUT!';
  return { SyntaxError: '#SYNTAX!', ReferenceError: '#NAME?' }[error.name] ?? '#ERROR!';
}

class Sheet {
  #formulas = new Map();
  #values = new Map();
  #open = new Set();
  #context = vm.createContext(
    { cell: (name) => this.value(name) },
    { codeGeneration: { strings: false } },
  );

  constructor() {
    vm.runInContext(HELPERS, this.#context, 'helpers.js');
  }

  set(name, text) {
    this.#formulas.set(name, text);
    this.#values.clear();
  }

  value(name) {
    if (!this.#values.has(name)) this.#values.set(name, this.#workOut(name));
    return this.#values.get(name);
  }

  #workOut(name) {
    const text = this.#formulas.get(name) ?? '0';
    if (!text.startsWith('=')) return Number.isNaN(Number(text)) ? text : Number(text);
    if (this.#open.has(name)) return '#CYCLE!';
    this.#open.add(name);
    try {
      const value = vm.runInContext(`(${toJavaScript(text)})`, this.#context, {
        filename: name,
        timeout: 200,
      });
      return typeof value === 'object' || typeof value === 'function' ? '#VALUE!' : value;
    } catch (error) {
      return errorValue(error);
    } finally {
      this.#open.delete(name);
    }
  }
}

/** `=A1:A3` and `=B2` become calls; texts stay. */
function toJavaScript(text) {
  return text
    .slice(1)
    .replace(/"[^"]*"|\b([A-Z])(\d+):\1(\d+)\b|\b[A-Z]\d+\b/g, (found, column, from, to) => {
      if (found.startsWith('"')) return found;
      return column === undefined ? `cell('${found}')` : `RANGE('${column}', ${from}, ${to})`;
    });
}

const sheet = new Sheet();
const show = (...names) => {
  for (const name of names) console.log(name.padEnd(3), String(sheet.value(name)));
};

for (let row = 1; row <= 5; row += 1) {
  sheet.set(`A${row}`, `${row * 10}`);
  sheet.set(`B${row}`, `=ROUND(A${row} * 1.19, 1)`);
}
sheet.set('C1', '=SUM(A1:A5)');
sheet.set('C2', '=AVG(B1:B5)');
sheet.set('C3', '=C1 > 100 ? "much" : "little"');
sheet.set('D1', '=D2');
sheet.set('D2', '=D1');
sheet.set('D3', '=absent(1)');
sheet.set('D4', '=1 +');
sheet.set('D5', '=(() => { for (;;); })()');
sheet.set('D6', '=[1, 2]');
sheet.set('D7', '=this.constructor.constructor("return process")()');
show('B3', 'C1', 'C2', 'C3', 'D1', 'D3', 'D4', 'D5', 'D6', 'D7');

sheet.set('A1', '-100');
console.log('after a change');
show('C1', 'C3');

for (let row = 2; row <= 100; row += 1) sheet.set(`E${row}`, `=E${row - 1} + 1`);
console.log('a chain of cells', sheet.value('E100'));
