'use strict';

/**
 * A safe expression evaluator: the field of a spreadsheet, a filter in a dashboard, a formula that
 * somebody typed into a form. Each expression gets its own context, the variables that it may
 * see, no way to compile strings, and 50 milliseconds.
 */

const vm = require('boa-vm');

/**
 * @param {string} expression
 * @param {object} variables what the expression may name, besides the language itself
 * @returns {unknown}
 */
function evaluate(expression, variables) {
  const scope = Object.assign(Object.create(null), variables);
  return vm.runInNewContext(`'use strict';\n(${expression}\n)`, scope, {
    filename: 'expression',
    lineOffset: -1,
    columnOffset: -1,
    timeout: 50,
    contextCodeGeneration: { strings: false, wasm: false },
  });
}

const variables = { price: 12.5, quantity: 4, name: 'Grace', scores: [7, 9, 4] };

const expressions = [
  'price * quantity',
  'Math.max(...scores) - Math.min(...scores)',
  'scores.map((score) => score ** 2)',
  'quantity > 3 ? `${name} gets a discount` : `${name} pays`',
  '/^[A-Z]/.test(name) && name.length',
  'price * amount',
  'price *',
  'process.exit(1)',
  'this.constructor.constructor("return process")().exit(1)',
  '(() => { for (;;); })()',
];

for (const expression of expressions) {
  let answer;
  try {
    answer = JSON.stringify(evaluate(expression, variables));
  } catch (error) {
    answer = `refused: ${error.code ?? error.name}`;
  }
  console.log(`${expression.padEnd(58)} ${answer}`);
}
